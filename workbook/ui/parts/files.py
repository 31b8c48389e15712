"""Load calendar and CRM files, and see how each was read, what was refused and what is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
    option,
    p,
    progress,
    select,
    small,
    span,
    summary,
    ul,
)

from workbook.activity.read import File, Loaded, opened, profiles_in, read_rows
from workbook.activity.records import Reading, Undecided
from workbook.ui.html import act
from workbook.ui.page import Page
from workbook.ui.part import Event, Refused, action
from workbook.ui.parts.clock import GoesByClock
from workbook.ui.parts.exporting import exporting
from workbook.ui.parts.mapping import NamesColumns
from workbook.ui.parts.reading import DATE_ORDERS, asked, by_reason, option_text, strip
from workbook.ui.uploads import Uploads
from workbook.words import Text, Translator, say, say_n

_MOST_RADIOS = 7
_MOST_SHEETS = 12


class Files(NamesColumns, GoesByClock):
    """The drop zone and the report of each load."""

    def __init__(self, page: Page) -> None:
        self._uploads = Uploads()
        self._files: dict[str, File] = {}
        self._by_old_clock = False
        self._newest: frozenset[str] = frozenset()
        self._drafts = {}
        self._reading = False
        super().__init__(page)

    def view(self) -> Node:
        t = self.t
        if self.session.document.demo:
            return fragment[self.clock_line(), self._reports()]
        return fragment[
            div({"data-drop": ""}, class_="wb-drop", id="part-files", tabindex="-1")[
                label(".wb-go", for_="files")[t(say("Choose files"))],
                input(
                    {"data-do": "load"},
                    id="files",
                    type="file",
                    multiple=True,
                    accept=".ics,.csv,.tsv,.txt,.xlsx,.xls,.zip,.toml,text/calendar",
                    class_="wb-hidden",
                ),
                p[
                    t(
                        say(
                            "or drop them here. A calendar (.ics, Outlook’s .csv, or Google’s .zip as it is), and what your CRM "
                            "exports (.csv or .xlsx)."
                        )
                    )
                ],
                div({"data-progress": ""}, hidden=True, class_="wb-progress")[
                    span({"data-name": ""}),
                    progress(max="1", value="0", aria_label=t(say("Loading"))),
                    act(t, "cancel-upload", say("Cancel"), kind="wb-quiet"),
                ],
            ],
            exporting(t),
            self.clock_line(),
            p(".wb-notice", id="old-clock")[
                t(
                    say(
                        "Load your files again: a time in them without a time zone was read by the clock you had "
                        "before."
                    )
                )
            ]
            if self._by_old_clock
            else None,
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
            p(".wb-note", id="rows-gone")[
                t(
                    say(
                        "Your appointments and deals are no longer in memory: they are never written down, and "
                        "are gone once the program stops. Your figures are kept. Load your files again to change "
                        "what was counted."
                    )
                )
            ]
            if self.session.rows_gone
            else None,
            self._reports(),
        ]

    def _reports(self) -> Node:
        found = sorted(self._readings(), key=lambda one: _dropped(one.file) not in self._newest)
        return (
            div(".wb-reading", id=f"reading-{place}", tabindex="-1")[self._report(reading)]
            for place, reading in enumerate(found)
        )

    def _readings(self) -> tuple[Reading, ...]:
        rows = self.session.recall()
        if rows:
            return rows.readings
        return tuple(one for one in self.session.document.evidence.readings if one.read)

    def _report(self, reading: Reading) -> Node:
        t = self.t
        left_out = [t(say("left out: {what} ({n})", n=n, what=what)) for what, n in reading.left_out]
        technical = list(self._technical(reading))
        return fragment[
            h3[self._titled(reading)],
            p[self._outcome(reading)],
            small(".wb-note")[" · ".join(left_out)] if left_out else None,
            strip(t, reading),
            (p(".wb-note")[t(note)] for note in reading.notes),
            self._sheets_left(reading),
            details[summary[t(say("Technical details"))], p(".wb-note")[" · ".join(technical)]]
            if technical
            else None,
            (self._ask(question) for question in reading.undecided),
            self._refusals(reading),
            self.ask_columns(reading) if reading.mappable else None,
            self._way_out(reading),
        ]

    def _titled(self, reading: Reading) -> str:
        """The file, and the sheet of a workbook with more than one."""
        several = reading.sheets_left or any(
            one.file != reading.file and one.sheet and _book(one) == _book(reading)
            for one in self._readings()
        )
        if not reading.sheet or not several:
            return reading.file
        return self.t(say("{file}, sheet ‘{sheet}’", file=_book(reading), sheet=reading.sheet))

    def _sheets_left(self, reading: Reading) -> Node:
        """A button for each sheet of a workbook that was not read."""
        if not reading.sheets_left or _dropped(reading.file) not in self._files:
            return None
        return div(".wb-row")[
            (
                act(
                    self.t,
                    "read-sheet",
                    say("Read the sheet ‘{sheet}’ too", sheet=sheet),
                    key=f"{reading.file}\n{sheet}",
                    kind="wb-quiet",
                )
                for sheet in reading.sheets_left[:_MOST_SHEETS]
            )
        ]

    def _way_out(self, reading: Reading) -> Node:
        """Remove the file, below the first of its sheets; not where only its figures are left, and not from the
        made-up manager. Of a workbook with more sheets, leave one out."""
        if self.session.rows is None or self.session.document.demo:
            return None
        name = _dropped(reading.file)
        parts = [one for one in self._readings() if _dropped(one.file) == name]
        alone = name == reading.file and len(parts) == 1
        book = _book(reading)
        sheets = [one for one in parts if one.sheet and _book(one) == book]
        return fragment[
            div[
                act(
                    self.t,
                    "leave-sheet",
                    say("Leave this sheet out"),
                    key=f"{book}\n{reading.sheet}",
                    kind="wb-link",
                    about=f"{name} {reading.sheet}",
                )
            ]
            if len(sheets) > 1 and name in self._files
            else None,
            act(
                self.t,
                "remove",
                say("Remove") if alone else say("Remove {file} and all that is in it", file=name),
                key=name,
                kind="wb-link",
                about=name if alone else "",
            )
            if not sheets or sheets[0].file == reading.file
            else None,
        ]

    def _refusals(self, reading: Reading) -> Node:
        """What was not read and why; where nothing was, the foremost reason in plain sight."""
        t = self.t
        refused, told = len(reading.refused), by_reason(reading.refused)
        whole = refused == 1 and not reading.refused[0].row
        in_sight = not reading.mappable and (whole or not reading.read)
        return fragment[
            (p(".wb-notice")[t(reason)] for reason in told[:1] if in_sight),
            details[
                summary[t(say_n("{n} row not read: why", "{n} rows not read: why", refused))],
                ul[(li[t(reason)] for reason in told)],
                act(t, "refused-rows", say("Download these rows"), key=reading.file, kind="wb-quiet"),
            ]
            if refused and not whole
            else None,
        ]

    def _outcome(self, reading: Reading) -> str:
        """What the file is, and how much of it was read or what that waits for."""
        t = self.t
        if not reading.read and reading.mappable and any(not one.row for one in reading.refused):
            return t(say("Not read yet."))
        told = t(reading.format) + ". "
        if reading.format == say("Not read"):
            return told.strip()
        if any(not question.assumed for question in reading.undecided):
            return told + t(say("Not read yet: your answer below comes first."))
        if not reading.read:
            return told + t(say("Nothing read")) + "."
        told += t(say_n("{n} row read", "{n} rows read", reading.read))
        if reading.first and reading.last:
            told += t(
                say(
                    ", from {first:date} to {last:date}",
                    first=reading.first.isoformat(),
                    last=reading.last.isoformat(),
                )
            )
        return told + "."

    def _technical(self, reading: Reading) -> Iterator[str]:
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

    def _ask(self, question: Undecided) -> Node:
        t = self.t
        name = f"{question.file}-{question.key}"
        key = f"{question.file}\n{question.key}"
        return fieldset(".wb-ask")[
            legend[t(asked(question))],
            p(".wb-note")[t(_as_it_stands(question))] if question.examples else None,
            p(".wb-note")[
                t(say("Read as {zone} until you say otherwise.", zone=_shown(t, question, question.assumed)))
            ]
            if question.assumed and question.key != "cancelled"
            else None,
            select({"data-do": "decide", "data-key": key}, aria_label=t(asked(question)))[
                option(value="", selected=True)[t(say("Choose…"))],
                (option(value=one)[_shown(t, question, one)] for one in question.options),
            ]
            if len(question.options) > _MOST_RADIOS
            else (
                label(".wb-anchor")[
                    input(
                        {"data-do": "decide", "data-key": key},
                        type="radio",
                        name=name,
                        value=one,
                        checked=one == question.assumed,
                    ),
                    span[_shown(t, question, one)],
                ]
                for one in question.options
            ),
        ]

    @action
    def chunk(self, event: Event) -> None:
        """Take in a piece of a file."""
        self._uploads.add(event, self._files)

    @action
    def chunks_dropped(self, _event: Event) -> None:
        """The visitor cancelled."""
        self._uploads.drop()

    @action
    def load(self, _event: Event) -> None:
        """Read what came in, together with what was there."""
        taken = self._uploads.take()
        for file in taken:
            self._files[file.name] = file
            self._drafts.pop(file.name, None)
        profiles = profiles_in(taken)
        if profiles:
            self.session.change(lambda doc: replace(doc, decisions=doc.decisions.with_profiles(profiles)))
        self._newest = frozenset(file.name for file in taken)
        self.read_again()
        self.focus("reading-0")

    @action
    def remove(self, event: Event) -> None:
        """Let go of a file, its rows and the figures it gave."""
        readings = self._readings()
        known = any(_dropped(one.file) == event.key for one in readings)
        if self.session.document.demo or not known:
            raise ValueError("no such file")
        left = {name: file for name, file in self._files.items() if name != event.key}
        others = {_dropped(one.file) for one in readings} - {event.key}
        rows = self._read(left.values()) if others <= set(left) else None
        try:
            self.session.take_out(event.key, rows)
        except ValueError as error:
            raise Refused(
                say(
                    "What is in ‘{file}’ is also in another file, or mixed with its deals. Load the other files here "
                    "once more; then this one can be removed.",
                    file=event.key,
                )
            ) from error
        self._files = left
        self._drafts.pop(event.key, None)
        self.focus("part-files")

    @action
    def decide(self, event: Event) -> None:
        """Answer what a file could not tell, and read it again."""
        file, key = event.key.split("\n")
        if not event.value:
            return
        answer = str(event.value)
        self.session.change(lambda doc: replace(doc, decisions=doc.decisions.with_answer(file, key, answer)))
        self.read_again()

    @action
    def read_sheet(self, event: Event) -> None:
        """Read a sheet of a workbook that was left."""
        file, _, sheet = event.key.partition("\n")
        if not any(one.file == file and sheet in one.sheets_left for one in self._readings()):
            raise ValueError("no such sheet")
        self.session.change(lambda doc: replace(doc, decisions=doc.decisions.with_sheet(file, sheet)))
        self.read_again()

    @action
    def leave_sheet(self, event: Event) -> None:
        """Leave out a sheet of a workbook that has more of them."""
        file, _, sheet = event.key.partition("\n")
        sheets = [one.sheet for one in self._readings() if one.sheet and _book(one) == file]
        if sheet not in sheets or len(sheets) < 2:
            raise ValueError("no such sheet")
        self.session.change(lambda doc: replace(doc, decisions=doc.decisions.with_sheet(file, sheet, False)))
        self.read_again()
        self.focus("part-files")

    @action
    def refused_rows(self, event: Event) -> None:
        """Hand over the rows that were not read, each with its reason."""
        from workbook.activity.rejects import as_csv, refused_cells

        reading = next(one for one in self._readings() if one.file == event.key)
        cells = refused_cells(self.data_of(reading.file) or b"", reading)
        head = (self.t(say("Row")), self.t(say("Why it was not read")))
        rows = ((str(one.row), self.t(one.reason), *cells.get(one.row, ())) for one in reading.refused)
        ending = self.t(say("not-read"))
        offer = {"name": f"{_plain(reading.file)}-{ending}.csv", "type": "text/csv"}
        self.screen.send({"offer": offer}, [as_csv((head, *rows))])

    def data_of(self, name: str) -> bytes | None:
        """The file as it was loaded, out of a packed one if need be; of a sheet its workbook."""
        if name in self._files:
            return self._files[name].data[:]
        inside = [file for file in self._files.values() if name.startswith(f"{file.name}/")]
        return next(
            (
                one.data[:]
                for one in opened(inside)
                if isinstance(one, File) and (one.name == name or name.startswith(f"{one.name}/"))
            ),
            None,
        )

    def turned(self) -> None:
        """Read by the new clock what can be: a time without a zone, and the day of a deal, depend on it."""
        self._by_old_clock = not self._files and bool(self._readings())
        if self._files:
            self.read_again()

    def read_again(self) -> None:
        """Read everything that was loaded, with what was decided."""
        self._reading = True
        self._by_old_clock = False
        self.draw()
        try:
            self.session.take_in(self._read(self._files.values()))
        finally:
            self._reading = False

    def _read(self, files: Iterable[File]) -> Loaded:
        return read_rows(tuple(files), decisions=self.session.document.decisions, today=self.session.today)


def _dropped(name: str) -> str:
    """The file as it was dropped, of one that may have been packed in it."""
    return name.partition("/")[0]


def _book(reading: Reading) -> str:
    """The workbook of a reading of one of its sheets."""
    return reading.file.removesuffix(f"/{reading.sheet}") if reading.sheet else reading.file


def _delimiter(mark: str) -> str | Text:
    return say("tab") if mark == "\t" else mark


def _as_it_stands(question: Undecided) -> Text:
    """A few of what is asked about, from the file."""
    examples = ", ".join(question.examples)
    if question.key == "cancelled":
        return say("For example: {examples}", examples=examples)
    return say("As it stands in {where}: {examples}", where=question.where, examples=examples)


def _shown(t: Translator, question: Undecided, option: str) -> str:
    text = option_text(question, option)
    return text if isinstance(text, str) else t(text)


def _plain(name: str) -> str:
    """A file's name as part of another's."""
    return re.sub(r"[^\w.-]+", "-", name.rpartition("/")[2].rpartition(".")[0])[:60] or "file"
