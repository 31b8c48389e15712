"""The sheets of rounds among team and board: five kinds, a table each."""

from __future__ import annotations

from typing import Final, Literal, get_args

from sqlalchemy import Engine, TableClause

from workbook.store.sheets import Change, Sheets, tables_of
from workbook.store.sheets import Sheet as AnySheet

Kind = Literal["rounds", "invitations", "registers", "boxes", "releases"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
TABLES: Final[dict[Kind, TableClause]] = tables_of(KINDS)

Place = tuple[Kind, bytes]


class Sheet(AnySheet[Kind]):
    """One sheet of rounds."""

    __slots__ = ()


class Rounds(Sheets[Kind]):
    """The sheets of rounds."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, TABLES)


__all__ = ["KINDS", "TABLES", "Change", "Kind", "Place", "Rounds", "Sheet"]
