"""Two weeks kept by hand become the same measures as a calendar, marked as self-kept.

A diary tells about the days that were kept and no others. So its share of days comes with Wilson's
interval, and on the balance that share is laid on the scale of twenty working days the question asks
about: as a range, never as one number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from workbook.evidence.finding import week_label, with_unknown
from workbook.evidence.intervals import wilson
from workbook.evidence.measure import FEWEST, MOST_UNKNOWN, Bar, Coverage, Interval, Measure, Period, Standing
from workbook.evidence.presence import presence, week_key
from workbook.questions import QUESTIONS, QuestionId
from workbook.words import Text, say, say_n

FOUR_WEEKS_OF_DAYS: Final = 20
"""Working days in the four weeks that the questions ask about."""

_TITLES: Final[dict[QuestionId, Text]] = {
    "plan": say("Days with work on market or plan, from your diary"),
    "marketing": say("Days with marketing, from your diary"),
    "field": say("Days out with a sales person, from your diary"),
}
_COUNTED: Final = say(
    "Kept by yourself: three taps a day, for two weeks. Counted are working days that you kept; days you "
    "did not keep are unknown. The interval is Wilson's, over days."
)
_LIMITS: Final = say(
    "Two weeks that somebody keeps a diary are seldom the most ordinary ones, and what is kept tends to "
    "happen more. Read it as a beginning, not as a measurement."
)


@dataclass(frozen=True, slots=True)
class KeptDay:
    """A day of the diary, and the questions of which B happened on it."""

    on: date
    happened: frozenset[QuestionId]


def diary_measures(days: Iterable[KeptDay], period: Period, country: str) -> tuple[Measure, ...]:
    """What a diary says: days with B for each question, and the days with marketing by week.

    `period` are the days that could have been kept. Nothing is known before a day was kept: then there
    are no measures.
    """
    kept = {day.on: day.happened for day in days}
    if not kept:
        return ()
    working = set(presence(period, country, ()).days)
    asked = sorted(
        working | {on for on, happened in kept.items() if happened and period.first <= on <= period.last}
    )
    return (
        *(_days(question, asked, kept, period) for question in QUESTIONS),
        _contact(asked, kept, period),
    )


def with_diary(measures: Sequence[Measure], diary: Sequence[Measure]) -> tuple[Measure, ...]:
    """Measures of files and diary together: a diary fills in what no file tells, and replaces nothing
    that one does."""
    told = {m.id for m in measures if not m.self_kept and m.standing != "absent"}
    new = {m.id: m for m in diary if m.id not in told}
    kept = (new.pop(m.id, m) for m in measures if not (m.self_kept and m.id in told))
    return (*kept, *new.values())


def _days(
    question: QuestionId, asked: Sequence[date], kept: dict[date, frozenset[QuestionId]], period: Period
) -> Measure:
    yes, known, unknown = _counts(question, asked, kept)
    share = wilson(yes, known) if known else None
    scaled = share and Interval(share.low * FOUR_WEEKS_OF_DAYS, share.high * FOUR_WEEKS_OF_DAYS, "wilson")
    return replace(
        _measure(question, asked, kept, period),
        id=f"{question}.days",
        kind="count",
        sentence=with_unknown(
            say_n(
                "Of the **{n} day** you kept, it happened on **{yes}**",
                "Of the **{n} days** you kept, it happened on **{yes}**",
                known,
                yes=yes,
            ),
            unknown,
        ),
        value=yes / known * FOUR_WEEKS_OF_DAYS if known else None,
        low=scaled.low if scaled else None,
        high=scaled.high if scaled else None,
        interval=scaled or None,
        denominator=known,
        numerator=yes,
        unknown=unknown,
    )


def _contact(asked: Sequence[date], kept: dict[date, frozenset[QuestionId]], period: Period) -> Measure:
    yes, known, unknown = _counts("marketing", asked, kept)
    weeks: dict[str, Counter[str]] = {}
    for day in asked:
        state = ("yes" if "marketing" in kept[day] else "no") if day in kept else "unknown"
        weeks.setdefault(week_key(day), Counter())[state] += 1
    rows = tuple(
        Bar(week, week_label(week), (row["yes"], row["no"], row["unknown"])) for week, row in weeks.items()
    )
    return replace(
        _measure("marketing", asked, kept, period),
        id="marketing.contact_days",
        sentence=with_unknown(
            say_n(
                "By your own diary you worked with marketing on **{yes} of {n} day**",
                "By your own diary you worked with marketing on **{yes} of {n} days**",
                known + unknown,
                yes=yes,
            ),
            unknown,
        ),
        numerator=yes,
        denominator=known,
        unknown=unknown,
        value=yes / known if known else None,
        low=yes / len(asked) if asked else None,
        high=(yes + unknown) / len(asked) if asked else None,
        interval=wilson(yes, known) if known else None,
        columns=(say("Days with marketing"), say("Days without"), say("Days not known")),
        table=rows,
    )


def _counts(
    question: QuestionId, asked: Sequence[date], kept: dict[date, frozenset[QuestionId]]
) -> tuple[int, int, int]:
    known = [day for day in asked if day in kept]
    return sum(question in kept[day] for day in known), len(known), len(asked) - len(known)


def _measure(
    question: QuestionId, asked: Sequence[date], kept: dict[date, frozenset[QuestionId]], period: Period
) -> Measure:
    """What all measures of a diary have in common."""
    weeks = dict.fromkeys(week_key(day) for day in asked)
    told = {week_key(day) for day in asked if day in kept}
    known = sum(day in kept for day in asked)
    thin = known < FEWEST or len(asked) - known > MOST_UNKNOWN * len(asked)
    standing: Standing = "thin" if thin else "shown"
    return Measure(
        id="",
        question=question,
        kind="share",
        title=_TITLES[question],
        sentence=say("By your own diary."),
        numerator=0,
        denominator=0,
        unknown=0,
        value=None,
        low=None,
        high=None,
        interval=None,
        period=period,
        coverage=Coverage(len(weeks), len(told)),
        counted=_COUNTED,
        limits=_LIMITS,
        standing=standing,
        self_kept=True,
    )
