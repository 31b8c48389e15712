"""A whole workshop with the real server: thirty phones, three browsers, and a restart in the middle."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from helpers.patience import PATIENCE
from helpers.room import Coach, Hall, Phone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from workbook.questions import QUESTIONS
from workbook.workshop.programme import programme

PHONES = 30
PICTURES = os.environ.get("WORKBOOK_ROOM_PICTURES", "")
"""A folder to leave a picture of phone, coach and beamer in at each step."""

CHOICES = ("a", "a", "b", "both", "a", "cannot_say", "b", "a")
OFTEN = ("none", "few", "few", "weekly", "often", "cannot_say", "few", "none")


@pytest.fixture
def hall() -> Iterator[Hall]:
    """Phones that leave with the test."""
    made = Hall()
    yield made
    made.leave()


@pytest.fixture
def port() -> int:
    """A free port, so that a server can come back where it was."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found


def on_phone(browser: Browser, **told: Any) -> BrowserContext:
    """A phone's browser."""
    return browser.new_context(viewport={"width": 390, "height": 844}, locale="nl-NL", **told)


def heard(page: Page, faults: list[str]) -> Page:
    """A page whose script's faults are noted; a server that is away is no fault of the script."""
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda said: (
            faults.append(said.text)
            if said.type == "error" and "Failed to load resource" not in said.text
            else None
        ),
    )
    return page


def no_faults(page: Page) -> None:
    """No finding of axe."""
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()


def test_a_whole_workshop_with_a_restart_in_the_middle(
    browser: Browser, launch_server: Callable[..., Any], tmp_path: Path, port: int, hall: Hall
) -> None:
    """Protects an hour of thirty-three people: everybody follows each step, nothing is lost when the server
    comes back, latecomers land in the right step, and the pictures hold what all of them said."""
    server = launch_server(tmp_path, "--port", str(port))
    url, faults = server.url.rstrip("/"), []
    coach = Coach(url, "nl").opens(title="Salesmanagers Noord", client="Klant A", length="60", seats="40")
    desk = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    running = heard(desk.new_page(), faults)
    running.goto(coach.link)
    running.get_by_role("link", name="Salesmanagers Noord").click()
    beamer = heard(desk.new_page(), faults)
    beamer.set_viewport_size({"width": 1920, "height": 1080})
    beamer.goto(f"{url}{coach.here}/beamer")
    expect(beamer.locator(".wb-code")).to_have_text(f"{coach.code[:3]} {coach.code[3:]}")
    phone = heard(on_phone(browser).new_page(), faults)
    phone.goto(f"{url}/r/{coach.code.lower()}")
    phone.get_by_role("button", name="Doe mee").click()
    hall.fill(url, coach.code, PHONES)
    expect(beamer.locator(".wb-counter")).to_have_text(f"{PHONES + 1} telefoons in de zaal")

    for at, stop in enumerate(programme(60, QUESTIONS)):
        _next(running, at)
        mark = f"Vraag {QUESTIONS.index(stop.question) + 1} van 3" if stop.question else ""
        hall.until(lambda each, at=at: each.where == running.locator(".wb-region-now .wb-label").inner_text())  # type: ignore[misc]
        expect(phone.locator(".wb-region-where")).to_contain_text(mark)
        if stop.step == "answer":
            _answer(hall, phone, stop.question)  # type: ignore[arg-type]
            expect(beamer.locator(".wb-counter")).to_have_text(f"{PHONES + 1} van {PHONES + 1} beantwoord")
        if stop.step == "pair":
            expect(phone.locator(".wb-region-where")).to_contain_text("In tweetallen")
            assert phone.get_by_text("nog geen antwoord gegeven").count() == 0
        if stop.step == "pair" and stop.question == "plan":
            running.get_by_role("button", name="Loot tweetallen").click()
            expect(phone.get_by_text("Je zit in groepje")).to_be_visible()
        if stop.step == "evidence":
            hall.each(lambda number, each, q=stop.question: _share(number, each, q))  # type: ignore[misc]
        if stop.step == "evidence" and stop.question == "marketing":
            assert server.stop() == 0
            server = launch_server(tmp_path, "--port", str(port))
            expect(phone.locator(".wb-lost")).to_be_hidden(timeout=PATIENCE * 1000)
            expect(phone.get_by_role("heading", level=1)).to_contain_text("marketing")
        if stop.step == "reveal":
            assert phone.locator(".wb-bar").count() == 0
            running.get_by_role("button", name="Toon het beeld").click()
            expect(beamer.locator(".wb-bar").first).to_be_visible()
            expect(phone.locator(".wb-bar").first).to_be_visible()
            hall.until(lambda each: "wb-bar" in each.step)
        if PICTURES:
            _picture(at, stop.step, phone=phone, coach=running, beamer=beamer)

    late = heard(on_phone(browser).new_page(), faults)
    late.goto(f"{url}/r")
    late.get_by_label("Code").fill(f"{coach.code[:3]} {coach.code[3:]}".lower())
    late.get_by_role("button", name="Meedoen").click()
    late.get_by_role("button", name="Doe mee").click()
    expect(late.locator(".wb-region-where")).to_have_text("Afronden")
    running.get_by_text("Sluiten of wissen").click()
    running.get_by_role("button", name="Sluit de ruimte").click()
    expect(running.locator(".wb-picture")).to_have_count(3)
    assert running.locator(".wb-region-picture").get_by_text(f"{PHONES + 1} antwoorden").count() == 6
    expect(phone.get_by_text("De ruimte is gesloten")).to_be_visible()
    hall.until(lambda each: "De ruimte is gesloten" in each.step)
    with running.expect_download() as caught:
        running.get_by_role("button", name="Samenvatting (pdf)").click()
    assert Path(caught.value.path()).read_bytes().startswith(b"%PDF")
    assert faults == []
    server.stop()


def _next(running: Page, at: int) -> None:
    if at == 0:
        running.get_by_text("Programma ·").click()
        running.get_by_role("button", name="Openen: Lezen").first.is_visible()
        running.locator(".wb-region-join").get_by_role("button", name="Toon de stap op de beamer").click()
        expect(running.locator(".wb-region-now .wb-label")).to_have_text("Welkom")
        return
    before = running.locator(".wb-region-now .wb-label").inner_text()
    running.get_by_role("button", name=re.compile("^Volgende")).click()
    expect(running.locator(".wb-region-now .wb-label")).not_to_have_text(before)


def _answer(hall: Hall, phone: Page, question: str) -> None:
    async def send(number: int, each: Phone) -> None:
        answered = await each.sends(
            "answer", question=question, choice=CHOICES[number % 8], often=OFTEN[number % 8]
        )
        assert "Je antwoord is binnen" in answered["regions"]["step"]

    hall.each(send)
    phone.locator("#choice-b").check(force=True)
    phone.locator("#often-few").check()
    expect(phone.get_by_text("Je antwoord is binnen")).to_be_visible()


async def _share(number: int, phone: Phone, question: str | None) -> None:
    if number % 3 == 0:
        await phone.sends("share", question=question or "", often="few")


def _picture(at: int, step: str, **pages: Page) -> None:
    for name, page in pages.items():
        page.screenshot(path=f"{PICTURES}/{at:02d}-{step}-{name}.png", full_page=name != "beamer")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_of_a_room_is_accessible(server: Any, browser: Browser, hall: Hall, language: str) -> None:
    """Protects who reads with a screen reader or a keyboard: no finding on phone, coach and beamer, light
    and dark, and nothing wider than a phone."""
    url = server.url.rstrip("/")
    coach = Coach(url, language).opens()
    desk = browser.new_context(viewport={"width": 390, "height": 844}, locale=f"{language}-NL").new_page()
    desk.goto(coach.link)
    no_faults(desk)
    desk.goto(f"{url}{coach.here}")
    phone = on_phone(browser, color_scheme="dark").new_page()
    phone.goto(f"{url}/{language}/room")
    no_faults(phone)
    phone.goto(f"{url}/r/{coach.code}")
    no_faults(phone)
    phone.locator(".wb-go").click()
    beamer = desk.context.new_page()
    beamer.set_viewport_size({"width": 1920, "height": 1080})
    hall.fill(url, coach.code, 6)
    for at in range(8):
        coach.opens_step(at)
        if at == 2:
            hall.each(lambda _n, each: each.sends("answer", question="plan", choice="a", often="few"))
        if at == 5:
            coach.does("reveal", question="plan")
        mark = coach.client.get(f"{coach.here}/news", headers={"Accept": "application/json"}).json()["mark"]
        hall.until(lambda each, mark=mark: each.mark == mark.split(".")[0])  # type: ignore[misc]
        phone.reload()
        desk.reload()
        beamer.goto(f"{url}{coach.here}/beamer")
        beamer.goto(f"{beamer.url}?look={'dark' if at % 2 else 'light'}")
        for page in (phone, desk, beamer):
            no_faults(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (page.url, at)
        assert beamer.evaluate("document.documentElement.scrollHeight <= innerHeight + 1"), at


def test_a_room_works_without_javascript(server: Any, browser: Browser) -> None:
    """Protects old phones: join, follow by a link, answer, and see that it is in."""
    url = server.url.rstrip("/")
    coach = Coach(url, "nl").opens()
    page = on_phone(browser, java_script_enabled=False).new_page()
    page.goto(f"{url}/r/{coach.code}")
    page.get_by_role("button", name="Doe mee").click()
    coach.opens_step(2)
    page.get_by_role("link", name="Vernieuwen").click()
    page.locator("#choice-a").check(force=True)
    page.locator("#often-none").check()
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_text("Je antwoord is binnen")).to_be_visible()
    expect(page.locator("#choice-a")).to_be_checked()


def test_an_answer_given_while_the_server_is_away_arrives(
    browser: Browser, launch_server: Callable[..., Any], tmp_path: Path, port: int
) -> None:
    """Protects an answer that meets a restart: the phone says it waits, and sends it by itself."""
    server = launch_server(tmp_path, "--port", str(port))
    url = server.url.rstrip("/")
    coach = Coach(url, "nl").opens()
    phone = on_phone(browser).new_page()
    phone.goto(f"{url}/r/{coach.code}")
    phone.get_by_role("button", name="Doe mee").click()
    coach.opens_step(2)
    expect(phone.locator("#choice-a")).to_be_attached()
    server.stop()
    phone.locator("#choice-a").check(force=True)
    phone.locator("#often-none").check()
    expect(phone.get_by_text("kon net niet bewaard worden")).to_be_visible()
    server = launch_server(tmp_path, "--port", str(port))
    expect(phone.get_by_text("Je antwoord is binnen")).to_be_visible(timeout=PATIENCE * 1000)
    expect(phone.get_by_text("kon net niet bewaard worden")).to_be_hidden()
    server.stop()
