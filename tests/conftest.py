"""What tests of the running product share: the real server on a free port, and a browser to visit it."""

from __future__ import annotations

import logging
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import chromium
import pytest
from helpers import search
from helpers.patience import PATIENCE, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

# jsonschema compiles a grammar for seconds when it is imported, as the server does without (workbook.server.start).
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
# A pool of threads in each worker would only make them wait for each other.
os.environ.setdefault("POLARS_MAX_THREADS", "1")
search.load_profile()

COMMAND = (sys.executable, "-P", "-c", "from workbook.cli import main; main()")
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


@dataclass
class Server:
    """A running server: where it answers, where it keeps its data, its process and what it said."""

    url: str
    data: Path
    process: subprocess.Popen[str]
    log: Path

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.url.rstrip("/").rsplit(":", 1)[1])

    def page(self, language: str = "nl", name: str = "0-start") -> str:
        """The address of a page."""
        return f"{self.url.rstrip('/')}/{language}/{name}"

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End it, and give its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(timeout=PATIENCE)


StartServer = Callable[..., Server]


def launch(folder: Path, *options: str, cwd: Path | None = None, **environment: str) -> Server:
    """Start the real command on a free port, and wait until it answers."""
    data, log = folder / "data", folder / "server.log"
    own = {name: value for name, value in os.environ.items() if not name.startswith("WORKBOOK_")}
    with log.open("a") as errors:
        process = subprocess.Popen(
            [*COMMAND, "serve", "--port", "0", "--no-browser", "--data", str(data), *options],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            cwd=cwd,
            env={**own, **environment},
        )
    output: IO[str] | None = process.stdout
    assert output is not None
    said = output.readline()
    found = re.search(r"http://\S+", said)
    assert found, f"the server did not start: {log.read_text()}"
    server = Server(found.group(), data, process, log)
    _wait_until_awake(server)
    return server


def _wait_until_awake(server: Server) -> None:
    def answers() -> bool:
        assert server.process.poll() is None, server.log.read_text()
        try:
            urllib.request.urlopen(f"{server.url}healthz", timeout=PATIENCE)  # noqa: S310
        except urllib.error.URLError:
            return False
        return True

    until(answers, server.log.read_text)


@pytest.fixture(scope="session")
def launch_server() -> StartServer:
    """Starts a server in a folder; who asks for it ends it."""
    return launch


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[StartServer]:
    """Starts servers that end with the test."""
    started: list[Server] = []

    def start(*options: str, **more: Any) -> Server:
        started.append(launch(tmp_path, *options, **more))
        return started[-1]

    yield start
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product as it ships, on data of its own."""
    running = launch(tmp_path_factory.mktemp("server"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium, kept from talking to anybody but us."""
    found = {"executable_path": path} if (path := chromium.find()) else {}
    return {**browser_type_launch_args, **found, "args": list(chromium.ARGUMENTS)}


@pytest.fixture(scope="session")
def browser(browser: Browser) -> Browser:
    """The browser, waited for as long as a busy machine takes."""
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE * 1000)
    return browser


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Dutch laptop."""
    return {**browser_context_args, "locale": "nl-NL", "viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Opens browser contexts that end with the test."""
    opened: list[BrowserContext] = []

    def context(**options: object) -> BrowserContext:
        opened.append(browser.new_context(**options))  # type: ignore[arg-type]
        return opened[-1]

    yield context
    for one in opened:
        one.close()


@pytest.fixture
def violations() -> Callable[[Page], list[str]]:
    """What axe-core finds wrong on a page, a line each."""

    from axe_playwright_python.sync_playwright import Axe

    def run(page: Page) -> list[str]:
        found = Axe().run(page, options=RULES).response["violations"]
        return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]

    return run


@pytest.fixture(autouse=True)
def no_swallowed_exception(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Make a failure of what is only logged: an exception that a callback of a widget raised, outside a kernel,
    and one that a reader of files caught though no file was to blame. A test that expects it clears the log."""
    yield
    swallowed = [
        record
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)  # type: ignore[arg-type]
        if is_swallowed(record)
    ]
    assert not swallowed, swallowed[0].getMessage()


def is_swallowed(record: logging.LogRecord) -> bool:
    """Whether a line of the log is about an exception that nobody saw."""
    if record.name == "workbook.activity":
        return record.levelno >= logging.ERROR
    return bool(record.exc_info) and record.getMessage().startswith("Exception in callback")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for a page drives a browser."""
    for item in items:
        if {"page", "context", "browser"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
