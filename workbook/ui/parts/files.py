"""Load calendar and CRM files, and see how each was read, what was refused and what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from htpy import (
    Node,
    details,
    div,
    fieldset,
    fragment,
    h3,
    input,
    label,
    legend,
    li,
    p,
    progress,
    small,
    span,
    summary,
    ul,
)

from workbook.activity.read import File, read_files
from workbook.activity.records import Reading, Undecided
from workbook.ui.html import act
from workbook.ui.page import Page
from workbook.ui.part import Event, Part, Uploads, action
from workbook.words import Text, say, say_n

_SHOWN_REFUSALS = 20


class Files(Part):
    """The drop zone and the report of each load."""

    def __init__(self, page: Page) -> None:
        self._uploads = Uploads()
        self._files: dict[str, File] = {}
        self._reading = False
        super().__init__(page)

    def view(self) -> Node:
        t = self.t
        if self.session.document.demo:
            return fragment[self._reports()]
        return fragment[
            div({"data-drop": ""}, class_="wb-drop", id="part-files", tabindex="-1")[
                label(".wb-go", for_="files")[t(say("Choose files"))],
                input(
                    {"data-do": "load"},
                    id="files",
                    type="file",
                    multiple=True,
                    accept=".ics,.csv,.tsv,.txt,.xlsx,text/calendar",
                    class_="wb-hidden",
                ),
                p[
                    t(
                        say(
                            "or drop them here. A calendar (.ics or Outlook’s .csv), and deals if you have them (.csv or .xlsx)."
                        )
                    )
                ],
                div({"data-progress": ""}, hidden=True, class_="wb-progress")[
                    span({"data-name": ""}),
                    progress(max="1", value="0", aria_label=t(say("Loading"))),
                    act(t, "cancel-upload", say("Cancel"), kind="wb-quiet"),
                ],
            ],
            p(role="status")[t(say("Reading your files…")) if self._reading else ""],
            None
            if self.session.handed_on
            else p(".wb-note")[
                t(
                    say(
                        "These files are held on this page only. The figures are kept, but to sort an "
                        "appointment otherwise later you will have to load them again."
                    )
                )
            ],
            self._reports(),
        ]

    def _reports(self) -> Node:
        readings = (
            self.session.rows.readings if self.session.rows else self.session.document.evidence.readings
        )
        return (div(".wb-reading")[self._report(reading)] for reading in readings)

    def _report(self, reading: Reading) -> Node:
        t = self.t
        refused = len(reading.refused)
        return fragment[
            h3[reading.file],
            p[
                t(reading.format),
                ". ",
                t(say_n("{n} row read", "{n} rows read", reading.read))
                if reading.read
                else t(say("Nothing read")),
                t(
                    say(
                        ", from {first:date} to {last:date}",
                        first=reading.first.isoformat(),
                        last=reading.last.isoformat(),
                    )
                )
                if reading.first and reading.last
                else "",
                ".",
            ],
            small(".wb-note")[" · ".join(self._details(reading))],
            (p(".wb-note")[t(note)] for note in reading.notes),
            (self._ask(question) for question in reading.undecided),
            details[
                summary[t(say_n("{n} row not read: why", "{n} rows not read: why", refused))],
                ul[
                    (
                        li[
                            t(say("Row {row}: {reason}", row=one.row, reason=one.reason))
                            if one.row
                            else t(one.reason)
                        ]
                        for one in reading.refused[:_SHOWN_REFUSALS]
                    ),
                    li[t(say("And {n} more.", n=refused - _SHOWN_REFUSALS))]
                    if refused > _SHOWN_REFUSALS
                    else None,
                ],
            ]
            if refused and not (refused == 1 and not reading.refused[0].row)
            else (p(".wb-notice")[t(one.reason)] for one in reading.refused),
        ]

    def _details(self, reading: Reading) -> Iterator[str]:
        t = self.t
        named: tuple[tuple[Text, str], ...] = (
            (say("encoding {value}", value=reading.encoding), reading.encoding),
            (say("delimiter {value}", value=_delimiter(reading.delimiter)), reading.delimiter),
            (
                say("dates {value}", value=DATE_ORDERS.get(reading.date_order, reading.date_order)),
                reading.date_order,
            ),
            (say("decimal mark {value}", value=reading.decimal), reading.decimal),
            (say("time zone {value}", value=reading.zone), reading.zone),
        )
        yield from (t(text) for text, value in named if value)
        yield from (t(say("left out: {n} {what}", n=n, what=what)) for what, n in reading.left_out)

    def _ask(self, question: Undecided) -> Node:
        t = self.t
        name = f"{question.file}-{question.key}"
        return fieldset(".wb-ask")[
            legend[t(_ASKED[question.key])],
            p(".wb-note")[
                t(
                    say(
                        "As it stands in {where}: {examples}",
                        where=question.where,
                        examples=", ".join(question.examples),
                    )
                )
            ],
            (
                label(".wb-anchor")[
                    input(
                        {"data-do": "decide", "data-key": f"{question.file}\n{question.key}"},
                        type="radio",
                        name=name,
                        value=option,
                    ),
                    span[t(DATE_ORDERS[option]) if option in DATE_ORDERS else option],
                ]
                for option in question.options
            ),
        ]

    @action
    def chunk(self, event: Event) -> None:
        """Take in a piece of a file."""
        self._uploads.add(event)

    @action
    def chunks_dropped(self, _event: Event) -> None:
        """The visitor cancelled."""
        self._uploads.drop()

    @action
    def load(self, _event: Event) -> None:
        """Read what came in, together with what was there."""
        for file in self._uploads.take():
            self._files[file.name] = file
        self._read()

    @action
    def decide(self, event: Event) -> None:
        """Answer what a file could not tell, and read it again."""
        file, key = event.key.split("\n")
        decisions = self.session.document.decisions.with_answer(file, key, str(event.value))
        self.session.change(lambda doc: replace(doc, decisions=decisions))
        self._read()

    def _read(self) -> None:
        self._reading = True
        self.draw()
        try:
            document = self.session.document
            loaded = read_files(
                tuple(self._files.values()), own=document.people.own, decisions=document.decisions
            )
            self.session.take_in(loaded)
        finally:
            self._reading = False


def _delimiter(mark: str) -> str | Text:
    return say("tab") if mark == "\t" else mark


DATE_ORDERS = {
    "dmy": say("day, month, year (31-12-2026)"),
    "mdy": say("month, day, year (12/31/2026)"),
    "ymd": say("year, month, day (2026-12-31)"),
}

_ASKED = {
    "date_order": say("In which order does this file write its dates?"),
    "zone": say("In which time zone are the times of this file?"),
    "decimal": say("Which mark stands before the cents?"),
}
