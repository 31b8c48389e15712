"""The diary of two weeks for who has no data: three taps a day, also for a day that was missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from htpy import Node, div, fragment, li, ol, p, span, time

from workbook.document import Document
from workbook.journey import DIARY_DAYS, diary_days, keep_day, start_diary
from workbook.questions import QUESTIONS, QuestionId
from workbook.selfkept import with_own_diary
from workbook.ui.html import act, unseen
from workbook.ui.part import Event, Part, action
from workbook.words import Text, say, say_n

TAPS: Final[dict[QuestionId, Text]] = {
    "plan": say("Market or plan"),
    "marketing": say("With marketing"),
    "field": say("Along to a customer"),
}
_NOTHING: Final = say("None of these")


class DiaryPart(Part):
    """Days with three taps each, the last one first."""

    def view(self) -> Node:
        t = self.t
        workbook = self.session.document.workbook
        days = [day for day in diary_days(workbook) if day <= self.session.today]
        if not days:
            return fragment[
                p[t(say("What you keep counts in the same figures, marked as kept by yourself."))],
                div(".wb-row")[act(t, "begin", say("Begin the diary today"), kind="wb-quiet")],
            ]
        kept = {day.on: frozenset(day.happened) for day in workbook.diary}
        done = sum(day in kept for day in days)
        over = len(days) == DIARY_DAYS
        return fragment[
            p(".wb-say")[t(say_n("{n} day kept of {all}.", "{n} days kept of {all}.", done, all=len(days)))],
            p(".wb-note")[
                t(say("Your two weeks are over. They stand beside your answers on the balance."))
                if over
                else t(say("Missed a day? Fill it in as well as you remember, or leave it open."))
            ],
            ol(".wb-diary")[(self._day(day, kept.get(day)) for day in reversed(days))],
            div(".wb-row")[act(t, "begin", say("Begin another two weeks today"), kind="wb-link")]
            if over
            else None,
        ]

    def _day(self, day: date, happened: frozenset[QuestionId] | None) -> Node:
        t = self.t
        key = day.isoformat()
        name = t(say("{day:weekday}", day=key))
        return li[
            div(".wb-day-taps", role="group", aria_labelledby=f"day-{key}")[
                time(datetime=key, id=f"day-{key}")[name],
                span(".wb-row")[
                    (
                        self._tap(
                            f"{key}.{question}",
                            TAPS[question],
                            happened is not None and question in happened,
                            name,
                        )
                        for question in QUESTIONS
                    ),
                    self._tap(f"{key}.", _NOTHING, happened is not None and not happened, name),
                ],
            ]
        ]

    def _tap(self, key: str, label: Text, pressed: bool, about: str) -> Node:
        from htpy import button

        return button(
            {"data-do": "tap", "data-key": key, "value": "false" if pressed else "true"},
            class_="wb-pill wb-chosen" if pressed else "wb-pill",
            type="button",
            aria_pressed=str(pressed).lower(),
        )[self.t(label), unseen(about)]

    @action
    def begin(self, _event: Event) -> None:
        """Begin two weeks."""
        self.session.change_workbook(start_diary, on=self.session.today)

    @action
    def tap(self, event: Event) -> None:
        """Keep what happened on a day, or that nothing did."""
        key, _, which = event.key.partition(".")
        day, today = date.fromisoformat(key), self.session.today
        question = next((one for one in QUESTIONS if one == which), None)
        if which and question is None:
            raise ValueError("no such tap")

        def keep(doc: Document) -> Document:
            workbook = keep_day(doc.workbook, day, question, event.value == "true", on=today)
            return with_own_diary(replace(doc, workbook=workbook), today)

        self.session.change(keep)
