"""A table of appointments turned into activities."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

import polars as pl

from workbook.activity import dates, limits, numbers
from workbook.activity.called_off import CalledOff
from workbook.activity.clock_changes import as_lived, in_order
from workbook.activity.event_titles import clean, fold, is_private, tells_nothing
from workbook.activity.findings import Findings
from workbook.activity.grid import Grid
from workbook.activity.own_entries import kept_categories
from workbook.activity.ownership import SAME_ROW, alike
from workbook.activity.places import has_join_link
from workbook.activity.profiles import truth
from workbook.activity.records import Activity, Attendee, Decisions, Held, Kind
from workbook.activity.span import Span, Window, own_span
from workbook.activity.table_people import people_of, too_many
from workbook.activity.whole_days import DAY, clock_of, days_spanned, days_touched, identifying, midnights
from workbook.words import say


class _BadRowError(Exception):
    """A row that can't be read; `reason` is the key of what to say."""


def read(
    grid: Grid,
    findings: Findings,
    orders: Mapping[str, dates.Order],
    signs: Mapping[str, numbers.Decimal],
    window: Window | None,
    decisions: Decisions,
    today: date,
    table_zone: str = "",
) -> list[Activity]:
    """The activities of a table that touch the window, in the order of time.

    Without a window it is the file's own last 400 days. Times carry no zone in such a table: they are
    by the clock in `table_zone`, else where the manager lives, unless the cell says otherwise.
    """
    zone = ZoneInfo(decisions.zone)
    profile_zone = ZoneInfo(table_zone) if table_zone else zone
    findings.zone = str(profile_zone.key)
    cells = _with_times(grid.cells, orders, signs, bool(grid.match.profile.telltale))
    span = (
        Span(window.first, window.last)
        if window
        else own_span(_local_days(cells["~start_date"], zone is not profile_zone), today)
    )
    first, last = span.bounds(zone)
    called_off = CalledOff(
        findings.file, grid.match.shown("subject") if "subject" in cells.columns else "", decisions
    )
    maker = _Maker(grid, findings.file, zone, profile_zone)
    found: list[Activity] = []
    for row in cells.iter_rows(named=True):
        try:
            activity = maker.activity(row)
        except _BadRowError as bad:
            findings.refuse(row["row"], _REASONS[str(bad)])
            continue
        except (ValueError, OverflowError):
            findings.refuse(row["row"], _REASONS["start"])
            continue
        if activity is None:
            findings.leave_out(say("cancelled"))
        elif not (activity.start < last and (activity.end > first or activity.start >= first)):
            findings.leave_out(say("outside the period"))
        elif not called_off.leaves_out(clean(row.get("subject") or ""), activity.private):
            found.append(activity)
    called_off.conclude(findings)
    if maker.doubtful_private:
        findings.notes.append(
            say("The words for private and not private are unknown here; to be safe these titles are hidden.")
        )
    return sorted(_apart(found, findings), key=lambda activity: (activity.start, activity.row))


def _local_days(days: pl.Series, elsewhere: bool) -> list[date]:
    """The days of a table; late in one zone can be the day after in another."""
    told: list[date] = days.drop_nulls().unique().to_list()
    return [*told, max(told) + DAY] if told and elsewhere and max(told) < date.max else told


def _apart(found: list[Activity], findings: Findings) -> list[Activity]:
    """The activities with ids of their own among the rows of one owner: rows alike in all that was read are
    one, and of rows with the same times and title but other people each counts."""
    apart: dict[tuple[str, str], Activity] = {}
    for activity in found:
        times = 1
        own = activity
        while (known := apart.get((own.owner, own.id))) and not alike(known, own):
            times += 1
            own = replace(activity, id=_identity(f"{activity.id}\n{times}"))
        if known:
            findings.leave_out(SAME_ROW)
        else:
            apart[own.owner, own.id] = own
    return list(apart.values())


def _identity(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:20]


_REASONS: Final = {
    "start": say("Its start date can't be read. Write it like the other dates of that column."),
    "missing": say("It has no start date. Fill it in, or remove the row."),
    "clock": say("Its time of day can't be read. Write it as 14:30."),
    "end": say("Its end can't be read. Write it like the other dates of that column."),
    "endless": say("It has no end, so nobody can tell how long it took. Fill it in, or remove the row."),
    "order": say("It ends before it starts. Correct it in your calendar and export again."),
    "minutes": say("Its length is no number of minutes. Write it as a whole number."),
    "length": say("Its length can’t be read. Write it as 1:30, or with its unit: 90 min."),
    "people": say(
        "It names more than {most:number} people or rooms, more than a meeting can have.", most=limits.PEOPLE
    ),
}


def _with_times(
    cells: pl.DataFrame,
    orders: Mapping[str, dates.Order],
    signs: Mapping[str, numbers.Decimal],
    known_unit: bool,
) -> pl.DataFrame:
    """The cells with what was read from them: `~start_date`, `~start_second`, and so on; `known_unit` as for
    `_lengths`."""
    read: list[pl.Series] = []
    for side in ("start", "end"):
        moment = _parsed(cells, side, orders)
        day = _parsed(cells, f"{side}_date", orders)
        # A column of days may be written with midnight behind each, which says nothing about an hour.
        timeless = pl.when(pl.col("second") != 0).then(pl.col("second"))
        parsed = pl.DataFrame(
            {
                "date": moment["date"].fill_null(day["date"]),
                "second": moment["second"].fill_null(day.select(timeless)["second"]),
                "offset": moment["offset"].fill_null(day["offset"]),
            }
        )
        read.append(day["date"].fill_null(moment["date"]).alias(f"~{side}_day"))
        second = parsed["second"]
        if f"{side}_time" in cells.columns:
            second = _clock(cells[f"{side}_time"]).fill_null(second)
        read += [
            parsed["date"].alias(f"~{side}_date"),
            second.alias(f"~{side}_second"),
            parsed["offset"].alias(f"~{side}_offset"),
        ]
    read.append(_lengths(cells, signs, known_unit).alias("~minutes"))
    return cells.with_columns(read)


def _parsed(cells: pl.DataFrame, field: str, orders: Mapping[str, dates.Order]) -> pl.DataFrame:
    if field in cells.columns:
        return dates.parse(cells[field], orders.get(field))
    return dates.parse(pl.Series([None], dtype=pl.String).new_from_index(0, cells.height), None)


_UNITS: Final = {"minutes": 1.0, "seconds": 60.0, "milliseconds": 60_000.0}
_LENGTHS: Final = (*_UNITS, "length")


def _lengths(cells: pl.DataFrame, signs: Mapping[str, numbers.Decimal], known_unit: bool) -> pl.Series:
    """Lengths in minutes, from whichever column a table has them in; `length` is one with a unit or
    as hours and minutes (`0:45`, `45 minutes`, `1.5 hours`), and with `known_unit` a bare number is minutes."""
    found = pl.Series([None], dtype=pl.Float64).new_from_index(0, cells.height)
    for field, unit in _UNITS.items():
        if field in cells.columns:
            found = found.fill_null(numbers.parse(cells[field], signs.get(field)) / unit)
            # A length may stand as hours and minutes in a column that is named after minutes.
            found = found.fill_null(dates.parse_length(cells[field]) / 60)
    if "length" in cells.columns:
        parts = cells["length"].str.extract_groups(_LENGTH).struct.unnest()
        number = parts["number"].str.replace(",", ".").cast(pl.Float64, strict=False)
        minutes = parts.select(number=number, unit="unit", hours="hours").select(
            minutes=pl.when(pl.col("hours").is_not_null())
            .then(pl.col("number") * 60)
            .when(pl.col("unit").is_not_null() | known_unit)
            .then("number")
        )["minutes"]
        found = found.fill_null(minutes)
        found = found.fill_null(dates.parse_length(cells["length"]) / 60)
    return found


_LENGTH: Final = r"(?i)^\s*(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>m|min|minuten|minuut|minutes?|(?P<hours>h|u|uur|uren|hours?|hrs?))?\.?\s*$"


def _clock(cells: pl.Series) -> pl.Series:
    """Times of day; a spreadsheet may have put a whole date before them."""
    return dates.parse_clock(cells).fill_null(dates.parse(cells, None)["second"])


class _Maker:
    """Makes the activities of one table, row by row."""

    def __init__(self, grid: Grid, file: str, zone: ZoneInfo, profile_zone: ZoneInfo) -> None:
        self._profile = grid.match.profile
        self._file = file
        self._zone = zone
        self._profile_zone = profile_zone
        self._has = frozenset(grid.cells.columns)
        self._dayless = grid.match.profile.records == "task"
        self._ends = not self._has.isdisjoint(("end", "end_date", "end_time"))
        self._false_word = _false_word(grid)
        self._tells_people = any(
            field in self._has and grid.cells[field].is_not_null().any()
            for field in ("attendees", "optional")
        )
        self.doubtful_private = False

    def activity(self, row: dict[str, Any]) -> Activity | None:
        """The activity of a row, None where it was called off; raises `_BadRowError`."""
        title = clean(row.get("subject") or "")
        held = self._held(row.get("held"))
        if held == "cancelled":
            return None
        start, end, all_day = self._times(row)
        if any(too_many(row.get(field)) for field in ("attendees", "optional", "resources")):
            raise _BadRowError("people")
        private = is_private(title) or self._is_private(row)
        subject = "" if private or tells_nothing(title) else title
        known_by = row.get("id") or f"{identifying(end, all_day)}\n{fold(subject)}"
        return Activity(
            id=_identity(f"{known_by}\n{identifying(start, all_day)}"),
            source=self._file,
            row=row["row"],
            start=start,
            end=end,
            subject=subject,
            kind=cast(Kind, self._profile.meaning("kind", row.get("kind") or "") or self._profile.records),
            all_day=all_day,
            private=private,
            held=held,
            calendar=clean(row.get("calendar") or ""),
            categories=kept_categories(_list(row.get("categories")), private),
            location="" if private else clean(row.get("location") or ""),
            online=has_join_link(row.get("location") or ""),
            rooms=()
            if private
            else tuple(Attendee("", name) for name in _list(row.get("resources")) if name),
            attendees=None if private or not self._tells_people else people_of(row),
            owner=row.get("owner") or "",
        )

    def _held(self, cell: str | None) -> Any:
        if "held" not in self._has:
            return "yes"
        return cast("Held", self._profile.meaning("held", cell or "") or "unknown")

    def _times(self, row: dict[str, Any]) -> tuple[datetime, datetime, bool]:
        if row["~start_date"] is None:
            raise _BadRowError("start" if row.get("start") or row.get("start_date") else "missing")
        for side in ("start", "end"):
            if row.get(f"{side}_time") and row[f"~{side}_second"] is None:
                raise _BadRowError("clock")
        if (row.get("end") or row.get("end_date")) and row["~end_date"] is None:
            raise _BadRowError("end")
        marked = truth(row.get("all_day") or "")
        long = any(row.get(field) for field in _LENGTHS)
        if long and (row["~minutes"] is None or not 0 <= row["~minutes"] < 60 * 24 * 366):
            raise _BadRowError("length" if row.get("length") else "minutes")
        if marked and self._profile_zone is not self._zone:
            # The day of an all-day event is a day wherever it is written down, and is not shifted.
            first = datetime.combine(row["~start_day"], time(), self._zone)
            after = timedelta(minutes=row["~minutes"] or 0)
            last = datetime.combine(row["~end_day"] or row["~start_day"], time(), self._zone)
            exclusive = bool(row["~end_day"] and row["~end_day"] > row["~start_day"])
            return self._days(first, max(last, first + after), exclusive or after >= DAY)
        start = self._moment(row["~start_date"], row["~start_second"], row["~start_offset"])
        if row["~start_second"] is not None and row["~end_date"] and row["~end_second"] is None:
            return self._to_last_day(start, row["~end_date"], row["~minutes"])
        if row["~end_date"] is not None or row["~end_second"] is not None:
            end = self._moment(row["~end_date"] or row["~start_date"], row["~end_second"], row["~end_offset"])
        elif long:
            start, _ = as_lived(start, start)
            end = (start.astimezone(UTC) + timedelta(minutes=row["~minutes"])).astimezone(start.tzinfo)
        elif self._ends and row["~start_second"] is not None and not marked:
            raise _BadRowError("endless")
        else:
            end = start
        lived = as_lived(start, end)
        if not in_order(*lived):
            raise _BadRowError("order")
        timeless = row["~start_second"] is None and row["~end_second"] is None and (not long or self._dayless)
        if timeless:
            return self._days(start, end, exclusive=False)
        written = clock_of(start, self._zone)
        if days := days_spanned(start, end, written, self._zone):
            return (*midnights(*days, self._zone), True)
        begun, over = start.astimezone(written), end.astimezone(written)
        at_midnight = begun.time() == time() and over.time() == time()
        if marked or (at_midnight and marked is None):
            return self._days(begun, over, exclusive=at_midnight and over > begun)
        if over - begun >= DAY:
            return (*midnights(*days_touched(start, end, written), self._zone), True)
        return lived[0].astimezone(self._zone), lived[1].astimezone(self._zone), False

    def _to_last_day(
        self, start: datetime, last: date, minutes: float | None
    ) -> tuple[datetime, datetime, bool]:
        """From a moment to a day without a time, which is that whole day; unless a length says when it ends."""
        if last < start.date():
            raise _BadRowError("order")
        end = (start.astimezone(UTC) + timedelta(minutes=minutes or 0)).astimezone(start.tzinfo)
        if minutes and last == end.date():
            return start.astimezone(self._zone), end.astimezone(self._zone), False
        return self._days(start, datetime.combine(last, time(), start.tzinfo), exclusive=False)

    def _days(self, start: datetime, end: datetime, exclusive: bool) -> tuple[datetime, datetime, bool]:
        last = end.date() if exclusive else end.date() + DAY
        return (*midnights(start.date(), max(last, start.date() + DAY), self._zone), True)

    def _moment(self, day: date, second: int | None, offset: int | None) -> datetime:
        """A moment by the clock it was written down by."""
        zone = self._profile_zone if offset is None else timezone(timedelta(minutes=offset))
        return (datetime.combine(day, time()) + timedelta(seconds=second or 0)).replace(tzinfo=zone)

    def _is_private(self, row: dict[str, Any]) -> bool:
        said = row.get("private") or ""
        marked = truth(said)
        if said and marked is None:
            marked = fold(said) != self._false_word
            if marked and not self._false_word:
                self.doubtful_private = True
        sensitivity = row.get("sensitivity") or ""
        meaning = self._profile.meaning("sensitivity", sensitivity)
        return bool(marked) or meaning == "closed"


def _false_word(grid: Grid) -> str:
    """The word for 'no' in a language nobody listed: what the all-day column says of an event that
    does not start at midnight."""
    if not {"all_day", "start_time"} <= set(grid.cells.columns):
        return ""
    timed = grid.cells.filter(dates.parse_clock(grid.cells["start_time"]).fill_null(0) > 0)
    words = {fold(word) for word in timed["all_day"].drop_nulls().unique()}
    return words.pop() if len(words) == 1 else ""


def _list(text: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(piece for part in re.split(r"[;,]", text or "") if (piece := clean(part))))
