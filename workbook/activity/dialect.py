"""The dialect of a text file: its encoding, and the sign between the cells of a table.

Neither is told by the file, so both are worked out from all of it. `csv.Sniffer` is not used: it
takes a carriage return for the delimiter of an ordinary Dutch semicolon file, and a first line
`sep=;` throws it off.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import Final

from workbook.activity.limits import UnreadableError
from workbook.activity.stored import Stored, steps
from workbook.words import say

DELIMITERS: Final = (";", ",", "\t", "|")
_MARKS: Final = (
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)
_SAMPLE_RECORDS: Final = 50
_SAMPLE_CHARACTERS: Final = 200_000
_NO_TEXT: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was found to be in, as shown to the reader."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """The text of a file: byte-order mark, else strict UTF-8, else Windows-1252.

    The order matters: a Windows-1252 file with any accent is no valid UTF-8, whereas UTF-8 read as
    Windows-1252 never fails and turns `ü` into `Ã¼`. Raises `UnreadableError` where none of them
    gives text.
    """
    return _text_or_refusal(*_decoded(data))


def _text_or_refusal(text: str, encoding: str) -> Decoded:
    if len(_NO_TEXT.findall(text[:_SAMPLE_CHARACTERS])) > len(text[:_SAMPLE_CHARACTERS]) // 1000:
        raise UnreadableError(
            say(
                "This is not a text file. Export your calendar as .ics, or your table as .csv or .xlsx, "
                "and load that file."
            )
        )
    return Decoded(text, encoding)


def glimpse(data: Stored, characters: int) -> Decoded:
    """The first characters of a file, in the encoding that all of it is in, as `decode` finds it; a large
    file is not kept as text for that. Raises as `decode` does."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        whole = decode(data[:])
        return Decoded(whole.text[:characters], whole.encoding)
    if _is_utf8(data):
        # A character takes up to four bytes; the last of those kept may be cut through.
        text = data[: 4 * characters + 3].decode("utf-8-sig", "ignore")[:characters]
        return _text_or_refusal(text, "utf-8")
    if any(sign in step for step in steps(data) for sign in _NOT_IN_CP1252):
        return _text_or_refusal(data[:characters].decode("latin-1"), "iso-8859-1")
    return _text_or_refusal(data[:characters].decode("cp1252"), "windows-1252")


_NOT_IN_CP1252: Final = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")


def _is_utf8(data: Stored) -> bool:
    """Whether all of it is UTF-8. Polars tells that several times as fast as a decoder of Python."""
    import polars as pl

    cut = b""
    for step in steps(data):
        if not cut and step.isascii():
            continue
        step = cut + step
        cut = _cut_through(step)
        try:
            pl.Series([step.removesuffix(cut)], dtype=pl.Binary).cast(pl.String)
        except pl.exceptions.PolarsError:
            return False
    return not cut


def _cut_through(step: bytes) -> bytes:
    """The beginning of a character at the very end, of which the rest is to come."""
    for back in range(1, min(3, len(step)) + 1):
        sign = step[-back]
        if sign < 0x80:
            return b""
        if sign >= 0xC0:
            length = 2 if sign < 0xE0 else 3 if sign < 0xF0 else 4
            return step[-back:] if back < length else b""
    return b""


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding.removesuffix("-sig")
            except UnicodeDecodeError:
                break
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), "windows-1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "iso-8859-1"


def stated_delimiter(text: str) -> tuple[str, str]:
    """The sign a first line `sep=X` states, and the text without that line; '' where there is none.

    Excel writes and obeys such a line, and shows it to nobody.
    """
    found = re.match(r'\s*"?sep=(.)"?[ \t]*(\r\n|\r|\n|$)', text, re.IGNORECASE)
    if found is None:
        return "", text
    return found.group(1), text[found.end() :]


def delimiters(text: str) -> tuple[str, ...]:
    """The signs that could stand between the cells, the likeliest first; empty for a single column.

    Each is tried on the first records, quotes respected. Good is: every record as many cells as the
    first, and more than one. More cells wins between equals.
    """
    sample = text[:_SAMPLE_CHARACTERS]
    ranked: list[tuple[float, bool, int, str]] = []
    for delimiter in DELIMITERS:
        widths = _widths(sample, delimiter)
        if not widths:
            continue
        width, times = Counter(widths).most_common(1)[0]
        if width > 1 or max(widths) > 1:
            ranked.append((round(times / len(widths), 1) * (width > 1), widths[0] == width, width, delimiter))
    return tuple(delimiter for *_, delimiter in sorted(ranked, reverse=True))


def _widths(sample: str, delimiter: str) -> list[int]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        records = [record for record in islice(reader, _SAMPLE_RECORDS) if any(record)]
    except csv.Error:
        return []
    return [len(record) for record in records]
