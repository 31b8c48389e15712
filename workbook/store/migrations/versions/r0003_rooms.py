"""Rooms of workshops: six kinds of sealed sheets.

As with rounds: tables of their own, no row number, no time, no key in common; the day is the one on
which a sheet is thrown away.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of sealed sheets."""
    for name in ("desks", "rooms", "codes", "scenes", "crowds", "ballots"):
        op.create_table(
            name,
            sa.Column("found_by", sa.LargeBinary, primary_key=True),
            sa.Column("sealed", sa.LargeBinary, nullable=False),
            sa.Column("until", sa.Date, nullable=False),
            sqlite_with_rowid=False,
        )
