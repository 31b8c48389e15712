"""The coach's addresses: the rooms behind a link, one room, and what is done there."""

from __future__ import annotations

import asyncio
import ipaddress
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from workbook.questions import CHOICES, FREQUENCIES, QUESTIONS, QuestionId
from workbook.server.answers import log
from workbook.server.frame import LANGUAGE_NAMES
from workbook.server.rates import Rate
from workbook.server.rooms import beside, coach, listing
from workbook.server.rooms.answering import KEPT_SECONDS, LANGUAGE, ROOM, RoomAnswering, token
from workbook.server.rooms.pressing import Desk
from workbook.server.rooms.seat import ROOM_COOKIE
from workbook.store import StoreError, new_secret
from workbook.words import Text, translator
from workbook.workshop import desk, running, seats
from workbook.workshop.planning import not_to_open, planned
from workbook.workshop.programme import LENGTHS
from workbook.workshop.records import Room, Scene, Seen
from workbook.workshop.running import Shut
from workbook.workshop.sheets import NoRoom, look
from workbook.workshop.summary import summary
from workbook.workshop.wording import COACH_WORDS, no_pages, pages_from

ROOMS: Final = rf"/({LANGUAGE})/workshop(?:/(delete-all))?"
ONE: Final = (
    rf"/({LANGUAGE})/workshop/({ROOM})(?:/(news|beamer|open|extend|pause|resume|no-clock|reveal|draw|beam|park"
    r"|unpark|notes|papers|summary|close|delete))?"
)
COACH_COOKIE: Final = "wb-coach"
ROOMS_A_MINUTE: Final = 10
SUMMARY_SECONDS: Final = 60.0
_MAKER: Final = "workbook.takeaway.room"
"""Run apart, by its name: the server's own modules never see what stands on a page."""


class _Coaching(RoomAnswering):
    @property
    def own(self) -> str:
        """The coach's secret, from the link."""
        return getattr(self, "_new_secret", "") or self.secret_cookie(COACH_COOKIE)

    def desk(self, here: str, language: str, *notices: Text) -> Desk:
        """What every page of a coach knows."""
        return Desk(here, token(self.own), language, self.address, _only_here(self.address), notices)


class RoomsHandler(_Coaching):
    """`/<language>/workshop`: a coach's rooms, and a new one."""

    async def get(self, language: str, action: str | None) -> None:
        """The rooms behind the link; without one, the form that makes it."""
        if action:
            self.redirect(f"/{language}/workshop", status=303)
            return
        await self._list(language)

    async def post(self, language: str, action: str | None) -> None:
        """Open a room, and with the first one a coach's link; or delete them all."""
        if not self.is_our_form(self.own):
            await self._list(language, COACH_WORDS["failed"], status=403)
            return
        try:
            if action == "delete-all":
                if self.sent("sure") != "yes":
                    await self._list(language, COACH_WORDS["delete_unsure"], status=400)
                    return
                for room in await self.aside(desk.rooms_of, self.own) or ():
                    self.following.told(room.secret, None)
                await self.aside(desk.delete_all, self.own)
                self.redirect(f"/{language}/workshop", status=303)
                return
            await self._open(language)
        except StoreError as error:
            self.log_trouble(error)
            await self._list(language, COACH_WORDS["failed"], status=503)

    async def _open(self, language: str) -> None:
        rooms = await self.aside(desk.rooms_of, self.own)
        plan = planned(
            today=_today(),
            title=self.sent("title"),
            client=self.sent("client"),
            language=self.sent("language") if self.sent("language") in LANGUAGE_NAMES else language,
            questions=_questions(self.get_body_arguments("questions")),
            length=next((one for one in LENGTHS if str(one) == self.sent("length")), 90),
            floor=self.number("floor"),
            seats=self.number("seats"),
            days=self.number("days"),
            pages=self.sent("pages"),
        )
        reasons = not_to_open(plan, len(rooms or ()))
        made: Rate = self.settings["workbook_rooms_made"]
        if rooms is None and not self.may_begin:
            reasons = (COACH_WORDS["not_here"],)
        elif not reasons and not made.take(self.request.remote_ip or ""):
            reasons = (COACH_WORDS["failed"],)
        elif not reasons and plan.pages and self.folders.find(plan.pages) is None:
            reasons = (no_pages(plan.pages),)
        if reasons:
            await self._list(language, *reasons, status=400)
            return
        room = await self.aside(desk.open_room, self.own, plan, _today())
        self.redirect(f"/{language}/workshop/{room.id}", status=303)

    async def _list(self, language: str, *notices: Text, status: int = 200) -> None:
        here, t = f"/{language}/workshop", translator(language)
        try:
            rooms = await self.aside(desk.rooms_of, self.own) if self.own else None
        except StoreError as error:
            self.log_trouble(error)
            self.only_say(language, "lost", status=503)
            return
        if not self.own:
            self._new_secret = new_secret()
        self.keep(COACH_COOKIE, self.own, "/workshop", KEPT_SECONDS)
        link = f"{self.address}/r/{self.own}" if rooms is not None else ""
        may_open = rooms is not None or self.may_begin
        known = self.desk(here, language, *notices)
        html = listing.listing(
            rooms, known, link, self._field, t, may_open=may_open, own_pages=self.folders.offered
        )
        self.set_status(status)
        self.show(language, "rooms", t(COACH_WORDS["title"]), {"step": html}, others="/workshop")

    def _field(self, name: str) -> str:
        return ",".join(self.get_body_arguments(name)) if self.request.method == "POST" else ""


class RoomHandler(_Coaching):
    """`/<language>/workshop/<id>`: running one room."""

    _notices: tuple[Text, ...] = ()
    _changed: Room | None = None

    async def get(self, language: str, identity: str, action: str | None) -> None:
        """The coach's page, its news, or the way to the beamer."""
        self._begin(language, identity)
        try:
            room = await self.aside(desk.room_of, self.own, identity) if self.own else None
            if room is None:
                self.only_say(language, "nowhere", COACH_WORDS, status=404)
                return
            if action == "beamer":
                self.keep(ROOM_COOKIE, room.secret, f"/room/{identity}", KEPT_SECONDS)
                self.redirect(f"/{room.language}/room/{identity}/beamer", status=303)
                return
            if action == "news":
                known = self.get_query_argument("after", "")
                seen = await self.following.news(room.secret, lambda one: one.mark, known)
            else:
                seen = await self.following.seen(room.secret)
        except StoreError as error:
            self.log_trouble(error)
            self.only_say(language, "lost", status=503)
            return
        if action not in (None, "news"):
            self.redirect(self._here, status=303)
            return
        self._answer(room, seen)

    async def post(self, language: str, identity: str, action: str | None) -> None:
        """What the coach does."""
        self._begin(language, identity)
        try:
            room = await self.aside(desk.room_of, self.own, identity) if self.own else None
            if room is None or not self.is_our_form(self.own):
                self.only_say(language, "nowhere", COACH_WORDS, status=403)
                return
            if action == "summary":
                await self._summary(room)
                return
            if action == "delete":
                await self._delete(room)
                return
            try:
                seen = await self._do(room, action or "")
            except Shut as shut:
                self._notices = shut.reasons
                seen = await self.following.seen(room.secret)
        except NoRoom:
            self.only_say(language, "nowhere", COACH_WORDS, status=404)
            return
        except StoreError as error:
            self.log_trouble(error)
            self.only_say(language, "failed", COACH_WORDS, status=503)
            return
        self.following.told(room.secret, seen)
        if self.wants_parts or self._notices:
            self._answer(self._changed or room, seen)
        else:
            self.redirect(self._here, status=303)

    async def _do(self, room: Room, action: str) -> Seen | None:
        secret, now = room.secret, time.time()

        async def scene(change: Callable[[Scene], Scene]) -> Seen:
            return await self.aside(desk.run, secret, change)

        match action:
            case "open":
                return await scene(lambda it: running.opened(it, self.number("at", -1), now))
            case "extend":
                return await scene(lambda it: running.extended(it, self.number("minutes", 1), now))
            case "pause":
                return await scene(lambda it: running.paused(it, now))
            case "resume":
                return await scene(lambda it: running.resumed(it, now))
            case "no-clock":
                return await scene(running.without_clock)
            case "beam":
                joining, parking = self.sent("joining") == "yes", self.sent("parking") == "yes"
                return await scene(lambda it: running.beamed(it, joining=joining, parking=parking))
            case "reveal":
                return await self.aside(desk.reveal, room, self._question(room))
            case "draw":
                return await self.aside(
                    desk.draw_groups, secret, size if (size := self.number("size")) in (2, 3) else 0
                )
            case "park":
                return await self.aside(seats.park, secret, self.sent("text"))
            case "unpark":
                return await self.aside(desk.unpark, secret, self.sent("text"))
            case "notes":
                self._changed = await self.aside(desk.keep_notes, self.own, room.id, self.sent("notes"))
                self._notices = (COACH_WORDS["notes_kept"],)
                return await self.following.seen(secret)
            case "papers":
                choices = {key: max(0, self.number(f"choice-{key}")) for key in CHOICES}
                often = {key: max(0, self.number(f"often-{key}")) for key in FREQUENCIES}
                seen = await self.aside(desk.enter_papers, room, self._question(room), choices, often)
                self._notices = (COACH_WORDS["paper_done"],)
                return seen
            case "close":
                self._changed = await self.aside(desk.close, self.own, room)
                return (await self.aside(look, secret))[0]
            case _:
                return await self.following.seen(secret)

    async def _delete(self, room: Room) -> None:
        if self.sent("sure") != "yes":
            self._notices = (COACH_WORDS["delete_unsure"],)
            self._answer(room, await self.following.seen(room.secret))
            return
        await self.aside(desk.delete, self.own, room)
        self.following.told(room.secret, None)
        self.redirect(f"/{self._language}/workshop", status=303)

    async def _summary(self, room: Room) -> None:
        seen = await self.following.seen(room.secret)
        if seen is None:
            raise NoRoom
        form = "pptx" if self.sent("form") == "pptx" else "pdf"
        told = summary(
            room,
            seen,
            parked=self.sent("parked") == "yes",
            notes=self.sent("notes") == "yes",
        )
        made = await _make(form, room.language, msgspec.json.encode(told))
        if made is None:
            self._notices = (COACH_WORDS["no_summary"],)
            self._answer(room, seen)
            return
        kind = "application/pdf" if form == "pdf" else _PPTX
        self.set_header("Content-Type", kind)
        self.set_header("Content-Disposition", f'attachment; filename="workshop-{room.id}.{form}"')
        self.finish(made)

    def _begin(self, language: str, identity: str) -> None:
        self._language = language
        self._here = f"/{language}/workshop/{identity}"

    def _question(self, room: Room) -> QuestionId:
        found = next((one for one in room.questions if one == self.sent("question")), None)
        if found is None:
            raise NoRoom
        return found

    def _answer(self, room: Room, seen: Seen | None) -> None:
        if seen is None:
            self.only_say(self._language, "nowhere", COACH_WORDS, status=404)
            return
        t = translator(self._language)
        known = self.desk(self._here, self._language, *self._notices)
        regions = coach.regions(room, seen, known, time.time(), t)
        if self.wants_parts:
            self.tell(regions, seen.mark)
            return
        self.show(
            self._language,
            "coach",
            room.title,
            regions,
            standing=beside.standing(room, seen, known, t),
            follow=f"{self._here}/news",
            mark=seen.mark,
            others=f"/workshop/{room.id}",
            heading=room.title,
            beside=" · ".join(filter(None, (room.client, t(pages_from(room.pages)) if room.pages else ""))),
            back=(f"/{self._language}/workshop", t(COACH_WORDS["all_rooms"])),
        )


_PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


async def _make(form: str, language: str, told: bytes) -> bytes | None:
    """The summary in a form, made by a process of its own; None where that failed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", _MAKER, form, language,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        made, _ = await asyncio.wait_for(process.communicate(told), SUMMARY_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
        return None
    if process.returncode:
        log.error("a room's summary was not made")
    return made if process.returncode == 0 else None


def _questions(words: Any) -> tuple[QuestionId, ...]:
    return tuple(one for one in QUESTIONS if one in words)


def _only_here(address: str) -> bool:
    host = urlsplit(address).hostname or "localhost"
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _today() -> date:
    return date.today()  # noqa: DTZ011 - a room's last day ends when it does here
