"""A participant's address: their page in a room, its news, and what they send."""

from __future__ import annotations

import time
from typing import Any, Final

from htpy import button, form, h1, input, p

from workbook.questions import DAYS, QUESTIONS, QuestionId
from workbook.server.rooms import phone
from workbook.server.rooms.answering import KEPT_SECONDS, LANGUAGE, ROOM, ROOM_COOKIE, RoomAnswering, token
from workbook.server.rooms.ballot import Phone
from workbook.server.rooms.own import Own, read_choice, read_frequency, read_own
from workbook.server.rooms.shown import Regions, markup
from workbook.store import StoreError, new_secret
from workbook.words import Text, translator
from workbook.workshop import seats
from workbook.workshop.records import Seen
from workbook.workshop.running import NotKept, Shut
from workbook.workshop.sheets import NoRoom
from workbook.workshop.wording import WORDS

CLEAN: Final = rf"/({LANGUAGE})/room/({ROOM})(?:/(news|join|answer|share|ready|park|leave))?"
_SEAT_COOKIE: Final = "wb-seat"
_SAID_COOKIE: Final = "wb-said"


class SeatHandler(RoomAnswering):
    """`/<language>/room/<id>`: a participant's page, its news, and what they send."""

    leaves_no_trace = True
    _notice: Text | None = None
    _typed = ""

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
            if isinstance(shut, NotKept):
                self.set_status(400)
                self._typed = self.sent("text")
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
        me = Phone(self._own, tag, token(self._code), self._here, language, self._notice, self._typed)
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


def _ready(rooms: Any, secret: str, code: str, at: int, ready: bool) -> Seen:
    return seats.say_ready(rooms, secret, code, at, ready=ready)


def _question(word: str) -> QuestionId | None:
    return next((one for one in QUESTIONS if one == word), None)


def _mark(seen: Seen) -> str:
    """A phone follows the coach, not who else is ready."""
    return str(seen.scene.revision)
