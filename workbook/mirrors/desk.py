"""The desk of the rounds: what a manager and a respondent can have done with what the store keeps.

Everything on a sheet is sealed with a key from the secret in the round's link, and found by a hash of
it; a single-use invitation's sheet holds that secret, sealed with its own. So the database alone holds
noise of standard sizes. Answers are sealed once more, to the round's public key: who has a link, or
runs the server, can't read those either.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final, NamedTuple

import msgspec

from workbook.mirrors import box, envelope
from workbook.mirrors.box import NoSeat
from workbook.mirrors.records import Card, Given, Round
from workbook.store.rounds import Kind, Place, Rounds, Sheet
from workbook.store.sealing import SealBroken, bucket, derive, new_secret, seal, unseal

KEPT_AFTER_TEAM: Final = timedelta(days=30)
"""Unread answers are thrown away so long after a round's last day."""
KEPT_AFTER_BOARD: Final = timedelta(days=180)
"""What a board may look at is thrown away so long after its round's last day."""

_SHORTEST: Final = 4096
_BESIDE: Final[tuple[Kind, ...]] = ("registers", "boxes", "releases")
LONGEST_SECRET: Final = 64


@dataclass(frozen=True, slots=True)
class Visit:
    """What a link and a browser's code lead to: the round's card, whether this browser's answer is
    in, and whether there is a seat for it. `released` is the page that was released to a board."""

    card: Card
    given: bool
    open: bool
    released: bytes | None = field(default=None, repr=False)


class _Opened(NamedTuple):
    secret: str
    invitation: bytes | None


def lay_out(rounds: Rounds, about: Round, today: date) -> Round:
    """Make a round's sheets; gives the round with its secrets. What is long over is thrown away."""
    rounds.purge(today)
    private, public = envelope.new_key()
    secret = new_secret()
    links = tuple(new_secret() for _ in range(about.seats)) if about.single else ()
    card = Card(
        whom=about.whom,
        until=about.until,
        seats=about.seats,
        floor=about.floor,
        language=about.language,
        wording=about.wording,
        about=about.about,
        groups=about.groups,
        public=public,
    )
    rounds.add(
        [
            _sheet("rounds", secret, msgspec.json.encode(card)),
            _sheet("registers", secret, box.new_register(about.seats)),
            _sheet("boxes", secret, box.new_box(about.seats)),
            *(_sheet("invitations", link, secret.encode()) for link in links),
        ],
        kept_until(about),
    )
    return replace(about, secret=secret, links=links, key=private)


def kept_until(about: Round) -> date:
    """The last day on which anything of a round is kept outside the manager's workbook."""
    return about.until + (KEPT_AFTER_BOARD if about.whom == "board" else KEPT_AFTER_TEAM)


def visit(rounds: Rounds, link: str, code: str, today: date) -> Visit | None:
    """What a respondent finds behind a link; None where it leads nowhere, whatever the reason.

    A wrong link takes as many looks into the store as a right one.
    """
    opened = _open_link(rounds, link)
    secret = opened.secret if opened else new_secret()
    sheets = rounds.read(_place("rounds", secret), *(_place(kind, secret) for kind in _BESIDE))
    if opened is None or sheets[0] is None:
        return None
    card = _card(sheets[0], secret)
    register, ballots, released = (
        None if sheet is None else _unsealed(sheet, kind, secret)
        for kind, sheet in zip(_BESIDE, sheets[1:], strict=True)
    )
    if register is None or ballots is None:
        return Visit(card, given=False, open=False, released=released)
    given = bool(code) and box.holds(ballots, tag(code))
    used = opened.invitation is not None and box.is_marked(register, opened.invitation)
    free = given or (box.room(ballots) and not used)
    return Visit(card, given, _takes_answers(card, today) and free, released)


def give(rounds: Rounds, link: str, code: str, given: Given, today: date) -> bool:
    """Put an answer in, in place of the one this browser gave before; False where the round takes
    none from here. On the disk when it returns."""
    opened = _open_link(rounds, link)
    if opened is None:
        return False

    def answer(card: Card, register: bytes, ballots: bytes) -> tuple[bytes, bytes]:
        again = box.holds(ballots, tag(code))
        if opened.invitation is not None:
            if box.is_marked(register, opened.invitation) and not again:
                raise NoSeat
            register = box.mark(register, opened.invitation)
        return register, box.put(ballots, tag(code), envelope.close(given, card.public))

    return _change(rounds, opened.secret, today, answer)


def take_back(rounds: Rounds, link: str, code: str, today: date) -> bool:
    """Take this browser's answer out again; False where there is none, or the round is over."""
    opened = _open_link(rounds, link)
    if opened is None:
        return False

    def retract(_card: Card, register: bytes, ballots: bytes) -> tuple[bytes, bytes]:
        if not box.holds(ballots, tag(code)):
            raise NoSeat
        if opened.invitation is not None:
            register = box.unmark(register, opened.invitation)
        return register, box.take_out(ballots, tag(code))

    return _change(rounds, opened.secret, today, retract)


def enough(rounds: Rounds, about: Round) -> bool:
    """Whether the floor is reached; how many answers there are is told to nobody."""
    (sheet,) = rounds.read(_place("boxes", about.secret))
    return sheet is not None and box.filled(_unsealed(sheet, "boxes", about.secret)) >= about.floor


def shut(rounds: Rounds, about: Round) -> tuple[Given, ...]:
    """Take no more answers, and give those that came in, in no order; may be called again.

    Nothing is thrown away: that comes when what they come to is kept (`clear`).
    """
    secret = about.secret
    taken: list[bytes] = []

    def close(found: tuple[bytes | None, ...]) -> Sequence[bytes | None]:
        card, ballots = found
        if card is not None:
            closed = replace(_card(card, secret), closed=True)
            card = _sealed("rounds", secret, msgspec.json.encode(closed))
        if ballots is not None:
            taken.extend(box.envelopes(_unsealed(ballots, "boxes", secret)))
        return card, ballots

    rounds.change([_place("rounds", secret), _place("boxes", secret)], close)
    answers = (envelope.open_envelope(one, about.key) for one in taken)
    return tuple(one for one in answers if one is not None and one.wording == about.wording)


def clear(rounds: Rounds, about: Round, *, whole: bool) -> None:
    """Throw away the answers and who has answered; `whole` also the links and what was released."""
    if not about.secret:
        return
    places = [_place("registers", about.secret), _place("boxes", about.secret)]
    if whole:
        places += [_place("rounds", about.secret), _place("releases", about.secret)]
        places += [_place("invitations", link) for link in about.links]
    rounds.delete(places)


def release(rounds: Rounds, about: Round, page: bytes | None) -> None:
    """Let a board see a page from now on, in place of an earlier one; None withdraws it."""
    place = _place("releases", about.secret)
    if page is None:
        rounds.delete([place])
        return
    (stands,) = rounds.read(place)
    if stands is None:
        rounds.add([_sheet("releases", about.secret, page)], kept_until(about))
    else:
        rounds.change([place], lambda _was: [_sealed("releases", about.secret, page)])


def tag(code: str) -> bytes:
    """What marks a browser's own answer; only who has the code can name it."""
    return derive(code, "take back")


def _takes_answers(card: Card, today: date) -> bool:
    return not card.closed and today <= card.until


Answering = Callable[[Card, bytes, bytes], tuple[bytes, bytes]]


def _change(rounds: Rounds, secret: str, today: date, answer: Answering) -> bool:
    def change(found: tuple[bytes | None, ...]) -> Sequence[bytes | None]:
        card, register, ballots = found
        if card is None or register is None or ballots is None:
            raise NoSeat
        about = _card(card, secret)
        if not _takes_answers(about, today):
            raise NoSeat
        register, ballots = answer(
            about, _unsealed(register, "registers", secret), _unsealed(ballots, "boxes", secret)
        )
        return card, _sealed("registers", secret, register), _sealed("boxes", secret, ballots)

    places = [_place(kind, secret) for kind in ("rounds", "registers", "boxes")]
    try:
        rounds.change(places, change)
    except (NoSeat, SealBroken):
        return False
    return True


def _open_link(rounds: Rounds, link: str) -> _Opened | None:
    """The round's secret behind a link, which holds it or opens the invitation's sheet."""
    if not link or len(link) > LONGEST_SECRET:
        return None
    card, invitation = rounds.read(_place("rounds", link), _place("invitations", link))
    if card is not None:
        return _Opened(link, None)
    if invitation is None:
        return None
    try:
        return _Opened(_unsealed(invitation, "invitations", link).decode(), derive(link, "used"))
    except SealBroken:
        return None


def _place(kind: Kind, secret: str) -> Place:
    return kind, derive(secret, kind)


def _sheet(kind: Kind, secret: str, plain: bytes) -> Sheet:
    return Sheet(kind, _place(kind, secret)[1], _sealed(kind, secret, plain))


def _sealed(kind: Kind, secret: str, plain: bytes) -> bytes:
    smallest = _SHORTEST if kind != "invitations" else 128
    found_by = _place(kind, secret)[1]
    return seal(
        derive(secret, f"{kind} key"), plain, about=found_by, size=bucket(len(plain), smallest=smallest)
    )


def _unsealed(sealed: bytes, kind: Kind, secret: str) -> bytes:
    return unseal(derive(secret, f"{kind} key"), sealed, about=_place(kind, secret)[1])


def _card(sealed: bytes, secret: str) -> Card:
    return msgspec.json.decode(_unsealed(sealed, "rounds", secret), type=Card)
