"""The respondent's form: four short pages, and what was filled in so far.

What was filled in travels with the respondent's own browser, as one short word a question, until it is
sent whole: the server keeps nothing of an answer that was begun.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from workbook.lengths import too_long
from workbook.mirrors.records import GROUPS, LONGEST_NAME, LONGEST_TRY, Card, Given, Group
from workbook.questions import CHOICES, FREQUENCIES, QUESTIONS, Choice, Frequency, QuestionId
from workbook.shared_line import shared_line
from workbook.words import Text

PAGES: Final = (*QUESTIONS, "last")
"""The form's pages, in order."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was filled in so far."""

    choices: dict[QuestionId, Choice] = field(default_factory=dict)
    often: dict[QuestionId, Frequency] = field(default_factory=dict)

    def written(self) -> str:
        """The draft in a few letters that a cookie can hold."""
        return ".".join(f"{self.choices.get(q, '')}-{self.often.get(q, '')}" for q in QUESTIONS)

    def answered(self, question: QuestionId) -> bool:
        """Whether both halves of a question are there."""
        return question in self.choices and question in self.often

    @property
    def first_open(self) -> int:
        """The page to go on at, counted from one."""
        return next((n for n, q in enumerate(QUESTIONS, 1) if not self.answered(q)), len(PAGES))

    def filled(self, question: QuestionId, choice: str, often: str) -> Draft:
        """The draft with one question filled in; what is no choice or frequency is left out."""
        choices = {q: c for q, c in self.choices.items() if q != question}
        frequencies = {q: f for q, f in self.often.items() if q != question}
        chosen = next((one for one in CHOICES if one == choice), None)
        counted = next((one for one in FREQUENCIES if one == often), None)
        if chosen:
            choices[question] = chosen
        if counted:
            frequencies[question] = counted
        return Draft(choices, frequencies)


def read_draft(written: str) -> Draft:
    """The draft a browser brought, as far as it makes sense; anybody may have written it."""
    draft = Draft()
    for question, word in zip(QUESTIONS, written.split("."), strict=False):
        choice, _, often = word.partition("-")
        draft = draft.filled(question, choice, often)
    return draft


def not_to_send(card: Card, sent: Mapping[str, str]) -> Text | None:
    """Why what was written can't be sent as it is: it is longer than is kept. None where it can."""
    name = too_long(shared_line(sent.get("name", "")), LONGEST_NAME) if card.whom == "board" else None
    return name or too_long(shared_line(sent.get("try", "")), LONGEST_TRY)


def complete(draft: Draft, card: Card, sent: Mapping[str, str]) -> Given | None:
    """The answer to send, None where a board member's name or consent is missing, or a question, or where
    what was written is too long."""
    if not_to_send(card, sent) or not all(draft.answered(question) for question in QUESTIONS):
        return None
    given = Given(draft.choices, draft.often, card.wording, text=shared_line(sent.get("try", "")))
    if card.whom == "board":
        name = shared_line(sent.get("name", ""))
        return replace(given, name=name) if name and sent.get("consent") == "yes" else None
    group: Group | None = next((one for one in GROUPS if one == sent.get("group")), None)
    return replace(given, group=group if card.groups else None)
