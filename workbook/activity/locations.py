"""The places whose owner the manager is asked about, once each: those where customers were met, most meetings first.

A place is proposed as one's own where colleagues met there without anybody from outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from workbook.activity.people import People
from workbook.activity.places import NO_PLACE, Place, physical_place, place_key
from workbook.activity.records import Activity
from workbook.activity.sorting import Sorted

_ASKED: Final = frozenset({"place.whose", "place.none", "place.said", "place.said_none"})
"""The rules that leave a place open, or follow the manager's word."""
_AMONG_COLLEAGUES: Final = 2
"""So many meetings among colleagues make a place likely one's own; this program's own choice, made to be confirmed."""


@dataclass(frozen=True, slots=True)
class Location:
    """One place to settle: its `key` (`place_key`; `NO_PLACE` for all meetings without one), how it is written,
    how many meetings with a customer were there, the proposed or confirmed `place`, and whether the manager said so."""

    key: str
    shown: str
    meetings: int
    place: Place | None
    confirmed: bool


def locations(
    activities: Iterable[Activity], sorted_: Sorted, people: People, said: Mapping[str, Place]
) -> tuple[Location, ...]:
    """The places of meetings that are with a customer, or may be, where nothing but the manager can tell whose
    they are; what is said already stays on the list."""
    met: dict[str, list[Activity]] = {}
    colleagues: dict[str, int] = {}
    for one in activities:
        if one.private or one.all_day or one.kind != "meeting":
            continue
        verdicts, key = sorted_[one.id], place_key(one.location)
        if verdicts["customer"].state == "no":
            colleagues[key] = colleagues.get(key, 0) + _among_colleagues(one, people)
        elif verdicts["visit"].rule in _ASKED and (key or verdicts["customer"].state == "yes"):
            met.setdefault(key, []).append(one)
    found = (
        Location(
            key,
            physical_place(max(listed, key=lambda one: (one.start, one.id)).location),
            len(listed),
            said.get(key) or ("office" if key and colleagues.get(key, 0) >= _AMONG_COLLEAGUES else None),
            key in said,
        )
        for key, listed in met.items()
    )
    return tuple(sorted(found, key=lambda one: (one.key == NO_PLACE, -one.meetings, one.key)))


def _among_colleagues(activity: Activity, people: People) -> bool:
    listed = activity.attendees or ()
    return len(listed) > 1 and all(people.external(one) is False for one in listed)
