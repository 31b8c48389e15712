"""The participant's addresses: a code's link, the door for who types one, the room, and its news.

A link or a code leads to the room's secret, which the browser keeps as a cookie for that room alone, and
on to a clean address. Nobody has a seat before they take one: link previews and scanners take none.
"""

from __future__ import annotations

import time
from typing import Any, Final, Literal

from htpy import a, button, div, form, h1, input, label, p, small

from workbook.questions import DAYS, QUESTIONS, QuestionId
from workbook.server.frame import DEFAULT_LANGUAGE, LANGUAGE_NAMES, preferred_language
from workbook.server.rates import Rate
from workbook.server.rooms import beamer, phone
from workbook.server.rooms.answering import KEPT_SECONDS, LANGUAGE, ROOM, RoomAnswering, token
from workbook.server.rooms.own import Own, read_choice, read_frequency, read_own
from workbook.server.rooms.phone import Phone
from workbook.server.rooms.shown import Regions, markup
from workbook.store import StoreError, new_secret
from workbook.tokens import tokens
from workbook.words import Text, translator
from workbook.workshop import codes, seats
from workbook.workshop.records import Seen
from workbook.workshop.running import Shut
from workbook.workshop.sheets import NoRoom
from workbook.workshop.wording import WORDS

LINK: Final = r"/r/([A-Za-z0-9_ .·-]{1,200})"
BARE: Final = r"/(?:r|workshop)/?"
ENTRY: Final = rf"/({LANGUAGE})/room"
CLEAN: Final = rf"/({LANGUAGE})/room/({ROOM})(?:/(news|join|answer|share|ready|park|leave))?"
BEAMER: Final = rf"/({LANGUAGE})/room/({ROOM})/beamer(?:/(news))?"

ROOM_COOKIE: Final = "wb-room"
_SEAT_COOKIE: Final = "wb-seat"
_SAID_COOKIE: Final = "wb-said"

WRONG_A_MINUTE: Final = 30
"""Wrong codes that one address may try in a minute: a hall behind one address mistypes now and then."""
WRONG_A_MINUTE_ALL: Final = 120
"""Wrong codes in a minute from all addresses together; at that rate, with ten rooms open, somebody hits
one in two months."""


LOOKS: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")


class WrongCodes:
    """Counts wrong codes, by address and all together."""

    def __init__(self) -> None:
        self._one, self._all = Rate(WRONG_A_MINUTE), Rate(WRONG_A_MINUTE_ALL)
        self._shut_until = 0.0
        self._barred: dict[str, float] = {}

    def may_try(self, address: str) -> bool:
        """Whether a code from this address is looked up at all; a right one is refused too."""
        now = time.monotonic()
        return now >= self._shut_until and now >= self._barred.get(address, 0.0)

    def missed(self, address: str) -> None:
        """A code was tried that leads nowhere."""
        now = time.monotonic()
        self._barred = {name: end for name, end in self._barred.items() if end > now}
        if not self._one.take(address):
            self._barred[address] = now + 60
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
            self.keep("wb-coach", word[:64], "/workshop", KEPT_SECONDS)
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


class SeatHandler(RoomAnswering):
    """`/<language>/room/<id>`: a participant's page, its news, and what they send."""

    _notice: Text | None = None

    async def get(self, language: str, identity: str, action: str | None) -> None:
        """The page; its news, which waits until there is some; or the page for an address of a form."""
        self._begin(language, identity)
        if action not in (None, "news"):
            self.redirect(self._here, status=303)
            return
        try:
            if action == "news":
                known = self.get_query_argument("after", "")
                seen = await self.following.news(self._secret, _mark, known) if self._secret else None
            else:
                seen = await self.following.seen(self._secret) if self._secret else None
        except StoreError as error:
            self.log_trouble(error)
            self.only_say(language, "lost", status=503)
            return
        self._answer(seen)

    async def post(self, language: str, identity: str, action: str | None) -> None:
        """Take a seat, answer, share, say that one is ready, park a line, or leave."""
        self._begin(language, identity)
        if not self._secret or not self.is_our_form(self._code):
            self.only_say(language, "nowhere", status=403)
            return
        if action == "leave":
            for name in (ROOM_COOKIE, _SEAT_COOKIE, _SAID_COOKIE):
                self.keep(name, "", f"/room/{identity}", 0)
            self.bring_pages("")
            self.only_say(language, "left")
            return
        try:
            seen = await self._do(action or "")
        except NoRoom:
            self.only_say(language, "nowhere", status=404)
            return
        except Shut as shut:
            self._notice = shut.reasons[0]
            seen = await self.following.seen(self._secret)
        except StoreError as error:
            self.log_trouble(error)
            self.only_say(language, "unsaved", status=503)
            return
        if seen is not None:
            self.following.told(self._secret, seen)
        if self.wants_parts or self._notice is not None:
            self._answer(seen)
        else:
            self.redirect(self._here, status=303)

    async def _do(self, action: str) -> Seen | None:
        secret, code = self._secret, self._code
        match action:
            case "join":
                return await self.aside(seats.join, secret, code)
            case "answer":
                question = _question(self.sent("question"))
                choice, often = read_choice(self.sent("choice")), read_frequency(self.sent("often"))
                if question is None or choice is None or often is None:
                    raise Shut((WORDS["both_halves"],))
                seen = await self.aside(seats.give, secret, code, question, choice, often)
                if seen is None:
                    raise Shut((WORDS["too_late"],))
                self._say_own(self._own.with_answer(question, choice, often))
                return seen
            case "share":
                question, often = _question(self.sent("question")), read_frequency(self.sent("often"))
                often = often if often in DAYS else None
                seen = await self.aside(seats.share, secret, code, question, often) if question else None
                if seen is None or question is None:
                    raise Shut((WORDS["too_late"],))
                self._say_own(self._own.with_data(question, often))
                return seen
            case "ready":
                return await self.aside(
                    _ready, secret, code, self.number("at", -1), self.sent("ready") == "yes"
                )
            case "park":
                seen = await self.aside(seats.park, secret, self.sent("text"))
                self._notice = WORDS["parked"]
                return seen
            case _:
                return await self.following.seen(secret)

    def _begin(self, language: str, identity: str) -> None:
        self._language = language
        self._identity = identity
        self._here = f"/{language}/room/{identity}"
        self._secret = self.secret_cookie(ROOM_COOKIE)
        self._code = self.secret_cookie(_SEAT_COOKIE)
        self._own = read_own(self.get_cookie(_SAID_COOKIE) or "")

    def _answer(self, seen: Seen | None) -> None:
        language = self._language
        if seen is None or seen.scene.id != self._identity:
            self.only_say(language, "nowhere", status=404)
            return
        if seen.scene.pages:
            self.bring_pages(seen.scene.pages)
        t = translator(language)
        if not self._code:
            self._code = new_secret()
            self.keep(_SEAT_COOKIE, self._code, f"/room/{self._identity}", KEPT_SECONDS)
        tag = seats.tag_of(self._code)
        me = Phone(self._own, tag, token(self._code), self._here, language, self._notice)
        scene = seen.scene
        regions: Regions
        if tag not in seen.crowd.present:
            regions, standing, follow = self._landing(seen, me), "", ""
        else:
            regions = phone.regions(scene, seen.crowd, me, time.time(), t)
            standing, follow = phone.standing(me, t), f"{self._here}/news"
        if self.wants_parts:
            self.tell(regions, _mark(seen), goto="" if follow else self._here)
            return
        self.show(
            language,
            "phone",
            scene.title,
            regions,
            standing=standing,
            follow=follow,
            mark=_mark(seen),
            others=f"/room/{self._identity}",
        )

    def _landing(self, seen: Seen, me: Phone) -> dict[str, str]:
        t = translator(self._language)
        scene = seen.scene
        if scene.closed:
            return {"step": markup([h1[t(WORDS["closed"])], p(".wb-told")[t(WORDS["closed_told"])]])}
        return {
            "notice": markup(p(".wb-notice", role="alert")[t(self._notice)] if self._notice else None),
            "step": markup(
                [
                    p(".wb-label")[t(WORDS["room"])],
                    h1[scene.title],
                    p(".wb-told")[t(Text(WORDS["join_told"].id, {"floor": scene.floor}))],
                    p(".wb-told")[t(WORDS["join_own"])],
                    form(method="post", action=f"{me.here}/join")[
                        input(type="hidden", name="token", value=me.token),
                        button(".wb-go", type="submit")[t(WORDS["join"])],
                    ],
                ]
            ),
        }

    def _say_own(self, own: Own) -> None:
        self._own = own
        self.keep(_SAID_COOKIE, own.written(), f"/room/{self._identity}", KEPT_SECONDS)


class BeamerHandler(RoomAnswering):
    """`/<language>/room/<id>/beamer`: what everybody sees in front."""

    async def get(self, language: str, identity: str, action: str | None) -> None:
        """The view, or its news."""
        secret = self.secret_cookie(ROOM_COOKIE)
        try:
            if action == "news":
                known = self.get_query_argument("after", "")
                seen = await self.following.news(secret, _full_mark, known) if secret else None
            else:
                seen = await self.following.seen(secret) if secret else None
        except StoreError as error:
            self.log_trouble(error)
            self.only_say(language, "lost", status=503)
            return
        if seen is None or seen.scene.id != identity:
            self.only_say(language, "nowhere", status=404)
            return
        regions = beamer.regions(seen, self.address, time.time(), translator(language))
        if self.wants_parts:
            self.tell(regions, _full_mark(seen))
            return
        look = self.get_query_argument("look", "")
        here = f"/{language}/room/{identity}/beamer"
        self.show(
            language,
            "beamer",
            seen.scene.title,
            regions,
            follow=f"{here}/news",
            mark=_full_mark(seen),
            look=_colours(look),
            turns=[(turn, f"{here}?look={turn}") for turn in LOOKS if turn != look],
        )


def _colours(look: str) -> str:
    """The colours of a beamer that was told to be light or dark, whatever the computer is."""
    scheme = next((one for one in LOOKS if one == look), None)
    if scheme is None:
        return ""
    found = tokens()
    colours = ";".join(f"--{name}:{found.colour(name, scheme)}" for name in found.colours)
    return f"color-scheme:{scheme};{colours}"


def _ready(rooms: Any, secret: str, code: str, at: int, ready: bool) -> Seen:
    return seats.say_ready(rooms, secret, code, at, ready=ready)


def _question(word: str) -> QuestionId | None:
    return next((one for one in QUESTIONS if one == word), None)


def _mark(seen: Seen) -> str:
    """A phone follows the coach, not who else is ready."""
    return str(seen.scene.revision)


def _full_mark(seen: Seen) -> str:
    return seen.mark
