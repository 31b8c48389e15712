"""95 % intervals for shares, counts, differences and hours: what a small number can and can't say.

An interval is about chance alone: how far the same habit could have shown itself otherwise in another
quarter. What could not be sorted is a second doubt and travels apart, as a measure's low and high.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from workbook.evidence.measure import Interval

CONFIDENCE = 0.95
_Z = 1.959963984540054
"""The 97.5 % point of the standard normal distribution."""

FEWEST_WEEKS = 6
"""Fewer weeks than this, and a spread estimated from them says nothing about the next one."""


def wilson(yes: int, n: int) -> Interval:
    """The Wilson score interval of a share, `yes` out of `n`.

    Recommended at small n by Brown, Cai & DasGupta 2001 (Statistical Science 16, 101-133). It never
    leaves 0-1. `ValueError` unless 0 <= yes <= n and n >= 1.
    """
    if n < 1 or not 0 <= yes <= n:
        raise ValueError(f"{yes} out of {n} is no share")
    share = yes / n
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    reach = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
    low = 0.0 if yes == 0 else max(0.0, middle - reach)
    high = 1.0 if yes == n else min(1.0, middle + reach)
    return Interval(low, high, "wilson")


def poisson(count: int, exposure: float = 1.0) -> Interval:
    """The exact interval of a Poisson count, for each unit of `exposure` (weeks, rep-months).

    Garwood 1936 (Biometrika 28, 437-442), from the quantiles of the gamma distribution.
    `ValueError` for a count below 0 or an exposure that is not above 0.
    """
    from scipy.special import gammaincinv

    if count < 0 or exposure <= 0:
        raise ValueError(f"{count} in {exposure} is no rate")
    tail = (1 - CONFIDENCE) / 2
    low = float(gammaincinv(count, tail)) if count else 0.0
    high = float(gammaincinv(count + 1, 1 - tail))
    return Interval(low / exposure, high / exposure, "poisson")


def poisson_in_groups(count: int, groups: int, exposure: float = 1.0) -> Interval:
    """The interval of a count whose units came `groups` at a time, for each unit of `exposure`.

    Two on one visit came by one appointment, so the visits are the draws: their exact Poisson interval, times
    the mean number in a group. Sizes of groups are taken as given. `ValueError` unless
    groups <= count and both or neither are 0.
    """
    if groups > count or bool(groups) != bool(count):
        raise ValueError(f"{count} in {groups} groups is no count")
    size = count / groups if groups else 1.0
    draws = poisson(groups, exposure)
    return Interval(draws.low * size, draws.high * size, "poisson")


def newcombe(yes: int, n: int, yes_before: int, n_before: int) -> tuple[float, Interval]:
    """The difference of two independent shares (now minus before) and its interval.

    Newcombe 1998 (Statistics in Medicine 17, 873-890), method 10: square-and-add of the two Wilson
    intervals. `ValueError` as in `wilson`.
    """
    now, before = wilson(yes, n), wilson(yes_before, n_before)
    share, share_before = yes / n, yes_before / n_before
    difference = share - share_before
    low = difference - sqrt((share - now.low) ** 2 + (before.high - share_before) ** 2)
    high = difference + sqrt((now.high - share) ** 2 + (share_before - before.low) ** 2)
    return difference, Interval(max(-1.0, low), min(1.0, high), "newcombe")


def mover(value: float, interval: Interval, value_before: float, before: Interval) -> tuple[float, Interval]:
    """The difference of two independent estimates (now minus before) from the interval of each.

    Square-and-add, as in Newcombe's method 10, for any two intervals: MOVER, Zou & Donner 2008
    (Statistics in Medicine 27, 1693-1702). With Wilson's intervals it is Newcombe's.
    """
    difference = value - value_before
    low = difference - sqrt((value - interval.low) ** 2 + (before.high - value_before) ** 2)
    high = difference + sqrt((interval.high - value) ** 2 + (value_before - before.low) ** 2)
    return difference, Interval(low, high, "newcombe")


def ratio(parts: Sequence[float], wholes: Sequence[float]) -> Interval | None:
    """The interval of a share of hours, sum of `parts` over sum of `wholes`, one of each a week.

    Minutes of one week hang together (one long visit is many minutes), so counting minutes as if they
    were independent draws would promise far too much. Weeks are the draws instead: the linearised
    variance of a ratio estimator (Cochran, Sampling Techniques, 3rd ed. 1977, section 6.3) with
    Student's t at weeks - 1 degrees of freedom, cut at 0 and 1.

    None where it can't be had: fewer than `FEWEST_WEEKS` weeks with hours, or weeks that do not differ
    (never is not the same as never will).
    """
    pairs = [(part, whole) for part, whole in zip(parts, wholes, strict=True) if whole > 0]
    if len(pairs) < FEWEST_WEEKS:
        return None
    n, total = len(pairs), sum(whole for _, whole in pairs)
    share = sum(part for part, _ in pairs) / total
    variance = n / (n - 1) * sum((part - share * whole) ** 2 for part, whole in pairs) / total**2
    if variance <= 1e-12:
        return None
    from scipy.special import stdtrit

    reach = float(stdtrit(n - 1, 1 - (1 - CONFIDENCE) / 2)) * sqrt(variance)
    return Interval(max(0.0, share - reach), min(1.0, share + reach), "ratio")


def quartiles(values: Sequence[float]) -> tuple[float, Interval] | None:
    """The median of `values` and the middle half around it, by linear interpolation between the
    ordered values (Hyndman & Fan 1996, type 7); None where there are none. A spread, not an
    uncertainty."""
    if not values:
        return None
    ordered = sorted(values)
    return _quantile(ordered, 0.5), Interval(_quantile(ordered, 0.25), _quantile(ordered, 0.75), "quartiles")


def differs(difference: Interval) -> bool:
    """Whether a change may be called one: the interval of the difference leaves 0 out. Otherwise it
    is 'no clear change'."""
    return difference.low > 0 or difference.high < 0


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
