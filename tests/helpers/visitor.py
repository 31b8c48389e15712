"""A visitor who speaks to a part as a browser's script does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workbook.ui.part import Part
from workbook.ui.session import Session

Open = Callable[..., Session]


class Visitor:
    """Sends a part what its script would send, and hears what it answers."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.heard: list[tuple[dict[str, Any], list[bytes]]] = []
        self._number = 0

        def send(content: dict[str, Any], buffers: Any = None) -> None:
            self.heard.append((content, list(buffers or [])))

        part.screen.send = send

    @property
    def html(self) -> str:
        """What is on the screen."""
        return str(self.part.screen.html)

    def does(self, do: str, key: str = "", value: Any = "", **more: Any) -> dict[str, Any]:
        """Does one thing; gives the answer."""
        self._number += 1
        buffers = [memoryview(piece) for piece in more.pop("buffers", [])]
        content = {"do": do, "key": key, "value": value, "number": self._number, **more}
        self.part._heard(self.part.screen, content, buffers)
        return next(said for said, _ in reversed(self.heard) if said.get("answer") == self._number)

    def brings(self, do: str, name: str, content: bytes) -> dict[str, Any]:
        """Uploads one file in one piece."""
        self.does("chunk", key=do, value=name, part=0, parts=1, size=len(content), buffers=[content])
        return self.does(do, value=[name])
