"""The sheets of rooms: kept and thrown away like those of rounds, and heard of where a database can tell."""

from __future__ import annotations

import contextlib
import threading
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from helpers.patience import PATIENCE, until

from workbook.store import StoreError, open_store
from workbook.store.rooms import KINDS, TABLES, Sheet

TODAY = date(2026, 11, 23)


def test_the_migrations_make_what_is_read(url: str, raw) -> None:  # type: ignore[no-untyped-def]
    """Queries and migrations can't drift apart."""
    open_store(url)
    found = sa.inspect(raw(url))
    for kind in KINDS:
        assert [column["name"] for column in found.get_columns(kind)] == [one.name for one in TABLES[kind].c]


def test_sheets_are_kept_longer_when_asked(url: str) -> None:
    """Protects a coach's list of rooms from the day of its first room."""
    rooms = open_store(url).rooms
    rooms.add([Sheet("desks", b"1" * 32, b"sealed")], TODAY)
    rooms.keep([("desks", b"1" * 32)], TODAY + timedelta(days=10))
    assert rooms.purge(TODAY + timedelta(days=10)) == 0
    assert rooms.purge(TODAY + timedelta(days=11)) == 1


def test_a_change_is_told_to_who_listens(url: str) -> None:
    """Protects several servers on PostgreSQL from a second of waiting; SQLite says at once that it can't."""
    rooms = open_store(url).rooms
    rooms.add([Sheet("scenes", b"1" * 32, b"sealed")], TODAY)
    heard = threading.Event()

    def listen() -> None:
        with contextlib.suppress(StoreError):  # the database ends with the tests
            rooms.listen(heard.set)

    listening = threading.Thread(target=listen, daemon=True)
    listening.start()
    if url.startswith("sqlite"):
        listening.join(5)
        assert not listening.is_alive()
        return
    for number in range(50):
        rooms.change([("scenes", b"1" * 32)], lambda _was, n=number: [f"sealed {n}".encode()])  # type: ignore[misc]
        if heard.wait(0.1):
            return
    pytest.fail("nobody told of a change")


def test_who_listens_hears_when_the_connection_ends(url: str, raw) -> None:  # type: ignore[no-untyped-def]
    """Protects the listening from ending for good when the database restarts: an error of the store's own,
    after which one listens again."""
    if url.startswith("sqlite"):
        pytest.skip("SQLite can't tell")
    rooms = open_store(url).rooms
    ended: list[StoreError] = []

    def listen() -> None:
        try:
            rooms.listen(lambda: None)
        except StoreError as error:
            ended.append(error)

    listening = threading.Thread(target=listen, daemon=True)
    listening.start()
    end = sa.text(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        " WHERE datname = current_database() AND query LIKE 'LISTEN%'"
    )
    # Within a transaction PostgreSQL goes on telling of the connections that were there at its start.
    with raw(url).connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        until(lambda: connection.execute(end).scalar())
    listening.join(PATIENCE)
    assert len(ended) == 1
