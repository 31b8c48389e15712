"""One deal in several rows, and numbers that a spreadsheet rounded and that are no numbers of deals."""

from __future__ import annotations

from datetime import date
from unittest.mock import patch

import polars as pl
import pytest
from helpers.texts import workbook

from workbook.activity import delimited, swift
from workbook.activity.records import Decisions, Reading
from workbook.activity.tables import read_table

TODAY = date(2026, 11, 23)


def read(text: str, answer: str = "", at_once: bool = False) -> tuple[pl.DataFrame, Reading]:
    """The deals of a table, by the route for large ones where asked."""
    decisions = Decisions().with_answer("d.csv", "rows", answer) if answer else None
    least = 0 if at_once else swift.FEWEST_BYTES
    with (
        patch.object(swift, "FEWEST_BYTES", least),
        patch.object(delimited, "_HEAD", 400 if at_once else 500_000),
    ):
        _, frame, reading = read_table("d.csv", text.encode(), decisions=decisions, today=TODAY)
    assert frame is not None, reading
    return frame, reading


def told(frame: pl.DataFrame) -> list[tuple[object, ...]]:
    """What matters of each deal."""
    return frame.select("deal", "status", "closed", "value").rows()


@pytest.mark.parametrize("at_once", [False, True])
def test_the_newest_state_of_a_deal_counts(at_once: bool) -> None:
    """A row a stage, out of order: one deal, as it was when it was last changed."""
    frame, reading = read(
        "Deal ID,Owner,Stage,Created,Close date,Amount,Last modified\n"
        "7,Bo,Won,2026-01-05,2026-03-04,1200,2026-03-04 16:00\n"
        "7,Bo,Proposal,2026-01-05,,1000,2026-02-01 09:30\n"
        "8,Bo,Proposal,2026-01-06,,500,2026-02-02\n"
        "7,Bo,Qualification,2026-01-05,,,2026-01-05\n",
        at_once=at_once,
    )
    assert told(frame) == [("7", "won", date(2026, 3, 4), 1200.0), ("8", "open", None, 500.0)]
    assert reading.undecided == ()
    assert {reason.id: n for reason, n in reading.left_out} == {"more rows of a deal that is counted once": 2}
    (note,) = reading.notes
    assert note.values["column"] == "Last modified"


def test_without_a_date_the_last_row_counts_and_it_is_said() -> None:
    """Rows that differ in their stage alone: the last of them, nothing to ask."""
    frame, reading = read(
        "Deal ID;Owner;Stage;Created;Close date;Amount\n7;Bo;Proposal;2026-01-05;;1000\n7;Bo;Won;2026-01-05;2026-03-04;1000\n"
    )
    assert told(frame) == [("7", "won", date(2026, 3, 4), 1000.0)]
    assert reading.undecided == ()
    assert "by the last of them" in reading.notes[0].id


PRODUCTS = (
    "Deal ID;Owner;Stage;Created;Close date;Amount\n7;Bo;Won;2026-01-05;2026-03-04;1000\n"
    "7;Bo;Won;2026-01-05;2026-03-04;250\n7;Bo;Won;2026-01-05;2026-03-04;250\n8;Bo;Won;2026-01-05;2026-03-04;9\n"
)


@pytest.mark.parametrize(("answer", "value"), [("", 250.0), ("newest", 250.0), ("sum", 1500.0)])
def test_values_that_differ_are_asked_about(answer: str, value: float) -> None:
    """Products or older states: nobody can tell, so it is asked; the last counts until then."""
    frame, reading = read(PRODUCTS, answer)
    assert told(frame) == [("7", "won", date(2026, 3, 4), value), ("8", "won", date(2026, 3, 4), 9.0)]
    if answer:
        assert reading.undecided == ()
    else:
        (question,) = reading.undecided
        assert (question.key, question.options, question.assumed) == ("rows", ("newest", "sum"), "newest")
        assert question.examples == ("1000", "250")


def test_split_values_are_added() -> None:
    """A header that says split: a deal is what its sellers have of it together."""
    frame, reading = read(
        "Opportunity ID,Opportunity Name,Opportunity Owner,Stage,Created Date,Close Date,Amount,Split Amount\n"
        "006A,Dak,Bo,Closed Won,2026-01-05,2026-03-04,1000,600\n006A,Dak,An,Closed Won,2026-01-05,2026-03-04,1000,400\n"
        "006B,Gevel,An,Closed Won,2026-01-05,2026-03-04,70,70\n"
    )
    assert told(frame) == [("006A", "won", date(2026, 3, 4), 1000.0), ("006B", "won", date(2026, 3, 4), 70.0)]
    assert reading.undecided == ()


def test_halves_are_added_though_they_look_the_same() -> None:
    """A report of splits without numbers, and with a seller it doesn't name in the columns that are read."""
    frame, reading = read(
        "Opportunity Name,Opportunity Owner,Stage,Created Date,Close Date,Amount,Split Owner,Split Amount\n"
        "Dak,Bo,Closed Won,2026-01-05,2026-03-04,1000,Bo,500\nDak,Bo,Closed Won,2026-01-05,2026-03-04,1000,An,500\n"
        "Gevel,Bo,Closed Won,2026-01-05,2026-03-04,70,Bo,70\n"
    )
    assert frame.select("deal", "value").rows() == [("Dak", 1000.0), ("Gevel", 70.0)]
    assert reading.undecided == ()


def test_split_values_are_the_value_where_there_is_no_other() -> None:
    """A table of shares alone: one share is the deal, two are added."""
    frame, _ = read(
        "Deal ID;Deal name;Stage;Close date;Split amount\n7;Dak;Won;2026-03-04;600\n7;Dak;Won;2026-03-04;400\n8;Gevel;Won;2026-03-04;70\n"
    )
    assert frame["value"].to_list() == [1000.0, 70.0]


@pytest.mark.parametrize(("values", "value"), [(("600", "400"), 1000.0), (("1000", "1000"), 1000.0)])
def test_a_share_in_percent_beside_the_value(values: tuple[str, str], value: float) -> None:
    """Where only a share says split, values that differ are parts, and one that stays the same is the whole."""
    frame, reading = read(
        "Deal ID;Deal name;Deal owner;Stage;Close date;Amount;Split %\n"
        f"7;Dak;Bo;Won;2026-03-04;{values[0]};60\n7;Dak;An;Won;2026-03-04;{values[1]};40\n"
    )
    assert told(frame) == [("7", "won", date(2026, 3, 4), value)]
    assert reading.undecided == ()
    said_added = any("values added" in note.id for note in reading.notes)
    assert said_added == (values[0] != values[1])


def test_currencies_are_never_added() -> None:
    """Parts in two currencies stay apart, and nothing says that they were added: the last row counts."""
    frame, reading = read(
        "Deal ID;Owner;Stage;Close date;Amount;Currency\n7;Bo;Won;2026-03-04;600;EUR\n7;Bo;Won;2026-03-04;400;USD\n",
        "sum",
    )
    assert frame.select("value", "currency").rows() == [(400.0, "USD")]
    assert not any("values added" in note.id for note in reading.notes)


def test_one_number_on_two_creation_days_is_two_deals() -> None:
    """Two years that each number from one: the day a deal was made tells them apart."""
    frame, reading = read(
        "Deal ID;Owner;Stage;Created;Close date;Amount\n1;Bo;Won;2025-01-05;2025-03-04;10\n1;An;Lost;2026-01-05;2026-03-04;20\n"
    )
    assert told(frame) == [("1", "won", date(2025, 3, 4), 10.0), ("1", "lost", date(2026, 3, 4), 20.0)]
    assert reading.undecided == ()


def test_deals_with_one_name_are_not_one_deal() -> None:
    """Without numbers two deals may be called the same."""
    frame, _ = read(
        "Deal name;Owner;Stage;Close date;Amount\nDak;Bo;Won;2026-03-04;10\nDak;Bo;Won;2026-04-04;20\n"
    )
    assert frame["value"].to_list() == [10.0, 20.0]


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize(
    ("ids", "shown"),
    [
        (("1,23457E+11", "1,23457E+11", "1,23457E+11"), "1,23457E+11"),
        (("1.23457E+17", "1.23457E+17", "1.23457E+17"), "1.23457E+17"),
        (("123456789012346000", "123456789012346000", "123456789012346000"), "123456789012346000"),
        (
            ("1.2345678901234568e17", "1.2345678901234568e17", "1.2345678901234568e17"),
            "1.2345678901234568e17",
        ),
    ],
)
def test_rounded_numbers_are_no_numbers(ids: tuple[str, ...], shown: str, at_once: bool) -> None:
    """Three deals whose number a spreadsheet rounded are three deals, and it is said which."""
    rows = [
        f"{ids[0]};Dak;Won;4-3-2026;10",
        f"{ids[1]};Gevel;Won;14-3-2026;20",
        f"{ids[2]};Dak;Lost;4-3-2026;10",
    ]
    frame, reading = read(
        "Deal ID;Deal name;Stage;Close date;Amount\n" + "\n".join(rows) + "\n", at_once=at_once
    )
    assert frame.select("deal", "status", "value").rows() == [
        ("Dak", "won", 10.0),
        ("Gevel", "won", 20.0),
        ("Dak", "lost", 10.0),
    ]
    (note,) = reading.notes
    assert (note.values["column"], note.values["example"], note.values["rows"]) == (
        "Deal ID",
        shown,
        "2, 3, 4",
    )


@pytest.mark.parametrize("number", ["123456789012345678", "006Ab000001AbCdEAF", "12345678901", "5E3", "1E10"])
def test_long_and_odd_numbers_are_numbers(number: str) -> None:
    """Eighteen digits that go on to the end are a number, and so is one with an E in it."""
    frame, reading = read(f"Deal ID;Deal name;Stage;Close date;Amount\n{number};Dak;Won;2026-03-04;10\n")
    assert frame["deal"].to_list() == [number]
    assert reading.notes == ()


def test_a_rounded_number_among_a_million_is_found_by_either_route() -> None:
    """The route for large tables leaves names out, but not where a number turns out to be none."""
    lines = [f"{n};Klus {n};Won;2026-03-{n % 28 + 1:02};{n}" for n in range(1, 400)]
    lines[300] = "1,23E+11;Gevel;Won;2026-03-04;5"
    lines[301] = "N/A;Dakkapel;Won;2026-03-04;5"
    text = "Deal ID;Deal name;Stage;Close date;Amount\n" + "\n".join(lines) + "\n"
    with patch.object(swift, "_PIECE", 900):
        frame, reading = read(text, at_once=True)
    slow, slowly = read(text)
    assert frame["deal"].to_list()[300:302] == ["Gevel", "Dakkapel"]
    assert frame.cast({pl.Categorical: pl.String}).equals(slow.cast({pl.Categorical: pl.String}))
    assert reading.notes == slowly.notes


def test_a_number_too_long_for_a_spreadsheet_is_rounded() -> None:
    """Eighteen digits as a number in a workbook: two deals by what else stands in their rows."""
    rows = [
        ["123456789012345678", "Dak", "Won", "2026-03-04", "5"],
        ["123456789012345677", "Gevel", "Lost", "2026-03-04", "6"],
    ]
    header = ["Deal ID", "Deal name", "Stage", "Close date", "Amount"]
    data = workbook([header, *rows], numbers=(0, 4))
    _, frame, reading = read_table("d.xlsx", data, today=TODAY)
    assert frame is not None, reading
    assert frame.select("deal", "status", "value").rows() == [("Dak", "won", 5.0), ("Gevel", "lost", 6.0)]
    assert [note.values["column"] for note in reading.notes] == ["Deal ID"]
