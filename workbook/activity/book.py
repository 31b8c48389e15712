"""What an Excel workbook says of itself and its reader (fastexcel 0.21) does not tell: where its sheets lie,
from which year its dates count, and how its cells are shown.

Source: ECMA-376 part 1, 18.2 (workbook), 18.3.1 (sheet), 18.8 (styles), and part 2 (packages). Read by a
parser that calls back for each element and knows no outside entities; a document type is refused, for no
workbook has one and entities could be made in it.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO, Final
from xml.parsers import expat

from workbook.activity import limits
from workbook.activity.number_formats import BUILT_IN, Shows, shown

Begins = Callable[[str, Mapping[str, str]], None]

_WORKBOOK: Final = "xl/workbook.xml"
_STEP: Final = 1 << 16


class NoBookError(Exception):
    """A part that is no XML, has a document type, or is larger or says more than any workbook's."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, the part of the file it lies in, and whether the program it comes from hides it."""

    name: str
    part: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """What a workbook says of itself.

    `since_1904` is whether its days count from 1 January 1904 instead of 30 December 1899, as on a Mac;
    `uncalculated` whether its formulas wait to be calculated when it is opened, so that what stands beside
    them may be no result. `formats` is what each style of cell shows, by its number.
    """

    sheets: tuple[Sheet, ...] = ()
    since_1904: bool = False
    uncalculated: bool = False
    formats: tuple[Shows, ...] = ()

    def shows(self, style: int) -> Shows:
        """What a style of cell shows."""
        return self.formats[style] if 0 <= style < len(self.formats) else _PLAIN

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of this name."""
        return next((one for one in self.sheets if one.name == name), None)


_PLAIN: Final = Shows()


def book_of(data: bytes) -> Book:
    """What the workbook in these bytes says of itself. Raises `NoBookError`, and what `zipfile` raises."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = {name.casefold(): name for name in packed.namelist()}
        path = _start(packed, names)
        said = _Said()
        _follow(packed, names, path, said.begin)
        folder, name = posixpath.split(path)
        targets = _targets(packed, names, f"{folder}/_rels/{name}.rels", folder)
        sheets = tuple(
            Sheet(title, names.get(part.casefold(), part), hidden)
            for title, relation, hidden in said.sheets
            if (part := targets.get(relation, ("", ""))[1])
        )
        styles = _Styles()
        for kind, part in targets.values():
            if kind == "styles":
                _follow(packed, names, part, styles.begin)
        return Book(sheets, said.since_1904, said.uncalculated, styles.formats())


def local(name: str) -> str:
    """The name of an element or attribute without its prefix."""
    return name.rpartition(":")[2]


def truth(said: str) -> bool:
    """A truth value of XML Schema."""
    return said.strip() in ("1", "true")


def parser_of() -> expat.XMLParserType:
    """A parser that refuses a document type; raises `NoBookError` when it meets one."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise NoBookError("a document type")

    parser.StartDoctypeDeclHandler = refuse
    return parser


@dataclass(slots=True)
class _Said:
    """What the part about the workbook says."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    since_1904: bool = False
    uncalculated: bool = False

    def begin(self, name: str, said: Mapping[str, str]) -> None:
        kind = local(name)
        if kind == "sheet" and len(self.sheets) < limits.SHEETS_LISTED:
            relation = next((value for key, value in said.items() if key.endswith(":id")), "")
            self.sheets.append((said.get("name", ""), relation, said.get("state", "visible") != "visible"))
        elif kind == "workbookPr":
            # Excel 2013 has an element of this name among its extensions, without the year.
            self.since_1904 = self.since_1904 or truth(said.get("date1904", ""))
        elif kind == "calcPr":
            self.uncalculated = self.uncalculated or truth(said.get("fullCalcOnLoad", ""))


class _Styles:
    """The number formats of the styles of cells, in their order."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {str(number): code for number, code in BUILT_IN.items()}
        self._cells: list[str] = []
        self._inside = ""

    def begin(self, name: str, said: Mapping[str, str]) -> None:
        kind = local(name)
        if kind in ("numFmts", "cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            self._inside = kind
        elif kind == "numFmt" and self._inside == "numFmts":
            if len(self._codes) > limits.FORMATS:
                raise NoBookError("more formats than any workbook has")
            self._codes[said.get("numFmtId", "")] = said.get("formatCode", "")
        elif kind == "xf" and self._inside == "cellXfs":
            self._cells.append(said.get("numFmtId", "0"))

    def formats(self) -> tuple[Shows, ...]:
        """What each style shows."""
        return tuple(shown(self._codes.get(number, "")) for number in self._cells)


def _start(packed: zipfile.ZipFile, names: Mapping[str, str]) -> str:
    """The part about the workbook, as the package names it."""
    found = _targets(packed, names, "_rels/.rels", "")
    return next((part for kind, part in found.values() if kind == "officeDocument"), _WORKBOOK)


def _targets(
    packed: zipfile.ZipFile, names: Mapping[str, str], part: str, folder: str
) -> dict[str, tuple[str, str]]:
    """The kind of each relation of a part and the part it leads to, by its id."""
    found: dict[str, tuple[str, str]] = {}

    def begin(name: str, said: Mapping[str, str]) -> None:
        if local(name) == "Relationship" and said.get("TargetMode") != "External":
            target = said.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = said.get("Type", "").rpartition("/")[2]
            found[said.get("Id", "")] = (kind, posixpath.normpath(path))

    _follow(packed, names, part, begin)
    return found


def _follow(packed: zipfile.ZipFile, names: Mapping[str, str], part: str, begin: Begins) -> None:
    """Call `begin` for each element of a part; nothing where there is no such part."""
    name = names.get(part.casefold())
    if name is None:
        return
    parser = parser_of()
    parser.StartElementHandler = begin
    with packed.open(name) as content:
        feed(parser, content, limits.BOOK_BYTES)


def feed(parser: expat.XMLParserType, content: IO[bytes], most: int) -> None:
    """Parse a part in steps; raises `NoBookError` where it is no XML or longer than `most`."""
    size = 0
    try:
        while piece := content.read(_STEP):
            size += len(piece)
            if size > most:
                raise NoBookError("too large")
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as problem:
        raise NoBookError("no XML") from problem
