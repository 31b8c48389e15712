"""Making and upgrading the database: once, by whoever comes first, and cheap for all who follow."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from workbook.store import Newer, StoreError, new_secret, open_store
from workbook.store.database import WORKBOOKS
from workbook.store.engines import engine_at
from workbook.store.schema import MIGRATIONS, REVISIONS

Raw = Callable[[str], sa.Engine]


def test_the_known_revisions_are_the_written_ones() -> None:
    """A new migration that the quick check doesn't know would never be run."""
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(str(MIGRATIONS))
    written = [revision.revision for revision in script.walk_revisions()]
    assert tuple(reversed(written)) == REVISIONS
    assert script.get_heads() == [REVISIONS[-1]]


def test_the_migrations_make_what_the_store_reads(url: str, raw: Raw) -> None:
    """Queries and migrations can't drift apart: the same columns, none of them empty."""
    open_store(url)
    columns = sa.inspect(raw(url)).get_columns("workbooks")
    assert [column["name"] for column in columns] == [column.name for column in WORKBOOKS.c]
    assert not any(column["nullable"] for column in columns)


def test_many_kernels_open_a_new_database_at_once(
    url: str, at_once: Callable[[int, Callable[[int], None]], None], raw: Raw
) -> None:
    """A room of people at a fresh server: one kernel makes the tables, and no other fails."""

    def kernel(_number: int) -> None:
        open_store(url).create(new_secret(), b"new", 1)

    at_once(8, kernel)
    with raw(url).connect() as connection:
        versions = connection.exec_driver_sql("SELECT version_num FROM store_version").scalars().all()
        count = connection.exec_driver_sql("SELECT count(*) FROM workbooks").scalar()
    assert versions == [REVISIONS[-1]]
    assert count == 8


def test_a_newer_database_is_refused_untouched(url: str, raw: Raw) -> None:
    """An old program never writes into what a newer one has made."""
    store, secret = open_store(url), new_secret()
    store.create(secret, b"kept", 1)
    with raw(url).begin() as connection:
        connection.exec_driver_sql("UPDATE store_version SET version_num = '9999'")
    with pytest.raises(Newer) as caught:
        open_store(url)
    assert "newer version" in caught.value.text.id
    assert store.load(secret) is not None


def test_an_upgrade_that_fails_leaves_nothing_behind(sqlite_url: str, raw: Raw) -> None:
    """A migration happens whole or not at all, so the next start can try again."""
    Path(sqlite_url.removeprefix("sqlite:///")).parent.mkdir()
    with raw(sqlite_url).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE workbooks (in_the_way TEXT)")
    with pytest.raises(StoreError):
        open_store(sqlite_url)
    with raw(sqlite_url).begin() as connection:
        assert sa.inspect(connection).get_table_names() == ["workbooks"]
        connection.exec_driver_sql("DROP TABLE workbooks")
    open_store(sqlite_url).create(new_secret(), b"after all", 1)


def test_the_file_is_its_owners_alone_and_logs_ahead(sqlite_url: str, raw: Raw) -> None:
    """Other users of the machine can't read the file; a reader never waits for a writer."""
    open_store(sqlite_url)
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    with raw(sqlite_url).connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_every_connection_is_durable_and_leaves_no_remains(sqlite_url: str) -> None:
    """A power cut loses no commit, freed pages are overwritten, and no checkpoint runs beside a commit."""
    open_store(sqlite_url)
    with engine_at(sqlite_url).connect() as connection:
        for pragma, value in (("synchronous", 2), ("secure_delete", 1), ("wal_autocheckpoint", 0)):
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_a_store_at_rest_is_one_file(sqlite_url: str) -> None:
    """The log doesn't grow, and who copies the one file while nobody writes has a whole backup."""
    store, secret = open_store(sqlite_url), new_secret()
    store.create(secret, b"", 1)
    for _ in range(20):
        store.change(secret, lambda document, schema: (document + b"!", schema))
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_a_path_with_odd_characters_works(tmp_path: Path) -> None:
    """A user's folder may be called anything."""
    for name in ("with space", "50%", "what?now=1", "hash#tag", "naïef"):
        url = sa.URL.create("sqlite", database=str(tmp_path / name / "workbooks.db"))
        store, secret = open_store(url.render_as_string()), new_secret()
        store.create(secret, b"here", 1)
        assert (tmp_path / name / "workbooks.db").exists()


FRESH_KERNEL = """
import sys, time
from workbook.store import open_store
import workbook.store.database
started = time.process_time()
assert open_store(sys.argv[1]).load(sys.argv[2]).document == b"kept"
spent = time.process_time() - started
heavy = {"alembic", "sqlalchemy.orm", "babel", "psycopg", "http.client"} & set(sys.modules)
print(spent, *heavy)
"""


def test_a_fresh_kernel_opens_its_workbook_cheaply(sqlite_url: str) -> None:
    """Each page is a new kernel: opening must not import the migrations, nor take 150 ms of CPU."""
    secret = new_secret()
    open_store(sqlite_url).create(secret, b"kept", 1)
    command = [sys.executable, "-c", FRESH_KERNEL, sqlite_url, secret]
    spent, *heavy = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert heavy == []
    assert float(spent) < 0.15


def test_the_shelf_and_the_vault_need_no_database_library() -> None:
    """Who only wants a secret or a hand-over doesn't pay a tenth of a second for SQL."""
    code = "import sys, workbook.store, workbook.store.vault; print('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout == b"False\n"
