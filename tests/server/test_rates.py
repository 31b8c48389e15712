"""Limits by caller: an address is a caller only as far as nobody has a thousand more of the same kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.server.rates import Callers, Rate
from workbook.server.rooms.doors import WRONG_A_MINUTE, WrongCodes
from workbook.server.tries import FREE_TRIES, STEADY_SECONDS, Tries


@given(st.integers(0, 2**72 - 1), st.integers(0, 2**72 - 1))
def test_a_household_is_one_caller(one: int, other: int) -> None:
    """Protects limits from whoever has a /56 of addresses to try with."""
    callers = Callers()
    base = 0x2001_0DB8_0042_AB00 << 64
    names = {callers.name(_written(base + each)) for each in (one, other)}
    assert len(names) == 1
    assert callers.name(_written(base + (1 << 72))) not in names


def _written(number: int) -> str:
    return ":".join(f"{number >> shift & 0xFFFF:x}" for shift in range(112, -1, -16))


def test_addresses_of_the_older_kind_stand_for_themselves() -> None:
    """Protects neighbours from each other: IPv4 addresses are few, and each counts for itself, however written."""
    callers = Callers()
    assert callers.name("203.0.113.7") != callers.name("203.0.113.8")
    assert callers.name("203.0.113.7") == callers.name("::ffff:203.0.113.7")
    assert callers.name("203.0.113.7") != Callers().name("203.0.113.7")


@pytest.mark.parametrize("minutes", [1, 60])
def test_a_rate_comes_back_with_time(minutes: int) -> None:
    """Protects who waited: after the time of a rate, all of it may be used again, and not before."""
    now = [0.0]
    rate = Rate(6, minutes, now=lambda: now[0])
    assert [rate.take("2001:db8::1") for _ in range(7)] == [True] * 6 + [False]
    now[0] += 10 * minutes
    assert [rate.take("2001:db8::2") for _ in range(2)] == [True, False]


def test_the_door_of_all_rooms_is_not_shut_by_one() -> None:
    """Protects a hall from one who tries codes from ever other addresses of a network of their own."""
    wrong = WrongCodes()
    for number in range(1_000):
        if wrong.may_try(f"2001:db8::{number:x}"):
            wrong.missed(f"2001:db8::{number:x}")
    assert not wrong.may_try("2001:db8:0:ff::1")
    assert wrong.may_try("2001:db8:1::1")
    assert WRONG_A_MINUTE < 1_000


def test_links_tried_from_one_network_slow_it_down() -> None:
    """Protects links: another address of the same network does not begin anew."""
    tries = Tries(now=lambda: 0.0)
    for number in range(FREE_TRIES + 20):
        tries.missed(f"2001:db8::{number:x}")
    assert tries.seconds("2001:db8::ffff") > STEADY_SECONDS
    assert tries.seconds("203.0.113.7") == STEADY_SECONDS
