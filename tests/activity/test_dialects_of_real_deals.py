"""One set of 8,800 published deals in three dialects: the same measures, equal to the published answers."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import polars as pl
import pytest

from workbook.activity.people import People, Role
from workbook.activity.read import File, Loaded, read_files
from workbook.evidence import Material, measure
from workbook.evidence.measure import Measure, Period

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real" / "crm"
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")
PERIOD = Period(date(2016, 10, 1), date(2017, 12, 31))
WON_OF_CLOSED = {
    "Cara Losch": (480, 745),
    "Celia Rouche": (610, 962),
    "Dustin Brinkmann": (747, 1186),
    "Melvin Marxen": (882, 1418),
    "Rocco Neubert": (691, 1113),
    "Summer Sewald": (828, 1287),
}
"""From the published answer key."""

DIALECTS = ("as published, M/D/Y", "ISO", "Dutch Excel")


@lru_cache(maxsize=3)
def written(dialect: str) -> bytes:
    """The deals in one of the dialects."""
    published = (REAL / "maven-sales_pipeline-mdy.csv").read_bytes()
    if dialect == DIALECTS[0]:
        return published
    header, *rows = csv.reader(io.StringIO(published.decode()))
    dates = [header.index(name) for name in ("engage_date", "close_date")]
    value = header.index("close_value")
    iso = dialect == "ISO"
    for row in rows:
        for place in dates:
            if row[place]:
                day = datetime.strptime(row[place], "%m/%d/%Y")  # noqa: DTZ007
                row[place] = day.strftime("%Y-%m-%d" if iso else "%d-%m-%Y")
        if row[value]:
            row[value] += ".00" if iso else ",00"
    out = io.StringIO()
    csv.writer(out, delimiter="," if iso else ";", lineterminator="\n" if iso else "\r\n").writerows(
        [header, *rows]
    )
    return out.getvalue().encode("utf-8" if iso else "cp1252")


@lru_cache(maxsize=3)
def loaded(dialect: str) -> Loaded:
    """The deals as they are read."""
    return read_files([File("deals.csv", written(dialect))], today=date(2018, 1, 1))


def measures(dialect: str) -> tuple[Measure, ...]:
    """Every measure of the deals, with everybody who sells in the team."""
    deals = loaded(dialect).deals
    assert deals is not None
    roles: dict[str, Role] = {f"name:{owner.casefold()}": "team" for owner in deals["owner"].unique()}
    people = People(roles=roles)
    return measure(Material(activities=(), sorted={}, people=people, deals=deals, period=PERIOD))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_won_of_closed_per_manager_is_the_published_answer(dialect: str) -> None:
    """Read, joined with the published teams, counted: to the deal, in each dialect, with nothing asked."""
    deals, (reading,) = loaded(dialect).deals, loaded(dialect).readings
    assert deals is not None
    assert (reading.read, reading.refused, reading.undecided) == (8800, (), ())
    teams = pl.read_csv(REAL / "maven-sales_teams.csv")
    joined = deals.cast({"owner": pl.String}).join(teams, left_on="owner", right_on="sales_agent", how="left")
    assert joined["manager"].null_count() == 0
    counted: Counter[tuple[str, str]] = Counter(joined.select("manager", "status").rows())
    assert {
        manager: (counted[manager, "won"], counted[manager, "won"] + counted[manager, "lost"])
        for manager in WON_OF_CLOSED
    } == WON_OF_CLOSED
    assert Counter(deals["status"]) == {"won": 4238, "lost": 2473, "open": 1589 + 500}


@pytest.mark.parametrize("dialect", DIALECTS[1:])
def test_the_same_deals_in_another_dialect_give_the_same_measures(dialect: str) -> None:
    """Not only the rows but every figure, with its interval, parts and ground."""
    published, other = loaded(DIALECTS[0]).deals, loaded(dialect).deals
    assert published is not None
    assert other is not None
    assert other.equals(published)
    assert measures(dialect) == measures(DIALECTS[0])
    assert any(one.denominator for one in measures(dialect))
