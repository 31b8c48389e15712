"""The database's schema: which revision this program knows, and how a store gets there.

Alembic costs a quarter of a second to import, so a page must not pay for it: a plain query first
tells whether anything is to be done.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from workbook.store.engines import AUTOCOMMIT, WRITING, patiently
from workbook.store.errors import Newer

REVISIONS = ("0001", "0002", "0003")
"""Every revision under migrations/versions, oldest first; a test keeps it so."""

VERSION_TABLE = "store_version"
MIGRATIONS = Path(__file__).parent / "migrations"

_ADVISORY_LOCK = 7_203_190_001


def bring_up_to_date(engine: Engine) -> None:
    """Make or upgrade the schema where needed; of many at once, one does it and the others wait.

    Raises `Newer` where the store has a revision that this program doesn't know.
    """
    if engine.dialect.name == "sqlite":
        _use_write_ahead_log(engine)
    with engine.begin() as connection:
        if _is_current(connection):
            return
    with engine.execution_options(**WRITING).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})")
        if not _is_current(connection):
            _upgrade(connection)


def _is_current(connection: Connection) -> bool:
    if not inspect(connection).has_table(VERSION_TABLE):
        return False
    version = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar()  # noqa: S608
    if version is not None and version not in REVISIONS:
        raise Newer(reason=str(version))
    return bool(version == REVISIONS[-1])


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["version_table"] = VERSION_TABLE
    command.upgrade(config, "head")


def _use_write_ahead_log(engine: Engine) -> None:
    with engine.execution_options(**AUTOCOMMIT).connect() as connection:
        if connection.exec_driver_sql("PRAGMA journal_mode").scalar() != "wal":
            patiently(connection, "PRAGMA journal_mode=WAL")
