"""What an Excel workbook would fill in memory, found out before anything in it is loaded.

The reader makes a table of every cell up to the outermost one, and room for as many texts as the file
says it has; where there is no memory for that the process ends, with no error to catch. So both are
measured first, in every part of the file, for it says itself which parts are its sheets.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import IO, Final
from xml.parsers import expat

from workbook.activity import limits
from workbook.activity.caught import tell_fault
from workbook.activity.limits import UnreadableError
from workbook.words import say

ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0"
UNOPENED: Final = say(
    "This spreadsheet can’t be opened. Open it in your spreadsheet program and save it again as .xlsx."
)
_BINARY: Final = say(
    "This is a binary Excel file (.xlsb), which isn’t read here. Open it in Excel, save it as .xlsx, and load that."
)
_OLD: Final = say(
    "This is an Excel file of the kind from before 2007 (.xls), which isn’t read here. Open it in Excel, save it as "
    ".xlsx, and load that."
)
"""Its cells, too, may lie so far out that the reader ends the process, and it can't be measured as a ZIP can."""
_TOO_LARGE: Final = say("This workbook is too large once unpacked. Export a shorter period.")

_PLACE: Final = re.compile(
    rb'\sr(?:\s*=\s*["\'](\$?[A-Za-z]*)\$?(\d+)["\']'
    rb'|\s{1000}|\s*=\s{1000}|\s*=\s*["\']\$?(?:[A-Za-z]{1000}|[A-Za-z]*\$?\d{1000}))'
)
"""A place of a row or a cell; without its two groups where it is too long to be seen whole."""

_LETTERS: Final = len("$XFD")
_ATTRIBUTE: Final = rb'\s+[^\s=<>]+\s*=\s*(?:"[^"<]*"|\'[^\'<]*\')'
_UNPLACED: Final = re.compile(rb"<(?:[^\s<>/]*:)?c(?=[\s/>])(?!(?:" + _ATTRIBUTE + rb")*?\s+r\s*=)")
"""A cell that doesn't say where it is: it lies behind the one before it."""
_TEXTS: Final = re.compile(rb"<(?:[^\s<>/]*:)?sst(?=[\s/>])((?:" + _ATTRIBUTE + rb")*\s*/?>)?")
_NUMBER_OF_TEXTS: Final = re.compile(rb'\suniqueCount\s*=\s*["\']\+?(\d+)["\']')
_SHORTEST_TEXT: Final = len("<si/>")
_TEXTS_ROOM: Final = 1_000_000
"""Texts a file may always say it has, 24 MB of room for them: some count every use of a text."""
_STEP: Final = 1024 * 1024
_TAG: Final = 4096


_ODD: Final = (b't="e"', b't="d"', b"<f>", b"<f ", b"t='", b":row")
"""Signs of an error, a moment as text and a formula; and of a writer that quotes or names otherwise than most,
where all of these may look otherwise."""

_HIDDEN_ROW: Final = re.compile(rb"<(?:[^\s<>/]*:)?row(?=\s)[^<>]{0,400}?\shidden\s*=")
_TRUTH: Final = b't="b"'


@dataclass(frozen=True, slots=True)
class Part:
    """What was seen of a part of a workbook: `size` are its bytes, `cells` its rows times its columns; `odd` is whether it may
    have cells with an error, a formula or a moment as text, or hidden rows; `truths` whether it may have cells that
    are true or false."""

    size: int = 0
    cells: int = 0
    odd: bool = False
    truths: bool = False


def check(data: bytes) -> dict[str, Part]:
    """What was seen of each part of a workbook, by its name. Refuse a workbook that is small on disk and huge in memory: much text, a cell so far out that
    the empty ones up to it fill the memory, or more texts than it has room for. What it says about its own
    size is not trusted. Raises `UnreadableError`."""
    if data.startswith(OLE):
        raise UnreadableError(_OLD)
    parts: dict[str, Part] = {}
    if not data.startswith(ZIP):
        return parts
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()
            if sum(member.file_size for member in members) > limits.UNPACKED_BYTES:
                raise UnreadableError(_TOO_LARGE)
            unpacked = 0
            for member in members:
                with packed.open(member) as content:
                    unplaced, parts[member.filename] = _size(content, limits.UNPACKED_BYTES - unpacked)
                unpacked += parts[member.filename].size
                if unplaced:
                    with packed.open(member) as content:
                        _Outermost().follow(content)
            names = packed.namelist()
    except UnreadableError:
        raise
    except Exception as problem:
        tell_fault(problem)
        raise UnreadableError(UNOPENED) from problem
    if any(name.endswith("workbook.bin") for name in names):
        raise UnreadableError(_BINARY)
    if not any(name.startswith("xl/") for name in names):
        raise UnreadableError(UNOPENED)
    return parts


def _size(content: IO[bytes], most: int) -> tuple[bool, Part]:
    """Whether a member, read in steps, is a sheet with cells that may not say where they are, and what was seen
    of it; raises `UnreadableError` past the limits."""
    size, rows, columns, texts, sheet, unplaced, rest = 0, 0, 0, 0, False, False, b""
    odd = truths = False
    while True:
        piece = content.read(_STEP)
        size += len(piece)
        if size > most:
            raise UnreadableError(_TOO_LARGE)
        whole = rest + piece
        found = _PLACE.findall(whole)
        numbers, names = {row for _, row in found}, {name for name, _ in found}
        sheet = sheet or b"sheetData" in whole
        if sheet and b"" in numbers:
            raise UnreadableError(UNOPENED)
        rows = max([rows, *map(int, numbers - {b""})])
        columns = max([columns, *map(_column, names)])
        cut = max(whole.rfind(b"<"), len(whole) - _TAG, 0) if piece else len(whole)
        if whole.find(b"sst", 0, cut) >= 0:
            texts = max([texts, *map(_texts, _TEXTS.findall(whole, 0, cut))])
        odd = odd or any(sign in whole for sign in _ODD)
        if not odd and b"hidden=" in whole:
            odd = _HIDDEN_ROW.search(whole) is not None
        truths = truths or _TRUTH in whole
        # Nearly always each cell begins like this, which is faster to see than to look at each.
        if whole.count(b"<c", 0, cut) != whole.count(b'<c r="', 0, cut) or b":c" in whole:
            unplaced = unplaced or _UNPLACED.search(whole, 0, cut) is not None
        if rows * max(columns, 1) > limits.CELLS:
            raise UnreadableError(_TOO_LARGE)
        if not piece:
            break
        rest = whole[cut:]
    if texts > min(max(size // _SHORTEST_TEXT, _TEXTS_ROOM), limits.CELLS):
        raise UnreadableError(_TOO_LARGE)
    return sheet and unplaced, Part(size, rows * max(columns, 1), odd, truths)


def _texts(said: bytes) -> int:
    """How many texts a list of them says it has; raises `UnreadableError` where that is not to be read."""
    if not said:
        raise UnreadableError(UNOPENED)
    return max(map(int, _NUMBER_OF_TEXTS.findall(said)), default=0)


def _column(name: bytes) -> int:
    """The number of a column by its letters, from 1. Its reader (calamine) takes any number of them, and raises
    nothing where a place is too large for its own numbers: so `UnreadableError` is raised for one beyond any sheet."""
    if len(name) > _LETTERS:
        raise UnreadableError(_TOO_LARGE)
    number = 0
    for letter in name.upper().strip(b"$"):
        number = number * 26 + letter - 64
    return number


class _Outermost:
    """Follows the rows and cells of a sheet as its reader does, one by one: slower than to look at what
    cells say, and asked only where some say nothing."""

    def __init__(self) -> None:
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._inside = 0

    def follow(self, content: IO[bytes]) -> None:
        """Raises `UnreadableError` for a cell too far out, and what `expat` raises for what is no XML."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.ParseFile(content)

    def _begin(self, name: str, said: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if self._inside:
            self._inside += kind == "c"
        elif kind == "row" and "r" in said:
            self._row = int(said["r"]) - 1
        elif kind == "c":
            self._inside = 1
            place = _PLACE.match(f' r="{said["r"]}"'.encode()) if "r" in said else None
            if place and place[2]:
                self._column = _column(place[1]) - 1
            self._rows = max(self._rows, self._row + 1, int(place[2] or 0) if place else 0)
            self._columns = max(self._columns, self._column + 1)
            if self._rows * self._columns > limits.CELLS:
                raise UnreadableError(_TOO_LARGE)

    def _end(self, name: str) -> None:
        kind = name.rpartition(":")[2]
        if kind == "c":
            self._inside -= 1
            if not self._inside:
                self._column += 1
        elif kind == "row" and not self._inside:
            self._row, self._column = self._row + 1, 0
