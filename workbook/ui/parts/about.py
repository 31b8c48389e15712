"""A part about one of the three questions."""

from __future__ import annotations

from workbook.questions import QuestionId
from workbook.ui.page import Page
from workbook.ui.part import Part
from workbook.wording import wording


class AboutQuestion(Part):
    """Base of the parts that stand on a question's page, with that question's words."""

    def __init__(self, page: Page, question: QuestionId) -> None:
        self.question = question
        self.wording = wording(question)
        super().__init__(page)
