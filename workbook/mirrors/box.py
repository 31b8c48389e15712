"""The ballot box and the register: two flat pieces of bytes whose size says nothing.

A box has one slot for each seat: whether it is filled, a tag that only the answer's giver can name, and
an envelope. Empty slots hold noise. A register has one mark for each seat: the hash of an invitation
that was used, or noise. Both are shuffled whenever they change, so no order is left to compare.
Functions are pure but for the shuffling; what they give is as long as what they took.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from typing import Final

from workbook.mirrors.envelope import SIZE

TAG: Final = 32
SLOT: Final = 1 + TAG + SIZE
MARK: Final = 32
_ENTRY: Final = 1 + MARK
_EMPTY, _FILLED = b"\x00", b"\x01"


class NoSeat(Exception):
    """Every seat is taken."""


def new_box(seats: int) -> bytes:
    """A box with nothing in it."""
    return b"".join(_empty_slot() for _ in range(seats))


def put(box: bytes, tag: bytes, envelope: bytes) -> bytes:
    """Put an envelope in, in place of the one with the same tag. Raises `NoSeat`."""
    kept = [slot for slot in _slots(box) if slot[:1] == _FILLED and slot[1 : 1 + TAG] != tag]
    seats = len(box) // SLOT
    if len(kept) >= seats:
        raise NoSeat
    return _shuffled([*kept, _FILLED + tag + envelope], seats)


def take_out(box: bytes, tag: bytes) -> bytes:
    """Take the envelope with this tag out; the box as it was where there is none."""
    if not holds(box, tag):
        return box
    kept = [slot for slot in _slots(box) if slot[:1] == _FILLED and slot[1 : 1 + TAG] != tag]
    return _shuffled(kept, len(box) // SLOT)


def holds(box: bytes, tag: bytes) -> bool:
    """Whether an envelope with this tag is in; looks at every slot, whatever it finds."""
    found = [secrets.compare_digest(slot[: 1 + TAG], _FILLED + tag) for slot in _slots(box)]
    return any(found)


def room(box: bytes) -> bool:
    """Whether a seat is free."""
    return any(slot[:1] == _EMPTY for slot in _slots(box))


def filled(box: bytes) -> int:
    """How many envelopes are in."""
    return sum(slot[:1] == _FILLED for slot in _slots(box))


def envelopes(box: bytes) -> list[bytes]:
    """The envelopes, in no order."""
    found = [slot[1 + TAG :] for slot in _slots(box) if slot[:1] == _FILLED]
    secrets.SystemRandom().shuffle(found)
    return found


def new_register(seats: int) -> bytes:
    """A register in which no invitation was used."""
    return b"".join(_EMPTY + os.urandom(MARK) for _ in range(seats))


def mark(register: bytes, used: bytes) -> bytes:
    """Mark an invitation as used. Raises `NoSeat`."""
    return _filled_marks([*_others(register, used), _FILLED + used], len(register) // _ENTRY)


def unmark(register: bytes, used: bytes) -> bytes:
    """Let an invitation be used again."""
    return _filled_marks(_others(register, used), len(register) // _ENTRY)


def is_marked(register: bytes, used: bytes) -> bool:
    """Whether an invitation was used; looks at every mark."""
    found = [secrets.compare_digest(one, _FILLED + used) for one in _entries(register)]
    return any(found)


def _slots(box: bytes) -> Iterator[bytes]:
    return (box[start : start + SLOT] for start in range(0, len(box), SLOT))


def _entries(register: bytes) -> Iterator[bytes]:
    return (register[start : start + _ENTRY] for start in range(0, len(register), _ENTRY))


def _others(register: bytes, used: bytes) -> list[bytes]:
    return [one for one in _entries(register) if one[:1] == _FILLED and one[1:] != used]


def _empty_slot() -> bytes:
    return _EMPTY + os.urandom(SLOT - 1)


def _shuffled(filled: list[bytes], seats: int) -> bytes:
    slots = [*filled, *(_empty_slot() for _ in range(seats - len(filled)))]
    secrets.SystemRandom().shuffle(slots)
    return b"".join(slots)


def _filled_marks(marks: list[bytes], seats: int) -> bytes:
    if len(marks) > seats:
        raise NoSeat
    marks = [*marks, *(_EMPTY + os.urandom(MARK) for _ in range(seats - len(marks)))]
    secrets.SystemRandom().shuffle(marks)
    return b"".join(marks)
