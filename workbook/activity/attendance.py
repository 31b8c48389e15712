"""Attendance reports of Microsoft Teams and Zoom: who was in a meeting, by the program it was held in.

Each meeting of a report becomes an activity with the people who were there; where a calendar has it too, the two
are one (`workbook.activity.matching`), so that it is known who was at a meeting whose calendar does not tell.
Times are by the clock of whoever saved the report, taken to be where the manager lives.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

import polars as pl

from workbook.activity import dates, limits
from workbook.activity.attendance_forms import Participant, Report, may_be_report, reports_in
from workbook.activity.dialect import decode
from workbook.activity.event_titles import clean, is_private, tells_nothing
from workbook.activity.findings import Findings
from workbook.activity.limits import UnreadableError
from workbook.activity.ownership import WAITING
from workbook.activity.records import Activity, Attendee, Decisions, Reading, Undecided
from workbook.activity.span import Span, Window, own_span
from workbook.activity.stored import Stored
from workbook.activity.whole_days import identifying
from workbook.words import say, say_n

_LOOKED_AT: Final = 8192
_ASIDE: Final = re.compile(r" ?\([^()]{1,80}\)$")
_Moments = Mapping[str, tuple[date, int, int | None]]


def is_attendance(data: Stored) -> bool:
    """Whether a file is an attendance report, by how it begins."""
    beginning = data[:_LOOKED_AT]
    marks = beginning[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = beginning.decode("utf-16" if marks else "utf-8-sig", "ignore")
    return may_be_report(text) and bool(
        reports_in(text[: text.rfind("\n") + 1] if len(data) > _LOOKED_AT else text)
    )


def read_attendance(
    name: str, data: bytes, window: Window | None, decisions: Decisions, *, today: date
) -> tuple[list[Activity], Reading] | None:
    """The meetings of an attendance report that touch the window, and how it was read; None where it turns
    out to be none. What it leaves open (the order of day and month) is asked for."""
    try:
        decoded = decode(data)
    except UnreadableError:
        return None
    reports = reports_in(decoded.text)
    if not reports:
        return None
    findings = Findings(name, say("Attendance report from {product}", product=reports[0].product))
    findings.encoding, findings.zone = decoded.encoding, decisions.zone
    moments = _moments(reports, findings, decisions)
    if moments is None:
        findings.leave_out(WAITING, len(reports))
        return [], findings.reading(0, None, None)
    zone = ZoneInfo(decisions.zone)
    found: list[Activity] = []
    for number, report in enumerate(reports, 1):
        activity = _activity(report, name, number, moments, zone)
        if activity is None:
            findings.refuse(
                number if len(reports) > 1 else 0,
                say(
                    "This attendance report does not tell when the meeting was. Save it once more, with the data "
                    "of the meeting."
                ),
            )
        else:
            found.append(activity)
    span = Span(window.first, window.last) if window else own_span((one.start.date() for one in found), today)
    first, last = span.bounds(zone)
    kept = [one for one in found if one.start < last and one.end > first]
    findings.leave_out(say("outside the period"), len(found) - len(kept))
    _remark(kept, findings)
    return sorted(kept, key=lambda one: one.start), findings.reading_of(kept)


def _moments(reports: tuple[Report, ...], findings: Findings, decisions: Decisions) -> _Moments | None:
    """Every moment by its cell; None where nobody can tell day from month, which is then asked."""
    told = dict.fromkeys(cell for report in reports for cell in report.moments)
    cells = pl.Series(list(told), dtype=pl.String)
    shown = dates.evidence(cells)
    clue: dates.Order | None = None if all(report.english for report in reports) else "dmy"
    orders, undecided = dates.decide({"start": shown}, decisions.get(findings.file, "date_order"), clue)
    if undecided:
        findings.undecided.append(
            Undecided(findings.file, "date_order", reports[0].product, ("dmy", "mdy"), shown.examples)
        )
        return None
    order = orders.get("start")
    findings.date_order = order or "ymd"
    if clue and order and not shown.order:
        findings.notes.append(say("Day and month were told by the language of the columns: day first."))
    read = dates.parse(cells, order).rows()
    return {
        cell: (day, second or 0, offset)
        for cell, (day, second, offset) in zip(cells, read, strict=True)
        if day is not None
    }


def _activity(report: Report, file: str, number: int, moments: _Moments, zone: ZoneInfo) -> Activity | None:
    """The meeting as an activity, None where the report does not tell when it was."""

    def at(cell: str) -> datetime | None:
        if cell not in moments:
            return None
        day, second, offset = moments[cell]
        clock = zone if offset is None else timezone(timedelta(minutes=offset))
        return (datetime.combine(day, time(), clock) + timedelta(seconds=second)).astimezone(zone)

    joined = [moment for one in report.people if (moment := at(one.joined))]
    left = [moment for one in report.people if (moment := at(one.left))]
    start = at(report.start) or min(joined, default=None)
    end = at(report.end) or max(left, default=None)
    if start is None or end is None or end < start:
        return None
    title = clean(report.title)
    private = is_private(title)
    subject = "" if private or tells_nothing(title) else title
    key = f"attendance\n{title}\n{identifying(start, False)}"
    return Activity(
        id=hashlib.sha256(key.encode()).hexdigest()[:20],
        source=file,
        row=number,
        start=start,
        end=end,
        subject=subject,
        private=private,
        online=True,
        attendees=_attendees(report.people) if report.people and not private else None,
        seen=True,
    )


def _attendees(people: tuple[Participant, ...]) -> tuple[Attendee, ...]:
    """Each person once, however often they joined; without what stands behind a name in brackets, as
    '(Guest)' does."""
    found: dict[str, Attendee] = {}
    for one in people[: limits.PEOPLE]:
        whole = clean(one.name)
        name = _ASIDE.sub("", whole) or whole
        person = Attendee(one.address.casefold(), name, "accepted", one.organiser)
        known = found.get(person.key)
        if known is None or person.organiser:
            found[person.key] = person
    return tuple(found.values())


def _remark(found: list[Activity], findings: Findings) -> None:
    people = {person.key for one in found for person in one.attendees or ()}
    if people:
        findings.notes.append(
            say_n(
                "{n:number} person was there by this report. Where the meeting is in your calendar too, it counts once.",
                "{n:number} people were there by this report. Where the meeting is in your calendar too, it counts "
                "once.",
                len(people),
            )
        )
