"""The journey by keyboard alone, once: nothing needs a mouse and focus is never lost."""

from __future__ import annotations

from collections.abc import Callable

from helpers.walk import PATIENCE, Walker
from playwright.sync_api import BrowserContext, Page, expect

from workbook.questions import QUESTIONS

_MOST_TABS = 90


def reach(page: Page, selector: str) -> None:
    """Press Tab until something that fits the selector has the focus, and shows it."""
    for _ in range(_MOST_TABS):
        page.keyboard.press("Tab")
        found = page.evaluate("(s) => document.activeElement && document.activeElement.matches(s)", selector)
        if found:
            ring = page.evaluate(
                "() => { const el = document.activeElement;"
                " const own = getComputedStyle(el).outlineStyle !== 'none';"
                " const up = el.closest('label, .wb-drop, .wb-row');"
                " return own || (up && getComputedStyle(up).outlineStyle !== 'none'); }"
            )
            assert ring, f"no visible focus on {selector}"
            return
    raise AssertionError(f"{selector} can't be reached by keyboard")


def test_the_journey_by_keyboard(
    start_server: Callable[..., object], contexts: Callable[..., BrowserContext]
) -> None:
    """Demo manager, three questions, keep or exit, with Tab, arrows, Space and Enter."""
    server = start_server()
    page = contexts(viewport={"width": 1280, "height": 900}).new_page()
    walker = Walker(page, server.url, "nl")  # type: ignore[attr-defined]
    walker.goes_to("start")
    reach(page, "button[data-do=demo]")
    with page.expect_event("load", timeout=PATIENCE):
        page.keyboard.press("Enter")
    expect(walker.button("Back to my own workbook")).to_be_visible(timeout=PATIENCE)
    walker.awake()
    for question in QUESTIONS:
        reach(page, "a.wb-go")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/nl/*-{question}")
        walker.awake()
        reach(page, f"input[name=choice-{question}]")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        reach(page, f"input[name=often-{question}]")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        walker.saved()
        expect(page.locator("button[data-do=look]")).not_to_have_attribute(
            "aria-disabled", "true", timeout=PATIENCE
        )
        reach(page, "button[data-do=look]")
        page.keyboard.press("Enter")
        expect(page.locator("#evidence")).to_be_focused(timeout=PATIENCE)
        reach(page, "textarea")
        page.keyboard.type("Dinsdag.")
        walker.saved()
        for blank, text in (
            ("when", "dinsdag"),
            ("act", "meegaan"),
            ("person", "Mei"),
            ("first_act", "bellen"),
        ):
            page.keyboard.press("Shift+Tab")
            page.locator(f"#step-{blank}").focus()
            page.keyboard.type(text)
        walker.saved()
    reach(page, "a.wb-go")
    page.keyboard.press("Enter")
    page.wait_for_url("**/nl/4-balance")
    walker.awake()
    reach(page, "input[name=decision]")
    page.keyboard.press("Space")
    reach(page, "textarea#why")
    page.keyboard.type("Omdat.")
    walker.saved()
