"""A server of its own for each test that changes the workbook, and what every page must keep to."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from helpers.walk import Walker
from playwright.sync_api import Browser, BrowserContext, Page

Walk = Callable[..., Walker]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Opens browser contexts that end with the test."""
    opened: list[BrowserContext] = []

    def context(**options: object) -> BrowserContext:
        opened.append(browser.new_context(**options))  # type: ignore[arg-type]
        return opened[-1]

    yield context
    for one in opened:
        one.close()


class Watch:
    """Listens to a page: what it said on the console, and where it asked for anything."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self.asked: set[str] = set()
        page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.asked.add(request.url))


@pytest.fixture
def violations() -> Callable[[Page], list[str]]:
    """What axe-core finds wrong on a page, a line each."""

    def run(page: Page) -> list[str]:
        found = Axe().run(page, options=RULES).response["violations"]
        return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]

    return run
