"""`workbook report`, `workbook export`, `workbook import`: what the balance hands over, without a browser.

They work on this computer's own workbook, or on a workbook file. Exit codes: 0 done, 1 failed, 2 wrong
use.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

from workbook import places

if TYPE_CHECKING:
    from workbook.document import Document
    from workbook.store import Store

_FAILED, _WRONG_USE = 1, 2


class Form(StrEnum):
    """What a report comes as."""

    PDF = "pdf"
    SLIDES = "slides"
    HTML = "html"
    CALENDAR = "calendar"


class Language(StrEnum):
    """The language of all words."""

    NL = "nl"
    EN = "en"


_ENDINGS: Final = {".pdf": Form.PDF, ".pptx": Form.SLIDES, ".html": Form.HTML, ".ics": Form.CALENDAR}

Data = Annotated[
    Path | None, typer.Option("--data", envvar="WORKBOOK_DATA", help="Folder in which your workbook is kept.")
]
Database = Annotated[
    str | None,
    typer.Option("--database", envvar="WORKBOOK_DATABASE", help="SQLAlchemy address of the store."),
]
Json = Annotated[bool, typer.Option("--json", help="For a program to read.")]
Words = Annotated[Language, typer.Option("--language", help="The language of all words.")]
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
        _fail(
            f"{output.name} has none of the endings {', '.join(_ENDINGS)}; say with --as what it is.",
            _WRONG_USE,
        )
    unknown = set(leave_out or ()) - set(PARTS)
    if unknown:
        _fail(f"There is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}.", _WRONG_USE)
    _use(data, database)
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

    _use(data, database)
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

    _use(data, database)
    brought = replace(_from_file(file), demo=False, demo_day=None)
    try:
        secret = Shelf(places.data_folder()).secret("mine")
        store = _store()
        kept = store.load(secret)
        if kept is None:
            store.create(secret, documents.encode(brought), SCHEMA)
        elif not over:
            _fail(
                "There is a workbook here already. Keep it with `workbook export`, then use --replace.",
                _WRONG_USE,
            )
        else:

            def instead(was: bytes, schema: int) -> tuple[bytes, int]:
                rounds = brought_in(documents.decode(was, schema).rounds, brought.rounds)
                return documents.encode(replace(brought, rounds=rounds)), SCHEMA

            store.change(secret, instead)
    except StoreError as error:
        _fail(_said(error.text), _FAILED)
    _done(as_json, {"read": str(file), "schema": SCHEMA, "replaced": kept is not None})


def _made(document: Document, form: Form, chosen: frozenset[str], language: str) -> bytes:
    from workbook.takeaway.report import compose
    from workbook.words import translator

    translate = translator(language)
    today = date.today()  # noqa: DTZ011 - the day on the manager's own wall
    if form is Form.CALENDAR:
        from workbook.takeaway.calendar_file import NoStep, plan_calendar

        name = document.calendar_id or secrets.token_hex(8)
        try:
            return plan_calendar(
                document.workbook, name, document.decisions.zone, translate, datetime.now(UTC)
            )
        except NoStep as nothing:
            _fail(_said(nothing.text), _FAILED)
    composed = compose(document, chosen, translate, today)
    if form is Form.PDF:
        from workbook.takeaway.typeset import typeset

        return typeset(composed)
    if form is Form.SLIDES:
        from workbook.takeaway.slides import slides

        return slides(composed)
    from workbook.takeaway.offline import offline

    return offline(composed, translate)


def _kept(name: str) -> Document:
    """The workbook on this computer; the first calendar of it gives it its id."""
    from workbook import document as documents
    from workbook.document import Illegible
    from workbook.journey import SCHEMA
    from workbook.store import Shelf, StoreError

    try:
        secret = Shelf(places.data_folder()).secret("demo" if name == "demo" else "mine")
        store = _store()
        kept = store.load(secret)
        if kept is None:
            _fail("Nothing is kept here yet: begin a workbook first, with `workbook serve`.", _FAILED)
        document = documents.decode(kept.document, kept.schema)
        if document.calendar_id:
            return document
        named = secrets.token_hex(8)

        def name_it(was: bytes, schema: int) -> tuple[bytes, int]:
            now = documents.decode(was, schema)
            return documents.encode(replace(now, calendar_id=now.calendar_id or named)), SCHEMA

        store.change(secret, name_it)
        return replace(document, calendar_id=named)
    except (StoreError, Illegible) as error:
        _fail(_said(error.text), _FAILED)


def _from_file(path: Path) -> Document:
    from workbook import document as documents
    from workbook.document import Illegible
    from workbook.takeaway.file import FileRefused, import_workbook

    try:
        contents = import_workbook(path.read_bytes())
        return documents.decode(contents.document, contents.schema)
    except (FileRefused, Illegible) as error:
        _fail(_said(error.text), _FAILED)
    except OSError as error:
        _fail(f"{path} can't be read: {error.strerror}.", _FAILED)


def _store() -> Store:
    from workbook.store import open_store

    return open_store(places.database())


def _write(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read: it may hold a journal."""
    try:
        path.touch(mode=0o600)
        path.write_bytes(content)
    except OSError as error:
        _fail(f"{path} can't be written: {error.strerror}.", _FAILED)


def _said(text: object) -> str:
    from workbook.words import Text, translator

    return translator("en")(text) if isinstance(text, Text) else str(text)


def _done(as_json: bool, told: dict[str, object]) -> None:
    print(json.dumps(told) if as_json else "  ".join(f"{name}: {value}" for name, value in told.items()))


def _use(data: Path | None, database: str | None) -> None:
    if data is not None:
        os.environ["WORKBOOK_DATA"] = str(data)
    if database is not None:
        os.environ["WORKBOOK_DATABASE"] = database


def _fail(message: str, code: int) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(code)
