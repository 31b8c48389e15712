"""The page of one question, in the order that is the method: answer, evidence, mirrors, reflection, step."""

from __future__ import annotations

from workbook.questions import QUESTIONS, QuestionId
from workbook.ui.page import Page
from workbook.ui.parts.evidence import EvidencePart
from workbook.ui.parts.meaning import Meaning
from workbook.ui.parts.mirrors import MirrorsPart
from workbook.ui.parts.onward import Onward
from workbook.ui.parts.prompts import Prompts
from workbook.ui.parts.question import QuestionPart
from workbook.ui.parts.step import StepPart


class QuestionPage(Page):
    """The parts of a question page."""

    @property
    def id(self) -> QuestionId:
        """The question this page asks."""
        return next(question for question in QUESTIONS if question == self.name)

    def question(self) -> QuestionPart:
        """A, B, both or can't say, and how often."""
        return self.part(QuestionPart, self.id)

    def evidence(self) -> EvidencePart:
        """What the manager's own data show, once asked for."""
        return self.part(EvidencePart, self.id)

    def mirrors(self) -> MirrorsPart:
        """What team and board say, where a round was closed."""
        return self.part(MirrorsPart, self.id)

    def meaning(self) -> Meaning:
        """What only A leads to and what B brings."""
        return self.part(Meaning, self.id)

    def prompts(self) -> Prompts:
        """The prompts to reflect on."""
        return self.part(Prompts, self.id)

    def step(self) -> StepPart:
        """The one if-then step."""
        return self.part(StepPart, self.id)

    def onward(self) -> Onward:
        """Back and on."""
        return self.part(Onward)
