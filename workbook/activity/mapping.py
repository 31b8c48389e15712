"""What the columns of an unknown table may be: a proposal, the reader's answer, and a file of it.

A table that no profile knows is shown with its first rows. For each field a column is proposed, by the
words in its header and by what its cells look like; the reader corrects and confirms. The answer is
remembered for this header, and can be saved as a profile for others who use the same program.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import polars as pl

from workbook.activity import dates, limits, numbers
from workbook.activity.delimited import top as top_of_text
from workbook.activity.profiles import fold, load_profiles, truth
from workbook.activity.recognise import fingerprint, generic, mapped
from workbook.activity.records import ColumnMapping
from workbook.activity.spreadsheets import is_spreadsheet
from workbook.activity.spreadsheets import top as top_of_sheet
from workbook.words import Text, say

Kind = Literal["activities", "deals"]
SHOWN_ROWS: Final = 5
_MOST_COLUMNS: Final = 60

FIELDS: Final[dict[Kind, tuple[str, ...]]] = {
    "activities": (
        "subject", "start", "start_date", "start_time", "end", "end_date", "end_time", "minutes", "all_day",
        "attendees", "organiser", "owner", "location", "categories", "private",
    ),
    "deals": (
        "deal", "title", "owner", "status", "stage", "won", "closed", "created", "value", "currency", "source",
        "campaign", "segment",
    ),
}  # fmt: skip
"""The fields a column can be, in the order they are asked for."""

NAMES: Final[dict[str, Text]] = {
    "subject": say("Title of the appointment"),
    "start": say("Start, date and time in one"),
    "start_date": say("Start date"),
    "start_time": say("Start time"),
    "end": say("End, date and time in one"),
    "end_date": say("End date"),
    "end_time": say("End time"),
    "minutes": say("Length in minutes"),
    "all_day": say("Lasts all day (yes or no)"),
    "attendees": say("Who was there"),
    "organiser": say("Who called it"),
    "owner": say("Whose it is"),
    "location": say("Place"),
    "categories": say("Category"),
    "private": say("Private (yes or no)"),
    "deal": say("Number of the deal"),
    "title": say("Name of the deal"),
    "stage": say("Stage"),
    "status": say("Open, won or lost"),
    "won": say("Won (yes or no)"),
    "created": say("Day it was created"),
    "closed": say("Day it was won or lost"),
    "value": say("Value"),
    "currency": say("Currency"),
    "source": say("Where it came from"),
    "campaign": say("Campaign"),
    "segment": say("Segment or target group"),
}
"""What each field is called when it is asked for."""

_SHAPES: Final[dict[str, tuple[str, ...]]] = {
    "start": ("moment",), "end": ("moment",),
    "start_date": ("day", "moment"), "end_date": ("day", "moment"),
    "created": ("day", "moment"), "closed": ("day", "moment"),
    "start_time": ("clock",), "end_time": ("clock",),
    "minutes": ("number", "amount"), "value": ("amount", "number"),
    "all_day": ("truth",), "private": ("truth",), "won": ("truth",),
    "attendees": ("people", "text"), "organiser": ("people", "text"), "owner": ("people", "text"),
    "status": ("status", "text"), "stage": ("status", "text"),
    "currency": ("currency", "text"),
    "subject": ("text",), "title": ("text",), "location": ("text",), "categories": ("text",),
    "source": ("text",), "campaign": ("text",), "segment": ("text",), "deal": ("text", "number"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """An unknown table as it is shown: its column names, a few rows, and the proposals by kind."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: Kind
    proposals: Mapping[Kind, Mapping[str, int]]


def look(data: bytes, sheet: str = "") -> Look:
    """The top of a table, and what its columns seem to be; `sheet` is the one of a workbook it stands on.

    The header is the first record that is as wide as most of them and all names. Raises
    `UnreadableError` for a file that can't be opened.
    """
    records = top_of_sheet(data, sheet) if is_spreadsheet(data) else top_of_text(data)
    filled = [record for record in records if any(map(str.strip, record))]
    place = _header_place(filled)
    header = tuple(cell.strip() for cell in filled[place][:_MOST_COLUMNS]) if filled else ()
    rows = tuple(tuple((*row, *[""] * len(header))[: len(header)]) for row in filled[place + 1 :])
    proposals: dict[Kind, Mapping[str, int]] = {
        "activities": propose(header, rows, "activities"),
        "deals": propose(header, rows, "deals"),
    }
    kind: Kind = "deals" if len(proposals["deals"]) > len(proposals["activities"]) else "activities"
    return Look(header, rows[:SHOWN_ROWS], kind, proposals)


def _header_place(records: Sequence[Sequence[str]]) -> int:
    if not records:
        return 0
    widths = [sum(1 for cell in record if cell.strip()) for record in records]
    most = max(widths)
    for place, record in enumerate(records):
        named = [cell for cell in record if re.search(r"[^\W\d]", cell)]
        if widths[place] * 3 >= most * 2 and len(named) * 4 >= widths[place] * 3:
            return place
    return 0


def propose(header: Sequence[str], rows: Sequence[Sequence[str]], kind: Kind) -> dict[str, int]:
    """The column for each field it is likely to be, the likeliest first and no column twice.

    A header that holds a field's word counts most; cells must look like the field, and where a field is
    needed its looks alone may do.
    """
    shapes = [_shape([row[place] for row in rows if place < len(row)]) for place in range(len(header))]
    words = _words(kind)
    scored: list[tuple[float, int, int, str]] = []
    for rank, field in enumerate(FIELDS[kind]):
        for place, name in enumerate(header):
            score = _likeness(name, words[field])
            fits = shapes[place] in _SHAPES[field] or shapes[place] == ""
            if score and (fits or _SHAPES[field][-1] == "text"):
                scored.append(
                    (score + (0.5 if shapes[place] == _SHAPES[field][0] else 0), -rank, -place, field)
                )
            elif shapes[place] == _SHAPES[field][0] and shapes[place] in _TELLING and not score:
                scored.append((0.2, -rank, -place, field))
    chosen: dict[str, int] = {}
    for _, _, place, field in sorted(scored, reverse=True):
        if field not in chosen and -place not in chosen.values() and not _clashes(field, chosen):
            chosen[field] = -place
    return {field: chosen[field] for field in FIELDS[kind] if field in chosen}


_TELLING: Final = ("moment", "day", "clock", "status", "currency", "amount")


def _clashes(field: str, chosen: Mapping[str, int]) -> bool:
    """A moment in one column or date and time in two, not both."""
    pairs = {"start": ("start_date", "start_time"), "end": ("end_date", "end_time")}
    either = [(whole, parts) for whole, parts in pairs.items() if field == whole or field in parts]
    return any(
        (field == whole and any(part in chosen for part in parts)) or (field in parts and whole in chosen)
        for whole, parts in either
    )


def _words(kind: Kind) -> dict[str, frozenset[str]]:
    """For each field the headers it has in any profile of that kind."""
    found: dict[str, set[str]] = {field: set() for field in FIELDS[kind]}
    for profile in load_profiles():
        if profile.kind == kind:
            for field, languages in profile.columns.items():
                if field in found:
                    found[field].update(name for names in languages.values() for name in names)
    return {field: frozenset(names) for field, names in found.items()}


def _likeness(name: str, words: frozenset[str]) -> float:
    """How much a header is like those a field has: 1 the same, less where one holds the other."""
    folded = fold(name)
    if not folded:
        return 0
    if folded in words:
        return 1
    parts = {fold(part) for part in re.split(r"[\W_]+", name)} - {""}
    best = max((len(word) / len(folded) for word in words if len(word) > 3 and word in folded), default=0.0)
    return max(0.6 * min(best, 1), 0.5 if parts & words else 0)


def _shape(cells: Sequence[str]) -> str:
    """What the cells of a column look like, '' for an empty one."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled:
        return ""
    texts = pl.Series(filled, dtype=pl.String)
    profile = generic("deals")
    if all(re.fullmatch(r"[A-Z]{3}", cell) for cell in filled):
        return "currency"
    if all(profile.meaning("status", cell) for cell in filled):
        return "status"
    read = dates.parse(texts, "mdy" if dates.evidence(texts).order == "mdy" else "dmy")
    if read["date"].is_not_null().all():
        return "moment" if (read["second"].fill_null(0) > 0).any() else "day"
    if all(":" in cell for cell in filled) and dates.parse_clock(texts).is_not_null().all():
        return "clock"
    if all(truth(cell) is not None for cell in filled):
        return "truth"
    sign = numbers.evidence(texts)
    if numbers.parse(texts, sign.decimal or ".").is_not_null().all():
        return "amount" if sign.needs_decimal or numbers.currency(texts).is_not_null().any() else "number"
    return "people" if all("@" in cell for cell in filled) else "text"


def mapping(header: Sequence[str], kind: Kind, chosen: Mapping[str, int]) -> ColumnMapping:
    """What the reader said, as it is remembered."""
    fields = [""] * len(header)
    for field, place in chosen.items():
        if field in FIELDS[kind] and 0 <= place < len(fields):
            fields[place] = field
    return ColumnMapping(fingerprint(header), kind, tuple(fields))


def lacking(kind: Kind, chosen: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """The groups of fields of which one is needed and none is chosen."""
    return tuple(group for group in _NEEDED[kind] if not any(field in chosen for field in group))


_NEEDED: Final[dict[Kind, tuple[tuple[str, ...], ...]]] = {
    "activities": (("subject",), ("start", "start_date")),
    "deals": (("stage", "status", "won"), ("closed", "created")),
}


def doubled(chosen: Mapping[str, int]) -> tuple[str, ...]:
    """Fields that share a column with another, which can be only one of them."""
    places = list(chosen.values())
    return tuple(field for field, place in chosen.items() if places.count(place) > 1)


def as_profile(header: Sequence[str], said: ColumnMapping, name: str) -> str:
    """The answer as a profile file: TOML text for `workbook.activity.profiles.read_profile`."""
    found = mapped(said)
    needed = [
        [field for field in group if field in found.fields]
        for group in _NEEDED[said.kind]
        if any(field in found.fields for field in group)
    ]
    own = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:40] or "table"
    lines = [
        f"id = {_quoted(own)}",
        'name = ""',
        f"kind = {_quoted(said.kind)}",
        f"needed = [{', '.join('[' + ', '.join(map(_quoted, group)) + ']' for group in needed)}]",
    ]
    for field, place in sorted(found.fields.items(), key=lambda one: one[1]):
        lines += ["", f"[columns.{field}]", f"any = [{_quoted(header[place][: limits.HEADER])}]"]
    for field, meanings in found.profile.words.items():
        if field in ("status",) and said.kind == "deals":
            lines += ["", f"[words.{field}]"]
            lines += [
                f"{meaning} = [{', '.join(map(_quoted, words))}]" for meaning, words in meanings.items()
            ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A basic string of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\u{ord(found.group()):04x}", escaped) + '"'
