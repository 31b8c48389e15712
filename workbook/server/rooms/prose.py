"""A room's own pages: folders of notebooks that whoever runs the server put in one place.

A coach names a folder when making a room. Who enters that room gets a cookie with the name, so that their
own workbook shows the prose from there: which workbook that is, the room doesn't learn, and a page learns
no room. The server vouches for the name in the cookie: trying names is no way into another's folder.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from workbook.server.notebook import Page, pages, read_page
from workbook.store.sealing import derive
from workbook.words import LANGUAGES

COOKIE: Final = "wb-pages"
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
_MARK_SIGNS: Final = 32


class Folders:
    """The folders with pages of their own in one `place`, beside the `shipped` pages; None for no such place.

    `keys` are the server's own secrets, the first of which makes and all open; without any, names are
    vouched for until the server ends.
    """

    def __init__(self, shipped: Path, place: Path | None, keys: Sequence[str] = ()) -> None:
        self._shipped = shipped
        self._place = place
        lasting = keys or (secrets.token_urlsafe(32),)
        self._keys = tuple(derive(key, "rooms/pages") for key in lasting)

    @property
    def offered(self) -> bool:
        """Whether a coach can name one."""
        return self._place is not None and self._place.is_dir()

    def find(self, name: str) -> Path | None:
        """The folder of this name; None where there is none with pages in it."""
        if self._place is None or not _NAME.fullmatch(name):
            return None
        folder = self._place / name
        return folder if any(pages(folder, language) for language in LANGUAGES) else None

    def written(self, name: str) -> str:
        """The name as a cookie holds it; empty where there is no such folder."""
        return f"{name}.{_mark(self._keys[0], name)}" if self.find(name) else ""

    def read(self, cookie: str | None) -> Path | None:
        """The folder a cookie names, where this server wrote it."""
        name, _, mark = (cookie or "").partition(".")
        fits = [hmac.compare_digest(_mark(key, name).encode(), mark.encode()) for key in self._keys]
        return self.find(name) if any(fits) else None

    def page(self, cookie: str | None, language: str, name: str) -> Page:
        """A page from the folder a cookie names; the shipped one where that folder has none. Raises
        `KeyError` for one that is in neither."""
        folder = self.read(cookie)
        own = folder is not None and name in pages(folder, language)
        return read_page(folder if folder is not None and own else self._shipped, language, name)

    def languages(self, cookie: str | None, name: str) -> tuple[str, ...]:
        """The languages there is such a page in."""
        folder = self.read(cookie)
        places = (self._shipped,) if folder is None else (folder, self._shipped)
        return tuple(one for one in LANGUAGES if any(name in pages(place, one) for place in places))


def _mark(key: bytes, name: str) -> str:
    return hmac.digest(key, name.encode(), "sha256").hex()[:_MARK_SIGNS]
