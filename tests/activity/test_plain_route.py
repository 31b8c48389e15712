"""The fast route through a calendar gives what the plain route gives, to the event."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from helpers.search import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import calendars, deals, plain, routes
from workbook.activity.calendars import read_calendar
from workbook.activity.span import Span

DAY = timedelta(days=1)
ZONES = ("", "Z", "Europe/Amsterdam", "America/New_York")
REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real" / "calendars"


def fast(data: bytes, span: Span) -> Counter[plain.Event]:
    """What the workbook reads."""
    found, _ = read_calendar("a.ics", data, span, None, today=date(2026, 11, 23))
    return Counter((one.start, one.end, one.subject) for one in found)


def when(name: str, moment: datetime, zone: str, all_day: bool) -> str:
    """A property with a time, in a zone, or a whole day."""
    if all_day:
        return f"{name};VALUE=DATE:{moment:%Y%m%d}"
    if zone in ("", "Z"):
        return f"{name}:{moment:%Y%m%dT%H%M%S}{zone}"
    return f"{name};TZID={zone}:{moment:%Y%m%dT%H%M%S}"


@st.composite
def series(draw: st.DrawFn) -> list[list[str]]:
    """A repeating event, with instances moved, changed, called off and skipped."""
    uid = draw(st.uuids()).hex
    day = date(2024, 1, 1) + DAY * draw(st.integers(0, 900))
    start = datetime.combine(day, datetime.min.time()) + timedelta(hours=draw(st.integers(3, 20)))
    all_day = draw(st.booleans()) and draw(st.booleans())
    zone = draw(st.sampled_from(ZONES))
    length = DAY * draw(st.integers(1, 3)) if all_day else timedelta(minutes=draw(st.integers(15, 300)))
    every = draw(st.integers(1, 3))
    days = [start + timedelta(weeks=every * n) for n in range(draw(st.integers(2, 60)))]
    until = (days[-1] + timedelta(hours=1)).strftime("%Y%m%d" if all_day else "%Y%m%dT%H%M%S") + (
        "" if all_day or not zone else "Z"
    )
    rule = draw(st.sampled_from([f";COUNT={len(days)}", f";UNTIL={until}", ""]))
    body = [when("DTSTART", start, zone, all_day), when("DTEND", start + length, zone, all_day)]
    skipped = draw(st.lists(st.sampled_from(days), max_size=3, unique=True))
    master = [f"UID:{uid}", *body, f"RRULE:FREQ=WEEKLY;INTERVAL={every}{rule}", f"SUMMARY:{uid[:4]}"]
    blocks = [master + [when("EXDATE", one, zone, all_day) for one in skipped]]
    for one in draw(st.lists(st.sampled_from(days), max_size=4, unique=True)):
        if one in skipped:
            continue
        moved = one + DAY * draw(st.sampled_from([0, 1, -3, 40, -200, 200]))
        block = [f"UID:{uid}", when("RECURRENCE-ID", one, zone, all_day), f"SUMMARY:{uid[:4]} anders"]
        block += [when("DTSTART", moved, zone, all_day), when("DTEND", moved + length, zone, all_day)]
        if draw(st.integers(0, 3)) == 0:
            block.append("STATUS:CANCELLED")
        blocks.append(block)
    return blocks


@st.composite
def single(draw: st.DrawFn) -> list[list[str]]:
    """An event of its own."""
    uid = draw(st.uuids()).hex
    minutes = draw(st.integers(0, 900 * 24 * 4)) * 15
    start = datetime(2024, 1, 1) + timedelta(minutes=minutes)  # noqa: DTZ001 - its zone is in the property
    all_day, zone = draw(st.integers(0, 4)) == 0, draw(st.sampled_from(ZONES))
    length = DAY * draw(st.integers(1, 20)) if all_day else timedelta(minutes=draw(st.integers(0, 600)))
    block = [f"UID:{uid}", f"SUMMARY:{uid[:4]}", when("DTSTART", start, zone, all_day)]
    block.append(when("DTEND", start + length, zone, all_day))
    if draw(st.integers(0, 5)) == 0:
        block.append("STATUS:CANCELLED")
    return [block]


@settings(max_examples=examples(120))
@given(
    parts=st.lists(st.one_of(single(), series()), min_size=1, max_size=6),
    first=st.integers(0, 1100),
    days=st.integers(0, 120),
)
def test_fast_and_plain_agree_on_any_calendar(parts: list[list[list[str]]], first: int, days: int) -> None:
    """Passing over what can't touch the period changes nothing: every event, start and end is the same."""
    body = "".join("BEGIN:VEVENT\n" + "\n".join(block) + "\nEND:VEVENT\n" for part in parts for block in part)
    data = f"BEGIN:VCALENDAR\nVERSION:2.0\n{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()
    begin = date(2024, 1, 1) + DAY * first
    span = Span(begin, begin + DAY * days)
    assert fast(data, span) == plain.events(data, span.first, span.last)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_fast_and_plain_agree_on_a_calendar_of_five_years(seed: int) -> None:
    """The calendars of the bench, in each quarter of a year."""
    data = calendars.calendar(400, seed)
    for month in (1, 4, 7):
        span = Span(date(2026, month, 1), date(2026, month + 2, 28))
        assert fast(data, span) == plain.events(data, span.first, span.last)


@pytest.mark.skipif(not REAL.exists(), reason="the real files are not here")
@pytest.mark.parametrize(
    "name",
    [
        "recurring-issue_62_moved_event.ics",
        "node-ical-biweekly-exdate-until.ics",
        "ical4j-Standup.ics",
        "recurring-issue_75_range_parameter.ics",
    ],
)
def test_fast_and_plain_agree_on_real_files(name: str) -> None:
    """What Google and Exchange wrote, month by month over the years it is about."""
    data = (REAL / name).read_bytes()
    years = {int(data[at + 1 : at + 5]) for at in range(len(data)) if data[at : at + 3] in (b":19", b":20")}
    for year in sorted(one for one in years if 2000 < one < 2030)[:6]:
        for month in range(1, 13):
            span = Span(date(year, month, 1), date(year, month, 28))
            assert fast(data, span) == plain.events(data, span.first, span.last)


@pytest.mark.parametrize("twice", [0, 700])
def test_deals_give_the_same_measures_on_every_route(tmp_path: Path, twice: int) -> None:
    """The races are about the same work: each part of each measure, also where rows are in the file twice."""
    pytest.importorskip("pandas")
    for kind, write, encoding in (
        ("lean", deals.write_deals, "utf-8"),
        ("export", deals.write_export, "cp1252"),
    ):
        path = tmp_path / f"{kind}.csv"
        write(path, 6_000)
        with path.open(encoding=encoding, newline="") as file:
            _, *rows = csv.reader(file, delimiter=";" if kind == "export" else ",")
        with path.open("a", encoding=encoding, newline="") as file:
            again = csv.writer(file, delimiter=";" if kind == "export" else ",", quoting=csv.QUOTE_MINIMAL)
            again.writerows(rows[:twice])
        ours = routes.ROUTES["deals-ours"](path)
        assert all(parts[-1] for parts in ours.values())
        peers = {name: routes.ROUTES[name](path) for name in routes.ROUTES if name.startswith(f"{kind}-")}
        assert len(peers) > 1
        for name, theirs in peers.items():
            assert (ours == theirs) is not (bool(twice) and name.endswith("trusting")), name
