"""Plain tables read at once: the same cells as record by record, or not at all."""

from __future__ import annotations

from unittest.mock import patch

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.activity import delimited, swift
from workbook.activity.findings import Findings
from workbook.activity.grid import Grid
from workbook.activity.limits import UnreadableError
from workbook.words import say

HEADER = ["Deal ID", "Owner", "Status", "Created", "Closed", "Amount"]
CELLS = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\n\x00\x1e", exclude_categories=["Cc"]), max_size=6
)


TEXT = {pl.Categorical: pl.String}


def read(data: bytes, at_once: bool) -> tuple[Grid, list[int], object] | str:
    """Read a table by one route; the words of the refusal where it is refused."""
    findings = Findings("t.csv", say("Table"))
    route = swift.plain_cells if at_once else lambda *_: None
    with patch.object(delimited, "plain_cells", route), patch.object(swift, "FEWEST_BYTES", 0):
        try:
            grid = delimited.read_delimited(data, findings)
        except UnreadableError as problem:
            return str(problem)
    reading = findings.reading(0, None, None)
    return grid, [one.row for one in reading.refused], reading.left_out


@settings(deadline=None)
@given(
    rows=st.lists(st.lists(CELLS, min_size=5, max_size=7), min_size=1, max_size=8),
    even=st.booleans(),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    last=st.booleans(),
)
def test_both_routes_give_the_same_table(
    rows: list[list[str]], even: bool, delimiter: str, end: str, last: bool
) -> None:
    """Whatever stands in the cells, at once or record by record: same cells, same rows refused."""
    if even:
        rows = [([*row, ""])[:6] for row in rows]
    text = end.join(delimiter.join(row) for row in [HEADER, *rows]) + (end if last else "")
    data = text.encode()
    one, other = read(data, at_once=True), read(data, at_once=False)
    if isinstance(one, str) or isinstance(other, str):
        assert one == other
        return
    assert one[0].cells.cast(TEXT).equals(other[0].cells.cast(TEXT))
    assert (one[0].delimiter, one[1:]) == (other[0].delimiter, other[1:])


@pytest.mark.parametrize(
    "rows",
    [
        "1,a,Won\n1,a,Won,2026-01-01,2026-02-01,9,x,x,x",
        '1,"a,b",Won,,,9',
        "1,a,Won,,,9\r2,b,Won,,,9",
        "1,a\n\n2,b,c",
    ],
    ids=["too few and too many", "quotes", "lone carriage return", "empty line"],
)
def test_what_is_not_plain_is_left_to_the_careful_route(rows: str) -> None:
    """A table that can be read two ways is not read at once."""
    data = (",".join(HEADER) + "\n" + rows + "\n").encode()
    from workbook.activity.profiles import match

    found = match(HEADER)
    assert found is not None
    with patch.object(swift, "FEWEST_BYTES", 0):
        assert swift.plain_cells(found, data, ",", 0) is None
