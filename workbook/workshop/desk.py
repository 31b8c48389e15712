"""The coach's desk: what a coach can have done with the rooms behind one link.

The link finds and opens the coach's rooms and no others. Each room has a secret of its own that opens
its scene, its crowd and its ballots, and a key that opens the answers in those, which stands on the
coach's sheet alone. The database by itself holds noise of standard sizes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from workbook.lengths import too_long
from workbook.mirrors import box, envelope
from workbook.mirrors.box import NoSeat
from workbook.questions import Choice, Frequency, QuestionId
from workbook.store.rooms import Place, Rooms, Sheet
from workbook.store.sealing import new_secret, seal
from workbook.wording import WORDING
from workbook.words import say
from workbook.workshop import codes, groups, running
from workbook.workshop.picture import freeze
from workbook.workshop.programme import programme
from workbook.workshop.records import LONGEST_NOTES, Crowd, Desk, Room, Scene, Seen
from workbook.workshop.running import NotKept, Shut
from workbook.workshop.sheets import (
    BALLOTS,
    NoRoom,
    ballot_place,
    ballot_places,
    change_seen,
    change_with,
    counted,
    crowd_place,
    desk_place,
    given_as,
    look,
    opened,
    room_place,
    scene_place,
    sealed,
    sealed_bytes,
)

DESK_KEPT: Final = timedelta(days=400)
"""A coach's list of rooms is thrown away so long after the last room was opened."""

_TRIES: Final = 20


def open_room(rooms: Rooms, coach: str, plan: Room, today: date) -> Room:
    """Make a room's sheets, and put it on the coach's desk. What is long over is thrown away."""
    rooms.purge(today)
    private, public = envelope.new_key()
    room = replace(plan, secret=new_secret(), key=private, code=_free_code(rooms))
    scene = Scene(
        id=room.id,
        title=room.title,
        language=room.language,
        code=room.code,
        floor=room.floor,
        seats=room.seats,
        wording=WORDING,
        public=public,
        programme=programme(room.length, room.questions),
        pages=room.pages,
    )
    found_by, key = codes.stretched(room.code)
    pointer = seal(key, room.secret.encode(), about=found_by, size=128)
    rooms.add(
        [
            Sheet("rooms", room_place(coach, room.id)[1], sealed(room_place(coach, room.id), coach, room)),
            Sheet("codes", found_by, pointer),
            *(
                Sheet(place[0], place[1], sealed(place, room.secret, kept))
                for place, kept in ((scene_place(room.secret), scene), (crowd_place(room.secret), Crowd()))
            ),
            *(
                Sheet("ballots", place[1], sealed_bytes(place, room.secret, box.new_box(room.seats)))
                for place in ballot_places(room)
            ),
        ],
        room.until,
    )
    _put_on_desk(rooms, coach, room.id, today)
    return room


def rooms_of(rooms: Rooms, coach: str) -> tuple[Room, ...] | None:
    """A coach's rooms, the newest first; None where the link leads nowhere."""
    (sheet,) = rooms.read(desk_place(coach))
    if sheet is None:
        return None
    listed = opened(sheet, desk_place(coach), coach, Desk).rooms
    places = [room_place(coach, one) for one in listed]
    found = zip(places, rooms.read(*places), strict=True)
    return tuple(opened(one, place, coach, Room) for place, one in found if one is not None)


def room_of(rooms: Rooms, coach: str, identity: str) -> Room | None:
    """One of a coach's rooms; None where it is not, or somebody else's."""
    place = room_place(coach, identity)
    (sheet,) = rooms.read(place)
    return None if sheet is None else opened(sheet, place, coach, Room)


def change_room(rooms: Rooms, coach: str, identity: str, change: Callable[[Room], Room]) -> Room:
    """Change what only the coach sees. Raises `NoRoom`."""
    place, made = room_place(coach, identity), []

    def work(found: tuple[bytes | None, ...]) -> Sequence[bytes | None]:
        if found[0] is None:
            raise NoRoom
        was = opened(found[0], place, coach, Room)
        made.append(change(was))
        return [found[0] if made[0] == was else sealed(place, coach, made[0])]

    rooms.change([place], work)
    return made[0]


def keep_notes(rooms: Rooms, coach: str, identity: str, notes: str, was: str | None = None) -> Room:
    """Keep the coach's notes, which `was` stood in the place of. Raises `NoRoom`, and `NotKept` where they are
    too long, or where others are kept by now than they were started from."""
    if long := too_long(notes, LONGEST_NOTES):
        raise NotKept((long,))

    def keep(room: Room) -> Room:
        if was is not None and room.notes.split() not in (was.split(), notes.split()):
            raise NotKept((say(
                "These notes were changed in another tab meanwhile, so yours are not saved. There it says now: "
                "“{text}” Yours still stand in the field: copy them, reload the page, and put the two together.",
                text=room.notes,
            ),))  # fmt: skip
        return replace(room, notes=notes)

    return change_room(rooms, coach, identity, keep)


def run(rooms: Rooms, secret: str, change: Callable[[Scene], Scene]) -> Seen:
    """Change what everybody sees. Raises `NoRoom`, and `Shut` from `change`."""
    return change_seen(rooms, secret, lambda seen: replace(seen, scene=change(seen.scene)))


def draw_groups(rooms: Rooms, secret: str, size: int) -> Seen:
    """Draw pairs or trios from who is there; with `size` 0 there are none any more."""

    def draw(seen: Seen) -> Seen:
        made = groups.draw(seen.crowd.present, size) if size else ()
        return replace(seen, scene=running.drawn(seen.scene, made))

    return change_seen(rooms, secret, draw)


def unpark(rooms: Rooms, secret: str, text: str) -> Seen:
    """Take a line out of the parking lot."""

    def take(seen: Seen) -> Seen:
        if text not in seen.crowd.parked:
            return seen
        place = seen.crowd.parked.index(text)
        parked = (*seen.crowd.parked[:place], *seen.crowd.parked[place + 1 :])
        return replace(seen, crowd=replace(seen.crowd, parked=parked, revision=seen.crowd.revision + 1))

    return change_seen(rooms, secret, take)


def reveal(rooms: Rooms, room: Room, question: QuestionId) -> Seen:
    """Make the room's picture, show it, and throw away the answers it was made from.

    Raises `NoRoom`, and `Shut` with the reasons why not. What is there already stays as it is.
    """
    boxes = [ballot_place(room.secret, question, kind) for kind in BALLOTS]

    def work(seen: Seen, found: list[bytes]) -> tuple[Seen, list[bytes]]:
        reasons = running.not_to_reveal(seen.scene, seen.crowd, question)
        if reasons:
            raise Shut(reasons)
        said, data = (
            [given for one in box.envelopes(ballots) if (given := envelope.open_envelope(one, room.key))]
            for ballots in found
        )
        picture = freeze(said, data, question, seen.scene.floor)
        scene = running.revealed(seen.scene, question, picture)
        return replace(seen, scene=scene), [box.new_box(room.seats) for _ in found]

    return change_with(rooms, room.secret, boxes, work)


def enter_papers(
    rooms: Rooms,
    room: Room,
    question: QuestionId,
    choices: Mapping[Choice, int],
    often: Mapping[Frequency, int],
) -> Seen:
    """Count in a pile of paper answers to one question.

    Before the picture was made they go among the others. After that they become a picture of their own,
    once, under the same floor; so no two looks can be subtracted. Raises `NoRoom` and `Shut`.
    """
    said = [key for key, count in choices.items() for _ in range(count)]
    days = [key for key, count in often.items() for _ in range(count)]
    papers = [
        given_as(question, said[n] if n < len(said) else None, days[n] if n < len(days) else None)
        for n in range(max(len(said), len(days)))
    ]
    place = ballot_place(room.secret, question, "said")

    def into_box(seen: Seen, found: list[bytes]) -> tuple[Seen, list[bytes]]:
        ballots = found[0]
        for one in papers:
            try:
                ballots = box.put(ballots, os.urandom(box.TAG), envelope.close(one, seen.scene.public))
            except NoSeat:
                raise Shut((say("There are not enough free seats for so many papers."),)) from None
        return counted(seen, question, "said", ballots), [ballots]

    def beside(seen: Seen) -> Seen:
        if question in seen.scene.papers:
            raise Shut((say("The papers of this question were counted already."),))
        if len(papers) < seen.scene.floor:
            raise Shut(
                (say("Papers are shown from {n} up: fewer would tell who said what.", n=seen.scene.floor),)
            )
        picture = freeze(papers, (), question, seen.scene.floor)
        return replace(seen, scene=running.with_papers(seen.scene, question, picture))

    if not papers:
        raise Shut((say("Fill in how many papers say what."),))
    (seen,) = look(rooms, room.secret)
    if seen is None:
        raise NoRoom
    if seen.scene.closed or question in seen.scene.pictures:
        return change_seen(rooms, room.secret, beside)
    return change_with(rooms, room.secret, [place], into_box)


def close(rooms: Rooms, coach: str, room: Room) -> Room:
    """End a room: its code leads nowhere, and answers that were not revealed are thrown away."""
    run(rooms, room.secret, running.closed)
    gone: list[Place] = list(ballot_places(room))
    if room.code:
        gone.append(("codes", codes.stretched(room.code)[0]))
    rooms.delete(gone)
    return change_room(rooms, coach, room.id, lambda was: replace(was, closed=True, code="", key=b""))


def delete(rooms: Rooms, coach: str, room: Room) -> None:
    """Throw a room away with all that is in it, and wipe what it leaves in the database's files."""
    _change_desk(rooms, coach, lambda desk: replace(desk, rooms=tuple(i for i in desk.rooms if i != room.id)))
    rooms.delete(_places(coach, room))


def delete_all(rooms: Rooms, coach: str) -> None:
    """Throw away all of a coach's rooms, and the list of them."""
    gone = [place for room in rooms_of(rooms, coach) or () for place in _places(coach, room)]
    rooms.delete([*gone, desk_place(coach)])


def _places(coach: str, room: Room) -> list[Place]:
    """Where the sheets of a room are."""
    found: list[Place] = [
        room_place(coach, room.id),
        scene_place(room.secret),
        crowd_place(room.secret),
        *ballot_places(room),
    ]
    return [*found, ("codes", codes.stretched(room.code)[0])] if room.code else found


def _put_on_desk(rooms: Rooms, coach: str, identity: str, today: date) -> None:
    (there,) = rooms.read(desk_place(coach))
    if there is None:
        sheet = Sheet("desks", desk_place(coach)[1], sealed(desk_place(coach), coach, Desk((identity,))))
        rooms.add([sheet], today + DESK_KEPT)
        return
    _change_desk(rooms, coach, lambda desk: replace(desk, rooms=(identity, *desk.rooms)))
    rooms.keep([desk_place(coach)], today + DESK_KEPT)


def _change_desk(rooms: Rooms, coach: str, change: Callable[[Desk], Desk]) -> None:
    def work(found: tuple[bytes | None, ...]) -> Sequence[bytes | None]:
        if found[0] is None:
            return [None]
        return [sealed(desk_place(coach), coach, change(opened(found[0], desk_place(coach), coach, Desk)))]

    rooms.change([desk_place(coach)], work)


def _free_code(rooms: Rooms) -> str:
    for _ in range(_TRIES):
        code = codes.new_code()
        if rooms.read(("codes", codes.stretched(code)[0])) == (None,):
            return code
    raise NoRoom
