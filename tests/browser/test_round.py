"""A real round: a manager opens it, twelve people answer in browsers beside each other, it is closed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from helpers.walk import PATIENCE, Walker
from playwright.sync_api import BrowserContext, Page, expect

from workbook.mirrors.wording import RESPONDENT_WORDS, asked
from workbook.questions import QUESTIONS
from workbook.store.rounds import KINDS
from workbook.words import translator

Open = Callable[..., BrowserContext]
Violations = Callable[[Page], list[str]]
PHONE = {"width": 390, "height": 844}
TEAM = 12


class Respondent:
    """One of the team, on a phone without scripts, in a language of their own."""

    def __init__(self, contexts: Open, language: str, **options: object) -> None:
        self.t = translator(language)
        self.context = contexts(viewport=PHONE, locale=language, **options)
        self.page = self.context.new_page()

    def chooses(self, number: int, choice: str, often: str) -> None:
        """Fills in one question, by its label, and goes on."""
        one = asked(QUESTIONS[number - 1])
        self.page.get_by_role("radio", name=self.t(one.choices[choice])).check()  # type: ignore[index]
        self.page.get_by_role("radio", name=self.t(one.anchors[often])).check()  # type: ignore[index]
        self.presses("next")

    def presses(self, word: str) -> None:
        """Presses a button by what it is called."""
        self.page.get_by_role("button", name=self.t(RESPONDENT_WORDS[word])).click()

    def is_thanked(self) -> None:
        """Waits for the last page."""
        expect(self.page.get_by_role("heading", name=self.t(RESPONDENT_WORDS["thanks"]))).to_be_visible(
            timeout=PATIENCE
        )


def _sound(page: Page, violations: Violations) -> None:
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]


def _dump(server: Any) -> dict[str, list[tuple[bytes, bytes, str]]]:
    with sqlite3.connect(server.data / "workbook.db") as connection:
        return {kind: connection.execute(f"SELECT * FROM {kind}").fetchall() for kind in KINDS}  # noqa: S608


def test_twelve_people_and_one_dropped_connection(
    start_server: Callable[..., Any], contexts: Open, violations: Violations
) -> None:
    """From opening to closing: single-use links, answers beside each other, one connection lost in
    mid-answer and one answer taken back; the database tells an outsider nothing but how many links and
    seats there are; and the manager reads what the team says together."""
    server = start_server()
    manager = contexts(viewport={"width": 1280, "height": 900}, locale="nl").new_page()
    walker = Walker(manager, server.url, "nl")
    walker.opens_demo()
    for question in QUESTIONS:
        walker.goes_to(question)
        walker.answers(question, "b", "often")
        walker.looks()
        expect(manager.locator(".wb-mirrors")).to_be_visible()
    walker.goes_to("balance")
    manager.locator("button[data-do=prepare][data-key=team]").click()
    manager.get_by_label(walker.t("How many people")).fill(str(TEAM))
    walker.saved()
    assert violations(manager) == []
    walker.button("Open the round").click()
    shown = manager.locator(".wb-links .wb-address")
    expect(shown).to_have_count(TEAM, timeout=PATIENCE)
    links = shown.all_inner_texts()
    manager.locator(".wb-links button").last.click()
    expect(manager.locator(".wb-links li").last).to_contain_text("Gekopieerd.")
    assert violations(manager) == []

    empty = _dump(server)
    team = [
        Respondent(contexts, "en" if number % 4 == 3 else "nl", java_script_enabled=number == 0)
        for number in range(TEAM)
    ]
    for respondent, link in zip(team, links, strict=True):
        respondent.page.goto(link)
    _sound(team[0].page, violations)
    answered = [("a", "none")] * 8 + [("b", "few")] * 3 + [("cannot_say", "cannot_say")]
    for number in (1, 2, 3):
        for seat, respondent in enumerate(team):
            if seat == 5 and number == 2:
                _drops_and_comes_back(respondent, links[seat])
            respondent.chooses(number, *answered[seat])
        if number < 3:
            _sound(team[0].page, violations)
    _sound(team[0].page, violations)
    for seat, respondent in enumerate(team):
        respondent.page.get_by_role("textbox").fill(f"Meer mee op bezoek, nummer {seat}.")
        respondent.presses("send")
        respondent.is_thanked()
    _sound(team[0].page, violations)

    team[11].presses("take_back")
    expect(
        team[11].page.get_by_role("heading", name=team[11].t(RESPONDENT_WORDS["taken_back"]))
    ).to_be_visible()
    late = Respondent(contexts, "nl")
    late.page.goto(links[0])
    expect(late.page.get_by_role("heading", name=late.t(RESPONDENT_WORDS["closed"]))).to_be_visible()
    _tells_an_outsider_nothing(server, empty, links)

    walker.goes_to("balance")
    walker.button("Close the round…").click()
    walker.button("Yes, close the round").click()
    expect(manager.get_by_text("nummer 3.", exact=False)).to_be_visible(timeout=PATIENCE)
    assert violations(manager) == []
    assert all(not rows for rows in _dump(server).values())
    for question in QUESTIONS:
        walker.goes_to(question)
        mirrors = manager.locator(".wb-mirrors")
        expect(mirrors).to_contain_text("van de 11 kozen alleen A", timeout=PATIENCE)
        assert violations(manager) == []
    late.page.goto(links[11])
    expect(late.page.get_by_role("heading", name=late.t(RESPONDENT_WORDS["closed"]))).to_be_visible()


def _drops_and_comes_back(respondent: Respondent, link: str) -> None:
    """The line is gone as the second page is sent; the tab dies, and the link is opened once more."""
    one = asked("marketing")
    respondent.page.get_by_role("radio", name=respondent.t(one.choices["b"])).check()
    respondent.page.get_by_role("radio", name=respondent.t(one.anchors["few"])).check()
    respondent.context.set_offline(True)
    respondent.presses("next")
    respondent.page.wait_for_url("chrome-error://**")
    respondent.page.close()
    respondent.context.set_offline(False)
    respondent.page = respondent.context.new_page()
    respondent.page.goto(link)
    heading = respondent.t(one.heading)
    expect(respondent.page.get_by_role("heading", level=1, name=heading)).to_be_visible(timeout=PATIENCE)


def _tells_an_outsider_nothing(
    server: Any, empty: dict[str, list[tuple[bytes, bytes, str]]], links: list[str]
) -> None:
    """Same rows, same keys, same sizes, same days as before the first answer; and no word of any."""
    full = _dump(server)
    for kind, rows in full.items():
        assert [(row[0], len(row[1]), row[2]) for row in rows] == [
            (row[0], len(row[1]), row[2]) for row in empty[kind]
        ]
    assert {kind: len(rows) for kind, rows in full.items()} == {
        "rounds": 1,
        "invitations": TEAM,
        "registers": 1,
        "boxes": 1,
        "releases": 0,
    }
    content = b"".join(path.read_bytes() for path in server.data.rglob("workbook.db*"))
    for word in ("Meer mee op bezoek", "cannot_say", "wording", *(link.rsplit("/", 1)[1] for link in links)):
        assert word.encode() not in content


def test_a_board_sees_what_was_released(
    start_server: Callable[..., Any], contexts: Open, violations: Violations
) -> None:
    """One link, a name and a tick; before the manager releases anything nothing, then exactly the page
    the manager saw, without a word on what was left out; and after withdrawing nothing again."""
    server = start_server()
    manager = contexts(viewport={"width": 1280, "height": 900}, locale="en").new_page()
    walker = Walker(manager, server.url, "en")
    walker.opens_demo()
    for question in QUESTIONS:
        walker.goes_to(question)
        walker.answers(question)
        walker.looks()
    walker.goes_to("balance")
    manager.locator("button[data-do=prepare][data-key=board]").click()
    walker.button("Open the round").click()
    shown = manager.get_by_label(walker.t("To copy into a message"))
    expect(shown).to_be_visible(timeout=PATIENCE)
    link = shown.input_value().split()[-1]
    member = Respondent(contexts, "en")
    member.page.goto(link)
    for number in (1, 2, 3):
        member.chooses(number, "a", "none")
    member.page.get_by_label(member.t(RESPONDENT_WORDS["name"])).fill("Robin Raad")
    member.page.get_by_label(member.t(RESPONDENT_WORDS["consent"])).check()
    _sound(member.page, violations)
    member.presses("send")
    member.is_thanked()

    manager.locator(".wb-release input[data-key='answer.field']").check()
    manager.locator(".wb-release input[data-key='chart.field.ride_alongs']").check()
    walker.saved()
    walker.button("See the page as they will see it").click()
    preview = manager.locator(".wb-preview .wb-released")
    expect(preview).to_be_visible(timeout=PATIENCE)
    seen = preview.inner_text()
    assert "Sales person 1" in preview.inner_html()
    assert violations(manager) == []
    walker.button("Release exactly this page").click()
    expect(walker.button("Withdraw the page")).to_be_visible(timeout=PATIENCE)
    member.page.set_viewport_size({"width": 1280, "height": 900})
    member.page.reload()
    released = member.page.locator(".wb-released")
    assert released.inner_text() == seen
    assert "what the team answered included, is not to be seen here" in seen
    assert member.page.locator("form, input, textarea, button").count() == 0
    member.page.set_viewport_size(PHONE)
    _sound(member.page, violations)
    walker.button("Withdraw the page").click()
    expect(walker.button("Withdraw the page")).to_have_count(0, timeout=PATIENCE)
    member.page.reload()
    expect(member.page.locator(".wb-released")).to_have_count(0)
