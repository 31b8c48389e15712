"""A visitor's way in, in a real browser."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def address(start_server: Callable[..., Any], secret_file: Path) -> str:
    """A server for others that never leaves this machine, so without encryption."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    made = f"http://localhost:{port}"
    options = ("--public", "--address", made, "--behind", "127.0.0.1", "--secret-file", str(secret_file))
    start_server(*options, "--most-pages", "9", "--port", str(port))
    return made


def _ready(page: Page) -> None:
    page.wait_for_selector("html[data-page=ready]", timeout=60_000)


def test_from_the_door_to_a_new_link(page: Page, address: str) -> None:
    """Protects: make a workbook, keep its link, begin, renew the link, go on with the new one; the old one
    opens nothing any more, and the browser has nothing to complain of."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(address)
    expect(page).to_have_url(f"{address}/nl/begin")
    page.get_by_role("button", name="Maak een werkboek").click()
    old = page.locator("#link").input_value()
    assert old.startswith(f"{address}/w/")
    with page.expect_download() as kept:
        page.get_by_role("button", name="Bewaar de link als bestand").click()
    assert old in Path(kept.value.path()).read_text()
    page.get_by_role("link", name="Naar het werkboek").click()
    expect(page).to_have_url(f"{address}/nl/0-start")
    _ready(page)
    page.get_by_role("button", name="Mijn werkboek beginnen").click()
    page.get_by_role("button", name="Maak een nieuwe link").click()
    onward = page.get_by_role("link", name="Ga verder met de nieuwe link")
    new = onward.get_attribute("href")
    assert new
    onward.click()
    expect(page).to_have_url(f"{address}/nl/0-start")
    _ready(page)
    expect(page.get_by_role("button", name="Maak een nieuwe link")).to_be_visible()
    assert said == []
    page.context.clear_cookies()
    page.goto(f"{address}{new}")
    expect(page).to_have_url(f"{address}/nl/0-start")


def test_another_s_link(page: Page, address: str) -> None:
    """Protects: the question before another workbook is opened can be answered both ways, and closing works."""
    page.goto(address)
    page.get_by_role("button", name="Maak een werkboek").click()
    foreign = page.locator("#link").input_value()
    page.context.clear_cookies()
    page.goto(address)
    page.get_by_role("button", name="Maak een werkboek").click()
    page.get_by_role("link", name="Naar het werkboek").click()
    _ready(page)
    page.get_by_role("button", name="Mijn werkboek beginnen").click()
    expect(page.get_by_role("button", name="Maak een nieuwe link")).to_be_visible()
    page.goto(foreign)
    expect(page.get_by_role("heading", name="Dit is een ander werkboek")).to_be_visible()
    page.get_by_role("button", name="Open het andere").click()
    expect(page).to_have_url(f"{address}/nl/0-start")
    page.goto(f"{address}/nl/begin")
    page.get_by_role("button", name="Sluit het in deze browser").click()
    expect(page.get_by_role("button", name="Maak een werkboek")).to_be_visible()
