"""A page in a real browser: it wakes up, reports its state, and comes back when its kernel was lost."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from helpers.patience import PATIENCE
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Kernels = Callable[[Any], set[int]]


@pytest.fixture
def said(page: Page) -> Iterator[list[str]]:
    """What the browser complained about."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def ready(page: Page) -> None:
    """Wait until everything on the page has been drawn."""
    page.wait_for_selector("html[data-page=ready]", timeout=30_000)


def test_wakes_up(page: Page, trial: Any, said: list[str]) -> None:
    """Protects: under the strict policy a widget is drawn, works, and the browser has nothing to say."""
    outside: list[str] = []
    page.on("request", lambda request: outside.append(request.url))
    page.goto(trial.page())
    ready(page)
    page.locator(".count").click()
    expect(page.locator(".count")).to_have_text("1")
    expect(page.locator(".wb-saved")).to_have_text("")
    assert [url for url in outside if not url.startswith((trial.url, "blob:", "data:"))] == []
    assert said == []


def test_one_failing_part(page: Page, trial: Any) -> None:
    """Protects: a part that failed says so in its place, and the parts after it work."""
    page.goto(trial.page("nl", "1-plan"))
    ready(page)
    expect(page.locator(".wb-failed")).to_have_count(1)
    expect(page.locator(".wb-printed")).to_have_text("printed\n")
    page.locator(".count").click()
    expect(page.locator(".count")).to_have_text("1")


def test_shows_what_parts_report(page: Page, trial: Any) -> None:
    """Protects: steps that are done and the state of saving reach the frame, for eyes and for ears."""
    page.goto(trial.page())
    ready(page)
    page.evaluate("dispatchEvent(new CustomEvent('wb:frame', {detail: {done: ['1-plan'], saved: 'Bewaard'}}))")
    expect(page.locator(".wb-way li.wb-done")).to_have_count(1)
    expect(page.get_by_role("link", name="Plan (gedaan)")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("Bewaard")
    page.evaluate("dispatchEvent(new CustomEvent('wb:saved', {detail: {state: 'failed', text: 'Niet bewaard'}}))")
    expect(page.locator(".wb-saved[data-state=failed]")).to_have_text("Niet bewaard")
    page.evaluate("dispatchEvent(new CustomEvent('wb:frame', {detail: {done: []}}))")
    expect(page.locator(".wb-way li.wb-done")).to_have_count(0)


def test_a_lost_kernel_is_brought_back(page: Page, trial: Any, server_kernels: Kernels) -> None:
    """Protects: when an answer stays out because the kernel was killed, the page opens a new one itself."""
    before = server_kernels(trial)
    page.goto(trial.page())
    ready(page)
    page.locator(".count").click()
    expect(page.locator(".count")).to_have_text("1")
    (mine,) = server_kernels(trial) - before
    os.kill(mine, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(mine)] if psutil.pid_exists(mine) else [], timeout=PATIENCE)
    with page.expect_navigation():
        page.evaluate("dispatchEvent(new CustomEvent('wb:unanswered', {detail: {}}))")
    ready(page)
    page.locator(".count").click()
    expect(page.locator(".count")).to_have_text("1")


def test_no_reloading_for_ever(page: Page, trial: Any) -> None:
    """Protects: a page whose kernel is lost again at once says so and leaves it to the reader."""
    page.goto(trial.page())
    ready(page)
    page.evaluate("sessionStorage.setItem('wb:reopened', String(Date.now()))")
    page.context.clear_cookies()
    page.evaluate("dispatchEvent(new CustomEvent('wb:unanswered', {detail: {}}))")
    expect(page.locator(".wb-trouble")).to_contain_text("verbinding")
    expect(page.get_by_role("button", name="Opnieuw laden")).to_be_visible()


def test_a_stopped_server_is_told(page: Page, start_server: Any, trial_pages: Path) -> None:
    """Protects: without a server the page says the connection is lost, and what is saved is saved."""
    server = start_server(WORKBOOK_NOTEBOOKS=str(trial_pages))
    page.goto(server.page())
    ready(page)
    server.stop()
    page.evaluate("dispatchEvent(new CustomEvent('wb:unanswered', {detail: {}}))")
    expect(page.get_by_role("alert").filter(has_text="verbinding")).to_be_visible()


def test_leaving_ends_the_kernel(page: Page, trial: Any, server_kernels: Kernels) -> None:
    """Protects: the farewell call works, so a page that was left costs nothing."""
    before = server_kernels(trial)
    page.goto(trial.page())
    ready(page)
    mine = server_kernels(trial) - before
    assert len(mine) == 1
    page.goto("about:blank")
    psutil.wait_procs([psutil.Process(pid) for pid in mine if psutil.pid_exists(pid)], timeout=PATIENCE)
    assert not mine & server_kernels(trial)


def test_a_mail_link_ends_nothing(page: Page, trial: Any) -> None:
    """Protects: a link to a mail program is opened apart, for it counts as leaving the page."""
    page.goto(trial.page())
    ready(page)
    target = page.evaluate(
        """() => {
          const link = document.createElement("a");
          link.href = "mailto:somebody@example.com";
          link.addEventListener("click", (event) => event.preventDefault());
          document.querySelector("main").append(link);
          link.click();
          return link.target;
        }"""
    )
    assert target == "_blank"


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_sticks_out(page: Page, trial: Any, width: int) -> None:
    """Protects: no sideways scrolling on a phone or a laptop."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(trial.page("nl", "1-plan"))
    ready(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_by_keyboard(page: Page, trial: Any) -> None:
    """Protects: the first stop is the way past the header, and it leads to the content."""
    page.goto(trial.page())
    page.keyboard.press("Tab")
    expect(page.locator(".wb-skip")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "wb-main"


def test_accessible_by_axe(page: Page, trial: Any) -> None:
    """Protects: names, landmarks, contrast and structure of the frame, in light and dark."""
    from axe_playwright_python.sync_playwright import Axe

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(trial.page("nl", "1-plan"))
        ready(page)
        page.evaluate("document.querySelectorAll('.count').forEach((each) => each.remove())")
        result = Axe().run(page)
        assert result.violations_count == 0, result.generate_report()
