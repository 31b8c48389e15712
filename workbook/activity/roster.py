"""The roster: what the manager confirmed about the people they meet, and how it changes.

Facts stand apart from judgements: whether an address is from outside follows from the own domains,
whether somebody is a customer only from the manager's word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal, get_args

from workbook.activity.mail import domain, is_public, within
from workbook.activity.records import Attendee
from workbook.activity.titles import plain

Role = Literal["me", "team", "technical", "marketing", "management", "customer", "other"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)

_INSIDE: Final[frozenset[Role]] = frozenset({"me", "team", "technical", "marketing", "management"})


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
            return role_at(self.domains, domain(attendee.address))
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
        return not within(domain(attendee.address), self.own_domains)

    def name(self, key: str) -> str:
        """The name to show for a key; the address where no name is known."""
        return self.names.get(key) or key.removeprefix("name:")

    @property
    def told_apart(self) -> dict[str, str]:
        """The names to show, by key; of those that several people share each with its key behind it."""
        shared = Counter(fold_name(name) for name in self.names.values())
        return {
            key: f"{name} ({key})" if shared[fold_name(name)] > 1 and not key.startswith("name:") else name
            for key, name in self.names.items()
        }

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
        return found.pop() if len(found) == 1 else None


def fold_name(name: str) -> str:
    """A name without case, accents, what stands in brackets or after a bar, and 'Last, First' turned."""
    bare = re.split(r"[|(\[<]", plain(name))[0]
    if bare.count(",") == 1:
        last, first = bare.split(",")
        bare = f"{first} {last}"
    return " ".join(re.sub(r"[^\w'\-]+", " ", bare).split())


def with_own(people: People, own: Iterable[str], more_domains: Iterable[str] = ()) -> People:
    """The same people with these own addresses; their domains become own unless they are public.

    `more_domains` are domains the employer also uses, as the manager says; here too a public one
    is left out.
    """
    addresses = frozenset(one.strip().casefold() for one in own if one.strip())
    domains = {domain(one) for one in addresses} | {one.strip().casefold() for one in more_domains}
    kept = frozenset(one for one in domains if one and not is_public(one))
    return replace(people, own=addresses, own_domains=kept)


def confirm(
    people: People, roles: Mapping[str, Role | None], names: Mapping[str, str] | None = None
) -> People:
    """The same people with these roles, by `Attendee.key`; None takes a role back.

    `names` are kept only for people with a role: no more is remembered than who-is-who needs.
    Raises `ValueError` for an unknown role.
    """
    merged: dict[str, Role] = {k: r for k, r in people.roles.items() if k not in roles}
    for key, role in roles.items():
        if role is not None:
            merged[key] = known_role(role)
    shown = {**people.names, **(names or {})}
    kept = {k: n for k, n in shown.items() if n and (k in merged or k in people.own)}
    return replace(people, roles=merged, names=kept)


def confirm_domain(people: People, mail_domain: str, role: Role | None) -> People:
    """The same people with one role for everybody at a domain who has none of their own.

    Raises `ValueError` for a public domain: those there have nothing in common.
    """
    at = mail_domain.casefold()
    if is_public(at):
        raise ValueError(f"{at} is a public mail domain")
    rest: dict[str, Role] = {d: r for d, r in people.domains.items() if d != at}
    return replace(people, domains=rest if role is None else {**rest, at: known_role(role)})


def known_role(role: str) -> Role:
    """The role by this name. Raises `ValueError` where there is none."""
    for one in ROLES:
        if one == role:
            return one
    raise ValueError(f"no such role: {role!r}")


def role_at(domains: Mapping[str, Role], mail_domain: str) -> Role | None:
    """The role given to everybody at a domain, or at the nearest one it lies under."""
    while mail_domain:
        if mail_domain in domains:
            return domains[mail_domain]
        mail_domain = mail_domain.partition(".")[2]
    return None
