"""Moving a store: every row as it is, from one database to another, compared afterwards.

Rows are sealed; nobody needs a secret to carry them. Both sides are brought up to date first, so a store
of an older release arrives in today's schema.
"""

from __future__ import annotations

import hashlib
from typing import Any, Final

from sqlalchemy import Connection, Engine, MetaData, Table, func, insert, select

from workbook.store.database import Store
from workbook.store.engines import WRITING, engine_at, own_errors
from workbook.store.schema import VERSION_TABLE

_AT_ONCE: Final = 200


class NotEmpty(Exception):
    """There is something in the store that was to be filled."""


class NotTheSame(Exception):
    """What arrived is not what was there."""


def move(source: str, target: str) -> dict[str, int]:
    """Copy all rows of the store at `source` into the empty one at `target`, and compare both.

    Gives the number of rows by table. Raises `NotEmpty`, `NotTheSame` or a `StoreError`; `target` has
    all rows or none.
    """
    return _copied(source, target, again=True)


def copy(source: str, target: str) -> dict[str, int]:
    """As `move`, of a store that is in use: what was read at one moment is compared with what arrived."""
    return _copied(source, target, again=False)


def _copied(source: str, target: str, *, again: bool) -> dict[str, int]:
    Store.at(source)
    Store.at(target)
    read, written = engine_at(source), engine_at(target)
    ours, theirs = _tables(read), _tables(written)
    snapshot: dict[str, Any] = {} if read.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with own_errors(writing=True), read.execution_options(**snapshot).begin() as here:
        with written.execution_options(**WRITING).begin() as there:
            if any(there.execute(select(func.count()).select_from(table)).scalar() for table in theirs.values()):
                raise NotEmpty
            for name, table in ours.items():
                _carry(table, theirs[name], here, there)
        before = _prints(here, ours)
    with own_errors(writing=False):
        with written.begin() as there:
            after = _prints(there, theirs)
        if again:
            with read.begin() as here:
                before = _prints(here, ours)
    if before != after:
        raise NotTheSame
    return {name: count for name, (count, _) in after.items()}


def _tables(engine: Engine) -> dict[str, Table]:
    """Every table of a store but the one that holds its schema's version."""
    found = MetaData()
    with own_errors(writing=False), engine.begin() as connection:
        found.reflect(connection)
    return {name: table for name, table in sorted(found.tables.items()) if name != VERSION_TABLE}


def _carry(source: Table, target: Table, here: Connection, there: Connection) -> None:
    rows = here.execution_options(yield_per=_AT_ONCE).execute(select(*source.c))
    for some in rows.mappings().partitions(_AT_ONCE):
        there.execute(insert(target), [dict(row) for row in some])


def _prints(connection: Connection, tables: dict[str, Table]) -> dict[str, tuple[int, str]]:
    return {name: _print(connection, table) for name, table in tables.items()}


def _print(connection: Connection, table: Table) -> tuple[int, str]:
    """How many rows there are, and a fingerprint of all, whatever their order."""
    count, total = 0, 0
    for row in connection.execute(select(*table.c)):
        made = hashlib.sha256()
        for value in row:
            content = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
            made.update(len(content).to_bytes(8, "big") + content)
        total = (total + int.from_bytes(made.digest(), "big")) % (1 << 256)
        count += 1
    return count, f"{total:064x}"
