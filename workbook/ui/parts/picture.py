"""The balance in one picture: three questions by the views there are."""

from __future__ import annotations

from htpy import (
    Node,
    a,
    details,
    div,
    figcaption,
    figure,
    fragment,
    li,
    p,
    summary,
    table,
    tbody,
    td,
    th,
    thead,
    tr,
    ul,
)

from workbook.charts.balance import BalanceRow, View, draw_balance
from workbook.comparison import compare
from workbook.evidence.measure import Measure
from workbook.journey import Answer
from workbook.questions import DAYS, QUESTIONS, QuestionId
from workbook.ui.html import svg
from workbook.ui.part import Part
from workbook.wording import CHOICE_LETTERS, FREQUENCY_NAMES, STEP_NAMES, VIEW_NAMES, wording
from workbook.words import Text, say, say_n


class Picture(Part):
    """Self and data side by side, on days in four weeks."""

    def view(self) -> Node:
        t = self.t
        workbook = self.session.document.workbook
        answered = [q for q in QUESTIONS if workbook.inquiry(q).evidence_seen]
        open_ = [q for q in QUESTIONS if q not in answered]
        return fragment[
            self._drawn(answered) if answered else None,
            div(".wb-empty")[
                p[t(say("Not here yet, because you have not held them against your data:"))],
                ul[(li[a(href=self.page.address(q))[t(wording(q).heading)]] for q in open_)],
            ]
            if open_
            else None,
        ]

    def _drawn(self, answered: list[QuestionId]) -> Node:
        t = self.t
        chart = draw_balance([self._row(question) for question in answered], t)
        return figure(".wb-figure")[
            svg(chart.svg),
            svg(chart.narrow),
            figcaption[
                t(
                    say(
                        "Days with B in four weeks. A frame is what you answered; a dot is what was counted, "
                        "hatched what could not be sorted. No total: three different things can’t be added up."
                    )
                )
            ],
            details[
                summary[t(say("As a table"))],
                table[
                    thead[tr[(th(scope="col")[header] for header in chart.headers)]],
                    tbody[
                        (
                            tr[(th(scope="row")[cell] if i == 0 else td[cell] for i, cell in enumerate(row))]
                            for row in chart.rows
                        )
                    ],
                ],
            ],
        ]

    def _row(self, question: QuestionId) -> BalanceRow:
        t = self.t
        inquiry = self.session.document.workbook.inquiry(question)
        views = [self._answer(t(VIEW_NAMES["self"]), inquiry.first)]
        if inquiry.second and inquiry.second.complete:
            views.append(self._answer(t(say("You say now")), inquiry.second))
        views.append(self._counted(question))
        return BalanceRow(t(STEP_NAMES[question]), tuple(views))

    def _answer(self, label: str, answer: Answer) -> View:
        t = self.t
        assert answer.choice
        assert answer.often
        low, high = DAYS.get(answer.often, (None, None))
        note = t(
            say(
                "{choice}; {often}", choice=CHOICE_LETTERS[answer.choice], often=FREQUENCY_NAMES[answer.often]
            )
        )
        return View(label, low, high, None, note)

    def _counted(self, question: QuestionId) -> View:
        t = self.t
        label = t(VIEW_NAMES["data"])
        document = self.session.document
        counted = compare(document.workbook, document.evidence.measures, question).counted
        if counted is None:
            return View(label, None, None, None, t(say("no file tells about this")))
        return View(
            label,
            counted.numerator,
            counted.numerator + counted.unknown,
            counted.numerator,
            t(_note(counted)),
            thin=counted.standing == "thin",
        )


def _note(counted: Measure) -> Text:
    n, unknown = int(counted.numerator), int(counted.unknown)
    days = say_n("{n} day", "{n} days", n)
    since = say(
        "{first:day} – {last:day}",
        first=counted.period.first.isoformat(),
        last=counted.period.last.isoformat(),
    )
    if unknown:
        return say("at least {days}, at most {most}; {since}", days=days, most=n + unknown, since=since)
    return say("at least {days}; {since}", days=days, since=since)
