"""What a board may be shown: the things a manager can choose from, and the page made of the chosen.

Figures go without names: sales people are numbered. What the team said, what the manager wrote to
themselves and every single appointment can't be chosen, and the page says that it is a choice.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from workbook.charts import CHARTED, draw
from workbook.document import Document
from workbook.evidence.measure import Measure
from workbook.mirrors.released import Block, ReleasedPage
from workbook.questions import QUESTIONS, QuestionId
from workbook.takeaway.nameless import numbered
from workbook.wording import (
    CHOICE_LETTERS,
    DECISION_NAMES,
    FREQUENCY_NAMES,
    STEP_NAMES,
    step_sentence,
    wording,
)
from workbook.words import Text, Translator, say


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be released: its id, what it is called, and the question it belongs to."""

    id: str
    name: Text
    question: QuestionId | None


def items(document: Document) -> tuple[Item, ...]:
    """All there is to choose from now, question by question."""
    found: list[Item] = []
    for question in QUESTIONS:
        inquiry = document.workbook.inquiry(question)
        where = STEP_NAMES[question]
        if inquiry.evidence_seen:
            found.append(Item(f"answer.{question}", say("{where}: what I answered", where=where), question))
            found += [
                Item(f"chart.{m.id}", say("{where}: {title}", where=where, title=m.title), question)
                for m in _charted(document, question)
            ]
        if not inquiry.step.missing:
            found.append(Item(f"step.{question}", say("{where}: my step", where=where), question))
    if document.workbook.decision:
        found.append(Item("verdict", say("Keep or exit, and why, in my own words"), None))
    return tuple(found)


def page(document: Document, chosen: Collection[str], translate: Translator) -> ReleasedPage:
    """The page with what was chosen, and that it is a choice: what was left out is not listed, for a list of
    it would tell what somebody preferred not to show."""
    every = items(document)
    blocks: list[Block] = []
    for question in QUESTIONS:
        there = [item for item in every if item.question == question and item.id in chosen]
        if there:
            blocks.append(Block("heading", translate(wording(question).heading)))
        for item in there:
            blocks += _blocks(document, item, translate)
    if "verdict" in chosen and document.workbook.decision:
        blocks.append(Block("heading", translate(say("Keep or exit"))))
        blocks.append(Block("text", translate(DECISION_NAMES[document.workbook.decision])))
        if document.workbook.why.strip():
            blocks.append(Block("text", document.workbook.why.strip()))
    rest = say(
        "The manager chose what stands here. The rest of the workbook, what the team answered included, is not to be "
        "seen here."
    )
    return ReleasedPage(
        language=translate.language,
        heading=translate(say("What your sales manager shows you")),
        blocks=tuple(blocks),
        left_out_heading=translate(say("What is left out here")),
        left_out=(translate(rest),),
    )


def _charted(document: Document, question: QuestionId) -> list[Measure]:
    return [
        m
        for m in document.evidence.measures
        if m.question == question and m.id in CHARTED and m.standing != "absent"
    ]


def _blocks(document: Document, item: Item, translate: Translator) -> list[Block]:
    assert item.question
    kind, _, rest = item.id.partition(".")
    inquiry = document.workbook.inquiry(item.question)
    if kind == "answer":
        assert inquiry.first.choice
        assert inquiry.first.often
        said = say(
            "{choice}; {often}",
            choice=CHOICE_LETTERS[inquiry.first.choice],
            often=FREQUENCY_NAMES[inquiry.first.often],
        )
        return [
            Block(
                "text",
                f"{translate(said)}. {translate(wording(item.question).choices[inquiry.first.choice])}",
            )
        ]
    if kind == "step":
        step = inquiry.step
        first_on = say("{day:date}", day=step.first_on.isoformat()) if step.first_on else "–"
        return [
            Block(
                "text", translate(step_sentence(step.when, step.act, step.person, first_on, step.first_act))
            )
        ]
    measure = next(m for m in document.evidence.measures if m.id == rest)
    chart = draw(measure, translate, numbered((measure,), translate))
    caption = say(
        "{title} · {first:day} – {last:date}",
        title=measure.title,
        first=measure.period.first.isoformat(),
        last=measure.period.last.isoformat(),
    )
    return [
        Block("picture", translate(caption), (chart.svg, chart.narrow)),
        Block("note", f"{translate(measure.counted)} {translate(measure.limits)}"),
    ]
