"""Every page in every state on one sheet: both languages, light and dark, a laptop and a phone.

`make sheet` walks the product four times (language by width), takes each state in both themes, leaves the
full pictures in `build/sheet/`, puts them side by side in `build/sheet.png`, and keeps a small copy beside
this file for the manuals. A page longer than `LONGEST` widths of its screen is cut off on the sheet, not in
its own picture. `make sheet SHEET="nl 390 light room"` takes only those, and leaves the small copy alone.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from math import ceil
from pathlib import Path
from typing import Any, Final

import visits
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, Page

from workbook.places import assets

HERE: Final = Path(__file__).resolve().parent
BUILD: Final = HERE.parents[1] / "build"
SHOTS: Final = BUILD / "sheet"
SCHEMES: Final = ("light", "dark")
LANGUAGES: Final = ("nl", "en")
PARTS: Final = ("journey", "room", "door")

LONGEST: Final = {1280: 3.4, 390: 9.0}
THUMB: Final = {1280: 300, 390: 114}
IN_A_ROW: Final = 14
GAP: Final = 24
LABEL: Final = 40
SMALL_BYTES: Final = 900_000


class Camera:
    """Takes what a page shows now, in the themes asked for, under a number and a name."""

    def __init__(self, language: str, width: int, schemes: tuple[str, ...], first: int) -> None:
        self._language = language
        self._width = width
        self._schemes = schemes
        self._number = first

    def take(self, state: str, page: Page, *, whole: bool = True) -> None:
        """Keep this state: the whole page, or only what fits the screen."""
        self._number += 1
        for scheme in self._schemes:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            name = f"{self._number:02}-{state}.{self._language}.{self._width}.{scheme}.png"
            page.screenshot(path=SHOTS / name, full_page=whole)


def put_together(*, small: bool) -> Path:
    """All pictures on one sheet: for each state a column, for each language and theme a row; the columns go
    on below when a row is full. `small` also renews the copy that is kept with the sources."""
    states = sorted({path.name.split(".")[0] for path in SHOTS.glob("*.png")})
    rows = [(language, scheme) for language in LANGUAGES for scheme in SCHEMES]
    cell = THUMB[1280] + THUMB[390] + 2 * GAP
    bands = ceil(len(states) / IN_A_ROW)
    tall = [_tallest(states[band * IN_A_ROW :][:IN_A_ROW]) for band in range(bands)]
    across = GAP + cell * min(IN_A_ROW, len(states))
    sheet = Image.new("RGB", (across, sum(LABEL + (high + GAP) * len(rows) for high in tall)), "#e4ded3")
    draw = ImageDraw.Draw(sheet)
    face = ImageFont.truetype(str(assets() / "fonts" / "print" / "inter-semibold.ttf"), 18)
    for number, state in enumerate(states):
        band, column = divmod(number, IN_A_ROW)
        left = GAP + column * cell
        upper = sum(LABEL + (high + GAP) * len(rows) for high in tall[:band])
        draw.text((left, upper + 12), state, fill="#1c2530", font=face)
        for row, (language, scheme) in enumerate(rows):
            top, at = upper + LABEL + row * (tall[band] + GAP), left
            for width, thumb in THUMB.items():
                path = SHOTS / f"{state}.{language}.{width}.{scheme}.png"
                if path.exists():
                    sheet.paste(_small(path, width, thumb), (at, top))
                at += thumb + GAP // 2
    target = BUILD / "sheet.png"
    sheet.save(target, optimize=True)
    if small:
        _reduced(sheet, HERE / "sheet.jpg")
    return target


def _tallest(states: list[str]) -> int:
    """How high the highest picture of these states is on the sheet."""
    high = 0
    for width, thumb in THUMB.items():
        for state in states:
            for path in SHOTS.glob(f"{state}.*.{width}.*.png"):
                with Image.open(path) as shot:
                    high = max(
                        high, round(min(shot.height, shot.width * LONGEST[width]) * thumb / shot.width)
                    )
    return high


def _small(path: Path, width: int, thumb: int) -> Image.Image:
    with Image.open(path) as shot:
        longest = int(shot.width * LONGEST[width])
        cut = shot.convert("RGB").crop((0, 0, shot.width, min(shot.height, longest)))
    return cut.resize((thumb, round(cut.height * thumb / cut.width)), Image.Resampling.LANCZOS)


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


def make(opens: Callable[[str], Browser], launch: Callable[..., Any], only: tuple[str, ...] = ()) -> Path:
    """Walk, and put together; `only` names languages, widths, themes and parts, where not all are wanted."""
    chosen = partial(_chosen, only)
    schemes = chosen(SCHEMES)
    if not only:
        shutil.rmtree(SHOTS, ignore_errors=True)
    SHOTS.mkdir(parents=True, exist_ok=True)
    for language in chosen(LANGUAGES):
        for width in map(int, chosen(tuple(map(str, visits.HEIGHTS)))):
            for part in chosen(PARTS):
                with tempfile.TemporaryDirectory() as own:
                    _part(part, opens(language), launch, language, width, schemes, Path(own))
    return put_together(small=not only)


def _chosen(only: tuple[str, ...], all_of_them: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in all_of_them if one in only) or all_of_them


def _part(
    part: str,
    browser: Browser,
    launch: Callable[..., Any],
    language: str,
    width: int,
    schemes: tuple[str, ...],
    folder: Path,
) -> None:
    take = Camera(language, width, schemes, first=30 * PARTS.index(part)).take
    if part == "door":
        visits.door(browser, launch, language, width, folder, take)
        browser.close()
        return
    server = launch(folder)
    try:
        if part == "journey":
            visits.journey(browser, server, language, width, folder, take)
        else:
            visits.workshop(browser, server, language, width, take)
        browser.close()
    finally:
        server.stop()
