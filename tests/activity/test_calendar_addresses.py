"""People of a calendar by their address, however a program names them."""

from __future__ import annotations

import pytest
from helpers.ics import left_out, read

MEETING = "UID:1\nDTSTART:20260304T100000Z\nDTEND:20260304T110000Z\n"
ME = frozenset({"ik@voorbeeld.nl"})
TOKENS = (
    "urn:uuid:5d6c1f0e-3b1a-4f0e-9d5e-0a1b2c3d4e5f",
    "/1234567/principal/",
    "https://agenda.example/principals/__uids__/5D6C1F0E/",
    "mailto:2_GEZTGNRZGIYTGOJTGEYTSMZRG7@imip.me.com",
)


def people(*lines: str) -> list[tuple[str, str]]:
    """Who was there and what they answered, of one meeting with these lines."""
    (one,), _ = read(MEETING + "\n".join(lines))
    return [(who.key, who.attendance) for who in one.attendees or ()]


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize(
    "named",
    [
        "EMAIL=ik@voorbeeld.nl",
        'EMAIL="Ik@Voorbeeld.nl"',
        "EMAIL=mailto:ik@voorbeeld.nl".replace("EMAIL=", 'EMAIL="') + '"',
        "X-CALENDARSERVER-EMAIL=ik@voorbeeld.nl",
    ],
)
def test_the_address_beside_a_token_is_the_persons(token: str, named: str) -> None:
    """Declined is declined, whatever stands where the address should."""
    event = f"{MEETING}ATTENDEE;CN=Ik;PARTSTAT=DECLINED;{named}:{token}\nATTENDEE:mailto:klant@elders.nl"
    found, reading = read(event, own=ME)
    assert found == []
    assert left_out(reading) == {"declined by you": 1}


def test_one_person_with_three_tokens_is_one_person() -> None:
    """A token each for the server, the phone and the invitation; one of them was answered."""
    lines = [f"ATTENDEE;CN=Klant;EMAIL=klant@elders.nl:{token}" for token in TOKENS[:2]]
    lines.append(f"ATTENDEE;CN=Klant;PARTSTAT=ACCEPTED;EMAIL=klant@elders.nl:{TOKENS[3]}")
    assert people(*lines) == [("klant@elders.nl", "accepted")]


def test_the_organiser_beside_a_token_is_known_by_the_address() -> None:
    """An organiser named by a principal path is the attendee with that address."""
    (one,), _ = read(
        f"{MEETING}ORGANIZER;CN=Baas;EMAIL=baas@voorbeeld.nl:{TOKENS[1]}\n"
        f"ATTENDEE;CN=Baas;PARTSTAT=ACCEPTED:mailto:baas@voorbeeld.nl"
    )
    assert [(who.address, who.organiser) for who in one.attendees or ()] == [("baas@voorbeeld.nl", True)]


@pytest.mark.parametrize("token", TOKENS)
def test_a_token_without_an_address_is_known_by_the_name(token: str) -> None:
    """A token changes from file to file; a name stays."""
    assert people(f"ATTENDEE;CN=Anna de Vries:{token}") == [("name:anna de vries", "unanswered")]


@pytest.mark.parametrize(
    "path", ["/principals/users/anna@voorbeeld.nl/", "https://agenda.example/principals/anna%40voorbeeld.nl"]
)
def test_a_path_that_ends_in_an_address_is_that_address(path: str) -> None:
    """Some servers name people by a path with their address in it."""
    assert people(f"ATTENDEE;CN=Anna:{path}") == [("anna@voorbeeld.nl", "unanswered")]


def test_an_address_without_mailto_is_an_address() -> None:
    """Some programs leave the scheme out."""
    assert people("ATTENDEE;CN=Anna:Anna@Voorbeeld.nl") == [("anna@voorbeeld.nl", "unanswered")]


def test_what_i_handed_on_is_not_mine() -> None:
    """PARTSTAT=DELEGATED with DELEGATED-TO: somebody else went."""
    event = (
        f'{MEETING}ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:collega@voorbeeld.nl":mailto:ik@voorbeeld.nl\n'
        'ATTENDEE;PARTSTAT=ACCEPTED;DELEGATED-FROM="mailto:ik@voorbeeld.nl":mailto:collega@voorbeeld.nl'
    )
    assert read(event, own=ME)[0] == []
    assert len(read(event, own=frozenset({"collega@voorbeeld.nl"}))[0]) == 1


def test_a_room_named_by_a_token_is_no_person() -> None:
    """A resource with an address beside its token stays a resource."""
    lines = (
        f"ATTENDEE;CN=Zaal;EMAIL=zaal@resource.calendar.google.com:{TOKENS[0]}",
        "ATTENDEE:mailto:klant@elders.nl",
    )
    assert people(*lines) == [("klant@elders.nl", "unanswered")]


@pytest.mark.parametrize("broken", ["EMAIL=", "EMAIL=geen adres", "EMAIL=a@b@c"])
def test_what_is_no_address_beside_the_uri_changes_nothing(broken: str) -> None:
    """The address of the URI counts where the parameter has none."""
    assert people(f"ATTENDEE;{broken}:mailto:klant@elders.nl") == [("klant@elders.nl", "unanswered")]


def test_a_token_alone_is_somebody() -> None:
    """Without an address and without a name, that somebody was there is all that is known."""
    assert len(people(f"ATTENDEE:{TOKENS[3]}")) == 1


def test_an_address_with_a_slash_is_one() -> None:
    """A slash is allowed before the at sign."""
    assert people("ATTENDEE:mailto:a/b@elders.nl") == [("a/b@elders.nl", "unanswered")]


def test_an_address_behind_a_parameter_that_was_put_into_the_value_is_one() -> None:
    """Some programs write a colon where a semicolon should be."""
    assert people("ATTENDEE:X-KEY=1;CN=Anna:mailto:anna@elders.nl") == [("anna@elders.nl", "unanswered")]
