"""Said once, followed everywhere: who the manager is on a page without the file, and private appointments."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from helpers.walk import PATIENCE, Walker
from playwright.sync_api import BrowserContext, Page, expect

from workbook import clock

Open = Callable[..., BrowserContext]
Violations = Callable[[Page], list[str]]
ME, BO = "an@firma.example", "bo@firma.example"


def calendar() -> bytes:
    """Thirteen weeks up to today: a private evening and a meeting in each, two of those declined."""
    today = clock.today()
    monday = today - timedelta(days=today.weekday(), weeks=13)
    events = []
    for week in range(13):
        first = monday + timedelta(weeks=week)
        answer = "DECLINED" if week in (3, 8) else "ACCEPTED"
        events += [
            f"UID:m{week}\nSUMMARY:Verkoopoverleg\nDTSTART:{first:%Y%m%d}T090000\nDTEND:{first:%Y%m%d}T100000\n"
            f"ATTENDEE;PARTSTAT={answer}:mailto:{ME}\nATTENDEE:mailto:{BO}",
            f"UID:p{week}\nSUMMARY:Koor\nCLASS:PRIVATE\nDTSTART:{first + timedelta(days=4):%Y%m%d}T200000\n"
            f"DTEND:{first + timedelta(days=4):%Y%m%d}T220000",
        ]
    body = "".join(f"BEGIN:VEVENT\n{one}\nEND:VEVENT\n" for one in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()


@pytest.mark.parametrize(("language", "width"), [("nl", 390), ("en", 1280)])
def test_what_is_said_once_holds_on_every_page(
    start_server: Callable[..., object],
    contexts: Open,
    violations: Violations,
    tmp_path: Path,
    language: str,
    width: int,
) -> None:
    """The report counts what was declined out on the page after the file, and one answer takes what is
    private out of the figures it was asked beside."""
    file = tmp_path / "agenda.ics"
    file.write_bytes(calendar())
    page = contexts(viewport={"width": width, "height": 900}, locale=language).new_page()
    walker = Walker(page, start_server().url, language)  # type: ignore[attr-defined]
    pictures = os.environ.get("PICTURES")
    walker.goes_to("start")
    walker.button("Begin my workbook").click()
    walker.saved()
    page.locator("#files").set_input_files(file)
    reading = page.locator(".wb-reading")
    expect(reading).to_contain_text("26", timeout=PATIENCE)
    walker.saved()

    walker.goes_to("plan")
    walker.answers("plan")
    walker.goes_to("start")
    expect(reading).to_contain_text("26", timeout=PATIENCE)
    page.get_by_role("checkbox", name=ME).check()
    expect(reading).to_contain_text("24", timeout=PATIENCE)
    expect(reading.locator("small").first).to_contain_text("2", timeout=PATIENCE)
    question = page.locator(".wb-ask")
    expect(question).to_contain_text("13")
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    if pictures:
        question.scroll_into_view_if_needed()
        page.screenshot(path=f"{pictures}/private-start-{language}-{width}.png")

    walker.goes_to("plan")
    walker.looks()
    expect(question).to_contain_text("13", timeout=PATIENCE)
    assert violations(page) == []
    if pictures:
        page.screenshot(path=f"{pictures}/private-asked-{language}-{width}.png", full_page=True)
    question.locator("button[value=no]").click()
    expect(question).to_have_count(0, timeout=PATIENCE)
    walker.saved()
    expect(page.locator("#private-appointments")).to_be_focused()
    expect(page.locator("#figure-plan-cadence figcaption")).to_contain_text("13 priv")
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    if pictures:
        page.screenshot(path=f"{pictures}/private-answered-{language}-{width}.png", full_page=True)
    assert "Koor" not in page.content()
