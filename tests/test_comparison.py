"""Self beside data: when a difference may be said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from workbook.comparison import compare
from workbook.evidence.measure import Coverage, Measure, Period
from workbook.journey import Answer, Inquiry, Workbook
from workbook.questions import DAYS, FREQUENCIES
from workbook.words import say

PERIOD = Period(date(2026, 10, 26), date(2026, 11, 22))


def counted(days: int, unknown: int = 0, standing: str = "shown") -> Measure:
    """Days with B, and days that may have been."""
    text = say("x")
    return Measure(
        id="field.days",
        question="field",
        kind="count",
        title=text,
        sentence=text,
        numerator=days,
        denominator=20,
        unknown=unknown,
        value=days,
        low=None,
        high=None,
        interval=None,
        period=PERIOD,
        coverage=Coverage(4, 4),
        counted=text,
        limits=text,
        standing=standing,  # type: ignore[arg-type]
    )


def book(often: str | None) -> Workbook:
    """A workbook in which the field question was answered."""
    inquiry = Inquiry(first=Answer("b", often))  # type: ignore[arg-type]
    return replace(Workbook(), inquiries={**Workbook().inquiries, "field": inquiry})


def kind(often: str | None, measure: Measure | None) -> str:
    return compare(book(often), [measure] if measure else [], "field").kind


def test_each_kind_of_difference() -> None:
    """The sentence on the balance follows the ranges, as a manager would read them."""
    assert kind("often", counted(3)) == "more"
    assert kind("few", counted(9)) == "less"
    assert kind("weekly", counted(5)) == "alike"
    assert kind("cannot_say", counted(5)) == "unanswered"
    assert kind("few", None) == "no_data"
    assert kind("often", counted(3, standing="thin")) == "unclear"


def test_unknown_never_makes_a_difference() -> None:
    """What could not be sorted may have been B: then nobody may say the data show less."""
    assert kind("often", counted(3, unknown=5)) == "alike"


def test_days_not_looked_at_never_make_a_difference() -> None:
    """One week with B on each day is no 'less than you say' about four; one that exceeds the answer is."""
    week = Period(date(2026, 11, 16), date(2026, 11, 22))
    assert kind("often", replace(counted(5), period=week)) == "unclear"
    assert kind("few", replace(counted(5), period=week)) == "less"


@given(often=st.sampled_from(FREQUENCIES), days=st.integers(0, 20), unknown=st.integers(0, 20))
def test_a_difference_means_no_day_in_common(often: str, days: int, unknown: int) -> None:
    """'More' and 'less' are said exactly where answer and count can't both be true."""
    found = kind(often, counted(days, unknown))
    if often not in DAYS:
        assert found == "unanswered"
        return
    low, high = DAYS[often]  # type: ignore[index]
    overlap = low <= days + unknown and (high is None or high >= days)
    assert (found == "alike") == overlap
