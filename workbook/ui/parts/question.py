"""The question: A, B, both or can't say, and on how many days B happened."""

from __future__ import annotations

from typing import Any, Final

from htpy import (
    Node,
    details,
    div,
    fieldset,
    fragment,
    i,
    input,
    label,
    legend,
    p,
    small,
    span,
    strong,
    summary,
)

from workbook.journey import Answer, Inquiry, answer
from workbook.questions import CHOICES, FREQUENCIES
from workbook.ui.html import day
from workbook.ui.part import Event, action
from workbook.ui.parts.about import AboutQuestion
from workbook.wording import CHOICE_LETTERS, FREQUENCY_NAMES
from workbook.words import Text, say

CHANGED_ELSEWHERE: Final = say(
    "This answer was changed elsewhere, in another tab or window. What stands here now is what is kept: look "
    "whether it is right before you go on."
)

_LETTERS = {"a": "A", "b": "B", "both": "A+B", "cannot_say": "?"}


class QuestionPart(AboutQuestion):
    """One question. The first answer is locked once the evidence was shown; a second one stands
    beside it."""

    def view(self) -> Node:
        inquiry = self.session.document.workbook.inquiry(self.question)
        seen = inquiry.evidence_seen
        asked = _asked(inquiry)
        form = fragment[self._choices(asked, again=seen), self._often(asked, again=seen)]
        if not seen:
            return div(".wb-question")[form]
        return div(".wb-question")[
            self._first(inquiry.first),
            details(open=inquiry.second is not None)[
                summary[self.t(say("Do you see it differently now? Answer again"))], form
            ],
        ]

    def _first(self, first: Answer) -> Node:
        t = self.t
        assert first.choice
        assert first.often
        return div(".wb-first")[
            p[
                span(".wb-label")[t(say("Your first answer, {day}", day=day(t, first.on)))],
                strong[t(CHOICE_LETTERS[first.choice])],
                " · ",
                t(self.wording.choices[first.choice]),
            ],
            p(".wb-note")[
                t(
                    say(
                        "{often}. This answer is locked, because you have seen the evidence. A second one is kept "
                        "beside it.",
                        often=_capital(t(FREQUENCY_NAMES[first.often])),
                    )
                )
            ],
        ]

    def _choices(self, asked: Answer, again: bool) -> Node:
        t = self.t
        legend_text: Text = say("Your answer now") if again else self.wording.heading
        return fieldset(".wb-choices")[
            legend(class_="wb-label" if again else "wb-hidden")[t(legend_text)],
            (
                label(class_=f"wb-choice wb-answer-{choice.replace('_', '-')}")[
                    input(
                        {"data-do": "choose"},
                        type="radio",
                        name=f"choice-{self.question}",
                        value=choice,
                        checked=asked.choice == choice,
                    ),
                    i(aria_hidden="true" if choice == "cannot_say" else None)[_LETTERS[choice]],
                    span[t(self.wording.choices[choice])],
                ]
                for choice in CHOICES
            ),
        ]

    def _often(self, asked: Answer, again: bool) -> Node:
        t = self.t
        return fieldset(".wb-often")[
            legend[t(self.wording.frequency)],
            (
                label(".wb-anchor")[
                    input(
                        {"data-do": "count"},
                        type="radio",
                        name=f"often-{self.question}",
                        value=often,
                        checked=asked.often == often,
                    ),
                    span[_capital(t(FREQUENCY_NAMES[often]))],
                    small[t(self.wording.anchors[often])],
                ]
                for often in FREQUENCIES
            ),
        ]

    @action
    def choose(self, event: Event) -> None:
        """Choose A, B, both or can't say."""
        self._say(choice=event.value)

    @action
    def count(self, event: Event) -> None:
        """Say on how many days."""
        self._say(often=event.value)

    def _say(self, **said: Any) -> None:
        """Keep what was said; where another tab said something else beside it meanwhile, that is told."""
        before = self.session.document.workbook.inquiry(self.question)
        self.session.change_workbook(answer, self.question, **said, on=self.session.today)
        now = self.session.document.workbook.inquiry(self.question)
        untouched = "often" if "choice" in said else "choice"
        shown, kept = _asked(before), _asked(now)
        if before.evidence_seen != now.evidence_seen or getattr(shown, untouched) != getattr(kept, untouched):
            self.notice = CHANGED_ELSEWHERE


def _asked(inquiry: Inquiry) -> Answer:
    """The answer that can be given now."""
    return (inquiry.second or Answer()) if inquiry.evidence_seen else inquiry.first


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
