"""Sealed sheets: plain bytes under plain ids, in tables with nothing between them.

A table a kind. A sheet is found by an id and holds bytes that were sealed before they came here;
`until` is the last day it is kept. Nothing tells which sheets belong together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from sqlalchemy import (
    Connection,
    Engine,
    LargeBinary,
    TableClause,
    column,
    delete,
    insert,
    select,
    table,
    update,
)
from sqlalchemy import Date as DateType
from sqlalchemy.exc import DBAPIError

from workbook.store.engines import AUTOCOMMIT, WRITING, own_errors, store_error, wipe
from workbook.store.errors import NotWiped

Kind = TypeVar("Kind", bound=str)


def tables_of(kinds: Iterable[Kind]) -> dict[Kind, TableClause]:
    """The table of each kind."""
    return {
        kind: table(
            kind, column("found_by", LargeBinary), column("sealed", LargeBinary), column("until", DateType)
        )
        for kind in kinds
    }


@dataclass(frozen=True, slots=True)
class Sheet(Generic[Kind]):
    """One sheet: its kind, the id it is found by, and what is written on it, sealed."""

    kind: Kind
    id: bytes
    sealed: bytes = field(repr=False)


Change = Callable[[tuple[bytes | None, ...]], Sequence[bytes | None]]
"""From what stands in some places to what is to stand there; None is no sheet."""


class Sheets(Generic[Kind]):
    """The sheets of a store. Every call is one transaction and may raise a `StoreError`."""

    def __init__(self, engine: Engine, tables: Mapping[Kind, TableClause]) -> None:
        self._engine = engine
        self._tables = tables

    def add(self, sheets: Iterable[Sheet[Kind]], until: date) -> None:
        """Keep new sheets, all or none, until a day."""
        by_kind: dict[Kind, list[dict[str, object]]] = {}
        for sheet in sheets:
            row = {"found_by": sheet.id, "sealed": sheet.sealed, "until": until}
            by_kind.setdefault(sheet.kind, []).append(row)
        with own_errors(writing=True), self._engine.execution_options(**WRITING).begin() as connection:
            for kind, rows in by_kind.items():
                connection.execute(insert(self._tables[kind]), rows)

    def read(self, *places: tuple[Kind, bytes]) -> tuple[bytes | None, ...]:
        """What stands in these places, as it was at one moment; None where nothing does."""
        with own_errors(writing=False), self._engine.begin() as connection:
            return tuple(
                connection.execute(
                    select(self._tables[kind].c.sealed).where(self._tables[kind].c.found_by == found_by)
                ).scalar_one_or_none()
                for kind, found_by in places
            )

    def change(self, places: Sequence[tuple[Kind, bytes]], change: Change) -> None:
        """Read, change and write sheets in one transaction.

        `change` is called once, while the store is held; what it raises passes through, and nothing
        is changed. A sheet that is not there can't be made here.
        """
        with own_errors(writing=True), self._engine.execution_options(**WRITING).begin() as connection:
            found = []
            for kind, found_by in places:
                wanted = select(self._tables[kind].c.sealed).where(self._tables[kind].c.found_by == found_by)
                found.append(connection.execute(wanted.with_for_update()).scalar_one_or_none())
            for (kind, found_by), was, now in zip(places, found, change(tuple(found)), strict=True):
                here = self._tables[kind].c.found_by == found_by
                if was is None or now == was:
                    continue
                if now is None:
                    connection.execute(delete(self._tables[kind]).where(here))
                else:
                    connection.execute(update(self._tables[kind]).where(here).values(sealed=now))
            self._changed(connection)

    def _changed(self, connection: Connection) -> None:
        """Called before a change is committed, for who wants to tell of it."""

    def keep(self, places: Iterable[tuple[Kind, bytes]], until: date) -> None:
        """Keep sheets until another day."""
        with own_errors(writing=True), self._engine.execution_options(**WRITING).begin() as connection:
            for kind, found_by in places:
                here = self._tables[kind].c.found_by == found_by
                connection.execute(update(self._tables[kind]).where(here).values(until=until))

    def delete(self, places: Iterable[tuple[Kind, bytes]]) -> None:
        """Throw sheets away and wipe what they leave in the database's files.

        Raises `NotWiped` where they were thrown away but the store was too busy to be wiped.
        """
        kinds: set[Kind] = set()
        with own_errors(writing=True), self._engine.execution_options(**WRITING).begin() as connection:
            for kind, found_by in places:
                kinds.add(kind)
                connection.execute(
                    delete(self._tables[kind]).where(self._tables[kind].c.found_by == found_by)
                )
        self._wipe(kinds)

    def purge(self, today: date) -> int:
        """Throw away every sheet whose last day is before `today`; gives how many."""
        gone: dict[Kind, int] = {}
        with own_errors(writing=True), self._engine.execution_options(**WRITING).begin() as connection:
            for kind in self._tables:
                here = self._tables[kind].c
                count = len(connection.execute(select(here.found_by).where(here.until < today)).all())
                if count:
                    connection.execute(delete(self._tables[kind]).where(here.until < today))
                    gone[kind] = count
        self._wipe(gone)
        return sum(gone.values())

    def _wipe(self, kinds: Iterable[Kind]) -> None:
        engine = self._engine.execution_options(**AUTOCOMMIT)
        # SQLite wipes the whole file at once, PostgreSQL a table at a time.
        tables = list(kinds)[:1] if engine.dialect.name == "sqlite" else list(kinds)
        try:
            wiped = [wipe(engine, kind) for kind in tables]
        except DBAPIError as error:
            raise NotWiped(writing=True, reason=store_error(error, writing=True).reason) from None
        if not all(wiped):
            raise NotWiped(writing=True)
