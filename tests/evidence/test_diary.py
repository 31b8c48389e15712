"""Two weeks kept by hand: what they may say, and what they never replace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from helpers.goneby import finished
from hypothesis import given
from hypothesis import strategies as st

from workbook import journey
from workbook.comparison import compare
from workbook.document import Document
from workbook.evidence.diary import KeptDay, diary_measures, with_diary
from workbook.evidence.intervals import wilson
from workbook.evidence.measure import Measure, Period
from workbook.questions import QUESTIONS, QuestionId
from workbook.selfkept import with_own_diary
from workbook.views import balance_rows
from workbook.words import translator

MONDAY = date(2026, 11, 2)
TWO_WEEKS = Period(MONDAY, MONDAY + timedelta(days=13))
ENGLISH = translator("en")


def kept(*happened: set[QuestionId] | None) -> list[KeptDay]:
    """Days from the first Monday on; None is a day not kept."""
    return [
        KeptDay(MONDAY + timedelta(days=n), frozenset(what))
        for n, what in enumerate(happened)
        if what is not None
    ]


def measured(days: list[KeptDay]) -> dict[str, Measure]:
    return {m.id: m for m in diary_measures(days, TWO_WEEKS, "NL")}


def test_days_are_counted_over_those_that_were_kept() -> None:
    """Three of eight kept days, two working days not kept and so unknown, with Wilson's interval."""
    days = kept({"field"}, set(), {"field"}, set(), set(), None, None, {"field"}, set(), set(), None, None)
    field = measured(days)["field.days"]
    assert (field.numerator, field.denominator, field.unknown) == (3, 8, 2)
    share = wilson(3, 8)
    assert field.interval is not None
    assert (field.interval.low, field.interval.high) == (share.low * 20, share.high * 20)
    assert field.self_kept
    assert field.standing == "shown"
    assert "3" in ENGLISH(field.sentence)


def test_days_with_marketing_are_the_same_measure_as_a_calendar_gives() -> None:
    """The table has the calendar's columns, so that the same chart draws it."""
    contact = measured(kept({"marketing"}, set(), None, {"marketing"}))["marketing.contact_days"]
    assert [bar.values for bar in contact.table] == [(2, 1, 2), (0, 0, 5)]
    from workbook.charts import draw

    assert "week 45: 2 of 5, 2 not known" in draw(contact, ENGLISH, {}).alternative


def test_a_weekend_counts_when_something_happened() -> None:
    """Who takes a customer out on Saturday may count it; a free weekend is no missed day."""
    days = [KeptDay(MONDAY + timedelta(days=5), frozenset({"field"})), *kept(*[set()] * 5)]
    field = measured(days)["field.days"]
    assert (field.numerator, field.denominator, field.unknown) == (1, 6, 5)


def test_too_few_days_are_greyed() -> None:
    """Four days are no fortnight."""
    assert measured(kept(set(), set(), set(), set()))["plan.days"].standing == "thin"
    assert diary_measures([], TWO_WEEKS, "NL") == ()


def test_a_diary_fills_in_and_replaces_nothing() -> None:
    """Where a calendar tells, the diary is silent; where it can't, the diary speaks."""
    from_files = finished().evidence.measures
    merged = with_diary(from_files, diary_measures(kept(*[{"field"}] * 5), TWO_WEEKS, "NL"))
    assert merged == from_files
    gap = tuple(replace(m, standing="absent") if m.id == "field.days" else m for m in from_files)
    merged = with_diary(gap, diary_measures(kept(*[{"field"}] * 5), TWO_WEEKS, "NL"))
    assert {m.id for m in merged if m.self_kept} == {"field.days"}
    assert with_diary(merged, ()) == merged


def test_a_diary_gives_way_to_a_calendar_that_comes_later() -> None:
    """Loading a file takes the diary's figure back where the file tells about the same."""
    diary = diary_measures(kept(*[{"field"}] * 5), TWO_WEEKS, "NL")
    later = with_diary((*diary, *finished().evidence.measures), diary)
    assert not [m for m in later if m.self_kept and m.id in {"field.days", "marketing.contact_days"}]


def test_a_workbook_without_files_gets_its_balance_from_the_diary() -> None:
    """Answer and diary stand on one scale, with the range that ten days allow."""
    book = journey.start_diary(finished().workbook, on=MONDAY)
    for day in range(10):
        on = MONDAY + timedelta(days=day)
        book = journey.keep_day(book, on, "field" if day < 5 else None, True, on=on)
    document = with_own_diary(Document(workbook=book), MONDAY + timedelta(days=10))
    assert {m.id for m in document.evidence.measures} == {
        *(f"{q}.days" for q in QUESTIONS),
        "marketing.contact_days",
    }
    assert compare(book, document.evidence.measures, "field").kind in ("alike", "less")
    row = balance_rows(document, ENGLISH)[2]
    diary = row.views[1]
    assert (diary.label, diary.doubt) == ("Your diary", "interval")
    assert diary.low is not None
    assert diary.high is not None
    assert diary.low < (diary.value or 0) < diary.high


@given(st.lists(st.none() | st.sets(st.sampled_from(QUESTIONS)), max_size=14))
def test_figures_of_a_diary_add_up(happened: list[set[QuestionId] | None]) -> None:
    """Yes, no and unknown are all the days there were, and every range holds its value."""
    for measure in diary_measures(kept(*happened), TWO_WEEKS, "NL"):
        assert 0 <= measure.numerator <= measure.denominator
        assert measure.no >= 0
        if measure.interval and measure.value is not None:
            assert measure.interval.low - 1e-9 <= measure.value <= measure.interval.high + 1e-9


def test_days_that_were_not_kept_stand_in_the_sentence() -> None:
    """Protects from '1 of 2 days' where eight more were not kept (evidence.md, rule 7)."""
    period = Period(date(2026, 9, 7), date(2026, 9, 18))
    kept = [KeptDay(date(2026, 9, 7), frozenset({"marketing"})), KeptDay(date(2026, 9, 8), frozenset())]
    found = {one.id: one for one in diary_measures(kept, period, "NL")}
    say = translator("en")
    assert say(found["marketing.days"].sentence) == (
        "Of the **2 days** you kept, it happened on **1**; of 8 it isn’t known."
    )
    assert say(found["marketing.contact_days"].sentence) == (
        "By your own diary you worked with marketing on **1 of 10 days**; of 8 it isn’t known."
    )
