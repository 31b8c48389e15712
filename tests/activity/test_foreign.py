"""Files of programs whose form isn't read: a sentence that says what to do in that program."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from workbook.activity.read import File, read_files
from workbook.words import translator

TODAY = date(2026, 11, 23)


def zipped(*names: str, more: bytes = b"") -> bytes:
    """A ZIP with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, more or b"application/vnd.oasis.opendocument.spreadsheet")
    return out.getvalue()


ODS = zipped("mimetype", "content.xml", "META-INF/manifest.xml")
NUMBERS = zipped(
    "Index/Document.iwa", "Index/CalculationEngine.iwa", "Metadata/Properties.plist", "preview.jpg"
)
NULLS = b"\x00" * 40


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("deals.ods", ODS, "LibreOffice"),
        ("deals.xlsx", ODS, "LibreOffice"),
        ("deals.numbers", NUMBERS, "Export To"),
        ("agenda.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "This is a PDF"),
        ("agenda.pdf", b"\xef\xbb\xbf\n%PDF-1.4\n", "This is a PDF"),
        ("foto.png", b"\x89PNG\r\n\x1a\n" + NULLS, "This is a picture"),
        ("foto.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF" + NULLS, "This is a picture"),
        ("foto.heic", b"\x00\x00\x00\x18ftypheic" + NULLS, "This is a picture"),
        ("foto.webp", b"RIFF\x10\x00\x00\x00WEBPVP8 " + NULLS, "This is a picture"),
        ("foto.bmp", b"BM\x10\x00\x00\x00" + NULLS, "This is a picture"),
        ("foto.tiff", b"II*\x00" + NULLS, "This is a picture"),
    ],
)
def test_what_is_not_read_says_what_to_do(name: str, data: bytes, said: str) -> None:
    """By what the file is, whatever it is called."""
    (reading,) = read_files([File(name, data)], today=TODAY).readings
    (refusal,) = reading.refused
    assert said in translator("en")(refusal.reason)
    assert not reading.mappable


def test_a_spreadsheet_that_is_not_read_is_told_in_a_packed_file_too() -> None:
    """An .ods in a ZIP is no packed file in a packed file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("deals.ods", ODS)
        archive.writestr("deals.csv", "Deal ID,Stage,Close date,Amount\n1,Won,2026-03-04,5\n")
    loaded = read_files([File("alles.zip", out.getvalue())], today=TODAY)
    told = {
        reading.file: [translator("en")(one.reason) for one in reading.refused] for reading in loaded.readings
    }
    assert told["alles.zip/deals.csv"] == []
    assert "LibreOffice" in told["alles.zip/deals.ods"][0]


@pytest.mark.parametrize("text", ["BM;Stage;Deal ID;Close date\nx;Won;7;2026-03-04\n", "MM,II\n1,2\n"])
def test_a_table_that_begins_with_the_letters_of_a_picture_is_no_picture(text: str) -> None:
    """Letters alone make no picture."""
    (reading,) = read_files([File("t.csv", text.encode())], today=TODAY).readings
    assert all("picture" not in one.reason.id for one in reading.refused)
