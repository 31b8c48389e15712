"""Figures said in two places are the same figure: on the page of a question, the balance and the report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Final

import pytest
from helpers.goneby import TODAY, finished

from workbook import journey
from workbook.beside import confrontation, contents, of_days
from workbook.charts import draw
from workbook.document import Document
from workbook.evidence.accompanied import met_elsewhere
from workbook.evidence.finding import up_to
from workbook.evidence.measure import Measure, Period
from workbook.evidence.telling import reckoning
from workbook.journey import Workbook
from workbook.questions import QUESTIONS, Choice, Frequency, QuestionId
from workbook.takeaway.report import EVERYTHING, compose
from workbook.views import balance_rows
from workbook.words import Text, say, translator

EN: Final = translator("en")


@lru_cache(maxsize=1)
def document() -> Document:
    """The demo manager's, with every question answered and looked at."""
    return finished()


def measure(identifier: str) -> Measure:
    """One of the demo manager's figures."""
    return next(one for one in document().evidence.measures if one.id == identifier)


def answered(choice: Choice, often: Frequency, on: date = TODAY) -> Workbook:
    """All three questions answered alike."""
    book = Workbook()
    for question in QUESTIONS:
        book = journey.answer(book, question, choice=choice, often=often, on=on)
        book = journey.see_evidence(book, question)
    return book


def said(message: Text) -> str:
    return EN(message).replace("**", "")


def test_hours_in_two_places_are_equal() -> None:
    """Protects the hours: on reports and among colleagues they are the same in both measures of hours, and the
    parts of each add up to its whole."""
    hours, desk = measure("field.customer_hours"), measure("field.reporting")
    customers, outside, reports, inside, _, unknown = (
        sum(column) for column in zip(*(bar.values for bar in hours.table), strict=True)
    )
    reports_again, inside_again, _ = (
        sum(column) for column in zip(*(bar.values for bar in desk.table), strict=True)
    )
    assert (reports, inside) == pytest.approx((reports_again, inside_again))
    assert desk.numerator == pytest.approx(reports + inside)
    assert (customers, unknown) == pytest.approx((hours.numerator, hours.unknown))
    assert sum(sum(bar.values) for bar in hours.table) == pytest.approx(hours.denominator)
    assert outside >= 0
    sentence = said(hours.sentence)
    for minutes in (customers, reports, hours.denominator):
        assert EN(say("{minutes:lasting}", minutes=minutes)) in sentence
    assert EN(say("{minutes:lasting}", minutes=desk.numerator)) in said(reckoning(desk))


def test_visits_in_three_places_are_equal() -> None:
    """Protects the visits: those of each sales person, those talked over or not, and the sentence are one count;
    who was never accompanied has none of them."""
    visits, debriefs, never = (
        measure(f"field.{name}") for name in ("ride_alongs", "debriefs", "never_accompanied")
    )
    assert sum(sum(bar.values) for bar in visits.table) == visits.numerator
    assert debriefs.denominator + debriefs.unknown == visits.numerator
    assert sum(not sum(bar.values) for bar in visits.table) == never.numerator
    assert f"{never.numerator:.0f} of your {never.denominator:.0f}" in said(visits.sentence)


def test_plan_sessions_in_two_places_are_equal() -> None:
    """Protects the sessions: those of all weeks are those of which it is asked who was there."""
    weeks, who = measure("plan.cadence"), measure("plan.cross_functional")
    with_technical, without, unknown, _ = (
        sum(column) for column in zip(*(bar.values for bar in weeks.table), strict=True)
    )
    assert (with_technical, with_technical + without, unknown) == (
        who.numerator,
        who.denominator,
        who.unknown,
    )


def test_the_last_four_weeks_are_one_count_everywhere() -> None:
    """Protects the confrontation: page, balance, picture, report and the sentence over thirteen weeks say the
    same days."""
    whole = document()
    report = repr(compose(whole, EVERYTHING, EN, TODAY))
    for question, row in zip(QUESTIONS, balance_rows(whole, EN), strict=True):
        counted = measure(f"{question}.days")
        figure = EN(up_to(int(counted.numerator), int(counted.unknown)))
        beside = confrontation(whole.workbook, whole.evidence.measures, question)
        assert beside is not None
        assert figure in said(beside)
        assert figure in row.views[1].note
        assert figure in report
    marketing = measure("marketing.days")
    figure = EN(up_to(int(marketing.numerator), int(marketing.unknown)))
    assert f"In the last four weeks on {figure}" in said(measure("marketing.contact_days").sentence)


def test_a_table_of_weeks_names_the_weeks_off() -> None:
    """Protects a week of leave from being a nought, and from missing: every table has the same weeks."""
    (off,) = measure("plan.cadence").coverage.off
    shown = {
        name: draw(measure(name), EN, {})
        for name in ("plan.cadence", "marketing.contact_days", "field.customer_hours", "field.debriefs")
    }
    weeks = {name: [row[0] for row in chart.rows] for name, chart in shown.items()}
    assert len({tuple(rows) for rows in weeks.values()}) == 1
    for chart in shown.values():
        row = next(row for row in chart.rows if row[0] == f"week {int(off[-2:])}")
        assert set(row[1:]) == {"off"}
    visits = draw(measure("field.ride_alongs"), EN, {})
    at = visits.headers.index(f"week {int(off[-2:])}")
    assert {row[at] for row in visits.rows} == {"off"}


def test_agreeing_in_days_never_stands_alone() -> None:
    """Protects the manager from being reassured: with the days comes what was done on them, in the words of the
    figure on the question's page, and with the choice that was made."""
    book = answered("b", "few")
    measures = document().evidence.measures
    days = [said(text) for text in of_days(book, measures, QUESTIONS)]
    assert any("What happened on those days, that number does not say." in text for text in days)
    told = contents(book, measures, QUESTIONS)
    assert [one.question for one in told] == list(QUESTIONS)
    rides = next(one for one in measures if one.id == "field.ride_alongs")
    met = met_elsewhere(rides.beside)
    assert met is not None
    for one in told:
        beside = f" {EN(met)}" if one.question == "field" else ""
        assert EN(one.said) == f"You chose B. {EN(one.measure.sentence)}{beside}"
    assert (
        said(told[0].said)
        == "You chose B. In 1 of 5 plan sessions, sales and technical colleagues sat at one table."
    )


@pytest.mark.parametrize("question", QUESTIONS)
def test_other_weeks_are_never_called_those_weeks(question: QuestionId) -> None:
    """Protects an answer from data of long ago: then the days that were counted are named."""
    measures = document().evidence.measures
    late = confrontation(answered("b", "few", on=date(2027, 2, 1)), measures, question)
    now = confrontation(answered("b", "few"), measures, question)
    assert now is not None
    assert late is not None
    assert "those four weeks" in said(now)
    assert "From 26 October to 22 November" in said(late)
    week = Period(date(2026, 11, 16), date(2026, 11, 22))
    short = tuple(replace(one, period=week) for one in measures)
    part = confrontation(answered("b", "few"), short, question)
    assert part is not None
    assert "From 16 November" in said(part)


def test_no_number_of_days_and_nothing_counted() -> None:
    """Protects from inventing an answer, and from a confrontation with nothing."""
    measures = document().evidence.measures
    unsaid = confrontation(answered("cannot_say", "cannot_say"), measures, "plan")
    assert unsaid is not None
    assert said(unsaid).startswith("You gave no number of days.")
    assert said(contents(answered("cannot_say", "few"), measures, ("plan",))[0].said).startswith(
        "You could not choose."
    )
    assert confrontation(answered("b", "few"), (), "plan") is None
    assert contents(answered("b", "few"), (), QUESTIONS) == ()
