"""In a list of all buttons, links or fields, as a screen reader gives one, each can be told from the others;
headings and landmarks lead through every page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from helpers.room import Coach
from helpers.walk import PATIENCE, Walker
from playwright.sync_api import BrowserContext, Page, expect

CONTROLS = "button|link|textbox|checkbox|radio|combobox|spinbutton|group|region"
_LINE = re.compile(rf'^\s*- ({CONTROLS})(?: "((?:[^"\\]|\\.)*)")?', re.MULTILINE)
_HEADING = re.compile(r"^\s*- heading .*\[level=(\d)\]", re.MULTILINE)


def alike(page: Page) -> list[str]:
    """Controls of one role and one name, and controls without a name."""
    tree = page.locator("body").aria_snapshot()
    lines = tree.split("\n")
    leads: dict[tuple[str, str], set[str]] = defaultdict(set)
    wrong = []
    for place, line in enumerate(lines):
        found = _LINE.match(line)
        if not found:
            continue
        role, name = found.group(1), found.group(2) or ""
        where = lines[place + 1].strip() if role == "link" and place + 1 < len(lines) else f"place {place}"
        leads[role, name].add(where)
        if not name and role not in ("group", "region"):
            wrong.append(f"{role} without a name: {line.strip()}")
    return wrong + [
        f"{len(found)} × {role} ‘{name}’" for (role, name), found in leads.items() if name and len(found) > 1
    ]


def out_of_order(page: Page) -> list[str]:
    """Headings that skip a level, more or fewer first headings than one, and landmarks that are missing."""
    tree = page.locator("body").aria_snapshot()
    levels = [int(level) for level in _HEADING.findall(tree)]
    wrong = [f"h{b} after h{a}" for a, b in pairwise(levels) if b > a + 1]
    if levels.count(1) != 1:
        wrong.append(f"{levels.count(1)} first headings")
    wrong += [
        f"no {landmark}"
        for landmark in ("banner", "main")
        if not re.search(rf"^\s*- {landmark}\b", tree, re.MULTILINE)
    ]
    return wrong


def open_all(page: Page) -> None:
    """Opens whatever can be folded out."""
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def faults(page: Page) -> list[str]:
    """Everything wrong with names and order."""
    return alike(page) + out_of_order(page)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_names_tell_controls_apart(
    start_server: Callable[..., Any], contexts: Callable[..., BrowserContext], language: str
) -> None:
    """Protects who hears the page: no two different controls of a role share a name, on every page of the
    journey with all that can be opened opened, a round among team and board being prepared, and the diary."""
    walker = Walker(contexts(locale=language).new_page(), start_server().url, language)
    page, found = walker.page, {}
    walker.goes_to("start")
    open_all(page)
    found["start"] = faults(page)
    walker.opens_demo()
    found["start with the demo"] = faults(page)
    for question in ("plan", "marketing", "field"):
        walker.goes_to(question)
        found[f"{question} asked"] = faults(page)
        walker.answers(question)
        walker.looks()
        page.locator(".wb-doubt button").first.click()
        expect(page.locator(".wb-review")).to_be_visible(timeout=PATIENCE)
        open_all(page)
        found[question] = faults(page)
        walker.writes(question, "x")
        walker.resolves(when="dinsdag", act="mee", person="Mei", first_on="2026-12-01", first_act="bellen")
    walker.goes_to("balance")
    for whom in ("team", "board"):
        page.locator(f"button[data-do=prepare][data-key={whom}]").click()
        expect(page.locator(f"#round-{whom}-seats")).to_be_visible(timeout=PATIENCE)
    found["balance"] = faults(page)
    for whom in ("team", "board"):
        page.locator(f"#round-{whom}-seats").fill("6")
        walker.saved()
        page.locator(f"button[data-do=open-round][data-key={whom}]").click()
        expect(page.locator(f"button[data-do=open-round][data-key={whom}]")).to_have_count(
            0, timeout=PATIENCE
        )
    found["balance with rounds"] = faults(page)
    walker.goes_to("checkin")
    walker.button("Begin the diary today").click()
    expect(page.locator(".wb-diary")).to_be_visible(timeout=PATIENCE)
    open_all(page)
    found["check-in"] = faults(page)
    page.goto(f"{walker.url}/{language}/8-nothing")
    found["no such page"] = faults(page)
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_names_in_a_workshop(server: Any, contexts: Callable[..., BrowserContext], language: str) -> None:
    """Protects the same for the coach's pages, a phone in the room and the beamer."""
    url = server.url.rstrip("/")
    coach = Coach(url, language).opens()
    page, found = contexts(locale=language).new_page(), {}
    page.goto(coach.link)
    found["rooms"] = faults(page)
    phone = contexts(locale=language).new_page()
    phone.goto(f"{url}/{language}/room")
    found["door"] = faults(phone)
    phone.goto(f"{url}/r/{coach.code}")
    found["join"] = faults(phone)
    phone.locator(".wb-go").click()
    phone.wait_for_load_state()
    for at in range(8):
        coach.opens_step(at)
        phone.reload()
        found[f"phone, step {at}"] = faults(phone)
        page.goto(f"{url}{coach.here}")
        open_all(page)
        found[f"coach, step {at}"] = faults(page)
    page.goto(f"{url}{coach.here}/beamer")
    found["beamer"] = [wrong for wrong in faults(page) if wrong != "no banner"]
    assert {where: wrong for where, wrong in found.items() if wrong} == {}
