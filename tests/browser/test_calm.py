"""The page wakes without a jump: text stands first, and the parts come up in their places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from helpers.walk import Walker
from playwright.sync_api import BrowserContext

MOST = 0.05
"""Cumulative layout shift; 0.1 is what web.dev calls good, and half of it is what we want."""

_LISTEN = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("screen", [(1280, 900), (390, 844)], ids=["laptop", "phone"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_jumps_while_a_page_wakes(
    server: Any, contexts: Callable[..., BrowserContext], screen: tuple[int, int], language: str
) -> None:
    """On a first visit and on a second, on every page, what one reads stays where it is."""
    context = contexts(viewport={"width": screen[0], "height": screen[1]})
    context.add_init_script(_LISTEN)
    jumped: dict[str, float] = {}
    for name in ("start", "plan", "marketing", "field", "balance"):
        for visit in ("first", "second"):
            page = context.new_page()
            Walker(page, server.url, language).goes_to(name)
            jumped[f"{name}, {visit} visit"] = page.evaluate("() => window.shifted")
            page.goto("about:blank")
            page.close()
    assert {what: shift for what, shift in jumped.items() if shift > MOST} == {}
