"""What a participant's own browser keeps: its code, and what it chose, so that the server need not.

The server can't open a sealed answer, so a phone that comes back shows its own choice from its own cookie.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from workbook.questions import CHOICES, FREQUENCIES, QUESTIONS, Choice, Frequency, QuestionId

_NONE: Final = "-"


@dataclass(frozen=True, slots=True)
class Own:
    """What this browser said: its answers, and what it shared of its own figures."""

    choices: dict[QuestionId, Choice] = field(default_factory=dict)
    often: dict[QuestionId, Frequency] = field(default_factory=dict)
    data: dict[QuestionId, Frequency] = field(default_factory=dict)

    def answered(self, question: QuestionId) -> bool:
        """Whether an answer was given."""
        return question in self.choices and question in self.often

    def with_answer(self, question: QuestionId, choice: Choice, often: Frequency) -> Own:
        """With an answer, in place of an earlier one."""
        return replace(
            self, choices={**self.choices, question: choice}, often={**self.often, question: often}
        )

    def with_data(self, question: QuestionId, often: Frequency | None) -> Own:
        """With what was shared, or without it."""
        kept = {key: value for key, value in self.data.items() if key != question}
        return replace(self, data={**kept, question: often} if often else kept)

    def written(self) -> str:
        """In letters that a cookie can hold."""
        return ".".join(
            f"{self.choices.get(q, _NONE)}:{self.often.get(q, _NONE)}:{self.data.get(q, _NONE)}"
            for q in QUESTIONS
        )


def read_own(written: str) -> Own:
    """What a browser brought, as far as it makes sense; anybody may have written it."""
    own = Own()
    for question, word in zip(QUESTIONS, written.split("."), strict=False):
        choice, often, data = (*word.split(":"), "", "", "")[:3]
        chosen, counted = read_choice(choice), read_frequency(often)
        if chosen and counted:
            own = own.with_answer(question, chosen, counted)
        own = own.with_data(question, read_frequency(data))
    return own


def read_choice(word: str) -> Choice | None:
    """A choice by its id."""
    return next((one for one in CHOICES if one == word), None)


def read_frequency(word: str) -> Frequency | None:
    """A number of days by its id."""
    return next((one for one in FREQUENCIES if one == word), None)
