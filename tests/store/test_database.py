"""The store on SQLite and on PostgreSQL: what is kept, for whom, and that no change is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from workbook import clock
from workbook.store import (
    NoWorkbook,
    StoreError,
    TooLarge,
    Unreadable,
    WrongAddress,
    new_secret,
    open_store,
    rooms,
    rounds,
)
from workbook.store.sealing import derive

Raw = Callable[[str], sa.Engine]
MOMENT = datetime(2026, 11, 23, 23, 59, tzinfo=UTC)


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is `MOMENT`."""
    monkeypatch.setattr(clock, "now", lambda: MOMENT)


def _plus_one(document: bytes, schema: int) -> tuple[bytes, int]:
    return str(int(document) + 1).encode(), schema


@pytest.mark.usefixtures("moment")
def test_a_workbook_comes_back_by_its_secret(url: str) -> None:
    """What was kept is there again for who has the link, in another process's store too."""
    secret = new_secret()
    open_store(url).create(secret, b'{"answer":"A"}', 3)
    kept = open_store(url).load(secret)
    assert kept is not None
    assert (kept.document, kept.schema, kept.revision) == (b'{"answer":"A"}', 3, 1)
    assert kept.changed == MOMENT.date()


def test_another_secret_finds_nothing(url: str) -> None:
    """A guessed, short or empty secret opens no workbook and is no error."""
    store = open_store(url)
    store.create(new_secret(), b"mine", 1)
    assert [store.load(guess) for guess in (new_secret(), "", "a", "é" * 5000)] == [None] * 4


def test_a_short_secret_is_not_taken(sqlite_url: str) -> None:
    """Nobody's journal ends up behind a secret that can be guessed."""
    with pytest.raises(ValueError, match="128 bits"):
        open_store(sqlite_url).create("a-short-secret", b"mine", 1)


def test_beginning_twice_keeps_the_first(url: str) -> None:
    """Two tabs that begin at once go on in one workbook, and neither overwrites the other."""
    store, secret = open_store(url), new_secret()
    store.create(secret, b"first", 1)
    assert store.create(secret, b"second", 1).document == b"first"


def test_a_change_is_kept_with_its_schema_and_revision(url: str) -> None:
    """A document can be brought to a newer form, and each change counts."""
    store, secret = open_store(url), new_secret()
    store.create(secret, b"old form", 1)
    assert store.change(secret, lambda document, _: (document + b", new", 2)).revision == 2
    kept = store.load(secret)
    assert kept is not None
    assert (kept.document, kept.schema, kept.revision) == (b"old form, new", 2, 2)


def test_no_change_is_not_written(url: str) -> None:
    """Opening a page and changing nothing leaves the revision and the day alone."""
    store, secret = open_store(url), new_secret()
    store.create(secret, b"same", 1)
    assert store.change(secret, lambda document, schema: (document, schema)).revision == 1


def test_a_refused_change_leaves_everything_as_it_was(url: str) -> None:
    """A gate that says no inside a change ends in its own error, and the store stays usable."""
    store, secret = open_store(url), new_secret()
    store.create(secret, b"before", 1)

    def refuse(_document: bytes, _schema: int) -> tuple[bytes, int]:
        raise LookupError("locked once evidence is shown")

    with pytest.raises(LookupError, match="locked"):
        store.change(secret, refuse)
    kept = store.load(secret)
    assert kept is not None
    assert (kept.document, kept.revision) == (b"before", 1)


def test_a_deleted_workbook_can_not_come_back_by_a_late_change(url: str) -> None:
    """Delete means delete: another tab that still types doesn't bring the workbook back."""
    store, secret = open_store(url), new_secret()
    store.create(secret, b"to go", 1)
    store.delete(secret)
    with pytest.raises(NoWorkbook) as caught:
        store.change(secret, lambda document, schema: (document + b"!", schema))
    assert "is not saved" in caught.value.text.id
    assert store.load(secret) is None
    store.delete(secret)


def test_a_document_without_end_is_refused(sqlite_url: str) -> None:
    """Nobody fills the host's disk with one workbook, and who tries is told what is still saved."""
    store, secret = open_store(sqlite_url), new_secret()
    store.create(secret, b"small", 1)
    with pytest.raises(TooLarge):
        store.change(secret, lambda _, schema: (bytes(9_000_000), schema))
    assert store.load(secret) == store.change(secret, lambda document, schema: (document, schema))


@pytest.mark.usefixtures("moment")
def test_a_row_holds_five_things_and_none_of_them_tells_who(url: str, raw: Raw) -> None:
    """The host sees a hash, a sealed document, two numbers and a day: no name, no hour, no order."""
    secret = new_secret()
    open_store(url).create(secret, b"the text of a journal", 4)
    with raw(url).connect() as connection:
        row = connection.exec_driver_sql("SELECT * FROM workbooks").mappings().one()
        tables = set(sa.inspect(connection).get_table_names())
    assert tables == {"workbooks", "store_version", *rounds.KINDS, *rooms.KINDS}
    assert set(row) == {"found_by", "sealed", "schema", "revision", "changed"}
    assert bytes(row["found_by"]) == derive(secret, "found by")
    assert len(row["sealed"]) == 16 * 1024 + 29
    assert (row["schema"], row["revision"]) == (4, 1)
    assert date.fromisoformat(str(row["changed"])) == MOMENT.date()


def test_sqlite_keeps_no_order_of_arrival(sqlite_url: str, raw: Raw) -> None:
    """In a workshop the row number would tell who began first; there is none."""
    open_store(sqlite_url)
    with raw(sqlite_url).connect() as connection, pytest.raises(sa.exc.OperationalError, match="rowid"):
        connection.exec_driver_sql("SELECT rowid FROM workbooks")


@pytest.mark.parametrize(
    "tamper",
    [
        "UPDATE workbooks SET schema = 9",
        "UPDATE workbooks SET revision = 9",
        "UPDATE workbooks SET sealed = 'a text'",
        "swap",
    ],
    ids=["schema", "revision", "overwritten", "swapped"],
)
def test_a_row_changed_by_the_host_is_noticed(url: str, raw: Raw, tamper: str) -> None:
    """Rows can't be edited or swapped: the manager is told, and nothing is written over it."""
    store, secret = open_store(url), new_secret()
    store.create(secret, b"mine", 1)
    store.create(new_secret(), b"another's", 1)
    with raw(url).begin() as connection:
        if tamper == "swap":
            rows = connection.exec_driver_sql("SELECT found_by, sealed FROM workbooks").all()
            for (found_by, _), (_, sealed) in zip(rows, reversed(rows), strict=True):
                connection.execute(
                    sa.text("UPDATE workbooks SET sealed = :sealed WHERE found_by = :found_by"),
                    {"sealed": sealed, "found_by": found_by},
                )
        else:
            connection.exec_driver_sql(tamper)
    for call in (lambda: store.load(secret), lambda: store.change(secret, lambda d, s: (d + b"!", s))):
        with pytest.raises(Unreadable):
            call()


def test_tabs_in_several_processes_lose_no_change(
    url: str, at_once: Callable[[int, Callable[[int], None]], None]
) -> None:
    """Two tabs on one workbook: every change of each is in the document, whoever came second."""
    secret = new_secret()
    open_store(url).create(secret, b"0", 1)

    def tab(_number: int) -> None:
        store = open_store(url)
        for _ in range(25):
            store.change(secret, _plus_one)

    at_once(4, tab)
    kept = open_store(url).load(secret)
    assert kept is not None
    assert (kept.document, kept.revision) == (b"100", 101)


def test_tabs_that_begin_at_once_share_one_workbook(
    url: str, at_once: Callable[[int, Callable[[int], None]], None]
) -> None:
    """On one's own laptop two pages may open first at the same moment; both must show one workbook."""
    secret = new_secret()

    def tab(number: int) -> None:
        store = open_store(url)
        created = store.create(secret, str(number).encode(), 1)
        loaded = store.load(secret)
        assert loaded is not None
        assert loaded.document == created.document

    at_once(4, tab)


TYPING = """
import sys
from workbook.store import open_store
store = open_store(sys.argv[1])
while True:
    kept = store.change(sys.argv[2], lambda document, schema: (str(int(document) + 1).encode(), schema))
    print(kept.document.decode(), flush=True)
"""


def test_a_killed_kernel_loses_nothing_it_had_stored(url: str) -> None:
    """kill -9 in mid-answer: everything that was stored before it is there, and the store opens."""
    secret = new_secret()
    open_store(url).create(secret, b"0", 1)
    kernel = subprocess.Popen([sys.executable, "-c", TYPING, url, secret], stdout=subprocess.PIPE, text=True)
    assert kernel.stdout is not None
    with kernel.stdout as lines:
        seen = [int(next(lines)) for _ in range(20)]
        os.kill(kernel.pid, signal.SIGKILL)
        seen += [int(line) for line in lines]
    assert kernel.wait() == -signal.SIGKILL
    kept = open_store(url).load(secret)
    assert kept is not None
    assert int(kept.document) in (seen[-1], seen[-1] + 1)


@pytest.mark.parametrize(
    "address",
    ["", "nonsense", "sqlite://", "sqlite:///:memory:", "mysql://host:hidden@server/workbooks", "file:///x"],
)
def test_an_address_of_another_kind_is_refused(address: str) -> None:
    """A host who mistypes the address is told so, without the password that may stand in it."""
    with pytest.raises(WrongAddress) as caught:
        open_store(address)
    assert "hidden" not in repr(caught.value) + caught.value.text.id


def test_nothing_secret_shows_in_a_representation(sqlite_url: str) -> None:
    """A log or a traceback that prints what it holds prints no journal, no path and no address."""
    store, secret = open_store(sqlite_url), new_secret()
    kept = store.create(secret, b"journal", 1)
    assert "journal" not in repr(kept)
    assert "workbooks.db" not in repr(store)


def test_every_error_has_words_for_both_cases() -> None:
    """Whatever goes wrong, the user reads what happened; and no message leaves a blank open."""
    kinds = StoreError.__subclasses__()
    assert len(kinds) >= 10
    for kind in (StoreError, *kinds):
        for writing in (True, False):
            text = kind(writing=writing).text
            assert text.id
            assert "{" not in text.id


def test_a_day_that_is_no_day_is_unreadable(sqlite_url: str, raw: Raw) -> None:
    """SQLite takes anything in any column; the manager still gets words, not a traceback."""
    store, secret = open_store(sqlite_url), new_secret()
    store.create(secret, b"mine", 1)
    for statement in (
        "UPDATE workbooks SET changed = 'x'",
        "UPDATE workbooks SET sealed = 5",
        "UPDATE workbooks SET schema = 'x'",
        "UPDATE workbooks SET revision = x'00ff'",
    ):
        with raw(sqlite_url).begin() as connection:
            connection.exec_driver_sql(statement)
        with pytest.raises(Unreadable):
            store.load(secret)
