"""What the coach's pages have in common: the link they open with, and whether phones can come."""

from __future__ import annotations

import ipaddress
from typing import Final
from urllib.parse import urlsplit

from workbook.server.rooms.answering import RoomAnswering, token
from workbook.server.rooms.pressing import Desk
from workbook.words import Text

COACH_COOKIE: Final = "wb-coach"
OFFER_COOKIE: Final = "wb-coach-offer"
"""A link that was opened, until it is known whether it takes the place of another."""
OFFER_SECONDS: Final = 10 * 60


class Coaching(RoomAnswering):
    """A page of the coach's."""

    @property
    def own(self) -> str:
        """The coach's secret, from the link."""
        return getattr(self, "_new_secret", "") or self.secret_cookie(COACH_COOKIE)

    def desk(self, here: str, language: str, *notices: Text) -> Desk:
        """What every page of a coach knows."""
        return Desk(here, token(self.own), language, self.address, _only_here(self.address), notices)


def _only_here(address: str) -> bool:
    host = urlsplit(address).hostname or "localhost"
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
