"""The one if-then step: a sentence with blanks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from htpy import Node, div, fragment, input, p, span

from workbook.journey import Step, blockers, resolve
from workbook.ui.html import dated
from workbook.ui.part import Event, Refused, action
from workbook.ui.parts.about import AboutQuestion
from workbook.ui.parts.writing import Writes
from workbook.wording import STEP_LABELS, STEP_SHORT, step_pieces, step_sentence
from workbook.words import say

FARTHEST: Final = timedelta(days=366)
"""A first time that lies further off than this is no step yet."""


def _weekday_in(text: str, language: str) -> int | None:
    """The one day of the week that a text names, Monday being 0; `None` for none, or for more than one."""
    from babel.dates import get_day_names

    names = get_day_names("wide", locale=language)
    named = [number for number in range(7) if names[number].casefold() in text.casefold()]
    return named[0] if len(named) == 1 else None


class StepPart(AboutQuestion, Writes):
    """The step as a sentence to fill in."""

    def view(self) -> Node:
        workbook = self.session.document.workbook
        shut = blockers(workbook, "step", self.question)
        if shut:
            return p(".wb-later")[
                self.t(say("The step comes last: it opens once you have answered one of the prompts."))
            ]
        step = workbook.inquiry(self.question).step
        return fragment[
            div(".wb-step", role="group", aria_label=self.t(say("Your step")))[
                (fragment[words, self._blank(blank, step)] for words, blank in step_pieces(self.t))
            ],
            self._rest(step),
        ]

    def _blank(self, blank: str, step: Step) -> Node:
        if not blank:
            return None
        value = getattr(step, blank)
        shown = value.isoformat() if isinstance(value, date) else (value or "")
        field = input(
            {"data-do": "fill", "data-key": blank},
            id=f"step-{blank}",
            type="date" if blank == "first_on" else "text",
            min=self.session.today.isoformat() if blank == "first_on" else None,
            max=(self.session.today + FARTHEST).isoformat() if blank == "first_on" else None,
            value=shown,
            aria_label=self.t(STEP_LABELS[blank]),
            placeholder=None if blank == "first_on" else self.t(STEP_SHORT[blank]),
            autocomplete="off",
        )
        if blank == "first_on":
            return dated(self.t, value, field)
        return span(".wb-blank", data_text=shown or self.t(STEP_SHORT[blank]))[field]

    def _rest(self, step: Step) -> Node:
        missing = step.missing
        if missing and not any((step.when, step.act, step.person, step.first_act)):
            blanks = {blank: self.t(text) for blank, text in self.wording.step_example.items()}
            first = say("{day:day}", day=(self.session.today + timedelta(days=7)).isoformat())
            return p(".wb-note")[
                self.t(say("An example: {step}", step=step_sentence(**blanks, first_on=first)))
            ]
        if missing:
            return p(".wb-why")[self.t(missing[0])]
        named = _weekday_in(step.when, self.t.language)
        if step.first_on is None or named in (None, step.first_on.weekday()):
            return p(".wb-note")[self.t(say("Your step is whole, and stands in your plan."))]
        return p(".wb-why")[
            self.t(
                say(
                    "Your sentence names another day of the week than the first time, {day:weekday}. Is that right?",
                    day=step.first_on.isoformat(),
                )
            )
        ]

    @action
    def fill(self, event: Event) -> None:
        """Fill in one blank."""
        value = str(event.value)
        if event.key == "first_on":
            if not value:
                return
            try:
                if date.fromisoformat(value) > self.session.today + FARTHEST:
                    raise Refused(say("That is more than a year away. Choose a day that is nearer."))
                self.session.change_workbook(resolve, self.question, first_on=date.fromisoformat(value))
            except ValueError:
                raise Refused(say("That is not a date. Choose a day from the calendar.")) from None
        elif event.key in ("when", "act", "person", "first_act"):
            blank = event.key
            self.write_down(
                event,
                lambda workbook: str(getattr(workbook.inquiry(self.question).step, blank)),
                lambda workbook, text: resolve(workbook, self.question, **{blank: text}),  # type: ignore[arg-type]
            )
        else:
            raise ValueError("no such blank")
