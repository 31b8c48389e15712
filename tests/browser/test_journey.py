"""The whole journey in a real browser: both languages, a laptop and a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from helpers.walk import PATIENCE, Walker
from playwright.sync_api import BrowserContext, Page, expect

from workbook.questions import QUESTIONS
from workbook.wording import DECISION_NAMES

Open = Callable[..., BrowserContext]
Violations = Callable[[Page], list[str]]

LAPTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize(
    ("language", "screen", "scheme"),
    [("nl", LAPTOP, "light"), ("en", PHONE, "dark"), ("nl", PHONE, "light"), ("en", LAPTOP, "dark")],
    ids=["nl-laptop", "en-phone-dark", "nl-phone", "en-laptop-dark"],
)
def test_demo_manager_from_start_to_balance(
    start_server: Callable[..., object],
    contexts: Open,
    violations: Violations,
    language: str,
    screen: dict[str, int],
    scheme: str,
) -> None:
    """Every page does its work, says nothing wrong to a screen reader, fits the screen, complains of
    nothing on the console and asks nobody else for anything."""
    server = start_server()
    context = contexts(viewport=screen, color_scheme=scheme, locale=language)
    page = context.new_page()
    complaints: list[str] = []
    asked: set[str] = set()
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: asked.add(request.url))
    walker = Walker(page, server.url, language)  # type: ignore[attr-defined]

    def sound() -> None:
        assert violations(page) == []
        width = page.evaluate("() => document.documentElement.scrollWidth")
        assert width <= screen["width"]

    walker.goes_to("start")
    sound()
    walker.opens_demo()
    sound()
    for question in QUESTIONS:
        walker.goes_through(question)
        drawings = page.locator(".wb-evidence svg[role=img]:visible")
        assert 2 <= drawings.count() <= 3
        sound()
    page.locator(".wb-doubt button").first.click()
    expect(page.locator(".wb-review")).to_be_visible(timeout=PATIENCE)
    sound()
    walker.goes_to("balance")
    walker.page.get_by_role("radio", name=walker.t(DECISION_NAMES["keep"])).check()
    walker.page.get_by_role("textbox", name=walker.t("What decides it, in your own words")).fill("Dit.")
    walker.saved()
    expect(page.locator(".wb-line .wb-own-step")).to_have_count(3)
    sound()
    assert complaints == []
    origin = server.url.rstrip("/")  # type: ignore[attr-defined]
    elsewhere = {url for url in asked if not url.startswith((origin, "blob:", "data:"))}
    assert elsewhere == set()


def test_language_switch_keeps_the_page_and_the_work(
    start_server: Callable[..., object], contexts: Open
) -> None:
    """From Dutch to English on a question page: same page, same answer."""
    server = start_server()
    page = contexts(viewport=LAPTOP).new_page()
    walker = Walker(page, server.url, "nl")  # type: ignore[attr-defined]
    walker.goes_to("field")
    walker.answers("field", "both", "weekly")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/3-field")
    english = Walker(page, server.url, "en")  # type: ignore[attr-defined]
    english.awake()
    expect(page.get_by_role("radio", name="Both: some of A, some of B.")).to_be_checked(timeout=PATIENCE)


def test_work_survives_a_restart_of_browser_and_server(
    start_server: Callable[..., object], contexts: Open
) -> None:
    """Close the browser, kill the server, start again: go on where one left."""
    server = start_server()
    first = contexts(viewport=LAPTOP)
    walker = Walker(first.new_page(), server.url, "nl")  # type: ignore[attr-defined]
    walker.goes_to("start")
    walker.button("Begin my workbook").click()
    walker.saved()
    walker.goes_to("plan")
    walker.answers("plan", "a", "none")
    first.close()
    server.process.kill()  # type: ignore[attr-defined]
    server.process.wait(timeout=PATIENCE / 1000)  # type: ignore[attr-defined]
    again = start_server()
    page = contexts(viewport=LAPTOP).new_page()
    back = Walker(page, again.url, "nl")  # type: ignore[attr-defined]
    back.goes_to("start")
    page.get_by_role("link", name=back.t("Go on where I was")).click()
    page.wait_for_url("**/nl/1-plan")
    back.awake()
    expect(page.locator(".wb-answer-a input")).to_be_checked(timeout=PATIENCE)
