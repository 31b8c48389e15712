"""Engines: how SQLite and PostgreSQL are spoken to, and what their errors mean.

No connection outlives a call. A pool would run PostgreSQL out of connections at a hundred kernels,
and an SQLite connection that stays open goes on writing into a file that was deleted under it.
"""

from __future__ import annotations

import errno
import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from workbook.store.errors import (
    Full,
    Gone,
    Locked,
    NotWritable,
    StoreError,
    Unreadable,
    WrongAddress,
    from_system,
)

PATIENCE = 5
"""Seconds to wait for somebody else's transaction, or for a server to answer."""

SHORTEST_STEP, LONGEST_STEP = 0.001, 0.005
"""Seconds between two tries to get a turn; uneven, so that waiting kernels don't march in step."""

WRITING = {"workbook_begin": "write"}
AUTOCOMMIT = {"workbook_begin": "nothing", "isolation_level": "AUTOCOMMIT"}


def engine_at(url: str) -> Engine:
    """An engine for an address, not connected yet; an SQLite file that isn't there is made, empty."""
    try:
        address = make_url(url)
    except ArgumentError:
        raise WrongAddress(reason="url") from None
    kind = address.get_backend_name()
    if kind == "sqlite" and address.database not in (None, "", ":memory:"):
        return _sqlite(Path(str(address.database)).absolute())
    if kind in ("postgresql", "postgres"):
        return _postgresql(address)
    raise WrongAddress(reason="kind")


def _sqlite(path: Path) -> Engine:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
        elif path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        elif not os.access(path, os.R_OK | os.W_OK):
            raise PermissionError(errno.EACCES, "")
    except OSError as error:
        raise from_system(error, writing=False) from None
    # mode=rw: a file that vanished must be missed, not quietly made anew.
    uri = path.as_uri() + "?mode=rw"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")
        # Before 3.51.3 a checkpoint beside a commit can, rarely, lose what was written before
        # (https://sqlite.org/wal.html#walresetbug). Ours happen only where nobody can commit: when
        # the last connection closes, which is many times a minute, and when a deletion is wiped.
        connection.execute("PRAGMA wal_autocheckpoint=0")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        match connection.get_execution_options().get("workbook_begin"):
            case "write":
                patiently(connection, "BEGIN IMMEDIATE")
            case None:
                connection.exec_driver_sql("BEGIN")

    return engine


def _make(path: Path) -> None:
    """An empty file of the owner's alone, unless somebody was quicker.

    Made under another name: a process that closes a handle of a file loses all its locks on it, those of
    SQLite's connections elsewhere in the process included (https://sqlite.org/howtocorrupt.html, 2.2), and
    the next one who writes would throw away what this process writes after that. So the file by its own name
    is never opened but by SQLite.
    """
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    os.close(handle)
    try:
        os.link(made, path)
    except FileExistsError:
        pass
    except OSError:
        # No second names on this kind of disk.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    finally:
        os.unlink(made)


def patiently(connection: Connection, statement: str) -> None:
    """Have SQLite execute a statement that needs others to be out of the way; else an `sqlite3.Error`.

    SQLite's own steps grow to a tenth of a second: of sixty kernels that write at the same moment the
    unluckiest then waited up to three seconds, and with short steps under one (docs/decisions/store.md).
    And for some statements SQLite doesn't wait at all.
    """
    driver: Any = connection.connection.driver_connection
    deadline = time.monotonic() + PATIENCE
    driver.execute("PRAGMA busy_timeout=0")
    while True:
        try:
            driver.execute(statement)
            break
        except sqlite3.OperationalError as error:
            if _sqlite_kind(error)[0] is not Locked or time.monotonic() > deadline:
                raise
            time.sleep(random.uniform(SHORTEST_STEP, LONGEST_STEP))  # noqa: S311
    driver.execute(f"PRAGMA busy_timeout={round(PATIENCE * 1000)}")


def _postgresql(address: URL) -> Engine:
    address = address.set(drivername="postgresql+psycopg")
    try:
        engine = create_engine(
            address,
            poolclass=NullPool,
            hide_parameters=True,
            # No prepared statements: a pooler gives each transaction another connection.
            connect_args={"connect_timeout": PATIENCE, "prepare_threshold": None},
        )
    except ModuleNotFoundError:
        raise WrongAddress(reason="psycopg") from None

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: Any, _record: object, arguments: list[Any], options: dict[str, Any]) -> Any:
        return _when_there_is_room(lambda: engine.dialect.loaded_dbapi.connect(*arguments, **options))

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        alone = connection.get_execution_options().get("workbook_begin") == "nothing"
        local = "" if alone else "LOCAL "
        connection.exec_driver_sql(f"SET {local}lock_timeout = '{PATIENCE}s'")

    return engine


def _when_there_is_room(connect: Callable[[], Any]) -> Any:
    """A connection, as soon as the server has one to spare.

    Each page is a process of its own, so no pool can share connections between them; each is held for
    some milliseconds. Where more pages want one than there are, they wait for their turn.
    """
    deadline = time.monotonic() + 2 * PATIENCE
    while True:
        try:
            return connect()
        except Exception as error:
            if not is_crowded(error) or time.monotonic() > deadline:
                raise
            # Each refusal costs the server a process: ask less often than of a file.
            time.sleep(random.uniform(0.02, 0.2))  # noqa: S311


def is_crowded(error: BaseException) -> bool:
    """Whether PostgreSQL, or a pooler before it, has no connection to spare; refused while connecting,
    the error may have no code yet, only the server's words."""
    code = getattr(error, "sqlstate", None)
    words = ("too many clients", "too many connections", "connection slots", "no more connections allowed")
    return code == "53300" or (code is None and any(each in str(error) for each in words))


def wipe(engine: Engine, table: str) -> bool:
    """Write the database's files anew without what was deleted; False where others were in the way.

    In SQLite deleted content is overwritten as it is freed (`secure_delete`); VACUUM then drops what
    reshuffled pages may hold of it, and the checkpoint empties the write-ahead log. In PostgreSQL
    the table is written anew; its log and its backups go by the host's own schedule.
    """
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            connection.exec_driver_sql(f"VACUUM FULL {table}")
            return True
        connection.exec_driver_sql("VACUUM")
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
        return not busy


@contextmanager
def own_errors(*, writing: bool, let_through: type[SQLAlchemyError] | tuple[()] = ()) -> Iterator[None]:
    """Turn the database's errors into the store's own."""
    try:
        yield
    except let_through:
        raise
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise store_error(error, writing=writing) from None


def store_error(error: SQLAlchemyError | sqlite3.Error, *, writing: bool) -> StoreError:
    """The store's own error for one of the database's, with its code and none of its words."""
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, sqlite3.Error):
        kind, reason = _sqlite_kind(original)
    else:
        kind, reason = _postgresql_kind(original)
    return kind(writing=writing, reason=reason)


# Result codes: https://sqlite.org/rescode.html. A refused write that is not ENOSPC (a quota, a file
# size limit) comes as an input/output error, as does no room for the shared memory file.
_SQLITE: dict[str, type[StoreError]] = {
    "SQLITE_FULL": Full,
    "SQLITE_IOERR_WRITE": Full,
    "SQLITE_IOERR_SHMSIZE": Full,
    "SQLITE_IOERR_TRUNCATE": Full,
    "SQLITE_READONLY_DBMOVED": Gone,
    "SQLITE_READONLY": NotWritable,
    "SQLITE_PERM": NotWritable,
    "SQLITE_BUSY": Locked,
    "SQLITE_LOCKED": Locked,
    "SQLITE_PROTOCOL": Locked,
    "SQLITE_CANTOPEN": Gone,
    "SQLITE_IOERR": Gone,
    "SQLITE_NOTADB": Unreadable,
    "SQLITE_CORRUPT": Unreadable,
    "SQLITE_MISMATCH": Unreadable,
    "SQLITE_SCHEMA": Unreadable,
}


def _sqlite_kind(error: sqlite3.Error) -> tuple[type[StoreError], str]:
    name: str = getattr(error, "sqlite_errorname", "")
    if str(error).startswith("no such table"):
        # An empty file in the place of ours; there is no code of its own for it.
        return Gone, name
    primary = "_".join(name.split("_")[:2])
    return _SQLITE.get(name) or _SQLITE.get(primary, StoreError), name


# Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html; a class is its first two.
_POSTGRESQL: dict[str, type[StoreError]] = {
    "53100": Full,
    "53300": Locked,
    "53": Full,
    "55P03": Locked,
    "40": Locked,
    "25006": NotWritable,
    "42501": NotWritable,
    "42P01": Gone,
    "XX": Unreadable,
    "08": Gone,
    "57": Gone,
    "28": Gone,
    "3D": Gone,
}


def _postgresql_kind(error: Any) -> tuple[type[StoreError], str]:
    code: str = getattr(error, "sqlstate", None) or ""
    if is_crowded(error):
        return Locked, "53300"
    if not code:
        return Gone, "connection"
    return _POSTGRESQL.get(code) or _POSTGRESQL.get(code[:2], StoreError), code
