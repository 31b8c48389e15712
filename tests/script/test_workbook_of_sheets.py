"""`workbook read` on a workbook of several sheets, as a manager keeps one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from helpers.sheets import three_sheets
from script.test_commands import checked, run

MONDAY = date(2026, 9, 14)
PERIOD = ("--from", "2026-01-01", "--to", "2026-12-31")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The workbook on disk."""
    path = tmp_path / "mijn werk.xlsx"
    path.write_bytes(three_sheets(MONDAY))
    return path


def test_each_sheet_is_told_with_its_rows_and_days(book: Path) -> None:
    """Three sheets, days counted from 1904, hours as [h]:mm with a total over 24 hours below them: all read, the
    hidden one named."""
    told = checked(run("read", book, *PERIOD, "--json"))
    assert [
        (one["file"], one["sheet"], one["read"], one["first"], one["last"], one["refused"])
        for one in told["files"]
    ] == [
        ("mijn werk.xlsx", "Bezoeken", 2, "2026-09-14", "2026-09-15", []),
        ("mijn werk.xlsx/Uren", "Uren", 2, "2026-09-17", "2026-09-18", []),
        ("mijn werk.xlsx/Deals", "Deals", 3, "2026-09-14", "2026-09-16", []),
    ]
    assert [one["sheets_left"] for one in told["files"]] == [["Vorig jaar"], [], []]
    assert any("several currencies" in note for note in told["files"][2]["notes"])


@pytest.mark.parametrize(
    ("language", "heading", "hidden"),
    [
        ("nl", "mijn werk.xlsx, tabblad ‘Uren’", "Niet gelezen: het verborgen tabblad ‘Vorig jaar’."),
        ("en", "mijn werk.xlsx, sheet ‘Uren’", "Not read: the hidden sheet ‘Vorig jaar’."),
    ],
)
def test_each_sheet_is_told_in_words(book: Path, language: str, heading: str, hidden: str) -> None:
    """The file, the sheet and what was left, in both languages."""
    told = run("read", book, *PERIOD, "--language", language).stdout
    assert heading in told
    assert hidden in told
