"""Files on their way in, piece by piece, limited in size and number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from workbook.activity.read import File
from workbook.ui.part import Event, Refused
from workbook.words import say

LARGEST_FILE: Final = 50 * 1024 * 1024
MOST_FILES: Final = 20
MOST_BYTES: Final = 100 * 1024 * 1024
MOST_HELD: Final = 100
"""Files that may be open in one page, over all loads; `MOST_BYTES` is for all of them too."""

_NOTHING: Final[Mapping[str, File]] = MappingProxyType({})


@dataclass(slots=True)
class _Arriving:
    size: int
    pieces: int = 0
    content: bytearray = field(default_factory=bytearray)


class Uploads:
    """Files on their way in; `most` bytes of them together, with what is held already."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._arriving: dict[str, _Arriving] = {}

    def add(self, event: Event, held: Mapping[str, File] = _NOTHING) -> None:
        """Take one piece; `held` are the files that came in before and stay. Raises `Refused` past the limits
        and for a piece that is not the next one, and drops all that was on its way."""
        try:
            self._add(event, held)
        except Refused:
            self.drop()
            raise

    def _add(self, event: Event, held: Mapping[str, File]) -> None:
        name, part, size = str(event.value)[:200], event.content.get("part"), event.content.get("size")
        if not event.buffers or not isinstance(size, int):
            raise _torn(name)
        if part == 0:
            if name not in self._arriving and len(self._arriving) >= MOST_FILES:
                raise Refused(say("At most {n} files at a time.", n=MOST_FILES))
            self._arriving[name] = _Arriving(size)
        file = self._arriving.get(name)
        piece = event.buffers[0]
        if file is None or part != file.pieces or len(file.content) + len(piece) > max(file.size, 0):
            raise _torn(name)
        if max(size, file.size) > LARGEST_FILE:
            raise Refused(
                say("‘{file}’ is larger than {n} MB. Export a shorter period and load that.", file=name, n=50)
            )
        kept = [one for one in held.values() if one.name not in self._arriving]
        together = sum(len(one.content) for one in self._arriving.values()) + len(piece)
        if together > self._most:
            raise Refused(
                say(
                    "Together these files are larger than {n} MB. Load them a few at a time.",
                    n=self._most // 1024**2,
                )
            )
        whole = together + sum(len(one.data) for one in kept)
        if whole > self._most or len(kept) + len(self._arriving) > MOST_HELD:
            raise Refused(
                say(
                    "With the files you loaded before, this is more than one page holds: {files} files, {n} MB. "
                    "Reload the page, and load only what you need.",
                    files=MOST_HELD,
                    n=self._most // 1024**2,
                )
            )
        file.content += piece
        file.pieces += 1

    def take(self) -> tuple[File, ...]:
        """All files that came in, and forget them here. Raises `Refused` where one did not come in whole."""
        torn = [name for name, file in self._arriving.items() if len(file.content) != file.size]
        if torn:
            self.drop()
            raise _torn(torn[0])
        return tuple(File(name, bytes(self._arriving.pop(name).content)) for name in [*self._arriving])

    def drop(self) -> None:
        """Forget what came in so far."""
        self._arriving.clear()


def _torn(name: str) -> Refused:
    return Refused(say("‘{file}’ did not come in whole. Choose it once more.", file=name))
