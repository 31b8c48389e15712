"""Where the views differ, in a sentence about the act."""

from __future__ import annotations

from htpy import Node, fragment, li, p, ul

from workbook.comparison import compare
from workbook.questions import QUESTIONS
from workbook.ui.part import Part
from workbook.wording import DIFFERENCE_LIMIT, difference
from workbook.words import say


class Differences(Part):
    """One sentence a question."""

    def view(self) -> Node:
        t = self.t
        document = self.session.document
        seen = [q for q in QUESTIONS if document.workbook.inquiry(q).evidence_seen]
        if not seen:
            return p(".wb-later")[
                t(say("Once you have answered a question and seen the evidence, the two stand here."))
            ]
        return fragment[
            ul(".wb-plain")[
                (
                    li(".wb-say")[
                        t(difference(q, compare(document.workbook, document.evidence.measures, q).kind))
                    ]
                    for q in seen
                )
            ],
            p(".wb-note")[t(DIFFERENCE_LIMIT)],
        ]
