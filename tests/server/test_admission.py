"""The house is full: people wait in order, and are let in by themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.server import admission
from workbook.server.admission import BYTES_A_PAGE, BYTES_KEPT_FREE, GIVEN_UP_SECONDS, Admission


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_in_order() -> None:
    """Protects: who waits longest goes first, and nobody who comes later slips in between."""
    door = Admission(1, lambda: None)
    assert door.ask(None, 0).ahead is None
    first, second = door.ask(None, 1), door.ask(None, 1)
    assert (first.ahead, second.ahead) == (0, 1)
    assert door.ask(second.ticket, 0).ahead == 1
    assert door.ask(None, 0).ahead == 2
    assert door.ask(first.ticket, 0).ahead is None
    assert door.ask(second.ticket, 1).ahead == 0


def test_who_gave_up_holds_nobody_up() -> None:
    """Protects: a phone that was put away does not keep the line waiting."""
    clock = Clock()
    door = Admission(1, lambda: None, clock)
    door.ask(None, 1)
    clock.now = GIVEN_UP_SECONDS - 1
    second = door.ask(None, 1)
    clock.now = GIVEN_UP_SECONDS + 1
    assert door.ask(second.ticket, 0).ahead is None
    assert door.waiting == 0


def test_memory_decides() -> None:
    """Protects: pages are let in while there is memory for them, and none into the last that is kept free."""
    assert Admission(40, lambda: BYTES_KEPT_FREE + 3 * BYTES_A_PAGE).places(5) == 3
    assert Admission(40, lambda: BYTES_KEPT_FREE - 1).places(0) == 0
    assert Admission(40, lambda: None).places(39) == 1


@given(st.lists(st.integers(0, 9), max_size=60), st.integers(1, 4))
def test_everybody_gets_in_once(asking: list[int], most: int) -> None:
    """Protects: whoever asks in whatever order, places are never given twice and people enter by arrival."""
    door = Admission(most, lambda: None)
    tickets: dict[int, str | None] = {}
    arrived: list[int] = []
    inside: list[int] = []
    for who in asking:
        if who in inside:
            inside.remove(who)
            continue
        turn = door.ask(tickets.get(who), len(inside))
        if turn.ahead is None:
            earlier = arrived[: arrived.index(who)] if who in arrived else arrived
            assert len(inside) + len(earlier) < most
            arrived = [one for one in arrived if one != who]
            tickets.pop(who, None)
            inside.append(who)
            assert len(inside) <= most
        elif who not in arrived:
            tickets[who] = turn.ticket
            arrived.append(who)


def test_a_group_of_processes_has_its_own_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects: in a container its own limit counts, with files kept in memory as free."""
    (tmp_path / "memory.max").write_text("1000\n")
    (tmp_path / "memory.current").write_text("700\n")
    (tmp_path / "memory.stat").write_text("anon 500\nactive_file 100\ninactive_file 50\n")
    assert admission._of_group(tmp_path) == 450
    (tmp_path / "memory.max").write_text("max\n")
    assert admission._of_group(tmp_path) is None
    assert admission._of_machine(tmp_path / "none") is None


@pytest.fixture
def small(start_server: Any, trial_pages: Path) -> Any:
    """A server with places for one page; its environment tells so."""
    return start_server(WORKBOOK_NOTEBOOKS=str(trial_pages), WORKBOOK_MOST_PAGES="1")


def test_let_in_by_turn(small: Any, visit: Any) -> None:
    """Protects: past the last place a visitor gets a page that asks again by itself, in their language,
    without a kernel being started; when a page is left, who waited longest is in, and nobody before."""
    inside = visit(small)
    with httpx.Client(base_url=small.url) as first, httpx.Client(base_url=small.url) as second:
        told = first.get("/en/0-start")
        assert told.status_code == 503
        assert told.headers["retry-after"]
        assert 'http-equiv="refresh"' in told.text
        assert "You are next." in told.text
        assert "wb-cell" not in told.text
        assert "1 person goes before you." in second.get("/en/0-start").text
        assert httpx.get(f"{small.url}healthz").status_code == 503
        inside.leave()
        while inside.state().status_code != 404 or httpx.get(f"{small.url}healthz").status_code != 200:
            pass
        assert second.get("/en/0-start").status_code == 503
        assert first.get("/en/0-start", timeout=30).status_code == 200
        assert "You are next." in second.get("/en/0-start").text
