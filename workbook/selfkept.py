"""The diary of a workbook as figures among the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from workbook.document import Document
from workbook.journey import diary_days


def with_own_diary(document: Document, today: date) -> Document:
    """The document with what its diary says where no file tells; the same one without a diary."""
    days = diary_days(document.workbook)
    if not days or not document.workbook.diary:
        return document
    from workbook.evidence.diary import KeptDay, diary_measures, with_diary
    from workbook.evidence.measure import Period

    period = Period(days[0], max(days[0], min(days[-1], today)))
    kept = (
        KeptDay(day.on, frozenset(day.happened))
        for day in document.workbook.diary
        if period.first <= day.on <= period.last
    )
    measured = with_diary(document.evidence.measures, diary_measures(kept, period, document.country))
    return replace(document, evidence=replace(document.evidence, measures=measured))
