from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from workbook.evidence.agenda import open_agenda
from workbook.evidence.hours import PLACES, weekly_minutes
from workbook.evidence.minutes import total_minutes
from workbook.evidence.visits import perhaps_joint


def counted(diary: Any) -> list[str]:
    """The ids of what is left of a diary's four weeks."""
    return [activity.id for activity in open_agenda(diary.material()).activities]


def test_what_did_not_take_place_and_what_is_to_do_are_not_counted(diary: Any) -> None:
    """Protects every count from cancelled meetings and from tasks."""
    kept = diary.add(0)
    diary.add(1, held="no")
    diary.add(2, kind="task")
    assert counted(diary) == [kept.id]


def test_a_meeting_told_by_two_files_is_counted_once(diary: Any) -> None:
    """Protects counts when calendar and CRM both have it: the copy that tells who was there stays."""
    diary.add(0, None, subject="Offerte bespreken", source="crm.csv")
    kept = diary.add(0, "anouk klant", subject="Offerte  bespreken")
    other = diary.add(0, "bas", subject="Iets anders")
    assert sorted(counted(diary)) == sorted([kept.id, other.id])


def test_a_copy_the_manager_sorted_by_hand_stays(diary: Any) -> None:
    """Protects a correction from vanishing with the copy it was made on."""
    kept = diary.add(0, None, subject="Overleg", by_hand=True)
    diary.add(0, "anouk", subject="Overleg")
    assert counted(diary) == [kept.id]


def test_untitled_meetings_at_one_time_are_not_taken_for_copies(diary: Any) -> None:
    """Protects two meetings without a title from becoming one."""
    diary.add(0, subject="")
    diary.add(0, subject="")
    assert len(counted(diary)) == 2


def test_what_stands_on_leave_or_a_holiday_is_not_counted(diary: Any) -> None:
    """Protects against series that run on through a holiday."""
    diary.add(0, None, at=0, minutes=24 * 60, all_day=True, yes=["absence"])
    diary.add(0, "baas")
    kept = diary.add(1, "baas")
    assert counted(diary) == [kept.id]


def test_a_held_that_is_unknown_makes_yes_unknown(diary: Any) -> None:
    """Protects the numerator from meetings nobody knows to have taken place."""
    activity = diary.add(0, yes=["plan"], held="unknown")
    assert open_agenda(diary.material()).state(activity, "plan") == "unknown"


def test_private_is_unknown_until_somebody_says_no(diary: Any) -> None:
    """Protects private time from counting as time without a plan, and the manager's word about it."""
    private = diary.add(0, None, private=True, subject="")
    settled = diary.add(1, None, private=True, subject="", by_hand=True)
    agenda = open_agenda(diary.material())
    assert agenda.state(private, "plan") == "unknown"
    assert agenda.state(settled, "plan") == "no"


def test_who_declined_was_not_there(diary: Any) -> None:
    """Protects visits from a sales person who said no."""
    from workbook.activity.records import Attendee

    activity = diary.add(0, attendees=(Attendee(diary.address("anouk"), attendance="declined"),))
    assert open_agenda(diary.material()).reps(activity) == frozenset()


def test_one_person_under_two_keys_is_one_of_the_team(diary: Any) -> None:
    """Protects the team's size when a CRM writes names and the calendar addresses."""
    people = diary.people
    both = type(people)(
        own=people.own,
        own_domains=people.own_domains,
        roles={**people.roles, "name:anouk a": "team"},
        domains=people.domains,
        names={**people.names, "name:anouk a": "Anouk A"},
    )
    diary.add(0, "anouk")
    agenda = open_agenda(diary.material(people=both))
    assert agenda.team == tuple(sorted(diary.address(name) for name in ("anouk", "bas", "daan")))


def test_two_people_of_one_name_are_two_of_the_team(diary: Any) -> None:
    """Protects the second Jan Jansen from vanishing into the first; a name alone is neither of them."""
    from workbook.activity.records import Attendee

    jan, other = diary.address("jan"), diary.address("j.jansen")
    people = replace(
        diary.people,
        roles={jan: "team", other: "team"},
        names={jan: "Jan Jansen", other: "Jan Jansen"},
    )
    visit = diary.add(0, "jan klant", yes=["customer"])
    unclear = diary.add(
        1, yes=["customer"], attendees=(Attendee("", "Jan Jansen"), Attendee(diary.address("klant")))
    )
    agenda = open_agenda(diary.material(people=people))
    assert agenda.team == tuple(sorted((jan, other)))
    assert agenda.reps(visit) == {jan}
    assert agenda.reps(unclear) == frozenset()
    assert [activity for activity, _ in perhaps_joint(agenda)] == [unclear]


def test_one_person_with_an_address_at_two_firms_is_one(diary: Any) -> None:
    """Protects the team's size after a merger: the same name before the @ and in full is one person."""
    old, new = "jan.jansen@old.example", diary.address("jan.jansen")
    names = {old: "Jan Jansen", new: "Jansen, Jan"}
    people = replace(diary.people, roles=dict.fromkeys(names, "team"), names=names)
    agenda = open_agenda(diary.material(people=people))
    assert len(agenda.team) == 1


def test_two_of_one_name_by_their_domain_are_two(diary: Any) -> None:
    """Protects the same where a whole domain was named as team and nobody by themselves."""
    from workbook.activity.records import Attendee

    people = replace(diary.people, roles={}, names={}, domains={"sales.example": "team"})
    written = tuple(Attendee(f"{one}@sales.example", "Jan Jansen") for one in ("jan", "jj"))
    diary.add(0, attendees=written)
    assert open_agenda(diary.material(people=people)).team == tuple(sorted(one.address for one in written))


@pytest.mark.parametrize("written", ["A, Anouk", "ANOUK A (Firm)", "Anouk  A"])
def test_a_name_written_otherwise_is_the_same_person(diary: Any, written: str) -> None:
    """Protects visits in files that give names alone: whom the roster knows, the team knows."""
    from workbook.activity.records import Attendee

    activity = diary.add(0, attendees=(Attendee("", written),))
    assert open_agenda(diary.material()).reps(activity) == {diary.address("anouk")}


def test_a_day_long_entry_is_about_a_day(diary: Any) -> None:
    """Protects hours from a timed conference of three days, nights and all."""
    diary.add(0, "klant", minutes=3 * 24 * 60, yes=["customer"])
    minutes = weekly_minutes(open_agenda(diary.material()))
    assert not any(map(sum, minutes.values()))


def test_overlapping_hours_go_to_one_place(diary: Any) -> None:
    """Protects hours: three hours in which four and a half were planned are three."""
    diary.add(0, "klant", at=9, minutes=120, yes=["customer"])
    diary.add(0, "baas", at=10, minutes=120)
    diary.add(0, "lease", at=11, minutes=30)
    week = dict(zip(PLACES, weekly_minutes(open_agenda(diary.material()))["2026-W37"], strict=True))
    assert (week["customer"], week["external"], week["internal"]) == (120, 30, 30)


def test_groups_add_up_to_their_union() -> None:
    """Protects the split of hours: the places together are the time that passed."""
    assert total_minutes([[(0, 60)], [(30, 90)], [(0, 120), (100, 110)]]) == (60, 30, 30)
    assert total_minutes([]) == ()


def test_meetings_in_two_zones_are_on_one_clock(diary: Any) -> None:
    """Protects overlaps when a meeting was written in another zone."""
    from zoneinfo import ZoneInfo

    activity = diary.add(0, "baas", at=9)
    abroad = ZoneInfo("America/New_York")
    diary.add(0, "baas", start=activity.start.astimezone(abroad), end=activity.end.astimezone(abroad))
    assert sum(weekly_minutes(open_agenda(diary.material()))["2026-W37"]) == pytest.approx(60)
