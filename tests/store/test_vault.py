"""The vault's kernel side: rows reach the next page's kernel, and nobody else can read them."""

from __future__ import annotations

import http.server
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from workbook.store import new_secret, vault
from workbook.store.sealing import derive

ROWS = b"Accountgesprek Noord;t.veenstra@voorbeeld.example;90\n" * 2000


class Memory(http.server.ThreadingHTTPServer):
    """A server that speaks the vault's protocol and keeps what it was given, and how it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.parcels: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.room = True

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/base/vault"


class Handler(http.server.BaseHTTPRequestHandler):
    """PUT, GET and DELETE on `/base/vault/<id>` for who has the token."""

    server: Memory  # type: ignore[assignment]

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _name(self) -> str | None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append(f"{self.command} {self.path} {self.headers.items()}")
        self.received = body
        if self.headers["Authorization"] != "Bearer only-kernels-know":
            self._answer(403, b"not for you")
            return None
        return self.path.removeprefix("/base/vault/")

    def do_PUT(self) -> None:
        if name := self._name():
            if self.server.room:
                self.server.parcels[name] = self.received
            self._answer(204 if self.server.room else 413)

    def do_GET(self) -> None:
        if name := self._name():
            found = self.server.parcels.get(name)
            self._answer(404, b"nothing") if found is None else self._answer(200, found)

    def do_DELETE(self) -> None:
        if name := self._name():
            self.server.parcels.pop(name, None)
            self._answer(204)

    def log_message(self, format: str, *arguments: object) -> None:
        """Keep the test's output quiet."""


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[Memory]:
    """A running server, and an environment that points to it."""
    with Memory() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        monkeypatch.setenv("WORKBOOK_VAULT", server.address)
        monkeypatch.setenv("WORKBOOK_VAULT_TOKEN", "only-kernels-know")
        yield server
        server.shutdown()
        thread.join()


def test_rows_reach_the_next_pages_kernel(memory: Memory) -> None:
    """A file is loaded once: another process with the same workbook fetches its rows."""
    secret = new_secret()
    assert vault.put(secret, ROWS)
    code = "import sys; from workbook.store import vault; sys.stdout.buffer.write(vault.get(sys.argv[1]))"
    kernel = subprocess.run([sys.executable, "-c", code, secret], check=True, capture_output=True)
    assert kernel.stdout == ROWS


def test_the_server_can_not_read_what_it_keeps(memory: Memory) -> None:
    """In the server's memory there is no name, no subject and no secret; nor in what it could log."""
    secret = new_secret()
    vault.put(secret, ROWS)
    [(name, parcel)] = memory.parcels.items()
    assert name == derive(secret, "vault").hex()
    assert b"voorbeeld" not in parcel
    assert b"Accountgesprek" not in parcel
    assert secret not in "".join(memory.asked)
    assert derive(secret, "found by").hex() not in "".join(memory.asked)
    assert len(parcel) % 65536 == 29


def test_another_secret_gets_nothing(memory: Memory) -> None:
    """One visitor's rows never turn up on another's page, even if the server mixes them up."""
    mine, another = new_secret(), new_secret()
    vault.put(mine, ROWS)
    assert vault.get(another) is None
    memory.parcels[derive(another, "vault").hex()] = memory.parcels[derive(mine, "vault").hex()]
    assert vault.get(another) is None


def test_new_rows_take_the_place_of_the_old(memory: Memory) -> None:
    """After loading another file, the next page sees that one."""
    secret = new_secret()
    vault.put(secret, b"first")
    vault.put(secret, b"")
    assert vault.get(secret) == b""


def test_rows_that_find_no_room_leave_no_older_ones(memory: Memory) -> None:
    """Better no rows on the next page than those of the file before."""
    secret = new_secret()
    vault.put(secret, b"of the file before")
    memory.room = False
    assert not vault.put(secret, b"too many")
    assert vault.get(secret) is None
    memory.room = True
    vault.put(secret, b"of the file before")
    assert not vault.put(secret, bytes(vault.LARGEST))
    assert vault.get(secret) is None


def test_dropped_rows_are_gone(memory: Memory) -> None:
    """Delete all takes the rows from the server's memory too."""
    secret = new_secret()
    vault.put(secret, ROWS)
    vault.drop(secret)
    assert memory.parcels == {}
    assert vault.get(secret) is None


@pytest.mark.parametrize(
    "garbage", [b"", b"\x01short", bytes(200_000), b"<html>a proxy's page</html>" * 9000]
)
def test_garbage_from_the_server_is_nothing(memory: Memory, garbage: bytes) -> None:
    """Whatever answers in the vault's place, the page goes on with the kept figures."""
    secret = new_secret()
    memory.parcels[derive(secret, "vault").hex()] = garbage
    assert vault.get(secret) is None


def test_a_wrong_token_is_nothing(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel of an earlier server, whose token is over, goes on without."""
    secret = new_secret()
    vault.put(secret, ROWS)
    monkeypatch.setenv("WORKBOOK_VAULT_TOKEN", "of yesterday")
    assert vault.get(secret) is None
    assert not vault.put(secret, ROWS)


@pytest.mark.parametrize(
    "address",
    ["", "nonsense", "http://", "http://127.0.0.1:99999/vault", "ftp://127.0.0.1/vault", "http://[::1/vault"],
)
def test_no_vault_is_silent(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In JupyterLab there is no vault, or a mistyped one: no error, and the file can be loaded again."""
    monkeypatch.setenv("WORKBOOK_VAULT", address)
    monkeypatch.setenv("WORKBOOK_VAULT_TOKEN", "token")
    assert vault.get(new_secret()) is None
    assert not vault.put(new_secret(), ROWS)
    vault.drop(new_secret())


def test_no_environment_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without address or token nothing is asked of anybody."""
    monkeypatch.delenv("WORKBOOK_VAULT", raising=False)
    monkeypatch.delenv("WORKBOOK_VAULT_TOKEN", raising=False)
    assert vault.get(new_secret()) is None
    assert not vault.put(new_secret(), ROWS)


def test_a_server_that_is_away_or_hangs_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page doesn't wait for a server that takes the call and never answers."""
    monkeypatch.setenv("WORKBOOK_VAULT_TOKEN", "token")
    monkeypatch.setattr(vault, "PATIENCE", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("WORKBOOK_VAULT", f"http://127.0.0.1:{silent.getsockname()[1]}/vault")
        started = time.monotonic()
        assert vault.get(new_secret()) is None
    assert vault.get(new_secret()) is None
    assert time.monotonic() - started < 2
