"""Following a room: woken at once by a change here, soon by one elsewhere, and idle in between."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from workbook.server.rooms.doors import WRONG_A_MINUTE, WrongCodes
from workbook.server.rooms.following import LOOK_SECONDS, Following
from workbook.workshop.programme import programme
from workbook.workshop.records import Crowd, Scene, Seen

SEEN = Seen(
    Scene("0" * 8, "Room", "nl", "CDFGHJ", 5, 30, "1", b"", programme(60, ["plan"])),
    Crowd(),
)


def mark(seen: Seen) -> str:
    """What a phone follows by."""
    return str(seen.scene.revision)


def later(seen: Seen) -> Seen:
    """The next scene."""
    return replace(seen, scene=replace(seen.scene, revision=seen.scene.revision + 1))


class Elsewhere:
    """A store that another server writes in; counts how often it is looked at."""

    def __init__(self) -> None:
        self.seen: Seen | None = SEEN
        self.looks = 0

    async def look(self, secrets: tuple[str, ...]) -> tuple[Seen | None, ...]:
        """What stands there now."""
        self.looks += 1
        return tuple(self.seen for _ in secrets)


def run(work: Callable[[], Awaitable[Any]]) -> Any:
    """Run on a loop of its own."""
    return asyncio.run(work())  # type: ignore[arg-type]


def test_a_change_here_wakes_all_at_once_without_a_look() -> None:
    """Protects the two seconds, and the store from a hundred phones: one look to begin with, none to wake."""
    store = Elsewhere()

    async def work() -> tuple[float, int]:
        following = Following(store.look)
        waiting = [asyncio.ensure_future(following.news("s", mark, "1")) for _ in range(100)]
        await asyncio.sleep(0)
        while not all(watch.waiting for watch in following._watched.values()):
            await asyncio.sleep(0)
        while len(next(iter(following._watched.values())).waiting) < 100:
            await asyncio.sleep(0)
        looked, began = store.looks, time.monotonic()
        store.seen = later(SEEN)
        following.told("s", store.seen)
        found = await asyncio.gather(*waiting)
        assert all(one == store.seen for one in found)
        return time.monotonic() - began, looked

    took, looks = run(work)
    assert took < LOOK_SECONDS / 2
    assert looks == 1


def test_a_change_elsewhere_is_found_within_the_second() -> None:
    """Protects several servers on one database: the next look finds it, for all rooms in one read."""
    store = Elsewhere()

    async def work() -> Seen | None:
        following = Following(store.look)
        waiting = asyncio.ensure_future(following.news("s", mark, "1"))
        await asyncio.sleep(0.1)
        store.seen = later(SEEN)
        return await asyncio.wait_for(waiting, 2 * LOOK_SECONDS)

    assert run(work) == later(SEEN)


def test_a_database_that_tells_makes_the_look_come_at_once() -> None:
    """Protects the use of notify: no waiting for the next second."""
    store, told = Elsewhere(), []

    async def work() -> float:
        following = Following(store.look, told.append)
        waiting = asyncio.ensure_future(following.news("s", mark, "1"))
        while not told:
            await asyncio.sleep(0.01)
        began, store.seen = time.monotonic(), later(SEEN)
        told[0]()
        await waiting
        return time.monotonic() - began

    assert run(work) < LOOK_SECONDS / 2


def test_nothing_is_looked_at_when_nobody_follows() -> None:
    """Protects an idle server: the looking ends with the last follower."""
    store = Elsewhere()

    async def work() -> None:
        following = Following(store.look)
        assert await following.news("s", mark, "1", patience=0.01) == SEEN
        assert following._looking is not None
        await asyncio.wait_for(following._looking, 3 * LOOK_SECONDS)

    run(work)


def test_an_old_read_never_goes_back_behind_a_change() -> None:
    """Protects phones from a step back: what was read before a change and arrives after it is dropped."""
    store = Elsewhere()

    async def work() -> Seen | None:
        following = Following(store.look)
        await following.seen("s")
        following.told("s", later(SEEN))
        following._take("s", SEEN)
        return await following.seen("s")

    assert run(work) == later(SEEN)


def test_a_room_that_is_gone_is_told_as_gone() -> None:
    """Protects phones from waiting for a deleted room."""
    store = Elsewhere()

    async def work() -> Seen | None:
        following = Following(store.look)
        waiting = asyncio.ensure_future(following.news("s", mark, "1"))
        await asyncio.sleep(0.05)
        store.seen = None
        following.told("s", None)
        return await asyncio.wait_for(waiting, 1)

    assert run(work) is None


@pytest.mark.parametrize("misses", [WRONG_A_MINUTE + 1])
def test_guessing_codes_is_shut_off(misses: int) -> None:
    """Protects rooms from who tries codes: after so many wrong ones none is looked up from there."""
    wrong = WrongCodes()
    for _ in range(misses):
        assert wrong.may_try("here")
        wrong.missed("here")
    assert not wrong.may_try("here")
    assert wrong.may_try("there")


def test_guessing_from_everywhere_is_shut_off_too() -> None:
    """Protects rooms from many addresses that each try a little."""
    wrong = WrongCodes()
    number = 0
    while wrong.may_try(f"address {number}"):
        wrong.missed(f"address {number}")
        number += 1
    assert number <= 121
    assert not wrong.may_try("somebody else")
