"""The session of one page: which workbook is open, how it changes, and the rows in memory.

A change is a function from one document to the next; it is applied to what the store holds at that
moment, so two tabs on one workbook never undo each other's work.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import traitlets

from workbook import clock
from workbook import document as documents
from workbook.activity.matching import Matched
from workbook.activity.read import Loaded
from workbook.document import SPANS, Document, Evidence
from workbook.evidence import default_period
from workbook.journey import SCHEMA, Workbook, as_kept
from workbook.store import LinkedShelf, NotWiped, Shelf, Store, new_secret, vault
from workbook.store.shelf import Name
from workbook.ui.desk import Desk, by_clock_of
from workbook.ui.measuring import demo_rows, ground, measured_again
from workbook.wording import WORDING
from workbook.words import Translator, translator

if TYPE_CHECKING:
    from workbook.activity.sorting import Correction, Sorted

Transition = Callable[[Document], Document]


class Session(traitlets.HasTraits):
    """One open workbook: the current document, its changes, and the rows it was measured from.

    `document` is what the store last confirmed. Errors of the store leave it as it was and are
    raised: the part that asked tells the user. `folder` is where everything is kept; `handed_on` is
    whether the next page will find the rows that were loaded here. `link` opens the workbook again
    where it is kept for others; it is empty on one's own laptop. `today` gives the day in a zone (the
    machine's own for an empty name), whenever it is asked: a page may stay open past midnight.
    """

    document = traitlets.Instance(Document)

    def __init__(
        self,
        store: Store,
        shelf: Shelf | LinkedShelf,
        folder: Path,
        language: str,
        *,
        link: str = "",
        today: Callable[[str], date] = clock.today,
    ) -> None:
        self.store = store
        self.shelf = shelf
        self.folder = folder
        self.link = link
        self._today = today
        self._here = ""
        self.language = language
        self.translate: Translator = translator(language)
        self._desk = Desk()
        self._loaded: Loaded | None = None
        self.handed_on = True
        self._asked_for_rows = False
        self.name: Name = shelf.current
        self.secret = shelf.secret(self.name)
        document, self.stored = self._load(self.name, self.secret)
        super().__init__(document=document)

    @property
    def today(self) -> date:
        """Today, by the manager's clock; before it is known, by the machine's."""
        return self._day_in(self.document)

    def _day_in(self, document: Document) -> date:
        decisions = document.decisions
        return self._today(decisions.zone if decisions.zone_known else self._here)

    @property
    def seen_from(self) -> date:
        """The day from which the data are looked at: today, or the day on which the demo's files were made."""
        return self.document.demo_day or self.today

    def _load(self, name: Name, secret: str) -> tuple[Document, bool]:
        """The document of a workbook, and whether the store has it."""
        kept = self.store.load(secret)
        if kept is None:
            return Document(wording=WORDING, demo=name == "demo"), False
        return documents.decode(kept.document, kept.schema), True

    def change(self, transition: Transition) -> None:
        """Apply a change to the latest document and keep the result, or raise and keep nothing."""
        made: list[Document] = []

        def transform(data: bytes, schema: int) -> tuple[bytes, int]:
            made.append(transition(documents.decode(data, schema)))
            return documents.encode(made[-1]), SCHEMA

        if not self.stored:
            transition(self.document)  # what refuses a change refuses it before anything is kept
            # Another tab may have deleted the workbook, and its secret with it: this one would be found by nobody.
            self.secret = self.shelf.secret(self.name)
            self.store.create(self.secret, documents.encode(self.document), SCHEMA)
            self.stored = True
        self.store.change(self.secret, transform)
        self.document = made[-1]

    def change_workbook(self, transition: Callable[..., Any], *args: Any, **values: Any) -> None:
        """Apply a transition of `workbook.journey`."""
        self.change(lambda doc: replace(doc, workbook=transition(doc.workbook, *args, **values)))

    def write(
        self,
        text: str,
        started_from: Collection[str] | None,
        kept: Callable[[Workbook], str],
        transition: Callable[[Workbook], Workbook],
    ) -> None:
        """Keep a text that was typed, by a transition of `workbook.journey`.

        `started_from` are the texts this page's field held before it; where the one that is `kept` by now is
        none of them, another page wrote it, and `Elsewhere` is raised instead of taking its place. None
        where the field does not tell.
        """
        own = None if started_from is None else {_words(one) for one in (*started_from, text)}

        def written(doc: Document) -> Document:
            if own is not None and _words(kept(doc.workbook)) not in own:
                raise Elsewhere(kept(doc.workbook))
            return replace(doc, workbook=transition(doc.workbook))

        self.change(written)

    def reread(self) -> None:
        """Turn to what is kept now: another tab may have changed it."""
        self.document, self.stored = self._load(self.name, self.secret)

    def settle(self, transition: Transition) -> None:
        """Apply a change on which the figures depend, and keep it together with the new figures."""
        rows = self.recall()
        if rows is None:
            self.change(transition)
            return
        while not self._settled(transition, rows):
            self.reread()

    def _settled(self, transition: Transition, rows: Loaded) -> bool:
        """Measure, and keep the figures if the store still holds what they were measured from."""
        base = self.document
        # Measuring takes its time and happens before the store is held.
        changed = transition(base)
        if self._loaded is not None:
            rows = self._desk.rows(self._loaded, changed)
        if changed.last_weeks and changed.people.own != base.people.own:
            # Which rows are the manager's decides which weeks the files tell about.
            newest = default_period(rows.activities, self.seen_from, changed.last_weeks)
            changed = replace(changed, period=newest)
        measured = measured_again(changed, rows, self._day_in(changed), self._desk)

        def with_figures(doc: Document) -> Document:
            if ground(doc) != ground(base):
                raise _Overtaken
            return replace(
                transition(doc),
                period=measured.period,
                evidence=measured.evidence,
                before=measured.before,
                since=measured.since,
            )

        try:
            self.change(with_figures)
        except _Overtaken:
            return False
        return True

    def set_browser_zone(self, zone: str) -> None:
        """The browser says in which zone it is: where the manager is taken to live until they say otherwise.
        The made-up manager stays where they live."""
        self._here = zone
        decisions = self.document.decisions
        if self.document.demo or decisions.zone_known:
            return
        if self.stored:
            self.set_zone(zone, first=True)
        else:
            self.document = replace(self.document, decisions=decisions.with_zone(zone))

    def set_zone(self, zone: str, *, first: bool = False) -> None:
        """Take a zone for the manager's own, and count the days anew by its clock; the `first` one only
        where none is known."""

        def by_its_clock(doc: Document) -> Document:
            if first and doc.decisions.zone_known:
                return doc
            return replace(doc, decisions=doc.decisions.with_zone(zone))

        self.settle(by_its_clock)

    def correct(self, corrections: tuple[Correction, ...]) -> None:
        """Sort by hand; a correction that a later one overrules is not kept."""
        told = {(one.topic, one.activity, one.title, one.otherwise) for one in corrections}
        self.settle(
            lambda doc: replace(
                doc,
                corrections=(
                    *(
                        one
                        for one in doc.corrections
                        if (one.topic, one.activity, one.title, one.otherwise) not in told
                    ),
                    *corrections,
                ),
            )
        )

    def open(self, which: str) -> None:
        """Turn to another workbook on the shelf (`mine` or `demo`)."""
        name: Name = "demo" if which == "demo" else "mine"
        secret = self.shelf.choose(name)
        document, self.stored = self._load(name, secret)
        self.name, self.secret = name, secret
        self.rows = None
        self._asked_for_rows = False
        self.document = document

    def open_demo(self) -> None:
        """Open the demo manager; the first time with the files read, everybody placed and what is private
        left out.

        Nothing is shown before the figures are there: who sees the demo open may go on at once.
        """
        from workbook.demo import Demo

        with self.hold_trait_notifications():
            self.open("demo")
            if self.document.evidence.readings:
                return
            demo = Demo(today=self.today)
            self.change(
                lambda doc: replace(
                    doc, people=demo.people, private_is_work=False, demo=True, demo_day=demo.today
                )
            )
            self.take_in(demo_rows(demo.today))

    def delete(self) -> None:
        """Delete the open workbook with all that is kept of it, its rows in memory included."""
        from workbook.mirrors import desk

        vault.drop(self.secret)
        for one in self.document.rounds:
            # Deleting the workbook wipes the same files once more.
            with contextlib.suppress(NotWiped):
                desk.clear(self.store.rounds, one, whole=True)
        self.store.delete(self.secret)
        # Not the shelf's current one: another tab may have turned to the other workbook meanwhile.
        self.shelf.drop(self.name)
        self.open(self.name)

    @property
    def hosted(self) -> bool:
        """Whether somebody else runs the server this workbook is kept on."""
        return isinstance(self.shelf, LinkedShelf)

    def renew_link(self) -> None:
        """Give the manager's own workbook a new link; from now on the old one opens nothing."""
        if not self.hosted or not self.link or self.name != "mine":
            raise ValueError("only one's own workbook on a server has a link to renew")
        kept = self.store.load(self.secret)
        if kept is None:
            raise ValueError("nothing is kept that a link could open")
        secret, old, shelf = new_secret(), self.secret, self.shelf
        self.store.create(secret, kept.document, kept.schema)
        self.link = f"{self.link.rsplit('/', 1)[0]}/{secret}"
        self.secret, self.shelf = secret, LinkedShelf(self.store, secret)
        vault.drop(old)
        self.store.delete(old)
        shelf.forget()

    # Rows: in memory only, handed from page to page sealed.

    def take_in(self, rows: Loaded) -> None:
        """Hold rows in memory, together with those that were known, for this page and the ones after it,
        and measure them. They are rows as read, whoever the manager is. Rows that tell of newer weeks begin a new look; the last one is kept."""
        from workbook.activity import parcel
        from workbook.activity.newer import together
        from workbook.looks import look_again

        self.recall()
        known = by_clock_of(self.document, self._loaded) if self._loaded else None
        self.rows = rows = together(known, rows)
        self.handed_on = vault.put(self.secret, parcel.encode(_only_read(rows), self.document.decisions.zone))

        def looked(doc: Document) -> Document:
            mine = self._desk.rows(rows, doc).activities
            return look_again(doc, default_period(mine, self.seen_from, doc.last_weeks or SPANS[0]))

        self.settle(looked)

    def take_out(self, name: str, rows: Loaded | None) -> None:
        """Let go of a file, what was packed in it, and the figures it gave; `rows` are the others read anew,
        None where they were not. Raises `ValueError` where the rows don't tell what was that file's alone."""
        from workbook.activity import parcel
        from workbook.activity.newer import without
        from workbook.selfkept import with_own_diary

        self.recall()
        rows = rows or without(self._loaded or Loaded(), name)
        if rows is None:
            raise ValueError("what two files told can't be taken apart")
        if not rows.readings:
            self.forget_rows()
            self.change(
                lambda doc: with_own_diary(
                    replace(doc, evidence=Evidence(), before=None, since=None), self.today
                )
            )
            return
        self.rows = rows
        self.handed_on = vault.put(self.secret, parcel.encode(_only_read(rows), self.document.decisions.zone))

        def looked(doc: Document) -> Document:
            mine = self._desk.rows(rows, doc).activities
            newest = default_period(mine, self.seen_from, doc.last_weeks or SPANS[0])
            return replace(doc, period=newest) if doc.last_weeks else doc

        self.settle(looked)

    def forget_rows(self) -> None:
        """Let go of the rows, here and for the pages to come: what is open now was not measured from them."""
        vault.drop(self.secret)
        self._loaded = None
        self._asked_for_rows = True

    def recall(self) -> Loaded | None:
        """The rows, from this page's memory or an earlier page's; None when they are gone."""
        if self.rows is None and not self._asked_for_rows:
            self._asked_for_rows = True
            if not self.document.evidence.readings:
                return None
            parcelled = vault.get(self.secret)
            if parcelled is not None:
                from workbook.activity import parcel

                self.rows = parcel.decode(parcelled)
            elif self.document.demo:
                self.rows = demo_rows(self.seen_from)
        return self.rows

    @property
    def rows_gone(self) -> bool:
        """Whether figures are kept whose rows are no longer in memory, as after a restart."""
        return bool(self.document.evidence.readings) and self.recall() is None

    @property
    def rows(self) -> Loaded | None:
        """The manager's rows in memory, each meeting once though several files may tell of it."""
        return None if self._loaded is None else self._desk.rows(self._loaded, self.document)

    @rows.setter
    def rows(self, loaded: Loaded | None) -> None:
        # As they were read: whose they are is worked out from the document, whenever that changes.
        # A new desk: nothing that was worked out of rows outlives them.
        self._loaded, self._desk = loaded, Desk()

    @property
    def matched(self) -> Matched:
        """What several files tell of one meeting, and what was kept apart by hand."""
        return self._desk.matched(self._loaded, self.document) if self._loaded else Matched(())

    def sorted(self) -> Sorted:
        """The rows' verdicts by the rules and corrections as they stand."""
        return self._desk.sorted(self._loaded, self.document) if self._loaded else {}


def _only_read(rows: Loaded) -> Loaded:
    """Without the files nothing was read of: they are told about on the page that they were loaded on."""
    return replace(rows, readings=tuple(one for one in rows.readings if one.read))


def _words(text: str) -> tuple[str, ...]:
    """A text without regard to its white space, which a browser does not keep as it is."""
    return tuple(as_kept(text).split())


class Elsewhere(Exception):
    """A text was changed on another page since it was shown on this one; `text` is what is kept now."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class _Overtaken(Exception):
    """Another tab changed what the figures stand on while they were being measured."""
