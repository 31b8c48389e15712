"""Random draws: a source for each thing that is drawn, and the Poisson numbers the standard library lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import exp
from random import Random


@dataclass(frozen=True, slots=True)
class Draws:
    """Random number generators by what is drawn and for which day, all from one seed.

    Days count from `first`. Each has a generator of its own, so that a holiday, which leaves out what falls on
    it, changes nothing on any other day, and the same seed tells the same story whenever it is told.
    """

    seed: int
    first: date

    def of(self, what: str, day: date | None = None, who: str = "") -> Random:
        """The generator for a thing, on a day, with somebody."""
        number = "" if day is None else (day - self.first).days
        return Random(f"{self.seed} {what} {number} {who}")  # noqa: S311 - a made-up year, no secret


def poisson(random: Random, mean: float) -> int:
    """A Poisson number, by multiplying uniform draws (Knuth, The Art of Computer Programming, vol. 2,
    section 3.4.1); meant for small means."""
    limit, product, count = exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count
