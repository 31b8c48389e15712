"""A year in a calendar whose owner writes titles for nobody else: vague, short, with names only."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

FIRMS = tuple(f"{a}{b}" for a in ("Veld", "Kruit", "Zilver", "Haven", "Laken", "Turf", "Wind", "Kerk") for b in ("hof", "molen", "zand", "rijk", "berg"))  # fmt: skip
PEOPLE = ("Mei", "Bas", "Noor", "Joris", "Fenna", "Sem", "Lotte", "Daan")
SYLLABLES = ("ba", "do", "ki", "lu", "me", "no", "ra", "si", "to", "vu", "wij", "zee")

# What a title is about, how often it is written, and how: `{firm}` and `{name}` differ each time.
WRITTEN: tuple[tuple[str, int, str], ...] = (
    ("none", 130, "overleg"), ("none", 60, "afspraak"), ("customer", 150, "bezoek {firm}"),
    ("customer", 90, "{firm}"), ("none", 90, "{name}"), ("none", 40, "call {name}"),
    ("customer", 60, "bellen {firm}"), ("plan", 40, "doornemen {firm}"), ("none", 40, "sync"),
    ("plan", 30, "blok plan"), ("marketing", 25, "bijpraten mkt"), ("reporting", 40, "cijfers"),
    ("target", 25, "maandcijfers team"), ("none", 50, "lunch"), ("none", 40, "?"), ("none", 30, "intern"),
    ("customer", 50, "lunch {firm}"), ("none", 35, "project rivier"), ("plan", 25, "sessie rivier"),
    ("campaign", 15, "beursgedoe"), ("none", 20, "auto garage"), ("none", 100, "{odd}"),
)  # fmt: skip


def messy_year(last: date, seed: int = 1) -> tuple[bytes, dict[str, str]]:
    """A calendar of the year up to `last`, without a list of people, and what each title is about."""
    draw = Random(seed)
    about: dict[str, str] = {}
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "X-WR-CALNAME:Agenda"]
    number = 0
    for kind, times, pattern in WRITTEN:
        for _ in range(times):
            odd = "".join(draw.choice(SYLLABLES) for _ in range(4))
            title = pattern.format(firm=draw.choice(FIRMS), name=draw.choice(PEOPLE), odd=odd)
            about[title] = kind
            number += 1
            day = last - timedelta(days=draw.randrange(364))
            start = datetime.combine(day, time(draw.randrange(8, 17)))
            end = start + timedelta(minutes=draw.choice((30, 60, 60, 90)))
            lines += ["BEGIN:VEVENT", f"UID:{number}", f"DTSTART:{start:%Y%m%dT%H%M%S}"]
            lines += [f"DTEND:{end:%Y%m%dT%H%M%S}", f"SUMMARY:{title}", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode(), about
