"""The records every reader delivers: activities, and what was read, left out and asked.

Deals travel as a polars table instead (see `workbook.activity.tables.DEAL_COLUMNS`): there can be a
million of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final, Literal

from workbook.words import Text

Kind = Literal["meeting", "call", "task"]
Attendance = Literal["accepted", "declined", "tentative", "unanswered"]
Held = Literal["yes", "no", "unknown"]
_SHEETS: Final = "sheets"


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who was there, rooms and resources left out.

    `address` is a lower-case e-mail address, or empty where the file gives a name alone.
    """

    address: str
    name: str = ""
    attendance: Attendance = "unanswered"
    organiser: bool = False

    @property
    def key(self) -> str:
        """What who-is-who knows this person by: the address, else `name:` and the folded name."""
        return self.address or "name:" + " ".join(self.name.casefold().split())


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing in the manager's week.

    `start` and `end` carry the zone the manager lives in (all-day: midnight to midnight, end
    exclusive). `subject` is empty for a private activity. `attendees` is None where the file can't
    tell who was there, which is not the same as nobody. `online` is whether the file has a link to join or
    says so otherwise; `rooms` are the rooms and resources that were booked. `id` is the same each time the same file is
    read; `also` are the ids of what other files told of the same thing, once it was put together. `row` is the row of a table, or the number of the event in a calendar, from 1.

    `seen` is whether its people were seen to be there, as an attendance report tells, and not only invited.

    `owner` is whose row it is, as a table with several owners says it. `declined_by` are the keys of those
    who declined it, of a private one too. Both tell whether it is the manager's, once that is known.
    """

    id: str
    source: str
    row: int
    start: datetime
    end: datetime
    subject: str
    kind: Kind = "meeting"
    all_day: bool = False
    private: bool = False
    held: Held = "yes"
    calendar: str = ""
    categories: tuple[str, ...] = ()
    location: str = ""
    online: bool = False
    rooms: tuple[Attendee, ...] = ()
    attendees: tuple[Attendee, ...] | None = None
    also: tuple[str, ...] = ()
    owner: str = ""
    declined_by: tuple[str, ...] = ()
    seen: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id that stands for it, so that what was said of one file's entry holds for the whole."""
        return (self.id, *self.also)

    @property
    def minutes(self) -> float:
        """Length in minutes; an all-day activity counts none, for nobody meets for 24 hours."""
        # Wall-clock times of one zone subtract without regard to a clock change between them.
        return 0.0 if self.all_day else (self.end.timestamp() - self.start.timestamp()) / 60


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row or event that was not read: where it stands and why. `row` 0 is the file as a whole."""

    file: str
    row: int
    reason: Text


@dataclass(frozen=True, slots=True)
class Undecided:
    """What a file does not tell and nobody may guess.

    `key` names the decision (`date_order`, `zone`, `decimal`, `owner`, `cancelled`; `rows`: what the rows of one
    deal are), `options` the values it can take,
    and `examples` a few cells as they stand in the file. The answer comes back in `Decisions`. With an
    `assumed` option the file was read by it meanwhile; without one its rows wait for the answer.
    """

    file: str
    key: Literal["date_order", "zone", "decimal", "owner", "cancelled", "rows"]
    where: str
    options: tuple[str, ...]
    examples: tuple[str, ...]
    assumed: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file turned out to be and what became of it: shown at every load.

    `left_out` counts, by reason, what was rightly not read (cancelled, declined by the manager, a
    copy of the same event); `refused` holds what should have been read and could not be. `first` and `last`
    are days of activities, or on which deals were created or closed; close dates still to come are none.
    `weeks` counts those for each week from that of `first` on, Monday first.
    `mappable` is whether this is a table whose columns are not known for sure, so that somebody who
    knows it could say what they are.
    `deals` is whether what was read are deals.
    `sheet` is the sheet of a workbook the table stands on: each is a file of its own here, the first under the
    name of the workbook, the others under `workbook/sheet`. `sheets_left` are sheets of it that were not read and
    could be.
    """

    file: str
    format: Text
    encoding: str = ""
    delimiter: str = ""
    date_order: str = ""
    decimal: str = ""
    zone: str = ""
    read: int = 0
    first: date | None = None
    last: date | None = None
    left_out: tuple[tuple[Text, int], ...] = ()
    refused: tuple[Refusal, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    notes: tuple[Text, ...] = ()
    weeks: tuple[int, ...] = ()
    mappable: bool = False
    deals: bool = False
    sheet: str = ""
    sheets_left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What the manager said the columns of a table are, remembered for its header.

    `header` is a fingerprint and does not tell the names; `fields` has one for each column, empty for a
    column that is not read.
    """

    header: str
    kind: Literal["activities", "deals"]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """The manager's answers to `Undecided`, by file and key; `zone` is where they live, and `zone_known`
    whether their browser or they themselves said so.

    `mappings` are the tables whose columns they named, `profiles` the profile files they loaded, as
    TOML text.
    """

    zone: str = "Europe/Amsterdam"
    answers: dict[str, str] = field(default_factory=dict)
    mappings: tuple[ColumnMapping, ...] = ()
    profiles: tuple[str, ...] = ()
    zone_known: bool = False

    def get(self, file: str, key: str) -> str | None:
        """The answer for a file; for a sheet of a workbook that has none of its own, the one for the workbook."""
        told = self.answers.get(f"{file}\n{key}")
        return told if told is not None else self.answers.get(f"{file.rpartition('/')[0]}\n{key}")

    def with_answer(self, file: str, key: str, value: str) -> Decisions:
        return replace(self, answers={**self.answers, f"{file}\n{key}": value})

    def with_sheet(self, file: str, sheet: str, wanted: bool = True) -> Decisions:
        """With a sheet of a workbook to be read, or left out, whatever is done by itself."""
        said = {**self.sheets(file), sheet: wanted}
        lines = (f"{'+' if read else '-'}{name}" for name, read in said.items())
        return self.with_answer(file, _SHEETS, "\n".join(lines))

    def sheets(self, file: str) -> dict[str, bool]:
        """The sheets of a workbook about which it was said whether they are to be read."""
        told = self.answers.get(f"{file}\n{_SHEETS}", "")
        return {line[1:]: line[0] == "+" for line in told.split("\n") if line}

    def with_zone(self, zone: str) -> Decisions:
        return replace(self, zone=zone, zone_known=True)

    def with_profiles(self, profiles: tuple[str, ...]) -> Decisions:
        """With profile files loaded, each once; the latest goes first."""
        return replace(self, profiles=tuple(dict.fromkeys((*profiles, *self.profiles))))

    def with_mapping(self, mapping: ColumnMapping) -> Decisions:
        """With a table's columns named; a later mapping of the same header takes the earlier's place."""
        others = tuple(one for one in self.mappings if one.header != mapping.header)
        return replace(self, mappings=(*others, mapping))
