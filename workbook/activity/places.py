"""Where a meeting was: at the customer's, online, at one's own office, elsewhere, or unknown.

What the file says of the place goes first, then a link to join, then the words of the title. A place that
is given, but not whose it is, stays unknown until the manager says so once: of the place, or of one meeting.
The words are data (`rules/places.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, get_args

from workbook.activity.mail import domain, is_public, within
from workbook.activity.records import Activity, Attendee
from workbook.activity.roster import People
from workbook.activity.templates import is_generic
from workbook.activity.titles import find_word, fold_title, plain
from workbook.words import Text, say

Place = Literal["visit", "online", "office", "elsewhere"]
"""`visit` is at the customer's; `online` is by telephone too; `office` is the manager's own."""
PLACES: Final[tuple[Place, ...]] = get_args(Place)

NO_PLACE: Final = ""
"""The key of all meetings of which no file tells a place: what is said of it is said of them together."""

_SHORTEST: Final = 4
_URL: Final = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"[;|\n]|\s/\s")


@dataclass(frozen=True, slots=True)
class PlaceSaid:
    """The manager's word on a place: `location` as `place_key` folds it, and what it is. It holds for every
    meeting there."""

    location: str
    place: Place


@dataclass(frozen=True, slots=True)
class Where:
    """Where one activity was: None where that can't be told. `rule` is the stable id of the rule that decided,
    `why` says it so that a manager can disagree."""

    place: Place | None
    rule: str
    why: Text


@dataclass(frozen=True, slots=True)
class _Words:
    hosts: tuple[str, ...]
    online: tuple[str, ...]
    customer: tuple[str, ...]
    office: tuple[str, ...]
    rooms: tuple[str, ...]
    elsewhere: tuple[str, ...]
    title_visit: tuple[str, ...]
    title_office: tuple[str, ...]
    title_online: tuple[str, ...]


def where(activity: Activity, people: People, said: Mapping[str, Place]) -> Where:
    """Where an activity was, by what its file tells and what the manager `said` of places (by `place_key`)."""
    if activity.private:
        return Where(None, "place.private", say("This one is private."))
    physical = physical_place(activity.location)
    return (
        _by_said(activity, physical, said)
        or _by_kind(activity)
        or _by_room(activity, people)
        or _by_location(activity, physical, people)
        or _by_title(activity, physical)
        or _by_link(activity, physical)
        or _open(activity, physical, said)
    )


def place_key(location: str) -> str:
    """What a place is known by when the manager says whose it is: the folded text without links and the names
    of online services; `NO_PLACE` where the file tells nothing."""
    return _folded(physical_place(location))


def _folded(physical: str) -> str:
    return " ".join(plain(physical).split())


def has_join_link(text: str) -> bool:
    """Whether a text holds a link by which one joins a meeting online."""
    return "//" in text and _join_link().search(text) is not None


def physical_place(location: str) -> str:
    """What is left of a location without links and without the names of online services: where one could
    walk in. Programs put both in one field, a semicolon between."""
    if not location:
        return ""
    parts = (part.strip(" ,.-") for part in _BETWEEN.split(_URL.sub(" ", location)))
    return "; ".join(part for part in parts if part and not _is_online(part))


def _is_online(part: str) -> bool:
    """Whether nothing but the name of an online service, or of a telephone, stands there."""
    left = plain(part)
    while (word := find_word(_words().online, left)) is not None:
        left = left.replace(word, " ", 1)
    return not re.sub(r"[\W\d_]+", "", left)


def _by_said(activity: Activity, physical: str, said: Mapping[str, Place]) -> Where | None:
    if said and physical and (place := said.get(_folded(physical))):
        return Where(place, "place.said", say("You said so of ‘{place}’.", place=activity.location))
    return None


def _by_kind(activity: Activity) -> Where | None:
    if activity.kind == "call":
        return Where("online", "place.call", say("It is a call."))
    return None


def _by_room(activity: Activity, people: People) -> Where | None:
    """A room that is booked is of whoever's calendar it stands in: its address tells."""
    for room in activity.rooms:
        name = room.name or room.address
        at = domain(room.address)
        if not at or within(at, people.own_domains):
            return Where("office", "place.room", say("A room of your own is booked: {room}.", room=name))
        if any(at == domain(one.address) for one in _outsiders(activity, people)):
            return Where("visit", "place.their_room", say("A room of theirs is booked: {room}.", room=name))
    return None


def _by_location(activity: Activity, physical: str, people: People) -> Where | None:
    if not physical:
        return None
    words = _words()
    told = say("The place says ‘{place}’.", place=activity.location)
    if find_word(words.office, physical):
        return Where("office", "place.office_word", told)
    if find_word(words.customer, physical):
        return Where("visit", "place.customer_word", told)
    here = frozenset(re.findall(r"\w+", plain(physical)))
    if named := _company_words(_outsiders(activity, people)) & here:
        return Where(
            "visit",
            "place.named",
            say("The place is named after who was there: ‘{name}’.", name=min(named)),
        )
    if find_word(words.elsewhere, physical):
        return Where("elsewhere", "place.elsewhere_word", told)
    if find_word(words.rooms, physical):
        return None
    shared = {
        word for word in fold_title(activity.subject).split() if len(word) >= _SHORTEST and word in here
    }
    if telling := {word for word in shared if not is_generic(word)}:
        return Where(
            "visit",
            "place.title_named",
            say("Title and place both say ‘{name}’.", name=min(telling)),
        )
    return None


def _by_title(activity: Activity, physical: str) -> Where | None:
    """The words of category and title. A room whose owner is not known, or a link to join beside 'visit', makes
    them doubtful."""
    words = _words()
    text = " · ".join((*activity.categories, activity.subject))
    if word := find_word(words.title_office, text):
        return Where("office", "place.title_office", say("The title says ‘{word}’.", word=word))
    if word := find_word(words.title_visit, text):
        if not physical and (activity.online or activity.location):
            return Where(
                None,
                "place.visit_with_link",
                say(
                    "The title says ‘{word}’, but there is a link to join online and no other place.",
                    word=word,
                ),
            )
        if physical and find_word(words.rooms, physical):
            return None
        return Where("visit", "place.title_visit", say("The title says ‘{word}’.", word=word))
    if not physical and (word := find_word(words.title_online, text)):
        return Where("online", "place.title_online", say("The title says ‘{word}’.", word=word))
    return None


def _by_link(activity: Activity, physical: str) -> Where | None:
    if physical:
        return None
    if activity.location:
        return Where(
            "online", "place.online", say("The place says ‘{place}’.", place=_short(activity.location))
        )
    if activity.online:
        return Where("online", "place.link", say("There is a link to join online, and no other place."))
    return None


def _open(activity: Activity, physical: str, said: Mapping[str, Place]) -> Where:
    if physical:
        return Where(
            None,
            "place.whose",
            say("The place says ‘{place}’, but not whose it is.", place=activity.location),
        )
    if place := said.get(NO_PLACE):
        return Where(place, "place.said_none", say("You said so of all meetings without a place."))
    return Where(None, "place.none", say("No place is given."))


def _outsiders(activity: Activity, people: People) -> tuple[Attendee, ...]:
    return tuple(one for one in activity.attendees or () if people.external(one))


def _company_words(outsiders: Iterable[Attendee]) -> frozenset[str]:
    """The words by which a company may be called, from the mail domains of its people: 'veldhof' and 'zwolle'
    of veldhof-zwolle.nl."""
    found: set[str] = set()
    for one in outsiders:
        at = domain(one.address)
        if at and not is_public(at):
            found |= {
                word for label in at.split(".")[:-1] for word in label.split("-") if len(word) >= _SHORTEST
            }
    return frozenset(word for word in found if not is_generic(word))


def _short(location: str) -> str:
    return location if len(location) <= 60 else f"{location[:57]}…"


@lru_cache(maxsize=1)
def _join_link() -> re.Pattern[str]:
    hosts = "|".join(map(re.escape, _words().hosts))
    return re.compile(rf"//(?:[\w.-]+\.)?(?:{hosts})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _words() -> _Words:
    read = tomllib.loads((Path(__file__).parent / "rules" / "places.toml").read_text(encoding="utf-8"))

    def both(section: Mapping[str, list[str]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*section["nl"], *section["en"])))

    return _Words(
        hosts=tuple(read["links"]["hosts"]),
        online=both(read["online"]),
        customer=both(read["customer"]),
        office=both(read["office"]),
        rooms=both(read["rooms"]),
        elsewhere=both(read["elsewhere"]),
        title_visit=both(read["titles"]["visit"]),
        title_office=both(read["titles"]["office"]),
        title_online=both(read["titles"]["online"]),
    )
