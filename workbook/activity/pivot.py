"""Whether a table is a summary: a pivot table saved as text or as a spreadsheet.

Its rows are sums, of deals or hours that stand in no row any more, so there is nothing to read in it. It
is refused with a word on what to export instead, and not with a list of columns it lacks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workbook.activity.profiles import fold
from workbook.words import Text, say

_CORNERS: Final = frozenset(
    fold(word)
    for word in (
        "Rijlabels",
        "Row Labels",
        "Kolomlabels",
        "Column Labels",
        "Zeilenbeschriftungen",
        "Étiquettes de lignes",
    )
)
_SUMS: Final = tuple(
    fold(word)
    for word in (
        "Som van",
        "Sum of",
        "Aantal van",
        "Count of",
        "Gemiddelde van",
        "Average of",
        "Max van",
        "Min van",
    )
)
_TOTALS: Final = frozenset(
    fold(word) for word in ("Eindtotaal", "Grand Total", "Totaal", "Total", "Totals", "Totalen")
)


def is_pivot(records: Sequence[Sequence[str]]) -> bool:
    """Whether the first records, and the last, look like those of a summary.

    Either the words a spreadsheet puts into one are there (`Rijlabels`, `Som van …`), or its corner is
    empty and a row or column says total.
    """
    filled = [record for record in records if any(cell.strip() for cell in record)]
    if len(filled) < 2:
        return False
    cells = [[fold(cell) for cell in record] for record in filled]
    flat = {cell for record in cells[:6] for cell in record}
    if flat & _CORNERS or any(cell.startswith(_SUMS) for cell in flat):
        return True
    header = cells[0]
    corner = len(header) > 2 and not header[0] and all(header[1:])
    totals = any(record and record[0] in _TOTALS for record in cells[1:]) or header[-1] in _TOTALS
    double = (
        len(cells) > 2 and len(header) > 2 and not cells[1][0] and sum(map(bool, header)) * 2 <= len(header)
    )
    return totals and (corner or double)


def refused_pivot() -> Text:
    """Why a summary is refused, and what to do."""
    return say(
        "This is a summary (a pivot table): its rows are totals, and the deals or appointments themselves are "
        "not in it. Export the list it was made from."
    )
