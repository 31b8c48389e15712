"""Figures for Prometheus, and a graceful stop."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable
from typing import Any

import httpx
from helpers.behind import kept


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _figure(text: str, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    assert found, f"{name} is not in\n{text}"
    return float(found.group(1))


def test_figures(
    start_server: Callable[..., Any],
    public_options: tuple[str, ...],
    browser_at: Callable[..., Any],
    widgets: Callable[[str], list[str]],
) -> None:
    """Protects: pages, kernels, visitors, wrong links and failures of the store are counted, on the loopback
    only, with nobody's address or link in them."""
    port = _free_port()
    server = start_server(*public_options, "--metrics-port", str(port))
    visitor = browser_at(server, ip="198.51.100.23")
    link = visitor.begin()
    page = visitor.page().text
    talk = visitor.socket()
    talk.does(widgets(page)[1], "begin")
    visitor.ask("/w/" + "x" * 51)
    for file in server.data.glob("workbook.db*"):
        file.unlink()
    assert not talk.does(widgets(page)[1], "begin", number=2)["saved"]
    text = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    assert _figure(text, "workbook_kernels") == 1
    assert _figure(text, "workbook_visitors") == 1
    assert _figure(text, "workbook_queue") == 0
    assert _figure(text, "workbook_most_pages") == 30
    assert _figure(text, "workbook_wrong_links_total") == 1
    assert _figure(text, "workbook_workbooks_made_total") == 1
    assert _figure(text, 'workbook_store_errors_total{kind="Gone"}') == 1
    assert _figure(text, "workbook_page_seconds_count") == 1
    assert _figure(text, 'workbook_page_seconds_bucket{le="60.0"}') == 1
    assert "198.51.100.23" not in text
    assert link.split("/")[-1][:20] not in text
    assert httpx.get(f"http://127.0.0.1:{port}/metrics", headers={"Host": "evil.example"}).status_code == 421
    talk.close()


def test_a_graceful_stop(
    start_server: Callable[..., Any],
    public_options: tuple[str, ...],
    browser_at: Callable[..., Any],
    widgets: Callable[[str], list[str]],
) -> None:
    """Protects: a stopping server lets kernels finish what they were told, ends with 0 and within ten
    seconds, and after a restart the same cookie opens the workbook with that answer in it."""
    server = start_server(*public_options)
    visitor = browser_at(server)
    link = visitor.begin()
    page = visitor.page("1-plan").text
    talk = visitor.socket()
    model = next(each for each in widgets(page) if talk.does(each, "choose", value="b")["saved"])
    talk.send(
        "comm_msg",
        {
            "comm_id": model,
            "data": {"method": "custom", "content": {"do": "choose", "key": "", "value": "a", "number": 99}},
        },
    )
    assert server.stop() == 0
    again = start_server(*public_options)
    visitor.server = again
    visitor.kernels.clear()
    assert visitor.page("1-plan").status_code == 200
    assert kept(again, link).workbook.inquiry("plan").first.choice == "a"


def test_a_page_that_breaks_is_told_to_the_host(
    start_server: Callable[..., Any],
    public_options: tuple[str, ...],
    browser_at: Callable[..., Any],
    widgets: Callable[[str], list[str]],
) -> None:
    """Protects: an error in a part reaches the host's log as one line of JSON, its kind and place without a
    word of what the visitor sent, and a figure; no traceback stands in the log."""
    port = _free_port()
    server = start_server(*public_options, "--metrics-port", str(port))
    visitor = browser_at(server)
    visitor.begin()
    page = visitor.page().text
    talk = visitor.socket()
    model = widgets(page)[1]
    assert not talk.does(model, "no-such-thing-as-this", value="what I wrote")["saved"]
    text = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    assert _figure(text, "workbook_page_errors_total") == 1
    talk.close()
    visitor.leave()
    server.stop()
    lines = server.log.read_text().splitlines()
    told = [json.loads(line) for line in lines]
    (broke,) = [line for line in told if "an action failed" in line.get("told", "")]
    assert broke["level"] == "error"
    assert "ValueError at part.py:" in broke["told"]
    assert "no-such-thing" not in "".join(lines)
    assert "what I wrote" not in "".join(lines)
