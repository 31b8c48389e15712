"""Which weeks are looked at, and how well the files cover them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final, Literal

from htpy import Node, dd, div, dl, dt, fragment, input, label, option, p, select, span

from workbook.document import LONGEST_PERIOD, SPANS, Document, Weeks
from workbook.evidence.measure import Coverage, Measure, Period
from workbook.evidence.presence import default_period, weeks_of
from workbook.ui.html import act, dated
from workbook.ui.part import Event, Part, Refused, action
from workbook.words import Text, say, say_n

_LOAD_AGAIN: Final = say("Load your files again to look at another period.")


class PeriodPart(Part):
    """The period, in days, and its coverage."""

    def view(self) -> Node:
        t = self.t
        document = self.session.document
        period = document.period
        if period is None or not document.evidence.measures:
            return p(".wb-later")[
                t(
                    say(
                        "Load a calendar first. Then the last thirteen full weeks stand here, to change if you like."
                    )
                )
            ]
        loadable = self.session.recall() is not None
        return fragment[
            div(".wb-row")[
                (
                    label(".wb-field")[
                        span[t(name)],
                        dated(
                            t,
                            value,
                            input(
                                {"data-do": "move", "data-key": which},
                                type="date",
                                value=value.isoformat(),
                                disabled=not loadable,
                            ),
                        ),
                    ]
                    for which, name, value in (
                        ("first", say("From"), period.first),
                        ("last", say("Up to and including"), period.last),
                    )
                ),
            ],
            div(".wb-row")[
                (
                    act(
                        t,
                        "span",
                        say("Last {n} weeks", n=weeks),
                        value=str(weeks),
                        kind="wb-pill wb-chosen" if weeks == document.last_weeks else "wb-pill",
                    )
                    for weeks in SPANS
                )
            ]
            if loadable
            else p(".wb-note")[t(_LOAD_AGAIN)],
            p(".wb-note")[t(self._kind(document, period))],
            self._holidays(document.country),
            self._coverage(document.evidence.measures, period),
        ]

    def _kind(self, document: Document, period: Period) -> Text:
        """Whether a newer file moves the period on, and whether there are newer weeks already."""
        if document.last_weeks is not None:
            return say(
                "The last full weeks your files tell about, up to {last:date}. A newer file moves them on.",
                last=period.last.isoformat(),
            )
        newest = self._newest(SPANS[0])
        if newest is not None and newest.last > period.last:
            return say(
                "You chose these days, and they stay. Your files tell about newer weeks, up to {last:date}: "
                "‘Last {n} weeks’ counts from there.",
                last=newest.last.isoformat(),
                n=SPANS[0],
            )
        return say("You chose these days. They stay when you load a newer file.")

    def _newest(self, weeks: Weeks) -> Period | None:
        rows = self.session.recall()
        return default_period(rows.activities, self.session.seen_from, weeks) if rows else None

    def _holidays(self, country: str) -> Node:
        t = self.t
        return label(".wb-field.wb-short")[
            span[t(say("Public holidays of"))],
            select({"data-do": "live_in"}, disabled=self.session.recall() is None)[
                (
                    option(value=one, selected=one == country)[t(name)]
                    for one, name in (("NL", say("the Netherlands")), ("BE", say("Belgium")))
                )
            ],
        ]

    @action
    def live_in(self, event: Event) -> None:
        """Say whose public holidays count."""
        self._measurable()
        country: Literal["NL", "BE"] = "BE" if event.value == "BE" else "NL"
        self.session.settle(lambda doc: replace(doc, country=country))

    def _coverage(self, measures: tuple[Measure, ...], period: Period) -> Node:
        t = self.t
        return dl(".wb-facts")[
            dt[t(say("Weeks you were there"))],
            dd[t(_covered(measures[0].coverage, period))],
        ]

    @action
    def move(self, event: Event) -> None:
        """Change the first or the last day."""
        period = self.session.document.period
        try:
            day = date.fromisoformat(str(event.value))
        except ValueError:
            raise Refused(say("That is not a date. Choose a day from the calendar.")) from None
        if period is None or event.key not in ("first", "last"):
            raise ValueError("no such end of a period")
        self._set(Period(day, period.last) if event.key == "first" else Period(period.first, day), None)

    @action
    def span(self, event: Event) -> None:
        """The last so many full weeks that the files tell about."""
        weeks = next((span for span in SPANS if str(span) == str(event.value)), None)
        if weeks is None:
            raise ValueError("no such span")
        newest = self._newest(weeks)
        if newest is None:
            raise Refused(_LOAD_AGAIN)
        self._set(newest, weeks)

    def _measurable(self) -> None:
        if self.session.recall() is None:
            raise Refused(_LOAD_AGAIN)

    def _set(self, period: Period, weeks: Weeks | None) -> None:
        if period.first > period.last:
            raise Refused(say("The first day lies after the last. Change one of the two."))
        if period.last - period.first > LONGEST_PERIOD:
            raise Refused(say("That is more than two years. Choose a shorter period."))
        if period.last > self.session.seen_from:
            raise Refused(say("The last day lies in the future. What is still to come can’t be counted."))
        self._measurable()
        self.session.settle(lambda doc: replace(doc, period=period, last_weeks=weeks))


def _covered(coverage: Coverage, period: Period) -> Text:
    """Weeks of presence, out of all there are, and how many of them the files tell about."""
    worked = say_n(
        "You worked in {weeks} of the {n} week.",
        "You worked in {weeks} of the {n} weeks.",
        len(weeks_of(period)),
        weeks=coverage.weeks,
    )
    if coverage.weeks_with_data == coverage.weeks:
        return say("{worked} Your files tell about each of them.", worked=worked)
    return say_n(
        "{worked} Your files tell about {n} of them; of the others nothing is known.",
        "{worked} Your files tell about {n} of them; of the others nothing is known.",
        coverage.weeks_with_data,
        worked=worked,
    )
