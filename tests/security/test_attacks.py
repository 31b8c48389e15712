"""Attacks on a server for others, each by name, over raw HTTP and the raw websocket."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import struct
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
import websocket
from helpers.behind import NAME
from helpers.patience import PATIENCE

from workbook.server.tries import STEADY_SECONDS

Browsers = Callable[..., Any]
Widgets = Callable[[str], list[str]]

CODE = {"code": "open('/tmp/never','w')", "silent": False, "store_history": False, "allow_stdin": False}


@pytest.mark.parametrize("channel", ["shell", "control", "stdin", "iopub", "no-such"])
@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("execute_request", CODE),
        ("complete_request", {"code": "os.", "cursor_pos": 3}),
        ("inspect_request", {"code": "print", "cursor_pos": 3, "detail_level": 1}),
        ("history_request", {"hist_access_type": "tail", "n": 9, "raw": True, "output": True}),
        ("is_complete_request", {"code": "1"}),
        ("debug_request", {"type": "request", "seq": 1, "command": "initialize", "arguments": {}}),
        ("interrupt_request", {}),
        ("shutdown_request", {"restart": False}),
        ("input_reply", {"value": "x"}),
        ("create_subshell_request", {}),
        ("usage_request", {}),
    ],
)
def test_execute_request_and_its_kin(
    public: Any, browser_at: Browsers, shared: Any, channel: str, kind: str, content: dict[str, Any]
) -> None:
    """Protects: on every channel nothing but widget messages reaches a kernel; nothing runs, ends or answers."""
    visitor, talk = shared
    asked = talk.send(kind, content, channel)
    heard = talk.settled()
    assert not [m for m in heard if m["parent_header"].get("msg_id") == asked]
    assert visitor.ask(f"/api/kernels/{visitor.kernels[0]}", headers=_key(visitor)).status_code == 200


@pytest.fixture(scope="module")
def shared(public: Any) -> Any:
    """One visitor's page and socket for many attacks."""
    from helpers.behind import Browser

    visitor = Browser(public)
    visitor.begin()
    visitor.page()
    talk = visitor.socket()
    yield visitor, talk
    talk.close()
    visitor.leave()


def _key(visitor: Any, kernel: str = "") -> dict[str, str]:
    return {"Cookie": f"workbook-kernel={visitor.keys[kernel or visitor.kernels[0]]}"}


def test_a_binary_message_hides_nothing(public: Any, browser_at: Browsers) -> None:
    """Protects: the same filter holds for both of Jupyter's binary message forms; what is neither closes the
    socket, and one that claims to have thousands of millions of parts holds up nobody."""
    visitor = browser_at(public)
    visitor.begin()
    visitor.page()
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": "execute_request",
        "session": "x",
        "username": "",
        "version": "5.3",
    }
    parts = [b"shell", *(json.dumps(each).encode() for each in (header, {}, {}, CODE))]
    whole = {"channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": CODE}
    for layout, protocols in (
        (_offsets(parts), ["v1.kernel.websocket.jupyter.org"]),
        (struct.pack("!II", 1, 8) + json.dumps(whole).encode(), []),
        (b"\xff" * 64, []),
        (b"\xff" * 64, ["v1.kernel.websocket.jupyter.org"]),
        (b"", []),
        (b"\x00" * 64, ["v1.kernel.websocket.jupyter.org"]),
    ):
        talk = visitor.socket(subprotocols=protocols)
        talk.connection.send_binary(layout)
        talk.connection.settimeout(1)
        with contextlib.suppress(
            websocket.WebSocketTimeoutException, websocket.WebSocketConnectionClosedException
        ):
            while heard := talk.connection.recv():
                assert header["msg_id"] not in str(heard)
        talk.close()
    assert visitor.ask(f"/api/kernels/{visitor.kernels[0]}", headers=_key(visitor)).status_code == 200


def test_a_file_asked_for_in_the_older_form(failing: Any, browser_at: Browsers, widgets: Widgets) -> None:
    """Protects: bytes that a kernel hands over on a socket of Jupyter's older form arrive, and the server goes on
    answering: read as the newer form they say that they have parts without end."""
    visitor = browser_at(failing)
    visitor.begin()
    model = widgets(visitor.page().text)[0]
    talk = visitor.socket()
    content = {"do": "hand over"}
    talk.send("comm_msg", {"comm_id": model, "data": {"method": "custom", "content": content}})
    talk.connection.settimeout(30)
    heard: str | bytes = ""
    while not isinstance(heard, bytes):
        heard = talk.connection.recv()
    assert b'"handed": "over"' in heard
    assert heard.endswith(bytes(9))
    talk.close()
    assert visitor.ask("/healthz").status_code == 200


def _offsets(parts: list[bytes]) -> bytes:
    count = len(parts) + 1
    at = 8 * (count + 1)
    offsets = [at]
    for part in parts:
        at += len(part)
        offsets.append(at)
    return struct.pack("<Q", count) + b"".join(struct.pack("<Q", each) for each in offsets) + b"".join(parts)


def test_a_foreign_kernel_id(public: Any, browser_at: Browsers) -> None:
    """Protects: a visitor who learned another's kernel id can't see, join or end that kernel, whatever cookie
    of their own they bring."""
    victim, thief = browser_at(public), browser_at(public)
    for each in (victim, thief):
        each.begin()
        each.page()
    stolen = victim.kernels[0]
    own = {
        "Cookie": f"workbook-kernel={thief.keys[thief.kernels[0]]}; __Host-workbook={thief.jar['__Host-workbook']}"
    }
    assert thief.ask(f"/api/kernels/{stolen}", headers=own).status_code == 403
    assert thief.ask(f"/voila/api/shutdown/{stolen}", "POST", headers=own).status_code == 403
    for cookie in (own["Cookie"], "", f"__Host-workbook={victim.jar['__Host-workbook']}"):
        with pytest.raises(websocket.WebSocketBadStatusException) as refused:
            thief.socket(stolen, cookie=cookie)
        assert refused.value.status_code == 403
    assert victim.ask(f"/api/kernels/{stolen}", headers=_key(victim)).status_code == 200


def test_a_guessed_kernel_id(public: Any, browser_at: Browsers) -> None:
    """Protects: an id that was made up tells nothing and opens nothing."""
    visitor = browser_at(public)
    visitor.begin()
    for _ in range(20):
        guess = str(uuid.uuid4())
        assert visitor.ask(f"/api/kernels/{guess}").status_code in (403, 404)
        with pytest.raises(websocket.WebSocketBadStatusException):
            visitor.socket(guess)
        assert visitor.ask(f"/voila/api/shutdown/{guess}", "POST").status_code == 403


def test_a_cross_site_websocket(public: Any, browser_at: Browsers) -> None:
    """Protects: a page of another site can't open a visitor's socket, not even with all of their cookies."""
    visitor = browser_at(public)
    visitor.begin()
    visitor.page()
    for origin in (
        "https://evil.example",
        "http://workbook.example",
        "https://workbook.example:444",
        "null",
        "file://",
    ):
        with pytest.raises(websocket.WebSocketBadStatusException) as refused:
            visitor.socket(origin=origin)
        assert refused.value.status_code == 403, origin


@pytest.mark.parametrize(
    "cookie", ["", "workbook-kernel=", "workbook-kernel=x", "workbook-kernel=" + "A" * 43]
)
def test_a_missing_or_forged_cookie(public: Any, browser_at: Browsers, cookie: str) -> None:
    """Protects: a kernel belongs to the cookie it was started for."""
    visitor = browser_at(public)
    visitor.begin()
    visitor.page()
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        visitor.socket(cookie=cookie)
    assert refused.value.status_code == 403


def test_a_replayed_link_after_it_was_renewed(public: Any, browser_at: Browsers, widgets: Widgets) -> None:
    """Protects: a renewed link revokes the old one: it opens an empty workbook at most, never the journal."""
    from helpers.behind import kept

    visitor = browser_at(public)
    old = visitor.begin()
    page = visitor.page().text
    talk = visitor.socket()
    assert talk.does(widgets(page)[1], "begin")["saved"]
    answers = [talk.does(model, "renew", number=7) for model in widgets(page)[1:]]
    assert sum(answer["saved"] for answer in answers) == 1
    talk.close()
    assert kept(public, old) is None


def test_a_replayed_kernel_key_after_farewell(public: Any, browser_at: Browsers) -> None:
    """Protects: the key of a page that was left opens nothing any more."""
    visitor = browser_at(public)
    visitor.begin()
    visitor.page()
    kernel = visitor.kernels[0]
    answer = visitor.ask(f"/voila/api/shutdown/{kernel}", "POST", headers=_key(visitor))
    assert answer.status_code == 204
    with pytest.raises(websocket.WebSocketBadStatusException):
        visitor.socket(kernel)


@pytest.mark.parametrize(
    "path",
    [
        "/en/..%2f..%2fetc%2fpasswd",
        "/en/%2e%2e/%2e%2e/etc/passwd",
        "/static/own/0/../../../pyproject.toml",
        "/static/own/000000000000/%2e%2e%2f%2e%2e%2fpyproject.toml",
        "/static/own/0/style/..%2f..%2f..%2fpyproject.toml",
        "/static/voila/0//etc/passwd",
        "/voila/files/nl/0-start.ipynb",
        "/voila/templates/lab/static/../../../../../../etc/passwd",
        "/en/0-start.ipynb",
        "/en/0-start/../../secret",
        "/api/contents/nl/0-start.ipynb",
        "/api/terminals",
        "/api/kernels",
        "/api/kernelspecs",
        "/api/sessions",
        "/terminals/websocket/1",
        "/files/nl/0-start.ipynb",
        "/tree",
        "/lab",
        "/api/spec.yaml",
        "/api/shutdown",
        "/%00",
        "//evil.example/",
        "/w/../en/0-start",
    ],
)
def test_contents_terminals_files_and_path_tricks(public: Any, shared: Any, path: str) -> None:
    """Protects: no source, file, listing, terminal or API of Jupyter's is there, whatever the spelling."""
    visitor, _ = shared
    for method in ("GET", "POST", "PUT", "DELETE", "PATCH"):
        answer = _raw(public, method, path, visitor)
        assert answer.startswith((b"HTTP/1.1 404", b"HTTP/1.1 405", b"HTTP/1.1 400", b"HTTP/1.1 403")), (
            answer[:200]
        )
        assert b"root:" not in answer
        assert b"[project]" not in answer
        assert b"nbformat" not in answer
        assert b"evil.example" not in answer.split(b"\r\n\r\n")[0]


def _raw(server: Any, method: str, path: str, visitor: Any) -> bytes:
    """A request whose path no client has tidied up."""
    cookie = f"__Host-workbook={visitor.jar['__Host-workbook']}"
    lines = (
        f"{method} {path} HTTP/1.1",
        "Host: workbook.example",
        "X-Forwarded-For: 203.0.113.7",
        f"Cookie: {cookie}",
        "Content-Length: 0",
        "Connection: close",
        "",
        "",
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
        connection.sendall("\r\n".join(lines).encode())
        got = b""
        while more := connection.recv(65536):
            got += more
    return got


def test_an_oversized_frame(public: Any, browser_at: Browsers) -> None:
    """Protects: a message of more than 8 MB closes that socket, and the kernel and server live on."""
    visitor = browser_at(public)
    visitor.begin()
    visitor.page()
    talk = visitor.socket()
    with contextlib.suppress(Exception):
        talk.connection.send("x" * (9 * 1024 * 1024))
    with pytest.raises((websocket.WebSocketConnectionClosedException, ConnectionError, OSError)):
        talk.until(lambda _message: False)
    assert visitor.ask(f"/api/kernels/{visitor.kernels[0]}", headers=_key(visitor)).status_code == 200
    talk = visitor.socket()
    talk.settled()
    talk.close()


def test_nonsense_on_the_socket(public: Any, browser_at: Browsers) -> None:
    """Protects: what is no message of Jupyter's neither ends the kernel nor brings a technical answer."""
    visitor = browser_at(public)
    visitor.begin()
    visitor.page()
    for nonsense in (
        "",
        "{}",
        "[]",
        "null",
        '{"header":1}',
        "x" * 1000,
        '{"channel":"shell","header":{}}',
        "\x00",
    ):
        talk = visitor.socket()
        talk.connection.send(nonsense)
        with contextlib.suppress(websocket.WebSocketConnectionClosedException, ConnectionError):
            talk.connection.settimeout(0.2)
            with contextlib.suppress(websocket.WebSocketTimeoutException):
                for _ in range(3):
                    assert "Traceback" not in str(talk.connection.recv())
        talk.close()
    assert visitor.ask(f"/api/kernels/{visitor.kernels[0]}", headers=_key(visitor)).status_code == 200
    assert "Traceback" not in public.log.read_text()


def test_an_oversized_request(public: Any, browser_at: Browsers) -> None:
    """Protects: a large body or header is refused before it is held."""
    visitor = browser_at(public)
    with contextlib.suppress(httpx.TransportError):
        answer = visitor.ask("/en/open", "POST", content=b"link=" + b"x" * 2_000_000)
        assert answer.status_code in (400, 413)
    with contextlib.suppress(httpx.TransportError):
        answer = visitor.ask("/en/begin", headers={"Cookie": "a=" + "x" * 200_000})
        assert answer.status_code in (400, 431)
    assert visitor.ask("/en/begin").status_code == 200


@pytest.mark.parametrize(
    "query", ["template=nope", "template=lab", "theme=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"]
)
def test_template_and_theme_overrides(public: Any, browser_at: Browsers, query: str) -> None:
    """Protects: `?template=` hangs nothing and `?theme=` is not reflected."""
    visitor = browser_at(public)
    visitor.begin()
    answer = visitor.ask(f"/en/0-start?{query}")
    assert answer.status_code == 200
    assert "alert(1)" not in answer.text


def test_a_control_set_against_its_rule(public: Any, browser_at: Browsers, widgets: Widgets) -> None:
    """Protects: what a page shows can be set by a visitor, what is kept can't: an action that is shut, made
    up or private changes nothing."""
    from helpers.behind import kept

    visitor = browser_at(public)
    link = visitor.begin()
    page = visitor.page("1-plan").text
    talk = visitor.socket()
    for model in widgets(page):
        update = {"method": "update", "state": {"html": "<b>forged</b>", "n": 5}, "buffer_paths": []}
        talk.send("comm_msg", {"comm_id": model, "data": update})
        for number, do in enumerate(
            ("change", "_act", "draw", "__init__", "session", "lock", "delete"), start=1
        ):
            answer = talk.does(model, do, key="x", value={"a": [1]}, number=number)
            assert "Traceback" not in json.dumps(answer)
    talk.close()
    document = kept(public, link)
    assert document is None or document.workbook.inquiry("plan").first.choice is None


def test_no_traceback_to_a_browser(
    failing: Any, browser_at: Browsers, widgets: Widgets, private: str
) -> None:
    """Protects: a failing cell, a failing callback and a failing observer of a synced value say nothing
    technical and nothing private, on the page, on the socket or in the log."""
    visitor = browser_at(failing)
    visitor.begin()
    page = visitor.page().text
    assert "This part could not be shown" in page
    talk = visitor.socket()
    model = widgets(page)[0]
    talk.send("comm_msg", {"comm_id": model, "data": {"method": "custom", "content": {"do": "fail"}}})
    heard = talk.settled()
    talk.send(
        "comm_msg", {"comm_id": model, "data": {"method": "update", "state": {"n": 3}, "buffer_paths": []}}
    )
    heard += talk.settled()
    talk.send("comm_msg", {"comm_id": model, "data": {"method": "no-such"}})
    talk.send("comm_open", {"comm_id": uuid.uuid4().hex, "target_name": "no-such", "data": {}})
    heard += talk.settled()
    talk.close()
    for said in (page, json.dumps(heard), failing.log.read_text()):
        assert private not in said
        assert "Traceback" not in said
        assert "ZeroDivision" not in said or said.startswith('{"time"')


def test_what_a_kernel_was_told(failing: Any, browser_at: Browsers, widgets: Widgets, private: str) -> None:
    """Protects: from inside a kernel no environment variable holds the visitor's secret, the server's, the
    store's address or a password of the server's own environment."""
    visitor = browser_at(failing)
    link = visitor.begin()
    page = visitor.page().text
    talk = visitor.socket()
    talk.send(
        "comm_msg", {"comm_id": widgets(page)[0], "data": {"method": "custom", "content": {"do": "tell"}}}
    )
    heard = talk.until(lambda message: "environment" in str(message["content"]))
    environment = heard[-1]["content"]["data"]["content"]["environment"]
    talk.close()
    assert private not in str(environment)
    assert link.split("/")[-1][:43] not in str(environment)
    assert "k" * 43 not in str(environment)
    assert "WORKBOOK_DATABASE" not in environment
    token = {"Authorization": f"Bearer {environment['WORKBOOK_VAULT_TOKEN']}"}
    ticket = environment["WORKBOOK_HANDOVER"]
    assert httpx.get(ticket).status_code == 403
    assert httpx.get(ticket, headers={**token, "Origin": "https://workbook.example"}).status_code == 403
    # These pages never asked for theirs; once it was given out, it is gone.
    assert httpx.get(ticket, headers=token).status_code == 200
    assert httpx.get(ticket, headers=token).status_code == 404


def test_kernels_open_no_port(
    public: Any, browser_at: Browsers, kernels_of: Callable[[Any], set[int]]
) -> None:
    """Protects: a kernel is spoken to through files in a folder of this user alone, and listens nowhere."""
    import psutil

    visitor = browser_at(public)
    visitor.begin()
    before = kernels_of(public)
    visitor.page()
    (mine,) = kernels_of(public) - before
    sockets = psutil.Process(mine).net_connections(kind="inet")
    assert not [each for each in sockets if each.status == psutil.CONN_LISTEN]
    folders = {
        os.path.dirname(each.laddr) for each in psutil.Process(mine).net_connections("unix") if each.laddr
    }
    for folder in folders - {""}:
        assert os.stat(folder).st_mode & 0o077 == 0, folder


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "localhost", "workbook.example.evil.example", ""]
)
def test_another_name_in_host(public: Any, browser_at: Browsers, host: str) -> None:
    """Protects: only the configured name is answered, so no other site can be pointed here."""
    visitor = browser_at(public)
    visitor.begin()
    assert visitor.ask("/en/0-start", headers={"Host": host}).status_code in (400, 421)


def test_past_the_proxy(start_server: Callable[..., Any], public_options: tuple[str, ...]) -> None:
    """Protects: who reaches the port without the proxy gets nothing but whether the server is up, and is not
    believed about their address."""
    options = [each.replace("127.0.0.1", "192.0.2.1") for each in public_options]
    server = start_server(*options)
    headers = {"Host": "workbook.example", "X-Forwarded-For": "203.0.113.7"}
    for path in ("", "en/begin", "en/0-start", "w/" + "x" * 51):
        assert httpx.get(f"{server.url}{path}", headers=headers).status_code == 421
    assert httpx.get(f"{server.url}healthz", headers=headers).status_code == 200


def test_too_many_pages(
    start_server: Callable[..., Any], public_options: tuple[str, ...], browser_at: Browsers
) -> None:
    """Protects: one address can't open page after page; others still can, and are told in plain words."""
    server = start_server(*public_options, "--pages-a-minute", "3")
    greedy, other = browser_at(server, "203.0.113.1"), browser_at(server, "203.0.113.2")
    greedy.begin()
    other.begin()
    answers = [greedy.page("no-such") for _ in range(3)] + [greedy.page() for _ in range(4)]
    assert [answer.status_code for answer in answers[:3]] == [404] * 3
    assert [answer.status_code for answer in answers[3:]] == [200, 200, 200, 429]
    assert "That is a lot at once" in answers[-1].text
    assert answers[-1].headers["retry-after"]
    assert other.page().status_code == 200


def test_a_thousand_wrong_links(public: Any, browser_at: Browsers) -> None:
    """Protects: guessing gets slower and is counted, a right link still opens for others, and nothing tells a
    wrong link that was nearly right from another."""
    link = browser_at(public).begin()
    nearly = link[:-8] + ("A" if link[-8] != "A" else "B") + link[-7:]
    answers = []
    for guess in (nearly, "/w/" + "x" * 51, "/w/x", "/w/" + "y" * 43):
        answer = browser_at(public, "203.0.113.200").ask(guess)
        assert answer.status_code == 404
        assert "set-cookie" not in answer.headers
        answers.append(answer.text)
    assert len(set(answers)) == 1
    with httpx.Client(base_url=public.url, timeout=PATIENCE) as client, ThreadPoolExecutor(50) as pool:

        def guess(n: int, address: str) -> int:
            headers = {"Host": NAME, "X-Forwarded-For": address}
            return client.get(f"w/{n:051d}", headers=headers).status_code

        assert set(pool.map(guess, range(50), ["203.0.113.200"] * 50)) == {404}
        began = time.monotonic()
        guess(0, "203.0.113.200")
        assert time.monotonic() - began > 2 * STEADY_SECONDS
        addresses = [f"198.51.{n % 250}.{n // 250}" for n in range(1000)]
        assert set(pool.map(guess, range(1000), addresses)) == {404}
    assert browser_at(public, "203.0.113.201").ask(link).status_code == 303
    assert "links that lead nowhere" in public.log.read_text()


def test_no_answer_is_framed_cached_or_sniffed(public: Any, shared: Any) -> None:
    """Protects: every answer with a visitor's own in it carries the policy and is kept nowhere."""
    visitor, _ = shared
    for path in ("/en/begin", "/en/other", "/w/x", "/en/0-start"):
        answer = visitor.ask(path)
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["server"] == "workbook"
