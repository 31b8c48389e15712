"""What changed: an earlier look and the weeks since, side by side, once there are weeks enough."""

from __future__ import annotations

from htpy import (
    Node,
    a,
    details,
    div,
    figcaption,
    figure,
    fragment,
    p,
    summary,
)

from workbook.charts.change import draw_changes
from workbook.document import Document, Look
from workbook.evidence.change import FEWEST_WEEKS, changes, ready_on
from workbook.evidence.measure import Period
from workbook.journey import look_back
from workbook.ui.html import as_table, rich, svg
from workbook.ui.part import Part
from workbook.words import Text, say


class ChangePart(Part):
    """Before and after."""

    def view(self) -> Node:
        document = self.session.document
        if document.before and document.since:
            return self._compared(document.before, document.since)
        return div(".wb-empty")[(p[self.t(text)] for text in _not_yet(document)), self._load()]

    def _load(self) -> Node:
        return p[a(href=self.page.address("start"))[self.t(say("Load a newer export on the start page"))]]

    def _compared(self, before: Look, since: Look) -> Node:
        t = self.t
        found = changes(before.evidence.measures, since.evidence.measures)
        if not found:
            return div(".wb-empty")[
                p[t(say("You have looked twice, but none of the figures can be laid side by side."))]
            ]
        chart = draw_changes(found, t)
        return fragment[
            (p[rich(t(change.sentence))] for change in found),
            figure(".wb-figure")[
                svg(chart.svg),
                svg(chart.narrow),
                figcaption[
                    t(
                        say(
                            "Before: {before}. Since then: {since}. The same rules counted both.",
                            before=_days(before.period),
                            since=_days(since.period),
                        )
                    )
                ],
                as_table(t, chart.headers, chart.rows, t(say("What changed"))),
            ],
            details[
                summary[t(say("How this was counted"))],
                p[
                    t(
                        say(
                            "The difference of two shares with its 95% interval (Newcombe; for hours the same "
                            "reckoning from their own intervals). A change counts when that interval leaves 0 out, "
                            "whichever way the unsorted falls. It does not say what caused it: a season, a new "
                            "customer and a good intention look the same from here. And of twenty figures one "
                            "changes by chance alone."
                        )
                    )
                ],
            ],
            self._load(),
        ]


def _days(period: Period) -> Text:
    return say("{first:day} – {last:date}", first=period.first.isoformat(), last=period.last.isoformat())


def _not_yet(document: Document) -> tuple[Text, ...]:
    """Why there is no before and after yet, and when there will be."""
    first = document.earlier[0].period if document.earlier else document.period
    if first is None or not document.evidence.readings:
        return (say("Nothing has been counted yet, so there is nothing to look back on."),)
    rule = say(
        "Before and after are laid side by side from {n} weeks on. Within that, a holiday or the end of a "
        "quarter looks like a change.",
        n=FEWEST_WEEKS,
    )
    day = ready_on(first)
    told: list[Text] = [rule, say("For your first look that is from {day:date}.", day=day.isoformat())]
    last = document.period.last if document.period else first.last
    if document.earlier and last >= day:
        return (
            say(
                "Your first look was counted by other rules than today’s, and the newer file doesn’t reach back "
                "to it. What is not alike is not compared."
            ),
        )
    end = look_back(document.workbook)
    if end:
        told.append(
            say(
                "Your ninety days end on {day:date}: a good moment to load a new export.", day=end.isoformat()
            )
        )
    return tuple(told)
