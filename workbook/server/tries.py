"""Tries: who keeps opening links that lead nowhere is answered ever more slowly, and counted.

Addresses are kept in memory only, as a hash with a key of this run, and soon forgiven. A secret of 256
bits is not guessed anyhow; this is so that who tries is noticed, and costs others little.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from workbook.server.rates import Callers

log: Final = logging.getLogger("workbook.server")

STEADY_SECONDS: Final = 0.15
"""Every answer about a link takes at least so long, whether it leads somewhere or not."""
LONGEST_SECONDS: Final = 2.0
FREE_TRIES: Final = 20
"""So many wrong links don't slow an address: a whole office may share one, and links are mistyped."""
STEP: Final = 5
"""Wrong links after which waiting doubles once more."""
FORGIVEN_SECONDS: Final = 10
"""One wrong link is forgiven each time so long has passed."""
MOST_ADDRESSES: Final = 10_000
REPORT_EVERY: Final = 100


class Tries:
    """Counts tries by address. `now` gives seconds on a clock that never goes back."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._callers = Callers()
        self._wrong: OrderedDict[bytes, tuple[float, float]] = OrderedDict()
        self.total = 0

    def missed(self, address: str) -> None:
        """A link was tried that leads nowhere."""
        self.total += 1
        if self.total % REPORT_EVERY == 0:
            log.warning("%d tries of links that lead nowhere", self.total)
        name = self._callers.name(address)
        self._wrong[name] = (self._count(address) + 1, self._now())
        self._wrong.move_to_end(name)
        while len(self._wrong) > MOST_ADDRESSES:
            self._wrong.popitem(last=False)

    def seconds(self, address: str) -> float:
        """How long an answer to this address has to take at least; the same for right and wrong."""
        steps = max(0, int(self._count(address) - FREE_TRIES) // STEP)
        return min(STEADY_SECONDS * 2.0 ** min(steps, 10), LONGEST_SECONDS)

    def _count(self, address: str) -> float:
        """Wrong links of an address that were not forgiven yet."""
        count, last = self._wrong.get(self._callers.name(address), (0.0, 0.0))
        return max(0.0, count - (self._now() - last) / FORGIVEN_SECONDS)
