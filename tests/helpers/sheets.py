"""Excel workbooks: a minimal one, and those that a well known writer makes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape

import xlsxwriter

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def spreadsheet(rows: Sequence[Sequence[object]]) -> bytes:
    """The bytes of an .xlsx with one sheet; None and '' are empty cells."""
    body = "".join(
        f'<row r="{number}">'
        + "".join(_cell(value, f"{_letters(column)}{number}") for column, value in enumerate(row))
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="Blad1" '
        'sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" '
        f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs count="3"><xf numFmtId="0"/>'
        '<xf numFmtId="14"/><xf numFmtId="22"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return packed.getvalue()


def _cell(value: object, place: str) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        serial = (value - datetime(1899, 12, 30)).total_seconds() / 86_400  # noqa: DTZ001
        return f'<c r="{place}" s="2"><v>{serial!r}</v></c>'
    if isinstance(value, date):
        return f'<c r="{place}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def _letters(column: int) -> str:
    first, last = divmod(column, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)


def book(
    *sheets: tuple[str, Sequence[Sequence[object]]],
    hidden: Mapping[str, str] | None = None,
    since_1904: bool = False,
) -> bytes:
    """An .xlsx as XlsxWriter writes it. A cell `(number, code)` is a number shown by a number format, one
    `("=…", result)` a formula; `hidden` gives the sheets that are `hidden` or `very hidden`."""
    packed = io.BytesIO()
    options = {"in_memory": True, "date_1904": since_1904, "default_date_format": "dd-mm-yyyy"}
    with xlsxwriter.Workbook(packed, options) as written:
        known: dict[str, object] = {}
        for name, rows in sheets:
            sheet = written.add_worksheet(name)
            for at, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, tuple) and isinstance(cell[0], str):
                        sheet.write_formula(at, place, cell[0], None, cell[1])
                    elif isinstance(cell, tuple):
                        shown = known.setdefault(cell[1], written.add_format({"num_format": cell[1]}))
                        sheet.write_number(at, place, cell[0], shown)
                    elif cell is not None:
                        sheet.write(at, place, cell)
            state = (hidden or {}).get(name)
            if state is None:
                sheet.activate()
                sheet.set_first_sheet()
            elif state == "hidden":
                sheet.hide()
            else:
                sheet.very_hidden()
    return packed.getvalue()


def rewritten(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """A workbook with the text of one part changed, as another program would have written it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()) if name == part else content)
    return packed.getvalue()


def three_sheets(monday: date) -> bytes:
    """A sales manager's own workbook in the week from a Monday on, from Excel for the Mac with its days counted
    from 1904: visits, hours as [h]:mm with their total of more than a day, deals in two currencies; and last
    year's visits on a hidden sheet."""

    def serial(day: int, clock: float = 0) -> float:
        return (monday - date(1904, 1, 1)).days + day + clock

    day, moment, length = "dd-mm-yyyy", "dd-mm-yyyy hh:mm", "[h]:mm"
    old = serial(-364)
    return book(
        (
            "Bezoeken",
            [
                ("Onderwerp", "Start", "Einde", "Locatie"),
                ("Bezoek Bouw BV", (serial(0, 0.375), moment), (serial(0, 0.4375), moment), "Utrecht"),
                ("Vakbeurs", (serial(1), day), (serial(2), day), "Rotterdam"),
            ],
        ),
        (
            "Uren",
            [
                ("Onderwerp", "Datum", "Begintijd", "Duur"),
                ("Offerte doornemen", (serial(3), day), (0.375, "h:mm"), (1.5 / 24, length)),
                ("Mee naar Zorg NV", (serial(4), day), (0.5, "h:mm"), (2.25 / 24, length)),
                ("Totaal", None, None, (27.75 / 24, length)),
            ],
        ),
        (
            "Deals",
            [
                ("Dealnummer", "Fase", "Sluitdatum", "Waarde"),
                ("A1", "Gewonnen", (serial(0), day), (12500.5, "[$€-413] #,##0.00")),
                ("A2", "Gewonnen", (serial(1), day), (8000, "[$$-409]#,##0")),
                ("A3", "Verloren", (serial(2), "General"), (4000, "[$€-413] #,##0.00")),
            ],
        ),
        (
            "Vorig jaar",
            [
                ("Onderwerp", "Start", "Einde"),
                ("Bezoek Zorg NV", (old + 0.5, moment), (old + 0.5625, moment)),
            ],
        ),
        hidden={"Vorig jaar": "hidden"},
        since_1904=True,
    )
