"""Makes the pictures of the product anew, from the real thing: `make pictures`.

It starts the server on data of its own, walks the demo manager through the journey in a real browser,
and keeps what the README and the manuals show. `--sheet` makes the sheet of all pages and states instead
(`make sheet`), `--tour` the two-minute tour (`make tour`).
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TESTS = HERE.parents[1] / "tests"
sys.path[:0] = [str(TESTS), str(HERE)]

import chromium  # noqa: E402
import help_pictures  # noqa: E402
import sheet  # noqa: E402
import tour  # noqa: E402
import visits  # noqa: E402
from conftest import launch  # noqa: E402
from helpers.walk import Walker  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402

LAPTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
LOCALES = {"nl": "nl-NL", "en": "en-GB"}


def walk(browser: Browser, url: str, language: str) -> None:
    """One language: the demo manager from the first question to the balance."""
    page = browser.new_context(viewport=LAPTOP, locale=language, device_scale_factor=1.5).new_page()
    walker = Walker(page, url, language)
    walker.opens_demo()
    page.screenshot(path=HERE / f"start-{language}.png")
    for question in ("plan", "marketing", "field"):
        walker.goes_to(question)
        walker.answers(question)
        walker.looks()
        walker.writes(question, visits.WRITTEN[language])
        walker.resolves(**visits.STEP[language])
    figure = page.locator(".wb-figure:has(figure)").first
    figure.scroll_into_view_if_needed()
    page.evaluate("() => window.scrollTo(0, 0)")
    page.screenshot(
        path=HERE / f"question-{language}.png",
        full_page=True,
        clip={"x": 0, "y": 0, "width": 1280, "height": 1480},
    )
    walker.goes_to("balance")
    page.screenshot(
        path=HERE / f"balance-{language}.png",
        full_page=True,
        clip={"x": 0, "y": 0, "width": 1280, "height": 1150},
    )
    for scheme in ("light", "dark"):
        phone = browser.new_context(
            viewport=PHONE,
            locale=language,
            color_scheme=scheme,
            device_scale_factor=2,  # type: ignore[arg-type]
        ).new_page()
        Walker(phone, url, language).goes_to("field")
        phone.locator(".wb-figure:has(figure)").first.scroll_into_view_if_needed()
        phone.evaluate("() => document.querySelector('.wb-figure:has(figure)').scrollIntoView()")
        phone.screenshot(path=HERE / f"phone-{scheme}-{language}.png")


def main() -> None:
    """Make all pictures, or the kind that was asked for."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:

        def opens(language: str) -> Browser:
            """A browser whose own words (a field for a date, say) are in this language."""
            return playwright.chromium.launch(
                executable_path=chromium.find(),
                args=[*chromium.ARGUMENTS, f"--lang={LOCALES[language]}"],
                env={**os.environ, "LANGUAGE": LOCALES[language].replace("-", "_")},
            )

        if "--sheet" in sys.argv:
            print(sheet.make(opens, launch, tuple(word for word in sys.argv[1:] if word != "--sheet")))
        for language in LOCALES:
            own = Path(folder) / language
            own.mkdir()
            if "--tour" in sys.argv:
                print(tour.make(opens(language), launch, own, language))
            elif "--sheet" not in sys.argv:
                help_pictures.make(language)
                server = launch(own)
                try:
                    walk(opens(language), server.url, language)
                finally:
                    server.stop()


if __name__ == "__main__":
    main()
