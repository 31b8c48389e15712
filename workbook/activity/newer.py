"""A newer export beside what is known already: together they tell of each thing once.

A file of the same name replaces the one before it. A calendar exported again under another name is
known by its entries: where enough of the older file's entries in the newer one's span stand in both,
the newer one is taken to be the same calendar and is right about that span, so that an appointment
that was moved or called off since is not counted a second time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from workbook.activity.read import COPY, Loaded
from workbook.activity.records import Activity, Reading

if TYPE_CHECKING:
    import polars as pl

SAME_CALENDAR: Final = 1 / 3
"""From this share of entries in common, two files are exports of one calendar."""


def together(known: Loaded | None, fresh: Loaded) -> Loaded:
    """What was known and what has come in, each thing once; the newer file is right where they differ."""
    if known is None:
        return fresh
    names = {reading.file for reading in fresh.readings}
    older = [one for one in known.activities if not _comes_anew(one.source, names)]
    kept = _without_superseded(older, fresh.activities)
    told = {one.id for one in fresh.activities}
    kept = [one for one in kept if one.id not in told]
    activities = sorted((*kept, *fresh.activities), key=lambda one: (one.start, one.source, one.row))
    readings = tuple(
        _counted_again(one, older, kept) for one in known.readings if not _comes_anew(one.file, names)
    )
    return replace(
        fresh,
        activities=tuple(activities),
        deals=_deals(known, fresh, names),
        readings=(*readings, *fresh.readings),
    )


def _comes_anew(file: str, names: set[str]) -> bool:
    """Whether a file is among those that have come in, or was part of one that is."""
    return file in names or file.rpartition("/")[0] in names


def without(known: Loaded, name: str) -> Loaded | None:
    """What was known without a file, or what was packed in it; None where the rows don't tell what was its
    alone: deals of several files are one table, and what two files both told was kept of the first."""
    gone = [one for one in known.readings if is_of(one.file, name)]
    left = tuple(one for one in known.readings if not is_of(one.file, name))
    mixed = any(one.deals and one.read for one in gone) and any(one.deals and one.read for one in left)
    if mixed or (
        any(one.read for one in gone) and any(why == COPY for one in left for why, _ in one.left_out)
    ):
        return None
    return Loaded(
        tuple(one for one in known.activities if not is_of(one.source, name)),
        known.deals if any(one.deals and one.read for one in left) else None,
        left,
    )


def is_of(file: str, name: str) -> bool:
    """Whether a file is the one of this name, or was packed in it."""
    return file == name or file.startswith(f"{name}/")


def _without_superseded(older: list[Activity], fresh: tuple[Activity, ...]) -> list[Activity]:
    spans = _spans(fresh)
    ids: dict[str, set[str]] = {}
    for one in fresh:
        ids.setdefault(one.source, set()).add(one.id)
    gone: set[str] = set()
    for source in {one.source for one in older}:
        mine = [one for one in older if one.source == source]
        for newer, (first, last) in spans.items():
            inside = [one for one in mine if first <= one.start.date() <= last]
            common = sum(one.id in ids[newer] for one in inside)
            if inside and common >= SAME_CALENDAR * len(inside):
                gone.update(one.id for one in inside)
    return [one for one in older if one.id not in gone]


def _spans(activities: Iterable[Activity]) -> dict[str, tuple[date, date]]:
    spans: dict[str, tuple[date, date]] = {}
    for one in activities:
        day = one.start.date()
        first, last = spans.get(one.source, (day, day))
        spans[one.source] = min(first, day), max(last, day)
    return spans


def _counted_again(reading: Reading, older: list[Activity], kept: list[Activity]) -> Reading:
    """The reading of a known file, with as many rows as still count."""
    before = sum(one.source == reading.file for one in older)
    days = [one.start.date() for one in kept if one.source == reading.file]
    if len(days) == before:
        return reading
    return replace(
        reading,
        read=reading.read - before + len(days),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def _deals(known: Loaded, fresh: Loaded, names: set[str]) -> pl.DataFrame | None:
    """All deals, each by its newest row; where every file with deals was loaded again, the new ones."""
    calendars = {one.source for one in known.activities}
    if {one.file for one in known.readings if one.read and one.file not in calendars} <= names:
        return fresh.deals
    if fresh.deals is None or known.deals is None:
        return known.deals if fresh.deals is None else fresh.deals
    import polars as pl

    from workbook.activity.deals import without_known

    older = without_known(known.deals, fresh.deals)
    return pl.concat([older, fresh.deals], how="vertical_relaxed")
