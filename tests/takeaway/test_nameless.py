"""A workbook that leaves without names holds nobody's, and every figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from helpers.goneby import TODAY, finished, measured

from workbook import document as documents
from workbook.activity.sorting import Correction
from workbook.charts import draw
from workbook.document import Document, Look
from workbook.journey import SCHEMA
from workbook.mirrors.records import Named, Outcome, Round
from workbook.takeaway.nameless import without_names
from workbook.words import translator

ENGLISH = translator("en")


@pytest.fixture(scope="module")
def whole() -> Document:
    """A workbook with names wherever one can stand."""
    document = finished()
    look = Look(document.period, document.evidence)  # type: ignore[arg-type]
    board = Round(
        id="r",
        whom="board",
        opened=TODAY,
        until=TODAY,
        seats=2,
        floor=1,
        language="en",
        wording="2026-1",
        outcome=Outcome(TODAY, 1, named=(Named("Hendrika Board", {"plan": "b"}, {}),)),
    )
    return replace(
        document,
        corrections=(
            Correction("customer", "yes", title="bezoek zuivelhoeve"),
            Correction("plan", "no", activity="0123456789abcdef0123"),
        ),
        decisions=replace(
            document.decisions,
            answers={"crm.csv\nowner": "Hendrika Owner", "crm.csv\ndecimal": ","},
            profiles=('[columns]\ntitle = "Klant Zuivelhoeve"',),
        ),
        earlier=(look,),
        before=look,
        since=look,
        rounds=(board,),
    )


def test_nobodys_name_address_or_title_is_left(whole: Document) -> None:
    """Protects a file without a lock: not in a figure, a look, a correction, an answer or a board's round."""
    left = documents.encode(without_names(whole, ENGLISH)).decode().casefold()
    people = whole.people
    for word in (*people.roles, *people.own, *people.own_domains, *people.names.values()):
        assert word.casefold() not in left
    for word in ("zuivelhoeve", "hendrika"):
        assert word in documents.encode(whole).decode().casefold()
        assert word not in left


def test_figures_and_own_words_stay(whole: Document) -> None:
    """Protects what the file is for: every figure, what was written, and what tells nobody's name."""
    left = without_names(whole, ENGLISH)
    assert left.workbook == whole.workbook
    assert left.period == whole.period
    assert left.decisions.answers == {"crm.csv\ndecimal": ","}
    assert [one.activity for one in left.corrections] == ["0123456789abcdef0123"]
    for one, was in zip(left.evidence.measures, whole.evidence.measures, strict=True):
        assert (one.id, one.value, one.interval) == (was.id, was.value, was.interval)
        assert [bar.values for bar in one.table] == [bar.values for bar in was.table]


def test_a_sales_person_has_one_number_in_all_figures(whole: Document) -> None:
    """Protects the reader: ‘Sales person 3’ is the same one in each figure, and is drawn so."""
    left = without_names(whole, ENGLISH)
    found = {one.id: one for one in left.evidence.measures}
    was = {one.id: one for one in whole.evidence.measures}
    pairs = [
        {old.key: new.key for old, new in zip(was[id].table, found[id].table, strict=True)}
        for id in ("field.ride_alongs", "field.never_accompanied")
    ]
    assert pairs[0] == pairs[1]
    assert "Sales person 1" in draw(found["field.ride_alongs"], ENGLISH, left.people.names).alternative


def test_it_opens_again(whole: Document) -> None:
    """Protects going on from such a file, and that a second one is no different."""
    left = without_names(whole, ENGLISH)
    assert documents.decode(documents.encode(left), SCHEMA) == left
    assert without_names(left, ENGLISH) == left


def test_without_figures_there_is_nothing_to_number() -> None:
    """Protects a workbook that never had a file."""
    assert without_names(Document(demo_day=date(2026, 1, 1)), ENGLISH) == Document(demo_day=date(2026, 1, 1))
    assert measured().people.names
