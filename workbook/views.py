"""The balance as rows to draw: for each question what was answered, and what was counted.

One place for the page and for what is taken away, so that the two can't differ.
"""

from __future__ import annotations

from workbook.charts.balance import BalanceRow, View
from workbook.comparison import compare, days_range
from workbook.document import Document
from workbook.evidence.finding import up_to
from workbook.evidence.measure import Measure
from workbook.journey import Answer
from workbook.mirrored import Mirrored, mirrored, share_of_b
from workbook.mirrors.wording import (
    INDICATIVE,
    MEASURED_FROM,
    WHOM_NAMES,
    answers,
    impression,
    in_a_band,
    in_a_count,
)
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
    for whom in WHOM_NAMES:
        seen = mirrored(document.rounds, question, whom)
        if seen is not None:
            views.append(_mirrored(seen, translate))
    return BalanceRow(translate(STEP_NAMES[question]), tuple(views))


def _answer(label: str, answer: Answer, translate: Translator) -> View:
    assert answer.choice
    assert answer.often
    low, high = DAYS.get(answer.often, (None, None))
    given = say(
        "{choice}; {often}", choice=CHOICE_LETTERS[answer.choice], often=FREQUENCY_NAMES[answer.often]
    )
    often = FREQUENCY_NAMES[answer.often]
    note = (
        given
        if answer.choice == "cannot_say" or low is None
        else say("you chose {choice}, and said {often}", choice=CHOICE_LETTERS[answer.choice], often=often)
    )
    return View(label, low, high, None, translate(note))


def _counted(document: Document, question: QuestionId, translate: Translator) -> View:
    label = translate(VIEW_NAMES["data"])
    counted = compare(document.workbook, document.evidence.measures, question).counted
    if counted is None:
        return View(label, None, None, None, translate(say("no file tells about this")))
    return View(
        label if not counted.self_kept else translate(say("Your diary")),
        *days_range(counted),
        counted.value if counted.self_kept else counted.numerator,
        translate(_note(counted)),
        thin=counted.standing == "thin",
        doubt="interval" if counted.self_kept else "unsorted",
    )


def _mirrored(seen: Mirrored, translate: Translator) -> View:
    return View(
        translate(WHOM_NAMES[seen.whom]),
        seen.lowest,
        seen.highest,
        None,
        translate(mirrored_note(seen)),
        thin=seen.indicative,
    )


def mirrored_note(seen: Mirrored) -> Text:
    """How many chose B, of how many, with the interval where it says something; for a board who answered what."""
    if seen.tally is None:
        letters = [CHOICE_LETTERS[one.choices[seen.question]] for one in seen.named]
        said = _joined(tuple(dict.fromkeys(letter.id for letter in letters)), letters)
        return say("{answers}: {choices}", answers=answers(seen.n), choices=said)
    share = seen.tally.seen["b"]
    who = in_a_band("b", share.band) if share.count is None else in_a_count("b", share.count, seen.n)
    interval = share_of_b(seen.tally)
    if seen.indicative:
        return say("{answers}, {indicative}. {who}", answers=answers(seen.n), indicative=INDICATIVE, who=who)
    if interval is None:
        return who
    if seen.n < MEASURED_FROM:
        return say("{who} {impression}", who=who, impression=impression(seen.n))
    return say("{who} (95%: {low:percent}–{high:percent})", who=who, low=interval.low, high=interval.high)


def _joined(ids: tuple[str, ...], letters: list[Text]) -> Text:
    """Each choice that was made, once, in the order of the names."""
    distinct = [next(letter for letter in letters if letter.id == one) for one in ids]
    said = distinct[0] if distinct else say("–")
    for letter in distinct[1:]:
        said = say("{one}, {other}", one=said, other=letter)
    return said


def _note(counted: Measure) -> Text:
    n, unknown = int(counted.numerator), int(counted.unknown)
    if counted.self_kept:
        return say("{n} of the {all} days you kept", n=n, all=int(counted.denominator))
    return say_n("{found} day", "{found} days", n + unknown, found=up_to(n, unknown))


def counted_over(document: Document) -> Text | None:
    """The days the counts of the picture are about, once below it; None where nothing was counted."""
    found = (compare(document.workbook, document.evidence.measures, q).counted for q in QUESTIONS)
    periods = {one.period for one in found if one is not None and not one.self_kept}
    if len(periods) != 1:
        return None
    period = periods.pop()
    return say(
        "Counted over {first:day} to {last:date}.",
        first=period.first.isoformat(),
        last=period.last.isoformat(),
    )
