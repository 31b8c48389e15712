"""The first schema: sealed workbooks.

Without SQLite's row number, which would tell in what order workbooks were begun.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the table of sealed workbooks."""
    op.create_table(
        "workbooks",
        sa.Column("found_by", sa.LargeBinary, primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("schema", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("changed", sa.Date, nullable=False),
        sqlite_with_rowid=False,
    )
