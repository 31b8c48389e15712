from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from workbook.words import translator

EN = translator("en")


def test_visits_by_person_and_week_with_who_had_none(diary: Any) -> None:
    """Protects the dot chart: a row for everybody, a column for every week, zero where nothing was."""
    diary.filler(4)
    diary.add(0, "anouk klant", yes=["customer"])
    diary.add(1, "anouk bas klant", yes=["customer"])
    diary.add(15, "anouk klant", yes=["customer"])
    diary.add(16, "klant", yes=["customer"])
    diary.add(17, "bas")
    found = diary.measures()["field.ride_alongs"]
    assert [(bar.key.split("@")[0], bar.values) for bar in found.table] == [
        ("anouk", (2, 0, 1, 0)),
        ("bas", (1, 0, 0, 0)),
        ("daan", (0, 0, 0, 0)),
    ]
    assert [column.values["week"] for column in found.columns] == [37, 38, 39, 40]
    assert (
        EN(found.sentence)
        == "By your calendar you joined **3 visits** in 4 weeks, and with **1 of your 3** sales people none."
    )
    assert found.numerator == 4
    assert found.denominator == pytest.approx(3 * 20 / 21.741, rel=1e-3)
    assert found.interval is not None
    assert found.interval.low * found.denominator == pytest.approx(4 / 3 * 0.619, abs=0.01)


def test_visits_that_overlap_are_one(diary: Any) -> None:
    """Protects the count from one visit written down twice in other words."""
    diary.filler(4)
    diary.add(0, "anouk klant", at=9, minutes=120, yes=["customer"])
    diary.add(0, "anouk klant", at=10, minutes=30, yes=["customer"])
    diary.add(0, "anouk klant", at=11, yes=["customer"])
    assert diary.measures()["field.ride_alongs"].numerator == 2


def test_two_on_one_visit_are_one_draw(diary: Any) -> None:
    """Protects the interval: three visits with everybody along are three draws, not nine."""
    diary.filler(4)
    for day in (0, 7, 14):
        diary.add(day, "anouk bas daan klant", yes=["customer"])
    found = diary.measures()["field.ride_alongs"]
    assert found.numerator == 9
    assert found.interval is not None
    assert found.interval.low * found.denominator == pytest.approx(3 * 0.619, abs=0.01)
    assert found.interval.high * found.denominator == pytest.approx(3 * 8.767, abs=0.01)
    assert found.standing == "dots"


def test_a_whole_day_counts_once_and_not_beside_its_visits(diary: Any) -> None:
    """Protects the count from a field day that stands over its own visits, and from losing one without any."""
    diary.filler(4)
    whole: dict[str, Any] = {"at": 0, "minutes": 24 * 60, "all_day": True, "yes": ["customer"]}
    diary.add(1, "anouk klant", **whole)
    diary.add(1, "anouk klant", at=10, yes=["customer"])
    diary.add(1, "anouk klant", at=14, yes=["customer"])
    diary.add(2, "anouk klant", **whole)
    diary.add(2, "anouk klant", **whole, subject="Beurs")
    diary.add(3, "anouk klant", **whole)
    assert diary.measures()["field.ride_alongs"].numerator == 4


@pytest.mark.parametrize(("day", "expected"), [(0, "unknown"), (1, "yes"), (2, "yes"), (3, "no")])
def test_a_talk_on_the_day_of_a_whole_day_visit_is_unknown(diary: Any, day: int, expected: str) -> None:
    """Protects the debrief share: nobody knows whether the talk was after it; its two days run from that day."""
    diary.filler(4)
    diary.add(0, "anouk klant", at=0, minutes=24 * 60, all_day=True, yes=["customer"])
    diary.add(day, "anouk", at=15, minutes=30)
    found = diary.measures()["field.debriefs"]
    assert (found.numerator, found.denominator, found.unknown) == {
        "yes": (1, 1, 0),
        "no": (0, 1, 0),
        "unknown": (0, 0, 1),
    }[expected]


def test_what_may_have_been_a_visit_is_apart(diary: Any) -> None:
    """Protects the rate: an unclear customer or unclear company is neither a visit nor none."""
    diary.filler(4)
    diary.add(0, "anouk iemand@elders.example", unknown=["customer"])
    diary.add(1, None, yes=["customer"])
    diary.add(2, "nieuw klant", yes=["customer"])
    diary.add(3, None, unknown=["customer"])
    diary.add(4, "anouk klant", yes=["customer"], held="unknown")
    found = diary.measures()
    assert (found["field.ride_alongs"].numerator, found["field.ride_alongs"].unknown) == (0, 4)
    never = found["field.never_accompanied"]
    assert (never.numerator, never.unknown, never.low, never.high) == (3, 3, 0, 3)
    assert never.standing == "thin"


def test_never_accompanied_is_a_count_of_the_team_without_interval(diary: Any) -> None:
    """Protects '2 of 3' from becoming a percentage with a whisker: it is a census."""
    diary.filler(4)
    diary.add(0, "anouk klant", yes=["customer"])
    found = diary.measures()["field.never_accompanied"]
    assert (found.numerator, found.denominator, found.value, found.interval) == (2, 3, 2, None)
    assert EN(found.sentence) == "With **2 of your 3** sales people no visit together was found."
    assert not found.percentage


def test_everybody_accompanied_is_said_so(diary: Any) -> None:
    """Protects the sentence from 'with 0 of your 3 not once'."""
    diary.filler(4)
    diary.add(0, "anouk bas daan klant", yes=["customer"])
    found = diary.measures()
    assert EN(found["field.ride_alongs"].sentence).endswith("Everybody in your team of 3 had you along.")
    assert "**each of your 3**" in EN(found["field.never_accompanied"].sentence)


@pytest.mark.parametrize(
    ("day", "hour", "who", "expected"),
    [
        (0, 15, "anouk", "yes"),
        (2, 9, "anouk", "yes"),
        (3, 9, "anouk", "no"),
        (0, 8, "anouk", "no"),
        (1, 9, "anouk bas", "no"),
        (1, 9, "bas", "no"),
    ],
)
def test_a_debrief_is_a_talk_of_two_within_two_working_days(
    diary: Any, day: int, hour: int, who: str, expected: str
) -> None:
    """Protects the debrief share: after the visit, with that person alone, within two working days."""
    diary.filler(4)
    diary.add(0, "anouk klant", at=10, yes=["customer"])
    diary.add(day, who, at=hour, minutes=30)
    found = diary.measures()["field.debriefs"]
    assert found.numerator == (expected == "yes")
    assert (found.denominator, found.unknown) == (1, 0)


def test_a_debrief_after_the_period_still_counts(diary: Any) -> None:
    """Protects the last Friday's visit: Tuesday's talk stands outside the period."""
    diary.filler(6)
    diary.add(25, "anouk klant", yes=["customer"])
    diary.add(29, "anouk", minutes=30)
    assert diary.measures(4)["field.debriefs"].numerator == 1


def test_a_debrief_beyond_the_data_is_unknown(diary: Any) -> None:
    """Protects the last visit from 'not talked over' where the file has ended."""
    diary.filler(4)
    diary.add(25, "anouk klant", yes=["customer"])
    found = diary.measures(4)["field.debriefs"]
    assert (found.denominator, found.unknown, found.value) == (0, 1, None)
    assert found.standing == "thin"
    assert EN(found.sentence) == "Of **1 visit** it isn't known whether you talked it over.".replace("'", "’")


def test_a_visit_with_two_needs_two_talks(diary: Any) -> None:
    """Protects the second sales person of a visit from sharing the first one's debrief."""
    diary.filler(4)
    diary.add(0, "anouk bas klant", yes=["customer"])
    diary.add(1, "anouk", minutes=30)
    found = diary.measures()["field.debriefs"]
    assert (found.numerator, found.denominator) == (1, 2)


def test_without_a_team_the_measures_ask_for_it(diary: Any) -> None:
    """Protects against 'never accompanied anybody' where nobody was named."""
    from workbook.activity.people import People

    diary.filler(4)
    found = diary.measures(people=People(own=diary.people.own, own_domains=diary.people.own_domains))
    for one in ("field.ride_alongs", "field.never_accompanied", "field.debriefs", "plan.broadcast"):
        assert found[one].standing == "absent"
        assert EN(found[one].missing) == "Say on the start page who is in your team."


def test_a_calendar_without_lists_asks_for_them(diary: Any) -> None:
    """Protects a published calendar from zero visits: with whom is unknown, not nobody."""
    for week in range(4):
        diary.add(7 * week, None, yes=["customer"])
    found = diary.measures()["field.ride_alongs"]
    assert found.standing == "absent"
    assert "people invited" in EN(found.missing)


def test_a_visit_on_leave_is_not_counted(diary: Any) -> None:
    """Protects visits from series that ran on while the manager was away."""
    diary.filler(4)
    diary.add(2, None, at=0, minutes=24 * 60, all_day=True, yes=["absence"])
    diary.add(2, "anouk klant", yes=["customer"])
    found = diary.measures()["field.ride_alongs"]
    assert found.numerator == 0
    assert EN(found.sentence) == "In 4 weeks your calendar shows **no visit** together with a sales person."
    assert found.period.last - found.period.first == timedelta(days=27)
