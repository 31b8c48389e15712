"""Walks through the pages as a reader does: by role and name, in the reader's language."""

from __future__ import annotations

from helpers import patience
from playwright.sync_api import Locator, Page, expect

from workbook.pages import ADDRESSES
from workbook.questions import QUESTIONS
from workbook.wording import STEP_LABELS, wording
from workbook.words import translator

PATIENCE = patience.PATIENCE * 1000
"""As Playwright wants it: milliseconds."""


class Walker:
    """Somebody at a browser, on one server, in one language."""

    def __init__(self, page: Page, url: str, language: str) -> None:
        self.page = page
        self.url = url.rstrip("/")
        self.language = language
        self.t = translator(language)

    def goes_to(self, name: str) -> None:
        """Opens a page and waits until all its parts are awake."""
        self.page.goto(f"{self.url}/{self.language}/{ADDRESSES[name]}")
        self.awake()

    def awake(self) -> None:
        """Waits until nothing on the page is busy and a first part was drawn."""
        expect(self.page.locator(".wb-cell[aria-busy=true]")).to_have_count(0, timeout=PATIENCE)
        expect(self.page.locator(".wb-part[data-awake]").first).to_be_attached(timeout=PATIENCE)

    def saved(self) -> None:
        """Waits until the page says that everything is saved."""
        expect(self.page.locator(".wb-saved")).to_have_text(self.t("Saved"), timeout=PATIENCE)
        expect(self.page.locator(".wb-saved[data-state=saving]")).to_have_count(0, timeout=PATIENCE)

    def button(self, name: str) -> Locator:
        """A button by its English message."""
        return self.page.get_by_role("button", name=self.t(name))

    def opens_demo(self) -> None:
        """Opens the demo manager from the start page."""
        self.goes_to("start")
        # Another workbook opens on a page of its own: the browser loads anew by itself.
        with self.page.expect_event("load", timeout=PATIENCE):
            self.button("Look around with the demo manager").click()
        expect(self.button("Back to my own workbook")).to_be_visible(timeout=PATIENCE)
        # The page is drawn as the demo's before its files are read.
        expect(self.page.locator(".wb-reading").first).to_be_attached(timeout=PATIENCE)
        self.awake()

    def answers(self, question: str, choice: str = "b", often: str = "few") -> None:
        """Chooses an answer and how often."""
        said = wording(question)  # type: ignore[arg-type]
        self.page.get_by_role("radio", name=self.t(said.choices[choice])).check()  # type: ignore[index]
        self.page.get_by_role("radio", name=self.t(said.anchors[often])).check()  # type: ignore[index]
        self.saved()

    def looks(self) -> None:
        """Opens the evidence."""
        door = self.button("Show what my calendar says")
        expect(door).not_to_have_attribute("aria-disabled", "true", timeout=PATIENCE)
        door.click()
        expect(self.page.locator(".wb-evidence")).to_be_visible(timeout=PATIENCE)

    def writes(self, question: str, text: str) -> None:
        """Answers the first prompt."""
        prompt = wording(question).prompts[0]  # type: ignore[arg-type]
        self.page.get_by_role("textbox", name=self.t(prompt.question)).fill(text)
        self.saved()

    def resolves(self, **blanks: str) -> None:
        """Fills in the step."""
        for blank, value in blanks.items():
            field = self.page.get_by_label(self.t(STEP_LABELS[blank]), exact=True)
            field.fill(value)
            field.blur()
        self.saved()

    def goes_through(self, question: str) -> None:
        """One question from answer to step."""
        self.goes_to(question)
        self.answers(question)
        self.looks()
        self.writes(question, f"Tuesday, with Mei. ({question})")
        self.resolves(
            when="dinsdag", act="ga ik mee", person="Mei", first_on="2026-12-01", first_act="Mei bellen"
        )


__all__ = ["PATIENCE", "QUESTIONS", "Walker"]
