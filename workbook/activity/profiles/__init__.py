"""Export formats as data: one file each, so that a new CRM is a new file and no code.

A profile names the columns it knows in every language it may be exported in, says which of them it
can't do without, and translates the words in its cells. `words.toml` and `zones.toml` are shared by
all of them and are no profiles, nor is `attendance.toml`, whose reports are no tables of rows.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Final, Literal, cast, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workbook.activity.records import Kind

_SHARED: Final = ("attendance.toml", "words.toml", "zones.toml")
_ANY: Final = "any"


LEAVE_OUT: Final = ("deleted", "series", "mail")
"""Reasons for which a profile may leave out rows; `workbook.activity.weeding` words them."""


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """Rows that are rightly not read: a key of `workbook.activity.weeding` says why, `cells` which."""

    reason: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """One export format.

    `name` is the product's own name, shown to the reader. `columns` gives, by field and language, the
    headers it may have, the preferred first. Of each group in `needed` one field must be there.
    `positions` are the fields in order, for an export in a language nobody listed. `words` translate
    cells, by field and meaning. `zone` is `local`, or the zone its times are in; `doubt` where that is
    most likely the manager's own, `ask` where it is not clear at all.

    Of `telltale` (a `*` at the end stands for anything) one header must be there, and then the profile
    goes before those that any table may fit. `records` is what a row is when its cells don't say.
    `leave_out` names by field which cells make a row no activity or deal, and why; `nothing` are cells
    that mean an empty one. `archive_days` is the age at which the program stops exporting activities, 0
    for never. Of the languages in `unseen` no real export was at hand.
    """

    id: str
    name: str
    kind: Literal["activities", "deals"]
    columns: Mapping[str, Mapping[str, tuple[str, ...]]]
    needed: tuple[tuple[str, ...], ...]
    positions: tuple[str, ...]
    words: Mapping[str, Mapping[str, tuple[str, ...]]]
    zone: str
    wording: Mapping[str, str]
    telltale: tuple[str, ...]
    records: Kind
    leave_out: Mapping[str, LeaveOut]
    nothing: tuple[str, ...]
    archive_days: int
    unseen: tuple[str, ...]

    def told_by(self, header: Collection[str]) -> bool:
        """Whether a header, folded, has one of the names only this program gives."""
        return any(
            any(name.startswith(tell[:-1]) for name in header) if tell.endswith("*") else tell in header
            for tell in self.telltale
        )

    def shown(self, field: str) -> str:
        """A field as a person would write its header."""
        return self.wording[field]

    def meaning(self, field: str, cell: str) -> str | None:
        """What a cell of `field` means by the profile's words, None where they don't say."""
        folded = fold(cell)
        for meaning, words in self.words.get(field, {}).items():
            if folded in words:
                return meaning
        return None


@dataclass(frozen=True, slots=True)
class Match:
    """A header recognised: where each field stands, in which language, and whether by position or by
    the reader's own choice. `header` are the names of the columns as the file has them."""

    profile: Profile
    fields: Mapping[str, int]
    language: str
    by_position: bool = False
    chosen: bool = False
    header: tuple[str, ...] = ()

    def shown(self, field: str) -> str:
        """What the file calls the column of a field."""
        place = self.fields.get(field, len(self.header))
        name = self.header[place].strip() if place < len(self.header) else ""
        return name or self.profile.shown(field)

    @property
    def strength(self) -> tuple[bool, bool, bool, int]:
        """For choosing between profiles: the reader's own choice first, by name before by position,
        then those that know the program by its own headers, then more fields."""
        return self.chosen, not self.by_position, bool(self.profile.telltale), len(self.fields)


def fold(text: str) -> str:
    """A header or word for comparing: no case, accents, spaces or punctuation."""
    flat = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]+", "", "".join(sign for sign in flat if not unicodedata.combining(sign)))


def match(header: Sequence[str], profiles: Sequence[Profile] | None = None) -> Match | None:
    """The profile a header belongs to, None where it belongs to none."""
    places = {fold(name): place for place, name in reversed(list(enumerate(header)))}
    tried = (_match(header, places, profile) for profile in profiles or load_profiles())
    found = [matched for matched in tried if matched is not None]
    return max(found, key=lambda one: one.strength, default=None)


def _match(header: Sequence[str], places: Mapping[str, int], profile: Profile) -> Match | None:
    if profile.telltale and not profile.told_by(places):
        return None
    fields: dict[str, int] = {}
    languages: Counter[str] = Counter()
    for field, by_language in profile.columns.items():
        ranked = sorted(
            (rank, language, name)
            for language, names in by_language.items()
            for rank, name in enumerate(names)
            if name in places
        )
        if ranked:
            fields[field] = places[ranked[0][2]]
            languages.update({language for _, language, name in ranked if places[name] == fields[field]})
    by_name = all(any(field in fields for field in group) for group in profile.needed)
    positions = profile.positions
    if positions and len(header) == len(positions):
        taken = set(fields.values())
        for place, field in enumerate(positions):
            if by_name and place not in taken:
                fields.setdefault(field, place)
            elif not by_name:
                fields[field] = place
    elif not by_name:
        return None
    languages.pop(_ANY, None)
    language = max(sorted(languages), key=lambda one: languages[one], default="") if by_name else ""
    if list(languages.values()).count(languages[language]) > 1:
        language = ""
    fields = {field: place for field, place in fields.items() if field}
    return Match(profile, fields, language, not by_name, header=tuple(header))


@lru_cache(maxsize=1)
def load_profiles() -> tuple[Profile, ...]:
    """Every profile that ships with the program, in the order of their names."""
    folder = resources.files(__name__)
    names = sorted(
        entry.name for entry in folder.iterdir() if entry.name.endswith(".toml") and entry.name not in _SHARED
    )
    return tuple(read_profile(folder.joinpath(name).read_text("utf-8")) for name in names)


def read_profile(text: str) -> Profile:
    """A profile from its TOML text; raises `KeyError` or `ValueError` for one that is incomplete."""
    data = tomllib.loads(text)
    if data["kind"] not in ("activities", "deals"):
        raise ValueError(f"a profile is about activities or deals, not {data['kind']!r}")
    columns = {field: _folded(languages) for field, languages in data["columns"].items()}
    if not all(languages and all(languages.values()) for languages in data["columns"].values()):
        raise ValueError("a column without a name for it")
    if not data["needed"] or not all(data["needed"]):
        raise ValueError("a profile that needs no column would fit any table")
    reasons = {said["reason"] for said in data.get("leave_out", {}).values()} - set(LEAVE_OUT)
    if reasons:
        raise ValueError(f"no reason to leave out rows: {', '.join(sorted(reasons))}")
    unknown = {field for group in data["needed"] for field in group} - set(columns)
    if unknown:
        raise ValueError(f"needed, but no column: {', '.join(sorted(unknown))}")
    return Profile(
        id=data["id"],
        name=data["name"],
        kind=data["kind"],
        columns=columns,
        needed=tuple(tuple(group) for group in data["needed"]),
        positions=tuple(data.get("positions", ())),
        words={field: _folded(words) for field, words in data.get("words", {}).items()},
        zone=_zone(data.get("zone", "local")),
        wording={field: next(iter(languages.values()))[0] for field, languages in data["columns"].items()},
        telltale=tuple(_tell(word) for word in data.get("telltale", ())),
        records=_kind(data.get("records", "meeting")),
        leave_out={
            field: LeaveOut(said["reason"], tuple(fold(cell) for cell in said["cells"]))
            for field, said in data.get("leave_out", {}).items()
        },
        nothing=tuple(data.get("nothing", ())),
        archive_days=int(data.get("archive_days", 0)),
        unseen=tuple(data.get("unseen", ())),
    )


def _kind(name: str) -> Kind:
    for kind in get_args(Kind):
        if name == kind:
            return cast(Kind, kind)
    raise ValueError(f"no kind of activity: {name!r}")


def _zone(name: str) -> str:
    if name not in ("local", "doubt", "ask"):
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
            raise ValueError(f"no time zone: {name!r}") from problem
    return name


def _tell(word: str) -> str:
    return fold(word) + ("*" if word.endswith("*") else "")


def _folded(lists: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(dict.fromkeys(fold(word) for word in words)) for key, words in lists.items()}


@lru_cache(maxsize=1)
def shared_words() -> Mapping[str, Any]:
    """The words all formats share: truth values and months, folded."""
    data = tomllib.loads(resources.files(__name__).joinpath("words.toml").read_text("utf-8"))
    return {section: _folded(data[section]) for section in ("booleans", "months")}


def truth(cell: str) -> bool | None:
    """What a truth value says in any of the languages known (`Waar`, `0`, `Yes`), else None."""
    folded = fold(cell)
    words = shared_words()["booleans"]
    if folded in words["yes"]:
        return True
    return False if folded in words["no"] else None
