"""The prompts: a few questions to think about, in the manager's own words."""

from __future__ import annotations

from htpy import Node, div, label, p, small, textarea

from workbook.journey import blockers, reflect
from workbook.ui.part import Event, action
from workbook.ui.parts.about import AboutQuestion
from workbook.ui.parts.writing import Writes
from workbook.words import say


class Prompts(AboutQuestion, Writes):
    """Three or four prompts with room to write; each text is kept as it is typed."""

    def view(self) -> Node:
        workbook = self.session.document.workbook
        shut = blockers(workbook, "reflection", self.question)
        if shut:
            return p(".wb-later")[
                self.t(say("This opens once you have answered and looked at the evidence."))
            ]
        written = workbook.inquiry(self.question).reflections
        return div(".wb-prompts")[
            (
                div(".wb-prompt")[
                    label(for_=_field(prompt.id))[self.t(prompt.question)],
                    small(id=f"{_field(prompt.id)}-example")[self.t(prompt.example)],
                    textarea(
                        {"data-do": "write", "data-key": prompt.id},
                        id=_field(prompt.id),
                        aria_describedby=f"{_field(prompt.id)}-example",
                        rows="4",
                    )[written.get(prompt.id, "")],
                ]
                for prompt in self.wording.prompts
            )
        ]

    @action
    def write(self, event: Event) -> None:
        """Keep a reflection."""
        prompt = event.key
        self.write_down(
            event,
            lambda workbook: workbook.inquiry(self.question).reflections.get(prompt, ""),
            lambda workbook, text: reflect(workbook, self.question, prompt, text),
        )


def _field(identifier: str) -> str:
    return "prompt-" + identifier.replace(".", "-")
