"""A little chance in every count, so that who knows all other answers can't work out the last one.

Without chance that can't be prevented: if a shown figure depends on the answers alone, then for some
set of the others it differs with the last, and who knows the others reads the last off it. So each
count is shifted by a whole number drawn from the two-sided geometric distribution
P(z) = (1 - a) / (1 + a) * a^|z| (the geometric mechanism: Ghosh, Roughgarden & Sundararajan 2009). One
person's answer moves one from one count to another, so no figure is ever more than a^-2 times likelier
under the one answer than under the other. With a = 1/3 that is nine times: two answers that seemed
equally likely end at nine to one at most, never at certainty, while half of the counts stay as they
are and five in six are off by one or less.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final, TypeVar

ALPHA: Final = Fraction(1, 3)
LIKELIER_AT_MOST: Final = 9
"""What one histogram can do to somebody's odds between two answers of one person."""
LIKELIER_WITH_GROUPS: Final = LIKELIER_AT_MOST**2
"""The same where groups are shown apart: everybody is in two histograms then, the team's and the group's,
each shifted by chance of its own."""

Draw = Callable[[], int]
_Key = TypeVar("_Key")


def draw() -> int:
    """A shift, exactly as the distribution above says, from the system's own randomness."""
    return _geometric() - _geometric()


def _geometric() -> int:
    count = 0
    while secrets.randbelow(ALPHA.denominator) < ALPHA.numerator:
        count += 1
    return count


def probability(shift: int) -> Fraction:
    """The probability of a shift."""
    return (1 - ALPHA) / (1 + ALPHA) * ALPHA ** abs(shift)


def shifted(counts: Mapping[_Key, int], draw: Draw = draw) -> dict[_Key, int]:
    """Every count with a shift of its own; may be negative, and need not add up."""
    return {key: count + draw() for key, count in counts.items()}


def bounded(noisy: Mapping[_Key, int], n: int) -> dict[_Key, int]:
    """Shifted counts made fit to be seen: none below nought or above n.

    Nothing is moved to make them add up: that would put every shift on one count, and it would then be off
    by far more than the shifts are said to be. Works on the shifted counts alone, so it tells nothing that
    they don't.
    """
    return {key: min(max(count, 0), n) for key, count in noisy.items()}
