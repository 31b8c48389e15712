"""Whose clock the times go by: shown, and to be changed by the manager."""

from __future__ import annotations

from itertools import groupby

from htpy import Node, div, label, optgroup, option, p, select, span

from workbook.activity.zones import is_zone, places
from workbook.ui.html import act
from workbook.ui.part import Event, Part, Refused, action
from workbook.words import say


class GoesByClock(Part):
    """What a part needs to show and change the manager's time zone."""

    _choosing = False

    def turned(self) -> None:
        """What is to be done once the zone is another."""

    def clock_line(self) -> Node:
        """By whose clock the times are, and for one's own workbook the way to another."""
        t = self.t
        document = self.session.document
        zone = document.decisions.zone
        told = span(".wb-note")[t(say("Times are by the clock of {zone}.", zone=named(zone)))]
        if document.demo:
            return p[told]
        if not self._choosing:
            return div(".wb-row.wb-zone")[
                told, act(t, "choose-clock", say("Another time zone"), kind="wb-link", id="clock")
            ]
        return label(".wb-field.wb-short.wb-zone")[
            span[t(say("Times are by the clock of"))],
            select({"data-do": "set_clock"}, id="clock")[
                None if zone in places() else option(value=zone, selected=True)[named(zone)],
                (
                    optgroup(label=area)[
                        (option(value=one, selected=one == zone)[named(one)] for one in names)
                    ]
                    for area, names in groupby(places(), key=lambda one: one.partition("/")[0])
                ),
            ],
        ]

    @action
    def choose_clock(self, _event: Event) -> None:
        """Show the zones there are."""
        self._choosing = True
        self.focus("clock")

    @action
    def set_clock(self, event: Event) -> None:
        """Live by the clock of another zone."""
        if self.session.document.demo:
            raise ValueError("the made-up manager stays where they live")
        if not is_zone(str(event.value)):
            raise Refused(say("This time zone is not known here. Choose another from the list."))
        self.session.set_zone(str(event.value))
        self._choosing = False
        self.turned()
        self.focus("clock")


def named(zone: str) -> str:
    """A zone as a reader writes it."""
    return zone.replace("_", " ")
