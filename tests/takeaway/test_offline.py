"""The report as one file: whole, asking nobody for anything, and safe from what is written in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from helpers.goneby import TODAY, finished
from playwright.sync_api import Browser

from workbook.takeaway.offline import offline
from workbook.takeaway.report import EVERYTHING, compose
from workbook.words import LANGUAGES, translator

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def made(language: str = "nl", words: str = "Dinsdag.") -> str:
    """The report of the demo manager as a file."""
    translate = translator(language)
    return offline(compose(finished(words), EVERYTHING, translate, TODAY), translate).decode()


def test_it_needs_nothing_from_elsewhere() -> None:
    """No address but the name spaces of its drawings, no script, and a rule that forbids both."""
    page = made()
    assert set(re.findall(r"https?://[^\s\"')<]+", page)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert "<script" not in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


def test_what_was_written_stays_text() -> None:
    """Markup in a reflection is shown, never run."""
    page = made(words="</section><script>alert(1)</script><img src=x onerror=alert(2)>")
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [390, 1280])
def test_it_opens_from_the_disk(browser: Browser, tmp_path: Path, language: str, width: int) -> None:
    """In a browser without a network: readable, fitting the screen, with nothing for axe to find."""
    path = tmp_path / "report.html"
    path.write_text(made(language), encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 844}, offline=True)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(path.as_uri())
    assert page.locator("svg[role=img]:visible").count() >= 7
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.fonts.check('16px Newsreader')")
    assert complaints == []
    found = Axe().run(page, options=RULES).response["violations"]
    assert [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]] == []
    context.close()


def test_both_ways_to_say_it_are_there() -> None:
    """Every drawing has its table, for who can't see it or wants the figures."""
    page = made()
    assert page.count("<table") >= 7
    assert page.count("<details") >= 7
