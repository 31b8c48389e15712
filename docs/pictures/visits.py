"""What the sheet of pictures visits: a manager's journey, a round, a workshop, and the way in at a host."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from helpers.room import Coach, Hall
from helpers.walk import PATIENCE, Walker
from playwright.sync_api import Browser, BrowserContext, expect

from workbook import clock
from workbook.demo import Demo
from workbook.mirrors.wording import RESPONDENT_WORDS, asked
from workbook.questions import QUESTIONS
from workbook.wording import DECISION_NAMES
from workbook.words import translator
from workbook.workshop.wording import WORDS

HEIGHTS: Final = {1280: 900, 390: 844}
KEY: Final = "c2hlZXQgb2YgcGljdHVyZXMgc2hlZXQgb2YgcGljdHVyZXM="
PHONES: Final = 12
_CHOICES: Final = ("a", "a", "b", "both", "a", "cannot_say", "b", "a")
_OFTEN: Final = ("none", "few", "few", "weekly", "often", "cannot_say", "few", "none")

Take = Callable[..., None]
"""Keeps what a page shows now: `take(state, page, whole=True)`."""
Launch = Callable[..., Any]

WRITTEN: Final = {
    "nl": "Dinsdag met Mei, bij de offerte voor de zorg. Zij deed de prijs, ik hield mijn mond.",
    "en": "Tuesday with Mei, at the quote for care. She did the price, I held my tongue.",
}
DECIDED: Final = {
    "nl": "Mijn team wint meer als ik meega.",
    "en": "My team wins more when I come along.",
}
_TODAY = clock.today()
_TUESDAY = (_TODAY - timedelta(days=(_TODAY.weekday() - 1) % 7)).isoformat()
"""The last Tuesday there was: the check-in asks about a step that has begun."""

STEP: Final = {
    "nl": {
        "when": "dinsdagochtend",
        "act": "mee naar een klant die zij kiest",
        "person": "Mei",
        "first_on": _TUESDAY,
        "first_act": "Mei bellen",
    },
    "en": {
        "when": "Tuesday morning",
        "act": "go along to a customer",
        "person": "Mei",
        "first_on": _TUESDAY,
        "first_act": "call Mei",
    },
}


def screen(browser: Browser, language: str, width: int) -> BrowserContext:
    """A browser of this width, in this language."""
    return browser.new_context(viewport={"width": width, "height": HEIGHTS[width]}, locale=language)


def journey(browser: Browser, server: Any, language: str, width: int, folder: Path, take: Take) -> None:
    """The manager's pages: empty, with own files, and with the demo manager from question to check-in."""
    context = screen(browser, language, width)
    page = context.new_page()
    walker = Walker(page, server.url, language)
    walker.goes_to("start")
    take("start-fresh", page)
    page.locator(".wb-exporting > summary").click()
    page.locator(".wb-exporting details summary").first.click()
    take("start-help-open", page)
    _loads(walker, folder, take)
    for name in ("plan", "balance", "checkin"):
        walker.goes_to(name)
        take(f"{name}-empty", page)
    walker.opens_demo()
    take("start-demo", page)
    for question in QUESTIONS:
        walker.goes_to(question)
        walker.answers(question)
        if question == "plan":
            take("plan-answered", page)
        walker.looks()
        walker.writes(question, WRITTEN[language])
        if question == "plan":
            _does_not_save(walker, server, take)
        walker.resolves(**STEP[language])
        take(f"{question}-evidence", page)
    page.locator(".wb-doubt details summary").first.click()
    page.locator(".wb-doubt button").first.click()
    expect(page.locator(".wb-review")).to_be_visible(timeout=PATIENCE)
    take("field-review-open", page)
    walker.goes_to("balance")
    page.get_by_role("radio", name=walker.t(DECISION_NAMES["keep"])).check()
    page.get_by_role("textbox", name=walker.t("What decides it, in your own words")).fill(DECIDED[language])
    walker.saved()
    take("balance-decided", page)
    page.emulate_media(media="print")
    take("balance-on-paper", page)
    page.emulate_media(media="screen")
    _asks(walker, take)
    walker.goes_to("checkin")
    take("checkin", page)
    page.goto(f"{walker.url}/{language}/8-nothing")
    take("no-such-page", page)
    walker.goes_to("plan")
    server.stop()
    page.evaluate("dispatchEvent(new Event('wb:unanswered'))")
    expect(page.locator(".wb-trouble p")).to_be_visible(timeout=PATIENCE)
    take("server-away", page, whole=False)
    context.close()


def _loads(walker: Walker, folder: Path, take: Take) -> None:
    """Own files: one that is refused, one whose columns nobody knows, one calendar."""
    page = walker.page
    walker.button("Begin my workbook").click()
    walker.saved()
    wrong = folder / "foto.ics"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50)
    page.locator("#files").set_input_files(wrong)
    expect(page.locator(".wb-reading .wb-notice").first).to_be_visible(timeout=PATIENCE)
    take("start-bad-file", page)
    table = folder / "lijst.csv"
    table.write_text(
        "Wat;Wie;Toen;Hoe lang\n" + "".join(f"Bezoek {n};Mei;0{n}-04-2026;60\n" for n in range(1, 9))
    )
    page.locator("#files").set_input_files(table)
    expect(page.get_by_role("heading", name=table.name)).to_be_visible(timeout=PATIENCE)
    take("start-unknown-columns", page)
    calendar = Demo(today=_TODAY).files[0]
    own = folder / calendar.name
    own.write_bytes(calendar.data)
    page.locator("#files").set_input_files(own)
    expect(page.get_by_role("heading", name=own.name)).to_be_visible(timeout=PATIENCE)
    walker.saved()
    take("start-calendar", page)


def _does_not_save(walker: Walker, server: Any, take: Take) -> None:
    """Somebody else holds the store: the page says that it is not saved yet, and keeps the text."""
    page = walker.page
    written = page.get_by_role("textbox").first
    with closing(sqlite3.connect(server.data / "workbook.db", isolation_level=None)) as held:
        held.execute("BEGIN EXCLUSIVE")
        written.press("End")
        written.type(" ")
        written.blur()
        expect(page.locator(".wb-saved[data-state=failed]")).to_be_visible(timeout=PATIENCE)
        written.scroll_into_view_if_needed()
        take("plan-not-saved", page, whole=False)
        held.execute("ROLLBACK")
    written.type("✓")
    written.press("Backspace")
    written.blur()
    walker.saved()


def _asks(walker: Walker, take: Take) -> None:
    """A round among the team, and what one of them sees on a phone or a laptop."""
    page = walker.page
    page.locator("button[data-do=prepare][data-key=team]").click()
    expect(walker.button("Open the round")).to_be_visible(timeout=PATIENCE)
    page.get_by_label(walker.t("How many people")).fill("8")
    walker.saved()
    take("balance-round", page)
    walker.button("Open the round").click()
    links = page.locator(".wb-links")
    expect(links).to_be_visible(timeout=PATIENCE)
    take("balance-round-open", page)
    link = links.locator(".wb-address").first.inner_text()
    respondent = page.context.browser.new_context(  # type: ignore[union-attr]
        viewport=page.viewport_size, locale=walker.language
    ).new_page()
    respondent.goto(link)
    take("mirror", respondent)
    for question in QUESTIONS:
        one = asked(question)
        respondent.get_by_role("radio", name=walker.t(one.choices["b"])).check()
        respondent.get_by_role("radio", name=walker.t(one.anchors["few"])).check()
        respondent.get_by_role("button", name=walker.t(RESPONDENT_WORDS["next"])).click()
    take("mirror-last", respondent)
    respondent.get_by_role("button", name=walker.t(RESPONDENT_WORDS["send"])).click()
    expect(respondent.get_by_role("heading", name=walker.t(RESPONDENT_WORDS["thanks"]))).to_be_visible()
    take("mirror-thanks", respondent)
    respondent.goto(link[:-6] + "aaaaaa")
    take("mirror-no-such-link", respondent)
    respondent.context.close()


def workshop(browser: Browser, server: Any, language: str, width: int, take: Take) -> None:
    """The coach's rooms, a room from the door to the end, a participant's phone, and the beamer."""
    said, url = translator(language), server.url.rstrip("/")
    context, visitor = screen(browser, language, width), screen(browser, language, width)
    desk, phone, beamer = context.new_page(), visitor.new_page(), context.new_page()
    beamer.set_viewport_size({"width": 1280, "height": 720})
    desk.goto(f"{url}/{language}/workshop")
    take("workshop-fresh", desk)
    title = {"nl": "Salesmanagers Noord", "en": "Sales managers North"}[language]
    coach = Coach(url, language).opens(title=title, client={"nl": "Klant A", "en": "Client A"}[language])
    desk.goto(coach.link)
    take("workshop-rooms", desk)
    desk.goto(f"{url}{coach.here}")
    take("room-coach-welcome", desk)
    phone.goto(f"{url}/{language}/room")
    take("room-door", phone)
    phone.get_by_label(said(WORDS["code"])).fill("AAAAAA")
    phone.locator(".wb-go").click()
    take("room-wrong-code", phone)
    phone.goto(f"{url}/r/{coach.code}")
    take("room-join", phone)
    phone.locator(".wb-go").click()
    beamer.goto(f"{url}{coach.here}/beamer")
    take("room-beamer-join", beamer, whole=False)
    hall = Hall()
    try:
        hall.fill(url, coach.code, PHONES)
        for at, state in ((1, "read"), (2, "answer"), (3, "pair"), (5, "picture"), (6, "reflect")):
            coach.opens_step(at)
            if state == "answer":
                hall.each(
                    lambda number, each: each.sends(
                        "answer", question="plan", choice=_CHOICES[number % 8], often=_OFTEN[number % 8]
                    )
                )
            if state == "picture":
                coach.does("reveal", question="plan")
            for shown in (phone, desk):
                shown.reload()
            beamer.goto(f"{url}{coach.here}/beamer?look=light")
            take(f"room-phone-{state}", phone)
            if state in ("answer", "picture"):
                take(f"room-coach-{state}", desk)
                take(f"room-beamer-{state}", beamer, whole=False)
    finally:
        hall.leave()
    coach.does("close")
    for shown, name in ((phone, "phone"), (desk, "coach")):
        shown.reload()
        take(f"room-{name}-closed", shown)
    context.close()
    visitor.close()


def door(browser: Browser, launch: Launch, language: str, width: int, folder: Path, take: Take) -> None:
    """A server for others: begin, keep the link, another's link, a link to nothing, and the line outside."""
    secret = folder / "secret"
    secret.write_text(f"{KEY}\n")
    secret.chmod(0o600)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://localhost:{port}"
    options = ("--public", "--address", address, "--behind", "127.0.0.1", "--secret-file", str(secret))
    server = launch(folder, *options, "--most-pages", "1", "--port", str(port))
    try:
        page = screen(browser, language, width).new_page()
        page.goto(f"{address}/{language}/begin")
        take("begin", page)
        page.locator("main form .wb-go").click()
        take("begin-link", page)
        page.locator("main a.wb-go").click()
        page.wait_for_selector("html[data-page=ready]", timeout=PATIENCE)
        second = screen(browser, language, width).new_page()
        second.goto(f"{address}/{language}/begin")
        second.locator("main form .wb-go").click()
        own = second.locator("#link").input_value()
        second.goto(f"{address}/{language}/0-start")
        take("waiting-for-a-place", second)
        page.goto(own)
        take("another-s-link", page)
        page.goto(f"{address}/{language}/begin")
        take("begin-open-here", page)
        page.goto(own[:-8] + "aaaaaaaa")
        take("link-to-nothing", page)
        page.context.close()
        second.context.close()
    finally:
        server.stop()


__all__ = ["DECIDED", "HEIGHTS", "STEP", "WRITTEN", "door", "journey", "workshop"]
