"""The script of a part, with the test in Python's place: what a redraw may touch, and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import workbook.ui

SCRIPT = Path(workbook.ui.__file__).with_name("screen.js")
STAGE = """async (script) => {
  const heard = {};
  const state = { html: "", book: "book", words: { saved: "Saved", saving: "Saving", failed: "Not saved" } };
  window.sent = [];
  window.said = [];
  window.addEventListener("wb:saved", (event) => window.said.push(event.detail.state));
  const model = {
    get: (name) => state[name],
    on: (name, listener) => { heard[name] = listener; },
    off: () => {},
    send: (message) => window.sent.push(message),
  };
  window.draws = (html) => { state.html = html; heard["change:html"]?.(); };
  window.answers = (number, saved) =>
    heard["msg:custom"]({ answer: number, saved, state: saved ? "saved" : "failed" }, []);
  const { default: part } = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  part.render({ model, el: document.body });
}"""


@pytest.fixture
def stage(page: Page, server: object) -> Page:
    """A page with one part on it, which draws what the test says and remembers what it is sent."""
    page.goto(f"{server.url}healthz")  # type: ignore[attr-defined]
    page.set_content("<main></main>")
    page.evaluate(STAGE, SCRIPT.read_text())
    return page


def draws(page: Page, html: str) -> None:
    page.evaluate("html => window.draws(html)", html)


def answers(page: Page, saved: bool) -> None:
    """Answers what was sent last."""
    page.wait_for_function("() => window.sent.length > 0")
    page.evaluate("saved => window.answers(window.sent.pop().number, saved)", saved)


def role(key: str, chosen: str) -> str:
    options = "".join(
        f"<option value='{one}'{' selected' if one == chosen else ''}>{one or '-'}</option>"
        for one in ("", "team", "customer")
    )
    return f"<li><select data-do='role' data-key='{key}'>{options}</select></li>"


def test_a_role_stays_with_its_person(stage: Page) -> None:
    """When the list moves up, the next person does not get to show the role chosen for the one before."""
    draws(stage, f"<ul>{role('anouk', '')}{role('bas', '')}</ul>")
    stage.locator("select").first.select_option("team")
    draws(stage, f"<ul>{role('anouk', 'team')}{role('bas', '')}</ul>")
    answers(stage, True)
    draws(stage, f"<ul>{role('bas', '')}{role('daan', 'customer')}</ul>")
    expect(stage.locator("[data-key=bas]")).to_have_value("")
    expect(stage.locator("[data-key=daan]")).to_have_value("customer")
