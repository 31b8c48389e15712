"""Keep or exit, in the manager's own words. The program computes nothing here."""

from __future__ import annotations

from htpy import Node, div, fieldset, fragment, input, label, legend, p, small, span, textarea

from workbook.journey import DECISIONS, blockers, conclude
from workbook.ui.part import Event, action
from workbook.ui.parts.writing import Writes
from workbook.wording import (
    DECISION_NAMES,
    EXIT_EXAMPLE,
    EXIT_NEXT,
    VERDICT_EXAMPLE,
    VERDICT_NOTE,
    VERDICT_QUESTION,
)
from workbook.words import say


class Verdict(Writes):
    """A choice and a text of one's own."""

    def view(self) -> Node:
        t = self.t
        workbook = self.session.document.workbook
        shut = blockers(workbook, "verdict")
        if shut:
            return p(".wb-later")[t(shut[0])]
        return fragment[
            p(".wb-say")[t(VERDICT_QUESTION)],
            fieldset(".wb-pills")[
                legend(".wb-hidden")[t(say("Keep or exit?"))],
                (
                    label(".wb-pill")[
                        input(
                            {"data-do": "decide"},
                            type="radio",
                            name="decision",
                            value=decision,
                            checked=workbook.decision == decision,
                        ),
                        span[t(DECISION_NAMES[decision])],
                    ]
                    for decision in DECISIONS
                ),
            ],
            div(".wb-prompt")[
                label(for_="why")[t(say("What decides it, in your own words"))],
                small(id="why-example")[t(EXIT_EXAMPLE if workbook.decision == "exit" else VERDICT_EXAMPLE)],
                textarea(
                    {"data-do": "explain"},
                    id="why",
                    rows="6",
                    aria_describedby="why-example",
                )[workbook.why],
            ],
            p(".wb-say", role="status")[t(EXIT_NEXT) if workbook.decision == "exit" else None],
            p(".wb-note")[t(VERDICT_NOTE)],
        ]

    @action
    def decide(self, event: Event) -> None:
        """Keep, exit, or not yet known."""
        self.session.change_workbook(conclude, decision=event.value)

    @action
    def explain(self, event: Event) -> None:
        """Keep the manager's own words."""
        self.write_down(
            event, lambda workbook: workbook.why, lambda workbook, text: conclude(workbook, why=text)
        )
