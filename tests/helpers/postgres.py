"""A real PostgreSQL server for the tests that ask for one; a room's conftest imports the fixture."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
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
