"""A file that is not what its name says: refused in a sentence about the kind of file it was meant to be."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from workbook.activity import limits
from workbook.activity.contents import looks_like_calendar
from workbook.activity.records import Reading
from workbook.activity.sheet_size import OLE, ZIP
from workbook.activity.stored import Stored
from workbook.words import Text, say

_NO_CALENDAR: Final = say(
    "There is no calendar in this file, though it is called .ics. Export your calendar once more and load that."
)
_NO_SPREADSHEET: Final = say(
    "There is no spreadsheet in this file, though its name says Excel. Open it in your spreadsheet program, save "
    "it as .xlsx and load that."
)
_BROKEN_ZIP: Final = say(
    "This packed file (.zip) can’t be opened: it is damaged, or not all of it came over. Export or download it once more."
)


def named_for_what_it_is(reading: Reading, data: Stored) -> Reading:
    """The same reading; where a file was refused whole, the reason fits what it is called and how it begins.

    A table that could still be read once its columns are named keeps its own reason, and so does what is
    really of the kind its name says.
    """
    refused_whole = not reading.read and [one.row for one in reading.refused] == [0]
    if not refused_whole or reading.mappable or not 0 < len(data) <= limits.BYTES:
        return reading
    reason = _reason(reading.file.casefold(), data[:4096])
    return replace(reading, refused=(replace(reading.refused[0], reason=reason),)) if reason else reading


def _reason(name: str, beginning: bytes) -> Text | None:
    if name.endswith(".zip"):
        return _BROKEN_ZIP
    if beginning.startswith((ZIP, OLE)) or looks_like_calendar(beginning):
        return None
    if name.endswith((".xlsx", ".xls")):
        return _NO_SPREADSHEET
    return _NO_CALENDAR if name.endswith((".ics", ".ical")) else None
