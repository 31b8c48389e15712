from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.evidence.intervals import (
    differs,
    newcombe,
    poisson,
    poisson_in_groups,
    quartiles,
    ratio,
    wilson,
)


@pytest.mark.parametrize(
    ("yes", "n", "low", "high"),
    [
        (0, 5, 0, 43),
        (2, 5, 12, 77),
        (3, 5, 23, 88),
        (5, 5, 57, 100),
        (4, 6, 30, 90),
        (9, 12, 47, 91),
        (18, 30, 42, 75),
        (60, 100, 50, 69),
    ],
)
def test_wilson_gives_the_known_values(yes: int, n: int, low: int, high: int) -> None:
    """Protects the interval of every share against a slip in its formula."""
    found = wilson(yes, n)
    assert (round(100 * found.low), round(100 * found.high)) == (low, high)


@pytest.mark.parametrize(
    ("count", "low", "high"), [(0, 0, 3.7), (1, 0.03, 5.6), (3, 0.6, 8.8), (6, 2.2, 13.1), (12, 6.2, 21.0)]
)
def test_poisson_gives_the_known_values(count: int, low: float, high: float) -> None:
    """Protects the interval of every count."""
    found = poisson(count)
    digits = 2 if 0 < low < 0.1 else 1
    assert (round(found.low, digits), round(found.high, 1)) == (low, high)


def test_a_rate_has_the_interval_of_its_count_over_the_exposure() -> None:
    """Protects rates: twice the weeks halve the rate and nothing else."""
    assert poisson(6, 2).low == pytest.approx(poisson(6).low / 2)
    assert poisson(6, 2).high == pytest.approx(poisson(6).high / 2)


def test_a_count_in_groups_covers_its_mean_as_often_as_it_claims() -> None:
    """Protects the rate of visits where two or three of a team came by one appointment: taking heads as
    draws would miss the truth far more often than one time in twenty."""
    random, runs = Random(7), 2000
    covered = heads_covered = 0
    for _ in range(runs):
        groups = _poisson_draw(random, 8.0)
        count = sum(random.choice((2, 3)) for _ in range(groups))
        truth = 8.0 * 2.5
        found, heads = poisson_in_groups(count, groups), poisson(count)
        covered += found.low <= truth <= found.high
        heads_covered += heads.low <= truth <= heads.high
    assert covered >= 0.935 * runs
    assert heads_covered < 0.9 * runs


@pytest.mark.parametrize(("count", "groups"), [(0, 1), (1, 0), (2, 3)])
def test_a_count_without_its_groups_is_refused(count: int, groups: int) -> None:
    """Protects against an interval for what can't be."""
    with pytest.raises(ValueError, match="groups"):
        poisson_in_groups(count, groups)


def test_newcombe_gives_the_known_values() -> None:
    """Protects the difference of two shares, and that +22 points at these numbers is no clear change."""
    difference, interval = newcombe(12, 20, 30, 80)
    assert difference == pytest.approx(0.225)
    assert (round(100 * interval.low), round(100 * interval.high)) == (-1, 43)
    assert not differs(interval)


def test_a_change_counts_when_zero_is_left_out() -> None:
    """Protects 'no clear change' from swallowing a clear one, either way."""
    assert differs(newcombe(45, 50, 10, 50)[1])
    assert differs(newcombe(10, 50, 45, 50)[1])


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_stays_between_none_and_all(pair: tuple[int, int]) -> None:
    """Protects charts from whiskers that miss their own dot or leave the paper."""
    yes, n = pair
    found = wilson(yes, n)
    assert 0 <= found.low <= yes / n <= found.high <= 1


@given(st.integers(0, 2000))
def test_poisson_holds_the_count(count: int) -> None:
    """Protects the same for counts."""
    found = poisson(count)
    assert 0 <= found.low <= count < found.high


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(1, 3000)), min_size=6, max_size=30))
def test_a_ratio_holds_the_share_of_hours(weeks: list[tuple[float, float]]) -> None:
    """Protects the interval of hours: it has the share in it and stays between none and all."""
    parts, wholes = [share * whole for share, whole in weeks], [whole for _, whole in weeks]
    found = ratio(parts, wholes)
    if found is not None:
        share = sum(parts) / sum(wholes)
        assert 0 <= found.low <= share + 1e-9
        assert share - 1e-9 <= found.high <= 1


def test_a_ratio_of_few_or_equal_weeks_has_no_interval() -> None:
    """Protects against a spread made of nothing: five weeks, or weeks that are all alike."""
    assert ratio([1, 2, 3, 4, 5], [10] * 5) is None
    assert ratio([0] * 13, [600] * 13) is None
    assert ratio([1, 2, 3, 4, 5, 0], [10, 10, 10, 10, 10, 0]) is None


def test_a_ratio_by_hand() -> None:
    """Protects the ratio interval against a slip, with six weeks reckoned on paper: 210 of 600 minutes,
    squared deviations of 1,750, t of 2.5706 at five degrees of freedom."""
    found = ratio([50, 20, 60, 30, 40, 10], [100] * 6)
    assert found is not None
    reach = 2.5706 * (6 / 5 * 1750 / 600**2) ** 0.5
    assert found.low == pytest.approx(0.35 - reach, abs=1e-4)
    assert found.high == pytest.approx(0.35 + reach, abs=1e-4)


def test_a_ratio_covers_the_share_of_hours_as_often_as_it_claims() -> None:
    """Protects the 95 % of hours: thirteen weeks of visits of one to two hours among other hours, six
    hundred times, at least 95 % less three standard errors. Wilson over minutes would fail this."""
    draw = Random(3)
    truth = 3 * 90 / (3 * 90 + 900)
    covered = narrow = 0
    for _ in range(600):
        visits = [sum(draw.uniform(60, 120) for _ in range(draw.randrange(7))) for _ in range(13)]
        weeks = [minutes + draw.uniform(600, 1200) for minutes in visits]
        found = ratio(visits, weeks)
        assert found is not None
        covered += found.low <= truth <= found.high
        naive = wilson(round(sum(visits)), round(sum(weeks)))
        narrow += naive.low <= truth <= naive.high
    assert covered / 600 >= 0.95 - 3 * (0.95 * 0.05 / 600) ** 0.5
    assert narrow / 600 < 0.6


def test_quartiles_are_those_of_the_ordered_weeks() -> None:
    """Protects the middle week and the middle half from the order in which weeks come."""
    found = quartiles([9, 1, 5, 3, 7])
    assert found is not None
    median, half = found
    assert (median, half.low, half.high) == (5, 3, 7)
    assert quartiles([]) is None


@pytest.mark.parametrize(("yes", "n"), [(1, 0), (-1, 4), (5, 4)])
def test_what_is_no_share_is_refused(yes: int, n: int) -> None:
    """Protects against an interval around a number that cannot be."""
    with pytest.raises(ValueError, match="no share"):
        wilson(yes, n)


def _poisson_draw(random: Random, mean: float) -> int:
    """A draw from Poisson's distribution: the arrivals of one unit of time."""
    number, time = 0, random.expovariate(mean)
    while time < 1:
        number, time = number + 1, time + random.expovariate(mean)
    return number
