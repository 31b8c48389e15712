"""A small calendar to write by hand: a manager, a team of three, and the people around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from workbook.activity.people import People
from workbook.activity.records import Activity, Attendee
from workbook.activity.sorting import SUBJECTS, Verdict
from workbook.evidence import Material, Measure, Period, measure
from workbook.words import say

ZONE = ZoneInfo("Europe/Amsterdam")
OWN, CUSTOMER, SUPPLIER = "firm.example", "klant.example", "lease.example"
PEOPLE = People(
    own=frozenset({f"me@{OWN}"}),
    own_domains=frozenset({OWN}),
    roles={
        f"anouk@{OWN}": "team",
        f"bas@{OWN}": "team",
        f"daan@{OWN}": "team",
        f"sjoerd@{OWN}": "technical",
        f"lieke@{OWN}": "marketing",
        f"baas@{OWN}": "management",
    },
    domains={CUSTOMER: "customer", SUPPLIER: "other"},
    names={f"anouk@{OWN}": "Anouk A", f"bas@{OWN}": "Bas B", f"daan@{OWN}": "Daan D"},
)


class Diary:
    """Activities with their verdicts, written down one by one.

    A week without holidays starts on Monday 7 September 2026 (`2026-W37`).
    """

    people = PEOPLE
    monday = date(2026, 9, 7)

    def __init__(self) -> None:
        self.activities: list[Activity] = []
        self.verdicts: dict[str, dict[str, Verdict]] = {}

    @staticmethod
    def address(name: str) -> str:
        """The address of somebody: `x@y` as it is, else a colleague, else the customer or supplier."""
        domain = {"klant": CUSTOMER, "lease": SUPPLIER}.get(name, OWN)
        return name if "@" in name else f"{name}@{domain}"

    def add(
        self,
        day: int,
        who: str | None = "",
        *,
        at: float = 10,
        minutes: float = 60,
        yes: Iterable[str] = (),
        unknown: Iterable[str] = (),
        place: str | None = "visit",
        by_hand: bool = False,
        **more: Any,
    ) -> Activity:
        """One activity, `day` days after the first Monday. `who` names everybody but the manager, None
        where no list is there; topics neither in `yes` nor in `unknown` are no. `place` is where it was, None
        where that isn't known."""
        start = datetime.combine(self.monday, datetime.min.time(), ZONE) + timedelta(days=day, hours=at)
        people = None
        if who is not None:
            people = tuple(Attendee(self.address(name)) for name in ("me", *who.split()))
        number = len(self.activities) + 1
        activity = Activity(
            id=f"a{number}",
            source="agenda.ics",
            row=number,
            start=start,
            end=start + timedelta(minutes=minutes),
            subject=f"Title {number}",
            attendees=people,
        )
        activity = replace(activity, **more)
        self.activities.append(activity)
        states = {
            topic: "yes" if topic in yes else "unknown" if topic in unknown else "no" for topic in SUBJECTS
        }
        states |= {
            topic: "unknown" if place is None else "yes" if place == topic else "no"
            for topic in ("visit", "online", "office")
        }
        self.verdicts[activity.id] = {
            topic: Verdict(state, "test", say("Because."), by_hand)  # type: ignore[arg-type]
            for topic, state in states.items()
        }
        return activity

    def filler(self, weeks: int) -> Diary:
        """A colleague's meeting each Monday at eight, so that every week has data."""
        for week in range(weeks):
            self.add(7 * week, "baas", at=8, minutes=30)
        return self

    def period(self, weeks: int) -> Period:
        """So many whole weeks from the first Monday."""
        return Period(self.monday, self.monday + timedelta(days=7 * weeks - 1))

    def material(self, weeks: int = 4, **more: Any) -> Material:
        """The material of so many weeks."""
        material = Material(
            activities=tuple(self.activities),
            sorted=self.verdicts,  # type: ignore[arg-type]
            people=self.people,
            deals=None,
            period=self.period(weeks),
        )
        return replace(material, **more)

    def measures(self, weeks: int = 4, **more: Any) -> dict[str, Measure]:
        """All measures of so many weeks, by id."""
        return {found.id: found for found in measure(self.material(weeks, **more))}


@pytest.fixture(scope="session")
def new_diary() -> type[Diary]:
    """The class, so that tests with many examples can start a new diary each time."""
    return Diary


@pytest.fixture
def diary() -> Diary:
    """An empty diary."""
    return Diary()
