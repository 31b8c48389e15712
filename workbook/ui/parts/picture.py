"""The balance in one picture: three questions by the views there are."""

from __future__ import annotations

from htpy import (
    Node,
    a,
    div,
    figcaption,
    figure,
    fragment,
    li,
    p,
    ul,
)

from workbook.charts.balance import draw_balance
from workbook.questions import QUESTIONS
from workbook.ui.html import as_table, svg
from workbook.ui.part import Part
from workbook.views import balance_rows, counted_over
from workbook.wording import wording
from workbook.words import say


class Picture(Part):
    """Self and data side by side, on days in four weeks."""

    def view(self) -> Node:
        t = self.t
        workbook = self.session.document.workbook
        answered = [q for q in QUESTIONS if workbook.inquiry(q).evidence_seen]
        open_ = [q for q in QUESTIONS if q not in answered]
        return fragment[
            self._drawn() if answered else None,
            div(".wb-empty")[
                p[t(say("Not here yet, because you have not held them against your data:"))],
                ul[(li[a(href=self.page.address(q))[t(wording(q).heading)]] for q in open_)],
            ]
            if open_
            else None,
        ]

    def _drawn(self) -> Node:
        t = self.t
        chart = draw_balance(balance_rows(self.session.document, t), t)
        over = counted_over(self.session.document)
        return figure(".wb-figure")[
            svg(chart.svg),
            svg(chart.narrow),
            figcaption[
                t(
                    say(
                        "Days with B in four weeks. A frame is what you answered; a dot is what was counted, "
                        "hatched what could not be sorted. No total: three different things can’t be added up."
                    )
                ),
                (" ", t(over)) if over else None,
            ],
            as_table(t, chart.headers, chart.rows, t(say("The balance"))),
        ]
