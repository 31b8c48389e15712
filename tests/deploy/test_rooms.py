"""The coach's room as others reach it: real browsers through nginx, one server and two."""

from __future__ import annotations

import json
import re
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import psutil
import pytest
from helpers.behind import ADDRESS, NAME
from helpers.behind import Browser as Visitor
from helpers.proxies import free_port
from playwright.sync_api import Browser, BrowserContext, Page, expect

from workbook.server.rooms.doors import WRONG_A_MINUTE
from workbook.server.rooms.shown import qr

pytestmark = pytest.mark.browser

Contexts = Callable[..., BrowserContext]


@pytest.fixture
def through(
    launch_browser: Callable[..., Browser], browser_type_launch_args: dict[str, Any]
) -> Iterator[Callable[[int], Contexts]]:
    """Makes browsers that find the public name at a port of this machine, and trust its certificate."""
    opened: list[Browser] = []

    def at(port: int) -> Contexts:
        rule = f"--host-resolver-rules=MAP {NAME}:443 127.0.0.1:{port}"
        opened.append(launch_browser(args=[*browser_type_launch_args["args"], rule]))

        def context(width: int, **told: Any) -> BrowserContext:
            size = {"width": width, "height": 850}
            return opened[-1].new_context(viewport=size, locale="nl-NL", ignore_https_errors=True, **told)

        return context

    yield at
    for browser in opened:
        browser.close()


def opens(desk: BrowserContext, title: str) -> Page:
    """A coach finds the way from the door, and opens a room with a floor of three."""
    page = desk.new_page()
    page.goto(f"{ADDRESS}/workshop")
    page.get_by_role("link", name="Maak een ruimte").click()
    page.get_by_label("Titel").fill(title)
    page.get_by_label("Ondergrens").fill("3")
    page.get_by_role("button", name="Open de ruimte").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    return page


def code_of(coach: Page) -> str:
    """The code on the coach's page."""
    return coach.locator(".wb-code").inner_text().replace(" ", "")


def step(coach: Page, name: str) -> None:
    """Press 'next' until this step is open."""
    for _ in range(30):
        here = coach.locator(".wb-region-now .wb-label").inner_text()
        if here.endswith(name):
            return
        coach.get_by_role("button", name=re.compile("^Volgende")).click()
        expect(coach.locator(".wb-region-now .wb-label")).not_to_have_text(here)
    raise AssertionError(f"no step {name}")


def joins(page: Page) -> Page:
    """Take a seat."""
    page.get_by_role("button", name="Doe mee").click()
    expect(page.locator(".wb-region-where")).not_to_be_empty()
    return page


def answers(phone: Page, choice: str) -> None:
    """Answer, and see that it is in."""
    phone.locator(f"#choice-{choice}").check(force=True)
    phone.locator("#often-few").check()
    expect(phone.get_by_text("Je antwoord is binnen")).to_be_visible()


def told(server: Any) -> list[dict[str, Any]]:
    """What a server logged."""
    return [json.loads(line) for line in server.log.read_text().splitlines() if line.startswith("{")]


def test_a_workshop_through_the_proxy(
    public: Any,
    run_nginx: Callable[[str], int],
    through: Callable[[int], Contexts],
) -> None:
    """Protects a workshop on a server for others: a coach begins with nothing, phones join by code and by QR
    and follow, one's own workbook stays out of the room, another coach finds nothing, and a log of it tells
    nobody anything."""
    began = len(told(public))
    port = run_nginx(f"upstream workbook {{ server 127.0.0.1:{public.port}; keepalive 8; }}")
    context = through(port)
    faults: list[str] = []
    coach = opens(context(1280), "Salesmanagers Noord")
    code = code_of(coach)
    assert coach.locator(".wb-way-in img").get_attribute("src") == qr(f"{ADDRESS}/r/{code}")
    link = _link(coach)

    phones = [context(390).new_page() for _ in range(3)]
    for page in (coach, *phones):
        page.on("pageerror", lambda error: faults.append(str(error)))
    _makes_a_workbook(phones[0])
    phones[0].goto(f"{ADDRESS}/r")
    phones[0].get_by_label("Code").fill(f" {code[:3]}-{code[3:]}".lower())
    phones[0].get_by_role("button", name="Meedoen").click()
    for phone in phones[1:]:
        phone.goto(f"{ADDRESS}/r/{code}")
    for phone in phones:
        joins(phone)
    expect(coach.get_by_text("3 telefoons in de zaal")).to_be_visible()

    step(coach, "Antwoorden")
    for phone, choice in zip(phones, ("a", "b", "b"), strict=True):
        answers(phone, choice)
    expect(coach.get_by_text("3 van 3 beantwoord")).to_be_visible()
    step(coach, "Je eigen cijfers")
    _opens_their_workbook(phones[0])
    step(coach, "Het beeld van de zaal")
    expect(coach.get_by_text("3 telefoons in de zaal")).to_be_visible()
    coach.get_by_role("button", name="Toon het beeld").click()
    for phone in phones:
        expect(phone.get_by_text("Wat de zaal zegt")).to_be_visible()

    other = opens(context(1280), "Een andere klant")
    other.get_by_role("link", name="Alle ruimtes").click()
    expect(other.get_by_role("link", name="Een andere klant")).to_be_visible()
    assert other.get_by_text("Salesmanagers Noord").count() == 0
    for address in (coach.url, f"{coach.url}/beamer"):
        answer = other.goto(address)
        assert answer
        assert answer.status == 404
        assert other.get_by_text("Salesmanagers Noord").count() == 0
    back = context(1280).new_page()
    back.goto(link)
    expect(back.get_by_role("link", name="Salesmanagers Noord")).to_be_visible()
    assert back.get_by_text("Een andere klant").count() == 0
    _guesses(port)
    step(coach, "Nadenken")
    expect(phones[2].locator(".wb-region-where")).to_contain_text("Nadenken")
    assert faults == []

    lines = told(public)[began:]
    assert lines
    written = json.dumps(lines)
    for kept_quiet in (code, link.rsplit("/", 1)[1], coach.url.rsplit("/", 1)[1], "203.0.113"):
        assert kept_quiet not in written
    assert len([line for line in lines if line.get("kind") in ("seat", "room", "beamer")]) < 60


def _link(coach: Page) -> str:
    rooms = coach.context.new_page()
    rooms.goto(f"{ADDRESS}/nl/workshop")
    link = rooms.locator("#link").input_value()
    assert link.startswith(f"{ADDRESS}/r/")
    rooms.close()
    return link


def _makes_a_workbook(phone: Page) -> None:
    phone.goto(ADDRESS)
    phone.get_by_role("button", name="Maak een werkboek").click()
    expect(phone.locator("#link")).to_be_visible()


def _opens_their_workbook(phone: Page) -> None:
    asked: list[dict[str, str]] = []
    with phone.context.expect_page() as opened:
        phone.get_by_role("link", name="Open deze vraag in mijn eigen werkboek").click()
    own = opened.value
    own.on("request", lambda request: asked.append(request.all_headers()))
    own.wait_for_selector("html[data-page=ready]")
    own.reload()
    own.wait_for_selector("html[data-page=ready]")
    assert asked
    assert not [one for one in asked if re.search("wb-(room|seat|said)", one.get("cookie", ""))]
    own.locator("label.wb-choice").first.click()
    expect(own.locator("label.wb-choice input").first).to_be_checked()
    own.close()


def _guesses(port: int) -> None:
    """Wrong codes from one address are looked up so often and no more, whatever address is claimed."""
    began = time.monotonic()
    with httpx.Client(base_url=f"https://127.0.0.1:{port}", verify=False, headers={"Host": NAME}) as one:  # noqa: S501
        found = [
            one.get(f"/r/CDFGH{sign}", headers={"X-Forwarded-For": f"203.0.113.{number}"}).status_code
            for number, sign in enumerate("CDFGHJKMNPQRTVWXY34679" * 2)
        ]
    assert set(found) == {404, 429}
    given_back = WRONG_A_MINUTE * (time.monotonic() - began) / 60
    assert found.count(404) <= WRONG_A_MINUTE + given_back + 1


def test_two_servers_and_one_is_killed(
    pair: tuple[Any, Any, int], through: Callable[[int], Contexts]
) -> None:
    """Protects a workshop that runs on two servers: what the coach opens at one, phones at the other
    have; when theirs is killed they come back by themselves, in the right step, with every
    answer that was in."""
    one, two, port = pair
    context = through(port)
    coach = opens(_led_to(one, two, port, context(1280)), "Salesmanagers Noord")
    code = code_of(coach)
    phones = [_led_to(two, one, port, context(390)).new_page() for _ in range(3)]
    for phone in phones:
        phone.goto(f"{ADDRESS}/r/{code}")
        joins(phone)
    expect(coach.get_by_text("3 telefoons in de zaal")).to_be_visible()
    _follow(coach, phones)
    _follow(coach, phones)
    for phone, choice in zip(phones, ("a", "b", "b"), strict=True):
        answers(phone, choice)
    expect(coach.get_by_text("3 van 3 beantwoord")).to_be_visible()
    # What the phones send leaves no line in its log; that they hang on it is seen from outside.
    lines = psutil.Process(two.process.pid).net_connections()
    assert any(line.status == psutil.CONN_ESTABLISHED and line.laddr.port == two.port for line in lines)

    two.stop(signal.SIGKILL)
    step(coach, "In tweetallen")
    for phone in phones:
        expect(phone.locator(".wb-region-where")).to_contain_text("In tweetallen")
        expect(phone.locator(".wb-lost")).to_be_hidden()
        assert phone.get_by_text("nog geen antwoord gegeven").count() == 0
    step(coach, "Het beeld van de zaal")
    coach.get_by_role("button", name="Toon het beeld").click()
    for phone in phones:
        expect(phone.locator(".wb-bars").first).to_contain_text("3 antwoorden")
    phones[0].reload()
    expect(phones[0].locator(".wb-region-where")).to_contain_text("Het beeld van de zaal")


def _follow(coach: Page, phones: list[Page]) -> None:
    """The coach goes on, and every phone shows the next step."""
    before = phones[0].locator(".wb-region-where").inner_text()
    coach.get_by_role("button", name=re.compile("^Volgende")).click()
    for phone in phones:
        expect(phone.locator(".wb-region-where")).not_to_have_text(before)


def _led_to(server: Any, other: Any, port: int, context: BrowserContext) -> BrowserContext:
    """A browser with a cookie by which nginx leads it to this one of the two."""
    with httpx.Client(base_url=f"https://127.0.0.1:{port}", verify=False, headers={"Host": NAME}) as asked:  # noqa: S501
        for number in range(40):
            cookie = f"x{number}"
            before = len(told(server)), len(told(other))
            asked.get("/nl/room", headers={"Cookie": f"__Host-workbook={cookie}"})
            while (len(told(server)), len(told(other))) == before:
                continue
            if len(told(server)) > before[0]:
                context.add_cookies(
                    [{"name": "__Host-workbook", "value": cookie, "url": ADDRESS, "secure": True}]
                )
                return context
    raise AssertionError("nginx leads everybody to one server")


def test_a_hall_is_counted_and_not_logged(
    start_server: Callable[..., Any], public_options: tuple[str, ...], browser_at: Callable[..., Visitor]
) -> None:
    """Protects the log from a hundred phones that ask for news all the time: each is counted, none has a
    line."""
    port = free_port()
    server = start_server(*public_options, "--metrics-port", str(port))
    for _ in range(5):
        missing = browser_at(server).ask("/nl/room/00000000/news", headers={"Accept": "application/json"})
        assert missing.status_code == 404
    assert not [line for line in told(server) if line.get("kind") in ("seat", "news")]
    figures = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    assert 'workbook_answers_total{kind="news",status="4xx"} 5.0' in figures
    assert "workbook_room_followers 0.0" in figures
