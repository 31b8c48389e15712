"""Following a room: woken at once by a change here, soon by one elsewhere, and idle in between."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from helpers.patience import PATIENCE

from workbook.server.rooms.doors import WRONG_A_MINUTE, WrongCodes
from workbook.server.rooms.following import Following
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


async def once(condition: Callable[[], bool]) -> None:
    """Let the others on the loop go on until this holds."""
    while not condition():
        await asyncio.sleep(0)


def run(work: Callable[[], Awaitable[Any]]) -> Any:
    """Run on a loop of its own."""
    return asyncio.run(work())  # type: ignore[arg-type]


@pytest.fixture
def no_look_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next look by the clock is an hour away: whatever comes sooner was told."""
    monkeypatch.setattr("workbook.server.rooms.following.LOOK_SECONDS", 3600)


@pytest.mark.usefixtures("no_look_by_itself")
def test_a_change_here_wakes_all_at_once_without_a_look() -> None:
    """Protects the store from a hundred phones: one look to begin with, none to wake."""
    store = Elsewhere()

    async def work() -> list[Seen | None]:
        following = Following(store.look)
        waiting = [asyncio.ensure_future(following.news("s", mark, "1")) for _ in range(100)]
        await once(lambda: following.followers == 100)
        store.seen = later(SEEN)
        following.told("s", store.seen)
        return await asyncio.wait_for(asyncio.gather(*waiting), PATIENCE)

    assert run(work) == [later(SEEN)] * 100
    assert store.looks == 1


def test_a_change_elsewhere_is_found_by_looking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects several servers on one database: the next look finds it, for all rooms in one read."""
    monkeypatch.setattr("workbook.server.rooms.following.LOOK_SECONDS", 0.01)
    store = Elsewhere()

    async def work() -> Seen | None:
        following = Following(store.look)
        waiting = asyncio.ensure_future(following.news("s", mark, "1"))
        await once(lambda: following.followers == 1)
        store.seen = later(SEEN)
        return await asyncio.wait_for(waiting, PATIENCE)

    assert run(work) == later(SEEN)


@pytest.mark.usefixtures("no_look_by_itself")
def test_a_database_that_tells_makes_the_look_come_at_once() -> None:
    """Protects the use of notify: no waiting for the next second."""
    store, told = Elsewhere(), []

    async def work() -> Seen | None:
        following = Following(store.look, told.append)
        waiting = asyncio.ensure_future(following.news("s", mark, "1"))
        await once(lambda: bool(told))
        store.seen = later(SEEN)
        told[0]()
        return await asyncio.wait_for(waiting, PATIENCE)

    assert run(work) == later(SEEN)


def test_nothing_is_looked_at_when_nobody_follows() -> None:
    """Protects an idle server: the looking ends with the last follower."""
    store = Elsewhere()

    async def work() -> None:
        following = Following(store.look)
        assert await following.news("s", mark, "1", patience=0.01) == SEEN
        assert following._looking is not None
        await asyncio.wait_for(following._looking, PATIENCE)

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
        await once(lambda: following.followers == 1)
        store.seen = None
        following.told("s", None)
        return await asyncio.wait_for(waiting, PATIENCE)

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
