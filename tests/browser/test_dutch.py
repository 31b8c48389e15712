"""Dutch pages speak Dutch: no English is left on them, whoever wrote it, Voilà and JupyterLab included."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from helpers.walk import PATIENCE, Walker
from playwright.sync_api import BrowserContext, Page, expect

from workbook.pages import ADDRESSES
from workbook.questions import QUESTIONS
from workbook.server.frame import FRAME_WORDS, trouble
from workbook.words import translator

ENGLISH = frozenset(
    [
        "the",
        "and",
        "this",
        "that",
        "with",
        "from",
        "your",
        "you",
        "what",
        "which",
        "when",
        "where",
        "have",
        "has",
        "been",
        "will",
        "would",
        "should",
        "could",
        "can",
        "not",
        "are",
        "were",
        "of",
        "for",
        "it",
        "by",
        "page",
        "please",
        "loading",
        "error",
        "click",
        "here",
        "there",
        "than",
        "then",
        "their",
        "them",
        "they",
        "how",
        "why",
        "who",
        "saved",
        "reload",
        "done",
        "waking",
        "failed",
        "running",
        "kernel",
        "restart",
        "connection",
        "save",
        "cancel",
        "close",
        "yes",
    ]
)
"""Words a Dutch sentence has no use for. Words the two languages share (is, was, in, of) are left out."""

DUTCH_TOO = frozenset(["of", "been", "here"])
"""Dutch words as well, and a Dutch ‘of’ is everywhere."""

_OWN_NAMES = re.compile(
    r"\S+@\S+|https?://\S+|/\S+|‘[^’]*’|\b\w+\.\w{2,4}\b|\((?:[A-Z][\w.]* ?(?:for |and )?)+\)"
)
"""Addresses, paths, quoted titles, file names, and the name of who said it, are in nobody's language."""

_SAID = """() => {
  const said = [];
  const skip = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT"]);
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.nodeValue.trim()) said.push(node.nodeValue.trim());
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || skip.has(node.nodeName)) return;
    if (node.lang && node.lang !== "nl" && node.nodeName !== "HTML") return;
    for (const name of ["aria-label", "alt", "title", "placeholder", "aria-description", "aria-roledescription"])
      if (node.getAttribute(name)) said.push(node.getAttribute(name));
    if (node.nodeName === "TEXTAREA") return;
    node.childNodes.forEach(walk);
  };
  walk(document.documentElement);
  return said;
}"""


def english(texts: list[str]) -> list[str]:
    """The texts with an English word in them."""
    return [
        text
        for text in texts
        if set(re.findall(r"[a-zà-ÿ]+", _OWN_NAMES.sub(" ", text).lower())) & (ENGLISH - DUTCH_TOO)
    ]


def said(page: Page) -> list[str]:
    """All a page says, shown or read aloud, closed details included."""
    found: list[str] = page.evaluate(_SAID)
    return found


def test_no_english_is_left_on_the_journey(
    start_server: Callable[..., Any], contexts: Callable[..., BrowserContext]
) -> None:
    """From an empty start page to the check-in with everything open, and what stands in for a lost page."""
    server = start_server()
    page = contexts(viewport={"width": 1280, "height": 900}, locale="nl-NL").new_page()
    walker = Walker(page, server.url, "nl")
    left: dict[str, list[str]] = {}
    for name in ADDRESSES:
        walker.goes_to(name)
        left[f"{name}, empty"] = english(said(page))
    walker.opens_demo()
    left["start, demo"] = english(said(page))
    for question in QUESTIONS:
        walker.goes_to(question)
        walker.answers(question)
        walker.looks()
        walker.writes(question, "Dinsdag.")
        walker.resolves(when="dinsdag", act="mee", person="Mei", first_on="2026-12-01", first_act="bellen")
        left[question] = english(said(page))
    page.locator(".wb-figure .wb-doubt button").first.click()
    expect(page.locator(".wb-review")).to_be_visible(timeout=PATIENCE)
    # Titles of appointments are the manager's own, in any language.
    titles = set(page.locator(".wb-review li > *:first-child").all_inner_texts())
    left["review"] = [text for text in english(said(page)) if text not in titles]
    walker.goes_to("balance")
    for whom in ("team", "board"):
        page.locator(f"button[data-do=prepare][data-key={whom}]").click()
        expect(page.locator(f"#round-{whom}-seats")).to_be_visible(timeout=PATIENCE)
    left["balance"] = english(said(page))
    walker.goes_to("checkin")
    left["checkin"] = english(said(page))
    assert {where: texts for where, texts in left.items() if texts} == {}


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 421, 429, 500, 503])
def test_no_english_is_left_where_something_went_wrong(status: int) -> None:
    """What stands on an error page, and what the frame says while one waits or without script."""
    t = translator("nl")
    told = trouble(status)
    assert english([t(told.title), t(told.text), *(t(text) for text in FRAME_WORDS.values())]) == []


def test_no_english_is_left_without_a_page_or_a_script(
    server: Any, contexts: Callable[..., BrowserContext]
) -> None:
    """An address that does not exist, one refused, and a browser without scripts: in Dutch, title included."""
    page = contexts(locale="nl-NL").new_page()
    for address in ("nl/9-niets", "static/own/x/geheim", "voila/render/x", "api/kernels"):
        answer = page.goto(f"{server.url}{address}")
        assert answer
        assert answer.status >= 400
        assert page.locator("html").get_attribute("lang") == "nl", address
        assert english(said(page)) == [], address
    plain = contexts(locale="nl-NL", java_script_enabled=False).new_page()
    plain.goto(server.page("nl", "1-plan"))
    text = plain.locator("body").inner_text()
    assert "JavaScript" in text
    assert english(text.splitlines()) == []
