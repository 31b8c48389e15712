"""The table of who is who for scripts: read whole, or refused with the line."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.activity.people import People, with_own
from workbook.activity.records import Attendee
from workbook.script.people_file import BadPeopleError, add_people

ME = with_own(People(), ["robin@firma.example"])


@pytest.mark.parametrize(
    "text",
    [
        "Mei@firma.example,team,Mei Vos\n@klant.example,customer\nBas Kok,technical\n",
        "address;role;name\r\nmei@firma.example;Team;Mei Vos\r\n@klant.example;customer;\r\nBas  Kok;technical\r\n",
    ],
)
def test_addresses_domains_and_names_get_their_roles(text: str) -> None:
    """With or without a header, commas or semicolons, as Excel or a script writes it."""
    people = add_people(ME, text.encode())
    assert people.role(Attendee("mei@firma.example")) == "team"
    assert people.name("mei@firma.example") == "Mei Vos"
    assert people.role(Attendee("anybody@klant.example")) == "customer"
    assert people.role(Attendee("", "Bas Kok")) == "technical"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("mei@firma.example\n", 1),
        ("mei@firma.example,team\nbas@firma.example,boss\n", 2),
        ("mei@firma.example,team,Mei,Vos\n", 1),
        ("@gmail.com,customer\n", 1),
        ("robin@firma.example,me\n", 1),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text: str, line: int) -> None:
    """Nobody is placed by half a table."""
    with pytest.raises(BadPeopleError) as caught:
        add_people(ME, text.encode())
    assert caught.value.line == line


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No other error gets out."""
    with contextlib.suppress(BadPeopleError):
        add_people(ME, data)
