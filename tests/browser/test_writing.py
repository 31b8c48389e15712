"""Texts in a real browser: too long a paste is not cut, and two tabs on one field lose nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from helpers.patience import until
from helpers.walk import PATIENCE, Walker
from playwright.sync_api import BrowserContext, Page, WebSocketRoute, expect

from workbook.journey import LONGEST_TEXT
from workbook.wording import wording

Open = Callable[..., BrowserContext]


def first_prompt(walker: Walker) -> Any:
    """The first prompt of the plan page."""
    return walker.page.get_by_role("textbox", name=walker.t(wording("plan").prompts[0].question))


def writes(walker: Walker, field: Any, text: str) -> None:
    """Write a text and leave the field, which sends it at once."""
    field.fill(text)
    field.blur()
    walker.saved()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_that_was_typed_is_lost(
    start_server: Callable[..., Any], contexts: Open, violations: Callable[[Page], list[str]], language: str
) -> None:
    """A text over the limit stays in its field, over a reload too; the second of two tabs shows both texts and
    lets one be chosen, and neither says 'saved' meanwhile."""
    server = start_server()
    context = contexts(viewport={"width": 390, "height": 844}, locale=language)
    one = Walker(context.new_page(), server.url, language)
    one.goes_to("plan")
    one.answers("plan")
    one.looks()
    field = first_prompt(one)
    expect(field).to_be_visible(timeout=PATIENCE)
    two = Walker(context.new_page(), server.url, language)
    two.goes_to("plan")
    other = first_prompt(two)
    expect(other).to_be_visible(timeout=PATIENCE)

    writes(one, field, "From the first tab")
    other.fill("From the second tab")
    clash = two.page.locator(".wb-clash")
    expect(clash).to_contain_text("From the first tab", timeout=PATIENCE)
    expect(clash).to_contain_text("From the second tab")
    expect(other).to_have_value("From the second tab")
    expect(two.page.locator(".wb-saved")).to_have_attribute("data-state", "failed")
    assert violations(two.page) == []
    assert two.page.evaluate("() => document.documentElement.scrollWidth") <= 390
    two.page.reload()
    two.awake()
    expect(clash).to_contain_text("From the first tab", timeout=PATIENCE)
    two.button("Take the other text").click()
    expect(clash).to_have_count(0, timeout=PATIENCE)
    expect(other).to_have_value("From the first tab", timeout=PATIENCE)
    writes(two, other, "From the first tab, and more")
    expect(clash).to_have_count(0)

    field.fill("Once more from the first")
    clash = one.page.locator(".wb-clash")
    expect(clash).to_contain_text("and more", timeout=PATIENCE)
    one.button("Keep what I wrote here").click()
    expect(clash).to_have_count(0, timeout=PATIENCE)
    one.saved()
    expect(field).to_have_value("Once more from the first")

    long = "x" * (LONGEST_TEXT + 5)
    field.fill(long)
    notice = one.page.locator(".wb-notice")
    expect(notice.first).to_contain_text(re.compile(r"20[.,]005"), timeout=PATIENCE)
    expect(field).to_have_value(long)
    one.page.reload()
    one.awake()
    expect(first_prompt(one)).to_have_value(long, timeout=PATIENCE)
    writes(one, first_prompt(one), "Short enough")
    expect(one.page.locator(".wb-notice")).to_have_count(0, timeout=PATIENCE)


def test_a_text_sent_behind_one_that_is_answered_late_is_not_forgotten(
    start_server: Callable[..., Any], contexts: Open
) -> None:
    """A line that lets the first of two texts of one field through late and loses the second: after a reload the
    second is in the field, and is saved."""
    server = start_server()
    page = contexts(viewport={"width": 390, "height": 844}, locale="nl").new_page()
    held: list[Callable[[], None]] = []
    sent: list[str] = []
    answers: list[str] = []

    def plain(message: str | bytes) -> str:
        return message.decode(errors="replace") if isinstance(message, bytes) else message

    def line(route: WebSocketRoute) -> None:
        onward = route.connect_to_server()

        def says(message: str | bytes) -> None:
            text = plain(message)
            if "Dins" not in text or '"comm_msg"' not in text:
                onward.send(message)
                return
            sent.append(text)
            if len(sent) == 1:
                held.append(lambda: onward.send(message))
            elif len(sent) > 2:
                onward.send(message)

        def hears(message: str | bytes) -> None:
            route.send(message)
            if sent and '"answer"' in plain(message):
                answers.append(plain(message))

        route.on_message(says)
        onward.on_message(hears)

    walker = Walker(page, server.url, "nl")
    walker.goes_to("plan")
    walker.answers("plan")
    walker.looks()
    page.route_web_socket("**/channels*", line)
    walker.goes_to("plan")
    field = first_prompt(walker)
    field.press_sequentially("Dins")
    field.blur()
    until(lambda: page.wait_for_timeout(20) or sent, lambda: "the first was not sent")
    field.press_sequentially("dag")
    field.blur()
    until(lambda: page.wait_for_timeout(20) or len(sent) > 1, lambda: "the second was not sent")
    held[0]()
    until(lambda: page.wait_for_timeout(20) or answers, lambda: "the first was not answered")
    page.reload()
    walker.awake()
    expect(first_prompt(walker)).to_have_value("Dinsdag", timeout=PATIENCE)
    walker.saved()
