"""What the store's tests share: databases of both kinds, real processes, and a search for traces."""

from __future__ import annotations

import base64
import multiprocessing
import os
import shutil
import socket
import subprocess
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa


def _postgresql_programs() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    return next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


class PostgreSQL:
    """A server of its own, on a free port of the loopback, with its files in a temporary folder."""

    def __init__(self, programs: Path, folder: Path, user: str | None) -> None:
        self.folder = folder / "data"
        self._programs = programs
        self._folder = folder
        self._user = user
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port: int = probe.getsockname()[1]
        self._count = 0

    def start(self) -> None:
        self._run("initdb", "-D", self.folder, "-U", "host", "-A", "trust", "-E", "UTF8", "--locale=C")
        settings = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        self._run("pg_ctl", "-D", self.folder, "-w", "-l", self._folder / "log", "-o", settings, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self.folder, "-w", "-m", "immediate", "stop")

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://host@127.0.0.1:{self._port}/{database}"

    def new_database(self) -> str:
        self._count += 1
        name = f"workbooks{self._count}"
        engine = sa.create_engine(self.url("postgres"), poolclass=sa.NullPool)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        return self.url(name)

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self._programs / program), *map(str, arguments)]
        subprocess.run(
            command,
            check=True,
            user=self._user,
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A running PostgreSQL; skips where its programs, or a user who may run them, are missing."""
    programs = _postgresql_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed here")
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    user = None
    if os.geteuid() == 0:
        import pwd

        user = next((entry.pw_name for entry in pwd.getpwall() if entry.pw_name == "postgres"), None)
        if user is None:
            pytest.skip("PostgreSQL won't run as root, and there is no user postgres")
    folder = Path(tempfile.mkdtemp(prefix="workbook-pg-"))
    if user is not None:
        shutil.chown(folder, user)
    server = PostgreSQL(programs, folder, user)
    try:
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
                barrier.wait(30)
                work(number)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(0)

        processes = [context.Process(target=child, args=(number,)) for number in range(count)]
        for process in processes:
            process.start()
        for process in processes:
            process.join(60)
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
