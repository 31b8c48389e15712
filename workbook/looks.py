"""Looking again: a newer export, an earlier look kept as it was, and which two may stand side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from workbook.document import Document, Evidence, Look
from workbook.evidence.change import long_enough
from workbook.evidence.measure import Measure, Period

A_WEEK: Final = timedelta(days=7)
"""Newer by less than this is the same look again: somebody exported twice in one evening."""

MOST_LOOKS: Final = 12
"""Earlier looks that are kept: three years of quarters. The first one always stays."""

Measured = Callable[[Period], tuple[Measure, ...]]


def look_again(document: Document, newest: Period) -> Document:
    """The document ready for other rows, of which `newest` are the last full weeks.

    The period moves on to them, unless the manager chose its days. Where they are newer the last look is
    put away, once; there is none to put away where nothing was counted.
    """
    period, evidence = document.period, document.evidence
    chosen = period if document.last_weeks is None else None
    document = replace(document, period=chosen or newest)
    counted = any(m.standing != "absent" and not m.self_kept for m in evidence.measures)
    put_away = any(look.period == period for look in document.earlier)
    if period is None or not counted or put_away or newest.last < period.last + A_WEEK:
        return document
    looks = (*document.earlier, Look(period, evidence, document.wording))
    kept = looks if len(looks) <= MOST_LOOKS else (looks[0], *looks[-MOST_LOOKS + 1 :])
    return replace(document, earlier=kept)


def side_by_side(
    document: Document, oldest: date | None, measured: Measured, rules: str, today: date
) -> Document:
    """The document with the two looks that may be compared, or with neither.

    The first look is counted anew where the rows still reach it (`oldest` is the first day they tell
    about), so that both are sorted alike; else its kept figures serve, if the same rules made them.
    """
    nothing = replace(document, before=None, since=None)
    if not document.earlier or document.period is None:
        return nothing
    first = document.earlier[0]
    after = Period(first.period.last + timedelta(days=1), document.period.last)
    if not long_enough(first.period) or not long_enough(after):
        return nothing
    if oldest is not None and oldest <= first.period.first:
        evidence = Evidence(measured(first.period), first.evidence.readings, today, rules)
        before = Look(first.period, evidence, first.wording)
    elif first.evidence.rules == rules:
        before = first
    else:
        return nothing
    since = Look(after, Evidence(measured(after), document.evidence.readings, today, rules), document.wording)
    return replace(document, before=before, since=since)
