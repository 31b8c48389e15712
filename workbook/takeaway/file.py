"""The workbook as one file: to keep, to move to another computer, to go on from after a lost link.

The container, version 1, is an ordinary ZIP with three entries:

- `README.txt`: what this file is and how to go on from it, in the reader's language (UTF-8);
- `workbook.json`: the workbook's document, with names or without them (`takeaway.nameless`);
- `container.json`: `format` ("gewetensvragen-workbook"), `version` (1), `schema` (the document's
  schema version), `bytes` (its length) and `sha256` (its digest in hexadecimal digits).

It is not sealed: who opens it reads it, and the README says so. It holds no secret and no date of its
own, so the same workbook always gives the same bytes. The digest shows damage and edits by hand; it is
no signature. A version that this program doesn't know is refused, never guessed.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import date
from typing import TypeGuard

from workbook.words import Text, Translator, say

FORMAT = "gewetensvragen-workbook"
VERSION = 1

LARGEST_FILE = 16 * 1024 * 1024
LARGEST_DOCUMENT = 8 * 1024 * 1024
_LARGEST_CONTAINER = 4096
_MOST_ENTRIES = 16
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment a ZIP can hold; a real one would say when the file was made."""


class FileRefused(ValueError):
    """A file that can't be gone on from; `text` says why and what to do. Nothing was changed."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.id)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a workbook file holds: the document, and the schema version it was written with."""

    document: bytes = field(repr=False)
    schema: int


def file_name(day: date) -> str:
    """The name to offer when the file is downloaded on a day."""
    return f"gewetensvragen-{day.isoformat()}.zip"


def export_workbook(document: bytes, schema: int, translate: Translator, *, names: bool = True) -> bytes:
    """The file for a document, with its README in the translator's language; it says whether `names`
    are in it.

    Raises `ValueError` for a document larger than could be read back; the store keeps none.
    """
    if len(document) > LARGEST_DOCUMENT:
        raise ValueError("a workbook this large could not be read back")
    container = {
        "format": FORMAT,
        "version": VERSION,
        "schema": schema,
        "bytes": len(document),
        "sha256": _digest(document),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in (
            ("README.txt", _readme(translate, names).encode()),
            ("workbook.json", document),
            ("container.json", json.dumps(container, indent=2).encode()),
        ):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def import_workbook(data: bytes) -> Contents:
    """What a workbook file holds, checked to be whole and unchanged; nothing touches the disk.

    Whether the document makes sense is for who decodes it. Raises `FileRefused` for anything that
    `export_workbook` of this version or an earlier one didn't write.
    """
    if len(data) > LARGEST_FILE:
        raise FileRefused(_too_large())
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > _MOST_ENTRIES:
                raise FileRefused(_another_file())
            container = json.loads(_read(archive, "container.json", _LARGEST_CONTAINER))
            if not isinstance(container, dict) or container.get("format") != FORMAT:
                raise FileRefused(_another_file())
            schema = _checked_schema(container)
            document = _read(archive, "workbook.json", LARGEST_DOCUMENT)
    except FileRefused:
        raise
    except _NO_ZIP:
        raise FileRefused(_another_file()) from None
    if len(document) != container.get("bytes") or _digest(document) != container.get("sha256"):
        raise FileRefused(_changed())
    return Contents(document, schema)


# What zipfile raises for a file that is no ZIP, is cut off, damaged (a ValueError where its directory points
# before its beginning), locked with a password or packed in a way it can't unpack, and json for what is no JSON
# or is nested without end.
_NO_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    KeyError,
    OSError,
    RuntimeError,
    ValueError,
    OverflowError,
)


def _read(archive: zipfile.ZipFile, name: str, largest: int) -> bytes:
    entry = archive.getinfo(name)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise FileRefused(_another_file())
    with archive.open(entry) as file:
        # The size an entry claims is not to be trusted: read no further than what is allowed.
        content = file.read(largest + 1)
    if len(content) > largest:
        raise FileRefused(_too_large())
    return content


def _checked_schema(container: dict[str, object]) -> int:
    version, schema = container.get("version"), container.get("schema")
    if not _whole(version) or not _whole(schema):
        raise FileRefused(_changed())
    if version > VERSION:
        raise FileRefused(
            say(
                "This file was made by a newer version of this program. Nothing was changed. Start the "
                "newer version and load the file there."
            )
        )
    return schema


def _whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _digest(document: bytes) -> str:
    return hashlib.sha256(document).hexdigest()


def _readme(translate: Translator, names: bool) -> str:
    paragraphs = (
        say("Your workbook, as one file"),
        say(
            "This file holds your whole workbook: your answers, what you wrote, your steps, who is who "
            "and the figures that were kept. The rows of your calendar and your sales system are not in "
            "it, nor is your link."
        )
        if names
        else say(
            "This file holds your workbook: your answers, what you wrote, your steps and the figures that were "
            "kept. Who is who and the titles you sorted by hand are not in it: when you go on from this file, "
            "you place people again. Nor are the rows of your calendar and your sales system, or your link."
        ),
        say(
            "Going on from this file: open the start page of the workbook, on any computer, and choose "
            "to go on from a file. Give it this ZIP file as it is; there is no need to unpack it."
        ),
        say(
            "This file has no lock. Anyone who opens it can read what you wrote. Keep it where you would "
            "keep a diary, and don't mail it around."
        ),
        say(
            "What is inside: README.txt is this text. workbook.json is the workbook, in a form that other "
            "programs can read too. container.json says of what kind and version the file is, and holds "
            "a check sum. After a change by hand the program no longer takes the file."
        ),
    )
    return "\r\n\r\n".join(translate(paragraph) for paragraph in paragraphs) + "\r\n"


def _another_file() -> Text:
    return say(
        "This is not a workbook file, or it did not arrive whole. Nothing was changed. Choose the ZIP "
        "file that you kept from this program, as it was."
    )


def _changed() -> Text:
    return say(
        "This workbook file was damaged or changed after it was made, so it was not loaded. Nothing was "
        "changed. Choose an earlier copy of the file."
    )


def _too_large() -> Text:
    return say(
        "This file is larger than a workbook can be ({limit:number} MB), so it was not loaded. Nothing "
        "was changed.",
        limit=LARGEST_DOCUMENT // 1024**2,
    )
