"""What comes after the three questions: weekly check-ins, and the diary of two weeks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from helpers.goneby import walked_through
from hypothesis import given
from hypothesis import strategies as st

from workbook import journey
from workbook.journey import DIARY_DAYS, DiaryDay, Shut, Workbook
from workbook.questions import QUESTIONS

FRIDAY = date(2026, 12, 4)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def looked_back(weeks: list[int]) -> Workbook:
    """A workbook with a check-in that many weeks after the first."""
    book = walked_through()
    for week in weeks:
        book = journey.check_in(book, "plan", "yes", on=FRIDAY + timedelta(weeks=week))
    return book


def test_a_check_in_is_kept_by_week() -> None:
    """Three steps and an obstacle in one week are one check-in; the last word counts."""
    book = walked_through()
    book = journey.check_in(book, "plan", "no", on=FRIDAY)
    book = journey.check_in(book, "plan", "partly", on=FRIDAY)
    book = journey.check_in(book, "field", "yes", on=FRIDAY + timedelta(days=1))
    book = journey.hindered(book, "The forecast.", on=FRIDAY)
    (check,) = book.check_ins
    assert (check.week, check.done, check.obstacle) == (
        "2026-W49",
        {"plan": "partly", "field": "yes"},
        "The forecast.",
    )


def test_two_days_late_is_on_time() -> None:
    """Monday and Tuesday look back on the week before; Wednesday on its own."""
    weeks = [journey.check_in_week(FRIDAY + timedelta(days=n)) for n in range(7)]
    assert weeks == ["2026-W49"] * 5 + ["2026-W50"] * 2


@pytest.mark.parametrize(
    ("weeks", "after", "row"),
    [([], 0, 0), ([0], 0, 1), ([0, 1, 2], 2, 3), ([0, 1, 2], 3, 3), ([0, 1, 2], 4, 0), ([0, 2], 2, 1)],
)
def test_a_row_of_weeks(weeks: list[int], after: int, row: int) -> None:
    """A week that is not over yet breaks no row; one that was missed starts a new one."""
    assert journey.weeks_in_a_row(looked_back(weeks), FRIDAY + timedelta(weeks=after)) == row


def test_without_a_step_there_is_nothing_to_look_back_on() -> None:
    """The gate says why it is shut, and no transition gets past it."""
    assert journey.blockers(Workbook(), "check_in")
    with pytest.raises(Shut):
        journey.check_in(Workbook(), "plan", "yes", on=FRIDAY)
    with pytest.raises(Shut):
        journey.hindered(Workbook(), "x", on=FRIDAY)


def test_what_is_no_answer_is_refused() -> None:
    """A forged message can't put anything into the record."""
    for question, done in (("plan", "perhaps"), ("weather", "yes")):
        with pytest.raises(ValueError, match="no answer"):
            journey.check_in(walked_through(), question, done, on=FRIDAY)  # type: ignore[arg-type]


@given(days=st.lists(DAYS, max_size=12))
def test_check_ins_stand_in_order_one_a_week(days: list[date]) -> None:
    """In whatever order weeks are answered, the record is sorted and has no week twice."""
    book = walked_through()
    for day in days:
        book = journey.check_in(book, "plan", "yes", on=day)
    weeks = [check.week for check in book.check_ins]
    assert weeks == sorted({journey.check_in_week(day) for day in days})


def test_a_day_can_be_kept_afterwards_and_never_ahead() -> None:
    """A day missed is filled in later; tomorrow is not kept today, nor a day outside the two weeks."""
    book = journey.start_diary(Workbook(), on=FRIDAY)
    assert len(journey.diary_days(book)) == DIARY_DAYS
    late = FRIDAY + timedelta(days=5)
    book = journey.keep_day(book, FRIDAY, "field", True, on=late)
    book = journey.keep_day(book, FRIDAY + timedelta(days=1), None, True, on=late)
    assert book.diary == (DiaryDay(FRIDAY, ("field",)), DiaryDay(FRIDAY + timedelta(days=1)))
    for day in (late + timedelta(days=1), FRIDAY - timedelta(days=1), FRIDAY + timedelta(days=DIARY_DAYS)):
        with pytest.raises(ValueError, match="no day to keep"):
            journey.keep_day(book, day, "plan", True, on=late)
    with pytest.raises(ValueError, match="no question"):
        journey.keep_day(book, FRIDAY, "weather", True, on=late)  # type: ignore[arg-type]


@given(taps=st.lists(st.tuples(st.integers(0, 13), st.sampled_from([*QUESTIONS, None]), st.booleans())))
def test_the_diary_holds_the_last_tap(taps: list[tuple[int, str | None, bool]]) -> None:
    """Each day stands once, and says of each question what was tapped last."""
    book = journey.start_diary(Workbook(), on=FRIDAY)
    expected: dict[date, set[str]] = {}
    for after, question, happened in taps:
        day = FRIDAY + timedelta(days=after)
        book = journey.keep_day(book, day, question, happened, on=FRIDAY + timedelta(days=14))  # type: ignore[arg-type]
        was = expected.get(day, set())
        expected[day] = set() if question is None else (was | {question} if happened else was - {question})
    assert {day.on: set(day.happened) for day in book.diary} == expected
    assert [day.on for day in book.diary] == sorted(expected)
