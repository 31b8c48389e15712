"""Who was at an iCalendar event, and the address each is known by.

A calendar user is named by a URI (RFC 5545, 3.3.3), most often `mailto:`. Apple's and other CalDAV servers
write a path or a token there, which differs from file to file, and the address beside it: EMAIL (RFC 7986,
6.2) or X-CALENDARSERVER-EMAIL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from workbook.activity.contents import RawEvent
from workbook.activity.event_titles import clean
from workbook.activity.events import BadEventError
from workbook.activity.records import Attendance, Attendee
from workbook.words import say

if TYPE_CHECKING:
    from icalendar import Event

_ATTENDANCE: Final[dict[str, Attendance]] = {
    "ACCEPTED": "accepted",
    "DECLINED": "declined",
    "TENTATIVE": "tentative",
    "DELEGATED": "declined",  # somebody else went in their place, who is listed too
}
_RESOURCE: Final = "@resource.calendar.google.com"
_NOT_A_PERSON: Final = (_RESOURCE, "@group.calendar.google.com")
_APPLES: Final = "@imip.me.com"
_ADDRESS: Final = re.compile(r"[^\s@:;,<>\"]+@[^\s@:;,<>\"]+")


def address_of(value: Any) -> str:
    """The mail address of a calendar user in lower case, empty where none is told: what stands beside the
    URI goes before it, and a token of Apple's is no address."""
    return next((text for text in _written(value) if not text.endswith(_APPLES)), "")


def _written(value: Any) -> Iterator[str]:
    """The addresses that are written of a calendar user, in the order in which they count."""
    for name in ("EMAIL", "X-CALENDARSERVER-EMAIL"):
        if bare := _bare(_parameter(value, name)):
            yield bare
    uri = clean(str(value))
    if "%" in uri:
        uri = unquote(uri)
    if uri.startswith("/") or "://" in uri:
        uri = uri.rstrip("/").rpartition("/")[2]
    if bare := _bare(uri):
        yield bare


def _bare(text: str) -> str:
    """An address alone, empty where a text is none."""
    bare = text.strip().strip("<>").casefold().rpartition("mailto:")[2].strip().strip("<>")
    return bare if _ADDRESS.fullmatch(bare) else ""


def check_number(raw: RawEvent) -> None:
    """Raise `BadEventError` for more attendees than any meeting has."""
    if beyond := raw.beyond.get("ATTENDEE"):
        n = len(raw.lines["ATTENDEE"]) + beyond
        raise BadEventError(say("It has {n:number} attendees, more than a meeting can have.", n=n))


def people(event: Event) -> tuple[Attendee, ...] | None:
    """Who was there: rooms, resources and people informed only left out, the organiser included.

    None where the file names no attendees, for then it can't tell.
    """
    values = event.get("ATTENDEE")
    if values is None:
        return None
    listed = values if isinstance(values, list) else [values]
    found: dict[str, Attendee] = {}
    for value in listed:
        address = address_of(value)
        if _is_person(value, address):
            _add(found, _attendee(value, address, organiser=False))
    organiser = event.get("ORGANIZER")
    if organiser is not None:
        one = organiser[0] if isinstance(organiser, list) and organiser else organiser
        _add(found, _attendee(one, address_of(one), organiser=True))
    return tuple(found.values())


def rooms(event: Event) -> tuple[Attendee, ...]:
    """The rooms and resources that were booked. One of Google's has an address that tells no owner: it is of
    whoever's calendar this is."""
    values = event.get("ATTENDEE")
    listed = values if isinstance(values, list) else [values]
    found: list[Attendee] = []
    for value in listed:
        if value is not None and _is_room(value):
            address = address_of(value)
            found.append(Attendee("" if address.endswith(_NOT_A_PERSON) else address, _name(value)))
    return tuple(found)


def _add(found: dict[str, Attendee], person: Attendee | None) -> None:
    if person is None:
        return
    known = found.get(person.key)
    if known is None:
        found[person.key] = person
        return
    # What a person listed twice answered goes before what they did not; an organiser answers nothing.
    unanswered = known.attendance == "unanswered" and not person.organiser
    found[person.key] = Attendee(
        known.address,
        known.name or person.name,
        person.attendance if unanswered else known.attendance,
        known.organiser or person.organiser,
    )


def _attendee(value: Any, address: str, organiser: bool) -> Attendee | None:
    if address.endswith(_NOT_A_PERSON):
        address = ""
    name = _name(value)
    if name.casefold() == address:
        name = ""
    if not address and not name:
        # A token is better than nobody: it tells at least that somebody was there.
        address = next((text for text in _written(value) if text.endswith(_APPLES)), "")
    if not address and not name:
        return None
    answered = _parameter(value, "PARTSTAT").upper()
    return Attendee(
        address, name, _ATTENDANCE.get(answered, "accepted" if organiser else "unanswered"), organiser
    )


def _name(value: Any) -> str:
    return clean(_parameter(value, "CN")).strip("'\"")


def _is_person(value: Any, address: str) -> bool:
    return not (
        address.endswith(_NOT_A_PERSON)
        or _is_room(value)
        or _parameter(value, "ROLE").upper() == "NON-PARTICIPANT"
    )


def _is_room(value: Any) -> bool:
    if _parameter(value, "CUTYPE").upper() in ("ROOM", "RESOURCE"):
        return True
    return any(_RESOURCE in text.casefold() for text in (str(value), _parameter(value, "EMAIL")))


def _parameter(value: Any, name: str) -> str:
    found = getattr(value, "params", {}).get(name, "")
    return str(found[0] if isinstance(found, list) and found else found).strip()
