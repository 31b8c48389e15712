"""When somebody in a team answered or took back stands in no log and no figure; what is too large has a page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from helpers.behind import NAME
from helpers.patience import PATIENCE
from helpers.proxies import free_port

from workbook import clock
from workbook.mirrors import desk
from workbook.mirrors.rounds import planned
from workbook.questions import QUESTIONS
from workbook.server.frame import trouble
from workbook.store import open_store
from workbook.wording import WORDING
from workbook.words import translator

Browsers = Callable[..., Any]


class Respondent:
    """A browser without scripts at the form of a round of this server."""

    def __init__(self, server: Any, language: str = "nl") -> None:
        sheets = open_store(f"sqlite:///{server.data / 'workbook.db'}").rounds
        plan = planned("team", today=clock.today(), language=language, wording=WORDING, seats=6)
        self.secret = desk.lay_out(sheets, plan, clock.today()).links[0]
        self._language = language
        self._client = httpx.Client(
            base_url=f"http://127.0.0.1:{server.port}",
            headers={"Host": NAME, "Accept-Language": language, "X-Forwarded-For": "203.0.113.9"},
            timeout=PATIENCE,
        )
        self._kept: dict[str, str] = {}
        self.page = self._ask("GET", f"/m/{self.secret}")

    def sends(self, page: str, **fields: str) -> httpx.Response:
        token = re.search(r'name="token" value="([^"]+)"', self.page.text)
        data = {"token": token.group(1) if token else "", **fields}
        self.page = self._ask("POST", f"/{self._language}/mirror/{page}", data)
        return self.page

    def opens(self, page: str) -> httpx.Response:
        self.page = self._ask("GET", f"/{self._language}/mirror/{page}")
        return self.page

    def answers(self) -> httpx.Response:
        for number, _ in enumerate(QUESTIONS, 1):
            self.sends(str(number), choice="b", often="few")
        return self.sends("4", **{"try": ""})

    def _ask(self, method: str, path: str, data: dict[str, str] | None = None) -> httpx.Response:
        # Cookies are Secure, and this goes to the server past the encryption.
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._kept.items())}
        answer = self._client.request(method, path, data=data, headers=headers)
        for line in answer.headers.get_list("Set-Cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            self._kept[name] = value
        return self._ask("GET", answer.headers["Location"]) if answer.status_code == 303 else answer


def test_no_line_tells_when_somebody_answered(public: Any) -> None:
    """Protects: opening the link, each page of the form, the answer and taking it back leave no line in the log,
    so nobody who reads it can tell when, nor that one was taken back."""
    before = public.log.read_text()
    someone = Respondent(public)
    assert someone.answers().status_code == 200
    someone.sends("back")
    lines = [json.loads(line) for line in public.log.read_text()[len(before) :].splitlines()]
    assert [line for line in lines if line.get("told") == "answered"] == []


def test_no_figure_grows_with_an_answer(
    start_server: Callable[..., Any], public_options: tuple[str, ...]
) -> None:
    """Protects: whoever asks for the figures every second sees none that grows when somebody answers."""
    port = free_port()
    server = start_server(*public_options, "--metrics-port", str(port))

    def figures() -> list[str]:
        text = httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=PATIENCE).text
        return [line for line in text.splitlines() if line.startswith("workbook_answers")]

    before = figures()
    someone = Respondent(server)
    someone.answers()
    someone.sends("back")
    assert [line for line in figures() if "metrics" not in line] == [line for line in before if "metrics" not in line]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_form_that_is_too_large_says_so_and_loses_nothing(public: Any, language: str) -> None:
    """Protects: a respondent who sends half a megabyte reads in their language that it was too much, is led back to
    the form, and finds what was answered before."""
    someone = Respondent(public, language)
    someone.sends("1", choice="b", often="few")
    answer = someone.sends("2", choice="a", often="few", other="x" * 500_000)
    said = translator(language)
    assert answer.status_code == 413
    assert said(trouble(413).title) in answer.text
    assert f'href="/{language}/mirror/2"' in answer.text
    assert "/mirror/2" in str(someone.opens("2").url)
    assert f'action="/{language}/mirror/2"' in someone.page.text


@pytest.mark.parametrize("path", ["/nl/open", "/nl/begin", "/nl/rooms", "/nl/room", "/nl/1-plan", "/nl/nowhere"])
def test_every_form_has_a_page_for_what_is_too_large(public: Any, browser_at: Browsers, path: str) -> None:
    """Protects: whatever address a large form goes to, a page answers, with the headers of every page."""
    answer = browser_at(public).ask(path, "POST", content=b"link=" + b"x" * 2_000_000)
    assert answer.status_code == 413
    assert translator("nl")(trouble(413).title) in answer.text
    assert "Content-Security-Policy" in answer.headers
