"""No trace: what a document says is never in the files, and a deleted workbook leaves nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from workbook.store import NotWiped, engines, new_secret, open_store
from workbook.store.sealing import derive

Traces = Callable[[Path, Iterable[str | bytes]], list[tuple[str, str | bytes]]]
Raw = Callable[[str], sa.Engine]

WORDS = ("Kwartaalgesprek Noordelijk Filiaal", "t.veenstra@voorbeeld.example", "pass on the target")


def _slices(sealed: bytes) -> list[bytes]:
    """Pieces of a sealed document, spread over all of it."""
    return [sealed[start : start + 24] for start in range(0, len(sealed) - 24, 1024)]


def _sealed(url: str, raw: Raw, secret: str) -> bytes:
    with raw(url).connect() as connection:
        statement = sa.text("SELECT sealed FROM workbooks WHERE found_by = :found_by")
        return bytes(connection.execute(statement, {"found_by": derive(secret, "found by")}).scalar_one())


def _open_elsewhere(url: str) -> sqlite3.Connection:
    """Another tab's connection, which keeps the write-ahead log from being put away."""
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    connection.execute("SELECT count(*) FROM workbooks").fetchone()
    return connection


def test_the_search_for_traces_finds_what_is_there(tmp_path: Path, traces_of: Traces) -> None:
    """A search that can't find a word proves nothing by finding none."""
    import base64

    word = WORDS[0]
    (tmp_path / "plain").write_bytes(b"\0" + word.encode() + b"\0")
    (tmp_path / "wide").write_bytes(word.encode("utf-16-le"))
    for shift in range(3):
        (tmp_path / f"coded{shift}").write_bytes(base64.b64encode(bytes(shift) + word.encode() + b"..."))
    assert {name for name, _ in traces_of(tmp_path, [word])} == {
        "plain",
        "wide",
        "coded0",
        "coded1",
        "coded2",
    }


def test_a_documents_words_are_nowhere_in_the_files(
    sqlite_url: str, tmp_path: Path, traces_of: Traces
) -> None:
    """Names, addresses and subjects in a workbook stand in no file, nor does the secret."""
    store, secret = open_store(sqlite_url), new_secret()
    reader = _open_elsewhere(sqlite_url)
    store.create(secret, " | ".join(WORDS).encode(), 1)
    for _ in range(5):
        store.change(secret, lambda document, schema: (document + " | ".join(WORDS).encode(), schema))
    assert {path.name for path in tmp_path.rglob("*.db*")} >= {"workbooks.db", "workbooks.db-wal"}
    assert traces_of(tmp_path, [*WORDS, secret]) == []
    reader.close()


def test_a_deleted_workbook_leaves_nothing_in_the_files(
    sqlite_url: str, tmp_path: Path, traces_of: Traces, raw: Raw
) -> None:
    """Delete leaves no sealed byte of any revision, nor the hash, while other tabs have it open."""
    store, secret, another = open_store(sqlite_url), new_secret(), new_secret()
    for number in range(20):
        store.create(new_secret(), bytes(1000 * number), 1)
    store.create(another, b"stays", 1)
    store.create(secret, b"a" * 40_000, 1)
    reader = _open_elsewhere(sqlite_url)
    pieces: list[str | bytes] = [derive(secret, "found by")]
    for _ in range(3):
        pieces += _slices(_sealed(sqlite_url, raw, secret))
        store.change(secret, lambda document, schema: (document + b"a", schema))
    pieces += _slices(_sealed(sqlite_url, raw, secret))
    assert len({name for name, _ in traces_of(tmp_path, pieces)}) == 2

    store.delete(secret)

    assert traces_of(tmp_path, pieces) == []
    assert {path.name for path in tmp_path.rglob("*.db*")} >= {"workbooks.db", "workbooks.db-wal"}
    kept = store.load(another)
    assert kept is not None
    assert kept.document == b"stays"
    reader.close()


def test_a_store_too_busy_to_wipe_says_so_and_wipes_the_next_time(
    sqlite_url: str, tmp_path: Path, traces_of: Traces, raw: Raw, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long reader can hold the old pages: the user hears it, and deleting once more wipes them."""
    monkeypatch.setattr(engines, "PATIENCE", 0.05)
    store, secret = open_store(sqlite_url), new_secret()
    store.create(secret, b"mine", 1)
    pieces = _slices(_sealed(sqlite_url, raw, secret))
    reader = _open_elsewhere(sqlite_url)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM workbooks").fetchone()
    with pytest.raises(NotWiped) as caught:
        store.delete(secret)
    assert "deleted" in caught.value.text.id
    assert store.load(secret) is None
    reader.execute("COMMIT")
    store.delete(secret)
    assert traces_of(tmp_path, pieces) == []
    reader.close()


def test_postgresql_writes_its_table_anew(postgresql: Any, traces_of: Traces, raw: Raw) -> None:
    """In PostgreSQL too the tables' files hold nothing of a deleted workbook; its log is the host's."""
    url = postgresql.new_database()
    store, secret = open_store(url), new_secret()
    store.create(secret, b"a" * 40_000, 1)
    pieces = _slices(_sealed(url, raw, secret))
    with raw(url).connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        oid = "SELECT oid FROM pg_database WHERE datname = current_database()"
        files = postgresql.folder / "base" / str(connection.exec_driver_sql(oid).scalar())
        connection.exec_driver_sql("CHECKPOINT")
        assert traces_of(files, pieces)
        store.delete(secret)
        connection.exec_driver_sql("CHECKPOINT")
    assert traces_of(files, pieces) == []
