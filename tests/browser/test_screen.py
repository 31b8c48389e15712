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
    for chosen in ("customer", "", "team"):  # a choice made by hand is what attributes can't undo
        stage.locator("select").first.select_option(chosen)
        draws(stage, f"<ul>{role('anouk', chosen)}{role('bas', '')}</ul>")
        answers(stage, True)
    draws(stage, f"<ul>{role('bas', '')}{role('daan', 'customer')}</ul>")
    expect(stage.locator("[data-key=bas]")).to_have_value("")
    expect(stage.locator("[data-key=daan]")).to_have_value("customer")


TWO = "<input type='text' id='one' data-do='write' data-key='1' value=''><button data-do='go'>Go</button>"


def test_what_was_not_saved_stays_on_the_screen(stage: Page) -> None:
    """A text the store refused is left in its field by later redraws, and nothing is called saved
    until it is."""
    draws(stage, TWO)
    field = stage.locator("#one")
    field.fill("Tuesday, with Mei")
    field.blur()
    answers(stage, False)
    stage.get_by_role("button").click()
    draws(stage, f"<p>Drawn anew</p>{TWO}")
    answers(stage, True)
    expect(field).to_have_value("Tuesday, with Mei")
    assert stage.evaluate("() => window.said.at(-1)") == "failed"
    field.fill("Tuesday, with Mei.")
    field.blur()
    answers(stage, True)
    assert stage.evaluate("() => window.said.at(-1)") == "saved"


def test_saved_is_not_said_while_something_is_on_its_way(stage: Page) -> None:
    """An answer to one message says nothing about the next."""
    draws(stage, TWO)
    stage.locator("#one").fill("a")
    stage.locator("#one").blur()
    stage.get_by_role("button").click()
    stage.wait_for_function("() => window.sent.length === 2")
    answers(stage, True)
    assert stage.evaluate("() => window.said.at(-1)") == "saving"
    answers(stage, True)
    assert stage.evaluate("() => window.said.at(-1)") == "saved"
