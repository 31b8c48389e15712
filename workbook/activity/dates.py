"""Dates in the cells of a table: what order day and month stand in, decided for a column as a whole.

One date may be read two ways; a column seldom can. In a real file with dates M/D/YYYY 36 % of the
dates are ambiguous one by one, and the column is not. Where a whole column is, the file is asked
about and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

import polars as pl

from workbook.activity import distinct
from workbook.activity.profiles import fold, shared_words

Order = Literal["dmy", "mdy"]
_HOURS: Final = (
    r"(?P<hour>\d{1,2})(?:[:.]| ?[UuHh] ?)(?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,](?P<part>\d)\d*)?)?"
    r"\s*(?P<half>[AaPp]\.?\s?[Mm]\.?)?(?i: ?(?:uur|u|uhr|h)\.?)?"
)
"""A time of day: 9:30, 9.30 uur, 9u30 (Dutch), 9h30 (French), 9:30 Uhr (German), 9:30 PM."""
_TIME: Final = r"(?:[T ,]+(?i:(?:om|at|um|à)\s+)?" + _HOURS + r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?\s*$"
_WEEKDAY: Final = r"^\s*(?:[^\W\d]+\.?,?\s+)?"
_ISO: Final = r"^\s*(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})" + _TIME
_COMPACT: Final = r"^\s*(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})" + _TIME
_NUMERIC: Final = _WEEKDAY + r"(?P<a>\d{1,2})[-/. ](?P<b>\d{1,2})[-/. ](?P<y>\d{4}|\d{2})" + _TIME
_DAY_FIRST: Final = _WEEKDAY + r"(?P<d>\d{1,2})[-. ]\s*(?P<name>[^\W\d]+)[-., ]+\s*(?P<y>\d{4}|\d{2})" + _TIME
_MONTH_FIRST: Final = (
    r"^\s*(?:[^\W\d]+\.?,\s+)?(?P<name>[^\W\d]+)[. ]\s*(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})"
    + _TIME
)
_SERIAL: Final = r"^\s*([2-7]\d{4})(?:[.,](\d+))?\s*$"
_EPOCH: Final = r"^\s*(\d{13})\s*$"
_CLOCK: Final = r"^\s*" + _HOURS + r"\s*$"
_WHOLE_HOUR: Final = r"(?i)^\s*(\d{1,2}) ?(?:uur|u|uhr|h)\.?\s*$"

_HOURS_AND_MINUTES: Final = (
    r"^\s*(?P<hours>\d{1,5}):(?P<minutes>\d{2})(?::(?P<seconds>\d{2})(?:[.,]\d+)?)?\s*$"
)

_OF_THE_DAY: Final = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?$"
_MOMENT: Final = r"^[0-9]{1,4}[-/.][0-9A-Za-z]{1,9}[-/.][0-9]{2,4} " + _OF_THE_DAY
_EVEN_MOMENT: Final = (
    r"^(?:[0-9]{2}[-/.][0-9]{2}[-/.][0-9]{4} |[0-9]{4}[-/.][0-9]{2}[-/.][0-9]{2}[ T])" + _OF_THE_DAY
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a column of dates shows: whether among its cells with day and month as bare numbers some can
    only be day-month, some only month-day, and some both. `examples` are a few of them."""

    day_first: bool
    month_first: bool
    both_ways: bool
    examples: tuple[str, ...]

    @property
    def order(self) -> Order | None:
        """The order that the column itself proves, None where it proves none."""
        if self.day_first and not self.month_first:
            return "dmy"
        if self.month_first and not self.day_first:
            return "mdy"
        return None

    @property
    def needs_order(self) -> bool:
        """Whether an order has to be known to read the column at all."""
        return self.day_first or self.month_first or self.both_ways

    @property
    def torn(self) -> bool:
        """Whether some cells can only be day-month and others only month-day, as happens when a
        spreadsheet has turned half of a column over."""
        return self.day_first and self.month_first


def evidence(cells: pl.Series) -> Evidence:
    """What a column shows about the order of its dates."""
    texts = distinct.texts(cells)
    parts = texts.str.extract_groups(_NUMERIC).struct.unnest()
    numbers = pl.DataFrame(
        {
            "text": texts,
            "a": parts["a"].cast(pl.Int32, strict=False),
            "b": parts["b"].cast(pl.Int32, strict=False),
        }
    ).drop_nulls("a")
    both = numbers.filter((pl.col("a") <= 12) & (pl.col("b") <= 12) & (pl.col("a") != pl.col("b")))
    day_first = numbers.filter((pl.col("a") > 12) & (pl.col("b") <= 12))
    month_first = numbers.filter((pl.col("b") > 12) & (pl.col("a") <= 12))
    examples = pl.concat(
        [frame["text"].head(2) for frame in (day_first, month_first)] + [both["text"].head(3)]
    )
    return Evidence(bool(day_first.height), bool(month_first.height), bool(both.height), tuple(examples)[:4])


def decide(
    columns: Mapping[str, Evidence], answer: str | None, clue: Order | None
) -> tuple[dict[str, Order], tuple[str, ...]]:
    """The order of each column that needs one, and the names of those nobody can tell.

    An answer goes before everything. Then a column's own proof; then the other columns of the file;
    then `clue`, from the language of the header, the delimiter or a decimal comma. A torn column is
    asked about whatever the clue.
    """
    decided: dict[str, Order] = {}
    needing = {name: shown for name, shown in columns.items() if shown.needs_order}
    if answer in ("dmy", "mdy"):
        chosen: Order = "dmy" if answer == "dmy" else "mdy"
        return dict.fromkeys(needing, chosen), ()
    proven = {shown.order for shown in needing.values()} - {None}
    shared = proven.pop() if len(proven) == 1 else None
    for name, shown in needing.items():
        order = shown.order or (None if shown.torn else shared or clue)
        if order is not None:
            decided[name] = order
    return decided, tuple(name for name in needing if name not in decided)


def parse(cells: pl.Series, order: Order | None) -> pl.DataFrame:
    """Dates of a column: `date`, `second` of the day, and `offset` from UTC in minutes.

    `second` and `offset` are null where a cell has none; all are null where it can't be read. 24:00 is second
    86,400 (ISO 8601-1:2019/Amd 1:2022), and parts of a second are rounded. Excel serials are days since
    1899-12-30, and thirteen digits are milliseconds since 1970 in UTC.
    """
    texts = cells.drop_nulls().unique(maintain_order=True)
    frames: list[pl.DataFrame] = []
    # One after another, each for what those before could not read: most columns have one form.
    forms: list[Callable[[pl.Series], pl.DataFrame]] = [
        *(partial(_calendar, pattern=pattern) for pattern in (_ISO, _COMPACT, _DAY_FIRST, _MONTH_FIRST)),
        partial(_numeric, order=order),
        _serials,
        _epochs,
    ]
    for read in forms:
        found = read(texts).drop_nulls("date")
        frames.append(found)
        texts = texts.filter(~texts.is_in(found["text"].implode()))
        if texts.is_empty():
            break
    known = pl.concat(frames)
    joined = pl.DataFrame({"text": cells}).join(known, on="text", how="left", maintain_order="left")
    return joined.drop("text")


def without_times(name: str, even: bool) -> pl.Expr:
    """The cells of a column with the time of day cut off where that is one and has no zone; `even` where
    only days of ten signs are looked for, which is faster. Where times are the manager's own no day depends
    on them; and days come over and over, moments hardly ever."""
    text = pl.col(name).str
    if even:
        cut = pl.when(text.contains(_EVEN_MOMENT)).then(text.head(10))
    else:
        cut = pl.when(text.contains(_MOMENT)).then(text.head(text.find(" ", literal=True)))
    return cut.otherwise(pl.col(name)).alias(name)


def parse_clock(cells: pl.Series) -> pl.Series:
    """Times of day as seconds since midnight, null where a cell is none; 24:00 is 86,400. A fraction of a day,
    as spreadsheets keep times, is one too."""
    parts = cells.str.extract_groups(_CLOCK).struct.unnest()
    seconds = parts.select(_seconds().alias("second"))["second"]
    if seconds.null_count() == cells.null_count():
        return seconds
    hour = cells.str.extract(_WHOLE_HOUR).cast(pl.Int32, strict=False)
    fraction = (
        cells.str.extract(r"^\s*(0?[.,]\d+|0)\s*$").str.replace(",", ".").cast(pl.Float64, strict=False)
    )
    seconds = seconds.fill_null(hour.set(hour > 24, None) * 3600)
    return seconds.fill_null((fraction * 86_400).round().cast(pl.Int32))


def parse_length(cells: pl.Series) -> pl.Series:
    """Lengths of time written as hours and minutes, `1:30` or `26:15:00`, as seconds; null where a cell is
    none."""
    parts = cells.str.extract_groups(_HOURS_AND_MINUTES).struct.unnest()
    hours, minutes, seconds = (pl.col(name).cast(pl.Int32, strict=False) for name in parts.columns)
    seconds = seconds.fill_null(0)
    whole = pl.when((minutes < 60) & (seconds < 60)).then(hours * 3600 + minutes * 60 + seconds)
    return parts.select(second=whole)["second"]


_NONE: Final = pl.DataFrame(
    schema={"text": pl.String, "date": pl.Date, "second": pl.Int32, "offset": pl.Int32}
)


def _calendar(texts: pl.Series, pattern: str) -> pl.DataFrame:
    parts = texts.str.extract_groups(pattern).struct.unnest().with_columns(text=texts)
    parts = parts.filter(parts["d"].is_not_null())
    if parts.is_empty():
        return _NONE
    if "name" in parts.columns:
        parts = parts.with_columns(m=_month_numbers(parts["name"]))
    year = pl.col("y").cast(pl.Int32, strict=False)
    # Two digits: as spreadsheets read them, up to 2068 and from 1969 on.
    whole = (
        pl.when(pl.col("y").str.len_chars() > 2)
        .then(year)
        .when(year < 69)
        .then(year + 2000)
        .otherwise(year + 1900)
    )
    day = pl.concat_str(
        whole.cast(pl.String).str.zfill(4), pl.col("m").str.zfill(2), pl.col("d").str.zfill(2), separator="-"
    )
    zone = pl.col("zone").str.replace(":", "").str.replace("Z", "+0000")
    hours, minutes = (
        zone.str.slice(1, 2).cast(pl.Int32, strict=False),
        zone.str.slice(3, 2).cast(pl.Int32, strict=False),
    )
    offset = (hours * 60 + minutes) * pl.when(zone.str.starts_with("-")).then(-1).otherwise(1)
    read = parts.select(
        "text",
        date=day.str.to_date("%Y-%m-%d", strict=False),
        second=_seconds(),
        offset=offset.cast(pl.Int32),
        timed=pl.col("hour").is_not_null(),
    )
    return read.filter(~pl.col("timed") | pl.col("second").is_not_null()).drop("timed")


def _seconds() -> pl.Expr:
    hour, minute = pl.col("hour").cast(pl.Int32, strict=False), pl.col("minute").cast(pl.Int32, strict=False)
    second = pl.col("second").cast(pl.Int32, strict=False).fill_null(0)
    rounded = (pl.col("part").cast(pl.Int32, strict=False) >= 5).fill_null(False).cast(pl.Int32)
    half = pl.col("half").str.slice(0, 1).str.to_lowercase()
    clock = (
        pl.when(half.is_null() & ((hour < 24) | ((hour == 24) & (minute == 0) & (second == 0))))
        .then(hour)
        .when(half.is_not_null() & (hour >= 1) & (hour <= 12))
        .then(hour % 12 + pl.when(half == "p").then(12).otherwise(0))
    )
    return (
        pl.when((minute < 60) & (second < 60))
        .then(clock * 3600 + minute * 60 + second + rounded)
        .cast(pl.Int32)
    )


def _numeric(texts: pl.Series, order: Order | None) -> pl.DataFrame:
    """Dates of bare numbers; without an order those alone that are the same either way."""
    if order is not None:
        first, second = ("d", "m") if order == "dmy" else ("m", "d")
        pattern = _NUMERIC.replace("?P<a>", f"?P<{first}>").replace("?P<b>", f"?P<{second}>")
        return _calendar(texts, pattern)
    parts = texts.str.extract_groups(_NUMERIC).struct.unnest()
    same = texts.filter(parts["a"] == parts["b"])
    return _calendar(same, _NUMERIC.replace("?P<a>", "?P<d>").replace("?P<b>", "?P<m>"))


def _month_numbers(names: pl.Series) -> pl.Series:
    known = {
        word: str(number)
        for number, words in enumerate(shared_words()["months"].values(), 1)
        for word in words
    }
    found = {name: known.get(fold(name)) for name in names.drop_nulls().unique()}
    return pl.Series([found.get(name) if name is not None else None for name in names], dtype=pl.String)


def _serials(texts: pl.Series) -> pl.DataFrame:
    parts = texts.str.extract_groups(_SERIAL).struct.unnest()
    days = parts.to_series(0).cast(pl.Int64, strict=False)
    fraction = ("0." + parts.to_series(1)).cast(pl.Float64, strict=False)
    return pl.DataFrame({"text": texts, "days": days, "fraction": fraction}).select(
        "text",
        date=pl.date(1899, 12, 30) + pl.duration(days=pl.col("days")),
        second=(pl.col("fraction") * 86_400).round().cast(pl.Int32),
        offset=pl.lit(None, pl.Int32),
    )


def _epochs(texts: pl.Series) -> pl.DataFrame:
    moment = texts.str.extract(_EPOCH).cast(pl.Int64, strict=False).cast(pl.Datetime("ms")).dt.round("1s")
    return pl.DataFrame({"text": texts, "moment": moment}).select(
        "text",
        date=pl.col("moment").dt.date(),
        second=(
            pl.col("moment").dt.hour().cast(pl.Int32) * 3600
            + pl.col("moment").dt.minute().cast(pl.Int32) * 60
            + pl.col("moment").dt.second()
        ).cast(pl.Int32),
        offset=pl.when(pl.col("moment").is_not_null()).then(0).cast(pl.Int32),
    )
