"""Where customers were met: whose a place is, said once and true of every meeting there."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from htpy import Node, button, div, fragment, li, p, small, span, ul

from workbook.activity.locations import Location, locations
from workbook.activity.places import NO_PLACE, PLACES, PlaceSaid
from workbook.document import Document
from workbook.ui.html import act, unseen
from workbook.ui.page import Page
from workbook.ui.part import Event, Part, action
from workbook.ui.parts.review import PLACE_NAMES
from workbook.words import say, say_n

_AT_A_TIME: Final = 6


class PlacesPart(Part):
    """The places to settle, most meetings with a customer first; those settled stay and can be changed."""

    def __init__(self, page: Page) -> None:
        self._shown = _AT_A_TIME
        super().__init__(page)

    def view(self) -> Node:
        t = self.t
        if self.session.recall() is None:
            return p(".wb-later")[
                t(say("Load a calendar first. The places where you met customers will stand here."))
            ]
        found = self._found()
        if not found:
            return p[t(say("No meeting with a customer waits for a place."))]
        open_ = [one for one in found if one.place and not one.confirmed]
        left = len(found) - self._shown
        return fragment[
            ul(".wb-review.wb-heaps")[(self._place(n, one) for n, one in enumerate(found[: self._shown]))],
            act(
                t,
                "agree-places",
                say_n("Agree with {n} suggestion", "Agree with {n} suggestions", len(open_)),
            )
            if open_
            else None,
            act(t, "more-places", say("Show more ({n})", n=left), kind="wb-quiet") if left > 0 else None,
        ]

    def _found(self) -> tuple[Location, ...]:
        rows, document = self.session.recall(), self.session.document
        if rows is None:
            return ()
        said = {one.location: one.place for one in document.places}
        return locations(rows.activities, self.session.sorted(), document.people, said)

    def _place(self, number: int, one: Location) -> Node:
        t = self.t
        title = one.shown if one.key != NO_PLACE else t(say("No place given"))
        return li(id=f"place-{number}")[
            span(".wb-who", id=f"place-{number}-name")[title],
            small[
                t(say_n("{n} meeting with a customer", "{n} meetings with a customer", one.meetings)),
                (" · ", t(say("perhaps {place}?", place=PLACE_NAMES[one.place])))
                if one.place and not one.confirmed
                else None,
            ],
            div(".wb-row", role="group", aria_labelledby=f"place-{number}-name")[
                (
                    button(
                        {"data-do": "place", "data-key": one.key, "value": place},
                        class_="wb-pill wb-chosen" if one.confirmed and place == one.place else "wb-pill",
                        type="button",
                        aria_pressed="true" if one.confirmed and place == one.place else "false",
                    )[t(PLACE_NAMES[place]), unseen(title)]
                    for place in PLACES
                )
            ],
        ]

    @action
    def place(self, event: Event) -> None:
        """Say whose a place is; the same word again takes it back."""
        place = next((one for one in PLACES if one == event.value), None)
        if place is None or all(one.key != event.key for one in self._found()):
            raise ValueError("no such place")
        told = PlaceSaid(event.key, place)

        def settled(doc: Document) -> Document:
            others = tuple(one for one in doc.places if one.location != event.key)
            return replace(doc, places=others if told in doc.places else (*others, told))

        self.session.settle(settled)

    @action
    def agree_places(self, _event: Event) -> None:
        """Agree with every suggestion that stands open."""
        told = tuple(
            PlaceSaid(one.key, one.place) for one in self._found() if one.place and not one.confirmed
        )
        self.session.settle(lambda doc: replace(doc, places=(*doc.places, *told)))

    @action
    def more_places(self, _event: Event) -> None:
        """Show all places."""
        self._shown += 1_000
