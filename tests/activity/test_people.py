"""Who is who: facts from the data, suggestions with a reason, roles only by the manager."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.activity.mail import domain, is_public
from workbook.activity.people import (
    ROLES,
    People,
    accept,
    confirm,
    confirm_domain,
    fold_name,
    suggest,
    suggest_domains,
    suggest_own,
    with_own,
)
from workbook.activity.records import Activity, Attendee

ME = Attendee("robin@firma.example", "Robin", "accepted", True)
PEOPLE = with_own(People(), [ME.address])


def meeting(number: int, *others: Attendee, subject: str = "Overleg", minutes: int = 60) -> Activity:
    start = datetime(2026, 1, 5, 9, tzinfo=UTC) + timedelta(weeks=number)
    return Activity(
        id=str(number),
        source="a.ics",
        row=number,
        start=start,
        end=start + timedelta(minutes=minutes),
        subject=subject,
        attendees=(ME, *others),
    )


def colleague(name: str) -> Attendee:
    return Attendee(f"{name.casefold()}@firma.example", name)


def test_own_address_is_suggested_by_presence() -> None:
    """Whoever is in nearly every meeting is offered first as the manager."""
    boss = Attendee("baas@firma.example", "Baas", organiser=True)
    found = suggest_own([meeting(n, colleague(f"Nr{n}"), *([boss] if n % 3 == 0 else [])) for n in range(9)])
    assert found[0].key == ME.address
    assert (found[0].meetings, found[0].organised, found[0].of) == (9, 9, 9)
    assert len(found) <= 5


def test_owner_named_by_the_file_comes_first() -> None:
    """A calendar called by an address is that person's, whoever is in more meetings."""
    bas = colleague("Bas")
    assert suggest_own([meeting(n, bas) for n in range(3)], hints=[bas.address])[0].key == bas.address


def test_an_own_address_is_proposed_with_reason_only() -> None:
    """The one in nearly all of many meetings is likely the manager; in a few, or half of them, nobody is."""
    assert [one.likely for one in suggest_own([meeting(n, colleague("Bas")) for n in range(9)])] == [
        False
    ] * 2
    often = suggest_own([meeting(n, *([colleague("Bas")] if n % 2 else [])) for n in range(12)])
    assert [one.likely for one in often] == [True, False]
    named = [replace(meeting(n, colleague("Bas")), calendar="Bas") for n in range(3)]
    assert next((one.key, one.likely) for one in suggest_own(named)) == ("bas@firma.example", True)


@pytest.mark.parametrize(
    ("name", "shown", "address", "same"),
    [
        ("Bas Overmorgen", "Overmorgen, Bas", "b.o@firma.example", True),
        ("Bas Overmorgen", "", "bas.overmorgen@firma.example", True),
        ("Bas Overmorgen", "Bas", "bas@firma.example", True),
        ("Bas", "Bas Overmorgen", "bas.overmorgen@firma.example", True),
        ("Bas Overmorgen", "Bas Gisteren", "bas.gisteren@firma.example", False),
        ("Bas", "Sebas", "sebas@firma.example", False),
    ],
)
def test_a_name_that_fits_one_address_is_suggested_as_that_person(
    name: str, shown: str, address: str, same: bool
) -> None:
    """One colleague in two exports is suggested, and never silently made, one."""
    people = confirm(PEOPLE, {address: "technical"})
    met = [meeting(1, Attendee(address, shown)), meeting(2, Attendee("", name))]
    one = next(one for one in suggest(met, people) if not one.address)
    assert (one.role == "technical", address in str(one.reason.values)) == (same, same)
    assert not one.confirmed


def test_a_name_that_fits_two_addresses_fits_none() -> None:
    """Two colleagues with one first name are not guessed at."""
    met = [
        meeting(1, colleague("Bas"), Attendee("bas@elders.example", "Bas")),
        meeting(2, Attendee("", "Bas")),
    ]
    people = confirm(PEOPLE, {"bas@firma.example": "technical"})
    assert next(one for one in suggest(met, people) if not one.address).role is None


def test_the_managers_own_name_is_suggested_as_the_manager() -> None:
    """Who stands without an address in a second file is agreed with, not silently taken, to be oneself."""
    alone = Attendee("", ME.name)
    (one,) = suggest([meeting(1), meeting(2, alone)], PEOPLE)
    assert (one.role, one.confirmed) == ("me", False)
    assert PEOPLE.role(alone) is None
    agreed = accept(PEOPLE, [one])
    assert agreed.own == PEOPLE.own | {alone.key}
    assert agreed.own_domains == PEOPLE.own_domains
    assert suggest([meeting(1), meeting(2, alone)], agreed) == []


@pytest.mark.parametrize("address", ["robin@gmail.com", "robin@hotmail.nl", "r@ziggo.nl", "r@telenet.be"])
def test_public_domain_is_never_own(address: str) -> None:
    """With a private address nobody else at that provider becomes a colleague."""
    people = with_own(People(), [address])
    assert people.own == {address}
    assert not people.own_domains
    assert people.external(Attendee("ander@gmail.com")) is None


def test_public_domain_added_by_hand_is_left_out_too() -> None:
    """A slip of the hand cannot turn a provider's users into colleagues."""
    assert with_own(People(), [ME.address], ["outlook.com", "firma.test"]).own_domains == {
        "firma.example",
        "firma.test",
    }


def test_subdomain_of_the_own_domain_is_inside() -> None:
    """Mail of a part of the firm is the firm's."""
    assert PEOPLE.external(Attendee("x@service.firma.example")) is False
    assert PEOPLE.external(Attendee("x@nietfirma.example")) is True


def test_name_alone_is_neither_inside_nor_outside() -> None:
    """Outlook's CSV gives names alone: until the manager places them nothing is known."""
    assert PEOPLE.external(Attendee("", "Bas Overmorgen")) is None
    assert PEOPLE.role(Attendee("", "Bas Overmorgen")) is None


def test_name_alone_takes_the_role_of_the_address_known_by_it() -> None:
    """Two files about the same people need to be placed once, however a name is written."""
    people = confirm(PEOPLE, {"bas@firma.example": "team"}, {"bas@firma.example": "Bas Overmorgen (verkoop)"})
    assert people.role(Attendee("", "Overmorgen, Bas")) == "team"
    both = confirm(people, {"b2@x.example": "customer"}, {"b2@x.example": "Bas Overmorgen"})
    assert both.role(Attendee("", "Bas Overmorgen")) is None


@pytest.mark.parametrize(
    ("address", "role"),
    [
        ("marketing@firma.example", "marketing"),
        ("techniek@firma.example", "technical"),
        ("support.desk@firma.example", "technical"),
        ("presales@firma.example", "technical"),
        ("directie@firma.example", "management"),
        ("sales.noord@firma.example", "team"),
        ("hr@firma.example", "other"),
        ("inkoop@klant.example", "customer"),
        ("jan@klant.example", "customer"),
        ("no-reply@boekingen.example", "other"),
        ("jan@gmail.com", None),
        ("jan@firma.example", None),
    ],
)
def test_suggested_role_follows_from_the_address(address: str, role: str | None) -> None:
    """Words in an address suggest a role; where nothing does, no role is made up."""
    (found,) = suggest([meeting(1, Attendee(address))], PEOPLE)
    assert found.role == role
    assert found.reason.id
    assert not found.confirmed


def test_words_in_a_name_count_for_colleagues_only_as_whole_words() -> None:
    """A surname that contains a word is no department."""
    said = suggest([meeting(1, Attendee("jan@firma.example", "Jan Saleskamp"))], PEOPLE)
    assert said[0].role is None
    said = suggest([meeting(1, Attendee("jan@firma.example", "Jan Kamp | Marketing"))], PEOPLE)
    assert said[0].role == "marketing"


def test_one_to_ones_suggest_team() -> None:
    """Who is met alone week after week is likely to be in the team."""
    bas = colleague("Bas")
    assert suggest([meeting(n, bas) for n in range(3)], PEOPLE)[0].role is None
    found = suggest([meeting(n, bas) for n in range(4)], PEOPLE)[0]
    assert found.role == "team"
    assert found.reason.count == 4


def test_a_manager_of_the_manager_is_not_suggested_as_team() -> None:
    """Repeating one-to-ones that somebody else calls tell nothing about the team."""
    boss = Attendee("hanneke@firma.example", "Hanneke", organiser=True)
    assert suggest([meeting(n, boss) for n in range(9)], PEOPLE)[0].role is None


def test_titles_suggest_marketing() -> None:
    """Somebody mostly met about marketing is likely from marketing."""
    lieke = colleague("Lieke")
    meetings = [meeting(n, lieke, colleague("Bas"), subject="Marketingoverleg") for n in range(3)]
    assert {s.key: s.role for s in suggest(meetings, PEOPLE)}[lieke.key] == "marketing"


def test_nobody_becomes_a_customer_without_a_word_of_the_manager() -> None:
    """External is a fact, customer is a judgement: suppliers and recruiters come from outside too."""
    outside = Attendee("jan@klant.example", "Jan")
    suggestions = suggest([meeting(1, outside)], PEOPLE)
    assert suggestions[0].role == "customer"
    assert PEOPLE.role(outside) is None
    assert PEOPLE.external(outside) is True
    assert accept(PEOPLE, suggestions).role(outside) == "customer"


def test_domain_settles_everybody_there_but_those_with_a_role() -> None:
    """One click places a whole firm, and a role given to one of them stays."""
    people = confirm(confirm_domain(PEOPLE, "klant.example", "customer"), {"x@klant.example": "other"})
    assert people.role(Attendee("jan@klant.example")) == "customer"
    assert people.role(Attendee("jan@nl.klant.example")) == "customer"
    assert people.role(Attendee("x@klant.example")) == "other"
    assert confirm_domain(people, "klant.example", None).role(Attendee("jan@klant.example")) is None
    with pytest.raises(ValueError, match="public"):
        confirm_domain(PEOPLE, "gmail.com", "customer")


def test_domains_from_outside_are_offered_by_meetings() -> None:
    """The firms met most come first; own and public domains are not offered."""
    a, b = Attendee("a@een.example"), Attendee("b@twee.example")
    met = [meeting(1, a, b), meeting(2, b, Attendee("c@gmail.com")), meeting(3, colleague("Bas"))]
    found = suggest_domains(suggest(met, PEOPLE), PEOPLE)
    assert [(d.domain, d.meetings, d.people) for d in found] == [
        ("twee.example", 2, 1),
        ("een.example", 1, 1),
    ]


def test_a_confirmed_role_can_be_taken_back() -> None:
    """A mistake in who-is-who leaves nothing behind, the name neither."""
    people = confirm(PEOPLE, {"bas@firma.example": "team"}, {"bas@firma.example": "Bas"})
    back = confirm(people, {"bas@firma.example": None})
    assert not back.roles
    assert not back.names
    with pytest.raises(ValueError, match="no such role"):
        confirm(PEOPLE, {"bas@firma.example": "chef"})  # type: ignore[dict-item]


def test_people_of_one_name_are_told_apart_where_they_are_shown() -> None:
    """Protects the rows of a chart: two colleagues of one name are two, each with the address behind it."""
    names = {
        "jan@firma.example": "Jan",
        "j.b@firma.example": "jan ",
        "els@firma.example": "Els",
        "name:bo": "Bo",
    }
    assert People(names=names).told_apart == {
        "jan@firma.example": "Jan (jan@firma.example)",
        "j.b@firma.example": "jan  (j.b@firma.example)",
        "els@firma.example": "Els",
        "name:bo": "Bo",
    }


def test_names_are_kept_only_with_a_role() -> None:
    """No more names are remembered than who-is-who needs."""
    people = confirm(PEOPLE, {"a@x.example": "team"}, {"a@x.example": "A", "b@x.example": "B"})
    assert people.names == {"a@x.example": "A"}


@pytest.mark.parametrize("name", ["Okafor, Ben", "ben okafor", "Ben  Okafor (extern)", "Ben Okafor | Sales"])
def test_ways_to_write_a_name_fold_alike(name: str) -> None:
    """Exports write one name in several ways."""
    assert fold_name(name) == "ben okafor"


people_met = st.lists(
    st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True, max_size=4), min_size=1, max_size=30
)


@given(people_met)
def test_suggestions_go_by_meetings_and_miss_nobody(met: list[list[str]]) -> None:
    """People with many meetings first, everybody once, the manager never."""
    found = suggest([meeting(n, *map(colleague, names)) for n, names in enumerate(met)], PEOPLE)
    assert [s.meetings for s in found] == sorted((s.meetings for s in found), reverse=True)
    assert {s.name for s in found} == {name for names in met for name in names}
    assert sum(s.meetings for s in found) == sum(len(names) for names in met)


@given(people_met, st.dictionaries(st.sampled_from(["a", "b", "c"]), st.sampled_from(ROLES[1:])))
def test_confirmed_roles_come_back_as_confirmed(met: list[list[str]], roles: dict[str, str]) -> None:
    """What the manager said is shown as said, and suggests nothing else."""
    people = confirm(PEOPLE, {colleague(name).key: role for name, role in roles.items()})  # type: ignore[misc]
    for one in suggest([meeting(n, *map(colleague, names)) for n, names in enumerate(met)], people):
        assert one.confirmed == (one.name in roles)
        if one.confirmed:
            assert one.role == roles[one.name]


@given(st.text())
def test_any_text_has_a_domain_or_none(text: str) -> None:
    """Broken addresses in files are no errors here."""
    assert is_public(domain(text)) in (True, False)
