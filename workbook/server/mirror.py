"""The mirror: a respondent's two minutes, without a kernel and without a script.

A link (`/m/…`) is exchanged for a cookie and leads to a clean address; who only looks at it, as chat
previews and mail scanners do, uses nothing up. The form is four plain pages. A cookie of the browser's
own holds what was filled in so far and, from the first page on, the code with which this browser, and no
other, can send an answer again or take it back. What is sent goes into a sealed box at once; see
`workbook.mirrors.desk`. Whatever a link lacks, the page that says so is the same.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import Callable
from typing import Any, Final, TypeVar

from markupsafe import Markup
from tornado.web import HTTPError

from workbook import clock
from workbook.mirrors import desk, form
from workbook.mirrors.desk import LONGEST_SECRET, Visit
from workbook.mirrors.form import Draft
from workbook.mirrors.records import GROUPS
from workbook.mirrors.released import render
from workbook.mirrors.wording import (
    GROUP_NAMES,
    RESPONDENT_WORDS,
    about_whom,
    asked,
    can_take_back,
    step_of,
    what_happens,
)
from workbook.questions import CHOICES, FREQUENCIES, QUESTIONS
from workbook.server.answers import Reachable, log
from workbook.server.frame import LANGUAGE_NAMES, preferred_language
from workbook.server.template import Template
from workbook.server.tries import Tries
from workbook.store import StoreError, new_secret, open_store
from workbook.store.rounds import Rounds
from workbook.store.sealing import derive
from workbook.wording import FREQUENCY_NAMES
from workbook.words import Text, translator

LINK: Final = r"/m/([A-Za-z0-9_-]{1,200})"
CLEAN: Final = rf"/({'|'.join(LANGUAGE_NAMES)})/mirror(?:/([1-4]|in|back|forget))?"
_LINK_COOKIE: Final = "wb-link"
_CODE_SECONDS: Final = 61 * 24 * 60 * 60
"""A round lasts sixty days at most; so long a browser can take its answer back."""
_LARGEST_FORM: Final = 64 * 1024
_Answer = TypeVar("_Answer")


class _Cookies(Reachable):
    """Cookies for the mirror's own addresses, in each language, and for no others."""

    leaves_no_trace = True

    def keep(self, name: str, value: str, seconds: int | None = None) -> None:
        """Let the browser keep something; for this visit, unless `seconds` says for how long."""
        for language in LANGUAGE_NAMES:
            made = f"{name}={value}; Path=/{language}/mirror; HttpOnly; SameSite=Lax"
            made += f"; Max-Age={seconds}" if seconds is not None else ""
            self.add_header("Set-Cookie", made + ("; Secure" if self.is_secure else ""))

    def forget(self, name: str) -> None:
        """Let the browser forget it."""
        self.keep(name, "", 0)

    def check_xsrf_cookie(self) -> None:
        """The form's own token is checked where a form is read."""


class LinkHandler(_Cookies):
    """`/m/<secret>`: keeps the secret out of the address bar; looks nothing up, so tells nothing."""

    def head(self, secret: str) -> None:
        """For whoever only asks whether there is a page: as for any other link."""
        self._lead_on()

    def get(self, secret: str) -> None:
        """303 to the mirror's clean address, in the browser's language."""
        # One that is too long is none, and must not lead to the one opened before it.
        self.keep(_LINK_COOKIE, secret if len(secret) <= LONGEST_SECRET else "")
        self._lead_on()

    def _lead_on(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("Vary", "Accept-Language")
        language = preferred_language(self.request.headers.get("Accept-Language", ""))
        self.redirect(f"/{language}/mirror", status=303)


class MirrorHandler(_Cookies):
    """`/<language>/mirror` and its four pages."""

    def prepare(self) -> Any:
        """Note when the request came, so that every answer takes as long as the next."""
        super().prepare()
        self._came = time.monotonic()
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        if len(self.request.body) > _LARGEST_FORM:
            raise HTTPError(413)

    async def head(self, language: str, page: str | None) -> None:
        """Nothing to tell."""
        await self._steady()

    async def get(self, language: str, page: str | None) -> None:
        """A page of the form, or what follows on it."""
        self._language = language
        try:
            found = await self._aside(desk.visit, self._link, self._code, clock.today())
        except StoreError as error:
            log.error("the mirror can't reach its store: %s", type(error).__name__)
            raise HTTPError(503) from None
        if page == "forget":
            await self._say("forgotten", status=200)
        elif found is None:
            await self._nowhere()
        elif found.card.whom == "board" and (found.given or not found.open):
            await self._show_released(found)
        elif found.given and found.open and page in (None, "in"):
            await self._thank(found)
        elif found.open:
            await self._ask(found, self._page(page))
        else:
            await self._nowhere()

    async def post(self, language: str, page: str | None) -> None:
        """Take in a page, the whole answer, or taking it back."""
        self._language = language
        if not self._is_our_form():
            await self._nowhere()
            return
        if page == "forget":
            self.forget(self._draft_cookie)
            self.forget(_LINK_COOKIE)
            self.forget(self._code_cookie)
            await self._lead(f"/{language}/mirror/forget")
        elif page == "back":
            await self._take_back()
        else:
            await self._take_in(self._page(page))

    async def _take_in(self, number: int) -> None:
        draft = self._draft
        if number <= len(QUESTIONS):
            question = QUESTIONS[number - 1]
            draft = draft.filled(question, self._sent("choice"), self._sent("often"))
            self.keep(self._draft_cookie, draft.written())
            if draft.answered(question):
                await self._lead(f"/{self._language}/mirror/{number + 1}")
            else:
                await self._again(draft, number, "missing")
            return
        if draft.first_open <= len(QUESTIONS):
            await self._again(draft, draft.first_open, "missing")
            return
        try:
            found = await self._aside(desk.visit, self._link, self._code, clock.today())
            if found is None:
                await self._nowhere()
                return
            fields = {name: self._sent(name) for name in ("try", "name", "consent", "group")}
            if long := form.not_to_send(found.card, fields):
                await self._ask(found, number, draft, long, status=400)
                return
            given = form.complete(draft, found.card, fields)
            if given is None:
                await self._ask(found, number, draft, "missing_name", status=400)
                return
            if not await self._aside(desk.give, self._link, self._code, given, clock.today()):
                await self._nowhere()
                return
        except StoreError as error:
            log.error("an answer could not be kept: %s", type(error).__name__)
            await self._again(draft, number, "unsaved", status=503)
            return
        self.forget(self._draft_cookie)
        await self._lead(f"/{self._language}/mirror/in")

    async def _take_back(self) -> None:
        try:
            taken = await self._aside(desk.take_back, self._link, self._code, clock.today())
        except StoreError:
            raise HTTPError(503) from None
        if not taken:
            await self._nowhere()
            return
        await self._steady()
        self._write("out", again=f"/{self._language}/mirror/1")

    async def _again(self, draft: Draft, number: int, notice: str, status: int = 400) -> None:
        """The same page once more, with what was filled in and why it can't go on."""
        try:
            found = await self._aside(desk.visit, self._link, self._code, clock.today())
        except StoreError:
            found = None
        if found is None and status != 503:
            await self._nowhere()
        elif found is not None and found.given and draft == Draft():
            # Sent already: the way back led to the form, which the browser has forgotten.
            await self._lead(f"/{self._language}/mirror/in")
        else:
            await self._ask(found, number, draft, notice, status)

    async def _ask(
        self,
        found: Visit | None,
        number: int,
        draft: Draft | None = None,
        notice: str | Text = "",
        status: int = 200,
    ) -> None:
        draft = draft or self._draft
        number = min(number, draft.first_open)
        if not self._code:
            self._begin_code()
        await self._steady()
        t = translator(self._language)
        self.set_status(status)
        card = found.card if found else None
        common = {
            "here": f"/{self._language}/mirror/{number}",
            "back": f"/{self._language}/mirror/{number - 1}" if number > 1 else "",
            "token": self._token(),
            "notice": t(RESPONDENT_WORDS[notice] if isinstance(notice, str) else notice) if notice else "",
            "about": t(about_whom(card.about)) if card and card.about else "",
        }
        if number <= len(QUESTIONS):
            one = asked(QUESTIONS[number - 1])
            self._write(
                "question",
                **common,
                number=number,
                step=t(step_of(number, len(QUESTIONS))),
                told=[t(text) for text in what_happens(card)] if number == 1 and card else [],
                asked=one,
                choices=CHOICES,
                frequencies=FREQUENCIES,
                frequency_names=FREQUENCY_NAMES,
                chosen=draft.choices.get(one.id, ""),
                counted=draft.often.get(one.id, ""),
            )
            return
        self._write(
            "last",
            **common,
            board=card is not None and card.whom == "board",
            groups=tuple((group, t(GROUP_NAMES[group])) for group in GROUPS) if card and card.groups else (),
            sent={name: self._sent(name) for name in ("try", "name", "consent", "group")},
        )

    async def _thank(self, found: Visit) -> None:
        await self._steady()
        t = translator(self._language)
        self._write(
            "in",
            token=self._token(),
            back=f"/{self._language}/mirror/back",
            forget=f"/{self._language}/mirror/forget",
            told=t(RESPONDENT_WORDS["thanks_told_board" if found.card.whom == "board" else "thanks_told"]),
            take_back=t(can_take_back(found.card)),
            open=found.open,
        )

    async def _show_released(self, found: Visit) -> None:
        """What a board may see; until there is something, that there is nothing."""
        if found.released is not None:
            await self._steady()
            self._write("released", released=Markup(render(found.released)))  # noqa: S704 - escapes what it renders
        elif found.given:
            await self._thank(found)
        else:
            await self._say("nothing_released", status=200)

    async def _nowhere(self) -> None:
        """The page for every link that opens nothing: wrong, closed, used up, or no cookie."""
        if self._link:
            self._tries.missed(self.request.remote_ip or "")
        await self._say("closed", status=404)

    async def _say(self, what: str, status: int) -> None:
        await self._steady()
        self.set_status(status)
        self._write("said", title=RESPONDENT_WORDS[what], told=RESPONDENT_WORDS[f"{what}_told"])

    async def _lead(self, where: str) -> None:
        await self._steady()
        self.redirect(where, status=303)

    def _write(self, what: str, **values: Any) -> None:
        t = translator(self._language)
        template: Template = self.settings["workbook_template"]
        others = [
            (language, name, re.sub(r"^/..", f"/{language}", self.request.path, count=1))
            for language, name in LANGUAGE_NAMES.items()
            if language != self._language
        ]
        said = {name: t(text) for name, text in RESPONDENT_WORDS.items()}
        self.finish(
            template.other(
                f"mirror-{what}.html.j2",
                self._language,
                said=said,
                others=others if self.request.method == "GET" else (),
                sheet=f"/static/own/0/hand-outs/round-{self._language}.pdf",
                **values,
            )
        )

    async def _steady(self) -> None:
        """Wait until every answer to this address would be ready."""
        wanted = self._tries.seconds(self.request.remote_ip or "")
        await asyncio.sleep(max(0.0, wanted - (time.monotonic() - self._came)))

    async def _aside(self, do: Callable[..., _Answer], *given: Any) -> _Answer:
        """Do something with the store without holding up other visitors."""

        def work() -> _Answer:
            rounds: Rounds = open_store(self.settings["workbook_database"]).rounds
            return do(rounds, *given)

        return await asyncio.get_running_loop().run_in_executor(None, work)

    @property
    def _tries(self) -> Tries:
        tries: Tries = self.settings["workbook_tries"]
        return tries

    @property
    def _link(self) -> str:
        return self.get_cookie(_LINK_COOKIE) or ""

    @property
    def _code_cookie(self) -> str:
        return f"wb-own-{self._cookie_name}"

    @property
    def _draft_cookie(self) -> str:
        return f"wb-draft-{self._cookie_name}"

    @property
    def _cookie_name(self) -> str:
        """Made from the link, so that two rounds in one browser don't get in each other's way."""
        return derive(self._link, "cookie").hex()[:16]

    @property
    def _code(self) -> str:
        code = getattr(self, "_new_code", "") or self.get_cookie(self._code_cookie) or ""
        return code if re.fullmatch(r"[A-Za-z0-9_-]{43}", code) else ""

    def _begin_code(self) -> None:
        self._new_code = new_secret()
        self.keep(self._code_cookie, self._new_code, _CODE_SECONDS)

    def _token(self) -> str:
        """What our forms carry and nobody else's can: made from the code only this browser has."""
        return derive(self._code, "form").hex()[:32]

    def _is_our_form(self) -> bool:
        site = self.request.headers.get("Sec-Fetch-Site", "same-origin")
        return (
            bool(self._code)
            and site in ("same-origin", "none")
            and secrets.compare_digest(self._sent("token").encode(), self._token().encode())
        )

    @property
    def _draft(self) -> Draft:
        return form.read_draft(self.get_cookie(self._draft_cookie) or "")

    def _sent(self, name: str) -> str:
        return self.get_body_argument(name, "")

    def _page(self, page: str | None) -> int:
        if page is not None and page.isdigit():
            return int(page)
        return self._draft.first_open
