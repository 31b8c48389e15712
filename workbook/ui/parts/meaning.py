"""What only A leads to, and what B brings."""

from __future__ import annotations

from htpy import Node, dd, div, dl, dt, p

from workbook.journey import blockers
from workbook.ui.html import rich
from workbook.ui.parts.about import AboutQuestion
from workbook.words import say


class Meaning(AboutQuestion):
    """The two ways side by side, in words; shut until the answer stands, which they would sway."""

    def view(self) -> Node:
        t = self.t
        if blockers(self.session.document.workbook, "reflection", self.question):
            return p(".wb-later")[t(say("This opens once you have answered and looked at the evidence."))]
        return dl(".wb-meaning")[
            div[dt[t(say("Only A"))], dd[rich(t(self.wording.only_a))]],
            div[dt[t(say("B, also next to A"))], dd[rich(t(self.wording.brings))]],
        ]
