"""Back and on, at the foot of the page. The way is open; what is unfinished is said."""

from __future__ import annotations

from htpy import Node, a, nav, p, span

from workbook.journey import blockers
from workbook.pages import PAGES, PageId
from workbook.questions import QUESTIONS
from workbook.ui.part import Part
from workbook.wording import STEP_NAMES
from workbook.words import Text, say

_ORDER = tuple(PAGES)
_ON: dict[PageId, Text] = {
    "plan": say("To the first question"),
    "marketing": say("To the second question"),
    "field": say("To the third question"),
    "balance": say("To the balance"),
}

_OPEN: dict[str, Text] = {
    "evidence": say("your answer"),
    "mirrors": say("what your calendar says"),
    "step": say("an answer to one of the prompts"),
    "done": say("a step with all its words"),
}
"""What each gate of a question waits for, as a thing and not as an order, in the order of the page."""


class Onward(Part):
    """Links to the page before and the page after."""

    def view(self) -> Node:
        t = self.t
        here = _ORDER.index(self.page.name)
        before = _ORDER[here - 1] if here else None
        after = _ORDER[here + 1] if here + 1 < len(_ORDER) else None
        question = next((q for q in QUESTIONS if q == self.page.name), None)
        workbook = self.session.document.workbook
        open_end = next(
            (_OPEN[gate] for gate in _OPEN if question and blockers(workbook, gate, question)), None
        )
        return nav(".wb-onward", aria_label=t(say("Back and on")))[
            a(".wb-back", href=self.page.address(before))["← ", t(STEP_NAMES[before])] if before else span,
            p(".wb-note")[t(say("You can go on. Still open here: {what}.", what=open_end))]
            if open_end and after
            else None,
            a(".wb-go", href=self.page.address(after))[t(_ON[after])] if after else None,
        ]
