"""The address of the beamer: what everybody sees in front, in light or dark."""

from __future__ import annotations

import time
from typing import Final, Literal

from workbook.server.rooms import beamer
from workbook.server.rooms.answering import LANGUAGE, ROOM, ROOM_COOKIE, RoomAnswering
from workbook.store import StoreError
from workbook.tokens import tokens
from workbook.words import translator
from workbook.workshop.records import Seen

BEAMER: Final = rf"/({LANGUAGE})/room/({ROOM})/beamer(?:/(news))?"
LOOKS: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")


class BeamerHandler(RoomAnswering):
    """`/<language>/room/<id>/beamer`: what everybody sees in front."""

    async def get(self, language: str, identity: str, action: str | None) -> None:
        """The view, or its news."""
        secret = self.secret_cookie(ROOM_COOKIE)
        try:
            if action == "news":
                known = self.get_query_argument("after", "")
                seen = await self.following.news(secret, _full_mark, known) if secret else None
            else:
                seen = await self.following.seen(secret) if secret else None
        except StoreError as error:
            self.log_trouble(error)
            self.only_say(language, "lost", status=503)
            return
        if seen is None or seen.scene.id != identity:
            self.only_say(language, "nowhere", status=404)
            return
        regions = beamer.regions(seen, self.address, time.time(), translator(language))
        if self.wants_parts:
            self.tell(regions, _full_mark(seen))
            return
        look = self.get_query_argument("look", "")
        here = f"/{language}/room/{identity}/beamer"
        self.show(
            language,
            "beamer",
            seen.scene.title,
            regions,
            follow=f"{here}/news",
            mark=_full_mark(seen),
            look=_colours(look),
            turns=[(turn, f"{here}?look={turn}") for turn in LOOKS if turn != look],
        )


def _colours(look: str) -> str:
    """The colours of a beamer that was told to be light or dark, whatever the computer is."""
    scheme = next((one for one in LOOKS if one == look), None)
    if scheme is None:
        return ""
    found = tokens()
    colours = ";".join(f"--{name}:{found.colour(name, scheme)}" for name in found.colours)
    return f"color-scheme:{scheme};{colours}"


def _full_mark(seen: Seen) -> str:
    return seen.mark
