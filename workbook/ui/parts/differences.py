"""Where the views differ, in a sentence about the act."""

from __future__ import annotations

from htpy import Node, fragment, li, p, ul

from workbook.comparison import compare
from workbook.mirrored import against, mirrored
from workbook.mirrors.wording import WHOM_NAMES, differs_from_you
from workbook.questions import QUESTIONS, QuestionId
from workbook.ui.part import Part
from workbook.wording import DIFFERENCE_LIMIT, difference
from workbook.words import Text, say


class Differences(Part):
    """A sentence for each question and each view there is."""

    def _mirrors(self, seen: list[QuestionId]) -> list[Text]:
        document = self.session.document
        views = (mirrored(document.rounds, q, whom) for whom in WHOM_NAMES for q in seen)
        return [
            differs_from_you(view.question, view.whom, against(document.workbook, view))
            for view in views
            if view is not None
        ]

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
                ),
                (li(".wb-say")[t(text)] for text in self._mirrors(seen)),
            ],
            p(".wb-note")[t(DIFFERENCE_LIMIT)],
        ]
