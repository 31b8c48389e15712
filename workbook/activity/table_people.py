"""Who was there, by the cells of a table: names, addresses, or both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from workbook.activity import limits
from workbook.activity.event_titles import clean, fold
from workbook.activity.records import Attendee

_ADDRESS: Final = re.compile(r"[^\s<>()\[\];,:\"']+@[^\s<>()\[\];,:\"']+")


def people_of(row: Mapping[str, Any]) -> tuple[Attendee, ...]:
    """Who was there, by the names a table gives; what stands among the resources is a room."""
    rooms = {fold(name) for name in _pieces(row.get("resources"))}
    found: dict[str, Attendee] = {}
    for field in ("organiser", "attendees", "optional"):
        for piece in _pieces(row.get(field)):
            if fold(piece) in rooms:
                continue
            person = _person(piece, organiser=field == "organiser")
            if person is not None:
                found.setdefault(person.key, person)
    return tuple(found.values())


def too_many(text: str | None) -> bool:
    """Whether a cell names more people or rooms than any meeting has."""
    most = limits.PEOPLE
    return len(text or "") > most and len(_pieces(text)) > most


def _pieces(text: str | None) -> list[str]:
    """Names apart: at semicolons or line ends, for a name may hold a comma (`Jansen, Piet`); at
    commas only where each piece is an address."""
    pieces = [clean(piece) for piece in re.split(r"[;\r\n]", text or "")]
    apart: list[str] = []
    for piece in pieces:
        by_comma = [part.strip() for part in piece.split(",")]
        apart.extend(by_comma if all("@" in part for part in by_comma) else [piece])
    return [piece.strip(" '\"") for piece in apart if piece.strip(" '\"")]


def _person(piece: str, organiser: bool) -> Attendee | None:
    found = _ADDRESS.search(piece)
    address = found.group(0).casefold().removeprefix("mailto:") if found else ""
    name = piece if found is None else piece.replace(found.group(0), " ")
    name = clean(re.sub(r"[<>()\[\]]", " ", name)).strip(" '\"") if found else name
    if not address and not name:
        return None
    return Attendee(address, name, "accepted" if organiser else "unanswered", organiser)
