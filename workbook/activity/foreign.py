"""Files of programs that keep appointments and deals in a form that isn't read: each is told by how it begins,
and answered with what to do in the program it comes from."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import Final

from workbook.activity import limits
from workbook.activity.sheet_size import ZIP
from workbook.activity.stored import Stored
from workbook.words import Text, say

_PDF: Final = say(
    "This is a PDF: made to be read and printed, without rows that can be counted. Export from the program it was "
    "made with: a calendar as .ics, a list of appointments or deals as .csv or .xlsx."
)
_PICTURE: Final = say(
    "This is a picture, and what is in it can’t be counted. Export from the program you see in it: a calendar as "
    ".ics, a list of appointments or deals as .csv or .xlsx."
)
_OPENDOCUMENT: Final = say(
    "This is an OpenDocument file (.ods), which isn’t read here. Open it in LibreOffice or Excel, choose ‘Save As’ "
    "and then Excel (.xlsx), and load that."
)
_NUMBERS: Final = say(
    "This is a Numbers file, which isn’t read here. Open it in Numbers, choose File, Export To, Excel, and load the "
    ".xlsx it makes."
)

_PICTURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
_BRANDS: Final = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
"""ISO 14496-12 file types of photographs, as telephones take them."""


def foreign(data: Stored) -> Text | None:
    """What to do with a file that isn't read because of what it is; None for what may be read."""
    beginning = data[:1024]
    if beginning.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return _PDF
    if beginning.startswith(_PICTURES) or _is_picture(beginning):
        return _PICTURE
    if not beginning.startswith(ZIP) or len(data) > limits.BYTES:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data[:])) as archive:
            return foreign_parts(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None


def foreign_parts(names: Iterable[str]) -> Text | None:
    """The same for a ZIP by the names of its parts: OpenDocument (OASIS, part 3, 3.3: `mimetype`), and what
    Apple's Numbers writes (`.iwa`)."""
    names = set(names)
    if {"mimetype", "content.xml"} <= names:
        return _OPENDOCUMENT
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in names) or "Index.zip" in names:
        return _NUMBERS
    return None


def _is_picture(beginning: bytes) -> bool:
    webp = beginning[:4] == b"RIFF" and beginning[8:12] == b"WEBP"
    bitmap = beginning[:2] == b"BM" and beginning[6:10] == b"\x00\x00\x00\x00"
    return webp or bitmap or (beginning[4:8] == b"ftyp" and beginning[8:12] in _BRANDS)
