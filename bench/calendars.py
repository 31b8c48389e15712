"""A calendar as a sales manager's grows in five years, made from a seed.

Shaped after exports of Google and Exchange: nine in ten entries stand alone, the rest are series with
moved, changed, cancelled and skipped instances; four in ten have the invitation's text, six in ten a
list of people, one in five a reminder. Names are made up.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

LAST: Final = date(2026, 9, 30)
_ZONE: Final = "Europe/Amsterdam"
_TITLES: Final = (
    "Accountplan {town}", "Bezoek {firm}", "Teamoverleg", "1-op-1 {name}", "Offerte {firm} doornemen",
    "Marketing: campagne {town}", "Forecast bespreken", "Bellen met {firm}", "Overleg", "Kennismaking {firm}",
    "Interview vacature", "Rapportage maand", "Reistijd", "Lunch {name}", "Kwartaalcijfers",
)  # fmt: skip
_TOWNS: Final = ("Noord", "Zuid", "Randstad", "Oost", "Brabant")
_FIRMS: Final = ("Veldhof", "Kruitmolen", "Zilverzand", "De Wilg", "Havenrijk", "Lakenhal", "Turfwerk")
_NAMES: Final = ("Mei", "Bas", "Noor", "Joris", "Fenna", "Sem", "Lotte", "Daan", "Ilse", "Ruben")
_TEXT: Final = (
    "Agenda: stand van zaken\\, volgende stappen en wie wat doet. Deelnemen aan de vergadering via de "
    "knop hieronder\\; inbellen kan ook.\\nVergaderings-id: 123 456 789 012\\nToegangscode: Ab12Cd\\n"
    "________________________________________________________________________________\\n"
)
_TIMEZONE: Final = (
    "BEGIN:VTIMEZONE", f"TZID:{_ZONE}", "BEGIN:DAYLIGHT", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200",
    "TZNAME:CEST", "DTSTART:19700329T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
    "BEGIN:STANDARD", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET", "DTSTART:19701025T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD", "END:VTIMEZONE",
)  # fmt: skip


def calendar(events: int, seed: int = 1, last: date = LAST) -> bytes:
    """A calendar file with exactly `events` VEVENTs over the five years up to `last`, CRLF, folded."""
    draw = Random(seed)  # noqa: S311 - a made-up calendar, no secret
    first = last - timedelta(days=5 * 365)
    blocks: list[list[str]] = []
    number = 0
    while len(blocks) < events:
        number += 1
        day = first + timedelta(days=draw.randrange(5 * 365))
        if draw.random() < 0.006:
            blocks.extend(_series(draw, number, day))
        else:
            blocks.append(_event(draw, f"{number}@bench.example", day))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Bench//NL", "X-WR-CALNAME:Agenda", *_TIMEZONE]
    for block in blocks[:events]:
        lines += block
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(draw: Random, uid: str, day: date) -> list[str]:
    start = datetime.combine(day, time(draw.randrange(8, 18), draw.choice((0, 15, 30))))
    return ["BEGIN:VEVENT", f"UID:{uid}", *_when(draw, start), *_what(draw), "END:VEVENT"]


def _when(draw: Random, start: datetime) -> Iterator[str]:
    end = start + timedelta(minutes=draw.choice((30, 30, 45, 60, 60, 90, 120)))
    kind = draw.random()
    if kind < 0.06:
        yield f"DTSTART;VALUE=DATE:{start:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{start + timedelta(days=draw.randrange(1, 4)):%Y%m%d}"
    elif kind < 0.5:
        yield f"DTSTART:{start:%Y%m%dT%H%M%S}Z"
        yield f"DTEND:{end:%Y%m%dT%H%M%S}Z"
    else:
        yield f"DTSTART;TZID={_ZONE}:{start:%Y%m%dT%H%M%S}"
        yield f"DTEND;TZID={_ZONE}:{end:%Y%m%dT%H%M%S}"


def _what(draw: Random) -> Iterator[str]:
    title = draw.choice(_TITLES).format(
        town=draw.choice(_TOWNS), firm=draw.choice(_FIRMS), name=draw.choice(_NAMES)
    )
    yield "DTSTAMP:20260930T060000Z"
    yield "CREATED:20210101T080000Z"
    yield "LAST-MODIFIED:20260101T080000Z"
    yield f"SUMMARY:{title}"
    yield f"STATUS:{'CANCELLED' if draw.random() < 0.03 else 'CONFIRMED'}"
    yield "SEQUENCE:0"
    yield "TRANSP:OPAQUE"
    if draw.random() < 0.4:
        yield "DESCRIPTION:" + _TEXT * draw.randrange(1, 3)
    if draw.random() < 0.6:
        yield "ORGANIZER;CN=Robin:mailto:robin@bench.example"
        yield "ATTENDEE;PARTSTAT=ACCEPTED;CN=Robin:mailto:robin@bench.example"
        for name in draw.sample(_NAMES, draw.randrange(1, 6)):
            yield (
                "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;"
                f"CN={name}:mailto:{name.lower()}@bench.example"
            )
    if draw.random() < 0.2:
        yield from (
            "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Herinnering", "TRIGGER:-PT15M", "END:VALARM",
        )  # fmt: skip


def _series(draw: Random, number: int, day: date) -> list[list[str]]:
    """A weekly or monthly series, with instances moved, called off and left out."""
    start = datetime.combine(day, time(draw.randrange(8, 17), 0))
    uid = f"{number}@bench.example"
    weeks = draw.choice((1, 1, 2, 4))
    times = draw.randrange(10, 150)
    days = [start + timedelta(weeks=weeks * n) for n in range(times)]
    ending = draw.choice((f";UNTIL={days[-1] + timedelta(days=1):%Y%m%dT%H%M%S}Z", f";COUNT={times}", ""))
    rule = [f"RRULE:FREQ=WEEKLY;INTERVAL={weeks}{ending}"]
    rule += [f"EXDATE;TZID={_ZONE}:{one:%Y%m%dT%H%M%S}" for one in draw.sample(days, times // 15)]
    what = list(_what(draw))
    status = next(place for place, line in enumerate(what) if line.startswith("STATUS:"))
    what[status] = "STATUS:CONFIRMED"
    blocks = [["BEGIN:VEVENT", f"UID:{uid}", *_local(start), *rule, *what, "END:VEVENT"]]
    for one in draw.sample(days, times // 8):
        instance = f"RECURRENCE-ID;TZID={_ZONE}:{one:%Y%m%dT%H%M%S}"
        changed = list(what)
        if draw.random() < 0.3:
            changed[status] = "STATUS:CANCELLED"
        moved = one + timedelta(days=draw.randrange(3), hours=draw.randrange(2))
        blocks.append(["BEGIN:VEVENT", f"UID:{uid}", instance, *_local(moved), *changed, "END:VEVENT"])
    return blocks


def _local(start: datetime) -> tuple[str, str]:
    end = start + timedelta(minutes=60)
    return f"DTSTART;TZID={_ZONE}:{start:%Y%m%dT%H%M%S}", f"DTEND;TZID={_ZONE}:{end:%Y%m%dT%H%M%S}"


def _folded(line: str) -> bytes:
    """One content line in pieces of at most 75 octets; everything here is ASCII."""
    data = line.encode()
    return b"\r\n ".join([data[:75], *(data[at : at + 74] for at in range(75, len(data), 74))]) + b"\r\n"
