"""The text of a spreadsheet's cell as a table of text has it: days as days, lengths of time as hours and minutes.

A number alone says none of these: the format it is shown in does. Days count from 30 December 1899, or from
1 January 1904 (ECMA-376 part 1, 18.17.4.1).
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from typing import Final, Literal

from workbook.activity import numbers
from workbook.activity.number_formats import Shows

Role = Literal["day", "clock", "length", "number", "text"]
"""What a column is read as: days with or without a time, times of day, lengths of time, numbers that are added
up, or anything else."""

MISSING: Final = "#N/A"
"""What a cell says that has no value, as spreadsheets write it into text."""

_FIRST_DAY: Final = date(1899, 12, 30)
_BETWEEN_EPOCHS: Final = 1462
_LAST_SERIAL: Final = 2_958_466
_LONGEST: Final = 366 * 24 * 3600
_DAY: Final = 86_400

_MOMENT: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)([.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?"
)
_TIME: Final = re.compile(r"T?(\d\d):(\d\d)(?::(\d\d)([.,]\d{1,9})?)?Z?")
_PERIOD: Final = re.compile(
    r"P(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,7})M)?(?:(\d{1,9})(?:[.,]\d{1,9})?S)?)?"
)


def of_number(number: float, shows: Shows, role: Role, field: str, since_1904: bool) -> str:
    """A number as text; in a column of numbers it can be read one way only, with its currency."""
    if not math.isfinite(number):
        return MISSING
    if shows.temporal:
        text = _length(number) if shows.length or role == "length" else _moment(number, shows, since_1904)
        return text or _plain(number)
    if field in numbers.FIELDS:
        return numbers.exact(number, shows.currency)
    # A number that no format calls a day, in a column of days: counted as the workbook counts.
    if role == "day" and since_1904 and 0 <= number < _LAST_SERIAL - _BETWEEN_EPOCHS:
        return _plain(number + _BETWEEN_EPOCHS)
    return _plain(number)


def of_moment(text: str, shows: Shows, role: Role) -> str:
    """A moment, day, time or length of ISO 8601 as text, by the clock that it was written by: a spreadsheet
    knows no zones, and programs put `Z` behind what stood on the wall. What is none stays as it is."""
    text = text.strip()[:100]
    if found := _MOMENT.fullmatch(text):
        year, month, day, hour, minute, second, part = found.groups()
        seconds = _seconds(hour, minute, second, part)
        # Times of day and lengths that a program wrote as moments of the day counting begins.
        if seconds is not None and role in ("length", "clock") and int(year) < 1905:
            return _clock(seconds)
        try:
            moment = datetime(int(year), int(month), int(day)) + timedelta(seconds=seconds or 0)  # noqa: DTZ001
        except (ValueError, OverflowError):
            return text
        bare = seconds is None or (not seconds and not shows.time)
        return f"{moment:%Y-%m-%d}" if bare else f"{moment:%Y-%m-%d %H:%M:%S}"
    if found := _TIME.fullmatch(text):
        return _clock(_seconds(*found.groups()) or 0)
    if (found := _PERIOD.fullmatch(text)) and any(found.groups()):
        days, hours, minutes, seconds = (int(piece or 0) for piece in found.groups())
        return _clock(days * _DAY + hours * 3600 + minutes * 60 + seconds)
    return text


def of_truth(text: str, role: Role) -> str:
    """A truth value as text: a word in a column of numbers, where it is no number."""
    true = text.strip() in ("1", "true", "TRUE")
    if role in ("number", "length"):
        return "true" if true else "false"
    return "1" if true else "0"


def _moment(number: float, shows: Shows, since_1904: bool) -> str:
    if not shows.day and 0 <= number < 1:
        return _clock(min(round(number * _DAY), _DAY - 1))
    days, seconds = divmod(round(number * _DAY), _DAY)
    days += _BETWEEN_EPOCHS if since_1904 else 0
    if not 0 <= days < _LAST_SERIAL:
        return ""
    day = _FIRST_DAY + timedelta(days=days)
    return f"{day:%Y-%m-%d}" if not seconds and not shows.time else f"{day:%Y-%m-%d} {_clock(seconds, 2)}"


def _length(number: float) -> str:
    seconds = round(number * _DAY)
    return _clock(seconds) if 0 <= seconds < _LONGEST else ""


def _clock(seconds: int, width: int = 1) -> str:
    return f"{seconds // 3600:0{width}}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _seconds(hour: str | None, minute: str | None, second: str | None, part: str | None) -> int | None:
    if hour is None or minute is None:
        return None
    whole = int(hour) * 3600 + int(minute) * 60 + int(second or 0)
    return whole + (1 if part and float(f"0.{part[1:]}") >= 0.5 else 0)


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) and abs(number) < 2**53 else repr(number)
