"""A kernel belongs to one browser, can be told nothing but widget messages, and tells nothing technical."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import psutil
import pytest
import websocket
from helpers.patience import PATIENCE
from jupyter_server._tz import utcnow

from workbook.server.admission import Admission
from workbook.server.channel import PING_EVERY, PONG_WITHIN
from workbook.server.kernels import PUT_AWAY_LEFT, Kernels

Visit = Callable[..., Any]


def wait_until_gone(pid: int) -> None:
    """Wait for a process to end."""
    try:
        psutil.Process(pid).wait(timeout=PATIENCE)
    except psutil.NoSuchProcess:
        return


def test_a_second_browser_cannot_join(trial: Any, visit: Visit) -> None:
    """Protects: who knows a kernel's id, but did not get its page, reaches neither its state nor its socket."""
    mine, other = visit(trial), visit(trial)
    assert mine.state().status_code == 200
    for cookie in ("", other.cookie, "workbook-kernel=guess"):
        assert mine.state(cookie).status_code == 403
        with pytest.raises(websocket.WebSocketBadStatusException) as refused:
            mine.socket(cookie)
        assert refused.value.status_code == 403


def test_the_key_is_out_of_reach(trial: Any, visit: Visit) -> None:
    """Protects: the key's cookie is kept from scripts and other sites, and sent to its kernel alone."""
    mine = visit(trial)
    cookies = mine.answer.headers.get_list("set-cookie")
    assert len(cookies) == 2
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert mine.kernel in cookie.split("Path=")[1]


def test_a_foreign_page_cannot_join(trial: Any, visit: Visit) -> None:
    """Protects: a socket opened by a page of another site is refused, even with the cookie."""
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        visit(trial).socket(origin="https://evil.example")
    assert refused.value.status_code == 403


@pytest.mark.parametrize("channel", ["shell", "control"])
@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("execute_request", {"code": "import os; os._exit(1)", "silent": False, "store_history": False}),
        ("complete_request", {"code": "os.", "cursor_pos": 3}),
        ("inspect_request", {"code": "counter", "cursor_pos": 7, "detail_level": 1}),
        ("history_request", {"hist_access_type": "tail", "n": 9, "output": True, "raw": True}),
        ("debug_request", {"type": "request", "seq": 1, "command": "debugInfo", "arguments": {}}),
        ("interrupt_request", {}),
        ("shutdown_request", {"restart": False}),
    ],
)
def test_only_widget_messages_pass(trial: Any, visit: Visit, channel: str, kind: str, content: Any) -> None:
    """Protects: a visitor can neither run code, nor look around, nor empty a kernel under a page."""
    mine = visit(trial)
    socket = mine.socket()
    sent = socket.send(kind, content, channel)
    heard = socket.settled()
    assert not [message for message in heard if message["parent_header"].get("msg_id") == sent]
    assert socket.told(mine.model)["pid"]


def test_a_failing_callback_says_nothing(trial: Any, visit: Visit, secret: str) -> None:
    """Protects: an exception and a warning in a widget's callback stay in the kernel."""
    mine = visit(trial)
    socket = mine.socket()
    socket.ask(mine.model, "fail")
    heard = socket.settled()
    assert secret not in str(heard)
    assert {"error", "stream"}.isdisjoint(message["msg_type"] for message in heard)


def test_a_failing_cell_says_so_kindly(trial: Any, visit: Visit, secret: str) -> None:
    """Protects: a cell that fails leaves the rest of the page standing, without a technical word."""
    page = visit(trial, "nl/1-plan").text
    assert page.count('class="wb-failed"') == 1
    assert page.count("widget-view+json") == 1
    assert '<pre class="wb-printed">printed' in page
    for technical in (secret, "RuntimeError", "Traceback", "UserWarning"):
        assert technical not in page
    assert secret not in trial.log.read_text()
    assert "RuntimeError" in trial.log.read_text()


def test_what_a_kernel_knows(trial: Any, visit: Visit, secret: str, trial_pages: Path) -> None:
    """Protects: nothing of the server's environment reaches a kernel but what is on the list."""
    mine = visit(trial)
    told = mine.socket().told(mine.model)
    environment = told["environment"]
    assert secret not in str(environment)
    assert environment["WORKBOOK_DATA"] == str(trial.data)
    assert environment["WORKBOOK_DATABASE"].startswith("sqlite:///")
    assert environment["WORKBOOK_VAULT"] == f"http://127.0.0.1:{trial.port}/vault"
    assert len(environment["WORKBOOK_VAULT_TOKEN"]) >= 32
    assert environment["VOILA_BASE_URL"] == "/"
    assert str(trial_pages / "nl") not in told["path"]
    assert "" not in told["path"]


def test_kernels_cannot_be_listened_to(trial: Any, visit: Visit) -> None:
    """Protects: a kernel opens no port another user of this machine could connect to."""
    mine = visit(trial)
    told = mine.socket().told(mine.model)
    kernel = psutil.Process(told["pid"])
    assert [each for each in kernel.net_connections("inet") if each.status == psutil.CONN_LISTEN] == []
    folder = Path(told["environment"]["IPYTHONDIR"]).parent
    assert list(folder.glob("kernel-*.json"))
    assert folder.stat().st_mode & 0o777 == 0o700


def test_farewell(trial: Any, visit: Visit) -> None:
    """Protects: a page that is left ends its kernel, and only its own browser can say so."""
    mine, other = visit(trial), visit(trial)
    pid = mine.socket().told(mine.model)["pid"]
    refused = httpx.post(f"{trial.url}voila/api/shutdown/{mine.kernel}", headers={"Cookie": other.cookie})
    assert refused.status_code == 403
    assert mine.state().status_code == 200
    assert mine.leave().status_code == 204
    wait_until_gone(pid)
    assert not psutil.pid_exists(pid)
    assert mine.state().status_code == 404


def test_the_last_answer_is_heard(trial: Any, visit: Visit, tmp_path: Path) -> None:
    """Protects: what a page sent right before it was left is dealt with before its kernel ends."""
    mine = visit(trial)
    socket = mine.socket()
    pid = socket.told(mine.model)["pid"]
    socket.ask(mine.model, "tell")
    mine.leave()
    socket.until(lambda message: "environment" in str(message["content"]))
    wait_until_gone(pid)


def test_pings_fit_in_the_patience() -> None:
    """Protects: a page that answers its pings keeps its socket: jupyter-server looks for the first answer
    when it is about to send the first ping."""
    assert PONG_WITHIN >= 2 * PING_EVERY + 5_000


def test_put_away_when_out_of_reach() -> None:
    """Protects: a kernel whose page's socket went is put away a while after that, sooner when others wait;
    one with a page stays."""
    now = utcnow()
    ended: list[str] = []

    class Trial(Kernels):
        """Counts instead of ending."""

        async def shutdown_kernel(self, kernel_id: str, now: bool = False) -> None:
            ended.append(kernel_id)

    kernels = Trial()
    heard = {"open": timedelta(minutes=30), "just left": timedelta(hours=1), "left": PUT_AWAY_LEFT * 2}
    for name, ago in heard.items():
        kernels._kernels[name] = SimpleNamespace(last_activity=now - ago, execution_state="idle")
        kernels._kernel_connections[name] = int(name == "open")
    kernels._kernel_connections["just left"] = 1
    kernels.notify_disconnect("just left")

    async def look() -> None:
        for name in heard:
            await kernels.cull_kernel_if_idle(name)

    asyncio.run(look())
    assert ended == ["left"]
    kernels.admission = Admission(0)
    kernels.admission.ask(None, 0)
    kernels._alone_since["just left"] = now - PUT_AWAY_LEFT / 2
    asyncio.run(look())
    assert ended == ["left", "just left", "left"]


def test_a_killed_kernel_is_seen(trial: Any, visit: Visit) -> None:
    """Protects: a dead kernel is neither started anew, empty, nor reported as alive."""
    mine = visit(trial)
    pid = mine.socket().told(mine.model)["pid"]
    os.kill(pid, signal.SIGKILL)
    wait_until_gone(pid)
    assert mine.state().status_code == 404


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_kernel_outlives_its_server(
    start_server: Callable[..., Any], visit: Visit, trial_pages: Path, how: signal.Signals
) -> None:
    """Protects: ended politely or killed, the server leaves no process behind, and its folder does not stay."""
    server = start_server(WORKBOOK_NOTEBOOKS=str(trial_pages))
    mine = visit(server)
    told = mine.socket().told(mine.model)
    pid, folder = told["pid"], Path(told["environment"]["IPYTHONDIR"]).parent
    code = server.stop(how)
    assert code == (0 if how != signal.SIGKILL else -signal.SIGKILL)
    wait_until_gone(pid)
    assert not psutil.pid_exists(pid)
    start_server(WORKBOOK_NOTEBOOKS=str(trial_pages))
    assert not folder.exists()


def test_what_was_put_aside_for_a_page_goes_with_its_kernel() -> None:
    """Protects the server's handles: a page that went while its kernel was being ended leaves no open sockets."""
    kernels, closed = Kernels(), []
    kernels._kernels["k"] = SimpleNamespace()
    stream = SimpleNamespace(
        socket=SimpleNamespace(closed=False), on_recv=lambda _: None, close=lambda: closed.append(True)
    )
    kernels.start_buffering("k", "of a page", {"iopub": stream})  # type: ignore[no-untyped-call]
    kernels.remove_kernel("k")
    assert closed == [True]
    assert "k" not in kernels


def test_who_leaves_while_the_socket_opens_breaks_nothing(trial: Any, visit: Visit) -> None:
    """Protects the log and the kernel: WebKit's Back often closes a socket that is still being opened."""
    mine = visit(trial)
    upgrade = "\r\n".join(
        (
            f"GET /api/kernels/{mine.kernel}/channels?session_id=1 HTTP/1.1",
            f"Host: 127.0.0.1:{trial.port}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
            f"Cookie: {mine.cookie}",
            "",
            "",
        )
    ).encode()
    for _ in range(40):
        with socket.create_connection(("127.0.0.1", trial.port), timeout=PATIENCE) as line:
            line.sendall(upgrade)
    assert mine.state().status_code == 200
    assert "an answer failed" not in trial.log.read_text()
