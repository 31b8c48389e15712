"""Lines of a table that a quotation mark tears: it opens a cell, and is closed in the middle of a later one.

A program that writes text as it stands begins a cell with an inch or a name in quotation marks, and a reader
takes all up to the next mark for one cell: rows in between are gone without a word. RFC 4180 (2, rules 5 to 7)
lets nothing stand between the mark that closes a cell and the next delimiter; where something does, and the
lines are as many whole rows, each of them is told apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence


class Torn(list[str]):
    """The cells of a torn line, apart at each delimiter: nobody can tell where they end."""


def torn_lines(lines: Sequence[str], delimiter: str, cells: int) -> list[list[str]]:
    """The lines of one record of several as `Torn`, a line that is blank as an empty record; none where the
    record is whole: its marks close at the end of a cell, or it is one row of `cells` with a text of several
    lines in it."""
    wide = max(cells, 2)
    if any(line.count(delimiter) + 1 < wide for line in (lines[0], lines[-1])):
        return []
    if not _closes_inside("".join(lines), delimiter):
        return []
    return [Torn(line.rstrip("\r\n").split(delimiter)) if line.strip() else [] for line in lines]


def _closes_inside(record: str, delimiter: str) -> bool:
    """Whether something stands behind a mark that closes a cell. Each sign is looked at once."""
    ends = re.compile(rf"[{re.escape(delimiter)}\r\n]")
    place = 0
    while place < len(record):
        if record[place] == '"':
            place = _closing(record, place + 1)
            if place < 0:
                return False
            found = ends.search(record, place + 1)
            behind = record[place + 1 : found.start() if found else len(record)]
            if behind.strip():
                return True
        else:
            found = ends.search(record, place)
        if found is None:
            return False
        place = found.end()
    return False


def _closing(record: str, place: int) -> int:
    """Where the mark stands that closes a cell; marks inside it are doubled. -1 where there is none."""
    while (place := record.find('"', place)) >= 0 and record[place + 1 : place + 2] == '"':
        place += 2
    return place
