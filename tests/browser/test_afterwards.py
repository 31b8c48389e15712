"""What lasts after the evening, in a real browser: taking along, and coming back on a phone."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from helpers.goneby import finished
from helpers.walk import PATIENCE, Walker
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from workbook import clock, journey
from workbook import document as documents
from workbook.journey import SCHEMA
from workbook.questions import QUESTIONS
from workbook.store import Shelf, open_store
from workbook.takeaway.report import PART_NAMES
from workbook.ui.parts.diary import TAPS

Open = Callable[..., BrowserContext]
Violations = Callable[[Page], list[str]]

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 900}


def walker(server: object, contexts: Open, language: str = "nl", **options: object) -> Walker:
    """A browser on a server whose workbook is finished, with steps that began a week ago."""
    data: Path = server.data  # type: ignore[attr-defined]
    done, begun = finished(), clock.today() - timedelta(weeks=1)
    book = done.workbook
    for question in QUESTIONS:
        book = journey.resolve(book, question, first_on=begun)
    done = replace(done, workbook=book)
    store = open_store(f"sqlite:///{data / 'workbook.db'}")
    store.create(Shelf(data).secret("mine"), documents.encode(done), SCHEMA)
    page = contexts(accept_downloads=True, **options).new_page()
    return Walker(page, server.url, language)  # type: ignore[attr-defined]


def fits(page: Page, width: int) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return int(page.evaluate("() => document.documentElement.scrollWidth")) <= width


@pytest.mark.parametrize(
    ("language", "screen", "scheme"),
    [("nl", PHONE, "light"), ("en", LAPTOP, "dark")],
    ids=["nl-phone", "en-laptop"],
)
def test_what_is_taken_along_was_seen(
    start_server: Callable[..., object],
    contexts: Open,
    violations: Violations,
    language: str,
    screen: dict[str, int],
    scheme: str,
) -> None:
    """Leave a part out, look inside, and get a PDF without it, in under ten seconds with everything."""
    reader = walker(start_server(), contexts, language, viewport=screen, color_scheme=scheme)
    page = reader.page
    reader.goes_to("balance")
    page.get_by_role("checkbox", name=reader.t(PART_NAMES["words"])).uncheck()
    reader.saved()
    reader.button("See what goes in").click()
    inside = page.locator(".wb-inside")
    expect(inside).to_be_visible(timeout=PATIENCE)
    assert "service engineer" not in inside.inner_text()
    assert fits(page, screen["width"])
    assert violations(page) == []
    with page.expect_download(timeout=PATIENCE) as waiting:
        reader.button("Report on paper (PDF)").click()
    pdf = Path(waiting.value.path()).read_bytes()
    text = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf)).pages)
    assert "service engineer" not in text
    assert reader.t(PART_NAMES["words"]) in " ".join(text.split())
    with page.expect_download(timeout=PATIENCE) as waiting:
        reader.button("The plan for your calendar (.ics)").click()
    assert waiting.value.suggested_filename.endswith(".ics")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_check_in_by_thumb(
    start_server: Callable[..., object], contexts: Open, violations: Violations, language: str
) -> None:
    """Three answers and a line on a phone, by touch; targets fit a thumb."""
    reader = walker(start_server(), contexts, language, viewport=PHONE, has_touch=True, is_mobile=True)
    page = reader.page
    reader.goes_to("checkin")
    for answer in ("Yes", "Partly", "No"):
        group = page.locator(".wb-step-done").nth(("Yes", "Partly", "No").index(answer))
        pill = group.locator("label.wb-pill", has_text=reader.t(answer)).first
        box = pill.bounding_box()
        assert box
        assert box["height"] >= 44
        pill.tap()
        reader.saved()
    page.get_by_label(reader.t("What got in the way?")).fill("De forecast.")
    reader.saved()
    expect(page.locator(".wb-figure svg[role=img]:visible").first).to_be_visible(timeout=PATIENCE)
    assert fits(page, PHONE["width"])
    assert violations(page) == []
    page.reload()
    reader.awake()
    assert page.locator(".wb-step-done input:checked").count() == 3


def test_a_check_in_by_keyboard(start_server: Callable[..., object], contexts: Open) -> None:
    """The same with Tab, Space and arrows alone."""
    reader = walker(start_server(), contexts, viewport=LAPTOP)
    page = reader.page
    reader.goes_to("checkin")
    answered = 0
    for _ in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate("() => document.activeElement.name ?? ''")
        if name.startswith("done-"):
            page.keyboard.press("Space")
            answered += 1
        if page.evaluate("() => document.activeElement.id") == "obstacle":
            page.keyboard.type("De forecast.")
            break
    reader.saved()
    assert answered == 3
    assert page.locator(".wb-step-done input:checked").count() == 3


def test_a_diary_by_thumb(
    start_server: Callable[..., object], contexts: Open, violations: Violations
) -> None:
    """Three taps keep a day, a second tap takes one back, and all of it is there after a reload."""
    reader = walker(start_server(), contexts, viewport=PHONE, has_touch=True, is_mobile=True)
    page = reader.page
    reader.goes_to("checkin")
    reader.button("Begin the diary today").tap()
    day = page.locator(".wb-day-taps").first
    for question in ("plan", "marketing", "field"):
        tap = day.get_by_role("button", name=reader.t(TAPS[question]))  # type: ignore[index]
        tap.tap()
        expect(tap).to_have_attribute("aria-pressed", "true", timeout=PATIENCE)
    day.get_by_role("button", name=reader.t(TAPS["marketing"])).tap()
    expect(day.locator("[aria-pressed=true]")).to_have_count(2, timeout=PATIENCE)
    assert violations(page) == []
    assert fits(page, PHONE["width"])
    page.reload()
    reader.awake()
    expect(page.locator(".wb-day-taps [aria-pressed=true]")).to_have_count(2, timeout=PATIENCE)
