"""A second look at one file: the weeks it covers, and what it could not tell, in words a person answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from htpy import Node, div, figcaption, figure, i

from workbook.activity.records import Reading, Refusal, Undecided
from workbook.words import Text, Translator, say, say_n

MOST_WEEKS: Final = 104
_LEVELS: Final = 5
_ROWS_SHOWN: Final = 8


def strip(t: Translator, reading: Reading) -> Node:
    """A bar a week, higher where there is more in it; none where the file has a single week."""
    weeks = reading.weeks[-MOST_WEEKS:]
    if len(weeks) < 2:
        return None
    most = max(weeks)
    told = say_n(
        "{filled:number} of {n:number} week has something in it; the fullest has {most:number}.",
        "{filled:number} of {n:number} weeks have something in them; the fullest has {most:number}.",
        len(weeks),
        filled=sum(1 for times in weeks if times),
        most=most,
    )
    if len(weeks) < len(reading.weeks):
        told = say("The last {n:number} weeks: {told}", n=len(weeks), told=told)
    return figure(".wb-strip")[
        div(aria_hidden="true")[
            (i({"data-n": str(-(-times * _LEVELS // most) if times else 0)}) for times in weeks)
        ],
        figcaption[t(told)],
    ]


def by_reason(refused: Sequence[Refusal]) -> tuple[Text, ...]:
    """Each reason once, with the rows it is about; those with most rows first."""
    rows: dict[str, list[Refusal]] = {}
    for one in refused:
        rows.setdefault(repr(one.reason), []).append(one)
    told: list[Text] = []
    for alike in sorted(rows.values(), key=lambda alike: -len(alike)):
        reason, numbers = alike[0].reason, [str(one.row) for one in alike if one.row]
        shown, more = ", ".join(numbers[:_ROWS_SHOWN]), len(numbers) - _ROWS_SHOWN
        if not numbers:
            told.append(reason)
        elif len(numbers) == 1:
            told.append(say("Row {row}: {reason}", row=alike[0].row, reason=reason))
        elif more > 0:
            told.append(say("Nos. {rows} and {n:number} more: {reason}", rows=shown, n=more, reason=reason))
        else:
            told.append(say("Nos. {rows}: {reason}", rows=shown, reason=reason))
    return tuple(told)


def option_text(question: Undecided, option: str) -> Text | str:
    """What an answer means, by an example from the file itself."""
    if question.key == "owner":
        from workbook.activity.ownership import EVERYBODY

        return say("All of them: every row is mine") if option == EVERYBODY else option
    if question.key == "date_order":
        return _date_text(question, option) or DATE_ORDERS[option]
    if question.key == "decimal":
        return _number_text(question, option) or option
    if question.key == "cancelled":
        return _CANCELLED[option]
    if question.key == "rows":
        return _SEVERAL[option]
    return option


def _date_text(question: Undecided, option: str) -> Text | None:
    import polars as pl

    from workbook.activity import dates

    order: dates.Order = "mdy" if option == "mdy" else "dmy"
    cells = pl.Series(question.examples, dtype=pl.String)
    for cell, day in zip(question.examples, dates.parse(cells, order)["date"], strict=True):
        if day is not None:
            return say(
                "{order}: {cell} is {day:date}", order=DATE_ORDERS[option], cell=cell, day=day.isoformat()
            )
    return None


def _number_text(question: Undecided, option: str) -> Text | None:
    import polars as pl

    from workbook.activity import numbers

    mark: numbers.Decimal = "," if option == "," else "."
    cells = pl.Series(question.examples, dtype=pl.String)
    for cell, value in zip(question.examples, numbers.parse(cells, mark), strict=True):
        if value is not None and value >= 1000:
            return say("{cell} is {value}, without cents", cell=cell, value=str(round(value)))
        if value is not None:
            return say("{cell} is a little more than {value}", cell=cell, value=str(int(value)))
    return None


DATE_ORDERS: Final = {
    "dmy": say("day, month, year (31-12-2026)"),
    "mdy": say("month, day, year (12/31/2026)"),
    "ymd": say("year, month, day (2026-12-31)"),
}

_CANCELLED: Final = {
    "leave_out": say("No, they did not take place"),
    "count": say("Yes, they took place after all"),
}

_SEVERAL: Final = {
    "newest": say("older states of the deal (the newest counts)"),
    "sum": say("parts of the deal (their values are added)"),
}

_ASKED: Final = {
    "date_order": say("In which order does this file write its dates?"),
    "zone": say("In which time zone are the times of this file?"),
    "cancelled": say("The title of some appointments says that they were cancelled. Do they count?"),
    "owner": say("Appointments of several people are in this file. Which are you?"),
    "rows": say("Some deals stand in several rows of this file, with different values. What are those rows?"),
}


def asked(question: Undecided) -> Text:
    """The question to ask."""
    if question.key == "decimal":
        return say(
            "What is {cell} in this file?", cell=question.examples[0] if question.examples else "1.234"
        )
    return _ASKED[question.key]
