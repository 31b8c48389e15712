"""Hours in an agenda: each minute once, in one category, whatever overlaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbook.evidence.presence import union_minutes

Span = tuple[float, float]


def total_minutes(groups: Sequence[Iterable[Span]]) -> tuple[float, ...]:
    """Minutes of each group of spans (start, end), a minute in two groups given to the first of them.

    What the groups add up to is the length of the union of all spans.
    """
    minutes: list[float] = []
    spans: list[Span] = []
    for group in groups:
        before = sum(minutes)
        spans.extend(group)
        minutes.append(max(0.0, union_minutes(spans) - before))
    return tuple(minutes)
