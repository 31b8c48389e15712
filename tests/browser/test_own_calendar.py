"""One's own file: loaded, read back to the manager, people placed, and one figure corrected."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.walk import PATIENCE, Walker
from playwright.sync_api import BrowserContext, Page, expect

from workbook import clock
from workbook.demo import Demo

Open = Callable[..., BrowserContext]
Violations = Callable[[Page], list[str]]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("width", [1280, 390])
def test_own_calendar_from_file_to_figure(
    start_server: Callable[..., object],
    contexts: Open,
    violations: Violations,
    tmp_path: Path,
    language: str,
    width: int,
) -> None:
    """Drop a calendar, tick one's address, agree with the suggestions, see the evidence, sort one group
    otherwise, and find it counted by hand."""
    demo = Demo(today=clock.today())
    calendar = tmp_path / demo.files[0].name
    calendar.write_bytes(demo.files[0].data)
    server = start_server()
    page = contexts(viewport={"width": width, "height": 900}, locale=language).new_page()
    walker = Walker(page, server.url, language)  # type: ignore[attr-defined]
    walker.goes_to("start")
    walker.button("Begin my workbook").click()
    walker.saved()
    page.locator("#files").set_input_files(calendar)
    expect(page.get_by_role("heading", name=calendar.name)).to_be_visible(timeout=PATIENCE)
    page.get_by_role("checkbox", name=demo.me).check()
    expect(page.locator("button[data-do=agree]")).to_be_visible(timeout=PATIENCE)
    assert violations(page) == []
    page.locator("button[data-do=agree]").click()
    expect(page.locator("button[data-do=agree]")).to_have_count(0, timeout=PATIENCE)
    walker.saved()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/own-{language}-{width}.png", full_page=True)
    walker.goes_to("field")
    walker.answers("field")
    walker.looks()
    expect(page.locator(".wb-figure figure").first).to_be_visible(timeout=PATIENCE)
    page.locator(".wb-figure .wb-doubt button").first.click()
    group = page.locator(".wb-review li").first
    group.locator("button[value=no]").first.click()
    expect(group.locator("button[value=no]").first).to_have_class("wb-pill wb-chosen", timeout=PATIENCE)
    walker.saved()


def test_a_bad_file_is_refused_in_plain_words(
    start_server: Callable[..., object], contexts: Open, tmp_path: Path
) -> None:
    """A photograph with the name of a calendar: a sentence, no traceback, and the page goes on."""
    wrong = tmp_path / "agenda.ics"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50)
    server = start_server()
    page = contexts(viewport={"width": 390, "height": 844}).new_page()
    walker = Walker(page, server.url, "nl")  # type: ignore[attr-defined]
    walker.goes_to("start")
    page.locator("#files").set_input_files(wrong)
    notice = page.locator(".wb-reading .wb-notice")
    expect(notice).to_be_visible(timeout=PATIENCE)
    assert "Traceback" not in page.content()
    walker.goes_to("plan")
    walker.answers("plan")
