"""From rows and a document to the document with its figures, and when those are out of date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from workbook.activity.read import Loaded
from workbook.document import Document, Evidence
from workbook.ui.desk import Desk

if TYPE_CHECKING:
    from workbook.evidence.measure import Measure, Period


def ground(document: Document) -> tuple[object, ...]:
    """What the manager settled that the figures depend on: what they were measured from is out of date
    once it differs."""
    settled = (document.people, document.decisions.answers, document.corrections, document.separated)
    told = (document.places, document.private_is_work, document.sources)
    return (*settled, *told, document.period, document.last_weeks, document.country, document.decisions.zone)


def measured_again(document: Document, rows: Loaded, today: date, desk: Desk | None = None) -> Document:
    """The document with every measure taken anew from the rows."""
    from workbook import evidence
    from workbook.evidence.versions import rules_version
    from workbook.looks import side_by_side
    from workbook.selfkept import with_own_diary

    seen_from = document.demo_day or today
    material = evidence.Material(
        activities=rows.activities,
        sorted=(desk or Desk()).sort(rows, document),
        people=document.people,
        deals=rows.deals,
        period=document.period or evidence.default_period(rows.activities, seen_from),
        country=document.country,
        deal_sources=tuple(r.file for r in rows.readings if r.read and r.deals),
        placed=document.sources,
    )
    # A file nothing was read of is told about while its rows' page is open, and is no part of what is kept.
    read = tuple(one for one in rows.readings if one.read)
    rules = rules_version(document.private_is_work is False)
    measured = Evidence(evidence.measure(material), read, seen_from, rules)
    document = replace(document, period=material.period, evidence=measured)
    oldest = min((one.start.date() for one in rows.activities), default=None)

    def measured_over(period: Period) -> tuple[Measure, ...]:
        return evidence.measure(replace(material, period=period))

    return with_own_diary(side_by_side(document, oldest, measured_over, rules, seen_from), today)


def demo_rows(today: date) -> Loaded:
    """The made-up manager's calendar and deals as of a day, read from real files like anybody's, whoever
    they are."""
    from workbook.activity.read import File, read_rows
    from workbook.demo import Demo

    demo = Demo(today=today)
    files = tuple(File(file.name, file.data) for file in demo.files)
    return read_rows(files, today=today)
