"""The shelf: which workbooks there are on one's own laptop, and which is open.

Locally a workbook opens without a link, so its secret stands in a file that only its owner may read.
A folder holds the secret of `mine` (the manager's own workbook) and of `demo` (the made-up manager's),
and which of the two is open now.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal, get_args

from workbook.store.errors import Unreadable, from_system
from workbook.store.sealing import SHORTEST_SECRET, new_secret

Name = Literal["mine", "demo"]
NAMES: tuple[Name, ...] = get_args(Name)

_SECRET = re.compile(rf"[A-Za-z0-9_-]{{{SHORTEST_SECRET},}}")


class Shelf:
    """The local workbooks' secrets, in a folder (mode 0700) of files (mode 0600).

    Many kernels may use one shelf: a file is only ever there as a whole. Methods raise a
    `StoreError` where the folder can't be read or written, and `ValueError` for another name than
    `mine` or `demo`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with _own_errors(writing=False):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if folder.stat().st_mode & 0o077:
                folder.chmod(0o700)

    def secret(self, name: Name) -> str:
        """The secret of a workbook; made when first asked for, the same for all who ask at once."""
        path = self._path(name)
        with _own_errors(writing=True):
            if not path.exists():
                self._write(path, new_secret(), replace=False)
            secret = path.read_text("ascii", errors="replace")
        if not _SECRET.fullmatch(secret):
            raise Unreadable(reason="shelf")
        return secret

    @property
    def current(self) -> Name:
        """The workbook that is open now; `mine` until another was chosen."""
        with _own_errors(writing=False):
            try:
                chosen = (self._folder / "current").read_text("ascii", errors="replace")
            except FileNotFoundError:
                return "mine"
        return "demo" if chosen == "demo" else "mine"

    def choose(self, name: Name) -> str:
        """Open another workbook from now on; gives its secret."""
        secret = self.secret(name)
        with _own_errors(writing=True):
            self._write(self._folder / "current", name, replace=True)
        return secret

    def drop(self, name: Name) -> None:
        """Forget one secret: the next time it is asked for, a new one is made.

        What the store keeps under the old one must be deleted first: afterwards nobody can.
        """
        with _own_errors(writing=True):
            _shred(self._path(name))

    def forget(self) -> None:
        """Forget every secret and what was open. The store's workbooks must be deleted first."""
        with _own_errors(writing=True):
            for path in self._folder.glob(".*.new"):
                _shred(path)
            for name in NAMES:
                _shred(self._path(name))
            _shred(self._folder / "current")

    def _path(self, name: Name) -> Path:
        if name not in NAMES:
            raise ValueError(f"no workbook is called {name!r}")
        return self._folder / f"{name}.secret"

    def _write(self, path: Path, content: str, *, replace: bool) -> None:
        """Put a whole file in place, or leave the one that came first where `replace` is off."""
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}.new")
        try:
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if replace:
                os.replace(fresh, path)
            else:
                with suppress(FileExistsError):
                    os.link(fresh, path)
        finally:
            fresh.unlink(missing_ok=True)
        _settle(path.parent)


def _settle(folder: Path) -> None:
    """Have the folder's new entries written to the disk, where the system lets one ask for that."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _shred(path: Path) -> None:
    """Overwrite and remove a file; no error where it isn't there."""
    with suppress(FileNotFoundError):
        with open(path, "r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        _settle(path.parent)


@contextmanager
def _own_errors(*, writing: bool) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise from_system(error, writing=writing) from None
