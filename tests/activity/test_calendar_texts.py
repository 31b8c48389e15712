"""Texts of a calendar as people wrote them."""

from __future__ import annotations

import icalendar
import pytest
from helpers.ics import read

MEETING = "UID:1\nDTSTART:20260304T100000Z\nDTEND:20260304T110000Z\n"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"Bezoek \"De Linde\"", 'Bezoek "De Linde"'),
        (r"Bezoek \\\"De Linde\\\"", 'Bezoek \\"De Linde\\"'),
        (r"Map C:\\ en D:\\ ook", "Map C:\\ en D:\\ ook"),
        (r"Jansen\, Vries\; en \"co\"", 'Jansen, Vries; en "co"'),
    ],
)
def test_an_escaped_quotation_mark_is_a_quotation_mark(written: str, meant: str) -> None:
    """A backslash before it is no part of a title, but for one that was itself escaped."""
    (one,), _ = read(f"{MEETING}SUMMARY:{written}\nLOCATION:{written}")
    assert (one.subject, one.location) == (meant, meant)


def test_icalendar_still_leaves_the_backslash_before_a_quotation_mark() -> None:
    """icalendar 7.3.0: when this fails, `with_plain_quotes` in `workbook.activity.contents` can go."""
    event = icalendar.Event.from_ical('BEGIN:VEVENT\r\nSUMMARY:a \\"b\\"\r\nEND:VEVENT\r\n')
    assert str(event["SUMMARY"]) == r"a \"b\""
