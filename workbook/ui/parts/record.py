"""The manager's own record: weeks in a row without guilt, a picture, and a card for one other person."""

from __future__ import annotations

from datetime import date, timedelta

from htpy import (
    Node,
    details,
    div,
    figcaption,
    figure,
    fragment,
    h3,
    label,
    li,
    p,
    summary,
    textarea,
    ul,
)

from workbook.charts.record import Kept, draw_record
from workbook.charts.tabulate import every_week
from workbook.evidence.telling import reckoning
from workbook.journey import Workbook, check_in_week, weeks_in_a_row
from workbook.selfkept import steps_followed
from workbook.takeaway.card import card_picture, card_text
from workbook.ui.html import act, as_table, rich, svg
from workbook.ui.part import Event, Part, action
from workbook.wording import BUDDY, STEP_NAMES
from workbook.words import Text, Translator, say, say_n

MOST_WEEKS = 26
"""Weeks in the picture: half a year, as wide as a phone can show."""


class RecordPart(Part):
    """What was done, week by week, and the card."""

    def view(self) -> Node:
        t = self.t
        workbook = self.session.document.workbook
        answered = [check for check in workbook.check_ins if check.done]
        if not answered:
            return p(".wb-later")[t(say("After your first check-in your own record begins here."))]
        return fragment[
            p(".wb-say")[t(_told(len(answered), weeks_in_a_row(workbook, self.session.today)))],
            self._picture(workbook),
            self._followed(workbook),
            self._card(workbook),
        ]

    def _picture(self, workbook: Workbook) -> Node:
        keys, rows = record_of(workbook, self.session.today, self.t)
        chart = draw_record(keys, rows, self.t)
        obstacles = {check.week: check.obstacle for check in workbook.check_ins if check.obstacle.strip()}
        obstacle = self.t(say("What got in the way"))
        return figure(".wb-figure")[
            svg(chart.svg),
            svg(chart.narrow),
            figcaption[self.t(say("Your own words, and yours alone. A week missed is a week missed."))],
            as_table(
                self.t,
                (*chart.headers, obstacle),
                ((*row, obstacles.get(key, "")) for key, row in zip(keys, chart.rows, strict=True)),
                self.t(say("Your own record")),
            ),
        ]

    def _followed(self, workbook: Workbook) -> Node:
        t = self.t
        measures = steps_followed(workbook, self.session.today)
        if not measures:
            return None
        return fragment[
            ul(".wb-plain")[(li[rich(t(measure.sentence))] for measure in measures)],
            details[
                summary[t(say("How it was counted"))],
                (p[t(reckoning(measure))] for measure in measures),
                p[t(measures[0].counted)],
                p[t(measures[0].limits)],
            ],
        ]

    def _card(self, workbook: Workbook) -> Node:
        t = self.t
        buddy = workbook.notes.get(BUDDY.id, "").strip()
        return fragment[
            h3[t(say("A card for one other person"))],
            p(".wb-note")[
                t(say("For {person}: what you meant to do, and whether it happened.", person=buddy))
                if buddy
                else t(say("For one person who may ask: what you meant to do, and whether it happened."))
            ],
            div(".wb-prompt")[
                label(for_="card")[t(say("As text, to copy"))],
                textarea(id="card", rows="7", readonly=True)[card_text(workbook, self.session.today, self.t)],
            ],
            div(".wb-row")[act(t, "card", say("As a picture (PNG)"), kind="wb-quiet")],
        ]

    @action
    def card(self, _event: Event) -> None:
        """Hand over the card as a picture."""
        workbook = self.session.document.workbook
        keys, rows = record_of(workbook, self.session.today, self.t)
        picture = card_picture(workbook, draw_record(keys, rows, self.t), self.session.today, self.t)
        name = f"gewetensvragen-{self.session.today.isoformat()}.png"
        self.screen.send({"offer": {"name": name, "type": "image/png"}}, [picture])


def record_of(
    workbook: Workbook, today: date, translate: Translator
) -> tuple[tuple[str, ...], tuple[Kept, ...]]:
    """The weeks from the first check-in to this week, and each step's row; at most `MOST_WEEKS`."""
    checks = {check.week: check for check in workbook.check_ins}
    last = today - timedelta(days=7) if check_in_week(today) not in checks else today
    keys = every_week((min(checks), max(max(checks), check_in_week(last))))[-MOST_WEEKS:]
    rows = tuple(
        Kept(
            translate(STEP_NAMES[question]),
            tuple(checks[key].done.get(question) if key in checks else None for key in keys),
        )
        for question, _ in workbook.steps
    )
    return keys, rows


def _told(times: int, row: int) -> Text:
    if row > 1:
        return say_n(
            "Looked back once.",
            "Looked back {n} times, the last {row} weeks in a row.",
            times,
            row=row,
        )
    return say_n("Looked back once. That is how a record begins.", "Looked back {n} times.", times)
