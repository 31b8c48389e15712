"""The addresses a visitor types: the door, the pages, and whether the server is up."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any, Final

from tornado.iostream import StreamClosedError
from tornado.web import HTTPError

from workbook.server.admission import ASK_AGAIN_SECONDS, GIVEN_UP_SECONDS, Admission
from workbook.server.answers import Answering, log
from workbook.server.frame import FIRST_PAGE, preferred_language
from workbook.server.guests import BEGIN_PAGE, Guests
from workbook.server.kernels import Kernels, key_cookies
from workbook.server.notebook import Page
from workbook.server.rooms.prose import COOKIE as PAGES_COOKIE
from workbook.server.rooms.prose import Folders
from workbook.server.running import Shown, run_cells
from workbook.server.static import OWN, SCREEN
from workbook.server.template import Template

_TURN: Final = "workbook-turn"
"""The cookie with a visitor's number in line."""

HEARTBEAT_SECONDS: Final = 10
"""A blank line is sent after so long without news, so that no proxy gives up on a slow cell."""


class DoorHandler(Answering):
    """`/`: on to the start page, in the browser's language."""

    def head(self) -> None:
        """As GET."""
        self.get()

    def get(self) -> None:
        """302 to `/<language>/0-start`."""
        self.set_header("Vary", "Accept-Language")
        self.set_header("Cache-Control", "no-store")
        language = preferred_language(self.request.headers.get("Accept-Language", ""))
        guests: Guests | None = self.settings.get("workbook_guests")
        # With visitors from outside this is where link previews and scanners knock: a page for everybody.
        self.redirect(f"/{language}/{FIRST_PAGE if guests is None or guests.whose(self) else BEGIN_PAGE}")


class HealthHandler(Answering):
    """`/healthz`: 200 while another visitor can be served, 503 when the house is full."""

    for_the_host = True

    def head(self) -> None:
        """As GET."""
        self.get()

    def get(self) -> None:
        """How many pages are open, and nothing else."""
        kernels: Kernels = self.settings["kernel_manager"]
        self.set_header("Cache-Control", "no-store")
        admission: Admission = self.settings["workbook_admission"]
        if not admission.places(kernels.taken):
            raise HTTPError(503)
        self.finish({"status": "ok"})


class MissingHandler(Answering):
    """Everything else: a friendly 404."""

    def prepare(self) -> None:
        """There is nothing here, whatever the method."""
        super().prepare()
        raise HTTPError(404)


class PageHandler(Answering):
    """`/<language>/<page>`: the frame and the prose at once, each part as its kernel gives it."""

    @property
    def _folders(self) -> Folders:
        folders: Folders = self.settings["workbook_folders"]
        return folders

    def _page(self, language: str, name: str) -> Page:
        try:
            return self._folders.page(self.get_cookie(PAGES_COOKIE), language, name)
        except KeyError:
            raise HTTPError(404) from None

    def _as_page(self) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")

    def head(self, language: str, name: str) -> None:
        """That the page is there; no kernel is started for it."""
        self._page(language, name)
        self._as_page()

    async def get(self, language: str, name: str) -> None:
        """The page. Its kernel starts while the first bytes travel."""
        page = self._page(language, name)
        self._only_for_a_window()
        kernels: Kernels = self.settings["kernel_manager"]
        guests: Guests | None = self.settings.get("workbook_guests")
        secret = ""
        if (guests is None or guests.whose(self)) and self._waits(kernels.taken, language):
            return
        if guests is not None and not (secret := guests.admit(self, language, kernels.open_ids)):
            return
        kernel_id = str(uuid.uuid4())
        if guests is not None:
            guests.opened(kernel_id, secret)
        secure = self.request.protocol == "https"
        for cookie in key_cookies(kernel_id, kernels.new_key(kernel_id), secure=secure):
            self.add_header("Set-Cookie", cookie)
        self._as_page()
        starting = asyncio.ensure_future(self._start(kernels, kernel_id, language, secret))
        template: Template = self.settings["workbook_template"]
        others = self._folders.languages(self.get_cookie(PAGES_COOKIE), name)
        try:
            self.write(template.top(page, kernel_id, languages=others))
            await self.flush()
            await self._parts(page, template, starting)
            self.write(template.bottom(page))
        except StreamClosedError:
            await self._end(kernels, kernel_id, starting)

    def _waits(self, taken: int, language: str) -> bool:
        """Whether this visitor has to wait; if so they have been told, and the page asks again by itself."""
        admission: Admission = self.settings["workbook_admission"]
        turn = admission.ask(self.get_cookie(_TURN), taken)
        if turn.ahead is None:
            if turn.ticket:
                self.clear_cookie(_TURN)
            return False
        secure = self.request.protocol == "https"
        self.set_cookie(
            _TURN, turn.ticket, httponly=True, samesite="Lax", secure=secure, max_age=round(GIVEN_UP_SECONDS)
        )
        self.set_status(503)
        self.set_header("Retry-After", str(ASK_AGAIN_SECONDS))
        self._as_page()
        self.finish(self.settings["workbook_template"].wait(language, turn.ahead))
        return True

    async def _parts(self, page: Page, template: Template, starting: asyncio.Future[Any]) -> None:
        try:
            kernel = await starting
        except Exception as error:
            log.error("a kernel did not start: %s", type(error).__name__)
            for cell in template.waiting(page):
                self.write(template.part(page, Shown(cell, failed=True)))
            return
        arriving = run_cells(page, kernel)
        news: asyncio.Future[Shown | None] | None = None
        try:
            while True:
                news = asyncio.ensure_future(anext(arriving, None))
                while not news.done():
                    await asyncio.wait((news,), timeout=HEARTBEAT_SECONDS)
                    if not news.done():
                        self.write("\n")
                        await self.flush()
                shown = news.result()
                if shown is None:
                    return
                self.write(template.part(page, shown))
                await self.flush()
        finally:
            if news is not None and not news.done():
                # A generator that is running can't be closed, and would say so in place of why we stop.
                news.cancel()
                await asyncio.wait((news,))
            await arriving.aclose()

    async def _start(self, kernels: Any, kernel_id: str, language: str, secret: str) -> Any:
        environment = self.settings["workbook_environment"](kernel_id, self.request.path, secret)
        environment["WORKBOOK_SCREEN"] = self.settings["workbook_shelves"].address(OWN, SCREEN)
        try:
            await kernels.start_kernel(kernel_id=kernel_id, kernel_name="python3", path=language, env=environment)
        except BaseException:
            kernels.keys.pop(kernel_id, None)
            raise
        return kernels.get_kernel(kernel_id)

    async def _end(self, kernels: Any, kernel_id: str, starting: asyncio.Future[Any]) -> None:
        """The visitor left before the page was complete."""
        await asyncio.wait((starting,))
        if kernel_id in kernels:
            await kernels.shutdown_kernel(kernel_id, now=True)

    def _only_for_a_window(self) -> None:
        """A page costs a kernel: not for a picture or a frame on another site, nor for a browser that
        only guesses where its user will go."""
        asked = self.request.headers
        if asked.get("Sec-Fetch-Dest", "document") != "document":
            raise HTTPError(403)
        if "prefetch" in asked.get("Sec-Purpose", asked.get("Purpose", "")):
            raise HTTPError(503)

