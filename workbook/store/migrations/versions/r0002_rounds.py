"""Rounds among team and board: five kinds of sealed sheets.

Tables of their own, whose keys have nothing in common: who has used an invitation and what was
answered can't be joined. None has a row number or a time; the day is the one on which a sheet is
thrown away.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables of sealed sheets."""
    for name in ("rounds", "invitations", "registers", "boxes", "releases"):
        op.create_table(
            name,
            sa.Column("found_by", sa.LargeBinary, primary_key=True),
            sa.Column("sealed", sa.LargeBinary, nullable=False),
            sa.Column("until", sa.Date, nullable=False),
            sqlite_with_rowid=False,
        )
