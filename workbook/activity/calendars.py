"""iCalendar files (.ics) read into activities, each trap of real exports minded."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, cast
from zoneinfo import ZoneInfo

from workbook.activity import events, limits, whole_days
from workbook.activity.calendar_zones import WHEN, CalendarZones, UnknownZoneError
from workbook.activity.caught import tell_fault
from workbook.activity.contents import RawEvent, take_apart
from workbook.activity.event_titles import clean, is_private, tells_nothing, was_cancelled
from workbook.activity.findings import Findings, unreadable
from workbook.activity.glance import far_outside, near, telling_days
from workbook.activity.limits import UnreadableError
from workbook.activity.own_entries import kept_categories
from workbook.activity.ownership import TWICE
from workbook.activity.places import has_join_link
from workbook.activity.records import Activity, Decisions, Held, Reading, Undecided
from workbook.activity.repeats import Repeater, TooManyError
from workbook.activity.span import Span, Window, own_span
from workbook.activity.versions import Series, group, is_cancelled
from workbook.activity.zones import zone_named
from workbook.words import say, say_n

if TYPE_CHECKING:
    from icalendar import Event

_ANSWERS: Final = ("REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH")
_NUMBER: Final = "X-EVENT-NUMBER"
_UNREADABLE: Final = (ValueError, OverflowError, TypeError, AttributeError, KeyError, IndexError)
_LIKELY_ZONES: Final = ("Europe/Amsterdam", "Europe/Brussels", "Europe/London", "UTC")
_CANCELLED: Final = say("cancelled")
_TOO_OFTEN: Final = say(
    "It repeats more often than can be followed, {most:number} times in a period at most. "
    "Give it an end in your calendar, or choose a shorter period.",
    most=limits.INSTANCES,
)
_BROKEN: Final = say("It can't be read. Save it once more in your calendar and export again.")


def read_calendar(
    name: str,
    data: bytes,
    window: Window | None = None,
    decisions: Decisions | None = None,
    *,
    today: date,
) -> tuple[list[Activity], Reading]:
    """The activities of an iCalendar file that touch `window`, in the order of time, and the report.

    What the manager declined is among them: `workbook.activity.ownership` takes it out. Without a window it is
    the file's own last 400 days, up to `today`. Never raises for what is in the file: an event that can't be read is
    refused with its number, and a zone that can't be told is asked for through `Undecided`, while
    the events that need it are left out and counted.
    """
    decisions = decisions or Decisions()
    try:
        contents = take_apart(data)
        if len(contents.events) > limits.EVENTS:
            raise UnreadableError(
                say(
                    "This calendar has {n:number} events; at most {most:number} are read. Export a shorter "
                    "period.",
                    n=len(contents.events),
                    most=limits.EVENTS,
                )
            )
    except UnreadableError as problem:
        return [], unreadable(name, problem.reason)
    findings = Findings(name, say("Calendar (iCalendar)"), encoding=contents.encoding)
    if contents.others:
        findings.leave_out(say("tasks, notes and free/busy blocks, which are no events"), contents.others)
    span = (
        Span(window.first, window.last) if window else own_span(telling_days(contents.events, today), today)
    )
    reader = _Reader(name, findings, span, decisions)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for series in group(reader.wanted(contents.events), findings):
            reader.read(series)
    activities = reader.finish()
    if not contents.events:
        findings.refuse(
            0,
            say(
                "There are no appointments in this calendar. Check that you exported the right one, and for which days."
            ),
        )
    return activities, findings.reading_of(activities)


class _Reader:
    """Reads the series of one file, one after another."""

    def __init__(self, name: str, findings: Findings, span: Span, decisions: Decisions) -> None:
        self._name = name
        self._findings = findings
        self._span = span
        self._zone = ZoneInfo(decisions.zone)
        self._bounds = span.bounds(self._zone)
        answer = decisions.get(name, "zone")
        self._zones = CalendarZones(decisions.zone, zone_named(answer) if answer else None)
        self._waiting: list[UnknownZoneError] = []
        self._found: dict[tuple[str, tuple[str, ...]], Activity] = {}
        self._abouts: dict[int, Event] = {}
        self._long = 0

    def wanted(self, raws: list[RawEvent]) -> list[RawEvent]:
        """The events worth grouping: whole ones, of bearable size, that are no mere answers."""
        kept: list[RawEvent] = []
        for raw in raws:
            if not raw.whole:
                self._findings.refuse(
                    raw.number,
                    say("The file stops in the middle of this event. Export your calendar again."),
                )
            elif raw.calendar.method in _ANSWERS:
                self._findings.leave_out(say("answers to invitations, which are no events"))
            elif raw.size > limits.FIELD or any(
                len(line) > limits.RULE for line in raw.lines.get("RRULE", ())
            ):
                self._findings.refuse(
                    raw.number, say("One of its lines is longer than any calendar writes; it was not read.")
                )
            else:
                kept.append(raw)
        return kept

    def read(self, series: Series) -> None:
        """Read one series, or one event."""
        raw = series.events[0]
        if not series.repeats:
            self._read_single(raw, series.uid)
        elif len(series.events) == 1 and "RDATE" not in raw.lines and far_outside(raw, self._span):
            self._outside()
        elif self._called_off(series):
            self._findings.leave_out(_CANCELLED)
        else:
            self._read_series(series)

    def finish(self) -> list[Activity]:
        """Everything read, in the order of time; what must be asked goes into the findings."""
        findings = self._findings
        findings.zone = ", ".join(self._zones.used) or str(self._zone.key)
        if self._waiting:
            findings.leave_out(say("waiting for the time zone to be chosen"), len(self._waiting))
            examples = dict.fromkeys(f"{wait.name or '?'}: {wait.example}" for wait in self._waiting)
            findings.undecided.append(
                Undecided(
                    self._name,
                    "zone",
                    ", ".join(dict.fromkeys(wait.name or "?" for wait in self._waiting)),
                    tuple(dict.fromkeys((str(self._zone.key), *_LIKELY_ZONES))),
                    tuple(examples)[:3],
                )
            )
        if self._long:
            findings.notes.append(
                say_n(
                    "{n:number} event of 24 hours or more is taken as whole days.",
                    "{n:number} events of 24 hours or more are taken as whole days.",
                    self._long,
                )
            )
        found = sorted(self._found.values(), key=lambda activity: (activity.start, activity.row))
        if found and all(activity.attendees is None for activity in found):
            findings.notes.append(
                say("This file does not tell who was there. An export of your own calendar may.")
            )
        return found

    def _called_off(self, series: Series) -> bool:
        whole = [raw for raw in series.events if "RECURRENCE-ID" not in raw.lines]
        return bool(whole) and all(is_cancelled(raw) for raw in whole)

    def _read_single(self, raw: RawEvent, uid: str) -> None:
        if far_outside(raw, self._span):
            self._outside()
            return
        if is_cancelled(raw):
            self._findings.leave_out(_CANCELLED)
            return
        try:
            event = self._parse(raw)
            if self._touches(event, raw):
                self._keep(event, raw, uid)
            else:
                self._outside()
        except UnknownZoneError as unknown:
            self._waiting.append(unknown)
        except events.BadEventError as bad:
            self._findings.refuse(raw.number, bad.reason)
        except _UNREADABLE as error:
            tell_fault(error)
            self._findings.refuse(raw.number, _BROKEN)

    def _read_series(self, series: Series) -> None:
        raws = {raw.number: raw for raw in series.events}
        parsed: list[Event] = []
        bad: set[int] = set()
        followed = near(series.events, self._span)
        master = series.events[0]
        try:
            self._begin(followed)
        except TooManyError:
            self._findings.refuse(master.number, _TOO_OFTEN)
            return
        for raw in followed:
            try:
                event = self._parse(raw, whole=False)
            except UnknownZoneError as unknown:
                # The others can't be followed without it, for it may replace an instance of theirs.
                self._waiting.append(unknown)
                return
            except events.BadEventError as problem:
                self._findings.refuse(raw.number, problem.reason)
                bad.add(raw.number)
                continue
            try:
                events.check(event)
            except events.BadEventError as problem:
                if not is_cancelled(raw):
                    self._findings.refuse(raw.number, problem.reason)
                bad.add(raw.number)
                if not self._stand_in(event):
                    continue
            parsed.append(event)
        if not parsed:
            return
        try:
            found = self._repeater.instances(parsed, zone_named(master.calendar.zone), *self._bounds)
        except TooManyError:
            self._findings.refuse(master.number, _TOO_OFTEN)
            return
        except Exception as error:
            tell_fault(error)
            self._findings.refuse(
                master.number,
                say("The way it repeats can't be read. Save it once more in your calendar and export again."),
            )
            return
        kept = 0
        for event in found:
            number = int(str(event.get(_NUMBER)))
            if number in bad:
                continue
            try:
                if self._touches(event, raws[number]):
                    kept += 1
                    self._keep(event, raws[number], series.uid)
            except events.BadEventError as problem:
                self._findings.refuse(number, problem.reason)
            except _UNREADABLE as error:
                tell_fault(error)
                self._findings.refuse(number, _BROKEN)
        if not kept and not bad:
            self._outside()

    @cached_property
    def _repeater(self) -> Repeater:
        return Repeater()

    def _begin(self, followed: Sequence[RawEvent]) -> None:
        self._repeater.begin(
            sum(
                line.count(",") + 1
                for raw in followed
                for name in ("RDATE", "EXDATE")
                for line in raw.lines.get(name, ())
            )
        )

    @staticmethod
    def _stand_in(event: Event) -> bool:
        """Make a broken instance readable enough to take the place of the one it replaces, which
        would otherwise be read as if nothing had changed. False where that can't be done."""
        try:
            instance: Any = event["RECURRENCE-ID"]
            event["DTSTART"] = type(instance)(instance.dt)
        except Exception as error:
            tell_fault(error)
            return False
        for name in ("DTEND", "DURATION", "RRULE", "RDATE", "EXDATE"):
            event.pop(name, None)
        return True

    def _parse(self, raw: RawEvent, whole: bool = True) -> Event:
        lines = self._zones.lines(raw)
        event = _parsed([*lines, f"{_NUMBER}:{raw.number}"])
        if whole:
            events.check(event)
        return event

    def _about(self, raw: RawEvent) -> Event:
        """What an event is about, parsed once for all its instances and only when one is kept."""
        if raw.number not in self._abouts:
            lines = [line for name, said in raw.lines.items() if name not in WHEN for line in said]
            self._abouts[raw.number] = _parsed(lines)
        return self._abouts[raw.number]

    def _outside(self) -> None:
        self._findings.leave_out(say("outside the period"))

    def _times(self, event: Event, raw: RawEvent) -> events.Times:
        calendar = zone_named(raw.calendar.zone)
        return events.times(event, self._zone, ZoneInfo(calendar) if calendar else None)

    def _touches(self, event: Event, raw: RawEvent) -> bool:
        when = self._times(event, raw)
        first, last = self._bounds
        return when.start < last and (when.end > first or when.start >= first)

    def _keep(self, event: Event, raw: RawEvent, uid: str) -> None:
        about = self._about(raw)
        title = events.text_of(about, "SUMMARY")
        status = events.text_of(about, "STATUS").upper()
        if status == "CANCELLED" or is_cancelled(raw) or was_cancelled(title):
            self._findings.leave_out(_CANCELLED)
            return
        attendees = events.people(about)
        when = self._times(event, raw)
        private = events.text_of(about, "CLASS").upper() in ("PRIVATE", "CONFIDENTIAL") or is_private(title)
        held: Held = "unknown" if status == "TENTATIVE" else "yes"
        key = uid or f"{self._name}\n{raw.number}"
        identity = _identity(key, whole_days.identifying(when.start, when.all_day))
        declined_by = tuple(person.key for person in attendees or () if person.attendance == "declined")
        if (identity, declined_by) in self._found:
            self._findings.leave_out(TWICE)
            return
        self._long += when.long
        self._found[identity, declined_by] = Activity(
            id=identity,
            source=self._name,
            row=raw.number,
            start=when.start,
            end=when.end,
            subject="" if private or tells_nothing(title) else title,
            all_day=when.all_day,
            private=private,
            held=held,
            calendar=clean(raw.calendar.name),
            categories=kept_categories(events.categories(about), private),
            location="" if private else events.text_of(about, "LOCATION"),
            online=raw.online or has_join_link(events.text_of(about, "LOCATION")),
            rooms=() if private else events.rooms(about),
            attendees=None if private else attendees,
            declined_by=declined_by,
        )


def _parsed(lines: list[str]) -> Event:
    """An event from its lines; raises `BadEventError` where the library can make nothing of them."""
    import icalendar

    try:
        event: Any = icalendar.Event.from_ical("\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""]))
    except Exception as problem:
        tell_fault(problem)
        raise events.BadEventError(_BROKEN) from problem
    return cast("Event", event)


def _identity(key: str, moment: str) -> str:
    """An id for an event at a time: the same in each export of the same calendar, and telling
    nothing."""
    return hashlib.sha256(f"{key}\n{moment}".encode()).hexdigest()[:20]
