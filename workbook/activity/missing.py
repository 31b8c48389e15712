"""Cells in which something stands for nothing: `#N/A`, `NULL`, `(No value)`, `--`.

Programs write them where another leaves a cell empty, and they mean the same: the cell is missing. The words
are in `profiles/words.toml`. What a spreadsheet could not work out is missing in any column; the others in
columns of numbers, dates, states and references alone, for a meeting may be called 'n.v.t.'.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import resources
from typing import Final

import polars as pl

from workbook.activity import profiles
from workbook.activity.findings import Findings
from workbook.activity.grid import Grid
from workbook.words import say_n

LENGTHS: Final = ("minutes", "seconds", "milliseconds", "length")
NUMBERS: Final = ("value", "expected", "split", *LENGTHS)
DATES: Final = (
    "start", "start_date", "start_time", "end", "end_date", "end_time", "created", "closed", "won_on", "lost_on",
    "modified",
)  # fmt: skip
STATES: Final = (
    "status", "stage", "won", "shut", "held", "kind", "all_day", "instance", "child", "deleted", "series", "currency",
)  # fmt: skip
"""Without those that say whether something is private: there a word nobody knows hides a title."""
REFERENCES: Final = ("deal", "id", "owner", "source", "campaign")
_TYPED: Final = frozenset((*NUMBERS, *DATES, *STATES, *REFERENCES))
_HIDING: Final = ("private", "sensitivity")
_ENDS: Final = ("end", "end_date", "end_time")

_TOO_NARROW: Final = tuple("#" * wide for wide in range(2, 41))
"""What spreadsheets save for a number or date that is wider than its column."""
_LIBREOFFICES: Final = tuple(f"Err:{number}" for number in range(501, 541))
"""LibreOffice's errors without a word of their own (its help, 'Error Codes in LibreOffice Calc')."""
_SHOWN: Final = 8


def words_for(field: str) -> tuple[str, ...]:
    """The cells of a field that stand for nothing, as they may be written; none where they are to be kept."""
    return () if field in _HIDING else tuple(_words(field in _TYPED, field in DATES)[0])


@lru_cache(maxsize=3)
def _words(typed: bool, dated: bool) -> pl.Series:
    """A list of the words, in one cell."""
    said = tomllib.loads(resources.files(profiles).joinpath("words.toml").read_text("utf-8"))["missing"]
    forms = (form for word in said["words"] for form in (word, word.lower(), word.upper(), word.capitalize()))
    listed = [
        *said["errors"],
        *_TOO_NARROW,
        *_LIBREOFFICES,
        *(forms if typed else ()),
        *(said["days"] if dated else ()),
    ]
    return pl.Series(list(dict.fromkeys(listed))).implode()


def are_missing(field: str) -> pl.Expr:
    """For each cell of a field whether what stands there stands for nothing; null for an empty one."""
    return pl.col(field).is_in(pl.lit(_words(field in _TYPED, field in DATES)))


def without_missing(
    cells: pl.DataFrame, fields: Iterable[str], grid: Grid, findings: Findings
) -> pl.DataFrame:
    """The cells of a table with those of some fields null that stand for nothing, and no rows of nothing else;
    each column in which there are any is said, with their rows.

    A length stays where no end is told: it is no length then, and its row is refused, for without one it would be
    an activity of no minutes."""
    kept = _HIDING if any(field in cells.columns for field in _ENDS) else (*_HIDING, *LENGTHS)
    looked_at = [field for field in fields if field not in kept]
    found = cells.select(are_missing(field).any() for field in looked_at)
    told = [field for field in looked_at if found[field].any()]
    for field in told:
        missing = cells.filter(are_missing(field))
        _say(missing["row"], missing[field], grid.match.shown(field), findings)
    if grid.match.profile.nothing:
        every = [name for name in cells.columns if name != "row"]
        empty = pl.col(every).is_in(list(grid.match.profile.nothing))
        cells = cells.with_columns(pl.when(~empty).then(pl.col(every)).name.keep())
    if told:
        cells = cells.with_columns(
            pl.when(~are_missing(field).fill_null(False)).then(pl.col(field)).alias(field) for field in told
        )
        cells = cells.filter(~pl.all_horizontal(pl.exclude("row").is_null()))
    return cells


def _say(rows: pl.Series, cells: pl.Series, column: str, findings: Findings) -> None:
    words = cells.cast(pl.String).unique(maintain_order=True).to_list()
    findings.notes.append(
        say_n(
            "In ‘{column}’ {n:number} cell says {words} and counts as empty: row {rows}.",
            "In ‘{column}’ {n:number} cells say {words} and count as empty: rows {rows}.",
            rows.len(),
            column=column,
            words=", ".join(f"‘{word}’" for word in words[:_SHOWN]),
            rows=shown(rows.to_list()),
        )
    )


def shown(rows: Sequence[int]) -> str:
    """The numbers of rows as they are said: the first of them, and dots where there are more."""
    return ", ".join(map(str, rows[:_SHOWN])) + (" …" if len(rows) > _SHOWN else "")
