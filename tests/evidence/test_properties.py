"""What holds for every measure, whatever stands in the calendar."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from helpers.search import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.activity.sorting import TOPICS
from workbook.evidence import Measure, Period, measure
from workbook.words import Text, translator

COMPANY = st.one_of(
    st.none(),
    st.lists(
        st.sampled_from(["anouk", "bas", "daan", "sjoerd", "lieke", "baas", "klant", "lease", "nieuw"]),
        max_size=5,
        unique=True,
    ).map(" ".join),
)
ENTRY = st.fixed_dictionaries(
    {
        "day": st.integers(-5, 40),
        "who": COMPANY,
        "at": st.integers(6, 20),
        "minutes": st.integers(0, 600),
        "yes": st.lists(st.sampled_from(TOPICS[:-1]), max_size=3),
        "unknown": st.lists(st.sampled_from(TOPICS), max_size=3),
        "held": st.sampled_from(["yes", "yes", "no", "unknown"]),
        "kind": st.sampled_from(["meeting", "meeting", "call", "task"]),
        "private": st.sampled_from([False, False, True]),
    }
)
LEAVE = st.builds(
    lambda day, days: {
        "day": day,
        "who": None,
        "at": 0,
        "minutes": days * 24 * 60,
        "all_day": True,
        "yes": ["absence"],
    },
    st.integers(0, 30),
    st.integers(1, 7),
)
ENTRIES = st.lists(st.one_of(ENTRY, ENTRY, ENTRY, LEAVE), max_size=25)


def written(diary: Any, entries: list[dict[str, Any]]) -> Any:
    """The diary with these entries in it."""
    for entry in entries:
        diary.add(entry["day"], entry["who"], **{k: v for k, v in entry.items() if k not in ("day", "who")})
    return diary


@settings(max_examples=examples(60))
@given(ENTRIES)
def test_bounds_hold_the_value_and_the_numerator_fits(new_diary: Any, entries: list[dict[str, Any]]) -> None:
    """Protects every figure: low <= value <= high, no more yes than there is, an interval around it."""
    for found in written(new_diary(), entries).measures().values():
        assert found.numerator >= 0
        assert found.unknown >= 0
        if found.kind == "share":
            assert found.numerator <= found.denominator + 1e-6
            assert found.no >= -1e-6
            assert found.high is None or found.high <= 1 + 1e-9
        if found.value is not None:
            assert found.low is not None
            assert found.high is not None
            assert found.low - 1e-9 <= found.value <= found.high + 1e-9
            if found.interval is not None:
                assert found.interval.low - 1e-9 <= found.value <= found.interval.high + 1e-9
        assert (found.standing == "absent") == (found.missing is not None)
        assert 0 <= found.coverage.weeks_with_data <= found.coverage.weeks


@settings(max_examples=examples(40))
@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_order_of_reading_changes_nothing(
    new_diary: Any, entries: list[dict[str, Any]], shuffler: random.Random
) -> None:
    """Protects figures from the order in which files were dropped."""
    material = written(new_diary(), entries).material()
    shuffled = list(material.activities)
    shuffler.shuffle(shuffled)
    assert measure(material) == measure(replace(material, activities=tuple(shuffled)))


@settings(max_examples=examples(60))
@given(ENTRIES.filter(bool), st.integers(0, 24))
def test_one_more_unknown_never_changes_a_numerator(
    new_diary: Any, entries: list[dict[str, Any]], across: int
) -> None:
    """Protects counts from what nobody can tell: it may widen the bounds and nothing else."""
    diary = written(new_diary(), entries)
    before = diary.measures()
    at = entries[across % len(entries)]
    diary.add(at["day"], None, at=at["at"], minutes=at["minutes"], unknown=TOPICS)
    after = diary.measures()
    for one, found in before.items():
        if "absent" not in (found.standing, after[one].standing):
            if one == "field.reporting":
                assert after[one].numerator == pytest.approx(found.numerator)
            else:
                assert after[one].numerator == found.numerator


@settings(max_examples=examples(40))
@given(ENTRIES)
def test_a_second_copy_of_everything_changes_nothing(new_diary: Any, entries: list[dict[str, Any]]) -> None:
    """Protects counts and hours when the same calendar is loaded from a second file."""
    diary = written(new_diary(), entries)
    before = diary.measures()
    for activity in tuple(diary.activities):
        copy = replace(activity, id=f"{activity.id}-copy")
        diary.activities.append(copy)
        diary.verdicts[copy.id] = diary.verdicts[activity.id]
    after = diary.measures()
    assert {one: found.numerator for one, found in before.items()} == {
        one: found.numerator for one, found in after.items()
    }


@settings(max_examples=examples(40))
@given(ENTRIES, st.integers(1, 3))
def test_counts_of_adjoining_periods_add_up(
    new_diary: Any, entries: list[dict[str, Any]], split: int
) -> None:
    """Protects against losing or doubling what stands at the edge of a period."""
    diary = written(new_diary().filler(5), entries)
    whole, cut = diary.period(4), diary.monday + timedelta(weeks=split)
    parts = [Period(whole.first, cut - timedelta(days=1)), Period(cut, whole.last)]
    halves = [diary.measures(period=part) for part in parts]
    together = diary.measures(period=whole)
    for one in ("plan.cadence", "marketing.contact_days", "marketing.campaign_sessions"):
        found = [half[one] for half in halves]
        if all(half.standing != "absent" for half in found):
            assert sum(half.numerator for half in found) == together[one].numerator
            assert sum(half.denominator for half in found) == together[one].denominator


@settings(max_examples=examples(30))
@given(ENTRIES)
def test_every_word_can_be_said_in_both_languages(new_diary: Any, entries: list[dict[str, Any]]) -> None:
    """Protects readers from a half-filled sentence, and small numbers from a percentage in one."""
    for found in written(new_diary(), entries).measures().values():
        for language in ("nl", "en"):
            for text in texts(found):
                assert "{" not in translator(language)(text)
        if found.denominator < 5 and found.kind == "share" and found.id != "field.customer_hours":
            assert "%" not in translator("en")(found.sentence)


def test_no_subject_and_no_row_is_kept_in_a_measure(new_diary: Any) -> None:
    """Protects what may be stored: aggregates, no titles of meetings and no ids of rows."""
    diary = new_diary().filler(4)
    for day in range(0, 28, 2):
        diary.add(day, "anouk sjoerd klant", yes=["customer", "plan", "marketing"], subject="Geheim project")
    kept = repr(measure(diary.material()))
    assert "Geheim" not in kept
    assert "'a5'" not in kept


def texts(found: Measure) -> list[Text]:
    """Every text of a measure."""
    said = [found.title, found.sentence, found.counted, found.limits, *found.columns, *found.context]
    return [*said, *(bar.label for bar in found.table), *([found.missing] if found.missing else [])]


DEALS = st.lists(
    st.fixed_dictionaries(
        {
            "status": st.sampled_from(["open", "won", "lost", "unknown"]),
            "created": st.sampled_from([None, date(2026, 9, 15)]),
            "closed": st.sampled_from([None, date(2026, 9, 16)]),
            "source": st.sampled_from(["", "Beurs", "Netwerk", "Offline"]),
            "segment": st.sampled_from(["", "Zorg"]),
        }
    ),
    max_size=12,
)
@settings(max_examples=examples(60))
@given(ENTRIES, DEALS)
def test_a_bold_figure_names_what_could_not_be_placed(
    new_diary: Any, entries: list[dict[str, Any]], deals: list[dict[str, Any]]
) -> None:
    """Protects readers of the sentence alone (evidence.md, rule 7): where something is unknown, the sentence of
    the figure says so, in both languages."""
    rows = [{"deal": str(n), "owner": "Anouk A", **deal} for n, deal in enumerate(deals)]
    blank = dict.fromkeys(("stage", "currency", "campaign"), "") | {"value": 1.0}
    frame = pl.DataFrame([{**row, **blank} for row in rows]) if rows else None
    for found in written(new_diary(), entries).measures(deals=frame).values():
        if found.standing == "absent" or round(found.unknown) < 1:
            continue
        if found.id == "field.reporting" and round(found.high or 0) <= round(found.value or 0):
            continue
        for language, words in (("en", ("known", "none", "stage")), ("nl", ("bekend", "geen", "fase"))):
            said = translator(language)(found.sentence)
            assert any(word in said for word in words), said
