"""Where the views agree and where not, in sentences about the act."""

from __future__ import annotations

from htpy import Node, a, fragment, li, p, small, ul

from workbook.beside import contents, of_days
from workbook.evidence.telling import caption
from workbook.mirrored import against, mirrored
from workbook.mirrors.records import Whom
from workbook.mirrors.wording import WHOM_NAMES, all_alike, differs_from_you
from workbook.questions import QUESTIONS, QuestionId
from workbook.ui.html import rich, unseen
from workbook.ui.part import Part
from workbook.ui.parts.evidence import element
from workbook.wording import DIFFERENCE_LIMIT, STEP_NAMES
from workbook.words import Text, say


class Differences(Part):
    """How many days first, then what was done on them, then what others see."""

    def _mirrors(self, whom: Whom, seen: list[QuestionId]) -> list[Text]:
        document = self.session.document
        views = [view for q in seen if (view := mirrored(document.rounds, q, whom)) is not None]
        kinds = {view.question: against(document.workbook, view) for view in views}
        if len(kinds) == len(QUESTIONS) and set(kinds.values()) == {"alike"}:
            return [all_alike(whom)]
        return [differs_from_you(question, whom, kind) for question, kind in kinds.items()]

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
                    li(".wb-say")[rich(t(text))]
                    for text in of_days(document.workbook, document.evidence.measures, seen)
                ),
                (
                    li(".wb-say")[
                        rich(t(one.said)),
                        small(".wb-caption")[
                            " · ".join(t(part) for part in caption(one.measure)),
                            ". ",
                            a(href=f"{self.page.address(one.question)}#{element(one.measure)}")[
                                t(say("How this was counted")), unseen(t(STEP_NAMES[one.question]))
                            ],
                        ],
                    ]
                    for one in contents(document.workbook, document.evidence.measures, seen)
                ),
                (li(".wb-say")[t(text)] for whom in WHOM_NAMES for text in self._mirrors(whom, seen)),
            ],
            p(".wb-note")[t(DIFFERENCE_LIMIT)],
        ]
