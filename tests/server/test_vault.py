"""The vault holds parcels for kernels, in memory, for a while; nobody else gets near."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.server.vault import Vault

NAME = "ab" * 32
Visit = Callable[..., Any]


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.binary(max_size=40)), max_size=30))
def test_never_more_than_it_may_hold(parcels: list[tuple[str, bytes]]) -> None:
    """Protects: whatever is put in, the sum stays under the limit, and the last one put is there."""
    vault = Vault(largest=30, total=60)
    for name, content in parcels:
        if vault.put(name, content):
            assert vault.get(name) == content
        else:
            assert len(content) > 30
        assert sum(len(vault.get(each) or b"") for each in "abcd") <= 60


def test_the_oldest_makes_room() -> None:
    """Protects: a full vault drops what was put in first."""
    vault = Vault(largest=10, total=20)
    for name in "abc":
        vault.put(name, b"0123456789")
    assert [vault.get(name) is not None for name in "abc"] == [False, True, True]


def test_its_time_ends() -> None:
    """Protects: a parcel is gone after its time, without anybody asking for it."""
    clock = [0.0]
    vault = Vault(seconds=60, now=lambda: clock[0])
    vault.put("a", b"x")
    clock[0] = 59.9
    assert vault.get("a") == b"x"
    clock[0] = 60.0
    assert vault.get("a") is None


@pytest.fixture
def token(trial: Any, visit: Visit) -> str:
    """The token a kernel is given."""
    mine = visit(trial)
    told: str = mine.socket().told(mine.model)["environment"]["WORKBOOK_VAULT_TOKEN"]
    return told


def test_a_kernel_may(trial: Any, token: str) -> None:
    """Protects: put, get and delete with the token a kernel has."""
    address, key = f"{trial.url}vault/{NAME}", {"Authorization": f"Bearer {token}"}
    assert httpx.put(address, content=b"sealed", headers=key).status_code == 204
    assert httpx.get(address, headers=key).content == b"sealed"
    assert httpx.delete(address, headers=key).status_code == 204
    assert httpx.get(address, headers=key).status_code == 404


def test_what_is_too_old_goes_by_itself() -> None:
    """Protects: a parcel whose time is over is freed by the clock, whether anybody asks for it or not."""
    now = [0.0]
    vault = Vault(seconds=10, now=lambda: now[0])
    vault.put(NAME, b"rows")
    now[0] = 11.0

    async def a_while() -> int:
        chore = asyncio.ensure_future(vault.keep_clean(every=0))
        while vault._held:
            await asyncio.sleep(0)
        chore.cancel()
        return vault._held

    assert asyncio.run(asyncio.wait_for(a_while(), 5)) == 0


@pytest.mark.parametrize(
    "more", [{"Origin": "http://127.0.0.1"}, {"Cookie": "a=b"}, {"Sec-Fetch-Mode": "cors"}, {"Authorization": "Bearer x"}, {}]
)
def test_nobody_else_may(trial: Any, token: str, more: dict[str, str]) -> None:
    """Protects: without the token, or from a browser even with it, there is nothing to get."""
    headers = {"Authorization": f"Bearer {token}"} if more else {}
    for method in ("GET", "PUT", "DELETE"):
        answer = httpx.request(method, f"{trial.url}vault/{NAME}", headers={**headers, **more})
        assert answer.status_code == 403


def test_too_large(trial: Any, token: str) -> None:
    """Protects: the server's memory has an end."""
    try:
        answer = httpx.put(
            f"{trial.url}vault/{NAME}",
            content=b"0" * (32 * 1024 * 1024 + 2048),
            headers={"Authorization": f"Bearer {token}"},
            timeout=30,
        )
    except httpx.TransportError:
        return  # the server hung up in the middle of it
    assert answer.status_code in (400, 413)


def test_names_are_ids(trial: Any, token: str) -> None:
    """Protects: nothing but 64 hexadecimal signs is a parcel's name."""
    for name in ("short", "g" * 64, "a" * 65, "../" + "a" * 61):
        answer = httpx.get(f"{trial.url}vault/{name}", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 404
