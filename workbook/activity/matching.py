"""One meeting that two files tell of, as a calendar and a CRM do: found by a rule, counted once.

Two entries of different files are the same meeting when they overlap for at least half of the shorter one
(one without a length has to start in the other, or within a quarter of an hour of it), and besides
have the same title but for dates and numbers, somebody besides the manager on both lists, or a word in
both titles that tells meetings apart, as a customer's name does. Whole days, tasks and what is private are
never matched. The figures are this program's own choice; each match is shown with its reason and can be
undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from workbook.activity.people import People, fold_name
from workbook.activity.records import Activity, Attendee, Held
from workbook.activity.templates import is_generic
from workbook.activity.titles import fold_title
from workbook.words import Text, say

_QUARTER: Final = timedelta(minutes=15)
_SHORTEST_WORD: Final = 4


@dataclass(frozen=True, slots=True)
class Separated:
    """The manager's word that two entries are two meetings, by their ids in either order."""

    one: str
    other: str

    def is_about(self, one: str, other: str) -> bool:
        """Whether it is about these two."""
        return {self.one, self.other} == {one, other}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries taken for one meeting, as their files have them, and why."""

    one: Activity
    other: Activity
    reason: Text

    @property
    def apart(self) -> Separated:
        """What keeps these two apart."""
        return Separated(self.one.id, self.other.id)


@dataclass(frozen=True, slots=True)
class Matched:
    """Activities with each meeting once; the `pairs` that were put together, and those that would have
    been but for the manager's word (`kept_apart`)."""

    activities: tuple[Activity, ...]
    pairs: tuple[Pair, ...] = ()
    kept_apart: tuple[Pair, ...] = ()


def match_sources(
    activities: Iterable[Activity], people: People, separated: Iterable[Separated] = ()
) -> Matched:
    """Put together what several files tell of one meeting; in the order of time.

    Entries of one file are never put together. Each entry goes with the best there is: the same title,
    then somebody on both lists, then a word in both titles; between equals the nearest start.
    """
    by_source: dict[str, list[Activity]] = {}
    for activity in activities:
        by_source.setdefault(activity.source, []).append(activity)
    if len(by_source) < 2:
        return Matched(tuple(one for listed in by_source.values() for one in listed))
    apart = tuple(separated)
    me = _own_names(by_source, people)
    pool: list[_Meeting] = []
    pairs: list[Pair] = []
    kept_apart: list[Pair] = []
    for listed in by_source.values():
        entries = [_Meeting(one, people, me) for one in listed]
        candidates = sorted(_candidates(pool, entries), key=lambda found: found.order)
        taken: set[int] = set()
        for found in candidates:
            if id(found.known) in taken or id(found.entry) in taken:
                continue
            pair = Pair(found.known.entries[-1], found.entry.activity, found.reason)
            if any(
                word.is_about(one.id, found.entry.activity.id)
                for word in apart
                for one in found.known.entries
            ):
                kept_apart.append(pair)
                continue
            taken |= {id(found.known), id(found.entry)}
            found.known.take(found.entry.activity)
            pairs.append(pair)
        pool += [entry for entry in entries if id(entry) not in taken]
    together = sorted((one.activity for one in pool), key=lambda one: (one.start, one.source, one.row))
    return Matched(tuple(together), tuple(sorted(pairs, key=_place)), tuple(sorted(kept_apart, key=_place)))


def can_be_matched(activity: Activity) -> bool:
    """Whether an entry may be one of two that tell of one meeting."""
    return not (activity.all_day or activity.private or activity.kind == "task")


def merge(one: Activity, other: Activity) -> Activity:
    """One activity with what both tell. It is the one with more people on its list, the first between
    equals, with what only the other knows: people, categories, a place. It was not held where either
    says so, and held where one says so and the other does not know. An attendance report tells who was
    there; when and what it was, the other does."""
    first, second = one, other
    if one.seen != other.seen:
        first, second = (other, one) if one.seen else (one, other)
    elif len(other.attendees or ()) > len(one.attendees or ()):
        first, second = other, one
    return replace(
        first,
        subject=first.subject or second.subject,
        held=_held(one.held, other.held),
        categories=tuple(dict.fromkeys((*first.categories, *second.categories))),
        location=first.location or second.location,
        online=first.online or second.online,
        rooms=first.rooms or second.rooms,
        attendees=_people(_with_presence(first, second), second.attendees),
        seen=first.seen and second.seen,
        also=(*first.also, *second.ids),
    )


def _held(one: Held, other: Held) -> Held:
    if "no" in (one, other):
        return "no"
    return "yes" if "yes" in (one, other) else "unknown"


def _with_presence(first: Activity, second: Activity) -> tuple[Attendee, ...] | None:
    """The people of the first; who was invited and was seen there, was there, whatever they answered."""
    if first.seen or not second.seen or first.attendees is None:
        return first.attendees
    there = {one.key for one in second.attendees or ()}
    names = {fold_name(one.name) for one in second.attendees or () if one.name}
    return tuple(
        replace(one, attendance="accepted") if one.key in there or fold_name(one.name) in names else one
        for one in first.attendees
    )


def _people(
    first: tuple[Attendee, ...] | None, second: tuple[Attendee, ...] | None
) -> tuple[Attendee, ...] | None:
    if first is None or second is None:
        return first if second is None else second
    keys = {one.key for one in first}
    names = {fold_name(one.name) for one in first if one.name}
    more = (one for one in second if one.key not in keys and fold_name(one.name) not in names)
    return (*first, *more)


class _Meeting:
    """A meeting in the making: what its entries tell together."""

    def __init__(self, activity: Activity, people: People, me: frozenset[str]) -> None:
        self.activity = activity
        self.entries = [activity]
        self.title = fold_title(activity.subject)
        self.words = _telling_words(self.title)
        self.persons: dict[str, str] = {}
        if people.own:
            for one in activity.attendees or ():
                name = fold_name(one.name)
                if people.role(one) == "me" or name in me or one.attendance == "declined":
                    continue
                shown = one.name or one.address
                self.persons |= {key: shown for key in (one.address, name) if key}

    def take(self, other: Activity) -> None:
        self.entries.append(other)
        self.activity = merge(self.activity, other)


@dataclass(frozen=True, slots=True)
class _Candidate:
    known: _Meeting
    entry: _Meeting
    rank: int
    reason: Text

    @property
    def order(self) -> tuple[int, timedelta, str, str]:
        one, other = self.known.activity, self.entry.activity
        return self.rank, abs(one.start - other.start), one.id, other.id


def _candidates(pool: list[_Meeting], entries: list[_Meeting]) -> Iterator[_Candidate]:
    known = sorted((one for one in pool if can_be_matched(one.activity)), key=lambda one: one.activity.start)
    fresh = sorted(
        (one for one in entries if can_be_matched(one.activity)), key=lambda one: one.activity.start
    )
    begin = 0
    for entry in fresh:
        start = entry.activity.start
        # Nothing comparable takes longer than a day.
        while begin < len(known) and known[begin].activity.start < start - timedelta(days=1):
            begin += 1
        for one in known[begin:]:
            if one.activity.start > entry.activity.end + _QUARTER:
                break
            if _overlap(one.activity, entry.activity) and (found := _alike(one, entry)):
                yield _Candidate(one, entry, *found)


def _overlap(one: Activity, other: Activity) -> bool:
    shorter = min(one.end - one.start, other.end - other.start)
    if not shorter:
        moment, whole = (one, other) if one.end == one.start else (other, one)
        near = abs(moment.start - whole.start) <= _QUARTER
        return near or whole.start <= moment.start < whole.end
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared * 2 >= shorter


def _alike(one: _Meeting, other: _Meeting) -> tuple[int, Text] | None:
    if one.title and one.title == other.title:
        return 0, say("The same title, at the same time.")
    if both := [key for key in one.persons if key in other.persons]:
        return 1, say("At the same time, with {name} on both lists.", name=one.persons[both[0]])
    if shared := [word for word in one.words if word in other.words]:
        return 2, say("At the same time, and both titles say ‘{word}’.", word=max(shared, key=len))
    return None


def _telling_words(title: str) -> tuple[str, ...]:
    words = (word for word in title.split() if len(word) >= _SHORTEST_WORD)
    return tuple(word for word in words if not is_generic(word))


def _own_names(by_source: dict[str, list[Activity]], people: People) -> frozenset[str]:
    """The names by which files call the manager."""
    named = {fold_name(people.name(key)) for key in people.own}
    for listed in by_source.values():
        for activity in listed:
            named |= {fold_name(one.name) for one in activity.attendees or () if one.key in people.own}
    return frozenset(named - {""})


def _place(pair: Pair) -> tuple[float, str, str]:
    return pair.one.start.timestamp(), pair.one.id, pair.other.id
