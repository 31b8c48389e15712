"""A table nobody knows: shown, its columns named by keyboard and mouse, read, and its bad rows taken away."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.walk import PATIENCE, Walker
from playwright.sync_api import BrowserContext, Page, expect

Open = Callable[..., BrowserContext]
Violations = Callable[[Page], list[str]]
DEALS = (
    "Projektname;Wie;Ergebnis;Entschieden am;Betrag netto\nPomp <b>groot</b>;An;Won;13-3-2026;1.500,50\n"
    "Klep;Bo;Lost;14-4-2026;10,00\n=1+1;Bo;Lost;gauw;10,00\n"
)


@pytest.mark.parametrize(("language", "width"), [("nl", 390), ("en", 1280)])
def test_an_unknown_table_is_named_read_and_remembered(
    start_server: Callable[..., object],
    contexts: Open,
    violations: Violations,
    tmp_path: Path,
    language: str,
    width: int,
) -> None:
    """From a file nobody knows to deals that are read: at a phone's width too, and axe finds nothing."""
    table = tmp_path / "crm.csv"
    table.write_text(DEALS, encoding="utf-8")
    server = start_server()
    context = contexts(viewport={"width": width, "height": 900}, locale=language, accept_downloads=True)
    page = context.new_page()
    walker = Walker(page, server.url, language)  # type: ignore[attr-defined]
    walker.goes_to("start")
    page.locator("#files").set_input_files(table)
    expect(page.locator(".wb-map")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("columnheader", name="Projektname")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    for name, column in (
        ("Name of the deal", "Projektname"),
        ("Open, won or lost", "Ergebnis"),
        ("Day it was won or lost", "Entschieden am"),
        ("Value", "Betrag netto"),
    ):
        control = page.get_by_label(walker.t(name), exact=True)
        control.select_option(label=column)
        expect(control.locator("option:checked")).to_have_text(column, timeout=PATIENCE)
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/mapping-{language}-{width}.png", full_page=True)
    read = walker.button("Read it so")
    expect(read).not_to_have_attribute("aria-disabled", "true", timeout=PATIENCE)
    read.click()
    expect(page.locator(".wb-strip")).to_be_visible(timeout=PATIENCE)
    page.locator(".wb-reading details:has([data-do='refused-rows']) > summary").click()
    with page.expect_download() as handed:
        walker.button("Download these rows").click()
    rows = Path(handed.value.path()).read_text("utf-8-sig")
    assert '"\'=1+1"' in rows
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/second-look-{language}-{width}.png", full_page=True)
    page.reload()
    walker.awake()
    page.locator("#files").set_input_files(table)
    expect(page.locator(".wb-strip")).to_be_visible(timeout=PATIENCE)
