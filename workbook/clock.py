"""The clock: the only module that reads the date and the time of day.

Whatever depends on the day takes it as an argument, so that a test, or a file read later, can name it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def today(zone: str = "") -> date:
    """The date in a zone; without one, where the program runs, in the machine's own."""
    return now().astimezone(ZoneInfo(zone)).date() if zone else date.today()


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)
