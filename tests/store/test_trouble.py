"""Trouble with an SQLite store: each ends in plain words, and never in a lost answer."""

from __future__ import annotations

import os
import resource
import socket
import sqlite3
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from workbook.store import (
    Full,
    Gone,
    Locked,
    NotWritable,
    Store,
    StoreError,
    Unreadable,
    engines,
    new_secret,
    open_store,
)


@pytest.fixture
def path(sqlite_url: str) -> Path:
    """The file of a store with nothing in it."""
    open_store(sqlite_url)
    return Path(sqlite_url.removeprefix("sqlite:///"))


def _answer(store: Store, secret: str) -> None:
    store.change(secret, lambda document, schema: (document + b"!", schema))


def _in_child(work: Callable[[], None]) -> None:
    """Run in a forked process, where limits and rights can be given up for good."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _says_nothing_private(error: StoreError, path: Path) -> None:
    shown = "".join(traceback.format_exception(error)) + error.text.id + error.reason
    for hidden in (path.name, "SELECT ", "UPDATE ", "INSERT ", "sqlalche.me"):
        assert hidden not in shown


def test_a_store_held_by_another_says_so_and_waits(
    path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else's long transaction: readers go on, a writer is told its change isn't saved."""
    monkeypatch.setattr(engines, "PATIENCE", 0.05)
    store, secret = open_store(sqlite_url), new_secret()
    store.create(secret, b"before", 1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Locked) as caught:
        _answer(store, secret)
    assert caught.value.writing
    assert "your last change is not saved" in caught.value.text.id
    kept = store.load(secret)
    assert kept is not None
    assert kept.document == b"before"
    other.execute("ROLLBACK")
    other.close()
    _answer(store, secret)


FILL_THE_DISK = """
import sys
from workbook.store import Full, new_secret, open_store

disk = sys.argv[1]
store, secret = open_store(f"sqlite:///{disk}/workbooks.db"), new_secret()
stored = store.create(secret, b"a" * 1000, 1)

def refused(call):
    try:
        call()
    except Full as full:
        return full.reason
    raise AssertionError("it was not full")

def write_on():
    global stored
    while True:
        stored = store.change(secret, lambda document, schema: (document + bytes(9000), schema))

assert refused(write_on) == "SQLITE_FULL"
assert store.load(secret) == stored
try:
    with open(f"{disk}/filler", "wb", buffering=0) as filler:
        while True:
            filler.write(bytes(4096))
except OSError:
    pass
refused(lambda: store.load(secret))
refused(write_on)
open(f"{disk}/filler", "wb").close()
assert store.load(secret) == stored
"""


def test_a_full_disk_keeps_what_was_stored(tmp_path: Path) -> None:
    """A real full disk: the change is refused with words, and what was stored before is there."""
    small_disk = ["unshare", "--map-root-user", "--mount", "sh", "-c"]
    mount = 'mount -t tmpfs -o size=512k none "$1" && shift && exec "$@"'
    inside = [*small_disk, mount, "sh", str(tmp_path)]
    try:
        if subprocess.run([*inside, "true"], capture_output=True).returncode:
            pytest.skip("this system lets nobody mount a small disk to fill")
    except FileNotFoundError:
        pytest.skip("no unshare here to mount a small disk with")
    subprocess.run([*inside, sys.executable, "-c", FILL_THE_DISK, str(tmp_path)], check=True)


def test_a_limit_on_file_size_counts_as_full(path: Path, sqlite_url: str) -> None:
    """A quota refuses a write with another code than a full disk does; to the user it is the same."""
    store, secret = open_store(sqlite_url), new_secret()
    stored = store.create(secret, b"before", 1)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, resource.RLIM_INFINITY))
        with pytest.raises(Full) as caught:
            store.change(secret, lambda document, schema: (document + bytes(200_000), schema))
        _says_nothing_private(caught.value, path)

    _in_child(limited)
    assert store.load(secret) == stored


def test_a_file_that_may_not_be_written_says_so() -> None:
    """Without the right to write the user hears just that, not that their workbook is gone."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workbooks.db"
        url = f"sqlite:///{path}"
        store, secret = open_store(url), new_secret()
        store.create(secret, b"before", 1)
        path.chmod(0o444)
        path.parent.chmod(0o777)

        def as_somebody() -> None:
            if os.geteuid() == 0:
                os.setuid(65534)
            for call in (lambda: _answer(store, secret), lambda: open_store(url)):
                with pytest.raises(NotWritable) as caught:
                    call()
                _says_nothing_private(caught.value, path)

        _in_child(as_somebody)


def test_a_vanished_file_is_missed_not_made_anew(path: Path, sqlite_url: str) -> None:
    """Writing goes on nowhere: a kernel whose database was removed says that nothing is saved."""
    store, secret = open_store(sqlite_url), new_secret()
    store.create(secret, b"before", 1)
    path.unlink()
    for call in (lambda: store.load(secret), lambda: _answer(store, secret)):
        with pytest.raises(Gone) as caught:
            call()
        _says_nothing_private(caught.value, path)
    assert not path.exists()


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"", Gone), (b"not a database at all " * 400, Unreadable), (os.urandom(50_000), Unreadable)],
    ids=["empty", "text", "random"],
)
def test_a_file_replaced_by_something_else_is_noticed(
    path: Path, sqlite_url: str, content: bytes, kind: type[StoreError]
) -> None:
    """Garbage in the database's place is told apart from a missing one, and left as it is."""
    store, secret = open_store(sqlite_url), new_secret()
    store.create(secret, b"before", 1)
    path.unlink()
    path.write_bytes(content)
    for call in (lambda: store.load(secret), lambda: _answer(store, secret)):
        with pytest.raises(kind) as caught:
            call()
        _says_nothing_private(caught.value, path)
    if content:
        with pytest.raises(Unreadable):
            open_store(sqlite_url)
    assert content == b"" or path.read_bytes() == content


def test_a_torn_page_is_unreadable(path: Path, sqlite_url: str) -> None:
    """Damage in the middle of the file is found by the seal where the database doesn't see it."""
    store, secret = open_store(sqlite_url), new_secret()
    store.create(secret, b"before", 1)
    content = bytearray(path.read_bytes())
    content[-3000:-2900] = bytes(100)
    path.write_bytes(content)
    with pytest.raises(Unreadable):
        store.load(secret)


def test_a_folder_that_can_not_be_made_is_gone(tmp_path: Path) -> None:
    """A data folder in a place that isn't one ends in words too."""
    (tmp_path / "file").write_text("")
    with pytest.raises(Gone):
        open_store(f"sqlite:///{tmp_path}/file/workbooks.db")


def test_a_server_that_is_away_is_gone() -> None:
    """A database server that doesn't answer is said in words, without its address or password."""
    pytest.importorskip("psycopg")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"postgresql://host:hidden@127.0.0.1:{unused.getsockname()[1]}/workbooks"
        with pytest.raises(Gone) as caught:
            open_store(url)
    shown = "".join(traceback.format_exception(caught.value))
    assert "hidden" not in shown
    assert "127.0.0.1" not in shown


def test_a_server_that_stops_in_mid_change_loses_only_that(postgresql: Any) -> None:
    """The database server goes down between reading and writing: told, and nothing half done."""
    url = postgresql.new_database()
    store, secret = open_store(url), new_secret()
    stored = store.create(secret, b"before", 1)

    def cut_off(document: bytes, schema: int) -> tuple[bytes, int]:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
        with sa.create_engine(url, poolclass=sa.NullPool).connect() as host:
            host.exec_driver_sql(others + "AND datname = current_database()")
        return document + b"!", schema

    with pytest.raises(Gone) as caught:
        store.change(secret, cut_off)
    assert caught.value.writing
    assert store.load(secret) == stored


def test_a_row_held_by_another_is_locked(postgresql: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """In PostgreSQL a tab waits for its own workbook alone, and not for ever."""
    url = postgresql.new_database()
    store, secret, another = open_store(url), new_secret(), new_secret()
    store.create(secret, b"held", 1)
    store.create(another, b"free", 1)
    monkeypatch.setattr(engines, "PATIENCE", 0.1)

    def meanwhile(document: bytes, schema: int) -> tuple[bytes, int]:
        _answer(store, another)
        with pytest.raises(Locked):
            _answer(store, secret)
        return document + b"?", schema

    assert store.change(secret, meanwhile).document == b"held?"
