"""Opening a store again, in a process that has it open already, takes nothing away from who writes."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from workbook.store import NotWritable, open_store

_ANOTHER = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1])
other.execute("CREATE TABLE IF NOT EXISTS notes (words)")
other.execute("INSERT INTO notes VALUES ('theirs')")
other.commit()
other.close()
"""


def _another_process_writes(path: Path) -> None:
    subprocess.run([sys.executable, "-c", _ANOTHER, str(path)], check=True, timeout=60)


@pytest.mark.skipif(os.name == "nt", reason="the hazard is one of POSIX locks")
def test_a_second_look_takes_no_lock_away(tmp_path: Path) -> None:
    """Protects: a system forgets all locks of a process on a file when the process closes any handle of it
    (sqlite.org/howtocorrupt.html, 2.2). Another process would then take itself for the last one there, throw
    the log away, and what is written here afterwards would be lost."""
    path = tmp_path / "workbook.db"
    url = f"sqlite:///{path}"
    open_store(url)
    _another_process_writes(path)
    mine = sqlite3.connect(path, isolation_level=None)
    mine.execute("PRAGMA wal_autocheckpoint=0")
    assert mine.execute("SELECT count(*) FROM notes").fetchone() == (1,)
    open_store(url)
    _another_process_writes(path)
    mine.execute("INSERT INTO notes VALUES ('mine')")
    look = "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM notes').fetchone())"
    seen = subprocess.run([sys.executable, "-c", look, str(path)], capture_output=True, text=True, timeout=60)
    mine.close()
    assert seen.stdout.strip() == "(3,)"


def test_a_new_file_is_private(tmp_path: Path) -> None:
    """Protects: a store that is made is its owner's alone, and nothing else is left beside it."""
    path = tmp_path / "new" / "workbook.db"
    open_store(f"sqlite:///{path}")
    if os.name != "nt":
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [each.name for each in path.parent.iterdir()] == ["workbook.db"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="who may do all is refused nothing")
def test_a_file_of_somebody_else(tmp_path: Path) -> None:
    """Protects: a store that can't be written says so when it is opened."""
    path = tmp_path / "workbook.db"
    path.touch(mode=0o400)
    with pytest.raises(NotWritable):
        open_store(f"sqlite:///{path}")
