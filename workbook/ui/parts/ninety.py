"""The three steps as a plan of ninety days, and what to say about it to the team."""

from __future__ import annotations

from datetime import timedelta

from htpy import Node, a, div, fragment, h3, input, label, li, ol, p, small, span, textarea, time, ul

from workbook.journey import Workbook, look_back, note
from workbook.questions import QUESTIONS
from workbook.ui.part import Event, action
from workbook.ui.parts.writing import Writes
from workbook.wording import BUDDY, MILESTONES, STEP_NAMES, TEAM_SENTENCES, step_sentence, wording
from workbook.words import Text, say


class NinetyDays(Writes):
    """Steps on their days, milestones between them, and three sentences to the team."""

    def view(self) -> Node:
        t = self.t
        workbook = self.session.document.workbook
        missing = [q for q in QUESTIONS if q not in dict(workbook.steps)]
        return fragment[
            self._line(workbook) if workbook.steps else None,
            div(".wb-empty")[
                p[t(say("No step yet for:"))],
                ul[(li[a(href=self.page.address(q))[t(wording(q).heading)]] for q in missing)],
            ]
            if missing
            else None,
            self._told(workbook) if workbook.steps else None,
        ]

    def _line(self, workbook: Workbook) -> Node:
        t = self.t
        end = look_back(workbook)
        assert end is not None
        start = end - timedelta(days=90)
        points: list[tuple[str, Text, Text | None]] = [
            (
                (step.first_on or start).isoformat(),
                step_sentence(
                    step.when,
                    step.act,
                    step.person,
                    say("{day:date}", day=(step.first_on or start).isoformat()),
                    step.first_act,
                ),
                STEP_NAMES[question],
            )
            for question, step in workbook.steps
        ]
        points += [
            ((start + timedelta(days=after)).isoformat(), text, None) for after, text in MILESTONES if after
        ]
        return ol(".wb-line")[
            (
                li(class_="wb-own-step" if name else None)[
                    time(datetime=on)[t(say("{day:date}", day=on))],
                    span(".wb-label")[t(name)] if name else None,
                    p[t(text)],
                ]
                for on, text, name in sorted(points, key=lambda point: point[0])
            )
        ]

    def _told(self, workbook: Workbook) -> Node:
        t = self.t
        return fragment[
            h3[t(say("Three sentences to your team"))],
            (
                div(".wb-prompt")[
                    label(for_=_field(prompt.id))[t(prompt.question)],
                    small(id=f"{_field(prompt.id)}-example")[t(prompt.example)],
                    textarea(
                        {"data-do": "write", "data-key": prompt.id},
                        id=_field(prompt.id),
                        rows="2",
                        aria_describedby=f"{_field(prompt.id)}-example",
                    )[workbook.notes.get(prompt.id, "")],
                ]
                for prompt in TEAM_SENTENCES
            ),
            div(".wb-prompt")[
                label(for_=_field(BUDDY.id))[t(BUDDY.question)],
                small(id=f"{_field(BUDDY.id)}-example")[t(BUDDY.example)],
                input(
                    {"data-do": "write", "data-key": BUDDY.id},
                    id=_field(BUDDY.id),
                    type="text",
                    value=workbook.notes.get(BUDDY.id, ""),
                    autocomplete="off",
                    aria_describedby=f"{_field(BUDDY.id)}-example",
                ),
            ],
        ]

    @action
    def write(self, event: Event) -> None:
        """Keep a sentence."""
        prompt = event.key
        self.write_down(
            event,
            lambda workbook: workbook.notes.get(prompt, ""),
            lambda workbook, text: note(workbook, prompt, text),
        )


def _field(identifier: str) -> str:
    return "note-" + identifier.replace(".", "-")
