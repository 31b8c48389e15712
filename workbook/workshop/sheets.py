"""Where a room's sheets stand, how they are sealed, and how several are changed at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, Literal, TypeVar

import msgspec

from workbook.mirrors import box
from workbook.mirrors.records import Given
from workbook.questions import Choice, Frequency, QuestionId
from workbook.store.rooms import Place, Rooms
from workbook.store.sealing import bucket, derive, seal, unseal
from workbook.wording import WORDING
from workbook.workshop.records import Crowd, Desk, Room, Scene, Seen

Ballot = Literal["said", "data"]
BALLOTS: Final[tuple[Ballot, ...]] = ("said", "data")
"""What people say, and what their own calendars say, where they chose to share that."""

_SHORTEST: Final = 4096
_Kept = TypeVar("_Kept", Scene, Crowd, Room, Desk)


class NoRoom(Exception):
    """There is no such room, or not any more."""


def look(rooms: Rooms, *secrets_: str) -> tuple[Seen | None, ...]:
    """What can be seen in these rooms, at one moment; None for one that is not there."""
    places = [place for secret in secrets_ for place in (scene_place(secret), crowd_place(secret))]
    found = rooms.read(*places)
    return tuple(
        None if scene is None or crowd is None else seen_in(scene, crowd, secret)
        for secret, scene, crowd in zip(secrets_, found[0::2], found[1::2], strict=True)
    )


def change_seen(rooms: Rooms, secret: str, change: Callable[[Seen], Seen]) -> Seen:
    """Change what can be seen of a room. Raises `NoRoom`."""
    return change_with(rooms, secret, [], lambda seen, _none: (change(seen), []))


def change_with(
    rooms: Rooms,
    secret: str,
    boxes: Sequence[Place],
    change: Callable[[Seen, list[bytes]], tuple[Seen, list[bytes]]],
) -> Seen:
    """Change what is seen, and ballots with it, in one transaction."""
    made: list[Seen] = []

    def work(found: tuple[bytes | None, ...]) -> Sequence[bytes | None]:
        scene, crowd, *ballots = found
        if scene is None or crowd is None or None in ballots:
            raise NoRoom
        was = seen_in(scene, crowd, secret)
        plain = [opened_bytes(one, place, secret) for one, place in zip(ballots, boxes, strict=True) if one]
        now, changed = change(was, plain)
        made.append(now)
        return [
            scene if now.scene == was.scene else sealed(scene_place(secret), secret, now.scene),
            crowd if now.crowd == was.crowd else sealed(crowd_place(secret), secret, now.crowd),
            *(
                one if after == before else sealed_bytes(place, secret, after)
                for one, before, after, place in zip(ballots, plain, changed, boxes, strict=True)
            ),
        ]

    rooms.change([scene_place(secret), crowd_place(secret), *boxes], work)
    return made[0]


def counted(seen: Seen, question: QuestionId, kind: Ballot, ballots: bytes) -> Seen:
    """What is seen once these ballots are in."""
    counts = seen.crowd.answered if kind == "said" else seen.crowd.shared
    count = box.filled(ballots)
    if counts.get(question, 0) == count:
        return seen
    now = {**counts, question: count}
    crowd = replace(seen.crowd, revision=seen.crowd.revision + 1)
    crowd = replace(crowd, answered=now) if kind == "said" else replace(crowd, shared=now)
    return replace(seen, crowd=crowd)


def given_as(question: QuestionId, choice: Choice | None, often: Frequency | None) -> Given:
    """One answer to one question; on paper half of one will do."""
    return Given({question: choice} if choice else {}, {question: often} if often else {}, wording=WORDING)


def desk_place(coach: str) -> Place:
    """The place of a coach's list of rooms."""
    return "desks", derive(coach, "desks")


def room_place(coach: str, identity: str) -> Place:
    """The place of what only the coach sees of a room."""
    return "rooms", derive(coach, f"rooms {identity}")


def scene_place(secret: str) -> Place:
    """The place of what everybody sees."""
    return "scenes", derive(secret, "scenes")


def crowd_place(secret: str) -> Place:
    """The place of who is there and who is ready."""
    return "crowds", derive(secret, "crowds")


def ballot_place(secret: str, question: QuestionId, kind: Ballot) -> Place:
    """The place of one question's ballots."""
    return "ballots", derive(secret, f"ballots {question} {kind}")


def ballot_places(room: Room) -> list[Place]:
    """The places of all ballots of a room."""
    return [ballot_place(room.secret, question, kind) for question in room.questions for kind in BALLOTS]


def seen_in(scene: bytes, crowd: bytes, secret: str) -> Seen:
    """A scene and a crowd as they were kept."""
    return Seen(
        opened(scene, scene_place(secret), secret, Scene), opened(crowd, crowd_place(secret), secret, Crowd)
    )


def sealed(place: Place, secret: str, kept: Scene | Crowd | Room | Desk) -> bytes:
    """A record as it is kept."""
    return sealed_bytes(place, secret, msgspec.json.encode(kept))


def opened(sealed: bytes, place: Place, secret: str, kind: type[_Kept]) -> _Kept:
    """A record that was kept."""
    return msgspec.json.decode(opened_bytes(sealed, place, secret), type=kind)


def sealed_bytes(place: Place, secret: str, plain: bytes) -> bytes:
    """Bytes as they are kept in a place."""
    return seal(_key(place, secret), plain, about=place[1], size=bucket(len(plain), smallest=_SHORTEST))


def opened_bytes(sealed: bytes, place: Place, secret: str) -> bytes:
    """Bytes that were kept in a place."""
    return unseal(_key(place, secret), sealed, about=place[1])


def _key(place: Place, secret: str) -> bytes:
    return derive(secret, f"{place[0]} key {place[1].hex()}")
