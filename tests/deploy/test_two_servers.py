"""Two servers behind nginx on one PostgreSQL, one of them killed in the middle."""

from __future__ import annotations

import re
import shutil
import signal
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from helpers.behind import ADDRESS, NAME, Browser, models

OURS = {"Origin": ADDRESS, "Sec-Fetch-Site": "same-origin"}


def _nginx(port: int) -> httpx.Client:
    """A browser that trusts nginx's certificate, which was made for this test by nobody."""
    return httpx.Client(
        base_url=f"https://127.0.0.1:{port}", verify=False, headers={"Host": NAME}, timeout=60  # noqa: S501
    )


def _kernels(server: Any, kernels_of: Callable[[Any], set[int]]) -> int:
    return len(kernels_of(server))


def test_one_of_two_is_killed(pair: tuple[Any, Any, int], kernels_of: Callable[[Any], set[int]]) -> None:
    """Protects: visitors spread over both servers and stay with theirs; when one is killed, the other opens
    every workbook, with every confirmed answer, without a new link."""
    one, two, port = pair
    visitors = []
    for number in range(8):
        with _nginx(port) as asked:
            made = asked.post("/en/begin", headers=OURS)
            cookie = made.headers["set-cookie"].split(";")[0]
            page = asked.get("/en/1-plan", headers={"Cookie": cookie}, timeout=60)
            assert page.status_code == 200
            again = asked.get("/en/1-plan", headers={"Cookie": cookie}, timeout=60)
            assert again.status_code == 200
        key = page.headers.get_list("set-cookie")[0]
        kernel = re.search(r"/api/kernels/([\w-]+)", key)
        assert kernel
        for server in (one, two):
            browser = Browser(server, f"203.0.113.{number}")
            browser.jar = dict([cookie.split("=", 1)])
            browser.keys = {kernel.group(1): key.split(";")[0].split("=", 1)[1]}
            if (
                browser.ask(
                    f"/api/kernels/{kernel.group(1)}", headers={"Cookie": key.split(";")[0]}
                ).status_code
                == 200
            ):
                talk = browser.socket(kernel.group(1))
                parts = models(page.text)
                assert any(talk.does(each, "choose", value="a", number=3)["saved"] for each in parts)
                talk.close()
        visitors.append(cookie)
    assert _kernels(one, kernels_of) >= 2
    assert _kernels(two, kernels_of) >= 2
    one.stop(signal.SIGKILL)
    with _nginx(port) as asked:
        for cookie in visitors:
            page = asked.get("/en/1-plan", headers={"Cookie": cookie}, timeout=60)
            assert page.status_code == 200
            browser = Browser(two)
            browser.jar = dict([cookie.split("=", 1)])
            line = page.headers.get_list("set-cookie")[0]
            found = re.search(r"/api/kernels/([\w-]+)", line)
            assert found
            browser.keys = {found.group(1): line.split(";")[0].split("=", 1)[1]}
            talk = browser.socket(found.group(1))
            shown = ""
            for model in models(page.text):
                talk.send("comm_msg", {"comm_id": model, "data": {"method": "request_state"}})
                heard = talk.until(
                    lambda message: message["content"].get("data", {}).get("method") == "update"
                )
                shown += heard[-1]["content"]["data"]["state"].get("html", "")
            talk.close()
            assert re.search(r'<input[^>]*value="a"[^>]*checked|checked[^>]*value="a"', shown), shown[:600]


if not (shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")):
    pytest.skip("no nginx is installed here", allow_module_level=True)
