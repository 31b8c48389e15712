"""Files of any kind turned into activities and deals, each with a report of how it was read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from workbook.activity import limits
from workbook.activity.caught import tell
from workbook.activity.findings import unreadable
from workbook.activity.foreign import foreign
from workbook.activity.matching import can_be_matched
from workbook.activity.misnamed import named_for_what_it_is
from workbook.activity.own_entries import without_own
from workbook.activity.ownership import rows_of_manager, without_rows
from workbook.activity.records import Activity, Decisions, Held, Reading
from workbook.activity.span import Window
from workbook.activity.stored import OnDisk, Stored, steps
from workbook.words import Text, say

if TYPE_CHECKING:
    import polars as pl

COPY: Final = say("also in a file loaded before")
"""Why an entry was left out that an earlier file holds too."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was dropped: its name and its bytes, or `OnDisk` where they are left there."""

    name: str
    data: Stored


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything read from one or more files; one reading a file, in their order.

    `deals` has the columns of `workbook.activity.tables.DEAL_SCHEMA`, and is None where no file held
    deals.
    """

    activities: tuple[Activity, ...] = ()
    deals: pl.DataFrame | None = None
    readings: tuple[Reading, ...] = ()


def read_files(
    files: Iterable[File],
    *,
    own: frozenset[str] = frozenset(),
    window: Window | None = None,
    decisions: Decisions | None = None,
    today: date,
) -> Loaded:
    """Read files, whatever they turn out to be, each on its own, for the manager whose addresses are `own`."""
    rows = read_rows(files, window=window, decisions=decisions, today=today)
    return for_manager(rows, own, decisions or Decisions())


def read_rows(
    files: Iterable[File], *, window: Window | None = None, decisions: Decisions | None = None, today: date
) -> Loaded:
    """Read files, whoever the manager is: what they declined, rows of colleagues and copies are among the
    activities, and `for_manager` takes them out.

    Never raises for what is in a file: one that can't be read has a reading that says why. Deals that two
    files both hold are counted once, and the reading of the second says so. Without a window each file
    gives its own last 400 days, not beyond `today`.
    """
    decisions = decisions or Decisions()
    activities: list[Activity] = []
    frames: list[pl.DataFrame] = []
    readings: list[Reading] = []
    files = tuple(files)
    decisions = replace(decisions, profiles=(*decisions.profiles, *profiles_in(files)))
    for file in opened(files):
        if isinstance(file, Reading):
            readings.append(file)
            continue
        for found, deals, reading in _tables(file, window, decisions, today):
            reading = named_for_what_it_is(reading, file.data)
            found, reading = without_own(found, reading)
            if deals is not None:
                new = _fresh_deals(deals, frames)
                if new.height < deals.height:
                    copies = deals.height - new.height
                    left_out = (*reading.left_out, (COPY, copies))
                    reading = replace(reading, read=reading.read - copies, left_out=left_out)
                frames.append(new)
            activities.extend(found)
            readings.append(reading)
    activities.sort(key=_order)
    return Loaded(tuple(activities), _together(frames), tuple(_without_strangers(readings, files)))


def for_manager(rows: Loaded, own: frozenset[str], decisions: Decisions) -> Loaded:
    """The rows of the manager whose addresses are `own`, of what was read whoever they are.

    What two files both hold is counted once, and the reading of the second says so. The same rows for the
    same `own`, whatever it was before.
    """
    by_file: dict[str, list[Activity]] = {}
    for one in rows.activities:
        by_file.setdefault(one.source, []).append(one)
    seen = _Seen()
    activities: list[Activity] = []
    readings: list[Reading] = []
    for reading in rows.readings:
        found = by_file.pop(reading.file, [])
        kept, reading = rows_of_manager(found, reading, own, decisions.get(reading.file, "owner"))
        fresh = seen.fresh(kept)
        activities.extend(fresh)
        readings.append(without_rows(reading, kept, fresh, COPY))
    for found in by_file.values():
        activities.extend(found)
    activities.sort(key=_order)
    return Loaded(tuple(activities), rows.deals, tuple(readings))


def _order(activity: Activity) -> tuple[datetime, str, int]:
    return activity.start, activity.source, activity.row


def _without_strangers(readings: list[Reading], files: Iterable[File]) -> Iterator[Reading]:
    """The readings, and of a packed file that holds something known one instead of one for each of the
    tables in it that are about something else: a CRM's weekly export has two hundred."""
    for name in (file.name for file in files):
        inside = [one for one in readings if one.file.startswith(f"{name}/")]
        strangers = [one for one in inside if one.mappable and one.refused and not one.read]
        if strangers and len(strangers) < len(inside):
            left = (say("tables about something else than appointments and deals"), len(strangers))
            kept = [one for one in readings if not any(one is other for other in strangers)]
            readings = [*kept, Reading(file=name, format=say("Packed file (.zip)"), left_out=(left,))]
    yield from readings


def profiles_in(files: Iterable[File]) -> tuple[str, ...]:
    """The texts of the profile files among these."""
    from workbook.activity.recognise import is_profile

    texts = (file.data[:].decode("utf-8-sig", "replace") for file in files if _may_be_profile(file))
    return tuple(text for text in texts if is_profile(text))


def _may_be_profile(file: File) -> bool:
    return file.name.casefold().endswith(".toml") and len(file.data) <= limits.PROFILE_BYTES


def _profile_reading(file: File) -> Reading:
    if profiles_in([file]):
        return Reading(
            file=file.name,
            format=say("Profile of a table"),
            notes=(say("Tables with these column names are read by it from now on."),),
        )
    return unreadable(
        file.name, say("This is no profile of a table. Save one here first, below a table that is not known.")
    )


def opened(files: Iterable[File]) -> Iterator[File | Reading]:
    """The files, and in place of a packed one the calendars and tables in it; what of it can't be read
    is a reading that says why."""
    from workbook.activity.packed import is_packed, unpack

    for file in files:
        if file.name.casefold().endswith(".toml"):
            yield _profile_reading(file)
            continue
        if len(file.data) > limits.BYTES or file.data[:2] != b"PK" or not is_packed(file.data[:]):
            yield file
            continue
        try:
            members, others = unpack(file.name, file.data[:])
        except limits.UnreadableError as problem:
            yield unreadable(file.name, problem.reason)
            continue
        none = True
        for member in members:
            none = False
            yield (
                unreadable(member.name, member.refused) if member.refused else File(member.name, member.data)
            )
        if none:
            yield unreadable(
                file.name, say("There is no calendar and no table in this packed file that can be read here.")
            )
        elif others:
            left = (say("files that are no calendar and no table"), others)
            yield Reading(file=file.name, format=say("Packed file (.zip)"), left_out=(left,))


def _tables(
    file: File, window: Window | None, decisions: Decisions, today: date
) -> Iterator[tuple[list[Activity], pl.DataFrame | None, Reading]]:
    """What is in a file: of a workbook each sheet."""
    try:
        yield from _read(file, window, decisions, today)
    except Exception as error:
        tell(error)
        reason = say(
            "This file can't be read, and it is not clear why. Export it again, or as another format."
        )
        yield [], None, unreadable(file.name, reason)


def _read(
    file: File, window: Window | None, decisions: Decisions, today: date
) -> Iterable[tuple[list[Activity], pl.DataFrame | None, Reading]]:
    from workbook.activity.attendance import is_attendance, read_attendance
    from workbook.activity.contents import looks_like_calendar

    size = len(file.data)
    most = limits.DISK_BYTES if isinstance(file.data, OnDisk) else limits.BYTES
    if size > most:
        return [([], None, unreadable(file.name, limits.too_large(size, most)))]
    if not any(re.search(rb"\S", step) for step in steps(file.data)):
        empty = say("This file is empty. Export it again, and look inside before you load it.")
        return [([], None, unreadable(file.name, empty))]
    if looks_like_calendar(file.data[:4096]):
        return [_calendar(file, window, decisions, today)]
    if reason := foreign(file.data):
        return [([], None, unreadable(file.name, reason))]
    if size <= limits.REPORT_BYTES and is_attendance(file.data):
        report = read_attendance(file.name, file.data[:], window, decisions, today=today)
        if report:
            return [(report[0], None, report[1])]
    from workbook.activity.tables import read_tables

    return read_tables(file.name, file.data, window, decisions, today=today)


def _calendar(
    file: File, window: Window | None, decisions: Decisions, today: date
) -> tuple[list[Activity], None, Reading]:
    from workbook.activity.calendars import read_calendar

    if len(file.data) > limits.BYTES:
        return [], None, unreadable(file.name, limits.too_large(len(file.data)))
    data = file.data[:]
    # Counted before anything is taken apart: four million empty events fill the memory by themselves.
    capitals = data.upper()
    events = max(capitals.count(b"BEGIN:VEVENT"), capitals.count(b"BEGIN:VCALENDAR"))
    del capitals
    if events > limits.EVENTS:
        return [], None, unreadable(file.name, _too_many(events))
    found, reading = read_calendar(file.name, data, window, decisions, today=today)
    return found, None, reading


def _too_many(events: int) -> Text:
    return say(
        "This calendar has {n:number} events; at most {most:number} are read. Export a shorter period.",
        n=events,
        most=limits.EVENTS,
    )


class _Seen:
    """What earlier files held: by id, which is the event and its start, and by times and title."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._titles: dict[tuple[datetime, datetime, str], set[_Told]] = {}

    def fresh(self, found: list[Activity]) -> list[Activity]:
        """Those of one file that no earlier file holds; within a file none is compared.

        What has the times and title of an earlier one but tells more, who was there or whether it was
        held, is no mere copy: `workbook.activity.matching` puts the two together.
        """
        from workbook.activity.event_titles import fold

        keys = [(one, (one.start, one.end, fold(one.subject))) for one in found]
        fresh = [one for one, key in keys if one.id not in self._ids and not self._is_copy(one, key)]
        self._ids.update(one.id for one in found)
        for one, key in keys:
            self._titles.setdefault(key, set()).add(_told(one))
        return fresh

    def _is_copy(self, one: Activity, key: tuple[datetime, datetime, str]) -> bool:
        known = self._titles.get(key)
        if known is None:
            return False
        return not can_be_matched(one) or not one.subject or any(_adds_nothing(one, told) for told in known)


_Told = tuple[Held, frozenset[str] | None]
"""Whether an entry was held, and who was there; None where its file does not tell."""


def _told(one: Activity) -> _Told:
    people = None if one.attendees is None else frozenset(person.key for person in one.attendees)
    return one.held, people


def _adds_nothing(one: Activity, known: _Told) -> bool:
    held, people = _told(one)
    return held in ("unknown", known[0]) and (people is None or people <= (known[1] or frozenset()))


def _fresh_deals(deals: pl.DataFrame, before: list[pl.DataFrame]) -> pl.DataFrame:
    """Deals that no earlier file holds; a later file does not replace an earlier one."""
    if not before:
        return deals
    import polars as pl

    from workbook.activity.deals import without_known

    return without_known(deals, pl.concat([frame.select("deal", "created") for frame in before]))


def _together(frames: list[pl.DataFrame]) -> pl.DataFrame | None:
    if not frames:
        return None
    import polars as pl

    return pl.concat(frames)
