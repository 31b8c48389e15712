"""A seat in a room: what somebody with a phone can have done, without an account and without a name.

A code leads to the room's secret. A browser is known in the room by a tag, and its answer by another;
both are made from a code that only the browser has, and neither leads to the other.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

from workbook.lengths import too_long
from workbook.mirrors import box, envelope
from workbook.mirrors.box import NoSeat
from workbook.mirrors.records import Given
from workbook.questions import Choice, Frequency, QuestionId
from workbook.shared_line import shared_line
from workbook.store.rooms import Rooms
from workbook.store.sealing import derive, unseal
from workbook.words import say
from workbook.workshop import codes, groups, running
from workbook.workshop.records import LONGEST_PARKED, MOST_PARKED, Seen
from workbook.workshop.running import NotKept, Shut
from workbook.workshop.sheets import Ballot, ballot_place, change_seen, change_with, counted, given_as


def find(rooms: Rooms, code: str) -> str | None:
    """The secret of the room a code leads to; None where it leads nowhere. Costs as much either way."""
    found_by, key = codes.stretched(code)
    (pointer,) = rooms.read(("codes", found_by))
    return None if pointer is None else unseal(key, pointer, about=found_by).decode()


def join(rooms: Rooms, secret: str, code: str) -> Seen:
    """Take a seat for a browser, and one in a group where groups were drawn. Raises `NoRoom`, `Shut`."""

    def sit(seen: Seen) -> Seen:
        tag, scene, crowd = tag_of(code), seen.scene, seen.crowd
        if tag in crowd.present:
            return seen
        if scene.closed:
            raise Shut((say("The room is closed."),))
        if len(crowd.present) >= scene.seats:
            raise Shut((say("All {n} seats of this room are taken.", n=scene.seats),))
        placed = groups.with_latecomer(scene.groups, tag)
        return Seen(
            scene if placed == scene.groups else running.drawn(scene, placed),
            replace(crowd, present=_mixed((*crowd.present, tag)), revision=crowd.revision + 1),
        )

    return change_seen(rooms, secret, sit)


def say_ready(rooms: Rooms, secret: str, code: str, at: int, *, ready: bool) -> Seen:
    """Say that one is ready with the stop `at`, or not after all; no effect when another is open."""

    def say_so(seen: Seen) -> Seen:
        tag, crowd = tag_of(code), seen.crowd
        if at != seen.scene.at or tag not in crowd.present:
            return seen
        others = tuple(one for one in crowd.ready if one != tag) if crowd.ready_at == at else ()
        now = _mixed((*others, tag)) if ready else others
        if crowd.ready_at == at and set(now) == set(crowd.ready):
            return seen
        return replace(seen, crowd=replace(crowd, ready=now, ready_at=at, revision=crowd.revision + 1))

    return change_seen(rooms, secret, say_so)


def park(rooms: Rooms, secret: str, text: str) -> Seen:
    """Put a line in the parking lot, somewhere among the others. Raises `NoRoom`, `Shut`, and `NotKept` for a
    line that is too long."""

    def put(seen: Seen) -> Seen:
        line = shared_line(text)
        if seen.scene.closed:
            raise Shut((say("The room is closed."),))
        if len(seen.crowd.parked) >= MOST_PARKED:
            raise Shut((say("The parking lot is full. Say it aloud, or ask the coach to clear a line."),))
        if long := too_long(line, LONGEST_PARKED):
            raise NotKept((long,))
        if not line:
            return seen
        place = int.from_bytes(os.urandom(4), "big") % (len(seen.crowd.parked) + 1)
        parked = (*seen.crowd.parked[:place], line, *seen.crowd.parked[place:])
        return replace(seen, crowd=replace(seen.crowd, parked=parked, revision=seen.crowd.revision + 1))

    return change_seen(rooms, secret, put)


def give(
    rooms: Rooms, secret: str, code: str, question: QuestionId, choice: Choice, often: Frequency
) -> Seen | None:
    """Put an answer in, in place of the one this browser gave; None where none is taken (any more).

    On the disk when it returns. Raises `NoRoom`.
    """
    tag = derive(code, f"answer {question}")

    def taken(seen: Seen, ballots: bytes) -> bool:
        again = box.holds(ballots, tag)
        return tag_of(code) in seen.crowd.present and running.takes(seen.scene, question, again=again)

    return _put_in(rooms, secret, question, "said", tag, given_as(question, choice, often), taken)


def share(rooms: Rooms, secret: str, code: str, question: QuestionId, often: Frequency | None) -> Seen | None:
    """Put in what one's own calendar says, or take it out again with None; None where that is over."""
    tag = derive(code, f"data {question}")

    def taken(seen: Seen, _ballots: bytes) -> bool:
        return tag_of(code) in seen.crowd.present and running.takes_data(seen.scene, question)

    given = given_as(question, None, often) if often else None
    return _put_in(rooms, secret, question, "data", tag, given, taken)


def tag_of(code: str) -> bytes:
    """What marks a browser in a room; who has only this can't name its ballots."""
    return derive(code, "present")[:16]


def _put_in(
    rooms: Rooms,
    secret: str,
    question: QuestionId,
    kind: Ballot,
    tag: bytes,
    given: Given | None,
    taken: Callable[[Seen, bytes], bool],
) -> Seen | None:
    def work(seen: Seen, found: list[bytes]) -> tuple[Seen, list[bytes]]:
        (ballots,) = found
        if not taken(seen, ballots):
            raise NoSeat
        if given is None:
            ballots = box.take_out(ballots, tag)
        else:
            ballots = box.put(ballots, tag, envelope.close(given, seen.scene.public))
        return counted(seen, question, kind, ballots), [ballots]

    try:
        return change_with(rooms, secret, [ballot_place(secret, question, kind)], work)
    except NoSeat:
        return None


def _mixed(tags: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """In the order of the tags, which is that of chance: nobody sees who came first."""
    return tuple(sorted(tags))
