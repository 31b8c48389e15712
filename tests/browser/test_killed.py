"""A kernel killed in mid-answer loses nothing that was given."""

from __future__ import annotations

from collections.abc import Callable

import psutil
from helpers.kernels import kill_kernels
from helpers.walk import PATIENCE, Walker
from playwright.sync_api import BrowserContext, expect

from workbook.wording import wording


def test_an_answer_survives_the_death_of_its_kernel(
    start_server: Callable[..., object], contexts: Callable[..., BrowserContext]
) -> None:
    """What was saved is there after a reload; what was typed after the kernel died, too; and the page
    says by itself that it had lost its kernel."""
    server = start_server()
    page = contexts(viewport={"width": 1280, "height": 900}).new_page()
    walker = Walker(page, server.url, "nl")  # type: ignore[attr-defined]
    walker.goes_to("plan")
    walker.answers("plan", "b", "few")
    walker.looks()
    walker.writes("plan", "Dinsdag aan tafel")
    assert kill_kernels(psutil.Process(server.process.pid)) >= 1  # type: ignore[attr-defined]
    prompt = walker.t(wording("plan").prompts[0].question)
    # The page notices by itself and opens the workbook anew.
    with page.expect_navigation(timeout=PATIENCE):
        page.get_by_role("textbox", name=prompt).press_sequentially(", met Mei")
    walker.awake()
    expect(page.locator(".wb-first strong")).to_have_text("B", timeout=PATIENCE)
    expect(page.get_by_role("textbox", name=prompt)).to_have_value(
        "Dinsdag aan tafel, met Mei", timeout=PATIENCE
    )
    walker.saved()
    walker.goes_to("plan")
    expect(page.get_by_role("textbox", name=prompt)).to_have_value(
        "Dinsdag aan tafel, met Mei", timeout=PATIENCE
    )
