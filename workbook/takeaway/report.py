"""The report: what a manager chose to take along, as blocks that know no page, slide or sheet.

One list of blocks feeds the PDF, the slides, the file that opens offline and the preview, so that what
was seen is what is taken. A block holds finished words in the reader's language. What was left out is
said at the end: who is given the report must know what it doesn't show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, Literal, get_args

from workbook.beside import confrontation, contents, of_days
from workbook.charts import CHARTED, draw, draw_balance
from workbook.document import Document
from workbook.evidence.measure import Measure
from workbook.evidence.telling import caption, reckoning
from workbook.evidence.thin import too_thin
from workbook.journey import PLAN_DAYS, Answer, look_back
from workbook.questions import QUESTIONS, QuestionId
from workbook.takeaway.blocks import (
    Block,
    Figure,
    Heading,
    Line,
    Lines,
    Report,
    Section,
    own,
    passage,
)
from workbook.takeaway.nameless import numbered, unnamed
from workbook.views import balance_rows, counted_over
from workbook.wording import (
    BUDDY,
    CHOICE_LETTERS,
    DECISION_NAMES,
    DIFFERENCE_LIMIT,
    FREQUENCY_NAMES,
    MILESTONES,
    PLAN_HEADING,
    PRODUCT,
    PRODUCT_LINE,
    STEP_NAMES,
    TEAM_SENTENCES,
    VERDICT_HEADING,
    VERDICT_NOTE,
    step_sentence,
    wording,
)
from workbook.words import Text, Translator, say

Part = Literal[
    "answers", "figures", "words", "steps", "balance", "mirrors", "verdict", "plan", "counting", "names"
]
PARTS: Final[tuple[Part, ...]] = get_args(Part)

PART_NAMES: Final[Mapping[Part, Text]] = MappingProxyType(
    {
        "answers": say("Your answers"),
        "figures": say("The figures from your calendar and deals"),
        "words": say("What you wrote under the questions"),
        "steps": say("Your three steps"),
        "balance": say("The balance of what you said and what was counted"),
        "mirrors": say("What team and board said, in the balance"),
        "verdict": say("Keep or exit, in your words"),
        "plan": say("The plan of ninety days, and the sentences to your team"),
        "counting": say("How things were counted"),
        "names": say("Names of your sales people, in the figures and in your own words"),
    }
)

EVERYTHING: Final = frozenset(PARTS)
TO_SHARE: Final[frozenset[Part]] = frozenset(PARTS) - {"words", "mirrors", "names"}
"""What one might hand to somebody else: without private words, without what others said
in confidence, and with nobody's name in a figure."""


def compose(document: Document, chosen: Iterable[str], translate: Translator, today: date) -> Report:
    """The report of a workbook with the parts that were chosen; unknown parts are passed over.

    A part for which there is nothing yet is left out without a word: there is nothing to hide.
    """
    parts = frozenset(part for part in PARTS if part in set(chosen))
    return _Composer(document, parts, translate, today).report()


class _Composer:
    def __init__(
        self, document: Document, parts: frozenset[Part], translate: Translator, today: date
    ) -> None:
        self.document = document
        self.workbook = document.workbook
        self.parts = parts
        self.t = translate
        self.today = today
        self.names = (
            document.people.told_apart if "names" in parts else numbered(document.evidence.measures, translate)
        )

    def report(self) -> Report:
        t = self.t
        sections = [self._question(n, q) for n, q in enumerate(QUESTIONS, 1)]
        sections += [self._balance(), self._plan(), self._counting(), self._left_out()]
        verdict = "verdict" in self.parts
        return Report(
            language=t.language,
            product=t(PRODUCT),
            title=t(VERDICT_HEADING) + "?",
            subtitle=t(PRODUCT_LINE),
            quote=self._own(self.workbook.why.strip()) if verdict else "",
            facts=tuple(t(fact) for fact in self._facts()),
            sections=tuple(section for section in sections if section and section.blocks),
        )

    def _facts(self) -> Iterator[Text]:
        yield say("Made on {day:date}", day=self.today.isoformat())
        if self.document.demo:
            yield say("The demo manager: made up, like everybody in it.")
        period, evidence = self.document.period, self.document.evidence
        if period and evidence.measures and "figures" in self.parts:
            yield say(
                "Figures over {first:date} to {last:date}",
                first=period.first.isoformat(),
                last=period.last.isoformat(),
            )
        if self.workbook.decision and "verdict" in self.parts:
            yield say("Own conclusion: {decision}", decision=DECISION_NAMES[self.workbook.decision])

    # A question

    def _question(self, number: int, question: QuestionId) -> Section:
        t = self.t
        blocks: list[Block] = []
        if "answers" in self.parts:
            blocks += self._answers(question)
        if "figures" in self.parts and self.workbook.inquiry(question).evidence_seen:
            blocks += self._figures(question)
        if "words" in self.parts:
            blocks += self._words(question)
        if "steps" in self.parts:
            blocks += self._step(question)
        label = t(say("Question {n} of {all}", n=number, all=len(QUESTIONS)))
        return Section(question, label, t(wording(question).heading), tuple(blocks))

    def _answers(self, question: QuestionId) -> Iterator[Block]:
        inquiry = self.workbook.inquiry(question)
        if inquiry.first.complete:
            yield Heading(self.t(say("What you said")))
            yield from self._answer(question, inquiry.first)
        if inquiry.second and inquiry.second.complete:
            yield Heading(self.t(say("What you said later")))
            yield from self._answer(question, inquiry.second)

    def _answer(self, question: QuestionId, answer: Answer) -> Iterator[Block]:
        t = self.t
        assert answer.choice
        assert answer.often
        chosen = t(wording(question).choices[answer.choice])
        letter = t(CHOICE_LETTERS[answer.choice])
        yield passage(f"**{letter}**  {chosen}" if answer.choice in ("a", "b") else chosen, "lead")
        often = say("How often, in the four weeks before: {often}", often=FREQUENCY_NAMES[answer.often])
        told = t(often)
        if answer.on:
            told += " · " + t(say("answered on {day:date}", day=answer.on.isoformat()))
        yield passage(told, "note")

    def _figures(self, question: QuestionId) -> Iterator[Block]:
        t = self.t
        here = [m for m in self.document.evidence.measures if m.question == question and not _day_count(m)]
        shown = [m for m in here if m.standing != "absent"]
        if not shown:
            return
        yield Heading(t(say("What was counted")))
        beside = confrontation(self.workbook, self.document.evidence.measures, question)
        if beside is not None and "answers" in self.parts:
            yield passage(t(beside), "lead")
        for measure in sorted(shown, key=lambda m: m.id not in CHARTED and m.id != "plan.cross_functional"):
            charted = measure.id in CHARTED
            yield passage(t(measure.sentence), "lead" if charted else "body")
            under = " · ".join(t(part) for part in caption(measure))
            if measure.standing == "thin":
                under += ". " + t(too_thin(measure))
            if charted:
                yield Figure(draw(measure, t, self.names), under)
            else:
                yield passage(under, "note")

    def _words(self, question: QuestionId) -> Iterator[Block]:
        written = self.workbook.inquiry(question).reflections
        asked = [prompt for prompt in wording(question).prompts if written.get(prompt.id, "").strip()]
        if asked:
            yield Heading(self.t(say("What you wrote")))
        for prompt in asked:
            yield passage(self.t(prompt.question), "label")
            yield own(self._own(written[prompt.id]))

    def _step(self, question: QuestionId) -> Iterator[Block]:
        step = dict(self.workbook.steps).get(question)
        if step is None or step.first_on is None:
            return
        yield Heading(self.t(say("One step")))
        first_on = say("{day:date}", day=step.first_on.isoformat())
        sentence = self.t(step_sentence(step.when, step.act, step.person, first_on, step.first_act))
        yield own(self._own(sentence), "quote")

    def _own(self, text: str) -> str:
        """What the manager wrote, without the names of the team where those stay out."""
        return text if "names" in self.parts else unnamed(text, self.document.people, self.t)

    # The balance and the plan

    def _balance(self) -> Section:
        t = self.t
        blocks: list[Block] = []
        looked_at = self.document if "mirrors" in self.parts else replace(self.document, rounds=())
        rows = balance_rows(looked_at, t) if "balance" in self.parts else ()
        if rows:
            picture, over = draw_balance(rows, t), counted_over(self.document)
            blocks.append(
                Figure(
                    picture,
                    t(
                        say(
                            "Days with B in four weeks. A frame is what you answered; a dot is what was counted, "
                            "hatched what could not be sorted. No total: three different things can’t be added up."
                        )
                    )
                    + (f" {t(over)}" if over else ""),
                )
            )
            measures = self.document.evidence.measures
            seen = [q for q in QUESTIONS if self.workbook.inquiry(q).evidence_seen]
            blocks += [passage(t(text)) for text in of_days(self.workbook, measures, seen)]
            for one in contents(self.workbook, measures, seen):
                blocks.append(passage(t(one.said)))
                blocks.append(passage(" · ".join(t(part) for part in caption(one.measure)), "note"))
            blocks.append(passage(t(DIFFERENCE_LIMIT), "note"))
        if "verdict" in self.parts and (self.workbook.decision or self.workbook.why.strip()):
            blocks.append(Heading(t(VERDICT_HEADING)))
            if self.workbook.decision:
                blocks.append(passage(f"**{t(DECISION_NAMES[self.workbook.decision])}**", "lead"))
            if self.workbook.why.strip():
                blocks.append(own(self._own(self.workbook.why)))
            blocks.append(passage(t(VERDICT_NOTE), "note"))
        return Section("balance", t(say("The balance")), t(say("Side by side")), tuple(blocks))

    def _plan(self) -> Section:
        t = self.t
        blocks: list[Block] = []
        if "plan" in self.parts and self.workbook.steps:
            blocks.append(Lines(tuple(self._lines())))
            told = [(p, self.workbook.notes.get(p.id, "").strip()) for p in (*TEAM_SENTENCES, BUDDY)]
            if any(text for _, text in told):
                blocks.append(Heading(t(say("Three sentences to your team"))))
            for prompt, text in told:
                if text:
                    blocks += [passage(t(prompt.question), "label"), own(self._own(text))]
        return Section("plan", t(say("The plan")), t(PLAN_HEADING), tuple(blocks))

    def _lines(self) -> Iterator[Line]:
        t = self.t
        end = look_back(self.workbook)
        assert end
        start = end - timedelta(days=PLAN_DAYS)
        points = [
            (start + timedelta(days=after), len(QUESTIONS), "", t(text))
            for after, text in MILESTONES
            if after
        ]
        for question, step in self.workbook.steps:
            assert step.first_on
            first_on = say("{day:date}", day=step.first_on.isoformat())
            sentence = step_sentence(step.when, step.act, step.person, first_on, step.first_act)
            points.append(
                (step.first_on, QUESTIONS.index(question), t(STEP_NAMES[question]), self._own(t(sentence)))
            )
        for day, _, label, text in sorted(points):
            yield Line(t(say("{day:date}", day=day.isoformat())), label, text)

    # How it was counted, and what is not in it

    def _counting(self) -> Section:
        t = self.t
        blocks: list[Block] = []
        seen = [q for q in QUESTIONS if self.workbook.inquiry(q).evidence_seen]
        measures = [
            m for m in self.document.evidence.measures if m.question in seen and m.standing != "absent"
        ]
        if "counting" in self.parts and "figures" in self.parts:
            read = {one.file for one in self.document.evidence.readings if one.read}
            files = sorted(read | {source for measure in measures for source in measure.sources})
            if files and measures:
                blocks.append(passage(t(say("From: {files}", files=", ".join(files))), "note"))
            first: dict[str, Text] = {}
            for measure in measures:
                counted = f"{t(measure.counted)} {t(measure.limits)}"
                alike = first.setdefault(counted, measure.title)
                if alike != measure.title:
                    counted = t(say("Counted as under ‘{title}’.", title=alike))
                blocks += [Heading(t(measure.title)), passage(f"{counted} {t(reckoning(measure))}", "note")]
        return Section("counting", t(say("For who doubts it")), t(say("How it was counted")), tuple(blocks))

    def _left_out(self) -> Section:
        t = self.t
        missing = [PART_NAMES[part] for part in PARTS if part not in self.parts]
        blocks: list[Block] = [
            passage(
                t(
                    say(
                        "Appointments and deals themselves are not in here: only counts of them. Nothing in here was "
                        "scored, ranked or concluded by the program."
                    )
                )
            )
        ]
        if missing:
            blocks.append(passage(t(say("Left out by choice:")), "label"))
            blocks += [passage("– " + t(name)) for name in missing]
        else:
            blocks.append(passage(t(say("Of the workbook’s own parts nothing was left out."))))
        return Section("left-out", t(say("To be fair")), t(say("What is not in here")), tuple(blocks))


def _day_count(measure: Measure) -> bool:
    return measure.id == f"{measure.question}.days" and not measure.self_kept
