"""The demo manager: the same from the same seed, readable as real files, true to what it plants."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from helpers.search import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.activity.records import Activity, Decisions
from workbook.activity.sorting import load_rules, sort_activities
from workbook.demo import CALENDAR, DEALS, NEVER_ACCOMPANIED, Demo
from workbook.demo.cast import CUSTOMERS, MARKETING, OUTSIDERS, TEAM
from workbook.demo.deals import HEADERS
from workbook.demo.draw import poisson
from workbook.evidence import Material, default_period, measure
from workbook.evidence.presence import public_holidays
from workbook.questions import QUESTIONS

AUTUMN = date(2026, 11, 25)
SPRING = date(2026, 6, 10)


@pytest.fixture(scope="module")
def demo() -> Demo:
    return Demo(3, today=AUTUMN)


def bare(activity: Activity) -> Activity:
    """An activity without what goes by the file alone."""
    return replace(activity, id="", row=0)


def test_same_seed_and_day_give_the_same_bytes(demo: Demo) -> None:
    """A demo that changes by itself can't be talked about in a workshop."""
    assert Demo(3, today=AUTUMN).files == demo.files
    assert Demo(4, today=AUTUMN).files != demo.files


def test_period_is_thirteen_full_weeks_before_today(demo: Demo) -> None:
    """The period ends on the last Sunday and starts on a Monday."""
    assert demo.period.last == date(2026, 11, 22)
    assert (demo.period.last - demo.period.first).days + 1 == 13 * 7


@pytest.mark.parametrize("today", [AUTUMN, SPRING])
def test_reading_the_calendar_gives_what_was_drawn(today: date) -> None:
    """The fast path is the file: series, moved and cancelled instances, declined, private, rooms."""
    from workbook.activity.calendars import read_calendar
    from workbook.activity.ownership import rows_of_manager

    demo = Demo(3, today=today)
    calendar = demo.files[0]
    own = frozenset({demo.me})
    rows = read_calendar(calendar.name, calendar.data, None, Decisions(), today=today)
    found, reading = rows_of_manager(*rows, own, None)
    assert Counter(map(bare, found)) == Counter(map(bare, demo.activities()))
    assert reading.refused == ()
    assert {reason.id for reason, _ in reading.left_out} >= {"cancelled", "declined by you"}


def test_reading_the_deals_gives_what_was_drawn(demo: Demo) -> None:
    """The fast path is the file, for deals too."""
    from workbook.activity.tables import read_table

    deals = demo.files[1]
    _, frame, reading = read_table(deals.name, deals.data, None, Decisions(), today=AUTUMN)
    assert frame is not None
    assert reading.refused == ()
    assert frame.to_dicts() == demo.deals().to_dicts()


def test_everybody_in_the_files_is_placed(demo: Demo) -> None:
    """The demo opens with who-is-who confirmed."""
    met = {one for a in demo.activities() for one in a.attendees or ()}
    assert all(demo.people.role(one) for one in met)
    assert {demo.people.external(one) for one in met} == {True, False}


def test_nobody_can_be_reached_or_recognised(demo: Demo) -> None:
    """Every address is under a domain that can belong to nobody."""
    met = {one.address for a in demo.activities() for one in a.attendees or ()}
    assert all(address.endswith(".example") for address in met)


def test_two_are_never_accompanied_in_the_period(demo: Demo) -> None:
    """The empty rows of the picture are planted, whatever the seed."""
    for seed in range(20):
        one = Demo(seed, today=AUTUMN)
        inside = [v for v in one.visits if one.period.first <= v.day <= one.period.last]
        assert not {v.rep.address for v in inside} & NEVER_ACCOMPANIED
    assert {v.rep.address for v in demo.visits} & NEVER_ACCOMPANIED


def test_only_a_planted_debrief_is_a_one_to_one_after_a_visit(demo: Demo) -> None:
    """No repeating one-to-one may pass for a debrief, else the planted probability is not the true one."""
    talks = Counter(
        (a.start.date(), others[0].address)
        for a in demo.activities()
        if len(others := [one for one in a.attendees or () if one.address != demo.me]) == 1
    )
    for visit in demo.visits:
        if visit.window[-1] <= AUTUMN:
            found = [day for day in visit.window if talks[day, visit.rep.address]]
            assert found == ([visit.debrief] if visit.debrief else [])


def test_marketing_is_met_as_planted_and_nowhere_else(demo: Demo) -> None:
    """No other kind of meeting adds contact with marketing."""
    found = sort_activities(demo.activities(), demo.people, load_rules())
    addresses = {one.address for one in MARKETING}
    for a in demo.activities():
        there = {one.address for one in a.attendees or ()} & addresses
        assert (found[a.id]["marketing"].state == "yes") == bool(there)
        if there:
            assert found[a.id]["campaign"].state in ("yes", "no")
            assert found[a.id]["plan"].state == "no"


def test_some_things_stay_unknown_but_not_most(demo: Demo) -> None:
    """The demo shows what unknown looks like without drowning in it."""
    found = sort_activities(demo.activities(), demo.people, load_rules())
    for topic in ("plan", "marketing", "customer"):
        share = sum(v[topic].state == "unknown" for v in found.values()) / len(found)
        assert 0 < share < 0.1


def test_outsiders_who_are_no_customers_are_there(demo: Demo) -> None:
    """A supplier and a recruiter show that external is not customer."""
    met = {one.address for a in demo.activities() for one in a.attendees or ()}
    assert {one.address for one in OUTSIDERS} <= met


def test_holidays_are_respected(demo: Demo) -> None:
    """No meeting with a time stands on a Dutch public holiday."""
    holidays = public_holidays(demo.period, "NL") | public_holidays(Demo(3, today=SPRING).period, "NL")
    days = {a.start.date() for a in (*demo.activities(), *Demo(3, today=SPRING).activities()) if not a.all_day}
    assert holidays
    assert not holidays & days


def test_deals_look_like_dutch_excel(demo: Demo) -> None:
    """Semicolons, a byte order mark, dd-mm-yyyy and a decimal comma, as the reader will meet them."""
    name, data = demo.files[1].name, demo.files[1].data
    assert (demo.files[0].name, name) == (CALENDAR, DEALS)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert tuple(rows[0]) == HEADERS
    assert {len(row) for row in rows} == {len(HEADERS)}
    assert all("," in row[6] and row[4][2] == "-" for row in rows[1:])
    assert {row[1] for row in rows[1:]} <= {one.name for one in TEAM}
    assert {row[10] for row in rows[1:]} <= {firm.segment for firm in CUSTOMERS}


def test_lines_of_the_calendar_fit(demo: Demo) -> None:
    """No content line is longer than the 75 octets iCalendar allows."""
    lines = demo.files[0].data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert lines[-1] == b""


@pytest.mark.parametrize(
    "today",
    [
        date(2026, 12, 31),
        date(2027, 1, 1),
        date(2027, 1, 10),
        date(2027, 3, 28),
        date(2027, 3, 29),
        date(2027, 4, 27),
        date(2027, 10, 31),
        date(2028, 1, 2),
        date(2028, 2, 29),
        date(2028, 5, 29),
    ],
    ids=str,
)
def test_the_story_is_told_on_every_day(today: date) -> None:
    """Protects who looks around on a holiday, in the first days of a year or in week 53: each figure has
    something to say, something is left to sort, and nobody reads that there is too little data."""
    demo = Demo(today=today)
    activities = demo.activities()
    period = default_period(activities, today)
    verdicts = sort_activities(activities, demo.people, load_rules())
    found = {
        one.id: one for one in measure(Material(activities, verdicts, demo.people, demo.deals(), period))
    }
    assert period == demo.period
    assert {one.standing for one in found.values()} <= {"shown", "dots"}
    assert 4 <= found["plan.cadence"].numerator <= 6
    assert found["plan.cadence"].unknown >= 1
    assert found["plan.cross_functional"].denominator >= 5
    assert 4 <= found["marketing.contact_days"].numerator <= 7
    assert found["marketing.campaign_sessions"].numerator >= 1
    assert found["marketing.sourced"].numerator >= 5
    assert found["field.ride_alongs"].numerator >= 8
    assert 2 <= found["field.never_accompanied"].numerator <= 3
    assert found["field.debriefs"].numerator >= 4
    assert all(found[f"{question}.days"].numerator for question in QUESTIONS)


def test_poisson_draws_have_the_mean_and_variance_they_should() -> None:
    """A wrong draw would make every count of the demo lie about its truth."""
    from random import Random

    random = Random(1)
    drawn = [poisson(random, 0.7) for _ in range(20_000)]
    mean = sum(drawn) / len(drawn)
    assert mean == pytest.approx(0.7, abs=0.03)
    assert sum((n - mean) ** 2 for n in drawn) / len(drawn) == pytest.approx(0.7, abs=0.04)


@settings(max_examples=examples(25))
@given(st.integers(0, 10_000), st.dates(date(2024, 1, 1), date(2031, 12, 31)))
def test_any_day_gives_a_demo(seed: int, today: date) -> None:
    """The demo opens on every day of every year, and no debrief stands on a day off."""
    demo = Demo(seed, today=today)
    found = demo.activities()
    assert max(a.start.date() for a in found) <= today
    assert min(a.start.date() for a in found if not a.all_day) < today - timedelta(weeks=50)
    assert 0 < demo.truth.never_accompanied < 1
    assert all(v.debrief in v.window[1:] for v in demo.visits if v.debrief)
