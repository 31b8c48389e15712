"""The sheets of rooms: six kinds, a table each, whose ids have nothing in common.

`desks` list a coach's rooms, `rooms` hold what only the coach sees, `codes` lead from a code of six
signs to a room, `scenes` hold what everybody in a room sees, `crowds` who is ready, `ballots` the
sealed answers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal, get_args

from sqlalchemy import Connection, Engine, TableClause

from workbook.store.engines import AUTOCOMMIT, own_errors
from workbook.store.errors import Gone
from workbook.store.sheets import Sheet as AnySheet
from workbook.store.sheets import Sheets, tables_of

Kind = Literal["desks", "rooms", "codes", "scenes", "crowds", "ballots"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
TABLES: Final[dict[Kind, TableClause]] = tables_of(KINDS)

Place = tuple[Kind, bytes]

_CHANNEL: Final = "workbook_rooms"


class Sheet(AnySheet[Kind]):
    """One sheet of rooms."""

    __slots__ = ()


class Rooms(Sheets[Kind]):
    """The sheets of rooms. Where the database can (PostgreSQL), each change is told to who listens."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, TABLES)

    def _changed(self, connection: Connection) -> None:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"NOTIFY {_CHANNEL}")

    def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard` after every change of any room, by whichever server, until the connection ends.

        Returns at once where the database can't tell. Which room it was is not said: that would tell
        whoever else listens in. May raise a `StoreError`.
        """
        if self._engine.dialect.name != "postgresql":
            return
        with own_errors(writing=False), self._engine.execution_options(**AUTOCOMMIT).connect() as connection:
            connection.exec_driver_sql(f"LISTEN {_CHANNEL}")
            driver: Any = connection.connection.driver_connection
            try:
                for _ in driver.notifies():
                    heard()
            except connection.dialect.loaded_dbapi.Error:
                raise Gone(writing=False, reason="connection") from None
