from __future__ import annotations

from typing import Any

from workbook.words import translator

EN = translator("en")


def test_weeks_with_a_session_out_of_weeks_present(diary: Any) -> None:
    """Protects the cadence: two sessions in one week are one week, a week of leave is none."""
    diary.filler(6)
    diary.add(0, "anouk sjoerd", yes=["plan"])
    diary.add(1, "anouk", yes=["plan"])
    diary.add(8, "bas sjoerd", yes=["plan"])
    diary.add(21, None, at=0, minutes=5 * 24 * 60, all_day=True, yes=["absence"])
    found = diary.measures(6)["plan.cadence"]
    assert (found.numerator, found.denominator, found.unknown) == (2, 5, 0)
    assert found.standing == "shown"
    assert found.interval is not None
    assert found.interval.method == "wilson"
    assert EN(found.sentence).startswith("In **at least 2 of the 5 weeks** you were there")
    assert [bar.key for bar in found.table] == ["2026-W37", "2026-W38", "2026-W39", "2026-W41", "2026-W42"]
    assert found.table[0].values == (1, 1, 0, 0)


def test_a_week_with_something_unsorted_and_a_week_without_data_are_unknown(diary: Any) -> None:
    """Protects 'no' from being said about weeks nobody can tell about."""
    diary.filler(4)
    diary.add(0, "anouk", unknown=["plan"])
    diary.add(7, "anouk", yes=["plan"])
    diary.add(8, "anouk", unknown=["plan"])
    found = diary.measures(5)["plan.cadence"]
    assert (found.numerator, found.unknown, found.no) == (1, 2, 2)
    assert (found.low, found.value, found.high) == (1 / 5, 1 / 5, 3 / 5)
    assert (found.coverage.weeks, found.coverage.weeks_with_data) == (5, 4)
    assert found.coverage.unsorted == 2


def test_both_sales_and_technical_make_a_session_cross_functional(diary: Any) -> None:
    """Protects the share from sessions with one of both, and from guessing about lists without roles."""
    diary.filler(4)
    diary.add(0, "anouk sjoerd", yes=["plan"])
    diary.add(1, "sjoerd", yes=["plan"])
    diary.add(2, "anouk bas", yes=["plan"])
    diary.add(3, "anouk nieuw", yes=["plan"])
    diary.add(4, None, yes=["plan"])
    diary.add(7, "anouk sjoerd", yes=["plan"], held="unknown")
    found = diary.measures()["plan.cross_functional"]
    assert (found.numerator, found.denominator, found.unknown) == (1, 3, 2)
    assert (found.low, found.value, found.high) == (1 / 5, 1 / 3, 3 / 5)
    assert found.whole == 5


def test_below_five_sessions_are_dots_and_no_percentage(diary: Any) -> None:
    """Protects readers from a third that is one of three."""
    diary.filler(4)
    for day in range(3):
        diary.add(day, "anouk sjoerd", yes=["plan"])
    found = diary.measures()["plan.cross_functional"]
    assert found.standing == "dots"
    assert not found.percentage
    assert "%" not in EN(found.sentence)


def test_without_a_technical_colleague_named_the_measure_says_what_is_missing(diary: Any) -> None:
    """Protects against 'none of your sessions' where nobody said who is technical."""
    from dataclasses import replace

    people = replace(diary.people, roles={k: r for k, r in diary.people.roles.items() if r != "technical"})
    diary.filler(4)
    diary.add(0, "anouk sjoerd", yes=["plan"])
    found = diary.measures(people=people)["plan.cross_functional"]
    assert found.standing == "absent"
    assert found.missing is not None
    assert "technical" in EN(found.missing)


def test_telling_and_working_are_two_amounts_and_no_ratio(diary: Any) -> None:
    """Protects the bars: all of the team about the target, a few at work on the plan, and all of the team at work
    on it, who are in from the start however many they are: that is no pep talk, and not left out."""
    diary.filler(4)
    diary.add(0, "anouk bas daan", minutes=90, yes=["target"])
    diary.add(1, "anouk bas", minutes=30, yes=["target"])
    diary.add(2, "anouk sjoerd", minutes=60, yes=["plan"])
    diary.add(3, "anouk bas daan sjoerd", minutes=45, yes=["plan", "target"])
    diary.add(3, None, at=14, minutes=20, yes=["target"])
    diary.add(4, "anouk bas daan sjoerd lieke baas", minutes=120, yes=["plan"])
    found = diary.measures()["plan.broadcast"]
    assert {bar.key: bar.values for bar in found.table} == {
        "telling": (90, 1),
        "working": (60, 1),
        "together": (165, 2),
    }
    assert (found.numerator, found.denominator) == (90, 315)
    assert (found.value, found.interval, found.unknown) == (None, None, 20)
    assert EN(found.sentence) == (
        "All together about the target: **1.5 hours**, at work on the plan with a few: **1 hour**, with all of the "
        "team: **almost 3 hours**; of 20 minutes it isn’t known."
    )


def test_few_weeks_with_data_are_thin(diary: Any) -> None:
    """Protects a chart from looking solid on one week in four."""
    diary.filler(1)
    assert diary.measures(4)["plan.cadence"].standing == "thin"


def test_an_empty_calendar_is_absent_and_says_what_would_fill_it(diary: Any) -> None:
    """Protects the empty page: every measure is there, none is zero, each says what it needs."""
    found = diary.measures()
    assert {one.standing for one in found.values()} == {"absent"}
    assert all(one.missing is not None and EN(one.missing) for one in found.values())
    assert all(one.value is None and one.interval is None for one in found.values())
