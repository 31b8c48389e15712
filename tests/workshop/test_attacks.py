"""The attacker in the room: has a phone, a copy of the database, or the coach's page; knows all but one.

The rules of the mirrors hold for a room's pictures too; each test plays one attack.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable
from dataclasses import fields
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import msgspec
import pytest
from helpers.search import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.mirrors import chance
from workbook.mirrors.outcome import COUNTS_FROM, band_counts
from workbook.mirrors.records import LOWEST_FLOOR, Given
from workbook.questions import CHOICES, FREQUENCIES, Choice
from workbook.store import new_secret
from workbook.store.rooms import KINDS, Rooms
from workbook.workshop import codes, desk, running, seats
from workbook.workshop.picture import freeze, histogram, told
from workbook.workshop.records import Crowd, Picture, Room, Scene
from workbook.workshop.running import Shut
from workbook.workshop.sheets import NoRoom, look
from workbook.workshop.summary import Summary, summary

TODAY = date(2026, 11, 23)
NOW = 1_000_000.0
OpenRoom = Callable[..., Room]
MANY = settings(max_examples=examples(60))
ANSWERS = st.lists(st.tuples(st.sampled_from(CHOICES), st.sampled_from(FREQUENCIES)), max_size=14)


def given_(choice: str, often: str) -> Given:
    """One answer."""
    return Given({"plan": choice}, {"plan": often}, wording="1")  # type: ignore[dict-item]


def seated(rooms: Rooms, room: Room, count: int) -> list[str]:
    """So many browsers with a seat, and the answering step open."""
    phones = [new_secret() for _ in range(count)]
    for phone in phones:
        seats.join(rooms, room.secret, phone)
    desk.run(rooms, room.secret, lambda scene: running.opened(scene, 2, NOW))
    return phones


def to_picture(rooms: Rooms, room: Room) -> None:
    """Open the step of the picture."""
    desk.run(rooms, room.secret, lambda scene: running.opened(scene, 5, NOW))


def dump(folder: Path) -> dict[str, list[tuple[bytes, ...]]]:
    """Every row of every table of rooms, as who has a copy of the file reads them."""
    with sqlite3.connect(folder / "data" / "workbook.db") as connection:
        return {kind: connection.execute(f"SELECT * FROM {kind}").fetchall() for kind in KINDS}  # noqa: S608


# Under the floor, and unanimity


@MANY
@given(ANSWERS, st.integers(LOWEST_FLOOR, 9))
def test_under_the_floor_every_picture_is_the_same(answers: list[tuple[str, str]], floor: int) -> None:
    """Protects: too few says only that, whoever said what and however many they were."""
    few = [given_(*one) for one in answers][: floor - 1]
    assert freeze(few, few, "plan", floor) == Picture(None, None, None)


@MANY
@given(st.integers(LOWEST_FLOOR, COUNTS_FROM - 1), st.sampled_from(CHOICES), st.sampled_from(FREQUENCIES))
def test_below_eight_unanimity_betrays_nobody(n: int, choice: str, often: str) -> None:
    """Protects: no counts, and each band stands for more than one count, even without chance."""
    made = freeze([given_(choice, often)] * n, [], "plan", LOWEST_FLOOR, lambda: 0)
    for counts in (made.said, made.often):
        assert counts is not None
        for share in counts.shares.values():
            assert share.count is None
            low, high = band_counts(share.band, n)
            assert high > low


@MANY
@given(st.integers(-30, 30), st.integers(-30, 30))
def test_one_person_shifts_the_odds_of_a_row_of_bars_nine_times_at_most(first: int, second: int) -> None:
    """Protects the bound: an answer moves one from one bar to another, whatever was drawn."""
    p = chance.probability
    here, there = p(first) * p(second), p(first - 1) * p(second + 1)
    assert Fraction(1, chance.LIKELIER_AT_MOST) <= here / there <= chance.LIKELIER_AT_MOST


@MANY
@given(ANSWERS.filter(lambda answers: len(answers) >= 5), st.integers(0, 2**30))
def test_a_picture_knows_nothing_but_the_shifted_counts(answers: list[tuple[str, str]], seed: int) -> None:
    """Protects: two rooms whose shifted counts are alike are shown alike, and no bar leaves the room."""
    n = len(answers)
    counts = {key: sum(one[0] == key for one in answers) for key in CHOICES}
    shifts = iter([(seed >> place) % 7 - 3 for place in range(len(CHOICES))])
    made = histogram(counts, 5, lambda: next(shifts))
    shifted = {key: counts[key] + (seed >> place) % 7 - 3 for place, key in enumerate(CHOICES)}
    assert made == told(shifted, n)
    assert made is not None
    assert all(0 <= (share.count or 0) <= n for share in made.shares.values())


def test_the_promise_on_the_picture_is_kept() -> None:
    """Protects: half of the counts stay as they are, five in six are off by one at most, as is said."""
    off = []
    for _ in range(3000):
        made = histogram({"a": 6, "b": 5, "both": 5, "cannot_say": 4}, 5)
        assert made is not None
        off += [
            abs((made.shares[key].count or 0) - true) for key, true in zip(CHOICES, (6, 5, 5, 4), strict=True)
        ]
    assert abs(off.count(0) / len(off) - 1 / 2) < 0.02
    assert abs(sum(one <= 1 for one in off) / len(off) - 5 / 6) < 0.02


# Two looks


def test_a_second_look_shows_the_first_and_the_answers_are_gone(open_room: OpenRoom, rooms: Rooms) -> None:
    """Protects: chance is drawn once, a late answer is refused, and with the key nothing is left to read."""
    room = open_room()
    phones = seated(rooms, room, 8)
    for phone in phones[:7]:
        assert seats.give(rooms, room.secret, phone, "plan", "a", "few")
    to_picture(rooms, room)
    first = desk.reveal(rooms, room, "plan").scene.pictures
    assert seats.give(rooms, room.secret, phones[7], "plan", "b", "often") is None
    with pytest.raises(Shut):
        desk.reveal(rooms, room, "plan")
    desk.run(rooms, room.secret, lambda scene: running.opened(scene, 2, NOW))
    assert seats.give(rooms, room.secret, phones[0], "plan", "b", "often") is None
    (seen,) = look(rooms, room.secret)
    assert seen is not None
    assert seen.scene.pictures == first


def test_papers_after_the_picture_are_a_picture_of_their_own(open_room: OpenRoom, rooms: Rooms) -> None:
    """Protects: no total of screen and paper that could be subtracted; once; never under the floor."""
    room = open_room()
    for phone in seated(rooms, room, 6):
        seats.give(rooms, room.secret, phone, "plan", "b", "few")
    to_picture(rooms, room)
    before = desk.reveal(rooms, room, "plan").scene.pictures["plan"]
    with pytest.raises(Shut):
        desk.enter_papers(rooms, room, "plan", {"a": 4}, {})
    after = desk.enter_papers(rooms, room, "plan", {"a": 4, "b": 2}, {}).scene
    assert after.pictures["plan"] == before
    assert after.papers["plan"].said is not None
    assert after.papers["plan"].said.n == 6
    with pytest.raises(Shut):
        desk.enter_papers(rooms, room, "plan", {"b": 7}, {})


def test_papers_before_the_picture_go_among_the_answers(open_room: OpenRoom, rooms: Rooms) -> None:
    """Protects: who has no device counts in the same picture; more papers than seats are refused whole."""
    room = open_room(seats=10)
    for phone in seated(rooms, room, 4):
        seats.give(rooms, room.secret, phone, "plan", "b", "few")
    with pytest.raises(Shut):
        desk.enter_papers(rooms, room, "plan", {"a": 7}, {})
    seen = desk.enter_papers(rooms, room, "plan", {"a": 3}, {"few": 2})
    assert seen.crowd.answered == {"plan": 7}
    to_picture(rooms, room)
    made = desk.reveal(rooms, room, "plan").scene.pictures["plan"]
    assert (made.said.n, made.often.n) == (7, 6)  # type: ignore[union-attr]


# The database, the coach, another client


def test_the_database_does_not_tell_how_many_answered_what(
    open_room: OpenRoom, rooms: Rooms, tmp_path: Path
) -> None:
    """Protects: none or eight answers, whatever they say: the same rows of the same sizes."""
    room = open_room(seats=12)
    phones = seated(rooms, room, 8)
    before = {kind: sorted((row[0], len(row[1])) for row in rows) for kind, rows in dump(tmp_path).items()}
    for phone in phones:
        seats.give(rooms, room.secret, phone, "plan", "a", "none")
        seats.say_ready(rooms, room.secret, phone, 2, ready=True)
    assert {
        kind: sorted((row[0], len(row[1])) for row in rows) for kind, rows in dump(tmp_path).items()
    } == before
    ids = [row[0] for rows in dump(tmp_path).values() for row in rows]
    assert len(ids) == len(set(ids))


def test_who_has_the_code_and_the_database_reads_no_answer(
    open_room: OpenRoom, rooms: Rooms, tmp_path: Path
) -> None:
    """Protects: the room's secret opens ballots of envelopes of one size; only the coach's key opens those."""
    from workbook.mirrors import box, envelope
    from workbook.workshop.sheets import ballot_place, opened_bytes

    room = open_room(seats=10)
    for phone in seated(rooms, room, 6):
        seats.give(rooms, room.secret, phone, "plan", "a", "none")
    place = ballot_place(room.secret, "plan", "said")
    sealed = next(row[1] for row in dump(tmp_path)["ballots"] if row[0] == place[1])
    found = box.envelopes(opened_bytes(bytes(sealed), place, room.secret))
    stranger, _ = envelope.new_key()
    assert len(found) == 6
    assert {len(one) for one in found} == {envelope.SIZE}
    assert all(envelope.open_envelope(one, stranger) is None for one in found)
    (seen,) = look(rooms, room.secret)
    assert room.key.hex() not in repr(seen)


def test_what_everybody_and_the_coach_see_has_no_place_for_an_answer() -> None:
    """Protects: no record of a room can hold who said what, a time or a name of a participant."""
    assert {one.name for one in fields(Crowd)} == {
        "present", "ready", "ready_at", "answered", "shared", "parked", "revision",
    }  # fmt: skip
    assert {one.name for one in fields(Picture)} == {"said", "often", "data"}
    assert "answers" not in {one.name for one in (*fields(Scene), *fields(Room), *fields(Summary))}


def test_a_seat_and_its_ballot_have_nothing_in_common(open_room: OpenRoom, rooms: Rooms) -> None:
    """Protects: from the tags that are present nobody can name the ballots, and the order tells nothing."""
    room = open_room()
    phones = seated(rooms, room, 8)
    (seen,) = look(rooms, room.secret)
    assert seen is not None
    assert list(seen.crowd.present) == sorted(seats.tag_of(phone) for phone in phones)
    assert len({seats.tag_of(phone) for phone in phones}) == 8


def test_a_coach_opens_only_their_own_rooms(open_room: OpenRoom, rooms: Rooms, coach: str) -> None:
    """Protects: clients apart: one coach's link finds nothing of another's, by id or otherwise."""
    other = new_secret()
    mine, theirs = open_room(client="North"), open_room(client="South", coach=other)
    assert [one.id for one in desk.rooms_of(rooms, coach) or ()] == [mine.id]
    assert desk.room_of(rooms, coach, theirs.id) is None
    with pytest.raises(NoRoom):
        desk.keep_notes(rooms, coach, theirs.id, "mine")
    assert desk.rooms_of(rooms, new_secret()) is None


def test_a_deleted_room_leaves_nothing(open_room: OpenRoom, rooms: Rooms, coach: str, tmp_path: Path) -> None:
    """Protects: deleting takes every sheet of a room, and the last one leaves an empty store."""
    first, second = open_room(), open_room()
    for phone in seated(rooms, first, 5):
        seats.give(rooms, first.secret, phone, "plan", "a", "none")
    desk.delete(rooms, coach, first)
    assert look(rooms, first.secret) == (None,)
    assert seats.find(rooms, first.code) is None
    assert [one.id for one in desk.rooms_of(rooms, coach) or ()] == [second.id]
    desk.delete_all(rooms, coach)
    assert all(not rows for rows in dump(tmp_path).values())


def test_a_closed_room_takes_nobody_and_nothing(open_room: OpenRoom, rooms: Rooms, coach: str) -> None:
    """Protects: after closing the code is dead, unrevealed answers are gone, and what was shown stays."""
    room = open_room()
    phones = seated(rooms, room, 6)
    for phone in phones:
        seats.give(rooms, room.secret, phone, "plan", "a", "none")
    closed = desk.close(rooms, coach, room)
    assert (closed.code, closed.key) == ("", b"")
    assert seats.find(rooms, room.code) is None
    with pytest.raises(Shut):
        seats.join(rooms, room.secret, new_secret())
    with pytest.raises(NoRoom):
        seats.give(rooms, room.secret, phones[0], "plan", "b", "few")
    seen = desk.enter_papers(rooms, closed, "plan", {"a": 6}, {})
    assert "plan" in seen.scene.papers


def test_a_room_is_thrown_away_when_its_time_is_over(open_room: OpenRoom, rooms: Rooms, coach: str) -> None:
    """Protects: nobody has to remember to delete."""
    room = open_room(days=10)
    rooms.purge(TODAY + timedelta(days=10))
    assert look(rooms, room.secret) != (None,)
    rooms.purge(TODAY + timedelta(days=11))
    assert look(rooms, room.secret) == (None,)
    assert desk.rooms_of(rooms, coach) == ()


def test_the_summary_holds_no_single_answer(open_room: OpenRoom, rooms: Rooms) -> None:
    """Protects: pictures, and what the coach ticked; no tag, no secret, no code."""
    room = open_room()
    for phone in seated(rooms, room, 6):
        seats.give(rooms, room.secret, phone, "plan", "a", "none")
    seats.park(rooms, room.secret, "What about targets?")
    to_picture(rooms, room)
    seen = desk.reveal(rooms, room, "plan")
    plain = msgspec.json.encode(summary(room, seen, parked=False, notes=False)).decode()
    for hidden in (room.secret, room.code, "What about", *(tag.hex() for tag in seen.crowd.present)):
        assert hidden not in plain
    assert "What about" in msgspec.json.encode(summary(room, seen, parked=True, notes=False)).decode()


# Seats, codes, groups


def test_seats_are_limited(open_room: OpenRoom, rooms: Rooms) -> None:
    """Protects: nobody fills the box with more answers than there are seats; a seat is kept on return."""
    room = open_room(seats=5)
    phones = seated(rooms, room, 5)
    with pytest.raises(Shut):
        seats.join(rooms, room.secret, new_secret())
    assert len(seats.join(rooms, room.secret, phones[0]).crowd.present) == 5
    assert seats.give(rooms, room.secret, new_secret(), "plan", "a", "none") is None


def test_a_changed_answer_counts_once(open_room: OpenRoom, rooms: Rooms) -> None:
    """Protects: one browser, one ballot, however often it is sent."""
    room = open_room()
    phones = seated(rooms, room, 5)
    choices: tuple[Choice, ...] = ("a", "b", "both")
    for choice in choices:
        seen = seats.give(rooms, room.secret, phones[0], "plan", choice, "few")
    assert seen is not None
    assert seen.crowd.answered == {"plan": 1}


@MANY
@given(st.text(max_size=12))
def test_only_codes_are_read_as_codes(typed: str) -> None:
    """Protects: whatever is typed, what comes out is a code of six plain signs or nothing."""
    code = codes.read_code(typed)
    assert code is None or (len(code) == 6 and set(code) <= set(codes.ALPHABET))


def test_a_code_is_read_however_it_is_typed() -> None:
    """Protects: small letters, spaces and dashes from a phone's keyboard."""
    code = codes.new_code()
    assert codes.read_code(code.lower()) == codes.read_code(codes.spaced(code)) == code
    assert not set("0O1IL2Z5S8BUAE") & set(codes.ALPHABET)


@MANY
@given(st.integers(0, 40), st.sampled_from([2, 3]), st.integers(0, 5))
def test_a_draw_leaves_nobody_alone(count: int, size: int, late: int) -> None:
    """Protects: everybody in one group, of at least two where there are two; latecomers join one."""
    from workbook.workshop import groups

    present = [bytes([n]) for n in range(count)]
    drawn = groups.draw(present, size)
    for number in range(late):
        drawn = groups.with_latecomer(drawn, bytes([100 + number]))
    members = list(itertools.chain(*drawn))
    assert len(members) == len(set(members))
    assert set(present) <= set(members)
    assert all(len(group) >= 2 for group in drawn) or count + late < 2 or (count == 1)
    if drawn:
        assert len(members) == count + late
