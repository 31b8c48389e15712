"""Help with exports: each program's steps can be opened, read and seen, on a phone as well."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from helpers.walk import Walker
from playwright.sync_api import BrowserContext, Page, expect

from workbook.ui.exports import EXPORTS


@pytest.mark.parametrize(("language", "width", "scheme"), [("nl", 1280, "light"), ("en", 320, "dark")])
def test_help_opens_for_every_program(
    server: Any,
    contexts: Callable[..., BrowserContext],
    violations: Callable[[Page], list[str]],
    language: str,
    width: int,
    scheme: str,
) -> None:
    """By keyboard, one at a time, with drawings that fit the screen, each with words for who can't see it."""
    page = contexts(viewport={"width": width, "height": 844}, color_scheme=scheme, locale=language).new_page()
    walker = Walker(page, server.url, language)
    walker.goes_to("start")
    page.locator(".wb-exporting > summary").focus()
    page.keyboard.press("Enter")
    for export in EXPORTS:
        program = page.locator(".wb-exporting > details").filter(
            has=page.locator("summary").get_by_text(walker.t(export.name), exact=True)
        )
        program.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".wb-exporting > details[open]")).to_have_count(1)
        drawings = program.get_by_role("img")
        expect(drawings).to_have_count(len(export.panels))
        for drawing in drawings.all():
            expect(drawing).to_be_visible()
            overflow = drawing.evaluate(
                "svg => Math.max(...[...svg.querySelectorAll('text')].map(t => t.getBBox().x + t.getBBox().width))"
                " - svg.viewBox.baseVal.width"
            )
            assert overflow <= 0, (export.key, drawing.get_attribute("aria-label"))
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
