"""Tables of appointments and of deals made up at random, and what they say.

A cell is a Python value: text, number, truth, day, moment, time of day, length, or None for an empty one. How
it gets into a file is for `helpers.table_writers`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from hypothesis import strategies as st

Cell = str | int | float | bool | date | datetime | time | timedelta | None
MINUTE: Final = timedelta(minutes=1)
NAMES: Final = st.text("abcdefgXYZ éüß&<>'0123456789.-", min_size=1, max_size=12).map(
    lambda text: f"Klant {' '.join(text.split())}".strip()
)


@dataclass(frozen=True)
class Column:
    """A column of a table: its name, and how its values are shown."""

    name: str
    look: str = "General"


@dataclass(frozen=True)
class Sheet:
    """A sheet with the names of its columns in its first row."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Book:
    """A workbook; days are counted from 1904 on where `mac` says so."""

    sheets: tuple[Sheet, ...]
    mac: bool = False


@dataclass(frozen=True)
class Appointment:
    """An appointment as the table says it, by the clock on the wall."""

    subject: str
    start: datetime
    end: datetime
    all_day: bool = False


@dataclass(frozen=True)
class Deal:
    """A deal as the table says it."""

    deal: str
    owner: str
    status: str
    created: date | None
    closed: date | None
    value: float | None


DAY_LOOKS: Final = ("dd-mm-yyyy", "d/m/yy", "yyyy-mm-dd", "d mmm yyyy", "m/d/yyyy")
MOMENT_LOOKS: Final = ("dd-mm-yyyy hh:mm", "d/m/yyyy h:mm", "yyyy-mm-dd hh:mm:ss", "m/d/yy h:mm AM/PM")
TIME_LOOKS: Final = ("hh:mm", "h:mm:ss", "h:mm AM/PM")
LENGTH_LOOKS: Final = ("[h]:mm", "[hh]:mm:ss", "h:mm", "[mm]")
AMOUNT_LOOKS: Final = ("General", "0.00", "#,##0.00", "#,##0", '"€" #,##0.00', "#,##0.00_);(#,##0.00)")
STATUSES: Final = {"won": ("Won", "Gewonnen"), "lost": ("Lost", "Verloren"), "open": ("Open", "Lopend")}


@st.composite
def appointments(
    draw: st.DrawFn, layouts: Sequence[str] = ("moments", "times", "minutes", "lengths")
) -> tuple[Sheet, list[Appointment]]:
    """A sheet of appointments in one of the layouts, and what it says."""
    layout = draw(st.sampled_from(layouts))
    told: list[Appointment] = []
    for subject in draw(st.lists(NAMES, min_size=1, max_size=6)):
        day = draw(st.dates(date(2026, 1, 2), date(2026, 12, 30)))
        start = datetime.combine(day, time(draw(st.integers(6, 15)), 5 * draw(st.integers(0, 11))))
        end = start + MINUTE * 5 * draw(st.integers(1, 96))
        whole = layout == "times" and draw(st.integers(0, 4)) == 0
        midnight = datetime.combine(day, time())
        told.append(
            Appointment(subject, midnight, midnight + timedelta(days=1), True)
            if whole
            else Appointment(subject, start, end)
        )
    return _laid_out(layout, told, draw(st.sampled_from(DAY_LOOKS)), draw(st.integers(0, 3))), told


def _laid_out(layout: str, told: list[Appointment], day_look: str, choice: int) -> Sheet:
    subject, day = Column("Subject"), Column("Date", day_look)
    moment, clock = MOMENT_LOOKS[choice], TIME_LOOKS[choice % len(TIME_LOOKS)]
    if layout == "moments":
        return Sheet(
            "Afspraken",
            (subject, Column("Start", moment), Column("End", moment), Column("Location")),
            tuple((one.subject, one.start, one.end, None) for one in told),
        )
    if layout == "times":
        return Sheet(
            "Afspraken",
            (day, Column("Start time", clock), Column("End time", clock), subject, Column("All day")),
            tuple(
                (one.start.date(), None, None, one.subject, True)
                if one.all_day
                else (one.start.date(), one.start.time(), one.end.time(), one.subject, False)
                for one in told
            ),
        )
    if layout == "minutes":
        return Sheet(
            "Afspraken",
            (subject, day, Column("Start time", clock), Column("Minutes")),
            tuple(
                (one.subject, one.start.date(), one.start.time(), (one.end - one.start) // MINUTE)
                for one in told
            ),
        )
    return Sheet(
        "Activities",
        (
            Column("Activity - Subject"),
            Column("Activity - Due date", day_look),
            Column("Activity - Due time", clock),
            Column("Activity - Duration", LENGTH_LOOKS[choice]),
            Column("Activity - Done"),
        ),
        tuple((one.subject, one.start.date(), one.start.time(), one.end - one.start, "Done") for one in told),
    )


@st.composite
def deals(draw: st.DrawFn, first: int = 1001) -> tuple[Sheet, list[Deal]]:
    """A sheet of deals, with a status in words or as two truths, and what it says. Its deals are
    numbered from `first` on."""
    truths, numbered, dutch = draw(st.booleans()), draw(st.booleans()), draw(st.integers(0, 1))
    looks = [draw(st.sampled_from(looks)) for looks in (DAY_LOOKS, DAY_LOOKS, AMOUNT_LOOKS)]
    told: list[Deal] = []
    rows: list[tuple[Cell, ...]] = []
    for number, owner in enumerate(draw(st.lists(NAMES, min_size=1, max_size=6)), first):
        status = draw(st.sampled_from(sorted(STATUSES)))
        created = draw(st.none() | st.dates(date(2024, 1, 1), date(2026, 6, 30)))
        closed = draw(st.none() | st.dates(date(2026, 7, 1), date(2027, 3, 31)))
        cents = draw(
            st.none() | st.integers(0, 99_999_999) | st.integers(0, 9_999).map(lambda euros: euros * 100)
        )
        value = None if cents is None else cents // 100 if cents % 100 == 0 else cents / 100
        key: Cell = number if numbered else f"D{number}"
        marks: tuple[Cell, ...] = (STATUSES[status][dutch],)
        if truths:
            marks = (status == "won", status != "open")
        rows.append((key, owner, *marks, created, closed, value))
        told.append(
            Deal(
                str(key),
                owner,
                status,
                created,
                None if status == "open" else closed,
                None if value is None else float(value),
            )
        )
    states = (Column("Is won"), Column("Is closed")) if truths else (Column("Status"),)
    dates = (Column("Created date", looks[0]), Column("Close date", looks[1]))
    columns = (Column("Deal ID"), Column("Owner"), *states, *dates, Column("Amount", looks[2]))
    return Sheet("Deals", columns, tuple(rows)), told


NOTES: Final = Sheet(
    "Toelichting", (Column("Gemaakt voor het overleg"),), (("Cijfers van het team",), (None,))
)


@dataclass(frozen=True)
class Dialect:
    """How a program writes a table as text."""

    name: str
    delimiter: str = ","
    decimal: str = "."
    encoding: str = "utf-8"
    order: str = "ymd"
    truths: tuple[str, str] = ("FALSE", "TRUE")
    ending: str = "\r\n"
    quoting: int = csv.QUOTE_MINIMAL


DIALECTS: Final = (
    Dialect("Excel in Dutch", ";", ",", "cp1252", "dmy", ("ONWAAR", "WAAR")),
    Dialect("Excel in English, as UTF-8", ",", ".", "utf-8-sig", "mdy"),
    Dialect("Excel's text with tabs", "\t", ",", "utf-16", "dmy", ("ONWAAR", "WAAR")),
    Dialect("LibreOffice with everything quoted", ",", ".", "utf-8", "ymd", quoting=csv.QUOTE_ALL),
    Dialect("a program on Unix", ",", ".", "utf-8", "ymd", ("false", "true"), "\n"),
)
_DAYS: Final = {"ymd": "%Y-%m-%d", "dmy": "%d-%m-%Y", "mdy": "%m/%d/%Y"}


def as_text(sheet: Sheet, dialect: Dialect) -> bytes:
    """A sheet as a file of text."""
    out = io.StringIO()
    writer = csv.writer(
        out, delimiter=dialect.delimiter, lineterminator=dialect.ending, quoting=dialect.quoting
    )  # type: ignore[arg-type]
    writer.writerow([column.name for column in sheet.columns])
    writer.writerows([_shown(cell, dialect) for cell in row] for row in sheet.rows)
    return out.getvalue().encode(dialect.encoding)


def _shown(cell: Cell, dialect: Dialect) -> str:
    day = _DAYS[dialect.order]
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return dialect.truths[cell]
    if isinstance(cell, float):
        return f"{cell:.2f}".replace(".", dialect.decimal)
    if isinstance(cell, datetime):
        return cell.strftime(f"{day} %H:%M")
    if isinstance(cell, date):
        return cell.strftime(day)
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    if isinstance(cell, timedelta):
        return f"{cell // MINUTE // 60}:{cell // MINUTE % 60:02}"
    return str(cell)
