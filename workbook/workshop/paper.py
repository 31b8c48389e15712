"""The questions on paper, for who has no device: what the hand-out says, as plain data."""

from __future__ import annotations

from typing import Any, Final

from workbook.questions import CHOICES, FREQUENCIES, QUESTIONS, QuestionId
from workbook.wording import FREQUENCY_NAMES, PRODUCT, STEP_BLANKS, STEP_LABELS, wording
from workbook.words import Text, Translator, say
from workbook.workshop.script import STEP_NAMES
from workbook.workshop.wording import in_question

TITLE: Final = say("Three questions, on paper")
LEAD: Final = say("Choose what fits the last four weeks best. This page is yours; nobody reads it.")
HAND_IN: Final = say("To hand in, without a name")
HAND_IN_TOLD: Final = say(
    "Tick the same as on your own pages, one box in each row, and fold the sheet. The coach counts all sheets "
    "together; with too few of them nothing is shown."
)
_LETTERS: Final = {"a": "A", "b": "B", "both": "A+B", "cannot_say": "?"}
_PROMPTS: Final[dict[QuestionId, tuple[str, str]]] = {
    "plan": ("plan.moment", "plan.obstacle"),
    "marketing": ("marketing.moment", "marketing.obstacle"),
    "field": ("field.moment", "field.obstacle"),
}


def on_paper(t: Translator) -> dict[str, Any]:
    """All words of the hand-out in one language."""
    return {
        "language": t.language,
        "product": t(PRODUCT),
        "title": t(TITLE),
        "lead": t(LEAD),
        "step": t(STEP_NAMES["plan"]),
        "blanks": [t(STEP_LABELS[blank]) for blank in STEP_BLANKS],
        "hand-in": t(HAND_IN),
        "hand-in-told": t(HAND_IN_TOLD),
        "questions": [_question(number, question, t) for number, question in enumerate(QUESTIONS, 1)],
    }


def _question(number: int, question: QuestionId, t: Translator) -> dict[str, Any]:
    told = wording(question)
    prompts: list[Text] = [one.question for one in told.prompts if one.id in _PROMPTS[question]]
    return {
        "label": t(in_question(number, len(QUESTIONS))),
        "heading": t(told.heading),
        "choices": [{"letter": _LETTERS[choice], "text": t(told.choices[choice])} for choice in CHOICES],
        "frequency": t(told.frequency),
        "days": [t(FREQUENCY_NAMES[often]) for often in FREQUENCIES],
        "prompts": [t(one) for one in prompts],
    }
