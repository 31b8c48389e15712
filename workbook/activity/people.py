"""Who is who: own address and domains, and a role for everybody the manager meets.

Facts are read from the data (an address is on an own domain or not); a role is only ever suggested,
with its reason, until the manager confirms it. Somebody from outside is not a customer before the
manager says so: suppliers, applicants and recruiters come from outside too.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, get_args

from workbook.activity.records import Activity, Attendee
from workbook.words import Text, say, say_n

Role = Literal["me", "team", "technical", "marketing", "management", "customer", "other"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)

_INSIDE: Final[frozenset[Role]] = frozenset({"me", "team", "technical", "marketing", "management"})
_WORDS = Path(__file__).parent / "rules" / "roles.toml"


@dataclass(frozen=True, slots=True)
class People:
    """What the manager confirmed about the people in the files.

    `own` are the manager's own addresses (or `name:` keys where a file gives names alone), lower
    case. `own_domains` are the employer's mail domains, never a public one. `roles` go by
    `Attendee.key` and win over `domains`, which give everybody at a domain a role. `names` hold the
    name to show for a key.
    """

    own: frozenset[str] = frozenset()
    own_domains: frozenset[str] = frozenset()
    roles: dict[str, Role] = field(default_factory=dict)
    domains: dict[str, Role] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def role(self, attendee: Attendee) -> Role | None:
        """The confirmed role, None where nobody said anything yet.

        A name without an address takes the role of the one address known by that name, if they
        all agree.
        """
        key = attendee.key
        if key in self.own:
            return "me"
        if key in self.roles:
            return self.roles[key]
        if attendee.address:
            return _by_domain(self.domains, domain(attendee.address))
        return self._role_of_name(fold_name(attendee.name))

    def external(self, attendee: Attendee) -> bool | None:
        """Whether somebody is from outside; None for a name alone that nobody placed yet, and for
        every address as long as the own domains are not known."""
        role = self.role(attendee)
        if role == "customer":
            return True
        if role in _INSIDE:
            return False
        if not attendee.address or not self.own_domains:
            return None
        return not _within(domain(attendee.address), self.own_domains)

    def name(self, key: str) -> str:
        """The name to show for a key; the address where no name is known."""
        return self.names.get(key) or key.removeprefix("name:")

    def team(self) -> tuple[str, ...]:
        """The keys confirmed as team, by name shown."""
        return tuple(sorted((k for k, r in self.roles.items() if r == "team"), key=self.name))

    def _role_of_name(self, name: str) -> Role | None:
        if not name:
            return None
        found = {
            "me" if key in self.own else self.roles.get(key)
            for key, shown in self.names.items()
            if fold_name(shown) == name
        } - {None}
        return found.pop() if len(found) == 1 else None  # type: ignore[return-value]


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
    with a list of people it stands, and how many of those it organised."""

    key: str
    name: str
    meetings: int
    organised: int
    of: int
