"""What the store's tests share: databases of both kinds, real processes, and a search for traces."""

from __future__ import annotations

import base64
import multiprocessing
import os
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from helpers.patience import PATIENCE
from helpers.postgres import PostgreSQL, postgresql

__all__ = ["postgresql"]


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of an SQLite file that isn't there yet."""
    return f"sqlite:///{tmp_path}/data/workbooks.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, sqlite_url: str) -> str:
    """The address of an empty database, once of each kind."""
    if request.param == "sqlite":
        return sqlite_url
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.new_database()


@pytest.fixture
def raw() -> Callable[[str], sa.Engine]:
    """Plain access to a database, as its host has, past the store."""
    return lambda url: sa.create_engine(url, poolclass=sa.NullPool)


@pytest.fixture
def at_once() -> Callable[[int, Callable[[int], None]], None]:
    """Run a function in so many processes at the same moment; fails when one of them does."""

    def run(count: int, work: Callable[[int], None]) -> None:
        context = multiprocessing.get_context("fork")
        barrier = context.Barrier(count)

        def child(number: int) -> None:
            try:
                barrier.wait(PATIENCE)
                work(number)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(0)

        processes = [context.Process(target=child, args=(number,)) for number in range(count)]
        for process in processes:
            process.start()
        for process in processes:
            process.join(2 * PATIENCE)
        assert [process.exitcode for process in processes] == [0] * count

    return run


@pytest.fixture
def traces_of() -> Callable[[Path, Iterable[str | bytes]], list[tuple[str, str | bytes]]]:
    """Where any of these words or bytes stand in a folder's files, plainly or lightly disguised.

    Words are looked for as UTF-8, as UTF-16 and in base64 (in each of its three alignments), in every
    file below the folder, whatever its name.
    """

    def search(folder: Path, needles: Iterable[str | bytes]) -> list[tuple[str, str | bytes]]:
        files = [(path.name, path.read_bytes()) for path in folder.rglob("*") if path.is_file()]
        return [
            (name, needle)
            for needle in needles
            for name, content in files
            if any(form in content for form in _forms(needle))
        ]

    return search


def _forms(needle: str | bytes) -> Iterator[bytes]:
    if isinstance(needle, bytes):
        yield needle
        return
    plain = needle.encode()
    yield plain
    yield needle.encode("utf-16-le")
    for shift in range(3):
        coded = base64.b64encode(bytes(shift) + plain)
        # The characters at both ends depend on what stands beside the word.
        yield coded[4 if shift else 0 : len(coded) // 4 * 4 - 4]
