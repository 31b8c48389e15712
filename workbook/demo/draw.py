"""Draws the standard library lacks."""

from __future__ import annotations

from math import exp
from random import Random


def poisson(random: Random, mean: float) -> int:
    """A Poisson number, by multiplying uniform draws (Knuth, The Art of Computer Programming, vol. 2,
    section 3.4.1); meant for small means."""
    limit, product, count = exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count
