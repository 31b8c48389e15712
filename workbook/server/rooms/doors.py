"""The doors of a room: a link with its code, and the page for who types one. Trying is counted.

A code leads to the room's secret, which the browser keeps as a cookie for that room alone, and on to a clean
address. Nobody has a seat before they take one: link previews and scanners take none.
"""

from __future__ import annotations

import time
from typing import Final

from htpy import a, button, div, form, h1, input, label, p, small

from workbook.server.frame import DEFAULT_LANGUAGE, LANGUAGE_NAMES, preferred_language
from workbook.server.rates import Callers, Rate
from workbook.server.rooms.answering import KEPT_SECONDS, LANGUAGE, ROOM_COOKIE, RoomAnswering
from workbook.server.rooms.coaching import OFFER_COOKIE, OFFER_SECONDS
from workbook.server.rooms.shown import markup
from workbook.store import StoreError
from workbook.words import translator
from workbook.workshop import codes, seats
from workbook.workshop.wording import WORDS

LINK: Final = r"/r/([A-Za-z0-9_ .·-]{1,200})"
BARE: Final = r"/(?:r|workshop)/?"
ENTRY: Final = rf"/({LANGUAGE})/room"

WRONG_A_MINUTE: Final = 30
"""Wrong codes that one address may try in a minute: a hall behind one address mistypes now and then."""
WRONG_A_MINUTE_ALL: Final = 120
"""Wrong codes in a minute from all addresses together; at that rate, with ten rooms open, somebody hits
one in two months."""


class WrongCodes:
    """Counts wrong codes, by address and all together."""

    def __init__(self) -> None:
        self._one, self._all = Rate(WRONG_A_MINUTE), Rate(WRONG_A_MINUTE_ALL)
        self._shut_until = 0.0
        self._callers = Callers()
        self._barred: dict[bytes, float] = {}

    def may_try(self, address: str) -> bool:
        """Whether a code from this address is looked up at all; a right one is refused too."""
        now = time.monotonic()
        return now >= self._shut_until and now >= self._barred.get(self._callers.name(address), 0.0)

    def missed(self, address: str) -> None:
        """A code was tried that leads nowhere."""
        now = time.monotonic()
        self._barred = {name: end for name, end in self._barred.items() if end > now}
        if not self._one.take(address):
            self._barred[self._callers.name(address)] = now + 60
        if not self._all.take("all"):
            self._shut_until = now + 60


class _Entering(RoomAnswering):
    """Leads a code to its room."""

    async def enter(self, typed: str, language: str) -> None:
        """Look the code up and lead on, or say that it leads nowhere."""
        wrong: WrongCodes = self.settings["workbook_wrong_codes"]
        address = self.request.remote_ip or ""
        if not wrong.may_try(address):
            self.ask(language, "too_often", 429)
            return
        code = codes.read_code(typed)
        try:
            secret = await self.aside(seats.find, code) if code else None
            seen = await self.following.seen(secret) if secret else None
        except StoreError as error:
            self.log_trouble(error)
            self.ask(language, "lost", 503)
            return
        if secret is None or seen is None:
            wrong.missed(address)
            self.ask(language, "no_code", 404)
            return
        self.keep(ROOM_COOKIE, secret, f"/room/{seen.scene.id}", KEPT_SECONDS)
        self.bring_pages(seen.scene.pages)
        spoken = seen.scene.language if seen.scene.language in LANGUAGE_NAMES else DEFAULT_LANGUAGE
        self.redirect(f"/{spoken}/room/{seen.scene.id}", status=303)

    def ask(self, language: str, notice: str = "", status: int = 200) -> None:
        """The door for who types a code."""
        t = translator(language)
        self.set_status(status)
        page = [
            h1[t(WORDS["enter"])],
            p(".wb-notice", role="alert")[t(WORDS[notice])] if notice else None,
            form(method="post", action=f"/{language}/room")[
                div(".wb-prompt")[
                    label(for_="code")[t(WORDS["code"])],
                    small(id="code-hint")[t(WORDS["code_hint"])],
                    input(
                        ".wb-code-in",
                        id="code",
                        name="code",
                        type="text",
                        maxlength="12",
                        autocomplete="off",
                        autocapitalize="characters",
                        spellcheck="false",
                        required=True,
                        aria_describedby="code-hint",
                    ),
                ],
                button(".wb-go", type="submit")[t(WORDS["enter_go"])],
            ],
            p(".wb-told.wb-lead")[t(WORDS["lead"]), " ", a(href=f"/{language}/workshop")[t(WORDS["lead_go"])]]
            if self.may_begin
            else None,
        ]
        self.show(language, "enter", t(WORDS["enter"]), {"step": markup(page)}, others="/room")


class LinkHandler(_Entering):
    """`/r/<code>` for a participant, `/r/<secret>` for a coach."""

    def head(self, word: str) -> None:
        """Nothing is looked up."""

    async def get(self, word: str) -> None:
        """303 to a clean address, with a cookie for it."""
        language = preferred_language(self.request.headers.get("Accept-Language", ""))
        self.set_header("Vary", "Accept-Language")
        if len(word) >= 43:
            self.keep(OFFER_COOKIE, word[:64], "/workshop", OFFER_SECONDS)
            self.redirect(f"/{language}/workshop", status=303)
            return
        await self.enter(word, language)


class EntryHandler(_Entering):
    """`/<language>/room`, and `/r` and `/workshop` which lead there: the door for who types the code."""

    def get(self, language: str = "") -> None:
        """The door."""
        if not language:
            language = preferred_language(self.request.headers.get("Accept-Language", ""))
            self.redirect(f"/{language}/room", status=303)
            return
        self.ask(language)

    async def post(self, language: str = "") -> None:
        """Through it."""
        if not self.from_our_page:
            self.ask(language or DEFAULT_LANGUAGE, "no_code", 400)
            return
        await self.enter(self.sent("code"), language or DEFAULT_LANGUAGE)
