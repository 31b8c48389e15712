"""One card for one other person: the steps, and whether they happened. As text and as a picture.

Progress that others may see helps more than progress nobody sees (Harkin et al. 2016); one person who
asks is enough. What got in the way and what was written stays out: the card is about acts.
"""

from __future__ import annotations

from datetime import date, timedelta

from workbook.charts import Chart
from workbook.charts.record import SAID
from workbook.journey import Step, Workbook, check_in_week
from workbook.takeaway.printable import printable
from workbook.takeaway.typeset import card
from workbook.wording import PRODUCT
from workbook.words import Translator, say

WEEKS = 4
"""Weeks on the card: what one can still talk about."""


def card_text(workbook: Workbook, today: date, translate: Translator) -> str:
    """The card as plain lines: each step, and the last weeks it was looked back on."""
    checks = {check.week: check for check in workbook.check_ins}
    weeks = [check_in_week(today - timedelta(weeks=n)) for n in reversed(range(WEEKS))]
    lines = [translate(say("My steps, {day:date}", day=today.isoformat())), ""]
    for question, step in workbook.steps:
        lines.append(f"– {_step(step, translate)}")
        said = [
            translate(say("week {week}: {said}", week=int(week[-2:]), said=SAID[checks[week].done[question]]))
            for week in weeks
            if week in checks and question in checks[week].done
        ]
        if said:
            lines.append("  " + ", ".join(said))
    lines += ["", translate(say("Ask me about it."))]
    return printable("\n".join(lines))


def card_picture(workbook: Workbook, record: Chart, today: date, translate: Translator) -> bytes:
    """The card as a PNG to send from a phone."""
    return card(
        product=translate(PRODUCT),
        title=translate(say("My steps, {day:date}", day=today.isoformat())),
        steps=[printable(_step(step, translate)) for _, step in workbook.steps],
        svg=record.narrow,
        foot=translate(say("Ask me about it.")),
    )


def _step(step: Step, translate: Translator) -> str:
    return " ".join(
        translate(
            say("{when}: {act}, with {person}", when=step.when, act=step.act, person=step.person)
        ).split()
    )
