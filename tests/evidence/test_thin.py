"""'Too little is known' names the one reason that is true, with its numbers, and where it is mended."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from helpers.search import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.evidence.thin import too_thin
from workbook.words import translator

EN, NL = translator("en"), translator("nl")


def said(found: Any) -> str:
    assert found.standing == "thin"
    return EN(too_thin(found)).removeprefix("Too little is known to lean on this: ")


def test_few_weeks_with_data_are_the_reason(diary: Any) -> None:
    """Protects from '…or over 40% could not be sorted' where everything was sorted."""
    diary.filler(1)
    found = diary.measures(4)
    for one in ("plan.cadence", "marketing.contact_days", "marketing.days"):
        assert said(found[one]) == (
            "1 of 4 weeks have data. A calendar with the other weeks would mend that; load it on the start page."
        )
    assert NL(too_thin(found["plan.cadence"])).startswith(
        "Er is te weinig bekend om hierop te bouwen: in 1 van de 4"
    )


def test_what_could_not_be_sorted_is_the_reason(diary: Any) -> None:
    """Protects from 'under half of the weeks' where every week has data."""
    diary.filler(4)
    for day in (0, 7, 14):
        diary.add(day, "anouk", unknown=["plan", "customer"], minutes=120)
    found = diary.measures(4)
    assert said(found["plan.cadence"]) == "for 3 of 4 it isn’t known. Sort what is open on the start page."
    assert said(found["field.customer_hours"]) == (
        "of 6 hours out of 8 hours it isn’t known. Sort what is open on the start page."
    )


def test_unsorted_appointments_are_counted_out_of_all(diary: Any) -> None:
    """Protects the one count whose unknown is not part of it."""
    diary.filler(4)
    for day in range(1, 5):
        diary.add(day, "anouk", unknown=["campaign"])
    assert said(diary.measures(4)["marketing.campaign_sessions"]) == (
        "4 of 8 appointments could not be sorted. Sort what is open on the start page."
    )


def test_sources_nobody_placed_are_mended_where_they_are_asked(diary: Any) -> None:
    """Protects the way on: from the figure to the question that mends it."""
    rows = {
        name: ["1", "2", "3"] if name == "deal" else [""] * 3
        for name in ("deal", "owner", "stage", "status", "currency", "campaign", "segment")
    }
    frame = pl.DataFrame(
        {**rows, "source": ["Beurs", "Offline", "Offline"], "created": [date(2026, 9, 15)] * 3}
    ).with_columns(closed=pl.lit(None, pl.Date), value=1.0)
    found = said(diary.measures(deals=frame)["marketing.sourced"])
    assert found.startswith("for 2 of 3 it isn’t known. Say on the start page which sources are marketing")


@settings(max_examples=examples(40))
@given(st.lists(st.tuples(st.integers(0, 27), st.booleans()), max_size=12))
def test_every_thin_figure_has_a_reason_of_its_own(new_diary: Any, entries: list[tuple[int, bool]]) -> None:
    """Protects from a reason whose numbers do not bear it out, in either language."""
    diary = new_diary()
    for day, unsorted in entries:
        topics = ["plan", "target", "marketing", "campaign", "customer", "reporting"]
        diary.add(day, "anouk", **{"unknown" if unsorted else "yes": topics})
    for found in diary.measures(4).values():
        if found.standing != "thin":
            continue
        few = found.coverage.weeks_with_data * 2 < found.coverage.weeks
        assert ("weeks have data" in said(found)) == few
        assert "{" not in NL(too_thin(found))
        if not few and found.kind == "share":
            assert found.unknown > 0.4 * found.whole


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_diary_kept_on_few_days_says_how_many(language: str) -> None:
    """Protects who keeps a diary from a reason about files."""
    from workbook.evidence.diary import KeptDay, diary_measures
    from workbook.evidence.measure import Period

    kept = [KeptDay(date(2026, 9, 7), frozenset({"plan"}))]
    period = Period(date(2026, 9, 7), date(2026, 9, 18))
    found = next(one for one in diary_measures(kept, period, "NL") if one.id == "plan.days")
    assert "10" in translator(language)(too_thin(found))
