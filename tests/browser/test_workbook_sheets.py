"""A workbook of several sheets on the start page: each is shown, and one that was left is read with a click."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from helpers.sheets import three_sheets
from helpers.walk import PATIENCE, Walker
from playwright.sync_api import BrowserContext, Page, expect

from workbook import clock

Open = Callable[..., BrowserContext]
Violations = Callable[[Page], list[str]]


@pytest.mark.parametrize(("language", "width", "sheet"), [("nl", 1280, "tabblad"), ("en", 390, "sheet")])
def test_each_sheet_is_shown_and_a_hidden_one_is_a_click_away(
    start_server: Callable[..., object],
    contexts: Open,
    violations: Violations,
    tmp_path: Path,
    language: str,
    width: int,
    sheet: str,
) -> None:
    """Drop the workbook: a heading for each of its three sheets, and after a click one for the hidden sheet."""
    today = clock.today()
    path = tmp_path / "mijn werk.xlsx"
    path.write_bytes(three_sheets(today - timedelta(days=today.weekday() + 7)))
    server = start_server()
    page = contexts(viewport={"width": width, "height": 900}, locale=language).new_page()
    walker = Walker(page, server.url, language)  # type: ignore[attr-defined]
    walker.goes_to("start")
    walker.button("Begin my workbook").click()
    walker.saved()
    page.locator("#files").set_input_files(path)
    for name in ("Bezoeken", "Uren", "Deals"):
        heading = page.get_by_role("heading", name=f"mijn werk.xlsx, {sheet} ‘{name}’")
        expect(heading).to_be_visible(timeout=PATIENCE)
    hidden = page.get_by_role("heading", name=f"mijn werk.xlsx, {sheet} ‘Vorig jaar’")
    expect(hidden).to_have_count(0)
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/sheets-{language}-{width}.png", full_page=True)
    page.locator("button[data-do=read-sheet]").click()
    expect(hidden).to_be_visible(timeout=PATIENCE)
    expect(page.locator("button[data-do=read-sheet]")).to_have_count(0)
    if folder:
        page.screenshot(path=f"{folder}/sheets-{language}-{width}-read.png", full_page=True)
    page.locator("button[data-do=leave-sheet][data-key$='Uren']").click()
    hours = page.get_by_role("heading", name=f"mijn werk.xlsx, {sheet} ‘Uren’")
    expect(hours).to_have_count(0, timeout=PATIENCE)
    expect(page.locator("button[data-do=read-sheet]")).to_have_count(1)
    assert violations(page) == []
