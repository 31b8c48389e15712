"""A quotation mark that opens a cell and closes in the middle of a later one: no row is swallowed."""

from __future__ import annotations

import csv
import io
from datetime import date

import polars as pl
import pytest
from helpers.search import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.activity.records import Reading
from workbook.activity.rejects import refused_cells
from workbook.activity.tables import read_table
from workbook.activity.torn import torn_lines

TODAY = date(2026, 11, 23)
HEADER = "Deal ID;Deal name;Owner;Stage;Close date;Amount\n"


def read(text: str) -> tuple[pl.DataFrame, Reading]:
    """The deals of a table."""
    _, frame, reading = read_table("d.csv", text.encode(), today=TODAY)
    assert frame is not None, reading
    return frame, reading


def row(number: int, name: str) -> str:
    """A won deal."""
    return f"{number};{name};Bo;Won;2026-03-{number + 10};{number}0\n"


def test_rows_between_two_stray_marks_are_refused_by_number() -> None:
    """An opening mark in row 3, and an inch in row 5: rows 3 to 5 are told, the others read."""
    text = (
        HEADER
        + row(1, "Dak")
        + row(2, '"Gevel noord')
        + row(3, "Goot")
        + row(4, 'Buis 2" dik')
        + row(5, "Kozijn")
    )
    frame, reading = read(text)
    assert frame["deal"].to_list() == ["1", "5"]
    assert [one.row for one in reading.refused] == [3, 4, 5]
    assert {one.reason.id[:16] for one in reading.refused} == {"A quotation mark"}
    assert refused_cells(text.encode(), reading) == {
        3: ("2", '"Gevel noord', "Bo", "Won", "2026-03-12", "20"),
        4: ("3", "Goot", "Bo", "Won", "2026-03-13", "30"),
        5: ("4", 'Buis 2" dik', "Bo", "Won", "2026-03-14", "40"),
    }


def test_the_rows_below_keep_the_number_of_their_line() -> None:
    """A row refused further down for another reason is told by the line it stands on."""
    text = HEADER + row(1, '"Gevel') + row(2, 'Buis 2" dik') + "3;Dak;Bo;Won;binnenkort;5\n" + row(4, "Goot")
    frame, reading = read(text)
    assert frame["deal"].to_list() == ["4"]
    assert [one.row for one in reading.refused] == [2, 3, 4]


@pytest.mark.parametrize(
    "name",
    [
        '"Gevel\nnoord"',
        '"Buis 2"" dik"',
        'Buis 2" dik',
        '"Gevel; noord"',
        '"Gevel\n\nnoord, ""groot"""',
        '"Gevel "noord',
    ],
)
def test_a_cell_of_several_lines_and_a_mark_within_a_cell_stay_as_they_are(name: str) -> None:
    """What RFC 4180 allows, and an inch in a cell without marks around it, swallows no row."""
    frame, reading = read(HEADER + row(1, name) + row(2, "Dak"))
    assert frame["deal"].to_list() == ["1", "2"]
    assert reading.refused == ()


def test_a_text_of_several_lines_with_marks_in_it_is_one_row() -> None:
    """Its lines are no whole rows, so it is read as before."""
    frame, reading = read(HEADER + row(1, '"Gevel\ndie "mooie" aan de weg"') + row(2, "Dak"))
    assert frame["deal"].to_list() == ["1", "2"]
    assert reading.refused == ()


CELLS = st.text(st.sampled_from('ab" ;\n'), max_size=6)


@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=2, max_size=6))
@settings(max_examples=examples(80))
def test_what_a_program_quotes_rightly_is_never_torn(rows: list[tuple[str, str, str]]) -> None:
    """Any table that Python's own writer made, each record of it."""
    for one in rows:
        out = io.StringIO()
        csv.writer(out, delimiter=";", lineterminator="\n").writerow(one)
        lines = io.StringIO(out.getvalue(), newline="").readlines()
        assert torn_lines(lines, ";", 3) == []


def test_pythons_reader_still_swallows_rows() -> None:
    """Python 3.11's csv, not strict, takes both rows for one record; when it doesn't any more,
    `workbook.activity.torn` and its place in `delimited._records` can go."""
    text = row(1, '"Gevel') + row(2, 'Buis 2" dik')
    assert len(list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))) == 1
