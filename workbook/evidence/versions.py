"""Which rules a figure was counted by, so that only like is laid beside like."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import Final

COUNTING: Final = "2026-3"
"""Version of how measures are counted. Change it with whatever makes the same calendar give another
figure; a change of the words that sort activities is seen without it."""


@lru_cache(maxsize=1)
def rules_version() -> str:
    """The version of counting, and a digest of the sorting rules that ship with the program.

    What a manager sorted by hand is not in it: that is their own, and stays with them.
    """
    digest = hashlib.sha256()
    for part in ("activity/rules", "evidence"):
        for file in sorted(files("workbook").joinpath(part).iterdir(), key=lambda one: one.name):
            if file.name.endswith(".toml"):
                digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return f"{COUNTING}+{digest.hexdigest()[:12]}"
