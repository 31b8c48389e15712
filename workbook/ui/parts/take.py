"""What to take along: chosen by part, seen before it goes, and handed over in four forms."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from htpy import Node, div, fieldset, fragment, h3, input, label, legend, p, span

from workbook import clock
from workbook.takeaway.blocks import Report
from workbook.takeaway.report import EVERYTHING, PART_NAMES, PARTS, TO_SHARE, compose
from workbook.ui.html import act
from workbook.ui.page import Page
from workbook.ui.part import Event, Part, Refused, action
from workbook.words import Text, say

_PRESETS: Final = {"mine": EVERYTHING, "share": TO_SHARE}


class Take(Part):
    """Choose, look, take along."""

    def __init__(self, page: Page) -> None:
        self._looking = False
        self._done: Text | None = None
        super().__init__(page)

    @property
    def chosen(self) -> frozenset[str]:
        """The parts that go in: as chosen last, everything before any choice."""
        kept = self.session.document.taken_along
        return EVERYTHING if kept is None else frozenset(kept)

    def view(self) -> Node:
        t = self.t
        if not self.session.stored:
            return p(".wb-later")[t(say("Nothing is kept yet, so there is nothing to take along or delete."))]
        no_step = () if self.session.document.workbook.steps else (_NO_STEP,)
        return fragment[
            self._choice(),
            act(
                t,
                "look",
                say("Close the look inside") if self._looking else say("See what goes in"),
                kind="wb-link",
            ),
            self._inside() if self._looking else None,
            div(".wb-row")[
                act(t, "paper", say("Report on paper (PDF)")),
                act(t, "slides", say("Slides (PowerPoint)"), kind="wb-quiet"),
                act(t, "file", say("One file that works offline (HTML)"), kind="wb-quiet"),
            ],
            div(".wb-row")[
                act(
                    t, "calendar", say("The plan for your calendar (.ics)"), kind="wb-quiet", blockers=no_step
                )
            ],
            p(".wb-note")[
                t(
                    say(
                        "Open the calendar file once and your steps, the weekly check-in and the look back stand "
                        "in your calendar. After a change, open a new one: it moves what changed."
                    )
                )
            ],
            p(".wb-note", role="status")[t(self._done) if self._done else ""],
        ]

    def _choice(self) -> Node:
        t = self.t
        chosen = self.chosen
        return fieldset(".wb-take")[
            legend(".wb-label")[t(say("What goes in"))],
            div(".wb-row")[
                (
                    act(
                        t,
                        "preset",
                        name,
                        value=preset,
                        kind="wb-pill wb-chosen" if chosen == _PRESETS[preset] else "wb-pill",
                    )
                    for preset, name in (
                        ("mine", say("All of it, for myself")),
                        ("share", say("To show to somebody")),
                    )
                )
            ],
            (
                label(".wb-check")[
                    input(
                        {"data-do": "choose", "data-key": part},
                        type="checkbox",
                        id=f"take-{part}",
                        checked=part in chosen,
                    ),
                    span[t(PART_NAMES[part])],
                ]
                for part in PARTS
            ),
        ]

    def _inside(self) -> Node:
        from workbook.takeaway.offline import sheet

        report = self._report()
        return div(".wb-inside", role="region", aria_label=self.t(say("What goes in")), tabindex="0")[
            div(".wb-sheet")[
                h3[report.title],
                p(".wb-quote")[report.quote] if report.quote else None,
                (p(".wb-note")[fact] for fact in report.facts),
            ],
            (sheet(section, self.t, top=3) for section in report.sections),
        ]

    def _report(self) -> Report:
        return compose(self.session.document, self.chosen, self.t, self.session.today)

    @action
    def choose(self, event: Event) -> None:
        """Put a part in or leave it out."""
        part = next((one for one in PARTS if one == event.key), None)
        if part is None:
            raise ValueError("no such part")
        self._keep(self.chosen | {part} if event.value == "true" else self.chosen - {part})

    @action
    def preset(self, event: Event) -> None:
        """Choose all parts at once, for oneself or for somebody else."""
        self._keep(_PRESETS[str(event.value)])

    def _keep(self, chosen: frozenset[str]) -> None:
        ordered = tuple(part for part in PARTS if part in chosen)
        self._done = None
        self.session.change(lambda doc: replace(doc, taken_along=ordered))

    @action
    def look(self, _event: Event) -> None:
        """Show what goes in, or put it away."""
        self._looking = not self._looking

    @action
    def paper(self, _event: Event) -> None:
        """Hand over the PDF."""
        from workbook.takeaway.typeset import typeset

        self._offer("pdf", "application/pdf", lambda: typeset(self._report()))

    @action
    def slides(self, _event: Event) -> None:
        """Hand over the slides."""
        from workbook.takeaway.slides import slides

        kind = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
        self._offer("pptx", kind, lambda: slides(self._report()))

    @action
    def file(self, _event: Event) -> None:
        """Hand over the page that opens offline."""
        from workbook.takeaway.offline import offline

        self._offer("html", "text/html", lambda: offline(self._report(), self.t))

    @action
    def calendar(self, _event: Event) -> None:
        """Hand over the plan as a calendar file."""
        from workbook.takeaway.calendar_file import NoStep, plan_calendar

        if not self.session.document.calendar_id:
            made = secrets.token_hex(8)
            self.session.change(lambda doc: replace(doc, calendar_id=doc.calendar_id or made))
        document = self.session.document
        try:
            content = plan_calendar(
                document.workbook, document.calendar_id, document.decisions.zone, self.t, clock.now()
            )
        except NoStep as nothing:
            raise Refused(nothing.text) from None
        self._offer("ics", "text/calendar", lambda: content)

    def _offer(self, ending: str, kind: str, make: Callable[[], bytes]) -> None:
        name = f"gewetensvragen-{self.session.today.isoformat()}.{ending}"
        self.screen.send({"offer": {"name": name, "type": kind}}, [make()])
        self._done = say("Your file is on its way: {name}.", name=name)


_NO_STEP: Final = say("There is no step with a day yet, so there is nothing to put in a calendar.")
