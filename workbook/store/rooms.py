"""The sheets of rooms: six kinds, a table each, whose ids have nothing in common.

`desks` list a coach's rooms, `rooms` hold what only the coach sees, `codes` lead from a code of six
signs to a room, `scenes` hold what everybody in a room sees, `crowds` who is ready, `ballots` the
sealed answers.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

from sqlalchemy import Engine, TableClause

from workbook.store.sheets import Sheet as AnySheet
from workbook.store.sheets import Sheets, tables_of

Kind = Literal["desks", "rooms", "codes", "scenes", "crowds", "ballots"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
TABLES: Final[dict[Kind, TableClause]] = tables_of(KINDS)

Place = tuple[Kind, bytes]


class Sheet(AnySheet[Kind]):
    """One sheet of rooms."""

    __slots__ = ()


class Rooms(Sheets[Kind]):
    """The sheets of rooms."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, TABLES)
