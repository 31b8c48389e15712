"""Meetings that two files tell of: which entries were put together, why, and a way to undo it."""

from __future__ import annotations

from dataclasses import replace

from htpy import Node, details, div, fragment, li, p, small, span, summary, ul

from workbook.activity.matching import Matched, Pair, Separated
from workbook.activity.records import Activity
from workbook.document import Document
from workbook.ui.html import act
from workbook.ui.page import Page
from workbook.ui.part import Event, Part, action
from workbook.words import say, say_n

_AT_A_TIME = 12


class Matches(Part):
    """The list of pairs, and below it what was said to be two meetings after all."""

    def __init__(self, page: Page) -> None:
        self._shown = _AT_A_TIME
        super().__init__(page)

    def view(self) -> Node:
        t = self.t
        self.session.recall()
        found = self.session.matched
        if not found.pairs and not found.kept_apart:
            return p(".wb-later")[
                t(
                    say(
                        "Which meetings two of your files tell of is no longer in memory. In your figures, which are "
                        "kept, each counts once. Load your files again to see them."
                    )
                    if self.session.rows_gone
                    else say("When a calendar and a CRM tell of one meeting, both entries stand here together.")
                )
            ]
        pairs = found.pairs[: self._shown]
        left = len(found.pairs) - len(pairs)
        return fragment[
            p(role="status")[
                t(
                    say_n(
                        "{n} meeting stands in two of your files; it counts once.",
                        "{n} meetings stand in two of your files; each counts once.",
                        len(found.pairs),
                    )
                )
            ],
            details(id="part-matches")[
                summary[t(say("Which ones, and why"))],
                ul(".wb-people")[(self._pair(pair, together=True) for pair in pairs)],
                act(t, "show-more", say("Show more ({n})", n=left), kind="wb-quiet") if left > 0 else None,
            ]
            if found.pairs
            else None,
            self._kept_apart(found),
        ]

    def _kept_apart(self, found: Matched) -> Node:
        t = self.t
        if not found.kept_apart:
            return None
        return fragment[
            p(".wb-label")[t(say("Kept apart by you"))],
            ul(".wb-people")[(self._pair(pair, together=False) for pair in found.kept_apart)],
        ]

    def _pair(self, pair: Pair, together: bool) -> Node:
        t = self.t
        when = pair.one.start.date().isoformat()
        undo = say("These are two meetings") if together else say("They are one after all")
        return li[
            span(".wb-who")[t(say("{day:date}, {time}", day=when, time=f"{pair.one.start:%H:%M}"))],
            small[self._entry(pair.one), " · ", self._entry(pair.other)],
            small(".wb-note")[t(pair.reason)],
            div(".wb-row")[
                act(
                    t,
                    "keep-apart" if together else "put-together",
                    undo,
                    key=f"{pair.one.id} {pair.other.id}",
                    kind="wb-quiet",
                    about=t(say("{day:date}, {time}", day=when, time=f"{pair.one.start:%H:%M}")),
                )
            ],
        ]

    def _entry(self, activity: Activity) -> str:
        return self.t(
            say(
                "‘{title}’ in {file}",
                title=activity.subject or say("No title"),
                file=activity.source,
            )
        )

    @action
    def keep_apart(self, event: Event) -> None:
        """These two are two meetings."""
        pair = self._named(event.key, self.session.matched.pairs)
        self.session.settle(lambda doc: replace(doc, separated=(*_but(doc, pair), pair)))

    @action
    def put_together(self, event: Event) -> None:
        """These two are one meeting after all."""
        pair = self._named(event.key, self.session.matched.kept_apart)
        self.session.settle(lambda doc: replace(doc, separated=_but(doc, pair)))

    @action
    def show_more(self, _event: Event) -> None:
        """Show the next pairs."""
        self._shown += _AT_A_TIME

    @staticmethod
    def _named(key: str, pairs: tuple[Pair, ...]) -> Separated:
        one, _, other = key.partition(" ")
        found = next((pair.apart for pair in pairs if pair.apart.is_about(one, other)), None)
        if found is None:
            raise ValueError("no such pair")
        return found


def _but(document: Document, pair: Separated) -> tuple[Separated, ...]:
    return tuple(one for one in document.separated if not one.is_about(pair.one, pair.other))
