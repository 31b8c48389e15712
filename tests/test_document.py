"""A workbook of any released schema can be read, and what must not be kept is not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from workbook import document as documents
from workbook.activity.records import Reading, Refusal
from workbook.document import Document, Evidence, Illegible, Look
from workbook.evidence.measure import Period
from workbook.journey import SCHEMA
from workbook.questions import QUESTIONS
from workbook.takeaway.file import import_workbook
from workbook.words import say

OLD = Path(__file__).parent / "takeaway" / "old"


@pytest.mark.parametrize("schema", range(1, SCHEMA))
def test_a_file_of_each_released_schema_is_read(schema: int) -> None:
    """A workbook that somebody kept years ago opens, with everything that was in it."""
    contents = import_workbook((OLD / f"schema-{schema}.zip").read_bytes())
    assert contents.schema == schema
    document = documents.decode(contents.document, contents.schema)
    assert document.workbook.schema == SCHEMA
    for question in QUESTIONS:
        inquiry = document.workbook.inquiry(question)
        assert inquiry.first.choice == "b"
        assert "Dinsdag, met Mei." in inquiry.reflections.values()
        assert not inquiry.step.missing
    assert document.workbook.decision == "keep"
    assert len(document.evidence.measures) == 16
    assert document.people.roles
    assert document.workbook.check_ins == document.workbook.diary == document.earlier == ()
    again = documents.decode(documents.encode(document), SCHEMA)
    assert again == document


def test_a_newer_schema_is_told_apart_from_damage() -> None:
    """Who opens a newer workbook is told to update, not that it is broken."""
    with pytest.raises(Illegible, match="newer version"):
        documents.decode(b"{}", SCHEMA + 1)
    for schema in range(1, SCHEMA + 1):
        with pytest.raises(Illegible, match="damaged"):
            documents.decode(b"[]", schema)


@pytest.mark.parametrize(
    ("first", "days", "weeks"),
    [
        (date(2026, 8, 24), 91, 13),
        (date(2026, 8, 24), 21, 13),
        (date(2026, 5, 25), 182, 26),
        (date(2025, 11, 24), 364, 52),
        (date(2026, 8, 25), 91, None),
        (date(2026, 8, 24), 90, None),
        (date(2026, 8, 24), 140, None),
    ],
)
def test_days_somebody_chose_are_told_apart_in_an_old_workbook(
    first: date, days: int, weeks: int | None
) -> None:
    """Schema 2 did not say whether the period was chosen; odd days surely were, and must not move on."""
    period = Period(first, first + timedelta(days=days - 1))
    old = json.loads(documents.encode(replace(Document(), period=period)))
    del old["last_weeks"]
    assert documents.decode(json.dumps(old).encode(), 2).last_weeks == weeks


@pytest.mark.parametrize(("demo", "day"), [(True, date(2026, 10, 5)), (False, None)])
def test_an_old_demo_keeps_the_day_of_its_figures(demo: bool, day: date | None) -> None:
    """Its rows are made anew as of that day, and fit its period; nobody else's workbook has such a day."""
    old = json.loads(documents.encode(replace(Document(), demo=demo)))
    old["evidence"]["taken_on"] = "2026-10-05"
    del old["demo_day"]
    assert documents.decode(json.dumps(old).encode(), 2).demo_day == day


@pytest.mark.parametrize("answer", [None, True, False])
def test_what_was_said_of_private_appointments_is_kept(answer: bool | None) -> None:
    """An answer is kept as it was given; a workbook from before the question has none."""
    kept = documents.encode(replace(Document(), private_is_work=answer))
    assert documents.decode(kept, SCHEMA).private_is_work is answer
    old = json.loads(kept)
    del old["private_is_work"]
    assert documents.decode(json.dumps(old).encode(), SCHEMA).private_is_work is None


def test_no_cell_of_a_file_is_kept_in_an_earlier_look_either() -> None:
    """A refusal can quote a cell; it stays in memory, whichever look it belongs to."""
    refused = (Refusal("a.csv", 3, say("“{cell}” is no date.", cell="Veldhof")),)
    reading = Reading("a.csv", say("x"), refused=refused)
    look = Look(Period(date(2026, 1, 1), date(2026, 3, 1)), Evidence(readings=(reading,)))
    document = replace(Document(), evidence=look.evidence, earlier=(look,), since=look, before=look)
    assert b"Veldhof" not in documents.encode(document)
