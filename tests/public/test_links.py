"""A visitor's way in: a link, a cookie, a clean address; and that the link is nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

Browsers = Callable[..., Any]


def test_a_link_is_exchanged_for_a_cookie(public: Any, browser_at: Browsers) -> None:
    """Protects: the link leads to a clean address, with a cookie that scripts and other sites don't get."""
    link = browser_at(public).begin()
    other = browser_at(public)
    answer = other.ask(link)
    assert (answer.status_code, answer.headers["location"]) == (303, "/nl/0-start")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-workbook=")
    for wanted in ("HttpOnly", "Secure", "SameSite=Lax", "Path=/"):
        assert wanted in cookie
    assert link.split("/")[-1][:43] not in cookie
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert other.page().status_code == 200


def test_without_a_link_no_page(public: Any, browser_at: Browsers) -> None:
    """Protects: no kernel and no workbook for who has no link; the way to one is shown."""
    visitor = browser_at(public)
    answer = visitor.page("1-plan")
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/begin")
    assert visitor.ask("/", headers={"Accept-Language": "nl"}).headers["location"] == "/nl/begin"
    shown = visitor.ask("/en/begin")
    assert "Make a workbook" in shown.text
    assert not visitor.jar


@pytest.mark.parametrize("cookie", ["", "x", "A" * 209, "A" * 5000, "é"])
def test_a_forged_cookie_opens_nothing(public: Any, browser_at: Browsers, cookie: str) -> None:
    """Protects: what this server did not seal counts for nothing."""
    visitor = browser_at(public)
    answer = visitor.ask("/en/0-start", headers={"Cookie": f"__Host-workbook={cookie}".encode()})
    assert answer.headers.get("location") == "/en/begin"


def test_two_visitors_two_workbooks(
    public: Any, browser_at: Browsers, widgets: Callable[[str], list[str]]
) -> None:
    """Protects: what one visitor writes is there at their next page, in any browser with the link, and never
    in another's workbook."""
    one, two = browser_at(public), browser_at(public)
    link = one.begin()
    two.begin()
    page = one.page().text
    talk = one.socket()
    assert talk.does(widgets(page)[1], "begin")["saved"]
    talk.close()
    phone = browser_at(public)
    phone.ask(link)
    assert "Your workbook is open" in _shown(phone, widgets)
    assert "Your workbook is open" not in _shown(two, widgets)


def _shown(browser: Any, widgets: Callable[[str], list[str]]) -> str:
    """All HTML of the start page's parts."""
    page = browser.page().text
    talk = browser.socket()
    shown = []
    for model in widgets(page):
        talk.send("comm_msg", {"comm_id": model, "data": {"method": "request_state"}})
        heard = talk.until(lambda message: message["content"].get("data", {}).get("method") == "update")
        shown.append(heard[-1]["content"]["data"]["state"].get("html", ""))
    talk.close()
    return "".join(shown)


def test_the_demo_is_one_s_own(
    public: Any, browser_at: Browsers, widgets: Callable[[str], list[str]]
) -> None:
    """Protects: looking around with the demo manager shows it on the next page too, to that visitor alone."""
    one, two = browser_at(public), browser_at(public)
    one.begin()
    two.begin()
    page = one.page().text
    talk = one.socket()
    assert talk.does(widgets(page)[1], "demo")["saved"]
    talk.close()
    assert "demo manager: a made-up" in _shown(one, widgets)
    assert "demo manager: a made-up" not in _shown(two, widgets)


def test_another_s_link_is_asked_about(
    public: Any, browser_at: Browsers, widgets: Callable[[str], list[str]]
) -> None:
    """Protects: a link sent by somebody does not slip their workbook under a manager who has one."""
    one = browser_at(public)
    one.begin()
    page = one.page().text
    talk = one.socket()
    talk.does(widgets(page)[1], "begin")
    talk.close()
    before = one.jar["__Host-workbook"]
    foreign = browser_at(public).begin()
    assert one.ask(foreign).headers["location"] == "/nl/other"
    assert one.jar["__Host-workbook"] == before
    assert "they can read what you write in it" in one.ask("/en/other").text
    assert one.ask("/en/other", "POST").headers["location"] == "/en/0-start"
    assert one.jar["__Host-workbook"] != before


def test_closing_it_in_this_browser(public: Any, browser_at: Browsers) -> None:
    """Protects: on a shared computer one can leave; the link opens it again."""
    visitor = browser_at(public)
    link = visitor.begin()
    answer = visitor.ask("/en/leave", "POST")
    assert answer.headers["location"] == "/en/begin"
    assert "__Host-workbook" not in visitor.jar
    assert visitor.page().status_code == 303
    assert visitor.ask(link).status_code == 303
    assert visitor.page().status_code == 200


def test_a_pasted_link(public: Any, browser_at: Browsers) -> None:
    """Protects: the whole link or its last part may be pasted, with spaces around it."""
    link = browser_at(public).begin()
    for pasted in (f" https://workbook.example{link}\n", link.split("/")[-1]):
        visitor = browser_at(public)
        assert visitor.ask("/en/open", "POST", data={"link": pasted}).status_code == 303
        assert "__Host-workbook" in visitor.jar


def test_the_link_as_a_file(public: Any, browser_at: Browsers) -> None:
    """Protects: the link can be kept as a file, by who has the workbook open and nobody else."""
    visitor = browser_at(public)
    link = visitor.begin()
    answer = visitor.ask("/en/link-file", "POST")
    assert f"https://workbook.example{link}\n" in answer.text
    assert "attachment" in answer.headers["content-disposition"]
    assert browser_at(public).ask("/en/link-file", "POST").status_code == 403


@pytest.mark.parametrize("path", ["/en/begin", "/en/open", "/en/other", "/en/leave", "/en/link-file"])
@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}],
    ids=["origin", "site", "hidden"],
)
def test_forms_of_other_sites(public: Any, browser_at: Browsers, path: str, headers: dict[str, str]) -> None:
    """Protects: another site can't make, open or close workbooks in a visitor's browser."""
    visitor = browser_at(public)
    visitor.begin()
    before = dict(visitor.jar)
    assert visitor.ask(path, "POST", headers=headers).status_code == 403
    assert visitor.jar == before


def test_links_are_in_no_log_title_or_error(public: Any, browser_at: Browsers) -> None:
    """Protects: the secret of a link stands in no log line, redirect, title or error page."""
    visitor = browser_at(public)
    link = visitor.begin()
    secret = link.split("/")[-1][:43]
    for answer in (
        visitor.ask(link),
        visitor.ask(link, "HEAD"),
        visitor.ask(link + "/more"),
        visitor.ask(link, "PUT"),
        visitor.page(),
        visitor.ask("/en/begin"),
    ):
        assert secret not in answer.text
        assert secret not in str(answer.headers)
    assert secret not in public.log.read_text()


def test_the_log_is_lines_without_personal_data(public: Any, browser_at: Browsers) -> None:
    """Protects: each line is JSON that tells kind, status and time, and no address, name or path."""
    import json

    visitor = browser_at(public, ip="198.51.100.99")
    visitor.begin()
    visitor.page("no-such-page-of-mine")
    text = public.log.read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    assert any(line.get("kind") == "begin" and line["method"] == "POST" for line in lines)
    assert all({"time", "level", "place"} <= set(line) for line in lines)
    assert "198.51.100.99" not in text
    assert "no-such-page-of-mine" not in text


def test_a_kernel_s_environment_holds_no_secret(
    public: Any, browser_at: Browsers, kernels_of: Callable[[Any], set[int]]
) -> None:
    """Protects: neither a visitor's secret nor the server's stands in a kernel's environment, and the ticket
    that does is used up."""
    import httpx
    import psutil

    visitor = browser_at(public)
    link = visitor.begin()
    before = kernels_of(public)
    visitor.page()
    (mine,) = kernels_of(public) - before
    environment = psutil.Process(mine).environ()
    assert link.split("/")[-1][:43] not in str(environment)
    assert "k" * 43 not in str(environment)
    ticket = environment.get("WORKBOOK_HANDOVER", "")
    if ticket:
        headers = {"Authorization": f"Bearer {environment['WORKBOOK_VAULT_TOKEN']}"}
        assert httpx.get(ticket, headers=headers).status_code == 404


def test_what_kernels_ask_is_not_for_visitors(public: Any, browser_at: Browsers) -> None:
    """Protects: vault, hand-over and figures have no address on the side that visitors reach."""
    visitor = browser_at(public)
    for path in (f"/vault/{'0' * 64}", f"/handover/{'a' * 43}", "/failed/Full", "/metrics"):
        for method in ("GET", "POST", "PUT"):
            assert visitor.ask(path, method).status_code == 404


def test_no_third_party_on_the_way_in(public: Any, browser_at: Browsers) -> None:
    """Protects: the pages without a kernel name no other host and hold no script."""
    visitor = browser_at(public)
    for text in (visitor.ask("/nl/begin").text, visitor.ask("/nl/begin", "POST").text):
        assert not re.search(r"https?://(?!workbook\.example)", text)
        assert "<script" not in text
