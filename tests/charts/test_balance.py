from __future__ import annotations

import re

import pytest
from helpers.lettering import extent
from helpers.search import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.charts import NARROW, WIDE, BalanceRow, View, draw_balance
from workbook.charts.balance import paint
from workbook.charts.sheet import Dots, Line, Words
from workbook.words import translator

EN = translator("en")
YOU = View("You", 4, 7, None, "B, 4–7 days")
CALENDAR = View("Calendar", 1.1, 3.9, 2.3, "2.3 days per four weeks (1.1–3.9)", doubt="interval")
COUNTED = View("Calendar", 2, 5, 2, "at least 2 days, at most 5")
WORDS = View("Calendar", None, None, None, "On 19 of 58 working days, at least")
OFTEN = View("You", 8, None, None, "B, 8 days or more")


def _row(*views: View) -> BalanceRow:
    return BalanceRow("Are you at your desk, or at the customer?", views)


def test_balance_says_every_view() -> None:
    """The words and the table carry each question, view and figure that the picture shows."""
    chart = draw_balance([_row(YOU, CALENDAR), _row(OFTEN, WORDS)], EN)
    for view in (YOU, CALENDAR, OFTEN, WORDS):
        assert f"{view.label}: {view.note}" in chart.alternative
        assert any(row[1:] == (view.label, view.note) for row in chart.rows)
    assert len(chart.headers) == 3


def test_what_is_not_comparable_gets_no_place() -> None:
    """A figure in another unit is told beside the scale, never drawn on it."""
    sheet = paint([_row(WORDS)], WIDE, EN)
    assert not [mark for mark in sheet.marks if not isinstance(mark, Words)]
    assert "days in four weeks" not in draw_balance([_row(WORDS)], EN).svg


def test_counted_stands_in_its_interval() -> None:
    """The point lies within its band, and the band on the scale."""
    sheet = paint([_row(CALENDAR)], WIDE, EN)
    (point,) = next(mark.points for mark in sheet.marks if isinstance(mark, Dots))
    band = next(mark for mark in sheet.marks if isinstance(mark, Line) and mark.colour == "chart-soft")
    assert band.x0 < point[0] < band.x1
    assert point[1] == band.y0


def test_unsorted_is_hatched_and_named() -> None:
    """Days that may have been more are hatched, as unknown is everywhere, and are no 95% interval."""
    chart = draw_balance([_row(YOU, COUNTED)], EN)
    assert "could not be sorted" in chart.svg
    assert "95%" not in chart.svg
    certain = draw_balance([_row(YOU, View("Calendar", 2, 2, 2, "2 days"))], EN)
    assert "could not be sorted" not in certain.svg


def test_answered_and_counted_look_different() -> None:
    """An answer is an outline and a count a point, so that neither is taken for the other; the key
    says so in words."""
    chart = draw_balance([_row(YOU, CALENDAR)], EN)
    assert ">answered<" in chart.svg
    assert ">counted<" in chart.svg
    assert ">answered<" not in draw_balance([_row(CALENDAR)], EN).svg


def test_thin_view_is_grey() -> None:
    """One view on too little data is grey, the others keep their colour."""
    thin = View("Calendar", 0.0, 9.0, 2.0, "2 days", thin=True)
    sheet = paint([_row(thin)], WIDE, EN)
    rows = [mark for mark in sheet.marks if isinstance(mark, Dots)]
    assert rows[0].colour == "thin"


def test_balance_without_views_is_refused() -> None:
    """An empty balance is not a picture."""
    with pytest.raises(ValueError, match="at least one"):
        draw_balance([BalanceRow("Question", ())], EN)


VIEWS = st.one_of(
    st.builds(
        lambda low, more, note: View("Team", low, None if more > 15 else low + more, None, note),
        st.integers(0, 9),
        st.integers(0, 20),
        st.text("abc de", max_size=120),
    ),
    st.builds(
        lambda value, note: View("Board", value / 2, value * 2 + 1, value, note),
        st.floats(0, 40),
        st.text("abc de", max_size=120),
    ),
    st.just(WORDS),
)


@pytest.mark.parametrize("across", [WIDE, NARROW])
@settings(max_examples=examples(50))
@given(views=st.lists(VIEWS, min_size=1, max_size=4))
def test_balance_stays_on_its_sheet(across: int, views: list[View]) -> None:
    """Any figures and any notes: marks within the scale, words apart."""
    sheet = paint([_row(*views)] * 2, across, EN)
    boxes = []
    for mark in sheet.marks:
        if isinstance(mark, Words):
            boxes.append(extent(mark))
        elif isinstance(mark, Dots):
            assert all(0 <= x <= sheet.width and 0 <= y <= sheet.height for x, y in mark.points)
        elif isinstance(mark, Line):
            assert min(mark.x0, mark.x1) >= -0.5
            assert max(mark.x0, mark.x1) <= sheet.width + 0.5
            assert max(mark.y0, mark.y1) <= sheet.height
    for at, one in enumerate(boxes):
        assert one[2] <= sheet.width + 1
        for other in boxes[at + 1 :]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_balance_ids_are_its_own() -> None:
    """The balance can stand on a page with other charts."""
    chart = draw_balance([_row(YOU, CALENDAR)], EN)
    wide, narrow = (set(re.findall(r"\sid=\"([^\"]+)\"", svg)) for svg in (chart.svg, chart.narrow))
    assert wide
    assert not wide & narrow
