"""Every page in every state on one sheet: both languages, light and dark, a laptop and a phone.

`make sheet` walks the product four times (language by width), takes each state in both themes, leaves the
full pictures in `build/sheet/`, puts them side by side in `build/sheet.png`, and keeps a small copy beside
this file for the manuals. A page longer than `LONGEST` widths of its screen is cut off on the sheet, not in
its own picture.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from helpers.walk import PATIENCE, Walker
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, Page, expect

from workbook.demo import Demo
from workbook.mirrors.wording import RESPONDENT_WORDS, asked
from workbook.places import assets
from workbook.questions import QUESTIONS
from workbook.wording import DECISION_NAMES

HERE: Final = Path(__file__).resolve().parent
BUILD: Final = HERE.parents[1] / "build"
SHOTS: Final = BUILD / "sheet"
WIDTHS: Final = {1280: 900, 390: 844}
SCHEMES: Final = ("light", "dark")
LANGUAGES: Final = ("nl", "en")

LONGEST: Final = {1280: 3.4, 390: 9.0}
THUMB: Final = {1280: 300, 390: 114}
GAP: Final = 24
LABEL: Final = 40
SMALL_BYTES: Final = 600_000


class Camera:
    """Takes what a page shows now, in both themes, under a number and a name."""

    def __init__(self, page: Page, language: str, width: int) -> None:
        self.page = page
        self._language = language
        self._width = width
        self._number = 0

    def take(self, state: str, page: Page | None = None) -> None:
        """Keep this state."""
        shown = page or self.page
        self._number += 1
        for scheme in SCHEMES:
            shown.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            name = f"{self._number:02}-{state}.{self._language}.{self._width}.{scheme}.png"
            shown.screenshot(path=SHOTS / name, full_page=True)


def walk(browser: Browser, server: Any, language: str, width: int, folder: Path) -> None:
    """Visits every page in every state once."""
    screen = {"width": width, "height": WIDTHS[width]}
    context = browser.new_context(viewport=screen, locale=language)  # type: ignore[arg-type]
    page = context.new_page()
    walker, camera = Walker(page, server.url, language), Camera(page, language, width)
    walker.goes_to("start")
    camera.take("start-fresh")
    page.locator(".wb-exporting > summary").click()
    page.locator(".wb-exporting details summary").first.click()
    camera.take("start-help-open")
    _loads(walker, camera, folder)
    for name in ("plan", "balance", "checkin"):
        walker.goes_to(name)
        camera.take(f"{name}-empty")
    walker.opens_demo()
    camera.take("start-demo")
    for question in QUESTIONS:
        walker.goes_to(question)
        walker.answers(question)
        if question == "plan":
            camera.take("plan-answered")
        walker.looks()
        walker.writes(question, WRITTEN[language])
        walker.resolves(**STEP[language])
        camera.take(f"{question}-evidence")
    page.locator(".wb-doubt details summary").first.click()
    page.locator(".wb-doubt button").first.click()
    expect(page.locator(".wb-review")).to_be_visible(timeout=PATIENCE)
    camera.take("field-review-open")
    walker.goes_to("balance")
    page.get_by_role("radio", name=walker.t(DECISION_NAMES["keep"])).check()
    page.get_by_role("textbox", name=walker.t("What decides it, in your own words")).fill(
        {"nl": "Mijn team wint meer als ik meega.", "en": "My team wins more when I come along."}[language]
    )
    walker.saved()
    camera.take("balance-decided")
    _asks(walker, camera)
    walker.goes_to("checkin")
    camera.take("checkin")
    page.goto(f"{walker.url}/{language}/8-nothing")
    camera.take("error")
    context.close()


WRITTEN: Final = {
    "nl": "Dinsdag met Mei, bij de offerte voor de zorg. Zij deed de prijs, ik hield mijn mond.",
    "en": "Tuesday with Mei, at the quote for care. She did the price, I held my tongue.",
}
STEP: Final = {
    "nl": {
        "when": "dinsdagochtend",
        "act": "mee naar een klant die zij kiest",
        "person": "Mei",
        "first_on": "2026-12-01",
        "first_act": "Mei bellen",
    },
    "en": {
        "when": "Tuesday morning",
        "act": "go along to a customer",
        "person": "Mei",
        "first_on": "2026-12-01",
        "first_act": "call Mei",
    },
}


def _loads(walker: Walker, camera: Camera, folder: Path) -> None:
    """Own files: one that is refused, one whose columns nobody knows, one calendar; then all deleted again."""
    page = walker.page
    walker.button("Begin my workbook").click()
    walker.saved()
    wrong = folder / "foto.ics"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50)
    page.locator("#files").set_input_files(wrong)
    expect(page.locator(".wb-reading .wb-notice").first).to_be_visible(timeout=PATIENCE)
    camera.take("start-bad-file")
    table = folder / "lijst.csv"
    table.write_text(
        "Wat;Wie;Toen;Hoe lang\n" + "".join(f"Bezoek {n};Mei;0{n}-04-2026;60\n" for n in range(1, 9))
    )
    page.locator("#files").set_input_files(table)
    expect(page.get_by_role("heading", name=table.name)).to_be_visible(timeout=PATIENCE)
    camera.take("start-unknown-columns")
    calendar = Demo(today=date.today()).files[0]  # noqa: DTZ011
    own = folder / calendar.name
    own.write_bytes(calendar.data)
    page.locator("#files").set_input_files(own)
    expect(page.get_by_role("heading", name=own.name)).to_be_visible(timeout=PATIENCE)
    walker.saved()
    camera.take("start-calendar")


def _asks(walker: Walker, camera: Camera) -> None:
    """A round among the team, and what one of them sees on a phone or a laptop."""
    page = walker.page
    page.locator("button[data-do=prepare][data-key=team]").click()
    expect(walker.button("Open the round")).to_be_visible(timeout=PATIENCE)
    page.get_by_label(walker.t("How many people")).fill("8")
    walker.saved()
    camera.take("balance-round")
    walker.button("Open the round").click()
    links = page.locator("textarea.wb-links")
    expect(links).to_be_visible(timeout=PATIENCE)
    link = links.input_value().split()[0]
    respondent = page.context.browser.new_context(  # type: ignore[union-attr]
        viewport=page.viewport_size, locale=walker.language
    ).new_page()
    respondent.goto(link)
    camera.take("mirror", respondent)
    for question in QUESTIONS:
        one = asked(question)
        respondent.get_by_role("radio", name=walker.t(one.choices["b"])).check()
        respondent.get_by_role("radio", name=walker.t(one.anchors["few"])).check()
        respondent.get_by_role("button", name=walker.t(RESPONDENT_WORDS["next"])).click()
    camera.take("mirror-last", respondent)
    respondent.get_by_role("button", name=walker.t(RESPONDENT_WORDS["send"])).click()
    expect(respondent.get_by_role("heading", name=walker.t(RESPONDENT_WORDS["thanks"]))).to_be_visible()
    camera.take("mirror-thanks", respondent)
    respondent.context.close()


def put_together() -> Path:
    """All pictures on one sheet: a column a state, a row a language and theme."""
    states = sorted({path.name.split(".")[0] for path in SHOTS.glob("*.png")})
    rows = [(language, scheme) for language in LANGUAGES for scheme in SCHEMES]
    cell = THUMB[1280] + THUMB[390] + 2 * GAP
    high = int(max(THUMB[width] * LONGEST[width] for width in WIDTHS))
    sheet = Image.new("RGB", (GAP + cell * len(states), LABEL + (high + GAP) * len(rows)), "#e4ded3")
    draw = ImageDraw.Draw(sheet)
    face = ImageFont.truetype(str(assets() / "fonts" / "print" / "inter-semibold.ttf"), 18)
    for column, state in enumerate(states):
        left = GAP + column * cell
        draw.text((left, 12), state, fill="#1c2530", font=face)
        for row, (language, scheme) in enumerate(rows):
            top, at = LABEL + row * (high + GAP), left
            for width, thumb in THUMB.items():
                path = SHOTS / f"{state}.{language}.{width}.{scheme}.png"
                if path.exists():
                    sheet.paste(_small(path, width, thumb), (at, top))
                at += thumb + GAP // 2
    target = BUILD / "sheet.png"
    sheet.save(target, optimize=True)
    _reduced(sheet, HERE / "sheet.jpg")
    return target


def _small(path: Path, width: int, thumb: int) -> Image.Image:
    with Image.open(path) as shot:
        cut = shot.convert("RGB").crop((0, 0, width, min(shot.height, int(width * LONGEST[width]))))
    return cut.resize((thumb, round(cut.height * thumb / width)), Image.Resampling.LANCZOS)


def _reduced(sheet: Image.Image, target: Path) -> None:
    """The same, small enough to be kept with the sources."""
    for scale, quality in _attempts():
        size = (int(sheet.width * scale), int(sheet.height * scale))
        sheet.resize(size, Image.Resampling.LANCZOS).save(
            target, quality=quality, optimize=True, progressive=True
        )
        if target.stat().st_size <= SMALL_BYTES:
            return


def _attempts() -> Iterator[tuple[float, int]]:
    for scale in (0.6, 0.5, 0.42, 0.35, 0.28):
        for quality in (80, 68, 55):
            yield scale, quality


def make(opens: Callable[[str], Browser], launch: Callable[..., Any]) -> Path:
    """Walk, and put together."""
    shutil.rmtree(SHOTS, ignore_errors=True)
    SHOTS.mkdir(parents=True)
    for language in LANGUAGES:
        for width in WIDTHS:
            with tempfile.TemporaryDirectory() as own:
                server = launch(Path(own))
                try:
                    browser = opens(language)
                    walk(browser, server, language, width, Path(own))
                    browser.close()
                finally:
                    server.stop()
    return put_together()
