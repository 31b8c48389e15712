"""Moving a store between SQLite and PostgreSQL, and backing it up: not a row lost, not a byte changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from workbook.cli import app
from workbook.store import Store, new_secret, open_store
from workbook.store.moving import NotEmpty, copy, move
from workbook.store.rounds import Sheet

TODAY = date(2026, 3, 1)


def _filled(url: str) -> tuple[Store, dict[str, bytes], list[Sheet]]:
    store = open_store(url)
    books = {new_secret(): os.urandom(length) for length in (0, 1, 5000, 70_000)}
    for secret, document in books.items():
        store.create(secret, document, 3)
        store.change(secret, lambda content, schema: (content + b"!", schema))
    sheets = [Sheet("rounds", os.urandom(32), os.urandom(200)), Sheet("boxes", os.urandom(32), os.urandom(9))]
    store.rounds.add(sheets, TODAY)
    return store, books, sheets


def _has_all(url: str, books: dict[str, bytes], sheets: list[Sheet]) -> None:
    store = open_store(url)
    for secret, document in books.items():
        kept = store.load(secret)
        assert kept is not None
        assert (kept.document, kept.schema, kept.revision) == (document + b"!", 3, 2)
    assert store.rounds.read(*((each.kind, each.id) for each in sheets)) == tuple(each.sealed for each in sheets)


def test_there_and_back(tmp_path: Path, postgresql: Any) -> None:
    """From SQLite to PostgreSQL and back: the same workbooks, revisions, days and sheets; the first untouched."""
    here, there, back = f"sqlite:///{tmp_path}/a.db", postgresql.new_database(), f"sqlite:///{tmp_path}/b.db"
    _, books, sheets = _filled(here)
    counts = move(here, there)
    assert (counts["workbooks"], counts["rounds"], counts["boxes"]) == (4, 1, 1)
    _has_all(there, books, sheets)
    move(there, back)
    _has_all(back, books, sheets)
    _has_all(here, books, sheets)


def test_into_a_store_with_something_in_it(tmp_path: Path) -> None:
    """A store that is in use is never overwritten or mixed with another."""
    here, there = f"sqlite:///{tmp_path}/a.db", f"sqlite:///{tmp_path}/b.db"
    _filled(here)
    _, books, sheets = _filled(there)
    with pytest.raises(NotEmpty):
        move(here, there)
    _has_all(there, books, sheets)


def test_a_backup_of_a_store_in_use(url: str, tmp_path: Path) -> None:
    """A backup is whole and of one moment while others write; restored, it is what was there."""
    store, books, sheets = _filled(url)
    file = tmp_path / "backup" / "today.db"
    file.parent.mkdir()
    copy(url, f"sqlite:///{file}")
    for secret in books:
        store.change(secret, lambda content, schema: (content + b"?", schema))
    restored = f"sqlite:///{tmp_path}/restored.db"
    move(f"sqlite:///{file}", restored)
    _has_all(restored, books, sheets)
    assert file.stat().st_mode & 0o077 == 0


def test_a_store_of_an_older_release_moves_up(tmp_path: Path, postgresql: Any) -> None:
    """A store of the first release arrives in today's schema."""
    here = f"sqlite:///{tmp_path}/a.db"
    _, books, _ = _filled(here)
    with sa.create_engine(here, poolclass=sa.NullPool).begin() as old:
        for name in ("rounds", "invitations", "registers", "boxes", "releases"):
            old.exec_driver_sql(f"DROP TABLE {name}")
        for name in sa.inspect(old).get_table_names():
            if name not in ("workbooks", "store_version"):
                old.exec_driver_sql(f"DROP TABLE {name}")
        old.exec_driver_sql("UPDATE store_version SET version_num = '0001'")
    there = postgresql.new_database()
    assert move(here, there)["workbooks"] == 4
    _has_all(there, books, [])


def test_the_commands(tmp_path: Path) -> None:
    """`store backup` never replaces a file, `restore` and `move` never a store; each ends with 0 or 1 and words."""
    here, there = f"sqlite:///{tmp_path}/a.db", f"sqlite:///{tmp_path}/b.db"
    _, books, sheets = _filled(here)
    run = CliRunner().invoke
    file = tmp_path / "backup.db"
    assert run(app, ["store", "backup", here, str(file)]).exit_code == 0
    again = run(app, ["store", "backup", here, str(file)])
    assert (again.exit_code, "never replaces" in again.output) == (1, True)
    assert run(app, ["store", "restore", str(file), there]).exit_code == 0
    _has_all(there, books, sheets)
    refused = run(app, ["store", "move", here, there])
    assert (refused.exit_code, "Nothing was copied" in refused.output) == (1, True)
    assert run(app, ["store", "restore", str(tmp_path / "none"), there]).exit_code == 1


def test_what_nobody_changed_goes(url: str, raw: Callable[[str], sa.Engine]) -> None:
    """Retention: a workbook unchanged for longer than the limit goes, one changed on the day itself stays."""
    store, today = open_store(url), date(2026, 3, 1)
    old, edge, young = new_secret(), new_secret(), new_secret()
    for secret, days in ((old, 731), (edge, 730), (young, 1)):
        store.create(secret, b"book", 1)
        with raw(url).begin() as host:
            found = host.exec_driver_sql("SELECT count(*) FROM workbooks WHERE changed > '2026-03-01'").scalar()
            assert found == 1
            day = today - timedelta(days=days)
            host.execute(sa.text("UPDATE workbooks SET changed = :d WHERE changed > '2026-03-01'"), {"d": day})
    limit = today - timedelta(days=730)
    assert store.count_unchanged_since(limit) == 1
    assert store.purge(limit) == 1
    assert [store.has(secret) for secret in (old, edge, young)] == [False, True, True]
    assert store.purge(limit) == 0


def test_the_purge_command(tmp_path: Path) -> None:
    """`purge --dry-run` only counts; `purge` says what it deleted, also to a program."""
    url = f"sqlite:///{tmp_path}/a.db"
    _filled(url)
    with sa.create_engine(url, poolclass=sa.NullPool).begin() as host:
        host.exec_driver_sql("UPDATE workbooks SET changed = '2020-01-01'")
    run = CliRunner().invoke
    assert "4 workbooks" in run(app, ["purge", "--database", url, "--dry-run"]).output
    done = run(app, ["purge", "--database", url, "--json"])
    assert '"workbooks": 4' in done.output
    assert "0 workbooks" in run(app, ["purge", "--database", url]).output
