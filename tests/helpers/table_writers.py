"""Workbooks (.xlsx) as several programs write them, from the same cells.

Four are libraries, each with a writer of its own; SheetJS runs in Node, and Gnumeric and LibreOffice save anew
what openpyxl wrote. What is not on the machine says so by `missing`.
"""

from __future__ import annotations

import base64
import io
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

import openpyxl
import pyexcelerate
import xlsxwriter
from helpers.made_tables import Book, Cell
from machine import SHEETJS
from openpyxl.utils.datetime import CALENDAR_MAC_1904

_EPOCHS: Final = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001
_DATED: Final = (date, time, timedelta)


def by_xlsxwriter(book: Book) -> bytes:
    """A workbook by XlsxWriter: texts in a table of their own, dates as numbers with a style."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "date_1904": book.mac,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
    }
    written = xlsxwriter.Workbook(out, options)
    for sheet in book.sheets:
        page = written.add_worksheet(sheet.name)
        page.write_row(0, 0, [column.name for column in sheet.columns])
        styles = [written.add_format({"num_format": column.look}) for column in sheet.columns]
        for number, row in enumerate(sheet.rows, 1):
            for place, cell in enumerate(row):
                page.write(number, place, cell, styles[place])
    written.close()
    return out.getvalue()


def by_openpyxl(book: Book, iso: bool = False) -> bytes:
    """A workbook by openpyxl; with `iso` its dates are texts by ISO 8601 in cells of their own type."""
    written = openpyxl.Workbook()
    written.iso_dates = iso
    if book.mac:
        written.epoch = CALENDAR_MAC_1904
    written.remove(written.active)
    for sheet in book.sheets:
        page = written.create_sheet(sheet.name)
        page.append([column.name for column in sheet.columns])
        for number, row in enumerate(sheet.rows, 2):
            for place, cell in enumerate(row, 1):
                if cell is not None:
                    page.cell(number, place, cell).number_format = sheet.columns[place - 1].look
    out = io.BytesIO()
    written.save(out)
    return out.getvalue()


def by_openpyxl_in_iso(book: Book) -> bytes:
    """A workbook by openpyxl with dates as ISO 8601."""
    return by_openpyxl(book, iso=True)


def by_pyexcelerate(book: Book) -> bytes:
    """A workbook by PyExcelerate: every text within its cell. It knows neither times nor lengths: they are
    numbers with a style. A quotation mark in a style it (0.13.0) writes as it is, into an attribute between
    quotation marks; so it gets none."""
    written = pyexcelerate.Workbook()
    for sheet in book.sheets:
        page = written.new_sheet(sheet.name)
        for place, column in enumerate(sheet.columns, 1):
            page.set_cell_value(1, place, column.name)
        for number, row in enumerate(sheet.rows, 2):
            for place, cell in enumerate(row, 1):
                if cell is not None:
                    page.set_cell_value(number, place, serial(cell) if isinstance(cell, _DATED) else cell)
                    page.set_cell_style(number, place, _style(sheet.columns[place - 1].look))
    out = io.BytesIO()
    written.save(out)
    return out.getvalue()


def _style(look: str) -> Any:
    plain = None if look == "General" else look.replace('"', "")
    return pyexcelerate.Style(format=pyexcelerate.Format(plain))


def serial(cell: Cell, mac: bool = False) -> float:
    """A day, moment, time or length as the number of days that a workbook has for it."""
    if isinstance(cell, timedelta):
        return cell / timedelta(days=1)
    if isinstance(cell, time):
        return (cell.hour * 3600 + cell.minute * 60 + cell.second) / 86_400
    assert isinstance(cell, date)
    moment = cell if isinstance(cell, datetime) else datetime.combine(cell, time())
    return (moment - _EPOCHS[mac]) / timedelta(days=1)


_SCRIPT: Final = """
const sheetjs = require(process.argv[1]);
require('readline').createInterface({input: process.stdin}).on('line', line => {
  const asked = JSON.parse(line), book = sheetjs.utils.book_new();
  if (asked.mac) book.Workbook = {WBProps: {date1904: true}};
  for (const [name, rows] of asked.sheets) {
    const sheet = {'!ref': sheetjs.utils.encode_range({s: {r: 0, c: 0}, e: {r: rows.length - 1, c: rows[0].length - 1}})};
    rows.forEach((row, r) => row.forEach((cell, c) => {
      if (cell !== null) sheet[sheetjs.utils.encode_cell({r, c})] = cell;
    }));
    sheetjs.utils.book_append_sheet(book, sheet, name);
  }
  console.log(sheetjs.write(book, {type: 'base64', bookType: 'xlsx'}));
});
"""


@dataclass
class SheetJS:
    """A process of Node that writes workbooks, one for each line it is asked with."""

    process: subprocess.Popen[str] = field(
        default_factory=lambda: subprocess.Popen(
            ["node", "-e", _SCRIPT, str(SHEETJS)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
    )

    def write(self, book: Book) -> bytes:
        """A workbook by SheetJS. Its dates are numbers: a `Date` of JavaScript has a zone, a cell has none."""
        sheets = [
            (
                sheet.name,
                [
                    [_cell(column.name, "General", False) for column in sheet.columns],
                    *(
                        [_cell(cell, sheet.columns[place].look, book.mac) for place, cell in enumerate(row)]
                        for row in sheet.rows
                    ),
                ],
            )
            for sheet in book.sheets
        ]
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"sheets": sheets, "mac": book.mac}) + "\n")
        self.process.stdin.flush()
        return base64.b64decode(self.process.stdout.readline())

    def end(self) -> None:
        """Let the process end."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


def _cell(cell: Cell, look: str, mac: bool) -> dict[str, object] | None:
    if cell is None:
        return None
    if isinstance(cell, bool):
        return {"t": "b", "v": cell}
    if isinstance(cell, str):
        return {"t": "s", "v": cell}
    return {"t": "n", "z": look, "v": serial(cell, mac) if isinstance(cell, _DATED) else cell}


def by_gnumeric(books: Sequence[Book]) -> list[bytes]:
    """Workbooks as Gnumeric saves them."""
    with tempfile.TemporaryDirectory() as folder:
        for number, book in enumerate(books):
            before, after = Path(folder) / f"{number}.xlsx", Path(folder) / f"{number}-anew.xlsx"
            before.write_bytes(by_openpyxl(book))
            _run(["ssconvert", "--export-type=Gnumeric_Excel:xlsx2", str(before), str(after)], folder)
        return [(Path(folder) / f"{number}-anew.xlsx").read_bytes() for number in range(len(books))]


def by_libreoffice(books: Sequence[Book]) -> list[bytes]:
    """Workbooks as LibreOffice saves them, all in one start of it."""
    with tempfile.TemporaryDirectory() as folder:
        for number, book in enumerate(books):
            (Path(folder) / f"{number}.xlsx").write_bytes(by_openpyxl(book))
        names = [f"{number}.xlsx" for number in range(len(books))]
        _run(
            [
                "soffice",
                "--headless",
                f"-env:UserInstallation=file://{folder}/home",
                "--convert-to",
                "xlsx",
                "--outdir",
                "anew",
                *names,
            ],
            folder,
        )
        return [(Path(folder) / "anew" / name).read_bytes() for name in names]


def _run(command: list[str], folder: str) -> None:
    subprocess.run(
        command, cwd=folder, check=True, capture_output=True, timeout=300, env={**os.environ, "HOME": folder}
    )


ANEW: Final[dict[str, tuple[str, Callable[[Sequence[Book]], list[bytes]]]]] = {
    "Gnumeric": ("ssconvert", by_gnumeric),
    "LibreOffice": ("soffice", by_libreoffice),
}
"""Programs that save a workbook anew: the command they need, and how."""

LIBRARIES: Final[dict[str, Callable[[Book], bytes]]] = {
    "XlsxWriter": by_xlsxwriter,
    "openpyxl": by_openpyxl,
    "openpyxl in ISO": by_openpyxl_in_iso,
    "PyExcelerate": by_pyexcelerate,
}


def missing(command: str) -> str:
    """Why a writer is not tried here, '' where it is."""
    if command == "SheetJS":
        return (
            "" if SHEETJS.is_dir() and shutil.which("node") else "SheetJS (npm package xlsx) is not installed"
        )
    return "" if shutil.which(command) else f"{command} is not installed"
