"""Columns worked on by their different texts: the same as row by row."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from workbook.activity import dates, distinct, numbers
from workbook.activity.findings import Findings
from workbook.activity.grid import tidy
from workbook.words import say

CELLS = st.lists(
    st.one_of(st.none(), st.sampled_from(["2026-03-04", "4-3-2026", "3/14/2026", "1.234", "12", " x ", "€ 5", ""])),
    max_size=12,
)  # fmt: skip


def both(cells: list[str | None]) -> tuple[pl.Series, pl.Series]:
    """A column as text, and as categories that other columns have numbers among."""
    text = pl.Series("cells", cells, dtype=pl.String)
    pl.Series(["something", "else", "12"]).cast(pl.Categorical)
    return text, text.cast(pl.Categorical)


def days(texts: pl.Series) -> pl.Series:
    """Dates, day first."""
    return dates.parse(texts, "dmy")["date"]


def amounts(texts: pl.Series) -> pl.Series:
    """Numbers with a decimal comma."""
    return numbers.parse(texts, ",")


@given(CELLS)
def test_categories_give_what_texts_give(cells: list[str | None]) -> None:
    """Dates, numbers and what a column proves do not depend on how it is kept."""
    text, category = both(cells)
    assert distinct.texts(category).equals(distinct.texts(text))
    assert dates.evidence(category) == dates.evidence(text)
    assert numbers.evidence(category) == numbers.evidence(text)
    for change in (days, amounts):
        assert distinct.each(category, change).to_list() == change(text).to_list()


@given(CELLS)
def test_tidying_categories_is_tidying_texts(cells: list[str | None]) -> None:
    """Spaces, empty cells and empty rows go in either."""
    tidied = [
        tidy(pl.DataFrame({"row": range(len(cells)), "cells": column}), Findings("t.csv", say("Table")))
        for column in both(cells)
    ]
    assert tidied[0].equals(tidied[1].cast({"cells": pl.String}))
