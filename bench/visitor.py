"""A visitor without a browser: page, socket, the state of the widgets, one click, the answer stored.

Sends and waits for what the page's scripts do, so that a hundred of them cost less than the server.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

PATIENCE_SECONDS = 60
_WHEN = "2026-01-01T00:00:00Z"
_KERNEL = re.compile(r"Path=/api/kernels/([0-9a-f-]{36})")


class Lost(Exception):
    """A visitor did not get what they came for."""


@dataclass(slots=True)
class Visitor:
    """One browser on one page; times are seconds since it began to open the page."""

    url: str
    path: str = "/nl/1-plan"
    first_byte: float = 0.0
    usable: float = 0.0
    stored: float = 0.0
    page_bytes: int = 0
    kernel: str = ""
    _cookie: str = ""
    _socket: WebSocketClientConnection | None = None
    _states: dict[str, Any] = field(default_factory=dict)
    _number: int = 0

    async def open(self) -> None:
        """Get the page and all its widgets' state, as often as it takes to be let in."""
        began = time.monotonic()
        async with asyncio.timeout(PATIENCE_SECONDS):
            cookies = await self._page(began)
            found = next((match for match in map(_KERNEL.search, cookies) if match), None)
            if found is None:
                raise Lost("no kernel")
            self.kernel = found[1]
            self._cookie = cookies[0].split(";", 1)[0]
            address = (
                f"{self.url.replace('http', 'ws', 1)}/api/kernels/{self.kernel}/channels?session_id={_id()}"
            )
            headers = {"Cookie": self._cookie, "Origin": self.url}
            self._socket = await websocket_connect(
                HTTPRequest(address, headers=headers), max_message_size=2**24
            )
            await self._fetch_states()
        self.usable = time.monotonic() - began

    async def _page(self, began: float) -> list[str]:
        def arrived(_chunk: bytes) -> None:
            body.extend(_chunk)
            self.first_byte = self.first_byte or time.monotonic() - began

        body = bytearray()
        request = HTTPRequest(
            self.url + self.path,
            headers={"Accept-Language": "nl"},
            request_timeout=PATIENCE_SECONDS,
            streaming_callback=arrived,
        )
        answer = await AsyncHTTPClient().fetch(request, raise_error=False)
        if answer.code != 200:
            raise Lost(f"status {answer.code}")
        if b"wb-failed" in body:
            raise Lost("a part failed")
        self.page_bytes = len(body)
        return answer.headers.get_list("Set-Cookie")

    async def _fetch_states(self) -> None:
        comm = _id()
        await self._send(
            "comm_open",
            {"comm_id": comm, "target_name": "jupyter.widget.control", "data": {}},
            version="1.0.0",
        )
        await self._send("comm_msg", {"comm_id": comm, "data": {"method": "request_states"}})
        while True:
            message = await self._hear()
            data = message["content"].get("data", {})
            if isinstance(data, dict) and data.get("method") == "update_states":
                self._states = data["states"]
                return

    async def answer(self) -> None:
        """Choose an answer, and wait until the page is told that it is stored."""
        began = time.monotonic()
        model = next(
            (
                name
                for name, one in self._states.items()
                if 'data-do="choose"' in str(one["state"].get("html", ""))
            ),
            None,
        )
        if model is None:
            raise Lost("no question")
        self._number += 1
        content = {"do": "choose", "key": "", "value": "ab"[self._number % 2], "number": self._number}
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self._send("comm_msg", {"comm_id": model, "data": {"method": "custom", "content": content}})
            while True:
                said = (await self._hear())["content"].get("data", {})
                told = (
                    said.get("content", {})
                    if isinstance(said, dict) and said.get("method") == "custom"
                    else {}
                )
                if told.get("answer") == self._number:
                    if not told.get("saved"):
                        raise Lost("not saved")
                    break
        self.stored = time.monotonic() - began

    async def leave(self) -> None:
        """Say farewell, as the page does when it is left."""
        if self._socket is not None:
            self._socket.close()
        headers = {"Cookie": self._cookie, "Origin": self.url}
        request = HTTPRequest(f"{self.url}/voila/api/shutdown/{self.kernel}", "POST", headers, body="")
        await AsyncHTTPClient().fetch(request, raise_error=False)

    async def _send(self, kind: str, content: dict[str, Any], **metadata: str) -> None:
        header = {
            "msg_id": _id(),
            "msg_type": kind,
            "username": "",
            "session": _id(),
            "date": _WHEN,
            "version": "5.3",
        }
        message = {
            "channel": "shell",
            "header": header,
            "parent_header": {},
            "metadata": metadata,
            "content": content,
        }
        assert self._socket is not None
        await self._socket.write_message(json.dumps({**message, "buffers": []}))

    async def _hear(self) -> dict[str, Any]:
        assert self._socket is not None
        said = await self._socket.read_message()
        if said is None:
            raise Lost("the socket closed")
        if isinstance(said, bytes):
            return {"content": {}}
        heard: dict[str, Any] = json.loads(said)
        return heard


def _id() -> str:
    return uuid.uuid4().hex
