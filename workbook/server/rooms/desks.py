"""A coach's rooms: the list behind a link, and a new one."""

from __future__ import annotations

from typing import Any, Final

from workbook import clock
from workbook.questions import QUESTIONS, QuestionId
from workbook.server.frame import LANGUAGE_NAMES
from workbook.server.rates import Rate
from workbook.server.rooms import listing
from workbook.server.rooms.answering import KEPT_SECONDS, LANGUAGE
from workbook.server.rooms.coaching import COACH_COOKIE, OFFER_COOKIE, Coaching
from workbook.server.rooms.doors import WrongCodes
from workbook.store import StoreError, new_secret
from workbook.words import Text, translator
from workbook.workshop import desk
from workbook.workshop.coach_wording import COACH_WORDS, no_pages
from workbook.workshop.planning import not_to_open, planned
from workbook.workshop.programme import LENGTHS

ROOMS: Final = rf"/({LANGUAGE})/workshop(?:/(delete-all|other|mine))?"
ROOMS_AN_HOUR: Final = 30
ROOMS_AN_HOUR_ALL: Final = 60
"""From all addresses together: a room of the largest kind is 1.5 MB and stays for its days."""


class RoomsHandler(Coaching):
    """`/<language>/workshop`: a coach's rooms, and a new one."""

    async def get(self, language: str, action: str | None) -> None:
        """The rooms behind the link; without one, the form that makes it."""
        if action:
            self.redirect(f"/{language}/workshop", status=303)
            return
        await self._list(language, offered=self.secret_cookie(OFFER_COOKIE))

    async def post(self, language: str, action: str | None) -> None:
        """Open a room, and with the first one a coach's link; delete them all; or choose between links."""
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
                await self.wiping(desk.delete_all, self.own)
                self.redirect(f"/{language}/workshop", status=303)
                return
            if action in ("other", "mine"):
                if action == "other" and (other := self.secret_cookie(OFFER_COOKIE)):
                    self.keep(COACH_COOKIE, other, "/workshop", KEPT_SECONDS)
                self.keep(OFFER_COOKIE, "", "/workshop", 0)
                self.redirect(f"/{language}/workshop", status=303)
                return
            await self._open(language)
        except StoreError as error:
            self.log_trouble(error)
            await self._list(language, COACH_WORDS["failed"], status=503)

    async def _open(self, language: str) -> None:
        rooms = await self.aside(desk.rooms_of, self.own)
        plan = planned(
            today=clock.today(),
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
        in_all: Rate = self.settings["workbook_rooms_in_all"]
        if rooms is None and not self.may_begin:
            reasons = (COACH_WORDS["not_here"],)
        elif not reasons and plan.pages and not self._may_have(plan.pages):
            reasons = (no_pages(plan.pages),)
        elif not reasons and not (made.take(self.request.remote_ip or "") and in_all.take("")):
            reasons = (COACH_WORDS["failed"],)
        if reasons:
            await self._list(language, *reasons, status=400)
            return
        room = await self.aside(desk.open_room, self.own, plan, clock.today())
        self.redirect(f"/{language}/workshop/{room.id}", status=303)

    async def _list(self, language: str, *notices: Text, status: int = 200, offered: str = "") -> None:
        here, t = f"/{language}/workshop", translator(language)
        try:
            rooms = await self.aside(desk.rooms_of, self.own) if self.own else None
            if offered and rooms and offered != self.own:
                html = listing.another_link(self.desk(here, language), t)
                self.show(language, "rooms", t(COACH_WORDS["other_link"]), {"step": html})
                return
            if offered:
                self._new_secret = offered
                self.keep(OFFER_COOKIE, "", "/workshop", 0)
                rooms = await self.aside(desk.rooms_of, offered)
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

    def _may_have(self, pages: str) -> bool:
        """Whether there is such a folder with pages; trying names is as dear as trying codes."""
        wrong: WrongCodes = self.settings["workbook_wrong_codes"]
        address = self.request.remote_ip or ""
        if wrong.may_try(address) and self.folders.find(pages) is not None:
            return True
        wrong.missed(address)
        return False

    def _field(self, name: str) -> str:
        return ",".join(self.get_body_arguments(name)) if self.request.method == "POST" else ""


def _questions(words: Any) -> tuple[QuestionId, ...]:
    return tuple(one for one in QUESTIONS if one in words)
