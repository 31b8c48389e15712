"""Hours that the clock skips in spring and has twice in autumn.

A time that is skipped is by the clock before the change, and one that is there twice is the first
(RFC 5545, 3.3.5). Taken one by one, so, the two ends of a short event may lie in the wrong order or an hour
too far apart; taken together they tell how long it is.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def as_lived(start: datetime, end: datetime, exact: bool = False) -> tuple[datetime, datetime]:
    """A start and an end as they were on the clock: both exist, and are as far apart as they were written.

    Where the start is skipped, the event is as long as its times say. Where the start is there twice it is
    the one that makes it so, and an end before its start is the second of its hour. `exact` is for an end
    that was reckoned from a length of less than a day. An end that is before its start after all stays so.
    """
    if start.fold or end.fold or start.tzinfo is not end.tzinfo:
        return _existing(start), _existing(end)
    length = end.replace(tzinfo=None) - start.replace(tzinfo=None)
    if length < timedelta():
        return _existing(start), end.replace(fold=1) if _is_double(end) else _existing(end)
    if _is_skipped(start) or (exact and length < timedelta(days=1)):
        begins = _existing(start)
        return begins, (begins.astimezone(UTC) + length).astimezone(begins.tzinfo)
    if _is_double(start) and not _is_double(end):
        second = start.replace(fold=1)
        start = second if end.astimezone(UTC) - second.astimezone(UTC) == length else start
    return start, _existing(end)


def in_order(start: datetime, end: datetime) -> bool:
    """Whether an end is no earlier than its start, as moments."""
    return start.astimezone(UTC) <= end.astimezone(UTC)


def _existing(moment: datetime) -> datetime:
    """The moment itself, or the one that a skipped time stands for by the clock of the day before."""
    if not _is_skipped(moment):
        return moment
    before = (moment - timedelta(days=1)).utcoffset() or timedelta()
    return (moment.replace(tzinfo=UTC) - before).astimezone(moment.tzinfo)


def _is_skipped(moment: datetime) -> bool:
    # Zones that icalendar 7.3.0 makes of a file's own definition know no `fold` (PEP 495): so there and back.
    back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return back.replace(tzinfo=None, fold=0) != moment.replace(tzinfo=None, fold=0)


def _is_double(moment: datetime) -> bool:
    first, second = moment.utcoffset(), moment.replace(fold=1).utcoffset()
    return first is not None and second is not None and first > second
