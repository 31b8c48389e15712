"""Coming in and leaving on a server for others: pages without a kernel and without a script.

A link (`/w/…`) is exchanged for a cookie and leads to a clean address. Who has none makes a workbook here,
is shown its link once and can save it as a file; nothing is stored before something is written in it.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final

from tornado.web import HTTPError

from workbook.server.answers import Answering
from workbook.server.frame import FIRST_PAGE, LANGUAGE_NAMES, preferred_language
from workbook.server.guests import BEGIN_PAGE, Guests
from workbook.server.links import Brought
from workbook.server.template import Template
from workbook.wording import PRODUCT
from workbook.words import Text, say, translator

LINK: Final = r"/w/([A-Za-z0-9_-]{1,200})"
_LANGUAGES: Final = "|".join(LANGUAGE_NAMES)
BEGIN: Final = rf"/({_LANGUAGES})/{BEGIN_PAGE}"
OPEN: Final = rf"/({_LANGUAGES})/open"
OTHER: Final = rf"/({_LANGUAGES})/other"
LEAVE: Final = rf"/({_LANGUAGES})/leave"
FILE: Final = rf"/({_LANGUAGES})/link-file"

WORDS: Final[dict[str, Text]] = {
    "begin": say("Your own workbook"),
    "begin_told": say(
        "A workbook here opens with a link that only you have: no account, no password, no name."
    ),
    "begin_kept": say(
        "What you write is kept on this server, sealed with your link. Without the link nobody can read it, "
        "and nobody can give it back to you either."
    ),
    "hub_told": say("You open your workbook here with your organisation's account. There is no link to keep."),
    "hub_kept": say(
        "What you write is kept on this server, sealed with a key that is made from the name of your account and a "
        "secret of this server. So whoever runs the server is able to open it. Would you rather have nobody but "
        "you? Then work on your own computer, or on a server that gives you a link."
    ),
    "hub_in": say("Sign in"),
    "make": say("Make a workbook"),
    "have": say("You have a link already"),
    "paste": say("Your link"),
    "open": say("Open the workbook"),
    "here": say("A workbook is open in this browser."),
    "go_on": say("Go on with it"),
    "close": say("Close it in this browser"),
    "close_told": say("Do this on a computer that others use too. Your link opens it again."),
    "new": say("Another workbook"),
    "link": say("Keep this link"),
    "link_told": say(
        "It is the only key to your workbook, and it is shown here once. Losing the link loses the workbook. "
        "Keep it where you keep your passwords, and give it to nobody."
    ),
    "file": say("Save the link as a file"),
    "to": say("To the workbook"),
    "other": say("This is another workbook"),
    "other_told": say(
        "The link you opened leads to another workbook than the one that is open in this browser. If somebody "
        "sent it to you, they can read what you write in it."
    ),
    "other_open": say("Open the other one"),
    "other_stay": say("Stay in mine"),
    "nothing": say("This link opens nothing"),
    "nothing_told": say(
        "It was not copied whole, or it was replaced by a new one, or its workbook was deleted. Look whether the "
        "whole link is there."
    ),
}
"""What these pages say."""

FILE_LINE: Final = say("The link to your workbook. Losing the link loses the workbook; give it to nobody.")
FILE_NAME: Final = "gewetensvragen-link.txt"


class Visiting(Answering):
    """What the pages here have in common."""

    @property
    def guests(self) -> Guests:
        """The server's guests."""
        guests: Guests = self.settings["workbook_guests"]
        return guests

    def prepare(self) -> Any:
        """Nothing here is kept by a browser or a proxy; a form must be ours."""
        super().prepare()
        self.set_header("Cache-Control", "no-store")
        if self.request.method == "POST" and not self._is_ours():
            raise HTTPError(403)

    def _is_ours(self) -> bool:
        asked = self.request.headers
        if asked.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            return False
        return asked.get("Origin", "") == self.guests.hosting.address

    def check_xsrf_cookie(self) -> None:
        """Where a form came from is looked at before it is read."""

    def show(self, page: str, language: str, *, status: int = 200, title: str = "", **values: Any) -> None:
        """One of the pages."""
        template: Template = self.settings["workbook_template"]
        said = translator(language)
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(
            template.other(
                "visit.html.j2",
                language,
                page=page,
                title=said(WORDS[title or page]),
                said={name: said(text) for name, text in WORDS.items()},
                first_page=f"/{language}/{FIRST_PAGE}",
                here=f"/{language}/{BEGIN_PAGE}",
                others=tuple(
                    (other, name, f"/{other}/{BEGIN_PAGE}")
                    for other, name in LANGUAGE_NAMES.items()
                    if other != language
                ),
                **values,
            )
        )

    async def opens(self, link: str) -> Brought | None:
        """What a link holds if it opens something, None if not; wrong ones are slowed and counted."""
        guests, address = self.guests, self.request.remote_ip or ""
        steady = asyncio.sleep(guests.tries.seconds(address))
        brought = guests.links.read(link)
        if brought is not None and not brought.known:
            kept = await asyncio.to_thread(guests.is_kept, brought.secret)
            brought = brought if kept else None
        await steady
        if brought is None:
            guests.tries.missed(address)
        return brought

    async def take_in(self, link: str, language: str) -> None:
        """Exchange a link for a cookie, or ask first where another workbook is open here."""
        brought = await self.opens(link)
        if brought is None:
            self.show("nothing", language, status=404)
            return
        present = self.guests.whose(self)
        # A workbook in which nothing was written yet is nothing to lose.
        if present not in ("", brought.secret) and await asyncio.to_thread(self.guests.is_kept, present):
            self.add_header("Set-Cookie", self.guests.links.offer(brought.secret))
            self.redirect(f"/{language}/other", status=303)
            return
        self.add_header("Set-Cookie", self.guests.links.cookies(brought.secret))
        self.redirect(f"/{language}/{FIRST_PAGE}", status=303)


class LinkHandler(Visiting):
    """`/w/<link>`."""

    def head(self, link: str) -> None:
        """For whoever only asks whether there is a page: as for any other link."""
        self.redirect(f"/{self._language}/{FIRST_PAGE}", status=303)

    async def get(self, link: str) -> None:
        """303 to the first page, with a cookie; 404 for a link that opens nothing."""
        self.set_header("Vary", "Accept-Language")
        await self.take_in(link, self._language)

    @property
    def _language(self) -> str:
        return preferred_language(self.request.headers.get("Accept-Language", ""))


class BeginHandler(Visiting):
    """`/<language>/begin`: make a workbook, open one, or close the one that is open."""

    def head(self, language: str) -> None:
        """As GET."""
        self.set_header("Content-Type", "text/html; charset=utf-8")

    def get(self, language: str) -> None:
        """The page."""
        self.show("begin", language, open_here=bool(self.guests.whose(self)), hub=self.guests.hosting.hub)

    def post(self, language: str) -> None:
        """Make a link, and show it once."""
        if self.guests.hosting.hub:
            raise HTTPError(404)
        if not self.guests.new.take(self.request.remote_ip or ""):
            raise HTTPError(429)
        secret = self.guests.links.new()
        self.guests.made += 1
        self.add_header("Set-Cookie", self.guests.links.cookies(secret))
        self.show("link", language, link=self.guests.links.address(secret))


class OpenHandler(Visiting):
    """`/<language>/open`: a link that was pasted."""

    async def post(self, language: str) -> None:
        """As the link itself."""
        await self.take_in(self.get_body_argument("link", "")[:400], language)


class OtherHandler(Visiting):
    """`/<language>/other`: another workbook than the one that is open here."""

    def get(self, language: str) -> None:
        """Ask."""
        if self.guests.links.offered(self.get_cookie(self.guests.links.offer_cookie)) is None:
            self.redirect(f"/{language}/{FIRST_PAGE}", status=303)
            return
        self.show("other", language)

    def post(self, language: str) -> None:
        """Open it."""
        links = self.guests.links
        offered = links.offered(self.get_cookie(links.offer_cookie))
        self.add_header("Set-Cookie", links.closed(links.offer_cookie))
        if offered is not None:
            self.add_header("Set-Cookie", links.cookies(offered.secret))
        self.redirect(f"/{language}/{FIRST_PAGE}", status=303)


class LeaveHandler(Visiting):
    """`/<language>/leave`: close the workbook in this browser."""

    def post(self, language: str) -> None:
        """Forget both cookies, and have the browser drop what it kept of the pages."""
        links = self.guests.links
        self.add_header("Set-Cookie", links.closed(links.cookie))
        self.add_header("Set-Cookie", links.closed(links.offer_cookie))
        self.set_header("Clear-Site-Data", '"storage"')
        self.redirect(f"/{language}/{BEGIN_PAGE}", status=303)


class FileHandler(Visiting):
    """`/<language>/link-file`: the link as a file to keep."""

    def post(self, language: str) -> None:
        """The link of the workbook that is open in this browser."""
        secret = self.guests.whose(self)
        if not secret or self.guests.hosting.hub:
            raise HTTPError(403)
        said = translator(language)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.set_header("Content-Disposition", f'attachment; filename="{FILE_NAME}"')
        self.finish(f"{said(PRODUCT)}\n\n{said(FILE_LINE)}\n\n{self.guests.links.address(secret)}\n")


HANDLERS: Final[list[Any]] = [
    (LINK, LinkHandler),
    (BEGIN, BeginHandler),
    (OPEN, OpenHandler),
    (OTHER, OtherHandler),
    (LEAVE, LeaveHandler),
    (FILE, FileHandler),
]
