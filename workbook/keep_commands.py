"""`workbook report`, `workbook export`, `workbook import`: what the balance hands over, without a browser.

They work on this computer's own workbook, or on a workbook file. Exit codes: 0 done, 1 failed, 2 wrong
use.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from workbook import clock, places
from workbook.console import FAILED, WRONG_USE, Data, Database, Json, Language, Words, fail, said, use

if TYPE_CHECKING:
    from workbook.document import Document
    from workbook.store import Store

class Form(StrEnum):
    """What a report comes as."""

    PDF = "pdf"
    SLIDES = "slides"
    HTML = "html"
    CALENDAR = "calendar"


_ENDINGS: Final = {".pdf": Form.PDF, ".pptx": Form.SLIDES, ".html": Form.HTML, ".ics": Form.CALENDAR}

Demo = Annotated[bool, typer.Option("--demo", help="The demo manager's workbook instead of your own.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(report)
    app.command()(export)
    app.command("import")(bring)


def report(
    output: Annotated[
        Path, typer.Argument(help="File to write; its ending says what: .pdf .pptx .html .ics")
    ],
    form: Annotated[
        Form | None, typer.Option("--as", help="What to write, whatever the file is called.")
    ] = None,
    language: Words = Language.NL,
    share: Annotated[bool, typer.Option("--share", help="Without private words and names.")] = False,
    leave_out: Annotated[
        list[str] | None,
        typer.Option("--leave-out", help="A part to leave out; may be given more than once."),
    ] = None,
    workbook_file: Annotated[
        Path | None,
        typer.Option(
            "--from", exists=True, dir_okay=False, help="A workbook file instead of your own workbook."
        ),
    ] = None,
    demo: Demo = False,
    data: Data = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Write the report of a workbook: as PDF, slides, one HTML page, or a calendar file of the plan."""
    from workbook.takeaway.report import EVERYTHING, PARTS, TO_SHARE

    wanted = form or _ENDINGS.get(output.suffix.lower())
    if wanted is None:
        fail(
            f"{output.name} has none of the endings {', '.join(_ENDINGS)}; say with --as what it is.",
            WRONG_USE,
        )
    unknown = set(leave_out or ()) - set(PARTS)
    if unknown:
        fail(f"There is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}.", WRONG_USE)
    use(data, database)
    document = _from_file(workbook_file) if workbook_file else _kept("demo" if demo else "mine")
    chosen = (TO_SHARE if share else EVERYTHING) - set(leave_out or ())
    content = _made(document, wanted, chosen, language.value)
    _write(output, content)
    _done(as_json, {"written": str(output), "form": wanted.value, "bytes": len(content)})


def export(
    output: Annotated[Path, typer.Argument(help="File to write, ending in .zip")],
    names: Annotated[
        bool, typer.Option("--names", help="Put in who is who, and the titles that were sorted by hand.")
    ] = False,
    language: Words = Language.NL,
    demo: Demo = False,
    data: Data = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Write what is kept of a workbook to one file, to keep or to go on from elsewhere."""
    from workbook import document as documents
    from workbook.journey import SCHEMA
    from workbook.mirrors.rounds import portable
    from workbook.takeaway.file import export_workbook
    from workbook.takeaway.nameless import without_names
    from workbook.words import translator

    use(data, database)
    document = _kept("demo" if demo else "mine")
    document = replace(document, rounds=portable(document.rounds))
    translate = translator(language.value)
    if not names:
        document = without_names(document, translate)
    content = export_workbook(documents.encode(document), SCHEMA, translate, names=names)
    _write(output, content)
    _done(as_json, {"written": str(output), "schema": SCHEMA, "bytes": len(content)})


def bring(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A workbook file.")
    ],
    over: Annotated[
        bool, typer.Option("--replace", help="Put it in place of the workbook that is here now.")
    ] = False,
    data: Data = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Go on from a workbook file, of this version of the program or an earlier one."""
    from workbook import document as documents
    from workbook.journey import SCHEMA
    from workbook.mirrors.rounds import brought_in
    from workbook.store import Shelf, StoreError

    use(data, database)
    brought = replace(_from_file(file), demo=False, demo_day=None)
    try:
        secret = Shelf(places.data_folder()).secret("mine")
        store = _store()
        kept = store.load(secret)
        if kept is None:
            store.create(secret, documents.encode(brought), SCHEMA)
        elif not over:
            fail(
                "There is a workbook here already. Keep it with `workbook export`, then use --replace.",
                WRONG_USE,
            )
        else:

            def instead(was: bytes, schema: int) -> tuple[bytes, int]:
                rounds = brought_in(documents.decode(was, schema).rounds, brought.rounds)
                return documents.encode(replace(brought, rounds=rounds)), SCHEMA

            store.change(secret, instead)
    except StoreError as error:
        fail(said(error.text), FAILED)
    _done(as_json, {"read": str(file), "schema": SCHEMA, "replaced": kept is not None})


def _made(document: Document, form: Form, chosen: frozenset[str], language: str) -> bytes:
    from workbook.takeaway.report import compose
    from workbook.words import translator

    translate = translator(language)
    if form is Form.CALENDAR:
        from workbook.takeaway.calendar_file import NoStep, plan_calendar

        name = document.calendar_id or secrets.token_hex(8)
        try:
            return plan_calendar(
                document.workbook, name, document.decisions.zone, translate, clock.now()
            )
        except NoStep as nothing:
            fail(said(nothing.text), FAILED)
    decisions = document.decisions
    today = clock.today(decisions.zone if decisions.zone_known else "")
    composed = compose(document, chosen, translate, today)
    if form is Form.PDF:
        from workbook.takeaway.typeset import typeset

        return typeset(composed)
    if form is Form.SLIDES:
        from workbook.takeaway.slides import slides

        return slides(composed)
    from workbook.takeaway.offline import offline

    return offline(composed, translate)


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where a workbook on this computer is kept, and how it is changed."""

    store: Store
    secret: str
    demo: bool

    def load(self) -> Document:
        """The workbook; ends the command where none is kept. Raises `StoreError` and `Illegible`."""
        from workbook import document as documents

        kept = self.store.load(self.secret)
        if kept is None:
            first = "open the demo manager on the start page" if self.demo else "begin a workbook"
            fail(f"Nothing is kept here yet: {first} first, with `workbook serve`.", FAILED)
        return documents.decode(kept.document, kept.schema)

    def change(self, transition: Callable[[Document], Document]) -> None:
        """Keep a change of the workbook. Raises `StoreError` and `Illegible`, and keeps nothing then."""
        from workbook import document as documents
        from workbook.journey import SCHEMA

        def transform(was: bytes, schema: int) -> tuple[bytes, int]:
            return documents.encode(transition(documents.decode(was, schema))), SCHEMA

        self.store.change(self.secret, transform)


def own_workbook(demo: bool = False) -> tuple[Keeping, Document]:
    """This computer's own workbook, or its demo's. Raises `StoreError` and `Illegible`."""
    from workbook.store import Shelf

    keeping = Keeping(_store(), Shelf(places.data_folder()).secret("demo" if demo else "mine"), demo)
    return keeping, keeping.load()


def _kept(name: str) -> Document:
    """The workbook on this computer; the first calendar of it gives it its id."""
    from workbook.document import Illegible
    from workbook.store import StoreError

    try:
        keeping, document = own_workbook(demo=name == "demo")
        if document.calendar_id:
            return document
        named = secrets.token_hex(8)
        keeping.change(lambda now: replace(now, calendar_id=now.calendar_id or named))
        return replace(document, calendar_id=named)
    except (StoreError, Illegible) as error:
        fail(said(error.text), FAILED)


def _from_file(path: Path) -> Document:
    from workbook import document as documents
    from workbook import soundness
    from workbook.document import Illegible
    from workbook.takeaway.file import FileRefused, import_workbook

    try:
        contents = import_workbook(path.read_bytes())
        brought = documents.decode(contents.document, contents.schema)
        soundness.check(brought)
        return brought
    except (FileRefused, Illegible) as error:
        fail(said(error.text), FAILED)
    except ValueError:
        fail(said(documents.DAMAGED), FAILED)
    except OSError as error:
        fail(f"{path} can't be read: {error.strerror}.", FAILED)


def _store() -> Store:
    from workbook.store import open_store

    return open_store(places.database())


def _write(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read: it may hold a journal."""
    try:
        path.touch(mode=0o600)
        path.write_bytes(content)
    except OSError as error:
        fail(f"{path} can't be written: {error.strerror}.", FAILED)


def _done(as_json: bool, told: dict[str, object]) -> None:
    print(json.dumps(told) if as_json else "  ".join(f"{name}: {value}" for name, value in told.items()))
