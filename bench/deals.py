"""Tables of deals as CRMs of a large firm export them, made from a seed: the leanest there is, and one as a
manager gets it."""

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


COLUMNS: Final = (
    "Record ID", "Deal Name", "Deal Stage", "Pipeline", "Amount", "Currency", "Deal owner", "Create Date",
    "Close Date", "Last Activity Date", "Original Traffic Source", "Campaign", "Associated Company",
    "Associated Contact", "Industry", "Number of times contacted", "Deal Description",
)  # fmt: skip
_STAGES: Final = ("Contract sent", "Presentation scheduled")
_COMPANIES: Final = (
    "Veldhof", "Kruitmolen", "Zilverzand", "De Wilg", "Havenrijk", "Lakenhal", "Turfwerk", "Geërfd Goed",
)  # fmt: skip
_ORDERS: Final = ("Onderhoud", "Levering", "Uitbreiding", "Proefopstelling", "Vervanging")
_TRAFFIC: Final = ("Organic search", "Paid search", "Referrals", "Direct traffic", "", "")
_TEXTS: Final = (
    "", "", "", "Teruggebeld; wil in het voorjaar verder.", "Offerte verstuurd, wacht op akkoord van de directie",
    'Noemt het ""te vroeg""', "Eerste gesprek gehad.\nTweede volgt in de week van het congres.",
)  # fmt: skip


def write_export(path: Path, rows: int, seed: int = 1) -> None:
    """Write the same team's deals as HubSpot exports them and a Dutch Excel saves them: each cell quoted,
    semicolons, decimal commas, dd-mm-yyyy with the time, Windows-1252.

    The columns are those of tools that read HubSpot's exports, and those that a view of deals shows besides:
    company, contact, campaign, last activity, a text with now and then a semicolon, a quotation mark or a
    line end in it. Half of them no measure looks at.
    """
    draw = Random(seed)  # noqa: S311 - made-up deals, no secret
    first = LAST - timedelta(days=DAYS)
    days = [(first + timedelta(days=n)).strftime("%d-%m-%Y") for n in range(DAYS + 1)]
    clocks = [f"{minute // 60:02}:{minute % 60:02}" for minute in range(8 * 60, 18 * 60)]
    owners = TEAM + OTHERS
    with path.open("w", encoding="cp1252", newline="") as file:
        file.write(";".join(f'"{name}"' for name in COLUMNS) + "\r\n")
        for number in range(rows):
            created, chance = draw.randrange(DAYS), draw.random()
            closed = min(created + draw.randrange(120), DAYS)
            stage = _STAGES[number % 2] if chance < 0.1 else "Closed won" if chance < 0.45 else "Closed lost"
            company = f"{draw.choice(_COMPANIES)} {number % 3571} B.V."
            cells = (
                9_000_000_000 + number * 7919 % rows if rows % 7919 else number,
                f"{draw.choice(_ORDERS)} {company}",
                stage,
                "Verkoop Nederland",
                f"{draw.randrange(500, 90_000)},{draw.randrange(100):02}",
                "EUR",
                owners[int(chance * 997) % 40],
                f"{days[created]} {draw.choice(clocks)}",
                f"{days[closed]} {draw.choice(clocks)}",
                f"{days[closed]} {draw.choice(clocks)}",
                draw.choice(_TRAFFIC),
                "Voorjaar" if chance < 0.2 else "",
                company,
                f"Inkoop (inkoop{number % 3571}@klant.example)",
                draw.choice(_SEGMENTS),
                draw.randrange(30),
                draw.choice(_TEXTS),
            )
            file.write(";".join(f'"{cell}"' for cell in cells) + "\r\n")
