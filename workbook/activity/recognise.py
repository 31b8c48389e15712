"""Which profile a header belongs to, what the reader taught the program included."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from workbook.activity.profiles import Match, Profile, fold, load_profiles, match, read_profile
from workbook.activity.records import ColumnMapping, Decisions

Recognise = Callable[[Sequence[str]], Match | None]
_GENERIC: Final = {"activities": "agenda", "deals": "deals"}


def fingerprint(header: Sequence[str]) -> str:
    """What a header is remembered by: the same for the same names, and telling none of them."""
    return hashlib.sha256("\n".join(fold(name) for name in header).encode()).hexdigest()[:32]


def generic(kind: str) -> Profile:
    """The profile of a table from no program in particular, for `activities` or `deals`."""
    return next(one for one in load_profiles() if one.id == _GENERIC[kind])


def recogniser(decisions: Decisions) -> Recognise:
    """What tells the profile of a header: columns the reader named, profiles the reader loaded, and
    those that ship with the program. A loaded profile that can't be read is passed over."""
    mappings = {mapping.header: mapping for mapping in decisions.mappings}
    loaded = [profile for text in decisions.profiles if (profile := _profile(text)) is not None]

    def recognise(header: Sequence[str]) -> Match | None:
        mapping = mappings.get(fingerprint(header)) if mappings else None
        if mapping is not None and len(mapping.fields) == len(header):
            return replace(mapped(mapping), header=tuple(header))
        found = match(header, loaded) if loaded else None
        return replace(found, chosen=True) if found else match(header)

    return recognise


def is_profile(text: str) -> bool:
    """Whether a text is a profile, as somebody may have saved it from a mapping."""
    return _profile(text) is not None


def _profile(text: str) -> Profile | None:
    try:
        profile = read_profile(text)
        known = {*generic(profile.kind).columns, *_BEYOND[profile.kind]}
    except Exception:  # a file of somebody else’s may be wrong in any way
        return None
    return profile if set(profile.columns) <= known else None


_BEYOND: Final = {
    "activities": (
        "held",
        "kind",
        "seconds",
        "milliseconds",
        "length",
        "optional",
        "resources",
        "sensitivity",
    ),
    "deals": ("won_on", "lost_on", "expected", "modified", "split"),
}
"""Fields that readers know and that a plain table seldom has."""


def mapped(mapping: ColumnMapping) -> Match:
    """The match a mapping stands for: the generic profile, its columns where the reader said."""
    fields = {field: place for place, field in enumerate(mapping.fields) if field}
    return Match(generic(mapping.kind), fields, "", chosen=True)
