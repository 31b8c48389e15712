"""Visits with one of the team, and the one-to-ones that follow some of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from workbook.demo.cast import CUSTOMERS, TEAM, Firm, Person
from workbook.demo.diary import Diary
from workbook.demo.draw import Draws, poisson
from workbook.demo.events import Guest, midnight
from workbook.demo.truth import DEBRIEF, RIDE_ALONG_DAY, RIDE_ALONG_SHARES

if TYPE_CHECKING:
    from workbook.demo.leave import Workdays
    from workbook.evidence.measure import Period


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit of the manager and one of the team to a customer. `window` are its own day and those up
    to the second working day after it; `debrief` is the day of the talk, None where there was none."""

    day: date
    rep: Person
    firm: Firm
    window: tuple[date, ...]
    debrief: date | None


def draw_visits(draws: Draws, workdays: Workdays, period: Period) -> tuple[Visit, ...]:
    """A Poisson number of visits each present day, each with one of the team and its own draw of a
    debrief. Nobody is visited with twice within one window, so that no talk can belong to two visits:
    what finds its person busy, or no day to talk, waits for their next free day. With the period other
    shares begin, so nothing waits across its start."""
    visits: list[Visit] = []
    waiting: list[Person] = []
    busy: dict[Person, date] = {}
    begun = False
    for day in workdays.present:
        random = draws.of("visits", day)
        inside = period.first <= day <= period.last
        if inside and not begun:
            waiting, begun = [], True
        shares = RIDE_ALONG_SHARES if inside else (1.0,) * len(TEAM)
        waiting += random.choices(TEAM, shares, k=poisson(random, RIDE_ALONG_DAY))
        talk = workdays.debrief_day(day)
        if talk is None:
            continue
        later: list[Person] = []
        for rep in waiting:
            if busy.get(rep, date.min) >= day:
                later.append(rep)
                continue
            debriefed = talk if random.random() < DEBRIEF else None
            visit = Visit(day, rep, random.choice(CUSTOMERS), workdays.after(day), debriefed)
            visits.append(visit)
            busy[rep] = visit.window[-1]
        waiting = later
    return tuple(visits)


def plant_visits(diary: Diary, visits: tuple[Visit, ...]) -> None:
    """Put visits and debriefs in the diary. Debriefs come first thing in the morning, before any visit
    of that day."""
    talks: Counter[date] = Counter()
    for one in visits:
        firm, guests = one.firm, (Guest(one.rep), Guest(one.firm.contact, "unanswered"))
        random = diary.draws.of("visit", one.day, one.rep.address)
        title = random.choice(
            (
                f"Klantbezoek {firm.name}",
                f"Mee met {one.rep.first} naar {firm.name}",
                f"Offertebespreking {firm.name}",
                f"Demo bij {firm.name}",
                f"Customer visit {firm.name}",
            )
        )
        minutes = random.choice((60, 90, 90, 120))
        diary.add(title, one.day, minutes, guests=guests, organiser=one.rep, place=firm.name)
        if one.debrief:
            start = midnight(one.debrief) + timedelta(hours=8, minutes=15 * talks[one.debrief])
            talks[one.debrief] += 1
            said = random.choice(("Nabespreking", "Debrief"))
            subject = f"{said} {one.rep.first}, {firm.name}"
            diary.add(subject, one.debrief, 15, start, guests=(Guest(one.rep),))
