"""How many pages fit, and who is next when all places are taken.

A visitor who finds the house full takes a number and is let in by it: in order, by themselves, as soon
as a page is left. Whoever does not come back to ask for a while has gone, and holds nobody up.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ASK_AGAIN_SECONDS: Final = 3
"""How often a waiting page asks; by itself, without a script."""

GIVEN_UP_SECONDS: Final = 30.0
"""Who has not asked for so long is not waiting any more."""

BYTES_A_PAGE: Final = 60 * 1024 * 1024
"""Memory to count on for a page: 30 MB as it opens, and as much again for files read in it."""

BYTES_KEPT_FREE: Final = 256 * 1024 * 1024
"""Memory that stays for the server, its database and the system."""

MOST_PAGES: Final = 400
"""More than this no single process serves in good time, whatever the memory."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The answer to a visitor: `ahead` counts who is let in before them; None: they are in."""

    ticket: str
    ahead: int | None


class Admission:
    """The places there are, and the line before the door."""

    def __init__(
        self,
        most: int | None = None,
        free: Callable[[], int | None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.most = MOST_PAGES if most is None else most
        self._free = free_memory if free is None else free
        self._clock = clock
        self._line: dict[str, float] = {}

    @property
    def waiting(self) -> int:
        """How many are in line."""
        self._forget()
        return len(self._line)

    def places(self, taken: int) -> int:
        """How many more pages may open while `taken` are open."""
        free = self._free()
        by_memory = self.most if free is None else (free - BYTES_KEPT_FREE) // BYTES_A_PAGE
        return max(0, min(self.most - taken, by_memory))

    def ask(self, ticket: str | None, taken: int) -> Turn:
        """Ask to be let in, with the ticket that an earlier answer gave."""
        self._forget()
        places = self.places(taken)
        if ticket is None or ticket not in self._line:
            if len(self._line) < places:
                return Turn("", None)
            ticket = secrets.token_urlsafe(16)
        self._line[ticket] = self._clock()
        ahead = list(self._line).index(ticket)
        if ahead < places:
            del self._line[ticket]
            return Turn(ticket, None)
        return Turn(ticket, ahead)

    def _forget(self) -> None:
        latest = self._clock() - GIVEN_UP_SECONDS
        self._line = {ticket: seen for ticket, seen in self._line.items() if seen >= latest}


def free_memory() -> int | None:
    """Bytes that may still be taken: of the machine, or of the group of processes we are limited with;
    None where the system does not tell."""
    found = [
        one
        for one in (_of_machine(Path("/proc/meminfo")), _of_group(Path("/sys/fs/cgroup")))
        if one is not None
    ]
    if found:
        return min(found)
    try:
        # Half of all there is, where nobody says what is free.
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    except (AttributeError, ValueError, OSError):
        return None


def _of_machine(told: Path) -> int | None:
    try:
        lines = told.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    for line in lines:
        name, _, value = line.partition(":")
        if name == "MemAvailable":
            return int(value.split()[0]) * 1024
    return None


def _of_group(folder: Path) -> int | None:
    try:
        most = (folder / "memory.max").read_text(encoding="ascii").strip()
        used = int((folder / "memory.current").read_text(encoding="ascii"))
        lines = (folder / "memory.stat").read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return None
    if most == "max":
        return None
    # Files kept in memory count as used there, and give way as soon as anybody asks.
    kept = sum(int(line.split()[1]) for line in lines if line.startswith(("inactive_file ", "active_file ")))
    return max(0, int(most) - used + kept)
