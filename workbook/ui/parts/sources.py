"""Which sources of deals are marketing: proposed by their words, settled by the manager."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, get_args

from htpy import Node, button, div, fragment, li, p, small, span, ul

from workbook.document import Document
from workbook.evidence.sources import Placed, Source, sources_in
from workbook.ui.html import act, unseen
from workbook.ui.page import Page
from workbook.ui.part import Event, Part, action
from workbook.words import Text, say, say_n

_AT_FIRST: Final = 12

_NAMES: Final[dict[Placed, Text]] = {
    "marketing": say("from marketing"),
    "other": say("not from marketing"),
}


class Sources(Part):
    """The sources in the files with their deals, what nobody placed yet first."""

    def __init__(self, page: Page) -> None:
        self._all = False
        self._order: tuple[str, ...] = ()
        super().__init__(page)

    def view(self) -> Node:
        t = self.t
        found = self._found()
        if not found:
            return p(".wb-later")[t(self._nothing())]
        open_ = [one for one in found if self._placed(one) is None]
        shown = found if self._all else found[:_AT_FIRST]
        return fragment[
            p(id="part-sources", tabindex="-1", role="status")[t(_left(open_))],
            div(".wb-row")[
                act(t, "rest", say("The rest is not marketing ({n})", n=len(open_)), kind="wb-quiet")
            ]
            if open_
            else None,
            ul(".wb-review.wb-heaps")[(self._one(place, one) for place, one in enumerate(shown))],
            act(t, "more", say("Show all {n}", n=len(found)), kind="wb-quiet")
            if len(found) > len(shown)
            else None,
        ]

    def _found(self) -> tuple[Source, ...]:
        """The sources, those that were open when they were first shown first: none moves under a hand."""
        rows = self.session.recall()
        if rows is None or rows.deals is None:
            return ()
        found = {one.key: one for one in sources_in(rows.deals)}
        if set(found) != set(self._order):
            open_first = sorted(found.values(), key=lambda one: self._placed(one) is not None)
            self._order = tuple(one.key for one in open_first)
        return tuple(found[key] for key in self._order)

    def _nothing(self) -> Text:
        settled = len(self.session.document.sources)
        if settled:
            return say_n(
                "You placed {n} source. Load your deals again to change that.",
                "You placed {n} sources. Load your deals again to change that.",
                settled,
            )
        return say("Load a file with deals first. The sources in it will stand here, if it has any.")

    def _placed(self, one: Source) -> Placed | None:
        return self.session.document.sources.get(one.key, one.proposed)

    def _one(self, place: int, one: Source) -> Node:
        t = self.t
        chosen = self._placed(one)
        by_name = chosen is not None and one.key not in self.session.document.sources
        return li[
            span(".wb-who", id=f"source-{place}")[one.name],
            small[
                t(say_n("{n} deal", "{n} deals", one.deals)),
                [" · ", t(say("by its name, until you say otherwise"))] if by_name else None,
            ],
            div(".wb-row", role="group", aria_labelledby=f"source-{place}")[
                (
                    button(
                        {"data-do": "place", "data-key": one.key, "value": answer},
                        class_="wb-pill wb-chosen" if answer == chosen else "wb-pill",
                        type="button",
                        aria_pressed="true" if answer == chosen else "false",
                    )[t(_NAMES[answer]), unseen(one.name)]
                    for answer in get_args(Placed)
                )
            ],
        ]

    @action
    def place(self, event: Event) -> None:
        """Say of a source whether it is marketing; what was said again is taken back."""
        answer: Placed | None = next((one for one in _NAMES if one == event.value), None)
        if answer is None or event.key not in {one.key for one in self._found()}:
            raise ValueError("no such source or answer")
        again = self.session.document.sources.get(event.key) == answer

        def said(doc: Document) -> Document:
            others = {key: told for key, told in doc.sources.items() if key != event.key}
            return replace(doc, sources=others if again else {**others, event.key: answer})

        self.session.settle(said)

    @action
    def rest(self, _event: Event) -> None:
        """None of what is open is marketing."""
        rest: dict[str, Placed] = {one.key: "other" for one in self._found() if self._placed(one) is None}
        self.session.settle(lambda doc: replace(doc, sources={**doc.sources, **rest}))
        self.focus("part-sources")

    @action
    def more(self, _event: Event) -> None:
        """Show every source."""
        self._all = True


def _left(open_: list[Source]) -> Text:
    if not open_:
        return say("Every source is placed.")
    return say_n(
        "{n} source is not placed yet, with {deals:number} deals together.",
        "{n} sources are not placed yet, with {deals:number} deals together.",
        len(open_),
        deals=sum(one.deals for one in open_),
    )
