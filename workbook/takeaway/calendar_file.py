"""The plan as a calendar file (RFC 5545): the steps, the weekly check-in, and the days to look back.

Each entry has an id that stays the same, so that loading the file again moves what changed and doubles
nothing; a later file has a higher sequence number, which is what calendars go by. Times are in the
manager's own zone, with the zone written out. All entries carry one category, by which the program
knows its own when it reads the calendar back: what it wrote itself is no evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from workbook.activity.own_entries import CATEGORY
from workbook.journey import PLAN_DAYS, Workbook, look_back
from workbook.wording import BUDDY, MILESTONES, PRODUCT, STEP_NAMES, step_sentence, wording
from workbook.words import Text, Translator, say

if TYPE_CHECKING:
    from icalendar import Calendar, Event

DOMAIN: Final = "gewetensvragen.invalid"
"""Where ids are from: a name that is nobody's (RFC 2606)."""

CHECK_IN_DAY: Final = 4
CHECK_IN_AT: Final = time(16, 0)
CHECK_IN_MINUTES: Final = 5
"""Friday afternoon: the week is nearly over and can still be remembered."""

_FIRST_HOUR: Final = time(8, 30)
_SHORTLY: Final = timedelta(minutes=-5)
_DAY_BEFORE: Final = timedelta(days=-1)
_EPOCH: Final = datetime(2026, 1, 1, tzinfo=UTC)


class NoStep(ValueError):
    """A plan without a step has no day to put in a calendar; `text` says so."""

    def __init__(self) -> None:
        self.text = say("There is no step with a day yet, so there is nothing to put in a calendar.")
        super().__init__(self.text.id)


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    on: date
    title: Text
    told: tuple[Text, ...]
    alarms: tuple[tuple[timedelta, Text], ...]
    at: time = _FIRST_HOUR
    minutes: int = 15
    weeks: int = 0


def plan_calendar(
    workbook: Workbook, calendar_id: str, zone: str, translate: Translator, made: datetime
) -> bytes:
    """The calendar file of a plan, made at a moment (with a zone).

    `calendar_id` tells this workbook's entries from another's. Raises `NoStep` where there is none.
    """
    from icalendar import Calendar

    end = look_back(workbook)
    if end is None:
        raise NoStep
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Gewetensvragen//workbook//NL")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", translate(PRODUCT))
    for entry in _entries(workbook, end):
        calendar.add_component(_event(entry, calendar_id, ZoneInfo(zone), translate, made))
    _write_zone_out(calendar, ZoneInfo(zone), start=min(entry.on for entry in _entries(workbook, end)))
    return bytes(calendar.to_ical())


def file_name(day: date) -> str:
    """The name to offer when the file is downloaded on a day."""
    return f"gewetensvragen-plan-{day.isoformat()}.ics"


def _entries(workbook: Workbook, end: date) -> list[_Entry]:
    start = end - timedelta(days=PLAN_DAYS)
    entries = []
    for question, step in workbook.steps:
        assert step.first_on
        first_on = say("{day:date}", day=step.first_on.isoformat())
        sentence = step_sentence(step.when, step.act, step.person, first_on, step.first_act)
        first_act = say("First small act: {act}", act=step.first_act)
        entries.append(
            _Entry(
                f"step-{question}",
                step.first_on,
                say("{act}, with {person}", act=step.act, person=step.person),
                (
                    sentence,
                    say("Step for: {question}", question=wording(question).heading),
                    say("Half past eight is a placeholder: move this to the moment you chose."),
                ),
                ((_DAY_BEFORE, first_act), (_SHORTLY, STEP_NAMES[question])),
            )
        )
    first_friday = start + timedelta(days=(CHECK_IN_DAY - start.weekday()) % 7)
    weeks = (end - first_friday).days // 7 + 1
    entries.append(
        _Entry(
            "check-in",
            first_friday,
            say("Two minutes: did I do it?"),
            (say("Open the page ‘Check-in’ of your workbook. A week missed is a week missed; just go on."),),
            ((_SHORTLY, say("Two minutes: did I do it?")),),
            CHECK_IN_AT,
            CHECK_IN_MINUTES,
            weeks,
        )
    )
    buddy = workbook.notes.get(BUDDY.id, "").strip()
    for after, text in MILESTONES:
        if not after:
            continue
        told = [text]
        if after == _BUDDY_AFTER and buddy:
            told.append(say("Who may ask: {person}", person=buddy))
        title = _TITLES[after]
        on = _working_day(start + timedelta(days=after))
        entries.append(_Entry(f"day-{after}", on, title, tuple(told), ((_SHORTLY, title),)))
    return entries


_BUDDY_AFTER: Final = 14
_TITLES: Final[dict[int, Text]] = {
    14: say("Somebody asks how it went"),
    42: say("Load a new export and look again"),
    90: say("Look back: the three questions again"),
}


def _working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= 5 else day


def _event(entry: _Entry, calendar_id: str, zone: ZoneInfo, translate: Translator, made: datetime) -> Event:
    from icalendar import Alarm, Event

    event = Event()
    begins = datetime.combine(entry.on, entry.at, zone)
    event.add("uid", f"{entry.key}-{calendar_id}@{DOMAIN}")
    event.add("sequence", max(0, int((made - _EPOCH).total_seconds() // 60)))
    event.add("dtstamp", made.astimezone(UTC))
    event.add("last-modified", made.astimezone(UTC))
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=entry.minutes))
    title = _line(translate(entry.title))
    event.add("summary", title[:1].upper() + title[1:])
    event.add("description", "\n\n".join(translate(text) for text in entry.told))
    event.add("categories", [CATEGORY])
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if entry.weeks > 1:
        event.add("rrule", {"freq": "weekly", "count": entry.weeks})
    for before, text in entry.alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", before)
        alarm.add("description", _line(translate(text)))
        event.add_component(alarm)
    return event


def _line(text: str) -> str:
    return " ".join(text.split())


def _write_zone_out(calendar: Calendar, zone: ZoneInfo, start: date) -> None:
    """Outlook knows a zone only when it is written out, and rather by rule than by a list of days.

    Central European time changes on the last Sundays of March and October (Directive 2000/84/EC);
    another zone is listed for the years around the plan.
    """
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    if not _central_european(zone, start.year):
        calendar.add_missing_timezones(date(start.year - 1, 1, 1), date(start.year + 3, 1, 1))
        return
    written = Timezone()
    written.add("tzid", str(zone))
    kinds: tuple[
        tuple[type[TimezoneStandard] | type[TimezoneDaylight], str, datetime, int, int, int], ...
    ] = (
        (TimezoneDaylight, "CEST", datetime(1970, 3, 29, 2), 1, 2, 3),  # noqa: DTZ001 - local by definition
        (TimezoneStandard, "CET", datetime(1970, 10, 25, 3), 2, 1, 10),  # noqa: DTZ001
    )
    for kind, name, first, before, after, month in kinds:
        part = kind()
        part.add("tzname", name)
        part.add("dtstart", first)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        written.add_component(part)
    calendar.subcomponents.insert(0, written)


def _central_european(zone: ZoneInfo, year: int) -> bool:
    brussels = ZoneInfo("Europe/Brussels")
    noons = [datetime(year, 1, 1, 12) + timedelta(days=n) for n in range(366)]  # noqa: DTZ001 - zones are set below
    return all(
        noon.replace(tzinfo=zone).utcoffset() == noon.replace(tzinfo=brussels).utcoffset() for noon in noons
    )
