"""What could not be sorted, over all questions: similar titles together, settled with one click."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from htpy import Node, button, dd, div, dl, dt, fragment, li, p, small, span, ul

from workbook.activity.records import Activity
from workbook.activity.settling import CHOICES, Choice, Heap, Unknown, heaps, unknown_shares
from workbook.document import Document
from workbook.questions import QUESTIONS, QuestionId
from workbook.ui.html import act, unseen
from workbook.ui.page import Page
from workbook.ui.part import Event, action
from workbook.ui.parts.private import AsksPrivate
from workbook.words import Text, say, say_n

_AT_A_TIME: Final = 8
_EXAMPLES: Final = 4

NAMES: Final[dict[Choice, Text]] = {
    "plan": say("market or account plan"),
    "target": say("target or forecast"),
    "marketing": say("with marketing"),
    "campaign": say("campaign, with marketing"),
    "customer": say("with a customer"),
    "reporting": say("reporting"),
    "absence": say("away"),
    "none": say("none of these"),
}

SHARES: Final[dict[QuestionId, Text]] = {
    "plan": say("The plan"),
    "marketing": say("The market"),
    "field": say("The customer"),
}


class SortingPart(AsksPrivate):
    """Groups to settle, most hours first, and how much is still unknown for each question.

    The groups shown stay where they are until the next are asked for, so that nothing moves under the
    reader's hand.
    """

    def __init__(self, page: Page) -> None:
        self._shown: tuple[Heap, ...] = ()
        self._ground: tuple[object, ...] | None = None
        self._passed: frozenset[str] = frozenset()
        super().__init__(page)

    def view(self) -> Node:
        t = self.t
        if not self._activities():
            return p(".wb-later")[
                t(
                    say(
                        "Your appointments are no longer in memory, so there is nothing to sort here. Your figures "
                        "are kept, and so is what you sorted. Load your files again to go on with it."
                    )
                    if self.session.rows_gone
                    else say(
                        "Load a calendar first. What its titles do not tell will stand here, most hours first."
                    )
                )
            ]
        self._keep_up()
        left = self._next()
        return fragment[
            self.ask_private(),
            self._shares(),
            self.private_answer(),
            ul(".wb-review.wb-heaps")[(self._heap(place, heap) for place, heap in enumerate(self._shown))]
            if self._shown
            else p[t(say("Everything with a title is sorted."))],
            act(t, "next-groups", say("The next {n}", n=len(left)), kind="wb-quiet") if left else None,
        ]

    def _activities(self) -> tuple[Activity, ...]:
        rows = self.session.recall()
        if rows is None:
            return ()
        period = self.session.document.period
        if period is None:
            return rows.activities
        return tuple(one for one in rows.activities if period.first <= one.start.date() <= period.last)

    def _open(self) -> tuple[Heap, ...]:
        return heaps(self._activities(), self.session.sorted())

    def _next(self) -> tuple[Heap, ...]:
        """The groups after those shown: what was passed over unsettled is not shown again."""
        gone = self._passed | {one.key for one in self._shown}
        return tuple(one for one in self._open() if one.key not in gone)[:_AT_A_TIME]

    def _keep_up(self) -> None:
        """Choose groups anew when others than this part's own clicks changed what there is."""
        document, rows = self.session.document, self.session.rows
        ground = (rows and rows.activities, document.people, document.period)
        if ground != self._ground:
            self._ground, self._passed = ground, frozenset()
            self._shown = self._open()[:_AT_A_TIME]

    def _shares(self) -> Node:
        t = self.t
        found = unknown_shares(self._activities(), self.session.sorted())
        return div(".wb-shares", role="status")[
            p(".wb-label")[t(say("What belongs nowhere yet"))],
            dl[(fragment[dt[t(SHARES[one])], dd[t(_told(found[one]))]] for one in QUESTIONS)],
        ]

    def _heap(self, place: int, heap: Heap) -> Node:
        t = self.t
        chosen = _chosen(self.session.document, heap)
        count = len(heap.activities)
        shown = ", ".join(f"‘{title}’" for title in heap.titles[:_EXAMPLES])
        more = len(heap.titles) - _EXAMPLES
        title = heap.key if len(heap.titles) > 1 else heap.titles[0] if heap.titles else t(say("No title"))
        return li(id=f"heap-{place}")[
            span(".wb-who", id=f"heap-{place}-title")[title],
            small[
                t(say_n("{n} time", "{n} times", count)),
                " · ",
                t(say("{minutes:lasting}", minutes=heap.minutes)),
            ],
            small(".wb-note")[
                shown,
                (" ", t(say_n("and {n} more title", "and {n} more titles", more))) if more > 0 else "",
            ]
            if len(heap.titles) > 1
            else None,
            div(".wb-row", role="group", aria_labelledby=f"heap-{place}-title")[
                (
                    button(
                        {"data-do": "settle", "data-key": heap.key, "value": choice},
                        class_="wb-pill wb-chosen" if choice == chosen else "wb-pill",
                        type="button",
                        aria_pressed="true" if choice == chosen else "false",
                    )[t(NAMES[choice]), unseen(title)]
                    for choice in CHOICES
                )
            ],
        ]

    @action
    def settle(self, event: Event) -> None:
        """Say what a group is; the same word again takes it back."""
        heap = next((one for one in self._shown if one.key == event.key), None)
        choice = next((one for one in CHOICES if one == event.value), None)
        if heap is None or choice is None:
            raise ValueError("no such group or choice")
        if _chosen(self.session.document, heap) == choice:
            told = frozenset(heap.corrections(choice))
            self.session.settle(
                lambda doc: replace(doc, corrections=tuple(one for one in doc.corrections if one not in told))
            )
        else:
            self.session.correct(heap.corrections(choice))

    @action
    def next_groups(self, _event: Event) -> None:
        """Show the next groups; what was settled goes."""
        following = self._next()
        self._passed |= {one.key for one in self._shown}
        self._shown = following
        self.focus("heap-0")


def _told(unknown: Unknown) -> Text:
    if not unknown.number:
        return say("nothing")
    return say_n(
        "{open} of {n} appointment, together {time:lasting}",
        "{open} of {n} appointments, together {time:lasting}",
        unknown.of,
        open=unknown.number,
        time=unknown.unknown,
    )


def _chosen(document: Document, heap: Heap) -> Choice | None:
    kept = frozenset(document.corrections)
    return next((one for one in CHOICES if kept.issuperset(heap.corrections(one))), None)
