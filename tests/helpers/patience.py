"""How long a test waits for what must come: long enough that only a hang is ended by it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 120.0
"""Seconds. No promise of the product: how fast it is, is measured in `bench/`."""

_BETWEEN_LOOKS = 0.02


def until(condition: Callable[[], T], missing: Callable[[], object] = lambda: "it did not come") -> T:
    """Wait until a condition gives something true, and give that; `missing` says what is wrong if it never
    does."""
    latest = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < latest, missing()
        time.sleep(_BETWEEN_LOOKS)
    return found
