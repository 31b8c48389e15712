"""Whether what a file says was measured is something that could have been: asked of a workbook file from
outside, whose figures nobody counted here.

A figure no calendar comes to would keep a page busy for ever, and a sentence with a blank that has no
value would break it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from math import isfinite
from string import Formatter
from typing import Any, Final

from workbook.document import Document, Evidence
from workbook.evidence.measure import Measure, Period
from workbook.words import LANGUAGES, Text, translator

MOST: Final = 1e13
"""Beyond any sum of deals, in any currency, and any count."""
MOST_COUNTED: Final = 50_000
"""Days, weeks, appointments and visits in two years, of which each may be a dot in a picture: sixty a day."""
_NO_DOTS: Final = frozenset(["plan.won", "marketing.sourced", "field.customer_hours"])
"""Shares of deals or minutes, drawn as bars."""
MOST_ROWS: Final = 5_000
_WEEK: Final = timedelta(days=7)


def check(document: Document) -> None:
    """Raises `ValueError` for a document with figures or sentences that nothing here can have made."""
    looks = (*document.earlier, *(look for look in (document.before, document.since) if look))
    for evidence in (document.evidence, *(look.evidence for look in looks)):
        _check_evidence(evidence)


def _check_evidence(evidence: Evidence) -> None:
    translators = [translator(language) for language in LANGUAGES]
    for value in _values(evidence):
        if isinstance(value, Text):
            for translate in translators:
                _say(translate, value)
        elif not isfinite(value) or abs(value) > MOST:
            raise ValueError("a figure beyond all measure")
    for measure in evidence.measures:
        _check_table(measure)


def _check_table(measure: Measure) -> None:
    rows = (*measure.table, *(row for one in measure.beside for row in one.rows))
    if len(rows) > MOST_ROWS:
        raise ValueError("a longer table than any")
    together = 0.0
    for bar in rows:
        if measure.columns and len(bar.values) != len(measure.columns):
            raise ValueError("a row with other columns than its table")
        together += sum(map(abs, bar.values))
    dots = measure.kind in ("share", "rate", "count") and measure.id not in _NO_DOTS
    whole = max(together, abs(measure.numerator), abs(measure.denominator), abs(measure.unknown))
    if whole > (MOST_COUNTED if dots else MOST):
        raise ValueError("more than there can be")
    for week in (*(bar.key for bar in rows), *measure.coverage.silent, *measure.coverage.off):
        if len(week) == len("2026-W38") and week[4:6] == "-W" and not _near(week, measure.period):
            raise ValueError("a week far from the period")


def _near(week: str, period: Period) -> bool:
    monday = date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
    return period.first - 2 * _WEEK <= monday <= period.last + _WEEK


def _say(translate: Any, text: Text) -> None:
    try:
        blanks = [
            name for wording in (text.id, text.plural or "") for _, name, _, _ in Formatter().parse(wording)
        ]
        if any(name is not None and not name.isidentifier() for name in blanks):
            raise ValueError("a blank that is more than a name")
        translate(text)
    except (LookupError, ValueError, ArithmeticError, TypeError, AttributeError) as broken:
        raise ValueError("a sentence that can't be said") from broken


def _values(thing: Any) -> Iterator[float | Text]:
    """Every number and every sentence in it; those within a sentence come before it."""
    if isinstance(thing, Text):
        yield from _values(tuple(thing.values.values()))
        yield from _values(thing.count)
        yield thing
    elif isinstance(thing, bool):
        return
    elif isinstance(thing, (int, float)):
        yield thing
    elif isinstance(thing, (tuple, list)):
        for one in thing:
            yield from _values(one)
    elif is_dataclass(thing):
        for one in fields(thing):
            yield from _values(getattr(thing, one.name))
