"""The store: sealed workbooks in one table of an SQLite file or a PostgreSQL database.

A row holds the hash it is found by, the sealed document, the document's schema version, its revision
and the day it was last changed; nothing else, and no order of arrival. See docs/decisions/store.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, LargeBinary, column, delete, func, insert, select, table, update
from sqlalchemy import Date as DateType
from sqlalchemy.exc import DBAPIError, IntegrityError

from workbook import clock
from workbook.store.engines import AUTOCOMMIT, WRITING, engine_at, own_errors, store_error, wipe
from workbook.store.errors import NotWiped, NoWorkbook, TooLarge, Unreadable
from workbook.store.rooms import Rooms
from workbook.store.rounds import Rounds
from workbook.store.schema import bring_up_to_date
from workbook.store.sealing import SHORTEST_SECRET, SealBroken, bucket, derive, seal, unseal

LARGEST_DOCUMENT = 8 * 1024 * 1024
"""Bytes; a year's figures and a full journal are well under one megabyte."""

WORKBOOKS = table(
    "workbooks",
    column("found_by", LargeBinary),
    column("sealed", LargeBinary),
    column("schema"),
    column("revision"),
    column("changed", DateType),
)

Transform = Callable[[bytes, int], tuple[bytes, int]]
"""From a document and its schema version to the new document and its schema version."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A workbook as it is kept: its document, and how often and on what day (UTC) it changed.

    `revision` starts at 1 and goes up by one with each stored change.
    """

    document: bytes = field(repr=False)
    schema: int
    revision: int
    changed: date


class Store:
    """Sealed workbooks, each found and opened by its secret alone.

    `rounds` are those of the mirrors, `rooms` those of workshops.

    Every call is one transaction on a connection of its own, and is on the disk when it returns.
    Every call may raise a `StoreError`; after one, what was stored before is untouched.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.rounds = Rounds(engine)
        self.rooms = Rooms(engine)

    @classmethod
    def at(cls, url: str) -> Store:
        """The store at an address; see `workbook.store.open_store`."""
        engine = engine_at(url)
        with own_errors(writing=False):
            bring_up_to_date(engine)
        return cls(engine)

    def create(self, secret: str, document: bytes, schema: int) -> Kept:
        """Keep a new workbook, and give back what is now kept.

        Where the secret has a workbook already, that one stays and is given back: of two tabs that
        begin at once, both go on in the same. Raises `ValueError` for a secret too short to protect
        anything, and `TooLarge`.
        """
        if len(secret) < SHORTEST_SECRET:
            raise ValueError("a secret of under 128 bits protects nothing")
        row = _sealed_row(secret, document, schema, revision=1)
        try:
            with own_errors(writing=True, let_through=IntegrityError), self._writing() as connection:
                connection.execute(insert(WORKBOOKS).values(**row))
        except IntegrityError:
            kept = self.load(secret)
            if kept is None:
                raise NoWorkbook(writing=True) from None
            return kept
        return Kept(document, schema, 1, row["changed"])

    def load(self, secret: str) -> Kept | None:
        """The workbook of this secret, or None where there is none.

        Raises `Unreadable` where the row was damaged, changed or put in another's place.
        """
        with own_errors(writing=False), self._engine.begin() as connection:
            return _read(connection, secret, writing=False)

    def has(self, secret: str) -> bool:
        """Whether a workbook is kept under this secret; nothing is opened."""
        wanted = select(WORKBOOKS.c.revision).where(WORKBOOKS.c.found_by == derive(secret, "found by"))
        with own_errors(writing=False), self._engine.begin() as connection:
            return connection.execute(wanted).one_or_none() is not None

    def change(self, secret: str, transform: Transform) -> Kept:
        """Read, transform and write one workbook in one transaction, and give back what is now kept.

        Two tabs never lose each other's change: the second transforms what the first has written.
        `transform` is called once, while the store is held, so it must be quick; what it raises
        passes through, and nothing is changed. An unchanged document is not written again. Raises
        `NoWorkbook` where it was deleted meanwhile, and `TooLarge`.
        """
        with own_errors(writing=True), self._writing() as connection:
            kept = _read(connection, secret, writing=True)
            if kept is None:
                raise NoWorkbook(writing=True)
            document, schema = transform(kept.document, kept.schema)
            if (document, schema) == (kept.document, kept.schema):
                return kept
            row = _sealed_row(secret, document, schema, revision=kept.revision + 1)
            found_by = row.pop("found_by")
            connection.execute(update(WORKBOOKS).where(WORKBOOKS.c.found_by == found_by).values(**row))
        return Kept(document, schema, kept.revision + 1, row["changed"])

    def delete(self, secret: str) -> None:
        """Delete a workbook and wipe what it leaves in the database's files; no error where none is.

        Raises `NotWiped` where it was deleted but the store was too busy to be wiped; deleting once
        more wipes again.
        """
        with own_errors(writing=True), self._writing() as connection:
            connection.execute(delete(WORKBOOKS).where(WORKBOOKS.c.found_by == derive(secret, "found by")))
        self._wipe()

    def _wipe(self) -> None:
        try:
            wiped = wipe(self._engine.execution_options(**AUTOCOMMIT), WORKBOOKS.name)
        except DBAPIError as error:
            wiped, reason = False, store_error(error, writing=True).reason
        else:
            reason = ""
        if not wiped:
            raise NotWiped(writing=True, reason=reason)

    def count_unchanged_since(self, day: date) -> int:
        """How many workbooks were last changed before `day`."""
        wanted = select(func.count()).select_from(WORKBOOKS).where(WORKBOOKS.c.changed < day)
        with own_errors(writing=False), self._engine.begin() as connection:
            return int(connection.execute(wanted).scalar_one())

    def purge(self, day: date) -> int:
        """Delete the workbooks that were last changed before `day`, and wipe what they leave; gives how
        many. Raises `NotWiped` as `delete` does."""
        with own_errors(writing=True), self._writing() as connection:
            gone = connection.execute(delete(WORKBOOKS).where(WORKBOOKS.c.changed < day)).rowcount
        if gone:
            self._wipe()
        return int(gone)

    def _writing(self) -> Any:
        return self._engine.execution_options(**WRITING).begin()


def _read(connection: Connection, secret: str, *, writing: bool) -> Kept | None:
    found_by = derive(secret, "found by")
    wanted = select(*WORKBOOKS.c).where(WORKBOOKS.c.found_by == found_by)
    try:
        row = connection.execute(wanted.with_for_update() if writing else wanted).one_or_none()
        if row is None:
            return None
        about = _about(found_by, row.schema, row.revision)
        document = unseal(derive(secret, "document"), row.sealed, about=about)
    except (SealBroken, TypeError, ValueError):
        # SQLite lets anything be put in a column; a day that is no day fails before the seal does.
        raise Unreadable(writing=writing, reason="seal") from None
    return Kept(document, row.schema, row.revision, row.changed)


def _sealed_row(secret: str, document: bytes, schema: int, revision: int) -> dict[str, Any]:
    if len(document) > LARGEST_DOCUMENT:
        raise TooLarge(writing=True)
    found_by = derive(secret, "found by")
    about = _about(found_by, schema, revision)
    sealed = seal(derive(secret, "document"), document, about=about, size=bucket(len(document)))
    return {
        "found_by": found_by,
        "sealed": sealed,
        "schema": schema,
        "revision": revision,
        "changed": clock.now().date(),
    }


def _about(found_by: bytes, schema: int, revision: int) -> bytes:
    return found_by + f"/{schema}/{revision}".encode()
