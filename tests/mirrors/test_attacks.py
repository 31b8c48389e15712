"""The attacker: sees every screen and every byte, knows all answers but one, looks twice, subtracts.

Each test plays one attack on a round and shows that it learns nothing, or how little.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import msgspec
import pytest
from helpers.answers import ANY_ANSWER, answer
from helpers.search import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook import document as documents
from workbook.document import Document
from workbook.mirrors import box, chance, desk, envelope
from workbook.mirrors.outcome import (
    COUNTS_FROM,
    TEXTS_FROM,
    band_counts,
    freeze,
    shown,
    tally,
    visible_groups,
)
from workbook.mirrors.records import GROUPS, LOWEST_FLOOR, SEEN, Given, Round, Seen, Tally
from workbook.mirrors.rounds import concluded, tidied
from workbook.questions import CHOICES, FREQUENCIES
from workbook.store import open_store
from workbook.store.rounds import KINDS, Rounds
from workbook.store.sealing import derive, new_secret, unseal

TODAY = date(2026, 11, 23)
OpenRound = Callable[..., Round]
Traces = Callable[[Path, Iterable[str | bytes]], list[tuple[str, str | bytes]]]
MANY = settings(max_examples=examples(40))
FEW = settings(max_examples=examples(8))


def dump(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, as an outsider with a copy of the file reads them."""
    with sqlite3.connect(folder / "data" / "workbook.db") as connection:
        return {kind: connection.execute(f"SELECT * FROM {kind}").fetchall() for kind in KINDS}  # noqa: S608


# Every byte of the database


@FEW
@given(given_=st.lists(ANY_ANSWER, min_size=1, max_size=6))
def test_the_database_alone_does_not_even_tell_how_many_answered(tmp_path: Path, given_: list[Given]) -> None:
    """Protects: one answer or six, yes or no, long text or none: the same rows of the same sizes, and
    nothing of an answer in any byte."""
    rounds = open_store(f"sqlite:///{tmp_path / 'data' / 'workbook.db'}").rounds
    from workbook.mirrors.rounds import planned
    from workbook.wording import WORDING

    opened = desk.lay_out(
        rounds, planned("team", today=TODAY, language="nl", wording=WORDING, seats=6), TODAY
    )

    def sizes() -> dict[str, list[tuple[int, ...]]]:
        return {
            kind: [tuple(len(cell) for cell in row) for row in rows]  # type: ignore[arg-type]
            for kind, rows in dump(tmp_path).items()
        }

    empty, keys = sizes(), {kind: {row[0] for row in rows} for kind, rows in dump(tmp_path).items()}
    for number, one in enumerate(given_):
        assert desk.give(rounds, opened.links[number], new_secret(), one, TODAY)
    assert sizes() == empty
    assert {kind: {row[0] for row in rows} for kind, rows in dump(tmp_path).items()} == keys
    content = (tmp_path / "data" / "workbook.db").read_bytes()
    assert not [one.text for one in given_ if len(one.text.encode()) >= 8 and one.text.encode() in content]
    desk.clear(rounds, opened, whole=True)


def test_tables_have_nothing_to_be_joined_on(open_round: OpenRound, rounds: Rounds, tmp_path: Path) -> None:
    """Protects: no key, byte string or day in who-answered leads to what was answered: all ids differ,
    and the only day is the one on which all of it is thrown away."""
    opened = open_round(seats=6, single=True)
    for link in opened.links[:5]:
        desk.give(rounds, link, new_secret(), answer(), TODAY)
    rows = dump(tmp_path)
    ids = [row[0] for table in rows.values() for row in table]
    assert len(ids) == len(set(ids)) == 6 + 3
    assert {row[2] for table in rows.values() for row in table} == {desk.kept_until(opened).isoformat()}
    by_hash = [row[0] for row in rows["invitations"]]
    assert by_hash == sorted(by_hash)  # type: ignore[type-var]


def test_who_has_the_link_and_the_database_reads_no_answer(
    open_round: OpenRound, rounds: Rounds, tmp_path: Path
) -> None:
    """Protects: the server, or a respondent with a copy of the database, opens the box and finds
    envelopes of one size that only the manager's sealed key opens."""
    opened = open_round(seats=6)
    for text in ("", "x" * 300, "é" * 150):
        desk.give(rounds, opened.links[len(text) % 6], new_secret(), answer(text=text), TODAY)
    place = derive(opened.secret, "boxes")
    sealed = next(row[1] for row in dump(tmp_path)["boxes"] if row[0] == place)
    ballots = unseal(derive(opened.secret, "boxes key"), bytes(sealed), about=place)  # type: ignore[arg-type]
    found = box.envelopes(ballots)
    assert {len(one) for one in found} == {envelope.SIZE}
    stranger, _ = envelope.new_key()
    assert all(envelope.open_envelope(one, stranger) is None for one in found)
    assert all(envelope.open_envelope(one, opened.key) is not None for one in found)


def test_after_closing_nothing_of_an_answer_is_left(
    open_round: OpenRound, rounds: Rounds, tmp_path: Path
) -> None:
    """Protects: with every byte of the database, of the workbook and every old secret together, no
    single answer can be read any more."""
    opened = open_round(seats=8, single=True)
    for number, link in enumerate(opened.links):
        desk.give(rounds, link, new_secret(), answer("a" if number else "b"), TODAY)
    closed = concluded(opened, desk.shut(rounds, opened), TODAY)
    desk.clear(rounds, opened, whole=True)
    assert all(not table for table in dump(tmp_path).values())
    kept = documents.encode(Document(rounds=(tidied(closed),)))
    for secret in (opened.secret, *opened.links):
        assert secret.encode() not in kept
        assert secret.encode() not in (tmp_path / "data" / "workbook.db").read_bytes()
    assert msgspec.json.decode(kept)["rounds"][0]["key"] == ""


# All answers but one


def _chances(counts: dict[Seen, int], n: int) -> dict[str, Fraction]:
    """Every tally that may be shown for these true counts, with its probability; shifts to nine."""
    found: dict[str, Fraction] = {}
    for shifts in itertools.product(range(-9, 10), repeat=len(SEEN)):
        noisy = {key: counts[key] + shift for key, shift in zip(SEEN, shifts, strict=True)}
        said = repr(chance.bounded(noisy, n))
        weight = Fraction(1)
        for shift in shifts:
            weight *= chance.probability(shift)
        found[said] = found.get(said, Fraction(0)) + weight
    return found


@pytest.mark.parametrize("n", [5, 8, 12])
def test_who_knows_all_answers_but_one_is_never_sure_of_the_last(n: int) -> None:
    """Protects: for whatever the others said, each figure that can be shown under one last answer can be
    shown under every other, and is at most nine times likelier."""
    other_sets = [(n - 1, 0, 0), (0, n - 1, 0), ((n - 1) // 2, n - 1 - (n - 1) // 2, 0), (1, n - 3, 1)]
    for others in other_sets:
        known = dict(zip(SEEN, others, strict=True))
        under = {last: _chances({**known, last: known[last] + 1}, n) for last in SEEN}
        for one, other in itertools.permutations(SEEN, 2):
            for said, likely in under[one].items():
                # What only the cut-off at nine makes impossible is too rare to be looked at.
                if likely > Fraction(1, 10**4):
                    assert under[other].get(said, Fraction(0)) * (chance.LIKELIER_AT_MOST + 1) > likely


@MANY
@given(st.integers(-30, 30), st.integers(-30, 30))
def test_one_person_shifts_the_odds_nine_times_at_most(first: int, second: int) -> None:
    """Protects the bound exactly: an answer moves one from one count to another, and whatever was drawn,
    the odds between the two answers change by nine at most."""
    p = chance.probability
    here, there = p(first) * p(second), p(first - 1) * p(second + 1)
    assert Fraction(1, chance.LIKELIER_AT_MOST) <= here / there <= chance.LIKELIER_AT_MOST


@MANY
@given(st.lists(st.integers(-30, 30), min_size=4, max_size=4))
def test_groups_shown_apart_shift_the_odds_eighty_one_times_at_most(shifts: list[int]) -> None:
    """Protects: who is in the team's figure and in a group's is in no third, and what the two tell together is
    what the form and the page on anonymity say."""
    team = [answer(group=group) for group in (*GROUPS, None) for _ in range(8)]
    outcome = freeze(team, "team", 3, TODAY)
    assert set(outcome.groups) == set(GROUPS)
    p = chance.probability
    odds = Fraction(1)
    for first, second in (shifts[:2], shifts[2:]):
        odds *= p(first) * p(second) / (p(first - 1) * p(second + 1))
    assert Fraction(1, chance.LIKELIER_WITH_GROUPS) <= odds <= chance.LIKELIER_WITH_GROUPS
    assert p(0) ** 4 / p(1) ** 4 == chance.LIKELIER_WITH_GROUPS == 81
    pages = Path(__file__).resolve().parents[2] / "docs"
    assert "eighty-one to one" in (pages / "anonymity.md").read_text("utf-8")
    assert "eenentachtig tegen één" in (pages / "anonymity.nl.md").read_text("utf-8")


@MANY
@given(st.lists(ANY_ANSWER, min_size=1, max_size=14), st.lists(ANY_ANSWER, min_size=1, max_size=14))
def test_what_is_shown_depends_on_the_shifted_counts_alone(ours: list[Given], theirs: list[Given]) -> None:
    """Protects: two teams whose shifted counts are the same are shown the same, whatever they said."""
    n = len(ours)

    def forced(counts: Sequence[int]) -> Callable[[], int]:
        targets = iter([5, 4, 3, 5, 4, 3, 2, 1])
        current = iter(counts)
        return lambda: next(targets) - next(current)

    def counts(answers: list[Given]) -> list[int]:
        seen = [sum(_seen(a) == s for a in answers) for s in SEEN]
        return seen + [sum(a.often["plan"] == f for a in answers) for f in FREQUENCIES]

    same = (theirs * n)[:n]
    assert tally(ours, "plan", forced(counts(ours))) == tally(same, "plan", forced(counts(same)))


def _seen(one: Given) -> str:
    choice = one.choices["plan"]
    return {"a": "only_a", "cannot_say": "cannot_say"}.get(choice, "b")


def test_the_shifts_are_as_they_are_said_to_be() -> None:
    """Protects the promise on the page: half of the counts stay, five in six are off by one at most."""
    drawn = [chance.draw() for _ in range(20_000)]
    assert abs(sum(z == 0 for z in drawn) / len(drawn) - 0.5) < 0.02
    assert abs(sum(abs(z) <= 1 for z in drawn) / len(drawn) - 5 / 6) < 0.02
    assert sum(chance.probability(z) for z in range(-40, 41)) > Fraction(999_999, 1_000_000)


# Two looks


def test_a_second_look_shows_the_first(open_round: OpenRound, rounds: Rounds) -> None:
    """Protects: chance is drawn once, so two looks can't be averaged; a late answer changes nothing and
    is refused, so two looks can't be subtracted."""
    opened = open_round(seats=9)
    for link in opened.links[:8]:
        desk.give(rounds, link, new_secret(), answer(), TODAY)
    first = concluded(opened, desk.shut(rounds, opened), TODAY)
    late = new_secret()
    assert not desk.give(rounds, opened.links[8], late, answer("a"), TODAY)
    assert not desk.take_back(rounds, opened.links[0], late, TODAY)
    for _ in range(5):
        assert concluded(first, [*desk.shut(rounds, opened), answer("a")], TODAY) == first


def test_nothing_is_taken_after_the_last_day(open_round: OpenRound, rounds: Rounds) -> None:
    """Protects: the round ends on its day, whether or not the manager closes it."""
    opened = open_round(seats=6)
    over = opened.until + timedelta(days=1)
    assert desk.give(rounds, opened.links[0], new_secret(), answer(), opened.until)
    assert not desk.give(rounds, opened.links[1], new_secret(), answer(), over)
    found = desk.visit(rounds, opened.links[1], "", over)
    assert found is not None
    assert not found.open


# Too few, and unanimity


@MANY
@given(st.integers(LOWEST_FLOOR, 9), st.data())
def test_too_few_says_only_that(floor: int, data: st.DataObject) -> None:
    """Protects: whoever answered whatever, under the floor every outcome is the same, n included."""
    answers = data.draw(st.lists(ANY_ANSWER, max_size=floor - 1))
    assert freeze(answers, "team", floor, TODAY) == freeze([], "team", floor, TODAY)


@MANY
@given(st.integers(LOWEST_FLOOR, COUNTS_FROM - 1), st.sampled_from(CHOICES), st.sampled_from(FREQUENCIES))
def test_below_eight_unanimity_betrays_nobody(n: int, choice: str, often: str) -> None:
    """Protects: with fewer than eight there is no count to be read, and 'most' and 'few' each stand for
    more than one count, all and none among them, even without chance."""
    made = freeze([answer(choice, often)] * n, "team", LOWEST_FLOOR, TODAY, lambda: 0)
    for one in made.tallies.values():
        shares = [*one.seen.values(), *one.often.values()]
        assert all(share.count is None for share in shares)
        assert one.judged is None
        for share in shares:
            low, high = band_counts(share.band, n)
            assert high > low
        assert {share.band for share in shares} <= {"few", "most"}


# Subgroups and remainders


@MANY
@given(
    st.tuples(*[st.integers(0, 14)] * 3),
    st.integers(LOWEST_FLOOR, 8),
)
def test_no_sum_or_difference_gives_a_small_group_away(sizes: tuple[int, int, int], floor: int) -> None:
    """Protects: whatever shown groups are taken off the total, what is left is nobody, or the floor and
    more; and no shown group is under the floor."""
    named = dict(zip((*GROUPS, None), sizes, strict=True))
    visible = visible_groups(named, floor)
    assert all(named[group] >= floor for group in visible)
    for count in range(1, len(visible) + 1):
        for taken in itertools.combinations(visible, count):
            rest = sum(sizes) - sum(named[group] for group in taken)
            assert rest == 0 or rest >= floor


# Times, orders, sizes


def test_texts_come_in_another_order_each_time(open_round: OpenRound, rounds: Rounds) -> None:
    """Protects: who answered first can't be read off the order of the texts, the slots or the marks."""
    texts = [f"{n} things" for n in range(6)]
    orders, slots = set(), set()
    for _ in range(12):
        opened = open_round(seats=6)
        for link, text in zip(opened.links, texts, strict=True):
            desk.give(rounds, link, new_secret(), answer(text=text), TODAY)
        read = desk.shut(rounds, opened)
        slots.add(tuple(one.text for one in read))
        orders.add(freeze(sorted(read, key=lambda one: one.text), "team", 5, TODAY).texts)
    assert len(orders) > 6
    assert len(slots) > 6


@MANY
@given(st.lists(ANY_ANSWER, min_size=LOWEST_FLOOR, max_size=TEXTS_FROM - 1))
def test_texts_need_five_answers(answers: list[Given]) -> None:
    """Protects: with a lower floor the free text still stays away below five."""
    assert freeze(answers, "team", LOWEST_FLOOR, TODAY).texts == ()


@FEW
@given(ANY_ANSWER)
def test_every_envelope_is_as_long_as_the_next(one: Given) -> None:
    """Protects: the longest text and none at all weigh the same, and come out as they went in."""
    private, public = envelope.new_key()
    sealed = envelope.close(one, public)
    assert len(sealed) == envelope.SIZE
    assert envelope.open_envelope(sealed, private) == one


def test_the_outcome_is_frozen_from_nothing_but_answers() -> None:
    """Protects: no time, no device, no order is in what a person gives or in what is shown."""
    assert set(Given.__dataclass_fields__) == {"choices", "often", "wording", "text", "name", "group"}
    assert set(Tally.__dataclass_fields__) == {"n", "seen", "often", "middle"}
    assert shown({"only_a": 2, "b": 4, "cannot_say": 0}, dict.fromkeys(FREQUENCIES, 1), 6).judged is None


# Stuffing


def test_an_invitation_counts_once(open_round: OpenRound, rounds: Rounds) -> None:
    """Protects: a second browser with the same link is refused, the same browser replaces its own."""
    opened = open_round(seats=6, single=True)
    code = new_secret()
    assert desk.give(rounds, opened.links[0], code, answer("a"), TODAY)
    assert not desk.give(rounds, opened.links[0], new_secret(), answer("b"), TODAY)
    assert desk.give(rounds, opened.links[0], code, answer("b"), TODAY)
    read = desk.shut(rounds, opened)
    assert [one.choices["plan"] for one in read] == ["b"]


def test_seats_are_limited(open_round: OpenRound, rounds: Rounds) -> None:
    """Protects: one link for all takes no more answers than people were invited."""
    opened = open_round(seats=5, single=False)
    taken = [desk.give(rounds, opened.secret, new_secret(), answer(), TODAY) for _ in range(9)]
    assert taken == [True] * 5 + [False] * 4


@pytest.mark.parametrize("single", [True, False])
def test_an_answer_is_taken_back_by_its_own_browser_alone(
    open_round: OpenRound, rounds: Rounds, single: bool
) -> None:
    """Protects: only the code takes an answer out; the seat and the invitation are free again."""
    opened = open_round(seats=5, single=single)
    link = opened.links[0] if single else opened.secret
    code = new_secret()
    desk.give(rounds, link, code, answer(), TODAY)
    assert not desk.take_back(rounds, link, new_secret(), TODAY)
    assert desk.take_back(rounds, link, code, TODAY)
    assert not desk.take_back(rounds, link, code, TODAY)
    assert desk.give(rounds, link, new_secret(), answer(), TODAY)
    assert len(desk.shut(rounds, opened)) == 1


def test_no_count_is_further_off_than_chance_moved_it() -> None:
    """Protects what is said to the manager: half of the counts stay as they are and five in six are off by one
    at most, so nothing else may move a count on its way to the page."""
    for counts in itertools.product(range(0, 13, 3), repeat=3):
        for shifts in itertools.product((-2, 0, 1), repeat=3):
            n = 12
            noisy = {key: count + shift for key, count, shift in zip(SEEN, counts, shifts, strict=True)}
            for key, count, shift in zip(SEEN, counts, shifts, strict=True):
                assert abs(chance.bounded(noisy, n)[key] - count) <= abs(shift)
