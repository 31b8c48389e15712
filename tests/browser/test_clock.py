"""A browser of another zone: the start page goes by its clock, and a leave of one day takes one day off."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from helpers.walk import PATIENCE, Walker
from playwright.sync_api import BrowserContext, expect

from workbook import clock
from workbook.evidence.measure import Period
from workbook.evidence.presence import presence

Open = Callable[..., BrowserContext]


def calendar(leave: date, first: date) -> bytes:
    """Six weeks of plan sessions, and a leave of one day as midnights of Amsterdam."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    days = [first + timedelta(weeks=week) for week in range(6)]
    for number, day in enumerate((*days, days[-1] + timedelta(days=4))):
        lines += ["BEGIN:VEVENT", f"UID:{number}@firm.example", f"DTSTART:{day:%Y%m%d}T080000Z"]
        lines += [f"DTEND:{day:%Y%m%d}T090000Z", "SUMMARY:Accountplan", "END:VEVENT"]
    lines += ["BEGIN:VEVENT", "UID:leave@firm.example", "SUMMARY:Vakantie"]
    lines += [f"DTSTART;TZID=Europe/Amsterdam:{leave:%Y%m%d}T000000"]
    lines += [f"DTEND;TZID=Europe/Amsterdam:{leave + timedelta(days=1):%Y%m%d}T000000"]
    return "\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""]).encode()


@pytest.mark.parametrize(
    ("language", "zone", "width"),
    [("nl", "Europe/Amsterdam", 390), ("en", "America/New_York", 390), ("nl", "Pacific/Auckland", 1280)],
)
def test_a_browser_of_another_zone_counts_the_same_days(
    start_server: Callable[..., Any],
    contexts: Open,
    violations: Callable[[Any], list[str]],
    tmp_path: Path,
    language: str,
    zone: str,
    width: int,
) -> None:
    """The page names the browser's zone, the leave is one day on this page and on the next, and another
    zone is chosen by its label."""
    file = tmp_path / "agenda.ics"
    first = clock.today() - timedelta(days=clock.today().weekday(), weeks=6)
    leave = first + timedelta(weeks=3, days=2)
    file.write_bytes(calendar(leave, first))
    working = presence(Period(first, first + timedelta(weeks=6, days=-1)), "NL", ()).days
    there = sum(day != leave for day in working)
    server = start_server()
    page = contexts(viewport={"width": width, "height": 900}, locale=language, timezone_id=zone).new_page()
    walker = Walker(page, server.url, language)
    walker.goes_to("start")
    line = page.locator(".wb-zone")
    expect(line).to_contain_text(zone.replace("_", " "), timeout=PATIENCE)
    walker.button("Begin my workbook").click()
    walker.saved()
    page.locator("#files").set_input_files(file)
    expect(page.get_by_role("heading", name=file.name)).to_be_visible(timeout=PATIENCE)
    walker.saved()
    walker.goes_to("marketing")
    walker.answers("marketing")
    walker.looks()
    counted = re.compile(rf"\b{there}\s(werkdagen|working\sdays)")
    expect(page.locator(".wb-evidence")).to_contain_text(counted, timeout=PATIENCE)
    walker.goes_to("start")
    expect(line).to_contain_text(zone.replace("_", " "), timeout=PATIENCE)
    walker.button("Another time zone").click()
    choice = page.get_by_label(walker.t("Times are by the clock of"))
    expect(choice).to_be_focused(timeout=PATIENCE)
    assert violations(page) == []
    choice.select_option("Asia/Kolkata")
    expect(line).to_contain_text("Asia/Kolkata", timeout=PATIENCE)
    expect(walker.button("Another time zone")).to_be_focused(timeout=PATIENCE)
    walker.saved()
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
