"""Names in titles, where no list of people tells who was there."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from helpers.search import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.activity.people import People, confirm
from workbook.activity.records import Activity, Attendee
from workbook.activity.resorting import Resorter
from workbook.activity.sorting import load_rules, sort_activities
from workbook.activity.title_people import Named, TitlePeople, named, with_titled_people

START = datetime(2026, 10, 5, 9, tzinfo=ZoneInfo("Europe/Amsterdam"))
TEAM = confirm(
    People(),
    {"name:anouk": "team", "name:bas bakker": "team", "lieke@firm.example": "marketing"},
    {"name:anouk": "Anouk", "name:bas bakker": "Bas Bakker", "lieke@firm.example": "Lieke Vos"},
)


def entry(
    subject: str, source: str = "published.ics", attendees: tuple[Attendee, ...] | None = None
) -> Activity:
    return Activity(subject, source, 1, START, START + timedelta(hours=1), subject, attendees=attendees)


@pytest.mark.parametrize(
    ("subject", "names", "everybody"),
    [
        ("1-op-1 Anouk", ("Anouk",), True),
        ("1 op 1 - Anouk", ("Anouk",), True),
        ("Één-op-één met Daan", ("Daan",), True),
        ("Anouk 1:1", ("Anouk",), True),
        ("1:1 Kees / Anouk", ("Kees", "Anouk"), True),
        ("Bila Bas de Wit", ("Bas de Wit",), True),
        ("Bezoek Veldhof met Bas", ("Bas",), False),
        ("Bezoek de Wilg met Anouk van den Berg over offerte", ("Anouk van den Berg",), False),
        ("Accountplan zorg met Anouk en Sjoerd", ("Anouk", "Sjoerd"), False),
        ("Customer visit Veldhof with Bas, Daan and Noor", ("Bas", "Daan", "Noor"), False),
        ("Overleg met klant", (), False),
        ("Overleg met het MT", (), False),
        ("1-op-1", (), False),
        ("Bezoek Veldhof", (), False),
        ("", (), False),
    ],
)
def test_a_title_names_who_stands_beside_a_word_for_it(
    subject: str, names: tuple[str, ...], everybody: bool
) -> None:
    """Protects the names, in Dutch and English, and from a name where a title has none."""
    assert named(subject) == Named(names, everybody)


@settings(max_examples=examples(60))
@given(st.text(max_size=40))
def test_any_title_can_be_read(subject: str) -> None:
    """Protects from a title that breaks the reading; a name is never empty."""
    assert all(named(subject).names)


def test_a_first_name_stands_for_the_one_who_has_it() -> None:
    """Protects from a stranger counted as one of the team, and from a full list where one name is unknown."""
    titles = [
        entry("1-op-1 Bas"),
        entry("Bila Piet"),
        entry("1:1 Kees / Bas"),
        entry("Bezoek Veldhof met Lieke"),
    ]
    there = [TitlePeople(titles, TEAM).there(one) for one in titles]
    bas = Attendee("", "Bas Bakker")
    assert there[0] is not None
    assert (there[0].people, there[0].everybody) == ((bas,), True)
    assert there[1] is None
    assert there[2] is not None
    assert (there[2].people, there[2].everybody) == ((bas,), False)
    assert there[3] is not None
    assert TEAM.role(there[3].people[0]) == "marketing"


def test_a_file_that_lists_people_goes_by_its_lists() -> None:
    """Protects an own calendar from names in titles: who is not on its list was not there."""
    own = Attendee("anouk@firm.example", "Anouk")
    listed = [entry("Overleg", "own.ics", (own,)), entry("Bezoek Veldhof met Bas", "own.ics")]
    assert TitlePeople(listed, TEAM).there(listed[1]) is None
    assert with_titled_people(tuple(listed)) == tuple(listed)


def test_what_follows_from_a_name_is_said_and_nothing_from_one_that_is_missing() -> None:
    """Protects from 'everybody there is known' where a title tells of one."""
    entries = (entry("Overleg met Lieke"), entry("Overleg met Anouk"), entry("1-op-1 Anouk"))
    found = sort_activities(entries, TEAM, load_rules())
    assert found["Overleg met Lieke"]["marketing"].state == "yes"
    assert found["Overleg met Anouk"]["marketing"].state == "unknown"
    assert found["Overleg met Anouk"]["customer"].state == "unknown"
    assert found["1-op-1 Anouk"]["marketing"].state == "no"
    assert Resorter().sort(entries, TEAM, load_rules()) == found
