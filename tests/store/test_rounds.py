"""The sheets of rounds: all or nothing, nothing beside them, and no trace when they go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from workbook.store import open_store
from workbook.store.rounds import KINDS, Sheet

Raw = Callable[[str], sa.Engine]
Traces = Callable[[Path, Iterable[str | bytes]], list[tuple[str, str | bytes]]]
DAY = date(2026, 11, 30)


def test_sheets_are_read_changed_and_thrown_away(url: str) -> None:
    """What is written stands there for the next reader; what is not there can't be made by a change."""
    rounds = open_store(url).rounds
    rounds.add([Sheet("boxes", b"a" * 32, b"one"), Sheet("rounds", b"b" * 32, b"two")], DAY)
    rounds.change(
        [("boxes", b"a" * 32), ("boxes", b"c" * 32)], lambda was: [was[0] + b"!" if was[0] else None, b"x"]
    )
    assert rounds.read(("boxes", b"a" * 32), ("rounds", b"b" * 32), ("boxes", b"c" * 32)) == (
        b"one!",
        b"two",
        None,
    )
    rounds.delete([("boxes", b"a" * 32)])
    assert rounds.read(("boxes", b"a" * 32)) == (None,)


def test_a_refused_change_changes_nothing(url: str) -> None:
    """What a change raises passes through, and both sheets are as they were."""
    rounds = open_store(url).rounds
    rounds.add([Sheet("boxes", b"a" * 32, b"one"), Sheet("registers", b"b" * 32, b"two")], DAY)

    def refuse(_was: object) -> list[bytes]:
        raise LookupError

    with pytest.raises(LookupError):
        rounds.change([("boxes", b"a" * 32), ("registers", b"b" * 32)], refuse)
    assert rounds.read(("boxes", b"a" * 32), ("registers", b"b" * 32)) == (b"one", b"two")


def test_of_many_at_once_none_is_lost(
    url: str, at_once: Callable[[int, Callable[[int], None]], None]
) -> None:
    """A team that answers in the same minute: each change starts from the one before it."""
    open_store(url).rounds.add([Sheet("boxes", b"a" * 32, b"")], DAY)

    def answer(_number: int) -> None:
        open_store(url).rounds.change([("boxes", b"a" * 32)], lambda was: [(was[0] or b"") + b"."])

    at_once(8, answer)
    assert open_store(url).rounds.read(("boxes", b"a" * 32)) == (b"." * 8,)


def test_sheets_hold_three_things_and_no_number_of_arrival(url: str, raw: Raw) -> None:
    """No time, no order, no column that leads from one table to another."""
    open_store(url)
    columns = {kind: [column["name"] for column in sa.inspect(raw(url)).get_columns(kind)] for kind in KINDS}
    assert set(map(tuple, columns.values())) == {("found_by", "sealed", "until")}
    assert not any(sa.inspect(raw(url)).get_foreign_keys(kind) for kind in KINDS)


def test_purging_takes_what_is_over_and_leaves_the_rest(url: str) -> None:
    """The retention period deletes by itself, on the day after the last one."""
    rounds = open_store(url).rounds
    rounds.add([Sheet("boxes", b"a" * 32, b"one")], DAY)
    rounds.add([Sheet("releases", b"b" * 32, b"two")], DAY + timedelta(days=1))
    assert rounds.purge(DAY) == 0
    assert rounds.purge(DAY + timedelta(days=1)) == 1
    assert rounds.read(("boxes", b"a" * 32), ("releases", b"b" * 32)) == (None, b"two")


def test_what_was_thrown_away_is_nowhere_in_the_files(sqlite_url: str, traces_of: Traces) -> None:
    """Neither a deleted sheet nor what stood on it before a change is left on the disk."""
    rounds = open_store(sqlite_url).rounds
    first, second = bytes(range(1, 200)) * 40, bytes(reversed(range(1, 200))) * 40
    rounds.add([Sheet("boxes", b"a" * 32, first)], DAY)
    rounds.change([("boxes", b"a" * 32)], lambda _was: [second])
    rounds.delete([("boxes", b"a" * 32)])
    folder = Path(sqlite_url.removeprefix("sqlite:///")).parent
    assert traces_of(folder, [first[:48], second[:48]]) == []
