"""Team and board beside the manager: ranges, intervals that take chance in, and change over rounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import comb

import pytest
from helpers.answers import ANY_ANSWER, answer
from helpers.search import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook import journey
from workbook.journey import Workbook
from workbook.mirrored import against, change_of_b, mirrored, share_of_b
from workbook.mirrors import chance
from workbook.mirrors.outcome import COUNTS_FROM, freeze, shown
from workbook.mirrors.records import LOWEST_FLOOR, Given, Round
from workbook.mirrors.rounds import brought_in, not_to_open, planned, portable
from workbook.questions import FREQUENCIES, QUESTIONS
from workbook.wording import WORDING

TODAY = date(2026, 11, 23)


def closed(answers: list[Given], day: date = TODAY, whom: str = "team") -> Round:
    """A round that was closed with these answers, without chance."""
    plan = planned(whom, today=day, language="nl", wording=WORDING, seats=len(answers))  # type: ignore[arg-type]
    return replace(plan, outcome=freeze(answers, plan.whom, LOWEST_FLOOR, day, lambda: 0))


def manager(often: str) -> Workbook:
    """A workbook with one answer."""
    return journey.answer(Workbook(), "plan", choice="b", often=often, on=TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mine", "theirs", "kind"),
    [
        ("often", "none", "less"),
        ("none", "few", "more"),
        ("few", "few", "alike"),
        ("cannot_say", "few", "unclear"),
        ("few", "cannot_say", "unclear"),
    ],
)
def test_views_differ_only_where_they_have_no_day_in_common(mine: str, theirs: str, kind: str) -> None:
    """Protects the sentence: it follows from two ranges of days and from no score."""
    seen = mirrored((closed([answer("b", theirs)] * 9),), "plan", "team")
    assert seen is not None
    assert against(manager(mine), seen) == kind


def test_a_spread_team_is_no_difference() -> None:
    """Protects from a sentence about a team that doesn't agree: its middle half takes both in."""
    spread = [
        answer("b", often) for often in ("none", "none", "none", "few", "weekly", "often", "often", "often")
    ]
    seen = mirrored((closed(spread),), "plan", "team")
    assert seen is not None
    assert against(manager("weekly"), seen) == "alike"


@settings(max_examples=examples(60))
@given(st.lists(ANY_ANSWER, min_size=LOWEST_FLOOR, max_size=20))
def test_an_interval_always_holds_what_is_shown(answers: list[Given]) -> None:
    """Protects: low is never over high, the shown share lies between them, and below eight there is
    always an interval that all or none would fit in no better than the band."""
    outcome = freeze(answers, "team", LOWEST_FLOOR, TODAY)
    for tally in outcome.tallies.values():
        interval = share_of_b(tally)
        if interval is None:
            assert tally.judged == 0
            continue
        assert 0 <= interval.low <= interval.high <= 1
        count = tally.seen["b"].count
        if count is not None and tally.judged:
            assert interval.low <= count / tally.judged <= interval.high


@pytest.mark.parametrize("n", [8, 10, 12, 20])
def test_the_interval_covers_as_often_as_it_says(n: int) -> None:
    """Protects the 95 %: over true shares the interval around the count that chance has moved covers them
    in 95 of 100 rounds or more, counted out exactly, and for none in under 92, where Wilson's own, of the
    count as it was, has 91."""
    shifts = range(-5, 6)
    weights = {z: float(chance.probability(z)) for z in shifts}
    coverages = []
    for true in (0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95):
        covered = total = 0.0
        for b in range(n + 1):
            drawn = comb(n, b) * true**b * (1 - true) ** (n - b)
            if drawn < 1e-4:
                continue
            for zb, za, zc in ((zb, za, zc) for zb in shifts for za in shifts for zc in (-1, 0, 1)):
                weight = drawn * weights[zb] * weights[za] * weights[zc]
                seen = shown(
                    {"only_a": n - b + za, "b": b + zb, "cannot_say": zc}, dict.fromkeys(FREQUENCIES, 0), n
                )
                interval = share_of_b(seen)
                total += weight
                covered += weight * (interval is not None and interval.low <= true <= interval.high)
        coverages.append(covered / total)
    assert min(coverages) >= 0.92
    assert sum(coverages) / len(coverages) >= 0.95


def test_a_change_is_named_only_where_chance_can_not_have_made_it() -> None:
    """Protects from a trend out of noise: one more is no change, all instead of none is."""
    earlier, later = TODAY - timedelta(weeks=13), TODAY
    few = closed([answer("a")] * 11 + [answer("b")], earlier)
    one_more = closed([answer("a")] * 10 + [answer("b")] * 2, later)
    all_ = closed([answer("b")] * 12, later)
    small = closed([answer("b")] * 6, later)
    assert change_of_b((few, one_more), "plan") == "alike"
    assert change_of_b((few, all_), "plan") == "more"
    assert change_of_b((few, small), "plan") == "unclear"
    assert change_of_b((all_,), "plan") is None
    other_words = replace(few, wording="2020-1")
    assert change_of_b((other_words, all_), "plan") is None


@given(st.integers(0, 200))
def test_a_quarter_lies_between_team_rounds(days: int) -> None:
    """Protects the team: whatever day it is, a second round within twelve weeks is refused."""
    plan = planned("team", today=TODAY + timedelta(days=days), language="nl", wording=WORDING)
    reasons = not_to_open(plan, (closed([answer()] * 9),), TODAY + timedelta(days=days))
    assert bool(reasons) == (days < 84)


def test_what_travels_in_a_file_has_no_secret() -> None:
    """Protects links: a file holds closed rounds without secrets; an open one stays where it is."""
    done = replace(closed([answer()] * 9), secret="s" * 43, links=("l",), key=b"k")
    open_ = replace(planned("team", today=TODAY, language="nl", wording=WORDING), secret="o" * 43)
    (kept,) = portable((done, open_))
    assert (kept.secret, kept.links, kept.key) == ("", (), b"")
    assert [one.id for one in brought_in((open_,), (kept,))] == [kept.id, open_.id]


def test_reading_an_earlier_file_back_does_not_allow_a_round_sooner() -> None:
    """Protects the team: a file from before the last round was closed brings none, and takes none away."""
    done = closed([answer()] * 9)
    day = TODAY + timedelta(days=7)
    plan = planned("team", today=day, language="nl", wording=WORDING)
    assert not_to_open(plan, brought_in((done,), ()), day)
    assert brought_in((done,), portable((done,))) == (done,)


def test_four_views_stand_side_by_side() -> None:
    """Protects the balance: self, data, team with n and interval, board by what it chose."""
    from workbook.document import Document
    from workbook.views import balance_rows
    from workbook.words import translator

    workbook = Workbook()
    for question in QUESTIONS:
        workbook = journey.answer(workbook, question, choice="b", often="often", on=TODAY)
        workbook = journey.see_evidence(workbook, question)
    team, board = (
        closed([answer("a", "none")] * 9),
        closed([answer("b", "few", name="Robin")] * 2, whom="board"),
    )
    for rounds, notes in (
        (
            (team, board),
            (
                "Hardly any of the 9 chose B, alone or beside A. With 9 answers this is an impression, not a "
                "measurement.",
                "2 answers: B",
            ),
        ),
        (
            (closed([answer("a", "none")] * 6),),
            ("6 answers, indicative. Few people chose B, alone or beside A.",),
        ),
    ):
        for row in balance_rows(Document(workbook=workbook, rounds=rounds), translator("en")):
            assert [view.note for view in row.views[2:]] == list(notes)
    assert COUNTS_FROM == 8
