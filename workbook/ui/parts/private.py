"""The one question about private appointments, asked where it is felt and changed on the start page."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from htpy import Node, div, fieldset, legend, p

from workbook.document import Document
from workbook.ui.html import act
from workbook.ui.part import Event, Part, action
from workbook.words import say, say_n

_ANSWERS: Final = {"yes": True, "no": False}
_PLACE: Final = "private-appointments"


class AsksPrivate(Part):
    """A part that can ask whether private appointments are work. `answered_here` is whether it was said on
    this page, so that it can be taken back where it was said."""

    answered_here = False

    def ask_private(self) -> Node:
        """The question, as long as it is open and something depends on it."""
        t, document = self.t, self.session.document
        number, _ = _private(document)
        if document.private_is_work is not None or not number or self.session.recall() is None:
            return None
        return fieldset(".wb-ask")[
            legend[t(say("Are your private appointments work?"))],
            p(".wb-note")[
                t(
                    say_n(
                        "In this period {n} appointment is marked private. Its title is shown nowhere. It counts as "
                        "unknown until you say.",
                        "In this period {n} appointments are marked private. Their titles are shown nowhere. They "
                        "count as unknown until you say.",
                        number,
                    )
                )
            ],
            p(".wb-note")[
                t(
                    say(
                        "If they are not, they go out of all shares and hours. If one of them was work after all, you "
                        "can still count it, under a figure’s ‘Sorted wrongly?’."
                    )
                )
            ],
            div(".wb-row")[
                act(t, "private-work", say("No, leave them out"), value="no"),
                act(t, "private-work", say("Yes, keep them in"), value="yes", kind="wb-quiet"),
            ],
        ]

    def private_answer(self) -> Node:
        """What was answered, how many that is about, and a way to change it."""
        t, document = self.t, self.session.document
        number, out = _private(document)
        if document.private_is_work is None or not number + out:
            return None
        if document.private_is_work:
            told, change, value = (
                say_n(
                    "{n} private appointment counts, as you said; what it was is unknown.",
                    "{n} private appointments count, as you said; what they were is unknown.",
                    number,
                ),
                say("They are no work: leave them out"),
                "no",
            )
        else:
            told, change, value = (
                say_n(
                    "{n} private appointment is out of all shares and hours, as you said.",
                    "{n} private appointments are out of all shares and hours, as you said.",
                    out,
                ),
                say("They are work: keep them in"),
                "yes",
            )
        return p(".wb-note", id=_PLACE, tabindex="-1")[
            t(told), " ", act(t, "private-work", change, value=value, kind="wb-link")
        ]

    @action
    def private_work(self, event: Event) -> None:
        """Say whether private appointments are work."""
        if event.value not in _ANSWERS:
            raise ValueError("no such answer")
        are_work = _ANSWERS[event.value]
        self.session.settle(lambda doc: replace(doc, private_is_work=are_work))
        self.answered_here = True
        self.focus(_PLACE)


def _private(document: Document) -> tuple[int, int]:
    """How many private appointments count as unknown, and how many are left out, in the whole period."""
    told = [one.coverage for one in document.evidence.measures]
    return max((one.private for one in told), default=0), max((one.private_out for one in told), default=0)
