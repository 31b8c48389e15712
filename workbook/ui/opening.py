"""Opens a page for a notebook: which workbook, in which language, and what to say when it can't be opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbook.pages import ADDRESSES, PageName
from workbook.questions import QUESTIONS
from workbook.ui.page import Page
from workbook.ui.session import Session
from workbook.words import LANGUAGES, translator


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
