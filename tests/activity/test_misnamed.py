"""Files that are not what they are called: each refused in one sentence about the kind it was meant to be."""

from __future__ import annotations

from datetime import date

import pytest

from workbook.activity.read import File, read_files

TODAY = date(2026, 11, 23)

RUBBISH = bytes(range(256)) * 4


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("broken.zip", b"PK\x03\x04rubbish", "packed file"),
        ("broken.zip", RUBBISH, "packed file"),
        ("broken.xlsx", RUBBISH, "no spreadsheet"),
        ("broken.XLS", b"rubbish", "no spreadsheet"),
        ("broken.xlsx", b"PK\x03\x04rubbish", "save it again as .xlsx"),
        ("broken.ics", RUBBISH, "no calendar"),
        ("broken.ics", b"rubbish", "no calendar"),
        ("empty.ics", b"\xef\xbb\xbfBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "no appointments"),
        ("broken.csv", RUBBISH, "not a text file"),
        ("empty.zip", b"", "empty"),
    ],
)
def test_a_refusal_fits_what_the_file_is_called(name: str, data: bytes, said: str) -> None:
    """Nobody is told that a zip is a bad spreadsheet, or gets no reason at all."""
    (reading,) = read_files([File(name, data)], today=TODAY).readings
    (refusal,) = reading.refused
    assert said in refusal.reason.id


def test_a_calendar_by_another_name_keeps_its_own_reason() -> None:
    """What is wrong inside a real calendar is told, whatever the file is called."""
    cut = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"
    for name in ("a.ics", "a.zip.txt", "a.xlsx"):
        (reading,) = read_files([File(name, cut)], today=TODAY).readings
        assert "stops in the middle" in reading.refused[0].reason.id
