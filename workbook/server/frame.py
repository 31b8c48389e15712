"""The frame around every page: the five steps, the notices, and which language is spoken.

Pages are named after their notebooks. A page that is no step (one a coach added) is shown in the same
frame with no step marked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from workbook.pages import PAGES, PageId
from workbook.wording import PRODUCT, PRODUCT_LINE, STEP_NAMES
from workbook.words import LANGUAGES, Text, language_name, say, say_n

STEP_PAGES: Final[Mapping[str, PageId]] = MappingProxyType({page: name for name, page in PAGES.items()})
"""Notebook names of the five steps, in order."""

FIRST_PAGE: Final = PAGES["start"]
LEADS_ON: Final = frozenset({PAGES["start"], PAGES["balance"]})
"""Pages from which one can go on to a workshop: where one begins, and where one is done."""
DEFAULT_LANGUAGE: Final = "nl"
LANGUAGE_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {language: language_name(language) for language in LANGUAGES}
)
"""Each language in its own words, for the link that leads to it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One of the five in the header: where it leads, what it is called, whether one is there now."""

    page: str
    name: Text
    current: bool


def steps(page: str) -> tuple[Step, ...]:
    """The five steps as seen from `page`."""
    return tuple(Step(name, STEP_NAMES[step], name == page) for name, step in STEP_PAGES.items())


FRAME_WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "product": PRODUCT,
        "line": PRODUCT_LINE,
        "skip": say("To the content"),
        "steps": say("Steps"),
        "done": say("done"),
        "waking": say("Waking up …"),
        "no_script": say("This page works with JavaScript. Switch it on for this page, then reload."),
        "local": say("What you enter stays on this computer."),
        "hosted": say("What you enter is kept sealed, with the link that only you have."),
        "own_link": say("Your link, and closing"),
        "workshop": say("Join a workshop, or lead one"),
        "part_failed": say(
            "This part could not be shown. Your answers are saved. Reload the page to try again."
        ),
        "lost": say("The connection with your workbook was lost. What you see as saved is saved."),
        "gone": say("Your workbook had been put away. It is being opened again; what was saved is there."),
        "slow": say("Opening takes longer than usual. If nothing appears, reload the page."),
        "cookies": say(
            "This browser keeps no cookies, and without one this page can’t find your workbook. Allow cookies for "
            "this address, in the browser’s settings or by leaving its private mode, then reload."
        ),
        "reload": say("Reload"),
    }
)
"""What the frame itself says; the parts of a page bring their own words."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """An error page: what happened, and what the reader can do."""

    title: Text
    text: Text


_MISSING: Final = Trouble(
    say("This page does not exist"),
    say("The address may be old, or mistyped. Your answers are where you left them."),
)
_REFUSED: Final = Trouble(
    say("This is not open to you"),
    say("This address belongs to another browser. Open your own workbook from the start page."),
)
_BUSY: Final = Trouble(
    say("It is busy here"),
    say("Too many pages are open at the moment. Close one you do not use, wait a minute and reload."),
)
_TOO_OFTEN: Final = Trouble(
    say("That is a lot at once"),
    say(
        "Many pages were opened from here in a short time, or one workbook is open in many windows. Close some, "
        "wait half a minute and reload."
    ),
)
_TOO_LARGE: Final = Trouble(
    say("That is more than fits"),
    say(
        "What you sent is larger than this form takes, and none of it was kept. Go back in your browser, where what "
        "you wrote still is. Make it shorter and send it again. What you sent before is kept."
    ),
)
_BROKEN: Final = Trouble(
    say("Something went wrong"),
    say("That is our mistake. What was saved is still there. Reload the page to go on."),
)
FULL: Final = Trouble(
    say("One moment, every place is taken"),
    say("You are in line, and this page opens by itself as soon as it is your turn. You need not do anything."),
)
HOME: Final = say("To the start page")
BACK: Final = say("To the form, as it was before")


def place_in_line(ahead: int) -> Text:
    """How many go before a reader who waits."""
    if not ahead:
        return say("You are next.")
    return say_n("{n} person goes before you.", "{n} people go before you.", ahead)


def trouble(status: int) -> Trouble:
    """What to tell a reader about an answer with this HTTP status."""
    if status in (401, 403, 421):
        return _REFUSED
    if status == 413:
        return _TOO_LARGE
    if status == 503:
        return _BUSY
    if status == 429:
        return _TOO_OFTEN
    return _BROKEN if status >= 500 else _MISSING


def preferred_language(accept: str) -> str:
    """The language of an `Accept-Language` header that pages exist in; Dutch when none is asked for."""
    wishes: list[tuple[float, int, str]] = []
    for place, wish in enumerate(accept.split(",")):
        tag, _, quality = wish.partition(";")
        language = tag.strip().lower().split("-")[0]
        if language in LANGUAGES:
            wishes.append((-_quality(quality), place, language))
    wishes = [wish for wish in wishes if wish[0] < 0]
    return min(wishes)[2] if wishes else DEFAULT_LANGUAGE


def language_of(path: str, accept: str) -> str:
    """The language an address speaks, or else the one the browser asks for."""
    first = path.strip("/").split("/")[0]
    return first if first in LANGUAGES else preferred_language(accept)


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0
