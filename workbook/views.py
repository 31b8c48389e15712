"""The balance as rows to draw: for each question what was answered, and what was counted.

One place for the page and for what is taken away, so that the two can't differ.
"""

from __future__ import annotations

from workbook.charts.balance import BalanceRow, View
from workbook.comparison import compare
from workbook.document import Document
from workbook.evidence.measure import Measure
from workbook.journey import Answer
from workbook.questions import DAYS, QUESTIONS, QuestionId
from workbook.wording import CHOICE_LETTERS, FREQUENCY_NAMES, STEP_NAMES, VIEW_NAMES
from workbook.words import Text, Translator, say, say_n


def balance_rows(document: Document, translate: Translator) -> tuple[BalanceRow, ...]:
    """A row for each question that was held against the evidence, in the order of the questions."""
    seen = (question for question in QUESTIONS if document.workbook.inquiry(question).evidence_seen)
    return tuple(_row(document, question, translate) for question in seen)


def _row(document: Document, question: QuestionId, translate: Translator) -> BalanceRow:
    inquiry = document.workbook.inquiry(question)
    views = [_answer(translate(VIEW_NAMES["self"]), inquiry.first, translate)]
    if inquiry.second and inquiry.second.complete:
        views.append(_answer(translate(say("You say now")), inquiry.second, translate))
    views.append(_counted(document, question, translate))
    return BalanceRow(translate(STEP_NAMES[question]), tuple(views))


def _answer(label: str, answer: Answer, translate: Translator) -> View:
    assert answer.choice
    assert answer.often
    low, high = DAYS.get(answer.often, (None, None))
    note = say("{choice}; {often}", choice=CHOICE_LETTERS[answer.choice], often=FREQUENCY_NAMES[answer.often])
    return View(label, low, high, None, translate(note))


def _counted(document: Document, question: QuestionId, translate: Translator) -> View:
    label = translate(VIEW_NAMES["data"])
    counted = compare(document.workbook, document.evidence.measures, question).counted
    if counted is None:
        return View(label, None, None, None, translate(say("no file tells about this")))
    return View(
        label,
        counted.numerator,
        counted.numerator + counted.unknown,
        counted.numerator,
        translate(_note(counted)),
        thin=counted.standing == "thin",
    )


def _note(counted: Measure) -> Text:
    n, unknown = int(counted.numerator), int(counted.unknown)
    days = say_n("{n} day", "{n} days", n)
    since = say(
        "{first:day} – {last:day}",
        first=counted.period.first.isoformat(),
        last=counted.period.last.isoformat(),
    )
    if unknown:
        return say("{n} to {most} days; {since}", n=n, most=n + unknown, since=since)
    return say("at least {days}; {since}", days=days, since=since)
