from __future__ import annotations

from typing import Any

from workbook.words import translator


def test_days_with_b_are_those_of_the_last_four_weeks(diary: Any) -> None:
    """Protects the comparison with the answer, which is about four weeks whatever the period."""
    diary.filler(8)
    for day in (0, 7, 28, 28, 30, 50):
        diary.add(day, "anouk klant", at=14, yes=["customer", "plan"])
    diary.add(36, None, unknown=["plan", "marketing"])
    found = diary.measures(8)
    assert (found["plan.days"].numerator, found["plan.days"].denominator) == (3, 20)
    assert found["plan.days"].unknown == 1
    assert (found["field.days"].numerator, found["field.days"].unknown) == (3, 0)
    assert (found["marketing.days"].numerator, found["marketing.days"].high) == (0, 1)
    assert found["plan.days"].period.first == diary.period(8).last - (diary.period(4).last - diary.monday)


def test_days_without_a_team_are_absent_for_the_field_alone(diary: Any) -> None:
    """Protects 'no day out with anybody' from being said where nobody was named."""
    from workbook.activity.people import People

    diary.filler(4)
    people = People(own=diary.people.own, own_domains=diary.people.own_domains)
    found = diary.measures(people=people)
    assert found["field.days"].standing == "absent"
    assert found["plan.days"].standing == "shown"
    assert translator("en")(found["plan.days"].sentence) == "At least **0 days** in four weeks."
