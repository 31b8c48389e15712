"""Cells that stand for nothing, and what is left of their rows."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from helpers.texts import workbook

from workbook.activity.missing import words_for
from workbook.activity.records import Activity, Reading
from workbook.activity.span import Span
from workbook.activity.tables import read_table

TODAY = date(2026, 11, 23)
WINDOW = Span(date(2026, 1, 1), date(2026, 12, 31))
WORDS = ["#N/A", "#N/B", "#NV", "#REF!", "#VERW!", "#WERT!", "#VALEUR!", "Err:502", "####", "N/A", "n/a", "NULL",
         "null", "(No value)", "(Geen waarde)", "--", "–", "NaN", ""]  # fmt: skip


def deals(text: str) -> tuple[pl.DataFrame, Reading]:
    """The deals of a table in text."""
    _, frame, reading = read_table("d.csv", text.encode(), today=TODAY)
    assert frame is not None, reading
    return frame, reading


def agenda(text: str) -> tuple[list[Activity], Reading]:
    """The activities of a table in text."""
    found, _, reading = read_table("a.csv", text.encode(), WINDOW, None, today=TODAY)
    return found, reading


@pytest.mark.parametrize("word", WORDS)
def test_a_missing_value_or_date_leaves_the_deal(word: str) -> None:
    """A won deal whose amount and creation date say nothing is still a won deal, and what they say is said."""
    frame, reading = deals(
        f"Deal ID;Owner;Stage;Created;Close date;Amount\n7;Bo;Won;{word};2026-03-04;{word}\n8;Bo;Won;2026-01-02;2026-03-04;10\n"
    )
    assert frame.select("deal", "owner", "status", "created", "closed", "value").rows() == [
        ("7", "Bo", "won", None, date(2026, 3, 4), None),
        ("8", "Bo", "won", date(2026, 1, 2), date(2026, 3, 4), 10.0),
    ]
    assert reading.refused == ()
    said = [(note.values["column"], note.values["rows"]) for note in reading.notes]
    assert sorted(said) == ([("Amount", "2"), ("Created", "2")] if word else [])


@pytest.mark.parametrize("word", WORDS)
def test_a_missing_number_or_owner_is_none(word: str) -> None:
    """A deal numbered N/A has no number, and two of them are two; an owner called NULL is nobody."""
    frame, _ = deals(
        f"Deal ID;Deal name;Owner;Stage;Created;Amount\n{word};Dak;{word};Won;2026-01-02;5\n{word};Gevel;Bo;Won;2026-01-02;5\n"
    )
    assert frame["deal"].to_list() == ["Dak", "Gevel"]
    assert frame["owner"].to_list() == ["", "Bo"]


@pytest.mark.parametrize("word", WORDS)
def test_a_missing_end_is_no_end_of_zero_minutes(word: str) -> None:
    """A meeting whose end says nothing is refused by its row: nobody can tell how long it took."""
    found, reading = agenda(
        f"Subject;Start;End\nKlantdag;2026-03-04 09:00;{word}\nOverleg;2026-03-05 09:00;2026-03-05 10:00\n"
    )
    assert [(one.subject, one.minutes) for one in found] == [("Overleg", 60)]
    (refusal,) = reading.refused
    assert (refusal.row, refusal.reason.id.startswith("It has no end")) == (2, True)


@pytest.mark.parametrize("word", [word for word in WORDS if word])
def test_a_missing_length_is_no_length_of_zero_minutes(word: str) -> None:
    """Where only a length tells when a meeting ends, one that says nothing is refused by its row; an end goes
    before it."""
    found, reading = agenda(
        f"Subject;Start;Minutes\nKlantdag;2026-03-04 09:00;{word}\nOverleg;2026-03-05 09:00;60\n"
    )
    assert [(one.subject, one.minutes) for one in found] == [("Overleg", 60)]
    assert [one.row for one in reading.refused] == [2]
    found, reading = agenda(f"Subject;Start;End;Minutes\nKlantdag;2026-03-04 09:00;2026-03-04 10:00;{word}\n")
    assert [one.minutes for one in found] == [60]
    assert reading.refused == ()


@pytest.mark.parametrize(
    "day", ["0000-00-00", "0000-00-00 00:00:00", "1/0/1900", "0-1-1900", "0001-01-01", "30-12-1899"]
)
def test_a_day_that_stands_for_none_is_none(day: str) -> None:
    """What MySQL, Excel and .NET write for no date leaves an open deal without one, and is no day of 1900."""
    frame, reading = deals(
        f"Deal ID;Owner;Stage;Created;Close date;Amount\n7;Bo;Won;{day};14-03-2026;5\n8;Bo;Open;02-01-2026;{day};6\n"
    )
    assert frame.select("created", "closed").rows() == [(None, date(2026, 3, 14)), (date(2026, 1, 2), None)]
    assert reading.refused == ()


@pytest.mark.parametrize("title", ["n.v.t.", "None", "NA", "?"])
def test_a_word_for_nothing_may_be_a_title(title: str) -> None:
    """A meeting may be called 'n.v.t.'; only what a spreadsheet could not work out is no title."""
    row = "2026-03-05 09:00;2026-03-05 10:00"
    found, _ = agenda(f"Subject;Start;End\n{title};{row}\n#NAAM?;{row}\n")
    assert [one.subject for one in found] == [title, ""]


def test_an_unknown_word_for_private_still_hides() -> None:
    """Where a column says whether a row is private, a word nobody knows hides its title."""
    found, _ = agenda("Subject;Start;End;Private\nHuisarts;2026-03-05 09:00;2026-03-05 10:00;#N/A\n")
    assert [(one.subject, one.private) for one in found] == [("", True)]


@pytest.mark.parametrize("cell", ["TRUE", "WAAR", "op aanvraag", "=B2*C2"])
def test_an_amount_that_is_no_number_leaves_the_deal(cell: str) -> None:
    """TRUE is not 1, and a formula or a word is no value; the deal was won all the same, and it is said."""
    frame, reading = deals(
        f"Deal ID;Owner;Stage;Close date;Amount\n7;Bo;Won;2026-03-04;{cell}\n8;Bo;Won;2026-03-04;10\n"
    )
    assert frame.select("deal", "status", "value").rows() == [("7", "won", None), ("8", "won", 10.0)]
    (note,) = reading.notes
    assert (note.values["column"], note.values["example"], note.values["rows"]) == ("Amount", cell, "2")
    assert reading.refused == ()


def test_a_word_for_nothing_in_a_spreadsheet_is_the_same_as_in_text() -> None:
    """Text cells of a workbook that say N/A, -- or (No value) are missing as in .csv."""
    rows = [["Deal ID", "Owner", "Stage", "Close date", "Amount"], ["7", "Bo", "Won", "2026-03-04", "--"],
            ["8", "N/A", "Won", "2026-03-04", "10"], ["9", "Bo", "(No value)", "2026-03-04", "10"]]  # fmt: skip
    told = []
    for data in (workbook(rows), "\n".join(";".join(row) for row in rows).encode()):
        _, frame, reading = read_table("d", data, today=TODAY)
        assert frame is not None, reading
        told.append((frame.rows(), reading.notes, reading.refused))
    assert told[0] == told[1]
    assert [row[7 - 1] for row in told[0][0]] == [None, 10.0, 10.0]


def test_no_word_for_nothing_has_spaces_around_it_or_is_a_number() -> None:
    """Cells come without spaces around them; and a number or date can't be listed by accident."""
    for field in ("value", "subject"):
        for word in words_for(field):
            assert word == word.strip()
            assert not word[:1].isdigit()
