"""Which of several descriptions of one event counts.

A file may hold an invitation, its update and its cancellation, in any order. They share a UID, and
for one instance of a series a RECURRENCE-ID; the highest SEQUENCE is the one that counts (RFC 5546).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from workbook.activity.contents import RawEvent
from workbook.activity.findings import Findings
from workbook.words import say


@dataclass(slots=True)
class Series:
    """All that belongs to one UID: the event, and its changed or cancelled instances."""

    uid: str
    events: list[RawEvent] = field(default_factory=list)

    @property
    def repeats(self) -> bool:
        """Whether it has to be followed through time."""
        return len(self.events) > 1 or any(
            name in self.events[0].lines for name in ("RRULE", "RDATE", "RECURRENCE-ID")
        )


def is_cancelled(event: RawEvent) -> bool:
    """Whether the event, or this instance of it, was called off."""
    return event.calendar.method == "CANCEL" or event.value("STATUS").upper() == "CANCELLED"


def group(events: list[RawEvent], findings: Findings) -> list[Series]:
    """Events by UID, older versions left out and counted; one without a UID stands alone.

    Where two have all but their start in common, and neither repeats, the file uses one UID for
    several events: both are kept.
    """
    by_uid: dict[str, list[RawEvent]] = {}
    for event in events:
        by_uid.setdefault(event.value("UID") or f"\n{event.number}", []).append(event)
    series: list[Series] = []
    for uid, members in by_uid.items():
        if len(members) == 1:
            series.append(Series(uid.strip(), members))
            continue
        newest: dict[str, RawEvent] = {}
        apart: list[RawEvent] = []
        for event in members:
            instance = event.lines.get("RECURRENCE-ID", [""])[0].rpartition(":")[2]
            rival = newest.get(instance)
            if rival is None:
                newest[instance] = event
            elif _two_events(event, rival):
                apart.append(event)
            else:
                newest[instance] = max(rival, event, key=_version)
                findings.leave_out(say("an older version of an event that is also in the file"))
        series.append(Series(uid, list(newest.values())))
        series.extend(Series(uid, [event]) for event in apart)
    return series


def _two_events(one: RawEvent, other: RawEvent) -> bool:
    return (
        _version(one)[:3] == _version(other)[:3]
        and one.value("DTSTART") != other.value("DTSTART")
        and not any(name in event.lines for name in ("RRULE", "RDATE") for event in (one, other))
    )


def _version(event: RawEvent) -> tuple[int, str, bool, int]:
    sequence = event.value("SEQUENCE")
    stamp = event.value("LAST-MODIFIED") or event.value("DTSTAMP")
    return (
        int(sequence) if sequence.isascii() and sequence.isdigit() and len(sequence) < 10 else 0,
        stamp,
        is_cancelled(event),
        event.number,
    )
