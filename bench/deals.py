"""A table of deals as a CRM of a large firm exports it, made from a seed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final

LAST: Final = date(2026, 9, 30)
DAYS: Final = 5 * 365
TEAM: Final = tuple(f"{name} {letter}" for name in ("Mei", "Bas", "Noor", "Sem") for letter in "AB")
OTHERS: Final = tuple(
    f"{name} {letter}" for name in ("Ilse", "Daan", "Fenna", "Ruben") for letter in "ABCDEFGH"
)
_SEGMENTS: Final = ("Zorg", "Bouw", "Food", "Agro", "Infra", "Retail", "")
_SOURCES: Final = ("Web", "Event", "Phone", "Sales", "Div", "", "")


def write_deals(path: Path, rows: int, seed: int = 1) -> None:
    """Write a table of `rows` deals: five years, forty sales people of whom eight are the team's, one in
    ten open, two in seven without a source. Comma, UTF-8, ISO dates, whole amounts in thousands: the dialect
    that costs any reader least."""
    draw = Random(seed)  # noqa: S311 - made-up deals, no secret
    first = LAST - timedelta(days=DAYS)
    days = [(first + timedelta(days=n)).isoformat() for n in range(DAYS + 1)]
    owners = TEAM + OTHERS
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("Deal ID,Owner,Status,Created,Closed,Amount,Segment,Source\n")
        for number in range(rows):
            created = draw.randrange(DAYS)
            chance = draw.random()
            status = "Open" if chance < 0.1 else "Won" if chance < 0.45 else "Lost"
            closed = "" if status == "Open" else days[min(created + draw.randrange(120), DAYS)]
            file.write(
                f"{number},{owners[int(chance * 997) % 40]},{status},{days[created]},{closed},"
                f"{draw.randrange(10, 99)},{draw.choice(_SEGMENTS)},{draw.choice(_SOURCES)}\n"
            )
