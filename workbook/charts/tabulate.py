"""The table and the words behind a drawing: full names and full figures, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import isnan
from typing import Final

from workbook.evidence.finding import week_label
from workbook.evidence.measure import Bar, Measure
from workbook.words import Text, Translator, say

OFF: Final = say("off")
"""What stands in a table for a week without a working day."""

_IS_WEEK: Final = re.compile(r"\d{4}-W\d\d").fullmatch


def number(value: float, translate: Translator) -> str:
    """A count as it is written in the reader's language; what is not known is a dash."""
    return "–" if isnan(value) else translate(say("{n:number}", n=value))


def hours(minutes: float, translate: Translator) -> str:
    """Minutes as hours, and as minutes under an hour."""
    if not minutes:
        return translate(say("0 hours"))
    if minutes < 60:
        return translate(say("{n:number} min", n=round(minutes)))
    return translate(say("{minutes:hours} hours", minutes=minutes))


def name_of(bar: Bar, translate: Translator, names: Mapping[str, str]) -> str:
    """What a row is called: a person by the name the manager knows, anything else by its label."""
    return names.get(bar.key) or translate(bar.label)


def table_of(
    measure: Measure,
    first: Text,
    translate: Translator,
    names: Mapping[str, str] | None = None,
    show: Callable[[float, Translator], str] = number,
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Headers and rows of a measure's own table; `first` heads the column of labels, `show` writes a
    value. A week off is named as such, and never a nought: nothing could have been counted in it."""
    headers = (translate(first), *(translate(column) for column in measure.columns))
    off = frozenset(measure.coverage.off)
    told = {
        bar.key: (
            name_of(bar, translate, names or {}),
            *(translate(OFF) if bar.key in off else show(value, translate) for value in bar.values),
        )
        for bar in measure.table
    }
    if told and all(_IS_WEEK(key) for key in told):
        for week in off - told.keys():
            told[week] = (translate(week_label(week)), *(translate(OFF) for _ in measure.columns))
        return headers, tuple(told[week] for week in sorted(told))
    return headers, tuple(told.values())


def alternative(measure: Measure, figures: Iterable[str], translate: Translator) -> str:
    """What the picture says, for who can't see it: the title, then every figure that is drawn."""
    said = translate(
        say("{title}: {figures}.", title=measure.title, figures="; ".join(figures)),
    )
    if measure.standing == "thin":
        return translate(say("Too little data to rely on. {said}", said=said))
    return said


def every_week(keys: Sequence[str]) -> tuple[str, ...]:
    """All ISO weeks from the first to the last of `keys`, those in between filled in."""
    if not keys:
        return ()
    monday, last = (_monday(key) for key in (min(keys), max(keys)))
    weeks: list[str] = []
    while monday <= last:
        year, week, _ = monday.isocalendar()
        weeks.append(f"{year}-W{week:02d}")
        monday += timedelta(days=7)
    return tuple(weeks)


def _monday(key: str) -> date:
    year, _, week = key.partition("-W")
    return date.fromisocalendar(int(year), int(week), 1)
