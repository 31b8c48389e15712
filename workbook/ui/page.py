"""A page: one session, and the parts that the cells of its notebook show."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, Protocol, TypeVar

from workbook.pages import ADDRESSES, PageName
from workbook.ui.session import Session
from workbook.words import Text, say


class Drawn(Protocol):
    """What a page has to know of its parts."""

    def draw(self) -> None:
        """Show the session as it is."""

    def let_go(self) -> None:
        """Be shown no more."""


_SomePart = TypeVar("_SomePart", bound=Drawn)


class Page:
    """One page of the workbook, open on one session.

    Each method of a subclass makes one part and returns it for the notebook to show. A change in
    the session redraws every part; only what differs is sent. A cell that is run again makes its part
    anew, and the one before it is let go.
    """

    def __init__(self, name: PageName, session: Session) -> None:
        self.name = name
        self.session = session
        self._parts: dict[tuple[object, ...], Drawn] = {}
        self._acting = self._changed = False
        session.observe(self._redraw, names="document")

    @property
    def save_words(self) -> dict[str, str]:
        """What the save state says, in the reader's language."""
        return {state: self.session.translate(text) for state, text in SAVE_WORDS.items()}

    @property
    def book(self) -> str:
        """A name for the open workbook that the browser may keep and that tells nothing."""
        return hashlib.sha256(b"browser storage:" + self.session.secret.encode()).hexdigest()[:12]

    def part(self, kind: Callable[..., _SomePart], *given: Any) -> _SomePart:
        """Make a part and keep it up to date."""
        made = kind(self, *given)
        earlier = self._parts.get((kind, *given))
        if earlier is not None:
            earlier.let_go()
        self._parts[kind, *given] = made
        return made

    @contextmanager
    def drawn_once(self, part: Drawn) -> Iterator[None]:
        """Draw after what a visitor did: that part, and all the others if the workbook changed."""
        self._acting, self._changed = True, False
        try:
            yield
        finally:
            self._acting = False
            others = self._parts.values() if self._changed else ()
            for one in dict.fromkeys((part, *others)):
                one.draw()

    def _redraw(self, _change: object) -> None:
        self.redraw()

    def redraw(self) -> None:
        """Draw every part anew; during an action, once it is done."""
        if self._acting:
            self._changed = True
            return
        for part in self._parts.values():
            part.draw()

    def address(self, name: PageName) -> str:
        """The link from this page to another: by clean address on our server, by file in
        JupyterLab."""
        return ADDRESSES[name] if "VOILA_BASE_URL" in os.environ else f"{ADDRESSES[name]}.ipynb"


SAVE_WORDS: Final[dict[str, Text]] = {
    "saved": say("Saved"),
    "saving": say("Saving…"),
    "failed": say("Not saved yet"),
}
