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


class Onward(Part):
    """Links to the page before and the page after."""

    def view(self) -> Node:
        t = self.t
        here = _ORDER.index(self.page.name)
        before = _ORDER[here - 1] if here else None
        after = _ORDER[here + 1] if here + 1 < len(_ORDER) else None
        question = next((q for q in QUESTIONS if q == self.page.name), None)
        open_ends = blockers(self.session.document.workbook, "done", question) if question else ()
        return nav(".wb-onward", aria_label=t(say("Back and on")))[
            a(".wb-back", href=self.page.address(before))["← ", t(STEP_NAMES[before])] if before else span,
            p(".wb-note")[t(say("You can go on. Still open here: {what}", what=open_ends[0]))]
            if open_ends and after
            else None,
            a(".wb-go", href=self.page.address(after))[t(_ON[after])] if after else None,
        ]
