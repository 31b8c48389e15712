"""Packed files (.zip): Google's Takeout with a calendar a file, a CRM's export with a table a file.

Nothing is ever written to disk, and what comes out is counted while it comes out, so what a file says
about its own size is not trusted.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from workbook.activity import limits
from workbook.activity.foreign import foreign_parts
from workbook.activity.limits import UnreadableError
from workbook.words import Text, say

_BEGINNINGS: Final = (b"PK\x03\x04", b"PK\x05\x06")
_READABLE: Final = (".ics", ".ical", ".csv", ".tsv", ".xlsx", ".xls")
_TOLD: Final = (".ods", ".numbers")
"""Spreadsheets that aren't read, and of which is told what to do with them."""
_PACKED: Final = (".zip", ".gz", ".tgz", ".7z", ".rar", ".tar", ".bz2", ".xz")
_FAILURES: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, KeyError,
)  # fmt: skip
_STEP: Final = 1024 * 1024
_DAMAGED: Final = say(
    "This packed file is damaged. Download it once more, or unpack it and load what is in it."
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file from a packed one: its bytes, or why it is refused."""

    name: str
    data: bytes = b""
    refused: Text | None = None


def is_packed(data: bytes) -> bool:
    """Whether a file is a zip of files, and no spreadsheet of any program, which is a zip too."""
    if not data.startswith(_BEGINNINGS):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            return not any(name.startswith("xl/") for name in names) and foreign_parts(names) is None
    except _FAILURES:
        return False


def unpack(name: str, data: bytes) -> tuple[Iterator[Member], int]:
    """The calendars and tables in a packed file, one at a time, and how many other files are in it.

    Raises `UnreadableError` for one that is locked, damaged or not what it seems: paths that lead out of
    it, members that lie over each other, or a size that no calendar packs down to.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except _FAILURES as problem:
        raise UnreadableError(_DAMAGED) from problem
    _check(entries, len(data))
    wanted = [entry for entry in entries if _suffix(entry) in (*_READABLE, *_TOLD, *_PACKED)]
    wanted = [entry for entry in wanted if not entry.filename.startswith("__MACOSX/")]
    if len(wanted) > limits.MEMBERS_READ:
        raise UnreadableError(
            say(
                "There are {n:number} calendars and tables in this packed file; at most {most:number} are read. "
                "Unpack it, and load the ones that are about your own work.",
                n=len(wanted),
                most=limits.MEMBERS_READ,
            )
        )
    return _members(name, archive, wanted), len(entries) - len(wanted)


def _check(entries: list[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > limits.MEMBERS:
        raise UnreadableError(
            say(
                "There are {n:number} files in this packed file, far more than an export has. Unpack it, and "
                "load the calendar or table itself.",
                n=len(entries),
            )
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableError(
            say("This packed file is locked with a password. Unpack it and load what is in it.")
        )
    if any(_leads_out(entry.filename) for entry in entries):
        raise UnreadableError(
            say("This packed file points to places outside itself, which no export does. It was not opened.")
        )
    swollen = any(
        entry.file_size > _STEP and entry.file_size > limits.RATIO * max(entry.compress_size, 1)
        for entry in entries
    )
    overlapping = sum(entry.compress_size for entry in entries) > size
    if swollen or overlapping or sum(entry.file_size for entry in entries) > limits.PACKED_BYTES:
        raise UnreadableError(_SWOLLEN)


_SWOLLEN: Final = say(
    "Unpacked, this file would be far larger than any export. It was not opened. Export a shorter period, or "
    "unpack it yourself and load the calendar or table."
)


def _leads_out(path: str) -> bool:
    plain = path.replace("\\", "/")
    return plain.startswith("/") or ".." in plain.split("/") or plain[1:2] == ":" or "\x00" in plain


def _suffix(entry: zipfile.ZipInfo) -> str:
    return PurePosixPath(entry.filename).suffix.casefold()


def _members(name: str, archive: zipfile.ZipFile, wanted: list[zipfile.ZipInfo]) -> Iterator[Member]:
    times = Counter(PurePosixPath(entry.filename).name for entry in wanted)
    with archive:
        for entry in wanted:
            last = PurePosixPath(entry.filename).name
            shown = f"{name}/{last if times[last] == 1 else entry.filename}"
            if _suffix(entry) in _PACKED:
                yield Member(shown, refused=_NESTED)
                continue
            try:
                content = _content(archive, entry)
            except UnreadableError as problem:
                yield Member(shown, refused=problem.reason)
            except _FAILURES:
                yield Member(shown, refused=_DAMAGED)
            else:
                yield Member(shown, refused=_NESTED) if is_packed(content) else Member(shown, content)


_NESTED: Final = say("This is a packed file inside a packed file. Unpack it and load what is in it.")


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """What is in a member, read in steps: it may be larger than it says."""
    found = bytearray()
    with archive.open(entry) as member:
        while piece := member.read(_STEP):
            found += piece
            if len(found) > limits.BYTES:
                raise UnreadableError(_SWOLLEN)
    return bytes(found)
