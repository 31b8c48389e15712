"""iCalendar files (.ics) read into activities, each trap of real exports minded."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from workbook.activity import events, limits
from workbook.activity.calendar_zones import CalendarZones, UnknownZoneError
from workbook.activity.caught import tell_fault
from workbook.activity.contents import RawEvent, take_apart
from workbook.activity.event_activities import CANCELLED, EventActivities
from workbook.activity.findings import Findings, unreadable
from workbook.activity.glance import far_outside, near
from workbook.activity.limits import UnreadableError
from workbook.activity.own_period import told_days
from workbook.activity.records import Activity, Decisions, Reading, Undecided
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
_TOO_OFTEN: Final = say(
    "It repeats more often than can be followed, {most:number} times in a period at most. "
    "Give it an end in your calendar, or choose a shorter period.",
    most=limits.INSTANCES,
)


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
    if window:
        span = Span(window.first, window.last)
    else:
        told = told_days(contents.events, today)
        span = own_span(told.days, today)
        findings.notes.extend([told.note] if told.note else [])
    reader = _Reader(name, findings, span, decisions)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for series in group(reader.wanted(contents.events), findings, reader.zones.instance):
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
        self.zones = CalendarZones(decisions.zone, zone_named(answer) if answer else None)
        self._activities = EventActivities(name, findings, decisions)
        self._waiting: list[UnknownZoneError] = []

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
        elif self._withdrawn(series):
            self._findings.leave_out(CANCELLED)
        else:
            self._read_series(series)

    def finish(self) -> list[Activity]:
        """Everything read, in the order of time; what must be asked goes into the findings."""
        findings = self._findings
        findings.zone = ", ".join(self.zones.used) or str(self._zone.key)
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
        if self.zones.ends_by_clock:
            findings.notes.append(
                say_n(
                    "{n:number} repeating appointment ends on a day or a time without a zone. That was read by "
                    "the clock of its start; the day itself counts too.",
                    "{n:number} repeating appointments end on a day or a time without a zone. That was read by "
                    "the clock of their start; the day itself counts too.",
                    self.zones.ends_by_clock,
                )
            )
        return self._activities.conclude()

    def _withdrawn(self, series: Series) -> bool:
        whole = [raw for raw in series.events if "RECURRENCE-ID" not in raw.lines]
        return bool(whole) and all(is_cancelled(raw) for raw in whole)

    def _read_single(self, raw: RawEvent, uid: str) -> None:
        if far_outside(raw, self._span):
            self._outside()
            return
        if is_cancelled(raw):
            self._findings.leave_out(CANCELLED)
            return
        try:
            event = self._parse(raw)
            when = self._times(event, raw)
            if self._touches(when):
                self._activities.add(raw, uid, when)
            else:
                self._outside()
        except UnknownZoneError as unknown:
            self._waiting.append(unknown)
        except events.BadEventError as bad:
            self._findings.refuse(raw.number, bad.reason)
        except _UNREADABLE as error:
            tell_fault(error)
            self._findings.refuse(raw.number, events.BROKEN)

    def _read_series(self, series: Series) -> None:
        raws = {raw.number: raw for raw in series.events}
        parsed: list[Event] = []
        bad: set[int] = set()
        followed = near(series.events, self._span)
        master = series.master or series.events[0]
        try:
            self._begin(followed)
        except TooManyError:
            self._findings.refuse(master.number, _TOO_OFTEN)
            return
        for raw in followed:
            try:
                event = self._parse(raw, series.master, whole=False)
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
            zone = (
                None if self.zones.keeps_to_utc(series.events, master) else zone_named(master.calendar.zone)
            )
            found = self._repeater.instances(parsed, zone, *self._bounds)
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
        told: set[tuple[int, str]] = set()
        for event in found:
            number = int(str(event.get(_NUMBER)))
            if number in bad:
                continue
            try:
                when = self._times(event, raws[number])
                if self._touches(when):
                    kept += 1
                    self._activities.add(raws[number], series.uid, when)
            except events.BadEventError as problem:
                if (number, problem.reason.id) not in told:
                    told.add((number, problem.reason.id))
                    self._findings.refuse(number, problem.reason)
            except _UNREADABLE as error:
                tell_fault(error)
                self._findings.refuse(number, events.BROKEN)
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

    def _parse(self, raw: RawEvent, series: RawEvent | None = None, whole: bool = True) -> Event:
        lines = self.zones.lines(raw, series)
        event = events.parsed([*lines, f"{_NUMBER}:{raw.number}"])
        if whole:
            events.check(event)
        return event

    def _outside(self) -> None:
        self._findings.leave_out(say("outside the period"))

    def _times(self, event: Event, raw: RawEvent) -> events.Times:
        calendar = zone_named(raw.calendar.zone)
        by_length = "DURATION" in raw.lines and "DTEND" not in raw.lines
        return events.times(event, self._zone, ZoneInfo(calendar) if calendar else None, by_length)

    def _touches(self, when: events.Times) -> bool:
        first, last = self._bounds
        return when.start < last and (when.end > first or when.start >= first)
