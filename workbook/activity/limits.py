"""Limits on what one file may hold: beyond them it is refused with a sentence, never half read.

The figures are far above a manager's own export (five years of a busy Google calendar is 2 MB) and
low enough for a visitor's kernel with a few hundred megabytes.
"""

from __future__ import annotations

from typing import Final

from workbook.words import Text, say

BYTES: Final = 50 * 1024 * 1024
DISK_BYTES: Final = 1024 * 1024 * 1024
"""What a file may come to in memory, and one that is left on disk: of a large table there no more than a
few pieces are held at a time."""

UNPACKED_BYTES: Final = 300 * 1024 * 1024
CELLS: Final = 15_000_000
"""A spreadsheet is a zip: its size once unpacked, and the rows times the columns of a sheet, empty cells
included, so that a small file cannot fill the memory."""

SHEETS: Final = 60
SHEETS_SEEN: Final = 200
SHEETS_LISTED: Final = 1_000
"""Sheets of a spreadsheet that are read, looked at, and known by name: a sheet a week is 53."""

SHEET_CELLS: Final = 2 * CELLS
"""What the sheets of a spreadsheet that are looked at may come to together, counted as `CELLS` counts one."""

BOOK_BYTES: Final = 32 * 1024 * 1024
FORMATS: Final = 1_000
"""What a spreadsheet may say of itself: its sheets, and the styles of its cells, of which there can be 65,000; and
how many formats of its own these may have, where Excel allows 250."""

MEMBERS: Final = 5_000
MEMBERS_READ: Final = 400
"""Files in a packed one, and of those calendars and tables: Takeout has a calendar a file, and a weekly
Salesforce export some two hundred tables, of which three are wanted."""

PACKED_BYTES: Final = 1024 * 1024 * 1024
RATIO: Final = 200
"""What the files in a packed one may come to, and how far one may have shrunk: text of appointments
shrinks ten to thirty times, and what shrinks a thousand times was made to."""

ROWS: Final = 1_500_000
COLUMNS: Final = 500
FIELD: Final = 100_000
"""Characters in one cell or one calendar property."""

PROFILE_BYTES: Final = 64 * 1024
HEADER: Final = 500
"""Characters of a column's name that are kept in a profile."""

EVENTS: Final = 200_000
PEOPLE: Final = 2_000
"""Attendees of one event, or people and rooms of one row; a distribution list beyond this is not a meeting anybody
sat in."""

REPEATED: Final = 100
CATEGORIES: Final = 100
"""Lines of one name that are kept of an event, attendees and listed dates apart; and its categories. Most may stand
there once (RFC 5545, 3.6.1), and nobody sorts by a hundred categories."""

REPORT_BYTES: Final = 5 * 1024 * 1024
"""What an attendance report may come to: a thousand people for two hours are a tenth of a megabyte."""

INSTANCES: Final = 2_000
"""Times one repeating event may take place in the period: a daily one for five years."""

STEPS: Final = 40_000
FILE_STEPS: Final = 1_000_000
"""Steps through a repetition rule, for one series (a daily one for a century) and for a whole file:
the work that a rule which repeats each second, or never, may cost."""

STEP_WITHIN_DAY: Final = 20
"""What a step of a rule that repeats within the day costs: nobody meets each minute."""

SERIES_SECONDS: Final = 1.0
FILE_SECONDS: Final = 5.0
"""What following one series, and all of a file, may cost of the processor. One step through a rule may be to
each day of a year, each hour of a day: five hundred times a plain step. A daily series of seventy years
takes a third of a second, and a busy calendar of five years less."""

RULE: Final = 500
"""Characters of one repetition rule: it names some days, months and hours."""

LISTED_DATE: Final = 6
"""What a date that is listed beside a rule, to be left out or added, costs in steps: reading it takes as long."""

LISTED_DATES: Final = STEPS // LISTED_DATE + 1
"""Lines with listed dates that are kept of an event: with these it costs more than is followed."""

NESTED: Final = 50
"""How deep parts of a calendar may lie in each other; an alarm in an event in a calendar is three."""

REFUSALS: Final = 1_000
"""Refusals listed one by one for a file; the rest are counted in a note."""


def too_large(size: int, most: int = BYTES) -> Text:
    """Why a file of this size in bytes is not read."""
    return say(
        "This file is {size:number} MB; at most {most:number} MB is read. Export a shorter period.",
        size=round(size / 1024**2),
        most=most // 1024**2,
    )


class UnreadableError(Exception):
    """A file that can't be read at all; `reason` says why and what to do. `mappable` is a table whose
    columns nobody knows yet, so that the reader may say what they are."""

    def __init__(self, reason: Text, mappable: bool = False) -> None:
        super().__init__(reason.id)
        self.reason = reason
        self.mappable = mappable
