"""The coach's address of one room: its page, its news, and what is done there."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import msgspec

from workbook.questions import CHOICES, FREQUENCIES, QuestionId
from workbook.server.rooms import beside, coach
from workbook.server.rooms.answering import KEPT_SECONDS, LANGUAGE, ROOM, ROOM_COOKIE
from workbook.server.rooms.carrying import PPTX, Press
from workbook.server.rooms.coaching import Coaching
from workbook.server.rooms.printed import printed
from workbook.store import StoreError
from workbook.words import Text, translator
from workbook.workshop import desk, running, seats
from workbook.workshop.coach_wording import COACH_WORDS, pages_from
from workbook.workshop.records import Room, Scene, Seen
from workbook.workshop.running import NotKept, Shut
from workbook.workshop.sheets import NoRoom, look
from workbook.workshop.summary import summary

ONE: Final = (
    rf"/({LANGUAGE})/workshop/({ROOM})(?:/(news|beamer|open|extend|pause|resume|no-clock|reveal|draw|beam|park"
    r"|unpark|notes|papers|summary|script|close|delete))?"
)


class RoomHandler(Coaching):
    """`/<language>/workshop/<id>`: running one room."""

    _notices: tuple[Text, ...] = ()
    _changed: Room | None = None
    _typed: Mapping[str, str] = MappingProxyType({})

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
        if action == "script" and seen is not None:
            t = translator(language)
            script = {"step": printed(room, seen.scene, t)}
            self.show(language, "script", room.title, script, others=f"/workshop/{identity}/script")
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
                if isinstance(shut, NotKept):
                    self.set_status(400)
                    self._typed = {name: self.sent(name) for name in ("text", "notes", "was") if self.sent(name)}
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
                self._changed = await self.aside(
                    desk.keep_notes, self.own, room.id, self.sent("notes"), self.get_body_argument("was", None)
                )
                self._notices = (COACH_WORDS["notes_kept"],)
                return await self.following.seen(secret)
            case "papers":
                choices = {key: max(0, self.number(f"choice-{key}")) for key in CHOICES}
                often = {key: max(0, self.number(f"often-{key}")) for key in FREQUENCIES}
                seen = await self.aside(desk.enter_papers, room, self._question(room), choices, often)
                self._notices = (COACH_WORDS["paper_done"],)
                return seen
            case "close":
                self._changed = await self.wiping(desk.close, self.own, room)
                return (await self.aside(look, secret))[0]
            case _:
                return await self.following.seen(secret)

    async def _delete(self, room: Room) -> None:
        if self.sent("sure") != "yes":
            self._notices = (COACH_WORDS["delete_unsure"],)
            self._answer(room, await self.following.seen(room.secret))
            return
        await self.wiping(desk.delete, self.own, room)
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
        press: Press = self.settings["workbook_press"]
        made = await press.make(form, room.language, msgspec.json.encode(told))
        if made is None:
            self._notices = (COACH_WORDS["no_summary"],)
            self._answer(room, seen)
            return
        kind = "application/pdf" if form == "pdf" else PPTX
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
        known = replace(self.desk(self._here, self._language, *self._notices), typed=self._typed)
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
