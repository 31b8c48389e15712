"""The demo's deals: drawn, and written as Excel writes CSV in the Netherlands."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from workbook.demo.cast import CUSTOMERS, TEAM
from workbook.demo.draw import poisson
from workbook.demo.truth import DEALS_WEEK, SOURCE_BLANK, SOURCED, WON

if TYPE_CHECKING:
    import polars as pl

HEADERS: Final = (
    "Deal",
    "Verkoper",
    "Fase",
    "Status",
    "Aangemaakt",
    "Gesloten op",
    "Waarde",
    "Valuta",
    "Bron",
    "Campagne",
    "Segment",
)
_MARKETING: Final = ("Campagne", "Webinar", "Beurs", "Nieuwsbrief")
_OTHER: Final = ("Eigen netwerk", "Bestaande klant", "Koude acquisitie", "Partner")
_CAMPAIGNS: Final = ("Energie in de zorg", "Minder storing", "Veilig de winter in")
_WORKS: Final = (
    "onderhoudscontract",
    "meetsysteem",
    "uitbreiding",
    "vervanging",
    "keuring",
    "proefopstelling",
)
_OPEN_STAGES: Final = ("Verkenning", "Gekwalificeerd", "Offerte", "Onderhandeling")
_STATUS: Final = {"open": "Open", "won": "Gewonnen", "lost": "Verloren"}
_HEAD_START: Final = 26
"""Weeks of deals before the calendar starts, so that the first deals closed have a history too."""


@dataclass(frozen=True, slots=True)
class Deal:
    """One deal; `status` is open, won or lost, empty texts stand for blank cells."""

    name: str
    owner: str
    stage: str
    status: str
    created: date
    closed: date | None
    value: float
    source: str
    campaign: str
    segment: str


def draw_deals(seed: int, first: date, today: date) -> tuple[Deal, ...]:
    """Deals created from half a year before `first` up to `today`: a Poisson number a week, each open
    for an exponential number of days (70 on average), each with its own draw of source and outcome."""
    random = Random(f"deals {seed}")  # noqa: S311 - a made-up year, no secret
    found: list[Deal] = []
    monday = first - timedelta(weeks=_HEAD_START)
    while monday <= today:
        for _ in range(poisson(random, DEALS_WEEK)):
            created = monday + timedelta(days=random.randrange(5))
            deal = _draw(random, len(found) + 1, created, today)
            if created <= today:
                found.append(deal)
        monday += timedelta(weeks=1)
    return tuple(found)


def _draw(random: Random, number: int, created: date, today: date) -> Deal:
    firm = random.choice(CUSTOMERS)
    open_days = 3 + round(random.expovariate(1 / 70))
    won = random.random() < WON
    value = round(random.lognormvariate(9.6, 0.8) / 50) * 50.0
    blank, sourced = random.random() < SOURCE_BLANK, random.random() < SOURCED
    source = "" if blank else random.choice(_MARKETING if sourced else _OTHER)
    campaign = random.choice(_CAMPAIGNS) if source in _MARKETING else ""
    closed = created + timedelta(days=open_days)
    status = "open" if closed > today else "won" if won else "lost"
    reached = min(3, (today - created).days // 25)
    stage = _OPEN_STAGES[reached] if status == "open" else _STATUS[status]
    return Deal(
        name=f"{firm.name}, {random.choice(_WORKS)} {number}",
        owner=random.choice(TEAM).name,
        stage=stage,
        status=status,
        created=created,
        closed=None if status == "open" else closed,
        value=value,
        source=source,
        campaign=campaign,
        segment=firm.segment,
    )


def deals_file(deals: tuple[Deal, ...]) -> bytes:
    """The deals as CSV: semicolons, dd-mm-yyyy, decimal comma, UTF-8 with a byte order mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADERS)
    for one in deals:
        closed = f"{one.closed:%d-%m-%Y}" if one.closed else ""
        value = f"{one.value:.2f}".replace(".", ",")
        writer.writerow(
            (
                *(one.name, one.owner, one.stage, _STATUS[one.status], f"{one.created:%d-%m-%Y}", closed),
                *(value, "EUR", one.source, one.campaign, one.segment),
            )
        )
    return text.getvalue().encode("utf-8-sig")


def deals_frame(deals: tuple[Deal, ...]) -> pl.DataFrame:
    """The deals as the reader delivers them, in `DEAL_SCHEMA`."""
    import polars as pl

    from workbook.activity.tables import DEAL_SCHEMA

    rows = [
        {
            "deal": one.name,
            "owner": one.owner,
            "stage": one.stage,
            "status": one.status,
            "created": one.created,
            "closed": one.closed,
            "value": one.value,
            "currency": "EUR",
            "source": one.source or None,
            "campaign": one.campaign or None,
            "segment": one.segment,
        }
        for one in deals
    ]
    return pl.DataFrame(rows, schema=DEAL_SCHEMA)
