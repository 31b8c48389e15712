"""Half a year in the calendar of a sales manager as Outlook exports it, and what happened in it, counted by hand.

Nine meetings were at a customer's, six on Teams, six at the manager's own office, all with a customer and one of
the team; with Tom the manager was nowhere but on Teams. Five invitations were declined, an evening a week is
private.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

ME = "robin@waterrad.example"
TEAM = {"anouk": "Anouk Vandaar", "bas": "Bas Overmorgen", "tom": "Tom Vanverre"}
CUSTOMER = "petra@kalverdijk.example"
LAST = date(2026, 11, 20)
"""A Friday, the last day with an appointment."""
TODAY = date(2026, 11, 23)
OFFICE = "Vergaderzaal Molen"
"""A room of the manager's own office."""
WEEKS = 26
DECLINED = 5

TEAMS_TEXT = "Microsoft Teams\\nKlik hier om deel te nemen <https://teams.microsoft.com/l/meetup-join/19%3ameeting>\\nVragen?"
HEAD = (
    "BEGIN:VCALENDAR",
    "PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN",
    "VERSION:2.0",
    "METHOD:PUBLISH",
)


@dataclass(frozen=True)
class Truth:
    """What a figure over the last thirteen weeks must say."""

    visits: int = 9
    online: int = 6
    office: int = 6
    never: int = 1
    private: int = 13
    team: int = 3


def _event(number: str, day: date, hour: int, title: str, *lines: str, minutes: int = 60) -> list[str]:
    end = hour * 60 + minutes
    return [
        "BEGIN:VEVENT",
        f"UID:{number}@waterrad.example",
        f"DTSTART;TZID=W. Europe Standard Time:{day:%Y%m%d}T{hour:02d}0000",
        f"DTEND;TZID=W. Europe Standard Time:{day:%Y%m%d}T{end // 60:02d}{end % 60:02d}00",
        f"SUMMARY:{title}",
        *lines,
        "END:VEVENT",
    ]


def _people(*addresses: str, mine: str = "ACCEPTED") -> list[str]:
    listed = [f"ORGANIZER;{_named(addresses[0])}", f"ATTENDEE;PARTSTAT={mine}:mailto:{ME}"]
    return [*listed, *(f"ATTENDEE;PARTSTAT=ACCEPTED;{_named(one)}" for one in addresses)]


def _named(address: str) -> str:
    return f"CN={TEAM.get(address.partition('@')[0], 'Petra Kalver')}:mailto:{address}"


def calendar() -> bytes:
    """The file. The last thirteen weeks hold what `Truth` counts, the thirteen before a team meeting each."""
    first = LAST - timedelta(days=LAST.weekday(), weeks=WEEKS - 1)
    lines = list(HEAD)
    anouk, bas, tom = (f"{name}@waterrad.example" for name in TEAM)
    for week in range(WEEKS):
        monday = first + timedelta(weeks=week)
        lines += _event(f"team{week}", monday, 9, "Teamoverleg", *_people(anouk, bas, tom))
        lines += _event(
            f"friday{week}", monday + timedelta(days=4), 16, "Weekafsluiting", *_people(anouk, bas, tom)
        )
        if week >= WEEKS - 13:
            private = monday + timedelta(days=2)
            lines += _event(f"private{week}", private, 19, "Koor", "CLASS:PRIVATE", minutes=120)
    half = [first + timedelta(weeks=WEEKS - 13 + n) for n in range(13)]
    for n in range(9):
        rep = (anouk, bas)[n % 2]
        place = "LOCATION:Zuivel Kalverdijk\\, Dijkweg 3" if n % 3 else "LOCATION:Dijkweg 3\\, Hoorn"
        title = "Klantbezoek Kalverdijk" if n % 2 else "Bezoek Kalverdijk, offerte"
        lines += _event(
            f"visit{n}", half[n] + timedelta(days=1), 10, title, place, *_people(rep, CUSTOMER), minutes=90
        )
    for n in range(6):
        rep = (anouk, tom)[n % 2]
        shown = ("LOCATION:Microsoft Teams-vergadering", f"DESCRIPTION:{TEAMS_TEXT}")
        lines += _event(
            f"call{n}",
            half[2 * n] + timedelta(days=3),
            11,
            "Offerte doornemen Kalverdijk",
            *shown,
            *_people(rep, CUSTOMER),
        )
    room = f"ATTENDEE;CUTYPE=ROOM;PARTSTAT=ACCEPTED;CN={OFFICE}:mailto:molen@waterrad.example"
    for n in range(6):
        lines += _event(
            f"here{n}", half[2 * n + 1] + timedelta(days=2), 14, "Kalverdijk over onderhoud",
            f"LOCATION:{OFFICE}", room, *_people(bas, CUSTOMER),
        )  # fmt: skip
    for n in range(DECLINED):
        lines += _event(
            f"no{n}", half[n] + timedelta(days=4), 9, "Klantbezoek Kalverdijk",
            "LOCATION:Zuivel Kalverdijk", *_people(tom, CUSTOMER, mine="DECLINED"),
        )  # fmt: skip
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()
