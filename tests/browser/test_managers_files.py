"""What a manager's folder of exports looks like once it is dropped: each file read, asked about or refused."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.walk import PATIENCE, Walker
from playwright.sync_api import BrowserContext, Page, expect

Open = Callable[..., BrowserContext]
Violations = Callable[[Page], list[str]]

DUTCH = "Dealnummer;Dealnaam;Eigenaar;Fase;Aanmaakdatum;Sluitdatum;Bedrag;Bron\r\n" + "".join(
    f"{n};Uitbreiding {n};Renée Vos;{'Gewonnen' if n % 3 else 'Offerte'};{n % 28 + 1:02}-0{n % 9 + 1}-2026;"
    f"{n % 28 + 1:02}-0{n % 9 + 1}-2026;{n}.500,50;Beurs\r\n"
    for n in range(1, 60)
)
HUBSPOT = (
    '"Record ID","Deal Name","Deal Stage","Pipeline","Amount","Deal owner","Create Date","Close Date","Notes"\n'
    + "".join(
        f'"90{n}","Pomp, type ""{n}""","Closed won","Sales","{n}00.50","Vos, Renée","2026-0{n % 9 + 1}-13 09:12",'
        f'"2026-0{n % 9 + 1}-20 15:30","Gebeld.\nTweede gesprek volgt."\n'
        for n in range(1, 40)
    )
)
BROKEN = (
    "Deal ID;Stage;Close date;Amount\n"
    + "".join(
        f"H{n};Won;{'binnenkort' if n % 2 else '13-4-2026'};{'veel' if n % 10 == 4 else n}\n"
        for n in range(1, 60)
    )
    + "60;Won\n"
)
OPEN = "Deal ID,Stage,Close date,Amount\n1,Won,03-04-2026,1.234\n2,Lost,05-06-2026,2.500\n"
UNKNOWN = "Projektname;Wie;Ergebnis;Entschieden am;Betrag netto\nPomp;An;Won;13-3-2026;1.500,50\n"
PIVOT = "Rijlabels;Som van Waarde\nNoord;12\nEindtotaal;12\n"
FILES = {
    "deals-excel.csv": DUTCH.encode("cp1252"),
    "hubspot-crm-exports.csv": HUBSPOT.encode(),
    "half.csv": BROKEN.encode(),
    "open.csv": OPEN.encode(),
    "projekte.csv": UNKNOWN.encode(),
    "draaitabel.csv": PIVOT.encode(),
}


@pytest.mark.parametrize(("language", "width"), [("nl", 1280), ("nl", 390), ("en", 1280)])
def test_a_folder_of_exports_dropped_at_once(
    start_server: Callable[..., object],
    contexts: Open,
    violations: Violations,
    tmp_path: Path,
    language: str,
    width: int,
) -> None:
    """Six tables in one go: two read whole, one in part, one that asks, one to be named, one refused; axe
    finds nothing and nothing is wider than the screen."""
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    server = start_server()
    page = contexts(viewport={"width": width, "height": 900}, locale=language).new_page()
    walker = Walker(page, server.url, language)  # type: ignore[attr-defined]
    walker.goes_to("start")
    page.locator("#files").set_input_files([tmp_path / name for name in FILES])
    report = page.locator(".wb-reading")
    expect(report).to_have_count(len(FILES), timeout=PATIENCE)
    told = {name: report.filter(has=page.get_by_role("heading", name=name, exact=True)) for name in FILES}
    expect(told["deals-excel.csv"]).to_contain_text("59")
    expect(told["hubspot-crm-exports.csv"]).to_contain_text("39")
    expect(told["open.csv"].locator("fieldset:visible")).to_have_count(2)
    expect(told["projekte.csv"].locator(".wb-map")).to_be_visible()
    expect(told["draaitabel.csv"].locator(".wb-notice")).to_be_visible()
    told["half.csv"].locator("summary", has_text="31").click()
    expect(told["half.csv"].locator("li").first).to_be_visible()
    assert told["half.csv"].locator("li").count() == 2
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/folder-{language}-{width}.png", full_page=True)
