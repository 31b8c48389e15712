"""What the handlers of a room have in common: cookies, forms, the store aside, and a page of regions."""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from markupsafe import Markup
from tornado.web import HTTPError

from workbook.mirrors.desk import LONGEST_SECRET
from workbook.server.answers import Reachable, log
from workbook.server.frame import LANGUAGE_NAMES
from workbook.server.rooms import prose
from workbook.server.rooms.following import Following
from workbook.server.rooms.prose import Folders
from workbook.server.rooms.shown import Regions
from workbook.server.template import Template
from workbook.store import StoreError, open_store
from workbook.store.rooms import Rooms
from workbook.store.sealing import derive
from workbook.words import Text, Translator, translator
from workbook.workshop.coach_wording import COACH_WORDS
from workbook.workshop.wording import WORDS

LANGUAGE: Final = "|".join(LANGUAGE_NAMES)
ROOM: Final = "[0-9a-f]{8}"
ROOM_COOKIE: Final = "wb-room"
KEPT_SECONDS: Final = 14 * 24 * 60 * 60
"""How long a browser keeps what it was given for a room."""
_LARGEST_FORM: Final = 128 * 1024
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_UNSAID: Final[Mapping[str, Any]] = MappingProxyType(
    {"look": "", "turns": (), "heading": "", "beside": "", "back": ("", "")}
)
"""What a page without them says in those places of the template."""
_Answer = TypeVar("_Answer")


class RoomAnswering(Reachable):
    """A page of a room: what it is made of is told as HTML, or to its script as JSON."""

    def prepare(self) -> Any:
        """No page of a room is kept by anybody but its reader."""
        super().prepare()
        self.set_header("Cache-Control", "no-store")
        if len(self.request.body) > _LARGEST_FORM:
            raise HTTPError(413)

    @property
    def is_news(self) -> bool:
        """Whether a page that follows asks, as each does all the time: counted, and not logged singly."""
        return self.path_args[-1:] == ["news"]

    def check_xsrf_cookie(self) -> None:
        """The form's own token is checked where a form is read."""

    def keep(self, name: str, value: str, path: str, seconds: int | None = None) -> None:
        """Let the browser keep something for an address in each language; `path` begins after those."""
        for language in LANGUAGE_NAMES:
            made = f"{name}={value}; Path=/{language}{path}; HttpOnly; SameSite=Lax"
            made += f"; Max-Age={seconds}" if seconds is not None else ""
            self.add_header("Set-Cookie", made + ("; Secure" if self.is_secure else ""))

    def secret_cookie(self, name: str) -> str:
        """A secret that the browser brought; empty where it is none."""
        value = self.get_cookie(name) or ""
        return value if len(value) <= LONGEST_SECRET and _SECRET.fullmatch(value) else ""

    async def aside(self, do: Callable[..., _Answer], *given: Any) -> _Answer:
        """Do something with the store without holding up others. Raises a `StoreError`."""

        def work() -> _Answer:
            rooms: Rooms = open_store(self.settings["workbook_database"]).rooms
            return do(rooms, *given)

        return await asyncio.get_running_loop().run_in_executor(None, work)

    async def wiping(self, do: Callable[..., _Answer], *given: Any) -> _Answer:
        """Do something that throws away, one at a time: to wipe, the database's files are written anew, and
        several of those at once keep everybody else waiting."""
        turn: asyncio.Lock = self.settings["workbook_wiping"]
        async with turn:
            return await self.aside(do, *given)

    @property
    def following(self) -> Following:
        """Who follows what."""
        following: Following = self.settings["workbook_following"]
        return following

    @property
    def may_begin(self) -> bool:
        """A list of rooms is begun by who sits at the computer that serves them, or where the server is
        for others to use; not by whoever was given a link to answer."""
        local = urlsplit(f"//{self.request.host}").hostname in ("localhost", "127.0.0.1", "::1")
        return local or self.settings.get("workbook_guests") is not None

    @property
    def folders(self) -> Folders:
        """Where rooms have pages of their own."""
        folders: Folders = self.settings["workbook_folders"]
        return folders

    def bring_pages(self, name: str) -> None:
        """Have this browser's own workbook show the pages of a room; with an empty name the shipped ones."""
        told = self.folders.written(name)
        if told == (self.get_cookie(prose.COOKIE) or ""):
            return
        made = f"{prose.COOKIE}={told}; Path=/; HttpOnly; SameSite=Lax"
        made += f"; Max-Age={KEPT_SECONDS if told else 0}"
        self.add_header("Set-Cookie", made + ("; Secure" if self.is_secure else ""))

    @property
    def address(self) -> str:
        """Where others reach this server, as far as it was told; else the address that was asked."""
        told: str = self.settings.get("workbook_address", "")
        return told or f"{self.request.protocol}://{self.request.host}"

    @property
    def wants_parts(self) -> bool:
        """Whether the page's script asks, and not a browser that shows what it gets."""
        return "application/json" in self.request.headers.get("Accept", "")

    @property
    def from_our_page(self) -> bool:
        """Whether no other site had the browser send this."""
        return self.request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")

    def is_our_form(self, secret: str) -> bool:
        """Whether the form carries the token of who may send it."""
        sent = self.sent("token").encode()
        return bool(secret) and self.from_our_page and secrets.compare_digest(sent, token(secret).encode())

    def sent(self, name: str) -> str:
        """A field of the form."""
        return self.get_body_argument(name, "")

    def number(self, name: str, usual: int = 0) -> int:
        """A whole number of the form; what is none counts as the usual one."""
        word = self.sent(name)
        return int(word) if re.fullmatch(r"-?[0-9]{1,4}", word) else usual

    def show(
        self,
        language: str,
        kind: str,
        title: str,
        regions: Regions,
        *,
        standing: str = "",
        follow: str = "",
        mark: str = "",
        others: str = "",
        **values: Any,
    ) -> None:
        """The whole page. `others` is its address after the language, for the link to the other one."""
        t = translator(language)
        template: Template = self.settings["workbook_template"]
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(
            template.other(
                "room.html.j2",
                language,
                **{**_UNSAID, **values},
                kind=kind,
                title=title,
                regions=[(name, Markup(html)) for name, html in regions.items()],  # noqa: S704 - htpy escapes
                standing=Markup(standing),  # noqa: S704 - htpy escapes
                follow=follow,
                mark=mark,
                now=f"{time.time():.3f}",
                script=template.page_file("room.js"),
                said_looks={name: t(COACH_WORDS[name]) for name in ("light", "dark")},
                said={name: t(WORDS[name]) for name in ("lost", "refresh", "refresh_go", "unsaved", "sheet")},
                others=[
                    (one, name, f"/{one}{others}") for one, name in LANGUAGE_NAMES.items() if one != language
                ]
                if others
                else [],
                sheet=f"/static/own/0/hand-outs/questions-{language}.pdf",
            )
        )

    def tell(self, regions: Regions, mark: str, *, saved: bool = True, goto: str = "") -> None:
        """The parts that change, for the page's script."""
        self.finish(
            {"regions": dict(regions), "mark": mark, "now": time.time(), "saved": saved, "goto": goto}
        )

    def only_say(
        self, language: str, what: str, words: dict[str, Text] | Any = WORDS, status: int = 200
    ) -> None:
        """A page that only says something."""
        t = translator(language)
        self.set_status(status)
        if self.wants_parts:
            self.tell({}, "", saved=False, goto=self.request.path if status < 400 else "")
            return
        self.show(language, "said", t(words[what]), {"step": _said(t, words, what)})

    def log_trouble(self, error: StoreError) -> None:
        """The kind of trouble only, and seldom: a hall full of phones meets it together."""
        kind = type(error).__name__
        self.settings["workbook_failed"](kind)
        if self.settings["workbook_rooms_trouble"].take(kind):
            log.error("a room can't reach its store: %s", kind)


def token(secret: str) -> str:
    """What our forms carry and nobody else's can."""
    return derive(secret, "form").hex()[:32]


def _said(t: Translator, words: Any, what: str) -> str:
    from htpy import fragment, h1, p

    return str(
        fragment[
            h1[t(words[what])], p(".wb-told")[t(words[f"{what}_told"])] if f"{what}_told" in words else None
        ]
    )
