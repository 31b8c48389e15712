"""Pairs and trios by draw: who is there, shuffled and cut up, with nobody left alone."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence

Groups = tuple[tuple[bytes, ...], ...]


def draw(present: Iterable[bytes], size: int) -> Groups:
    """Groups of `size` (2 or 3); a rest of one joins a group, a rest of two is a group of its own."""
    if size not in (2, 3):
        raise ValueError("pairs or trios")
    everybody = sorted(present)
    secrets.SystemRandom().shuffle(everybody)
    groups = [tuple(everybody[start : start + size]) for start in range(0, len(everybody), size)]
    if len(groups) > 1 and len(groups[-1]) == 1:
        *others, before, alone = groups
        groups = [*others, (*before, *alone)]
    return tuple(groups)


def with_latecomer(groups: Groups, tag: bytes) -> Groups:
    """Somebody who came late joins the smallest group, the first of those; none are drawn anew."""
    if not groups or number_of(groups, tag) is not None:
        return groups
    smallest = min(range(len(groups)), key=lambda place: len(groups[place]))
    return tuple((*group, tag) if place == smallest else group for place, group in enumerate(groups))


def number_of(groups: Sequence[Sequence[bytes]], tag: bytes) -> int | None:
    """The number of one's group, from 1; None where one is in none."""
    return next((number for number, group in enumerate(groups, 1) if tag in group), None)
