"""Which of several descriptions of one event counts.

A file may hold an invitation, its update and its cancellation, in any order. They share a UID, and
for one instance of a series a RECURRENCE-ID; the highest SEQUENCE is the one that counts, and of several
with the same the newest DTSTAMP (RFC 5546, 2.1.5). One instance may be named in its zone and in UTC, so
moments are compared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from workbook.activity.contents import RawEvent
from workbook.activity.findings import Findings
from workbook.words import say


@dataclass(slots=True)
class Series:
    """All that belongs to one UID: the event, and its changed or cancelled instances."""

    uid: str
    events: list[RawEvent] = field(default_factory=list)

    @property
    def master(self) -> RawEvent | None:
        """The series itself, None where the file has some of its instances alone."""
        return next((event for event in self.events if "RECURRENCE-ID" not in event.lines), None)

    @property
    def repeats(self) -> bool:
        """Whether it has to be followed through time."""
        return len(self.events) > 1 or any(
            name in self.events[0].lines for name in ("RRULE", "RDATE", "RECURRENCE-ID")
        )


def is_cancelled(event: RawEvent) -> bool:
    """Whether the event, or this instance of it, was called off."""
    return event.calendar.method == "CANCEL" or event.value("STATUS").upper() == "CANCELLED"


_OLDER: Final = say("an older version of an event that is also in the file")

InstanceOf = Callable[[RawEvent, RawEvent | None], str]
"""Which instance of a series an event describes: the same text for the same one, empty for the series."""


def group(events: list[RawEvent], findings: Findings, instance_of: InstanceOf) -> list[Series]:
    """Events by UID, older versions left out and counted; one without a UID stands alone.

    Where two have all but their start in common, and neither repeats nor is an instance, the file uses one
    UID for several events: both are kept.
    """
    by_uid: dict[str, list[RawEvent]] = {}
    for event in events:
        by_uid.setdefault(event.value("UID") or f"\n{event.number}", []).append(event)
    series: list[Series] = []
    for uid, members in by_uid.items():
        if len(members) == 1:
            series.append(Series(uid.strip(), members))
            continue
        master = max((one for one in members if not _is_change(one)), key=_version, default=None)
        newest: dict[tuple[str, bool], RawEvent] = {}
        apart: list[RawEvent] = []
        for event in members:
            key = instance_of(event, master), _goes_on(event)
            rival = newest.get(key)
            if rival is None:
                newest[key] = event
            elif not key[0] and _two_events(event, rival):
                apart.append(event)
            else:
                newest[key] = max(rival, event, key=_version)
                findings.leave_out(_OLDER)
        series.append(Series(uid, _one_for_each(newest, findings)))
        series.extend(Series(uid, [event]) for event in apart)
    return series


def _one_for_each(newest: dict[tuple[str, bool], RawEvent], findings: Findings) -> list[RawEvent]:
    """The versions that count. A change of one instance that is older than one of it and all that follow
    gives way; a newer one is put first, for the library takes the first of two with the same SEQUENCE."""
    kept = list(newest.values())
    for (instance, goes_on), change in newest.items():
        one = newest.get((instance, False))
        if not goes_on or one is None:
            continue
        kept.remove(one)
        if _version(one) < _version(change):
            findings.leave_out(_OLDER)
        else:
            kept.insert(kept.index(change), one)
    return kept


def _is_change(event: RawEvent) -> bool:
    return "RECURRENCE-ID" in event.lines


def _goes_on(event: RawEvent) -> bool:
    """Whether a change holds for all later instances too."""
    line = event.lines.get("RECURRENCE-ID", [""])[0]
    return "RANGE=THISANDFUTURE" in line.upper()


def _two_events(one: RawEvent, other: RawEvent) -> bool:
    return (
        _version(one)[:4] == _version(other)[:4]
        and one.value("DTSTART") != other.value("DTSTART")
        and not any(name in event.lines for name in ("RRULE", "RDATE") for event in (one, other))
    )


def _version(event: RawEvent) -> tuple[int, str, str, bool, int]:
    sequence = event.value("SEQUENCE")
    return (
        int(sequence) if sequence.isascii() and sequence.isdigit() and len(sequence) < 10 else 0,
        event.value("DTSTAMP"),
        event.value("LAST-MODIFIED"),
        is_cancelled(event),
        event.number,
    )
