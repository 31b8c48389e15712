"""Who was there by the titles alone, for a calendar that lists nobody: '1-op-1 Anouk', 'Bezoek Veldhof met Bas'.

A published calendar and an export without details tell no more. A title names some of those who were
there and seldom all: only of a one-to-one it is known who else was there. So what follows from a name is
said, and nothing from a name that is missing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from workbook.activity.records import Activity, Attendee
from workbook.activity.roster import People, fold_name
from workbook.activity.templates import is_generic
from workbook.activity.titles import mark_one_to_one, plain

_WORDS: Final = Path(__file__).parent / "rules" / "names.toml"
_TOKEN: Final = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*|[^\w\s]")
_MARKS: Final = frozenset("&+/,")
"""Signs between two names."""


@dataclass(frozen=True, slots=True)
class Named:
    """The people a title names, by the name as it stands there; `everybody` where there was nobody else but
    the manager."""

    names: tuple[str, ...]
    everybody: bool = False


@dataclass(frozen=True, slots=True)
class There:
    """Those of them the manager gave a role."""

    people: tuple[Attendee, ...]
    everybody: bool = False


class TitlePeople:
    """Who was at an activity by its title, for activities of files that list nobody at all."""

    def __init__(self, activities: Iterable[Activity], people: People) -> None:
        self._silent = silent_sources(activities)
        self._known = _known(people) if self._silent else {}
        self._found: dict[str, There | None] = {}

    def there(self, activity: Activity) -> There | None:
        """The known people its title names; None where it names none of them, or a file could have told."""
        if activity.source not in self._silent or not self._known:
            return None
        subject = activity.subject
        if subject not in self._found:
            self._found[subject] = self._placed(named(subject))
        return self._found[subject]

    def _placed(self, found: Named) -> There | None:
        folded = [fold_name(name) for name in found.names]
        known = dict.fromkeys(self._known[name] for name in folded if name in self._known)
        whole = found.everybody and all(name in self._known for name in folded)
        return There(tuple(known), whole) if known else None


def silent_sources(activities: Iterable[Activity]) -> frozenset[str]:
    """The files of which no entry tells who was there."""
    told: dict[str, bool] = {}
    for one in activities:
        told[one.source] = told.get(one.source, False) or bool(one.attendees)
    return frozenset(source for source, tells in told.items() if not tells)


def with_titled_people(activities: tuple[Activity, ...]) -> tuple[Activity, ...]:
    """The activities of files that list nobody, with the names in their titles as the list of people: to
    suggest who is who, and for nothing else. Other activities are left as they are."""
    silent = silent_sources(activities)
    return tuple(
        replace(one, attendees=tuple(Attendee("", name) for name in named(one.subject).names) or None)
        if one.source in silent
        else one
        for one in activities
    )


def named(subject: str) -> Named:
    """The people a title names beside a word for it: after 'met', before or after a one-to-one."""
    words = _words()
    tokens = [*_TOKEN.findall(mark_one_to_one(subject))]
    folded = [plain(token).replace(".", "") for token in tokens]
    for place, word in enumerate(folded):
        if word in words["one_to_one"]:
            after = place + 1
            while after < len(tokens) and (folded[after] in words["with"] or folded[after] in ":-–|("):
                after += 1
            names = tuple(_names(tokens[after:])) or tuple(_names(_before(tokens[:place])))
            if names:
                return Named(names, everybody=True)
    found = [
        name
        for place, word in enumerate(folded)
        if word in words["with"]
        for name in _names(tokens[place + 1 :])
    ]
    return Named(tuple(dict.fromkeys(found)))


def _before(tokens: list[str]) -> list[str]:
    """The tokens before a one-to-one, without a sign that stands between."""
    while tokens and not tokens[-1][0].isalnum():
        tokens = tokens[:-1]
    return tokens


def _names(tokens: list[str]) -> Iterator[str]:
    """The names a row of words begins with: capitalised words that are no common ones, until something else."""
    words = _words()
    name: list[str] = []
    for token in tokens:
        if _is_name(token) or (name and plain(token) in words["inside"]):
            name.append(token)
        elif token in _MARKS or plain(token) in words["between"]:
            if name:
                yield " ".join(name)
            name = []
        else:
            break
    if name:
        yield " ".join(name)


def _is_name(token: str) -> bool:
    bare = re.sub(r"['’.\-]", "", token)
    return token[0].isupper() and bare.isalpha() and not bare.isupper() and not is_generic(plain(token))


def _known(people: People) -> Mapping[str, Attendee]:
    """Everybody with a role by the ways a title may call them: the whole name, and the first alone where only
    one of them has it."""
    found: dict[str, Attendee] = {}
    first: dict[str, set[Attendee]] = {}
    for key in {*people.roles, *people.own}:
        shown = people.name(key)
        person = Attendee("", shown) if key.startswith("name:") else Attendee(key, shown)
        if name := fold_name(shown):
            found[name] = person
            first.setdefault(name.split()[0], set()).add(person)
    return {**{name: next(iter(those)) for name, those in first.items() if len(those) == 1}, **found}


@lru_cache(maxsize=1)
def _words() -> Mapping[str, frozenset[str]]:
    data = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    return {name: frozenset((*said["nl"], *said["en"])) for name, said in data.items()}
