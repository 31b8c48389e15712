"""What a manager keeps by hand, as figures: the diary among the others, and whether the steps were done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from workbook.document import Document
from workbook.evidence.measure import Measure, Period
from workbook.evidence.presence import week_key, weeks_of
from workbook.journey import Workbook, check_in_week, diary_days
from workbook.wording import STEP_NAMES


def with_own_diary(document: Document, today: date) -> Document:
    """The document with what its diary says where no file tells; the same one without a diary."""
    days = diary_days(document.workbook)
    if not days or not document.workbook.diary:
        return document
    from workbook.evidence.diary import KeptDay, diary_measures, with_diary

    period = Period(days[0], max(days[0], min(days[-1], today)))
    kept = (
        KeptDay(day.on, frozenset(day.happened))
        for day in document.workbook.diary
        if period.first <= day.on <= period.last
    )
    measured = with_diary(document.evidence.measures, diary_measures(kept, period, document.country))
    return replace(document, evidence=replace(document.evidence, measures=measured))


def steps_followed(workbook: Workbook, today: date) -> tuple[Measure, ...]:
    """For each step that was due: in how many of its weeks it was done, up to the last one that is over or
    looked back on."""
    from workbook.evidence.followed import followed

    kept = {check.week: check.done for check in workbook.check_ins}
    last = today if check_in_week(today) in kept else today - timedelta(days=7)
    measures = []
    for question, step in workbook.steps:
        if step.first_on is None or check_in_week(last) < week_key(step.first_on):
            continue
        sunday = date.fromisocalendar(int(check_in_week(last)[:4]), int(check_in_week(last)[-2:]), 7)
        period = Period(step.first_on, sunday)
        weeks = {week: kept.get(week, {}).get(question) for week in weeks_of(period)}
        measures.append(followed(question, STEP_NAMES[question], weeks, period))
    return tuple(measures)
