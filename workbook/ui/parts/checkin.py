"""Two minutes a week: did I do it, what got in the way, and is the step still the right one."""

from __future__ import annotations

from datetime import date

from htpy import Node, a, details, div, fieldset, input, label, legend, p, small, span, summary

from workbook.journey import (
    DONE,
    Done,
    Step,
    begun_by,
    blockers,
    check_in,
    hindered,
    resolve,
    this_check_in,
)
from workbook.questions import QUESTIONS, QuestionId
from workbook.ui.html import dated, unseen
from workbook.ui.part import Event, Refused, action
from workbook.ui.parts.writing import Writes
from workbook.wording import STEP_LABELS, STEP_NAMES, step_sentence
from workbook.words import Text, say, say_n

_ANSWERS: dict[Done, Text] = {"yes": say("Yes"), "partly": say("Partly"), "no": say("No")}
_BLANKS = ("when", "act", "person", "first_act")


class CheckInPart(Writes):
    """This week's check-in."""

    def view(self) -> Node:
        t = self.t
        workbook = self.session.document.workbook
        shut = blockers(workbook, "check_in")
        if shut:
            return div(".wb-empty")[
                p[t(shut[0])],
                p[a(href=self.page.address("plan"))[t(say("To the first question"))]],
            ]
        now = this_check_in(workbook, self.session.today)
        begun = begun_by(workbook, self.session.today)
        if not begun:
            first = min(step.first_on for _, step in workbook.steps if step.first_on)
            return div(".wb-empty")[
                p(".wb-say")[t(say("Your first step is on {day:weekday}.", day=first.isoformat()))],
                p[t(say("Until then there is nothing to do here."))],
            ]
        return div(".wb-checkin")[
            p(".wb-label")[t(say("About week {week}", week=int(now.week[-2:])))],
            (self._step(question, step, now.done.get(question)) for question, step in begun),
            (
                p(".wb-note")[
                    t(STEP_NAMES[question]),
                    ": ",
                    t(say("begins on {day:weekday}.", day=step.first_on.isoformat())),
                ]
                for question, step in workbook.steps
                if step.first_on and question not in dict(begun)
            ),
            div(".wb-prompt")[
                label(for_="obstacle")[t(say("What got in the way?"))],
                small(id="obstacle-note")[t(say("One line is enough. Nothing? Then leave it empty."))],
                input(
                    {"data-do": "hinder"},
                    id="obstacle",
                    type="text",
                    value=now.obstacle,
                    autocomplete="off",
                    aria_describedby="obstacle-note",
                ),
            ],
            p(".wb-note", role="status")[t(_thanks(now.done, len(begun))) if now.done else ""],
        ]

    def _step(self, question: QuestionId, step: Step, done: Done | None) -> Node:
        t = self.t
        first_on = say("{day:day}", day=step.first_on.isoformat()) if step.first_on else ""
        sentence = t(step_sentence(step.when, step.act, step.person, first_on, step.first_act))
        return div(".wb-step-done")[
            fieldset(".wb-pills")[
                legend[span(".wb-label")[t(STEP_NAMES[question])], " ", span(".wb-say")[sentence]],
                (
                    label(".wb-pill")[
                        input(
                            {"data-do": "answer", "data-key": question},
                            type="radio",
                            name=f"done-{question}",
                            value=answer,
                            checked=done == answer,
                        ),
                        span[t(text), unseen(t(STEP_NAMES[question]))],
                    ]
                    for answer, text in _ANSWERS.items()
                ),
            ],
            details[
                summary[t(say("Adjust this step")), unseen(t(STEP_NAMES[question]))],
                (
                    div(".wb-prompt")[
                        label(for_=f"{question}-{blank}")[
                            t(STEP_LABELS[blank]), unseen(t(STEP_NAMES[question]))
                        ],
                        input(
                            {"data-do": "adjust", "data-key": f"{question}.{blank}"},
                            id=f"{question}-{blank}",
                            type="text",
                            value=getattr(step, blank),
                            autocomplete="off",
                        ),
                    ]
                    for blank in _BLANKS
                ),
                div(".wb-prompt")[
                    label(for_=f"{question}-first_on")[
                        t(say("Next time on")), unseen(t(STEP_NAMES[question]))
                    ],
                    dated(
                        t,
                        step.first_on,
                        input(
                            {"data-do": "adjust", "data-key": f"{question}.first_on"},
                            id=f"{question}-first_on",
                            type="date",
                            value=step.first_on.isoformat() if step.first_on else "",
                        ),
                    ),
                ],
            ],
        ]

    @action
    def answer(self, event: Event) -> None:
        """Keep whether a step was done this week."""
        done = next((one for one in DONE if one == event.value), None)
        if done is None:
            raise ValueError("no such answer")
        self.session.change_workbook(check_in, _question(event.key), done, on=self.session.today)

    @action
    def hinder(self, event: Event) -> None:
        """Keep what got in the way."""
        on = self.session.today
        self.write_down(
            event,
            lambda workbook: this_check_in(workbook, on).obstacle,
            lambda workbook, text: hindered(workbook, text, on=on),
        )

    @action
    def adjust(self, event: Event) -> None:
        """Change a blank of a step; one that would be left empty stays as it was."""
        which, _, blank = event.key.partition(".")
        value = str(event.value).strip()
        if not value:
            raise Refused(say("A step needs all of its words. What stood here is kept."))
        if blank == "first_on":
            try:
                day = date.fromisoformat(value)
            except ValueError:
                raise Refused(say("That is not a date. Choose a day from the calendar.")) from None
            self.session.change_workbook(resolve, _question(which), first_on=day)
        elif blank in _BLANKS:
            question = _question(which)
            self.write_down(
                event,
                lambda workbook: str(getattr(workbook.inquiry(question).step, blank)),
                lambda workbook, text: resolve(workbook, question, **{blank: text.strip()}),  # type: ignore[arg-type]
            )
        else:
            raise ValueError("no such blank")


def _question(key: str) -> QuestionId:
    return next(question for question in QUESTIONS if question == key)


def _thanks(done: dict[QuestionId, Done], steps: int) -> Text:
    if (left := steps - len(done)) > 0:
        return say_n("Noted. {n} step to go.", "Noted. {n} steps to go.", left)
    if all(answer == "no" for answer in done.values()):
        return say("Noted. If it stays like this, make the step smaller: adjust it above.")
    return say("Noted. Until next week.")
