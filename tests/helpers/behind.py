"""A server for others, spoken to as its proxy would: by the public name, with the visitor's address.

A room's conftest imports the fixtures it wants.
"""

from __future__ import annotations

import contextlib
import json
import re
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
import websocket
from helpers.patience import PATIENCE

NAME = "workbook.example"
ADDRESS = f"https://{NAME}"
KEY = "k" * 43


@dataclass
class Browser:
    """A visitor's browser behind the proxy: cookies, and an address of its own."""

    server: Any
    ip: str = "203.0.113.7"
    jar: dict[str, str] = field(default_factory=dict)
    kernels: list[str] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, method: str = "GET", **more: Any) -> httpx.Response:
        """One request; what is set is kept, redirects are not followed."""
        headers = {
            "Host": NAME,
            "X-Forwarded-For": self.ip,
            "X-Forwarded-Proto": "https",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.jar.items()),
            **({"Origin": ADDRESS, "Sec-Fetch-Site": "same-origin"} if method == "POST" else {}),
            **more.pop("headers", {}),
        }
        answer = httpx.request(
            method, f"{self.server.url}{path.lstrip('/')}", headers=headers, timeout=PATIENCE, **more
        )
        for line in answer.headers.get_list("set-cookie"):
            self._keep(line)
        return answer

    def _keep(self, line: str) -> None:
        name, _, value = line.split(";", 1)[0].partition("=")
        if found := re.search(r"Path=/api/kernels/([\w-]+)", line, re.IGNORECASE):
            self.keys[found.group(1)] = value
            self.kernels.append(found.group(1))
        elif "path=/;" in line.lower() + ";":
            if "max-age=0" in line.lower():
                self.jar.pop(name, None)
            else:
                self.jar[name] = value

    def begin(self) -> str:
        """Make a workbook; gives its link's path."""
        answer = self.ask("/en/begin", "POST")
        assert answer.status_code == 200
        found = re.search(rf"{ADDRESS}(/w/[\w-]+)", answer.text)
        assert found
        return found.group(1)

    def page(self, name: str = "0-start", language: str = "en") -> httpx.Response:
        """A page, with a kernel of its own."""
        return self.ask(f"/{language}/{name}")

    def socket(self, kernel: str = "", **more: Any) -> Talk:
        """The socket of the last page's kernel."""
        kernel = kernel or self.kernels[-1]
        options = {"origin": ADDRESS, "cookie": f"workbook-kernel={self.keys.get(kernel, '')}", **more}
        address = self.server.url.replace("http", "ws", 1)
        connection = websocket.create_connection(
            f"{address}api/kernels/{kernel}/channels?session_id={uuid.uuid4().hex}",
            timeout=PATIENCE,
            host=NAME,
            header=[f"X-Forwarded-For: {self.ip}"],
            **options,
        )
        return Talk(connection)

    def leave(self) -> None:
        """Say farewell to every kernel."""
        for kernel in self.kernels:
            headers = {"Cookie": f"workbook-kernel={self.keys[kernel]}"}
            self.ask(f"/voila/api/shutdown/{kernel}", "POST", headers=headers)
        self.kernels.clear()


class Talk:
    """A kernel's socket."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def send(self, kind: str, content: dict[str, Any], channel: str = "shell", **more: Any) -> str:
        """Send a message; gives its id."""
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": kind,
            "username": "",
            "session": uuid.uuid4().hex,
            "date": "2026-01-01T00:00:00Z",
            "version": "5.3",
        }
        message = {
            "channel": channel,
            "header": header,
            "parent_header": {},
            "metadata": {},
            "content": content,
        }
        self.connection.send(json.dumps({**message, "buffers": [], **more}))
        return header["msg_id"]

    def until(self, wanted: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
        """All messages up to the first that is wanted."""
        latest = time.monotonic() + PATIENCE
        heard: list[dict[str, Any]] = []
        while not heard or not wanted(heard[-1]):
            heard.append(self._next(latest))
        return heard

    def _next(self, latest: float) -> dict[str, Any]:
        """The next message. The server's pings keep a connection's own limit of time from ever running
        out, so there is another."""
        while True:
            kind, frame = self.connection.recv_data_frame(control_frame=True)
            if kind == websocket.ABNF.OPCODE_TEXT:
                heard: dict[str, Any] = json.loads(frame.data)
                if heard["content"].get("execution_state") == "dead":
                    raise ConnectionError("the kernel is gone")
                return heard
            if kind == websocket.ABNF.OPCODE_CLOSE:
                raise websocket.WebSocketConnectionClosedException("closed by the server")
            if time.monotonic() > latest:
                raise TimeoutError("no answer")

    def does(self, model: str, do: str, key: str = "", value: Any = "", number: int = 1) -> dict[str, Any]:
        """Do one thing on a part, as its script would; gives the answer."""
        content = {"do": do, "key": key, "value": value, "number": number}
        self.send("comm_msg", {"comm_id": model, "data": {"method": "custom", "content": content}})
        heard = self.until(
            lambda message: message["content"].get("data", {}).get("content", {}).get("answer") == number
        )
        answer: dict[str, Any] = heard[-1]["content"]["data"]["content"]
        return answer

    def settled(self) -> list[dict[str, Any]]:
        """All messages up to the answer to a question asked now."""
        asked = self.send("kernel_info_request", {})
        return self.until(
            lambda message: (
                message["msg_type"] == "status"
                and message["parent_header"].get("msg_id") == asked
                and message["content"]["execution_state"] == "idle"
            )
        )

    def close(self) -> None:
        """Close it."""
        self.connection.close()


def models(page: str) -> list[str]:
    """The widgets of a page, in order."""
    return re.findall(r'"model_id": "(\w+)"', page)


@pytest.fixture(scope="session")
def secret_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A server's own secret."""
    path = tmp_path_factory.mktemp("secret") / "secret"
    path.write_text(KEY + "\n")
    path.chmod(0o600)
    return path


@pytest.fixture(scope="session")
def public_options(secret_file: Path) -> tuple[str, ...]:
    """What a server for others is told."""
    return (
        "--public",
        *("--address", ADDRESS),
        *("--behind", "127.0.0.1"),
        *("--secret-file", str(secret_file)),
        *("--most-pages", "30"),
    )


@pytest.fixture(scope="session")
def public(
    tmp_path_factory: pytest.TempPathFactory,
    launch_server: Callable[..., Any],
    public_options: tuple[str, ...],
) -> Iterator[Any]:
    """A server for others on the real pages."""
    running = launch_server(tmp_path_factory.mktemp("public"), *public_options)
    yield running
    running.stop()


@pytest.fixture
def browser_at() -> Iterator[Callable[..., Browser]]:
    """Makes browsers whose pages are left at the end."""
    made: list[Browser] = []

    def make(server: Any, ip: str = "203.0.113.7") -> Browser:
        made.append(Browser(server, ip))
        return made[-1]

    yield make
    for each in made:
        try:
            each.leave()
        except httpx.TransportError:
            continue


@pytest.fixture
def widgets() -> Callable[[str], list[str]]:
    """Finds the widgets of a page."""
    return models


@pytest.fixture(scope="session")
def kernels_of() -> Callable[[Any], set[int]]:
    """The processes of a server's kernels: those that stand in a folder of pages."""

    def find(server: Any) -> set[int]:
        found: set[int] = set()
        for child in psutil.Process(server.process.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                if Path(child.cwd()).name in ("nl", "en"):
                    found.add(child.pid)
        return found

    return find


def kept(server: Any, link: str) -> Any:
    """The document that a server's own store holds for a link; None where it holds none."""
    from workbook.document import decode
    from workbook.store import open_store

    found = open_store(f"sqlite:///{server.data / 'workbook.db'}").load(link.rsplit("/", 1)[-1][:43])
    return decode(found.document, found.schema) if found else None
