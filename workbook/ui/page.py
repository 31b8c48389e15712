"""A page: one session, and the parts that the cells of its notebook show."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from workbook.pages import ADDRESSES, PageName
from workbook.questions import QUESTIONS
from workbook.ui.session import Session
from workbook.words import LANGUAGES, Text, say, translator

if TYPE_CHECKING:
    from workbook.ui.part import Part

_SomePart = TypeVar("_SomePart", bound="Part")


class Page:
    """One page of the workbook, open on one session.

    Each method of a subclass makes one part and returns it for the notebook to show. A change in
    the session redraws every part; only what differs is sent.
    """

    def __init__(self, name: PageName, session: Session) -> None:
        self.name = name
        self.session = session
        self.parts: list[Part] = []
        session.observe(self._redraw, names="document")

    @property
    def save_words(self) -> dict[str, str]:
        """What the save state says, in the reader's language."""
        return {state: self.session.translate(text) for state, text in SAVE_WORDS.items()}

    @property
    def book(self) -> str:
        """A name for the open workbook that the browser may keep and that tells nothing."""
        return hashlib.sha256(b"browser storage:" + self.session.secret.encode()).hexdigest()[:12]

    def part(self, kind: type[_SomePart], *given: Any) -> _SomePart:
        """Make a part and keep it up to date."""
        made = kind(self, *given)
        self.parts.append(made)
        return made

    def redraw(self) -> None:
        """Draw every part anew."""
        for part in self.parts:
            part.draw()

    def _redraw(self, _change: object) -> None:
        self.redraw()

    def address(self, name: PageName) -> str:
        """The link from this page to another: by clean address on our server, by file in
        JupyterLab."""
        return ADDRESSES[name] if "VOILA_BASE_URL" in os.environ else f"{ADDRESSES[name]}.ipynb"


SAVE_WORDS: Final[dict[str, Text]] = {
    "saved": say("Saved"),
    "saving": say("Saving…"),
    "failed": say("Not saved yet"),
}


def language_here() -> str:
    """The language of the notebook: its folder is named after it, and Dutch where it is not."""
    folder = Path.cwd().name
    return folder if folder in LANGUAGES else "nl"


def open_page(name: str) -> Any:
    """Open a page by name, show its frame, and give it for its parts to be shown.

    Raises `ValueError` for a name that is no page. When the store can't be opened, or what it keeps
    can't be read, the page says so in place of its parts instead of failing.
    """
    page_id = next((one for one in ADDRESSES if one == name), None)
    if page_id is None:
        raise ValueError(f"no page {name!r}; there are {', '.join(ADDRESSES)}")
    from IPython.display import display

    from workbook.document import Illegible
    from workbook.places import data_folder, database
    from workbook.store import LinkedShelf, Shelf, StoreError, handover, open_store

    language = language_here()
    folder = data_folder()
    try:
        told = handover.received()
        store = open_store(told.database or database())
        shelf = LinkedShelf(store, told.secret) if told.secret else Shelf(folder)
        session = Session(store, shelf, folder, language, link=told.link)
    except (StoreError, Illegible) as error:
        from workbook.ui.pages.closed import ClosedPage

        return ClosedPage(error.text, translator(language))
    page = _page(page_id, session)
    from workbook.ui.parts.frame import Frame

    display(page.part(Frame))  # type: ignore[no-untyped-call]
    return page


def _page(name: PageName, session: Session) -> Page:
    if name in QUESTIONS:
        from workbook.ui.pages.question import QuestionPage

        return QuestionPage(name, session)
    if name == "start":
        from workbook.ui.pages.start import StartPage

        return StartPage(name, session)
    if name == "checkin":
        from workbook.ui.pages.checkin import CheckInPage

        return CheckInPage(name, session)
    from workbook.ui.pages.balance import BalancePage

    return BalancePage(name, session)
