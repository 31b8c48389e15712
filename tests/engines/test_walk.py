"""The pages in Firefox and WebKit: the whole way once in each, with what differs between engines looked at."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from helpers import engines
from helpers.engines import ENGINES, Reader
from helpers.kernels import kernels, kill_kernels
from helpers.patience import until
from selenium.common.exceptions import StaleElementReferenceException

from workbook import clock
from workbook.demo import Demo
from workbook.pages import ADDRESSES
from workbook.server.frame import FRAME_WORDS

pytestmark = pytest.mark.browser

PICTURES = os.environ.get("PICTURES", "")


@pytest.fixture
def at_a_browser() -> Iterator[Callable[..., Any]]:
    """Opens browsers of an engine that end with the test."""
    with ExitStack() as stack:

        def start(engine: str, width: int, language: str, **more: Any) -> Any:
            if lacking := engines.missing(engine):
                pytest.skip(lacking)
            return stack.enter_context(engines.opened(engine, width, language, **more))

        yield start


@pytest.mark.parametrize(("width", "language", "dark"), [(390, "nl", True), (1280, "en", False)])
@pytest.mark.parametrize("engine", ENGINES)
def test_the_way_from_start_to_balance(
    start_server: Callable[..., Any],
    at_a_browser: Callable[..., Any],
    engine: str,
    width: int,
    language: str,
    dark: bool,
) -> None:
    """Protects half of all phones: answer, evidence, text, step and Balance; Back and Forward while typing; a
    reload; the other language; and no page left behind with its kernel."""
    server = start_server()
    browser = at_a_browser(engine, width, language, dark=dark)
    reader = Reader(browser, server.url, language)
    reader.goes_to("start")
    reader.presses("Look around with the demo manager")
    reader.sees(".wb-reading")
    reader.awake()
    for question in ("plan", "marketing", "field"):
        reader.goes_to(question)
        reader.answers(question)
        reader.looks()
        assert reader.sticks_out() <= 0
        picture(browser, f"{engine}-{language}-{width}-{question}")
    reader.prompt("field").send_keys(TEXT)
    reader.saved()
    reader.resolves(when="dinsdag", act="ga ik mee", person="Mei")
    reader.goes_to("balance")
    assert reader.sticks_out() <= 0
    picture(browser, f"{engine}-{language}-{width}-balance")
    back_and_forth(reader)
    browser.refresh()
    reader.awake()
    field_with(reader, TEXT + "x" * TURNS)
    own = psutil.Process(server.process.pid)
    until(lambda: len(kernels(own)) == 1, lambda: f"{len(kernels(own))} kernels for one page")
    assert "Origin: null" not in server.log.read_text()
    assert "an answer failed" not in server.log.read_text()


@pytest.mark.parametrize("engine", ENGINES)
def test_ones_own_calendar_and_a_kernel_that_dies(
    start_server: Callable[..., Any], at_a_browser: Callable[..., Any], tmp_path: Path, engine: str
) -> None:
    """Protects a file that is loaded on such a phone, and what was typed while its page had no kernel."""
    demo = Demo(today=clock.today())
    calendar = tmp_path / demo.files[0].name
    calendar.write_bytes(demo.files[0].data)
    server = start_server()
    reader = Reader(at_a_browser(engine, 390, "nl"), server.url, "nl")
    reader.goes_to("start")
    reader.presses("Begin my workbook")
    reader.saved()
    reader.browser.find_element("css selector", "#files").send_keys(str(calendar))
    until(lambda: calendar.name in str(reader.script("return document.body.innerText")), lambda: "no file")
    reader.goes_to("plan")
    reader.answers("plan")
    reader.looks()
    reader.prompt("plan").send_keys("Dinsdag")
    reader.saved()
    kill_kernels(psutil.Process(server.process.pid))
    reader.prompt("plan").send_keys(", met Mei")
    until(lambda: reader.script("return performance.getEntriesByType('navigation')[0].type") == "reload")
    reader.awake()
    reader.saved()
    reader.goes_to("plan")
    assert reader.prompt("plan").get_attribute("value") == "Dinsdag, met Mei"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_browser_without_cookies_is_told(
    server: Any, at_a_browser: Callable[..., Any], engine: str
) -> None:
    """Protects who blocks cookies, and storage with them: a sentence that says what to do, and no page that
    waits for ever."""
    reader = Reader(at_a_browser(engine, 390, "nl", cookies=False), server.url, "nl")
    reader.opens(f"{reader.url}/nl/{ADDRESSES['plan']}")
    said = reader.sees(".wb-trouble p")
    assert said.text == reader.t(FRAME_WORDS["cookies"])


TURNS = 5
TEXT = "Dinsdag, aan tafel bij een klant."


def back_and_forth(reader: Reader) -> None:
    """Back to a question, a letter typed, and Forward at once; Back at the end."""
    reader.goes_to("field")
    reader.goes_to("balance")
    for turn in range(TURNS):
        reader.browser.back()
        field_with(reader, TEXT + "x" * turn).send_keys("x")
        reader.browser.forward()
        reader.awake()
    reader.browser.back()
    field_with(reader, TEXT + "x" * TURNS)


def field_with(reader: Reader, text: str) -> Any:
    """The first prompt's field of a page that came back, once it holds this text. WebKit shows the page as it was
    left before it loads it anew, so a field that was just found may be gone."""

    def found() -> Any:
        with suppress(StaleElementReferenceException):
            field = reader.prompt("field")
            return field if field.get_attribute("value") == text else None

    def alive() -> bool:
        return reader.browser.name == "firefox" or bool(reader.script(RELOADED))

    until(alive, lambda: "the page stays as it was left")
    reader.awake()
    return until(found, lambda: f"not there: {text}")


RELOADED = "return performance.getEntriesByType('navigation')[0].type === 'reload'"


def picture(browser: Any, name: str) -> None:
    """A picture of what is on the screen, where somebody wants to look."""
    if PICTURES:
        browser.save_screenshot(f"{PICTURES}/{name}.png")
