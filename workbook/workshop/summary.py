"""The summary of a room: its pictures and, where the coach ticks them, parking lot and notes.

It is made from what was revealed; there is no way from it to an answer, and it holds no tag and no secret.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workbook.questions import QuestionId
from workbook.workshop.records import Picture, Room, Seen


@dataclass(frozen=True, slots=True)
class Summary:
    """What a room can be remembered by."""

    title: str
    client: str
    opened: date
    questions: tuple[QuestionId, ...]
    length: int
    floor: int
    pictures: dict[QuestionId, Picture]
    papers: dict[QuestionId, Picture]
    parked: tuple[str, ...] = ()
    notes: str = ""


def summary(room: Room, seen: Seen, *, parked: bool, notes: bool) -> Summary:
    """The summary of a room."""
    return Summary(
        title=room.title,
        client=room.client,
        opened=room.opened,
        questions=room.questions,
        length=room.length,
        floor=room.floor,
        pictures=dict(seen.scene.pictures),
        papers=dict(seen.scene.papers),
        parked=tuple(sorted(seen.crowd.parked, key=str.casefold)) if parked else (),
        notes=room.notes if notes else "",
    )
