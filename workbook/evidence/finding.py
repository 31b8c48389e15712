"""From counts to a measure: the steps that are the same for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from workbook.evidence.agenda import Agenda
from workbook.evidence.intervals import wilson
from workbook.evidence.measure import (
    FEWEST,
    FEWEST_WEEKS_WITH_DATA,
    MOST_UNKNOWN,
    Bar,
    Beside,
    Coverage,
    Interval,
    Measure,
    Period,
    Standing,
)
from workbook.questions import QuestionId
from workbook.words import Text, say, say_n

if TYPE_CHECKING:
    from workbook.activity.sorting import Topic


@dataclass(frozen=True, slots=True)
class About:
    """What a measure is, whatever the data: its id and question, how it is counted, what it can't show
    and what is known about it elsewhere (never a target)."""

    id: str
    question: QuestionId
    kind: Literal["share", "rate", "count", "minutes", "composition"]
    title: Text
    counted: Text
    limits: Text
    context: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What a figure stands on: period, coverage, the files, and what is to be known of those."""

    period: Period
    coverage: Coverage
    sources: tuple[str, ...]
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The rows behind a figure; `columns` say what each value of a row is."""

    columns: tuple[Text, ...] = ()
    rows: tuple[Bar, ...] = ()


NOTHING: Final = Table()

_BY_TITLES: Final = say(
    "A calendar of yours lists nobody: there, who was there is read from the names in its titles. Who is not named "
    "may have been there too."
)


def standing(n: float, unknown: float, whole: float, coverage: Coverage, by_weeks: bool = True) -> Standing:
    """How a figure from `n` may be drawn, of which `unknown` of `whole` could not be sorted.

    Thin comes before dots: few weeks or much unknown is the greater doubt. Deals do not come every
    week, so for them the weeks are not asked (`by_weeks`).
    """
    if by_weeks and coverage.weeks_with_data < FEWEST_WEEKS_WITH_DATA * coverage.weeks:
        return "thin"
    if whole and unknown > MOST_UNKNOWN * whole:
        return "thin"
    return "dots" if n < FEWEST else "shown"


def figure(
    about: About,
    ground: Ground,
    sentence: Text,
    *,
    numerator: float,
    denominator: float,
    unknown: float,
    how: Standing,
    value: float | None = None,
    low: float | None = None,
    high: float | None = None,
    interval: Interval | None = None,
    inside: bool = False,
    table: Table = NOTHING,
    missing: Text | None = None,
    beside: tuple[Beside, ...] = (),
) -> Measure:
    """A measure of any kind, put together."""
    return Measure(
        id=about.id,
        question=about.question,
        kind=about.kind,
        title=about.title,
        sentence=sentence,
        numerator=numerator,
        denominator=denominator,
        unknown=unknown,
        value=value,
        low=low,
        high=high,
        interval=interval,
        period=ground.period,
        coverage=ground.coverage,
        counted=about.counted,
        limits=about.limits,
        standing=how,
        columns=table.columns,
        table=table.rows,
        sources=ground.sources,
        missing=missing,
        context=(*ground.notes, *about.context),
        unknown_inside=inside,
        beside=beside,
    )


def share(
    about: About,
    ground: Ground,
    sentence: Text,
    *,
    yes: int,
    of: int,
    unknown: int,
    inside: bool,
    table: Table,
    by_weeks: bool = True,
) -> Measure:
    """A share of things that can be counted: `yes` of `of`, with Wilson's interval.

    `inside` says whether `of` counts the unknown too. With nothing known the value is None.
    """
    whole = of if inside else of + unknown
    return figure(
        about,
        ground,
        sentence,
        numerator=yes,
        denominator=of,
        unknown=unknown,
        how=standing(of, unknown, whole, ground.coverage, by_weeks),
        value=yes / of if of else None,
        low=yes / whole if whole else None,
        high=(yes + unknown) / whole if whole else None,
        interval=wilson(yes, of) if of else None,
        inside=inside,
        table=table,
    )


def absent(about: About, ground: Ground, sentence: Text, missing: Text) -> Measure:
    """A measure there is nothing for, with what would fill it."""
    return figure(
        about, ground, sentence, numerator=0, denominator=0, unknown=0, how="absent", missing=missing
    )


def opening(
    about: About, agenda: Agenda, topic: Topic, *, team: bool = False
) -> tuple[Ground, Measure | None]:
    """What a measure of the agenda stands on, sorted by a topic; and the absent measure where no calendar
    tells about the period, or with `team` nobody knows who that is."""
    notes = (_BY_TITLES,) if agenda.named else ()
    ground = Ground(agenda.material.period, agenda.coverage(topic), agenda.sources, notes)
    nothing = no_agenda(about, ground, agenda)
    return ground, nothing or (no_team(about, ground, agenda) if team else None)


def no_agenda(about: About, ground: Ground, agenda: Agenda) -> Measure | None:
    """The absent measure where no calendar tells about the period, else None."""
    period = agenda.material.period
    if any(week in agenda.weeks_with_data for week in agenda.presence.weeks):
        return None
    if not agenda.presence.days:
        return absent(
            about,
            ground,
            say("You were not at work in this period."),
            say("Choose a period with working days in it."),
        )
    return absent(
        about,
        ground,
        say("There is no calendar for this period yet."),
        say(
            "A calendar file that covers {first:date} to {last:date} would fill this: "
            "an .ics file, or Outlook's CSV.",
            first=period.first.isoformat(),
            last=period.last.isoformat(),
        ),
    )


def no_team(about: About, ground: Ground, agenda: Agenda) -> Measure | None:
    """The absent measure where nobody has been named as team, or no file tells who was there."""
    if not agenda.team:
        return absent(
            about,
            ground,
            say("Your team is not known yet."),
            say("Say on the start page who is in your team."),
        )
    if not agenda.tells_who:
        return absent(
            about,
            ground,
            say("Your calendar does not tell who was there."),
            say(
                "Load on the start page an export with the people invited: an .ics from your own mailbox has them. Of "
                "a calendar without them, titles count that name somebody of your team, as ‘Visit Veldhof with Bas’."
            ),
        )
    return None


def with_unknown(said: Text, unknown: int) -> Text:
    """The sentence of a figure, and in it how many could not be placed: a bold figure names its base
    (evidence.md, rule 7)."""
    if not unknown:
        return say("{said}.", said=said)
    return say_n("{said}; of {n} it isn't known.", "{said}; of {n} it isn't known.", unknown, said=said)


def with_unknown_appointments(said: Text, unknown: int) -> Text:
    """As `with_unknown`, where the figure counts appointments and those of which it isn't known are not
    among its base."""
    if not unknown:
        return say("{said}.", said=said)
    return say_n(
        "{said}; of {n} appointment it isn't known.",
        "{said}; of {n} appointments it isn't known.",
        unknown,
        said=said,
    )


def with_unknown_time(said: Text, unknown: float) -> Text:
    """As `with_unknown`, of minutes; less than one is none."""
    if round(unknown) < 1:
        return say("{said}.", said=said)
    return say("{said}; of {unknown:lasting} it isn't known.", said=said, unknown=unknown)


def weeks(n: int) -> Text:
    """A number of weeks, to stand inside a sentence."""
    return say_n("{n} week", "{n} weeks", n)


def up_to(n: int, unknown: int) -> Text:
    """A count, and how many it may have been with what could not be sorted: '2, perhaps 3'."""
    if unknown:
        return say("{n:number}, perhaps {most:number}", n=n, most=n + unknown)
    return say("{n:number}", n=n)


def week_label(key: str) -> Text:
    """How a week is called: by its ISO number."""
    return say("week {week:number}", week=int(key[-2:]), year=int(key[:4]))


def month_label(key: str) -> Text:
    """How a month is called: by its first day, in the reader's language."""
    return say("{first:month}", first=f"{key}-01")
