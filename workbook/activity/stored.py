"""A file's bytes, in memory or left on disk, so that a large table is never held as a whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Protocol

STEP: Final = 1 << 20


class Stored(Protocol):
    """Bytes that are looked at a slice at a time; `bytes` are."""

    def __len__(self) -> int: ...

    def __getitem__(self, place: slice, /) -> bytes: ...


class OnDisk:
    """The bytes of a file on disk, read when they are asked for.

    Raises `OSError` where it can't be opened, or read later on.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb", buffering=0)
        self._size = os.fstat(self._file.fileno()).st_size

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, place: slice, /) -> bytes:
        first, last, _ = place.indices(self._size)
        self._file.seek(first)
        found = self._file.read(max(0, last - first)) or b""
        while len(found) < last - first and (more := self._file.read(last - first - len(found))):
            found += more
        return found

    def __del__(self) -> None:
        if hasattr(self, "_file"):
            self._file.close()


def left_on_disk(path: Path) -> Stored:
    """A file's bytes, read when they are asked for; at once where it is small, or no file but a stream.

    Raises `OSError` where it can't be read.
    """
    if not path.is_file() or path.stat().st_size < STEP:
        return path.read_bytes()
    return OnDisk(path)


def steps(data: Stored, start: int = 0) -> Iterator[bytes]:
    """All of it from a place on, a step at a time."""
    for at in range(start, len(data), STEP):
        yield data[at : at + STEP]
