"""Rows that were refused, given back as a table: whoever opens it runs nothing that somebody wrote in a cell."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.activity.rejects import as_csv, guarded


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1", "+31 6", "-2", "@name", "\t=1", " =1", "\u00a0=1", "\u200b=1", "\ufeff=1", "\u202e=1", "＝1+1", "＋1",
        "－1", "＠name", "\u3000＝1", "﹢1", "﹣1",
    ],
)  # fmt: skip
def test_a_formula_is_a_text(cell: str) -> None:
    """Plain signs and those of other widths, also behind what can't be seen."""
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Bezoek Vlietland", "3-9-2026", "a=b", "’s ochtends", "é", "#N/A", "‘=’"])
def test_what_is_no_formula_stays_as_it_is(cell: str) -> None:
    """A row is to be mended and loaded again, so nothing is added without need."""
    assert guarded(cell) == cell


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1), min_size=1))
def test_a_table_given_back_is_the_same_table(rows: list[list[str]]) -> None:
    """Every cell comes back whole, with no more than an apostrophe before it."""
    text = as_csv(rows).decode("utf-8-sig")
    back = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert back == [[guarded(cell) for cell in row] for row in rows]
