"""Who is who: own address and domains, and a role for everybody the manager meets.

Facts are read from the data (an address is on an own domain or not); a role is only ever suggested,
with its reason, until the manager confirms it. Somebody from outside is not a customer before the
manager says so: suppliers, applicants and recruiters come from outside too.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from workbook.activity.mail import domain, is_public, within
from workbook.activity.namesakes import namesakes
from workbook.activity.records import Activity, Attendee
from workbook.activity.roster import (
    ROLES,
    People,
    Role,
    confirm,
    confirm_domain,
    fold_name,
    known_role,
    role_at,
    with_own,
)
from workbook.activity.titles import find_word, fold_title
from workbook.words import Text, say, say_n

__all__ = [
    "ROLES",
    "DomainSuggestion",
    "OwnCandidate",
    "People",
    "Role",
    "Suggestion",
    "accept",
    "confirm",
    "confirm_domain",
    "fold_name",
    "suggest",
    "suggest_domains",
    "suggest_own",
    "with_own",
]

_WORDS: Final = Path(__file__).parent / "rules" / "roles.toml"
_SMALL: Final = 9
"""Others in a meeting that may still be one of a team."""
_NEARLY_ALL: Final = 0.9
_ENOUGH: Final = 10
"""Somebody in this share of at least so many meetings is proposed as the owner of the calendar. Both are this
program's own choice, made to be confirmed."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One person to place. `role` is the suggested one, or the confirmed one where `confirmed`;
    None where the data gives no reason for any. `meetings` counts the activities they were in,
    `minutes` their length together."""

    key: str
    name: str
    address: str
    role: Role | None
    reason: Text
    meetings: int
    minutes: float
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class DomainSuggestion:
    """One mail domain to place at once: who is there counts, in people and in meetings."""

    domain: str
    role: Role | None
    reason: Text
    people: int
    meetings: int
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class OwnCandidate:
    """An address (or `name:` key) that may be the manager's own, in how many of the activities
    with a list of people it stands, and how many of those it organised; `named` where a file says that it is
    its owner's."""

    key: str
    name: str
    meetings: int
    organised: int
    of: int
    named: bool = False

    @property
    def likely(self) -> bool:
        """Whether there is reason enough to propose it."""
        return self.named or (self.of >= _ENOUGH and self.meetings >= _NEARLY_ALL * self.of)


def accept(people: People, suggestions: Iterable[Suggestion]) -> People:
    """The same people with every suggestion taken as it stands; those without a role change nothing."""
    taken = [one for one in suggestions if one.role is not None]
    mine = {one.key for one in taken if one.role == "me"}
    if mine:
        people = with_own(people, people.own | mine, people.own_domains)
        taken = [one for one in taken if one.key not in mine]
    return confirm(people, {one.key: one.role for one in taken}, {one.key: one.name for one in taken})


def suggest_own(activities: Iterable[Activity], hints: Iterable[str] = ()) -> list[OwnCandidate]:
    """Who the manager may be: whoever a file names as its owner (`hints`, or a calendar called by
    an address or a name), then whoever is in most activities, then who organised most. At most five.
    """
    seen: dict[str, _Seen] = defaultdict(_Seen)
    total, hinted = 0, {one.strip().casefold() for one in hints}
    for activity in activities:
        hinted.add(activity.calendar.strip().casefold())
        if activity.attendees:
            total += 1
            for one in _once_each(activity.attendees):
                seen[one.key].add(activity, one)
    names = {fold_name(one) for one in hinted} - {""}
    found = [
        OwnCandidate(k, s.name, s.meetings, s.organised, total, k in hinted or fold_name(s.name) in names)
        for k, s in seen.items()
    ]
    return sorted(found, key=lambda one: (not one.named, -one.meetings, -one.organised, one.key))[:5]


def suggest(activities: Iterable[Activity], people: People) -> list[Suggestion]:
    """Everybody in the activities but the manager, those in most meetings first, each with the role
    the manager confirmed or one the data suggests, and why.

    Team is suggested for a colleague met one-to-one under one title in at least four different weeks,
    or in a repeating meeting of at most ten in at least six, unless somebody else than the manager
    called it: a manager's manager does that too. Both numbers are this program's own choice, made to
    be confirmed. A name alone that fits one address gets the role of that one suggested. Somebody at a firm's domain from outside is suggested as a customer, never made one.
    """
    seen: dict[str, _Seen] = defaultdict(_Seen)
    met: dict[tuple[str, str], Attendee] = {}
    for activity in activities:
        if not activity.attendees:
            continue
        met.update({(one.key, one.name): one for one in activity.attendees})
        others = [one for one in _once_each(activity.attendees) if people.role(one) != "me"]
        called_by_other = any(one.organiser for one in others)
        for one in others:
            seen[one.key].add(activity, one, 0 if called_by_other else len(others))
    alone = {key: _suggestion(key, one, people) for key, one in seen.items()}
    same = namesakes(met.values())
    found = [_as_namesake(one, same.get(one.key, ""), alone, people) for one in alone.values()]
    return sorted(found, key=lambda s: (-s.meetings, -s.minutes, s.name.casefold(), s.key))


def suggest_domains(suggestions: Iterable[Suggestion], people: People) -> list[DomainSuggestion]:
    """The firms' domains from outside among the suggestions, those in most meetings first, to give
    everybody there a role at once. Public domains and the own ones are left out."""
    at: dict[str, list[Suggestion]] = defaultdict(list)
    for one in suggestions:
        name = domain(one.address)
        if name and people.own_domains and not is_public(name) and not within(name, people.own_domains):
            at[name].append(one)
    found = []
    for name, there in at.items():
        confirmed = role_at(people.domains, name)
        reason = say("A firm from outside: often a customer, not always.")
        suggested: Role | None = "customer"
        if len({one.role for one in there}) == 1 and there[0].role != "customer":
            suggested, reason = there[0].role, there[0].reason
        if confirmed:
            suggested, reason = confirmed, say("Chosen by you.")
        meetings = sum(one.meetings for one in there)
        found.append(DomainSuggestion(name, suggested, reason, len(there), meetings, confirmed is not None))
    return sorted(found, key=lambda d: (-d.meetings, d.domain))


@dataclass(slots=True)
class _Seen:
    """What the activities tell about one person, gathered while they are read."""

    name: str = ""
    address: str = ""
    meetings: int = 0
    minutes: float = 0.0
    organised: int = 0
    alone_weeks: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    small_weeks: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    subjects: list[str] = field(default_factory=list)

    def add(self, activity: Activity, attendee: Attendee, others: int = 0) -> None:
        """Count an activity; `others` is how many were there beside the manager, 0 where that should
        tell nothing about the team."""
        self.name = attendee.name or self.name
        self.address = attendee.address
        self.meetings += 1
        self.minutes += activity.minutes
        self.organised += attendee.organiser
        if activity.subject:
            self.subjects.append(activity.subject)
        if 1 <= others <= _SMALL and (title := fold_title(activity.subject)):
            weeks = self.alone_weeks if others == 1 else self.small_weeks
            weeks.setdefault(title, set()).add(activity.start.isocalendar()[:2])


def _suggestion(key: str, seen: _Seen, people: People) -> Suggestion:
    attendee = Attendee(seen.address, seen.name)
    known = people.role(attendee)
    role, reason = (known, say("Chosen by you.")) if known else _reasoned(attendee, seen, people)
    shown = people.names.get(key) or seen.name or seen.address
    return Suggestion(key, shown, seen.address, role, reason, seen.meetings, seen.minutes, known is not None)


def _as_namesake(
    one: Suggestion, address: str, others: Mapping[str, Suggestion], people: People
) -> Suggestion:
    """The suggestion for a name alone, which may be somebody known by an address."""
    if not address or one.confirmed:
        return one
    if address in people.own:
        return replace(one, role="me", reason=say("Perhaps you: the name fits {address}.", address=address))
    role = others[address].role if address in others else None
    reason = say("Perhaps the same person as {address}, by the name.", address=address)
    return replace(one, role=role or one.role, reason=reason)


def _reasoned(attendee: Attendee, seen: _Seen, people: People) -> tuple[Role | None, Text]:
    outside = people.external(attendee)
    if outside:
        if is_public(domain(attendee.address)):
            return None, say("A private address: who this is, only you know.")
        if word := find_word(_outside_words(), f"{attendee.name} {_local(attendee.address)}"):
            return "other", say("From outside, and the name or address says ‘{word}’.", word=word)
        return "customer", say(
            "From outside, at {domain}: often a customer, not always.", domain=domain(attendee.address)
        )
    if outside is None and attendee.address and not people.own_domains:
        return None, say("Say first which address is yours.")
    text = f"{attendee.name} {_local(attendee.address)}"
    for role, words in _role_words().items():
        if word := find_word(words, text):
            return role, say("The name or address says ‘{word}’.", word=word)
    told_by: tuple[Role, ...] = ("marketing", "technical")
    for role in told_by:
        words = _role_words()[role]
        told = [word for subject in seen.subjects if (word := find_word(words, subject))]
        if len(told) >= 3 and len(told) * 2 >= seen.meetings:
            return role, say_n(
                "In {n} meeting with a word like ‘{word}’ in the title.",
                "In {n} meetings with a word like ‘{word}’ in the title.",
                len(told),
                word=told[0],
            )
    n = max((len(weeks) for weeks in seen.alone_weeks.values()), default=0)
    if n >= 4:
        return "team", say_n("One-to-one with you in {n} week.", "One-to-one with you in {n} weeks.", n)
    often = max((len(weeks) for weeks in seen.small_weeks.values()), default=0)
    if often >= 6:
        return "team", say_n(
            "In the same small meeting with you in {n} week.",
            "In the same small meeting with you in {n} weeks.",
            often,
        )
    if outside is None:
        return None, say("The file gives a name alone: who this is, only you know.")
    return None, say("A colleague: which kind, only you know.")


def _once_each(attendees: Iterable[Attendee]) -> list[Attendee]:
    return list({one.key: one for one in attendees if one.address or one.name.strip()}.values())


def _local(address: str) -> str:
    return re.sub(r"[^a-z]+", " ", address.rpartition("@")[0].casefold())


@lru_cache(maxsize=1)
def _words() -> Mapping[str, tuple[str, ...]]:
    data = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    return {name: tuple(said["nl"] + said["en"]) for name, said in data.items()}


def _outside_words() -> tuple[str, ...]:
    return _words()["outside"]


def _role_words() -> Mapping[Role, tuple[str, ...]]:
    return {known_role(name): words for name, words in _words().items() if name != "outside"}
