"""The forms attendance reports come in, taken apart into who was in which meeting; cells stay as they are.

- Microsoft Teams since 2021: a summary in lines of two cells, a table of the participants, and since 2022 a third
  table of each time somebody joined, under headings with numbers ('1. Summary'). Read by its shape, for its words
  follow the language of the program.
- Microsoft Teams in 2020: a line each time somebody joined or left.
- Zoom: a table with the meeting, a blank line and a table of the participants; that second one alone; or one
  table with the meeting on each participant's line.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import islice
from typing import Final

import polars as pl

from workbook.activity import dates, limits, profiles
from workbook.activity.profiles import fold

TEAMS: Final = "Microsoft Teams"
ZOOM: Final = "Zoom"
_DELIMITERS: Final = ("\t", ",", ";")
_TOP: Final = 30
"""Records among which the table of the participants begins, and among its own those that show what it holds."""

_FEWEST: Final = 5
"""Cells of a heading of participants in a report of several tables; a line of the summary has two."""


_WIDEST: Final = 20
"""Columns looked at in such a table; programs write seven or eight."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who was there, as the report has it: cells, empty where it does not tell."""

    name: str
    address: str = ""
    joined: str = ""
    left: str = ""
    organiser: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """One meeting: its title and moments as cells, empty where the report does not tell, and who was there."""

    product: str
    title: str
    start: str
    end: str
    people: tuple[Participant, ...]
    english: bool = True

    @property
    def moments(self) -> tuple[str, ...]:
        """Every cell with a moment."""
        told = (self.start, self.end, *(cell for one in self.people for cell in (one.joined, one.left)))
        return tuple(cell for cell in told if cell)


def reports_in(text: str) -> tuple[Report, ...]:
    """The meetings of an attendance report; none where it is another table."""
    for delimiter in _DELIMITERS:
        rows = _rows(text, delimiter, _TOP)
        for form in (_sections, _actions, _zoom):
            if form(rows):
                return form(_rows(text, delimiter, limits.ROWS))
    return ()


def may_be_report(beginning: str) -> bool:
    """A quick look at the beginning of a file: whether its first line is a heading of one cell, or a word stands
    in it that only these reports have."""
    first = next((line for line in beginning.splitlines() if line.strip('\t,;" \ufeff')), "")
    if not any(sign in first.strip('\t,;" \ufeff') for sign in _DELIMITERS):
        return True
    said = beginning.casefold()
    return any(word in said for word in _telling())


@lru_cache(maxsize=1)
def _telling() -> tuple[str, ...]:
    said = _said()
    return tuple(
        word.casefold() for field in ("zoom", "action") for words in said[field].values() for word in words
    )


def _rows(text: str, delimiter: str, most: int) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [[cell.strip().strip("\ufeff") for cell in row] for row in islice(reader, most)]
    except csv.Error:
        return []


def _sections(rows: Sequence[list[str]]) -> tuple[Report, ...]:
    """Teams since 2021, in any language: a heading alone on its line, lines of two cells with moments among
    them, and a heading of five cells or more above people, which is none of a table of appointments or deals."""
    place = next((n for n, row in enumerate(rows[:_TOP]) if sum(map(bool, row)) >= _FEWEST), None)
    if place is None or place < 3 or sum(map(bool, rows[0])) != 1:
        return ()
    told = [[cell for cell in row if cell] for row in rows[1:place]]
    pairs = [(row[0], row[1]) for row in told if len(row) == 2]
    if any(len(row) > 2 for row in told) or profiles.match(rows[place]):
        return ()
    moments = [value for _, value in pairs if _is_moment(value)]
    if len(moments) < 2:
        return ()
    table = _table(rows, place)
    columns = [[row[at] for row in table if at < len(row)] for at in range(min(len(rows[place]), _WIDEST))]
    if table and not all(any(map(_is_moment, column[:_TOP])) for column in columns[1:3]):
        return ()
    fields = _fields(rows[place]) | {"name": 0, "joined": 1, "left": 2}
    addressed = [at for at, column in enumerate(columns) if any("@" in cell for cell in column)]
    if "address" not in fields and addressed:
        fields["address"] = addressed[0]
    title = next((value for key, value in pairs if fold(key) in _words("title")), None)
    english = title is not None and any(fold(key) in _words("title", "en") for key, _ in pairs)
    if title is None:
        title = next((v for _, v in pairs if v not in moments and not re.fullmatch(r"\d+", v)), "")
    return (Report(TEAMS, title, moments[0], moments[1], _people(table, fields), english),)


def _actions(rows: Sequence[list[str]]) -> tuple[Report, ...]:
    """Teams in 2020."""
    fields = _fields(rows[0]) if rows else {}
    if not {"name", "action", "joined"} <= set(fields):
        return ()
    english = fold(rows[0][fields["action"]]) in _words("action", "en")
    return (Report(TEAMS, "", "", "", _people(_table(rows, 0), fields), english),)


def _zoom(rows: Sequence[list[str]]) -> tuple[Report, ...]:
    place = next(
        (n for n, row in enumerate(rows[:_TOP]) if any(fold(c) in _words("zoom") for c in row)), None
    )
    if place is None:
        return ()
    fields = _fields(rows[place])
    fields["name"] = next(at for at, cell in enumerate(rows[place]) if fold(cell) in _words("zoom"))
    table = _table(rows, place)
    if {"title", "start", "end"} <= set(fields):
        # The host's address stands before the participant's.
        behind = _fields(rows[place][fields["name"] :])
        fields |= {field: at + fields["name"] for field, at in behind.items() if field == "address"}
        meetings: dict[tuple[str, ...], list[list[str]]] = {}
        for row in table:
            meetings.setdefault(
                tuple(_cell(row, fields, one) for one in ("title", "start", "end")), []
            ).append(row)
        return tuple(
            Report(ZOOM, *key, _people(listed, fields))
            for key, listed in meetings.items()
            for key in [(key[0], key[1], key[2])]
        )
    above = next((n for n, row in enumerate(rows[:place]) if "title" in _fields(row)), None)
    known: Mapping[str, int] = _fields(rows[above]) if above is not None else {}
    meeting = rows[above + 1] if above is not None else []
    title, start, end = (_cell(meeting, known, one) for one in ("title", "start", "end"))
    return (Report(ZOOM, title, start, end, _people(table, fields)),)


def _table(rows: Sequence[list[str]], place: int) -> list[list[str]]:
    """The rows below a heading, up to a blank line or the heading of the next table."""
    found: list[list[str]] = []
    for row in rows[place + 1 :]:
        if sum(map(bool, row)) <= 1 and len(rows[place]) > 1:
            break
        found.append(row)
    return found


def _people(table: Iterable[list[str]], fields: Mapping[str, int]) -> tuple[Participant, ...]:
    return tuple(
        Participant(
            name,
            address if "@" in (address := _cell(row, fields, "address")) else "",
            _cell(row, fields, "joined"),
            _cell(row, fields, "left"),
            fold(_cell(row, fields, "role")) in _words("organiser"),
        )
        for row in table
        if (name := _cell(row, fields, "name")) or "@" in _cell(row, fields, "address")
    )


def _cell(row: Sequence[str], fields: Mapping[str, int], field: str) -> str:
    place = fields.get(field, len(row))
    return row[place] if place < len(row) else ""


def _fields(header: Sequence[str]) -> dict[str, int]:
    """Where each field stands in a heading, as far as its words are known."""
    folded = [fold(cell) for cell in header]
    return {
        field: next(at for at, cell in enumerate(folded) if cell in _words(field))
        for field in ("title", "name", "address", "start", "end", "joined", "left", "action", "role")
        if any(cell in _words(field) for cell in folded)
    }


@lru_cache(maxsize=1)
def _said() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads(resources.files(profiles).joinpath("attendance.toml").read_text("utf-8"))


@lru_cache(maxsize=32)
def _words(field: str, language: str = "") -> frozenset[str]:
    said = _said()[field]
    return frozenset(fold(word) for key, words in said.items() for word in words if language in ("", key))


def _is_moment(cell: str) -> bool:
    if len(cell) > 40 or not re.search(r"\d", cell):
        return False
    read = dates.parse(pl.Series([cell, cell]), "dmy"), dates.parse(pl.Series([cell]), "mdy")
    return any(one["second"].is_not_null().any() for one in read)
