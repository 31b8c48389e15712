"""Links and the cookie they are exchanged for.

A link ends in the workbook's secret and eight signs by which this server knows that it made it: a guess
is told from a link that was never used without asking the database. The cookie holds the secret, sealed
with the server's own and good for thirty days; the browser's scripts never see it, and a copy of the
cookie is worth nothing at another server.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import Morsel
from typing import Final

from workbook.store.sealing import SealBroken, derive, new_secret, seal, unseal

COOKIE_SECONDS: Final = 30 * 24 * 60 * 60
RENEWED_AFTER_SECONDS: Final = 24 * 60 * 60
"""A cookie in use is made anew once a day, so that it ends thirty days after the last visit."""

OFFER_SECONDS: Final = 10 * 60
CODE: Final = r"[A-Za-z0-9_-]{43}(?:[A-Za-z0-9_-]{8})?"
_CODE: Final = re.compile(CODE)
_SECRET_SIGNS: Final = 43
_TAG_BYTES: Final = 6
_COOKIE_BYTES: Final = 128


@dataclass(frozen=True, slots=True)
class Brought:
    """What a link or cookie holds: the secret, and whether this server knows that it made it."""

    secret: str = field(repr=False)
    known: bool
    made: float = 0.0


class Links:
    """Makes and reads links and cookies of one address. `now` gives seconds since 1970."""

    def __init__(
        self, address: str, keys: tuple[str, ...], *, secure: bool, now: Callable[[], float] = time.time
    ) -> None:
        self._address = address
        self._tags = tuple(derive(key, "host/link") for key in keys)
        self._seals = tuple(derive(key, "host/cookie") for key in keys)
        self._secure = secure
        self._now = now
        prefix = "__Host-" if secure else ""
        self.cookie, self.offer_cookie = f"{prefix}workbook", f"{prefix}workbook-offer"

    def new(self) -> str:
        """The secret of a new workbook."""
        return new_secret()

    def address(self, secret: str) -> str:
        """The link to the workbook of a secret."""
        return f"{self._address}/w/{secret}{_tag(self._tags[0], secret)}"

    def read(self, link: str) -> Brought | None:
        """What a link, or its last part, holds; None for something that is no link of anybody's."""
        code = link.strip().rstrip("/").rsplit("/", 1)[-1]
        if not _CODE.fullmatch(code):
            return None
        secret, tag = code[:_SECRET_SIGNS], code[_SECRET_SIGNS:]
        fits = [hmac.compare_digest(_tag(key, secret), tag) for key in self._tags]
        return Brought(secret, any(fits))

    def cookies(self, secret: str) -> str:
        """The `Set-Cookie` value that opens a workbook in this browser."""
        return self._set(self.cookie, self._sealed(secret, "open"), COOKIE_SECONDS)

    def offer(self, secret: str) -> str:
        """The `Set-Cookie` value that remembers a link until the visitor has said whether to open it."""
        return self._set(self.offer_cookie, self._sealed(secret, "offer"), OFFER_SECONDS)

    def closed(self, name: str) -> str:
        """The `Set-Cookie` value that makes a browser forget."""
        return self._set(name, "", 0)

    def opened(self, cookie: str | None) -> Brought | None:
        """What the cookie of an open workbook holds; None when it is missing, forged or over."""
        return self._unsealed(cookie, "open", COOKIE_SECONDS)

    def offered(self, cookie: str | None) -> Brought | None:
        """What the cookie of an offered link holds."""
        return self._unsealed(cookie, "offer", OFFER_SECONDS)

    def ages(self, brought: Brought) -> bool:
        """Whether a cookie is due to be made anew."""
        return self._now() - brought.made > RENEWED_AFTER_SECONDS

    def _sealed(self, secret: str, purpose: str) -> str:
        plain = json.dumps([secret, int(self._now())]).encode()
        sealed = seal(self._seals[0], plain, about=purpose.encode(), size=_COOKIE_BYTES)
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def _unsealed(self, cookie: str | None, purpose: str, seconds: int) -> Brought | None:
        if not cookie or len(cookie) > 4 * _COOKIE_BYTES:
            return None
        try:
            sealed = base64.urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4))
        except ValueError:
            return None
        for key in self._seals:
            try:
                secret, made = json.loads(unseal(key, sealed, about=purpose.encode()))
            except (SealBroken, ValueError):
                continue
            # A clock that was put back must not make cookies eternal, nor lock everybody out.
            age = self._now() - made
            return Brought(secret, True, made) if -seconds < age < seconds else None
        return None

    def _set(self, name: str, value: str, seconds: int) -> str:
        morsel: Morsel[str] = Morsel()
        morsel.set(name, value, value)
        morsel["path"] = "/"
        morsel["httponly"] = True
        # Not Strict: the bookmark in a mail of one's own would find the workbook closed.
        morsel["samesite"] = "Lax"
        morsel["max-age"] = seconds
        if self._secure:
            morsel["secure"] = True
        return morsel.OutputString()


def _tag(key: bytes, secret: str) -> str:
    made = hmac.new(key, secret.encode(), hashlib.sha256).digest()[:_TAG_BYTES]
    return base64.urlsafe_b64encode(made).decode()
