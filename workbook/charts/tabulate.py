"""The table and the words behind a drawing: full names and full figures, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import isnan

from workbook.evidence.measure import Bar, Measure
from workbook.words import Text, Translator, say


def number(value: float, translate: Translator) -> str:
    """A count as it is written in the reader's language; what is not known is a dash."""
    return "–" if isnan(value) else translate(say("{n:number}", n=value))


def hours(minutes: float, translate: Translator) -> str:
    """Minutes as hours."""
    return translate(say("{minutes:hours} hours", minutes=minutes) if minutes else say("0 hours"))


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
    value."""
    headers = (translate(first), *(translate(column) for column in measure.columns))
    rows = tuple(
        (name_of(bar, translate, names or {}), *(show(value, translate) for value in bar.values))
        for bar in measure.table
    )
    return headers, rows


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
