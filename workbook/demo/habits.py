"""What else fills the demo manager's weeks: series, sessions, meetings, and what nobody can sort."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from workbook.demo.cast import (
    CUSTOMERS,
    MANAGEMENT,
    MARKETING,
    ME,
    RECRUITER,
    STAFF,
    SUPPLIER,
    TEAM,
    TECHNICAL,
    Person,
)
from workbook.demo.diary import Diary
from workbook.demo.draw import Draws, poisson
from workbook.demo.events import Event, Guest, Series
from workbook.demo.truth import (
    CAMPAIGN_DAY,
    MARKETING_CONTACT_DAY,
    ONLINE_DAY,
    PLAN_AGAIN,
    PLAN_TECHNICAL,
    PLAN_WEEK,
    RECEPTION_DAY,
)

if TYPE_CHECKING:
    from workbook.demo.leave import Workdays
    from workbook.demo.visits import Visit

_ROOM: Final = "Vergaderzaal De Sluis"
_SEGMENTS: Final = ("zorg", "voeding", "onderwijs", "maakindustrie")
_CAMPAIGNS: Final = ("energie in de zorg", "minder storing", "veilig de winter in")
_TEAMS: Final = "Microsoft Teams-vergadering"
_LINK: Final = "https://teams.microsoft.com/l/meetup-join/demo"
_CANCELLED: Final = 0.06
_MOVED: Final = 0.05


def draw_series(draws: Draws, workdays: Workdays, visits: tuple[Visit, ...]) -> list[Series]:
    """The repeating meetings, with what goes wrong with them: skipped on holidays, cancelled, moved.

    A one-to-one is skipped in the days in which a visit with that person is talked over, so that only
    a planted debrief can be one. Time at the desk is blocked with the manager alone on the list.
    """
    monday = workdays.first
    team = _guests(TEAM)
    series = [
        _weekly("target", monday, (0,), time(9), 45, "Targetoverleg team", team, room=_ROOM),
        _weekly("standup", monday + timedelta(days=1), (1, 3), time(8, 30), 15, "Sales stand-up", team),
        _weekly(
            "forecast",
            monday + timedelta(days=3),
            (3,),
            time(16),
            30,
            "Forecast call",
            _guests(MANAGEMENT),
            organiser=MANAGEMENT[0],
        ),
        _weekly(
            "mt",
            monday + timedelta(days=1),
            (1,),
            time(9),
            90,
            "MT-overleg",
            _guests((*MANAGEMENT, STAFF, TECHNICAL[0])),
            every=2,
            organiser=MANAGEMENT[0],
            room=_ROOM,
        ),
        _weekly("sheet", monday + timedelta(days=3), (3,), time(14, 30), 60, "Forecast invullen", ()),
        _weekly("report", monday + timedelta(days=4), (4,), time(13), 90, "Rapportage directie", ()),
        _weekly(
            "crm",
            monday + timedelta(days=2),
            (2,),
            time(16, 30),
            60,
            "CRM bijwerken",
            (),
            category="Administratie",
        ),
    ]
    for number, rep in enumerate(TEAM):
        start = monday + timedelta(weeks=number % 2)
        at, said = time(10 + number // 4, 15 * (number % 4)), "1:1" if number % 3 == 2 else "1-op-1"
        one = _weekly(f"one-{number}", start, (0,), at, 15, f"{said} {rep.first}", _guests((rep,)), every=2)
        one.skipped.update(day for v in visits if v.rep == rep for day in v.window)
        series.append(one)
    for one in series:
        one.skipped.update(workdays.holidays)
        _disturb(draws, one, movable=not one.event.uid.startswith("demo-one"))
    return [_until(one, workdays.last) for one in series]


def _weekly(
    name: str,
    first: date,
    weekdays: tuple[int, ...],
    at: time,
    minutes: int,
    subject: str,
    guests: tuple[Guest, ...],
    every: int = 1,
    **more: Any,
) -> Series:
    event = Event(
        f"demo-{name}@waterklaver.example", datetime.combine(first, at), minutes, subject, guests, **more
    )
    return Series(event, weekdays, every, first + timedelta(weeks=54))


def _until(series: Series, last: date) -> Series:
    return Series(
        series.event, series.weekdays, series.interval, last, series.skipped, series.cancelled, series.moved
    )


def _disturb(draws: Draws, series: Series, movable: bool) -> None:
    random = draws.of(series.event.uid)
    for day in series.days():
        chance = random.random()
        if day in series.skipped or day == series.event.start.date():
            continue
        if chance < _CANCELLED:
            series.cancelled.add(day)
        elif movable and chance < _CANCELLED + _MOVED:
            series.moved[day] = datetime.combine(day, series.event.start.time()) + timedelta(minutes=30)


def draw_meetings(diary: Diary, workdays: Workdays, visits: tuple[Visit, ...]) -> None:
    """Everything that does not repeat, week by week."""
    after_visits = {day for visit in visits for day in visit.window}
    for days in workdays.weeks():
        monday = days[0] - timedelta(days=days[0].weekday())
        _plan_sessions(diary, monday, days)
        for day in days:
            _marketing(diary, day)
            _elsewhere(diary, day)
            _others(diary, day)
        _vague(diary, monday, [day for day in days if day not in after_visits])
        _not_counted(diary, monday, days)


def _plan_sessions(diary: Diary, monday: date, days: tuple[date, ...]) -> None:
    """At least one plan session in a week with probability `PLAN_WEEK`, each with two or three of the
    team, and with a technical colleague with probability `PLAN_TECHNICAL`."""
    random = diary.draws.of("plan", monday)
    if random.random() >= PLAN_WEEK:
        return
    for _ in range(1 + (random.random() < PLAN_AGAIN)):
        people: list[Person] = random.sample(TEAM, random.choice((2, 2, 3)))
        if random.random() < PLAN_TECHNICAL:
            people.append(random.choice(TECHNICAL))
        firm, segment = random.choice(CUSTOMERS), random.choice(_SEGMENTS)
        title = random.choice(
            (
                f"Accountplan {firm.name}",
                f"Marktbewerking {segment}",
                f"Segmentanalyse {segment}",
                "Pipelinestrategie kwartaal",
                f"Account planning {firm.name}",
            )
        )
        diary.add(title, random.choice(days), 90, guests=_guests(people), room=_ROOM)


def _marketing(diary: Diary, day: date) -> None:
    """Contact with marketing on a day with probability `MARKETING_CONTACT_DAY`; besides, a Poisson
    number of sessions on a campaign. Nothing else in the calendar has marketing in it."""
    random = diary.draws.of("marketing", day)
    if random.random() < MARKETING_CONTACT_DAY:
        title = random.choice(
            ("Nieuwsbrief doornemen", "Website en brochure", "LinkedIn met marketing", "Klantverhaal ophalen")
        )
        diary.add(title, day, 30, guests=_guests(random.sample(MARKETING, random.choice((1, 1, 2)))))
    for _ in range(poisson(random, CAMPAIGN_DAY)):
        title = random.choice(
            (
                f"Campagne {random.choice(_CAMPAIGNS)}",
                f"Webinar {random.choice(_SEGMENTS)} voorbereiden",
                "Beursoverleg",
                f"Campaign follow-up {random.choice(_SEGMENTS)}",
            )
        )
        people = (random.choice(MARKETING), *random.sample(TEAM, 2))
        diary.add(title, day, 60, guests=_guests(people), organiser=people[0])


def _elsewhere(diary: Diary, day: date) -> None:
    """Customers met together with one of the team, but not at the customer's: online, and at the firm's own
    office. Nobody goes along there, so these are no visits."""
    random = diary.draws.of("elsewhere", day)
    firm, rep = random.choice(CUSTOMERS), random.choice(TEAM[:5])
    guests = (Guest(rep), Guest(firm.contact, "unanswered"))
    if random.random() < ONLINE_DAY:
        title = random.choice((f"Offerte doornemen {firm.name}", f"Vervolggesprek {firm.name}"))
        diary.add(title, day, 45, guests=guests, organiser=rep, place=_TEAMS, link=_LINK)
    if random.random() < RECEPTION_DAY:
        diary.add(f"Rondleiding {firm.name}", day, 90, guests=guests, organiser=rep, room=_ROOM)


def _others(diary: Diary, day: date) -> None:
    """Customers of the manager's own, projects, staff matters, people from outside who are no
    customers: each with probabilities that nothing is measured against."""
    random = diary.draws.of("others", day)
    firm = random.choice(CUSTOMERS)
    if random.random() < 0.10:
        contact = Guest(firm.contact, random.choice(("accepted", "unanswered")))
        place = firm.name if random.random() < 0.8 else ""
        diary.add(f"Contractbespreking {firm.name}", day, 60, guests=(contact, Guest(MANAGEMENT[0])), place=place)
    if random.random() < 0.10:
        people = (random.choice(TECHNICAL), *random.sample(TEAM, 2))
        diary.add(f"Projectoverleg {firm.name}", day, 45, guests=_guests(people), organiser=people[0])
    if random.random() < 0.06:
        guests = _guests((STAFF, RECRUITER))
        diary.add("Sollicitatiegesprek binnendienst", day, 60, guests=guests, organiser=STAFF)
    if random.random() < 0.03:
        diary.add("Leasecontract nalopen", day, 30, guests=_guests((SUPPLIER,)), organiser=SUPPLIER)
    if random.random() < 0.05:
        diary.add("1-op-1 Hanneke", day, 30, guests=_guests((MANAGEMENT[0],)), organiser=MANAGEMENT[0])


def _vague(diary: Diary, monday: date, days: list[date]) -> None:
    """What nobody can sort: titles that say nothing, with or without people, and what is private."""
    random = diary.draws.of("vague", monday)
    if days and random.random() < 0.16:
        title = random.choice(("Overleg", "Afstemmen", "Call", "Sync", "Doorpakken"))
        diary.add(title, random.choice(days), random.choice((30, 60)))
    if days and random.random() < 0.10:
        people = random.sample(TEAM, 2)
        diary.add(f"{people[0].first} en {people[1].first}", random.choice(days), 45, guests=_guests(people))
    if days and random.random() < 0.10:
        diary.add("Tandarts", random.choice(days), 45, private=True)


def _not_counted(diary: Diary, monday: date, days: tuple[date, ...]) -> None:
    """What a reader must leave out: cancelled visits with the two who are never accompanied, and
    invitations the manager declined."""
    random = diary.draws.of("not counted", monday)
    firm = random.choice(CUSTOMERS)
    if random.random() < 0.08:
        rep = random.choice(TEAM[5:])
        visit = (Guest(rep), Guest(firm.contact, "unanswered"))
        diary.add(f"Klantbezoek {firm.name}", random.choice(days), 60, guests=visit, cancelled=True)
    if random.random() < 0.10:
        guests = _guests(MARKETING)
        diary.add(
            "Campagneoverleg marketing",
            random.choice(days),
            60,
            guests=guests,
            organiser=MARKETING[0],
            declined=True,
        )


def _guests(people: Iterable[Person]) -> tuple[Guest, ...]:
    return tuple(Guest(one) for one in people if one != ME)
