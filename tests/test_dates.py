"""The tests that meet a real clock, on three days that are not today; `make dates` takes all tests and more days."""

from __future__ import annotations

import dates
import pytest

MEETS_A_CLOCK = (
    "tests/server/test_day.py",
    "tests/server/test_mirror.py::test_a_round_that_is_over_by_date_takes_no_answer",
    "tests/test_keep_commands.py::test_a_calendar_keeps_its_ids",
)
"""One for each that takes the day from the machine: a kernel, the server, the command."""

CHOSEN = ("2026-12-31T23:57", "2027-10-31T02:50", "2028-02-29T12:00")


@pytest.mark.skipif(not dates.can_be_moved(), reason="that takes Linux and a C compiler")
@pytest.mark.parametrize(
    "day", [each for each in dates.DAYS if each.moment in CHOSEN], ids=lambda day: day.moment
)
def test_on_another_day(day: dates.Day) -> None:
    """Protects who runs the tests, or the demo, on a day nobody thought of."""
    code, said = dates.run(day, "-n", "0", "-m", "not browser", *MEETS_A_CLOCK)
    assert code == 0, said[-6000:]
