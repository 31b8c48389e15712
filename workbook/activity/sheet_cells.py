"""The cells of a sheet that are no text, one by one, as they are written in the file.

The reader of workbooks (fastexcel 0.21, calamine) gives a column one type: an error and an empty cell are the same
to it, a number beside a text is a text, and how a cell is shown it does not say. Where that matters the cells
are read here: slower, so only for the columns and sheets that need it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from workbook.activity import cell_texts, limits
from workbook.activity.book import Book, feed, local, parser_of, truth
from workbook.activity.cell_texts import MISSING, Role
from workbook.activity.number_formats import Shows

_TEXTS: Final = ("s", "inlineStr", "str")
_STEP: Final = 1 << 20
_TAG: Final = 100
"""Bytes within which a cell tells its place and style."""

_LETTERS: Final = len("$XFD$")


@dataclass(slots=True)
class Column:
    """A wanted column: the name of its field, its place from 0, and its cells that are no text: their rows, from 1, and the text each
    has here. `numeric` counts numbers, `uncalculated` are rows of formulas whose result is not in the file: those
    have no text that says anything."""

    name: str
    role: Role
    place: int
    rows: list[int] = field(default_factory=list)
    texts: list[str | None] = field(default_factory=list)
    numeric: int = 0
    uncalculated: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Cells:
    """The wanted columns of a sheet, and how many rows below the header are hidden."""

    columns: Sequence[Column]
    hidden: int = 0


def cells_of(data: bytes, part: str, book: Book, wanted: Sequence[Column], header: int) -> Cells:
    """The cells of the wanted columns below row `header` that are no text.

    Raises `NoBookError` or `ValueError` where the part is no sheet, and what `zipfile` raises.
    """
    found = Cells(wanted)
    with zipfile.ZipFile(io.BytesIO(data)) as packed, packed.open(part) as content:
        parser = parser_of()
        _Follower(parser, book, found, header)
        feed(parser, content, limits.UNPACKED_BYTES)
    return found


def currency_of(data: bytes, part: str, book: Book, place: int, header: int, filled: int) -> str | None:
    """The currency that all cells of a column of numbers are shown in, empty for none; None where they differ or
    that can't be seen at a glance. `filled` is how many numbers there are.

    At a glance is where each cell says its place and then its style, as nearly all programs write them.
    """
    cell = re.compile(rb'<c r="' + _letters(place) + rb'(\d{1,9})"(?: s="(\d{1,9})")?')
    styles: set[bytes] = set()
    seen, rest = 0, b""
    with zipfile.ZipFile(io.BytesIO(data)) as packed, packed.open(part) as content:
        while piece := content.read(_STEP):
            whole = rest + piece
            begun = max(whole.rfind(b"<"), 0)
            cut = begun if len(whole) - begun < _TAG else len(whole)
            below = [style for row, style in cell.findall(whole, 0, cut) if int(row) > header]
            seen += len(below)
            styles.update(below)
            rest = whole[cut:]
    told = {book.shows(int(style)).currency for style in styles - {b""}}
    return told.pop() if len(told) == 1 and b"" not in styles and seen >= filled else None


def _letters(place: int) -> bytes:
    """The letters of a column by its place, from 0."""
    letters, number = "", place + 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters.encode()


class _Follower:
    """Follows the rows and cells of a sheet, and keeps what wanted cells say."""

    def __init__(self, parser: Any, book: Book, found: Cells, header: int) -> None:
        self._parser = parser
        self._book = book
        self._found = found
        self._columns: dict[int, list[Column]] = {}
        for column in found.columns:
            self._columns.setdefault(column.place, []).append(column)
        self._header = header
        self._row = self._place = 0
        self._letters: dict[str, int] = {}
        self._kind = self._style = ""
        self._formula = False
        self._value = ""
        self._text: list[str] = []
        parser.StartElementHandler = self._begin

    def _begin(self, name: str, said: dict[str, str]) -> None:
        if name == "v":
            return
        kind = name if ":" not in name else local(name)
        if kind == "c":
            place = said.get("r")
            if place is None:
                self._place += 1
            else:
                letters = place.rstrip("0123456789")
                self._place = self._letters.get(letters, -1)
                if self._place < 0:
                    self._place = self._letters[letters] = _place(letters)
            if self._place in self._columns and said.get("t") not in _TEXTS:
                if place is not None and place != letters:
                    self._row = int(place[len(letters) :])
                if self._row > self._header:
                    self._kind, self._style = said.get("t", "n"), said.get("s", "0")
                    self._formula, self._value = False, ""
                    self._parser.StartElementHandler = self._inside
                    self._parser.EndElementHandler = self._end
        elif kind == "row":
            self._row = int(said["r"]) if "r" in said else self._row + 1
            self._place = -1
            if "hidden" in said and self._row > self._header:
                self._found.hidden += truth(said["hidden"])

    def _inside(self, name: str, _said: dict[str, str]) -> None:
        kind = local(name)
        if kind == "v":
            self._text = []
            self._parser.CharacterDataHandler = self._text.append
        elif kind == "f":
            self._formula = True

    def _end(self, name: str) -> None:
        kind = local(name)
        if kind == "v":
            self._value = "".join(self._text)
            self._parser.CharacterDataHandler = None
        elif kind == "c":
            self._parser.StartElementHandler = self._begin
            self._parser.EndElementHandler = self._parser.CharacterDataHandler = None
            self._keep()

    def _keep(self) -> None:
        value, formula = self._value.strip(), self._formula
        shows = self._book.shows(int(self._style) if self._style.isdecimal() else 0)
        waits = formula and (
            not value or (self._book.uncalculated and self._kind == "n" and not value.strip("0.-"))
        )
        if not value and not waits:
            return
        for column in self._columns[self._place]:
            if waits:
                column.uncalculated.append(self._row)
            column.rows.append(self._row)
            column.texts.append(_waiting(column) if waits else self._told(column, value, shows))

    def _told(self, column: Column, value: str, shows: Shows) -> str:
        """The text of a cell that has a value."""
        if self._kind == "d":
            return cell_texts.of_moment(value, shows, column.role)
        if self._kind == "b":
            return cell_texts.of_truth(value, column.role)
        number = _number(value) if self._kind == "n" else None
        if number is None:
            return value[: limits.HEADER]
        column.numeric += 1
        return cell_texts.of_number(number, shows, column.role, column.name, self._book.since_1904)


def _waiting(column: Column) -> str | None:
    """What a formula without a result says: nothing, and of a length that there is none to read (see `missing`)."""
    return MISSING if column.role == "length" else None


def _place(letters: str) -> int:
    """The place of a column by its letters, from 0."""
    number = 0
    for letter in letters.upper().strip("$"):
        number = number * 26 + ord(letter) - ord("A") + 1
    if len(letters) > _LETTERS or number < 1:
        raise ValueError("no column of a sheet")
    return number - 1


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None
