"""The pictures of the second question: days with marketing, campaign sessions, where deals come from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from workbook.charts import bars, dots, intervals, weeks
from workbook.charts.chart import Chart, finish
from workbook.charts.sheet import Sheet
from workbook.charts.tabulate import alternative, every_week, number, table_of
from workbook.evidence.finding import up_to
from workbook.evidence.intervals import poisson
from workbook.evidence.measure import Bar, Measure
from workbook.words import Text, Translator, say, say_n


def contact_days(measure: Measure, translate: Translator, names: Mapping[str, str]) -> Chart:
    """A column for each week, a sign for each working day in it."""
    rows = {bar.key: bar for bar in measure.table}
    columns = [_week(key, rows.get(key)) for key in every_week(tuple(rows))]
    total = translate(
        say_n("{yes} of {n} day", "{yes} of {n} days", int(measure.denominator), yes=measure.numerator)
    )
    legend = weeks.Legend(
        translate(say("day with marketing")),
        translate(say("other working day")),
        translate(say("day not known")),
        total,
    )
    figures = [total]
    for week in columns:
        if not week.leave:
            of = week.times + week.rings + week.unknown
            days = translate(say("{yes} of {n}", yes=week.times, n=of))
            if week.unknown:
                days = translate(say("{days}, {unknown} not known", days=days, unknown=week.unknown))
            figures.append(f"{translate(rows[week.key].label)}: {days}")
    words = alternative(measure, figures, translate)
    thin = measure.standing == "thin"
    headers, table = table_of(measure, say("Week"), translate)
    return finish(lambda across: weeks.paint(columns, legend, across, translate, thin), words, headers, table)


def _week(key: str, bar: Bar | None) -> weeks.Week:
    if bar is None:
        return weeks.Week(key, leave=True)
    yes, no, unknown = (int(value) for value in bar.values)
    return weeks.Week(key, yes, no, unknown)


def campaign_sessions(measure: Measure, translate: Translator, names: Mapping[str, str]) -> Chart:
    """A row for each month: its sessions, in the range the same habit could have given.

    Each month has its own exact Poisson interval; those at the ends of the period say from or until
    which day they were counted, for they are shorter. Too few for an interval, each session is a dot.
    """
    few = measure.standing == "dots"
    rows: list[dots.Row] = []
    ranges: list[intervals.Range] = []
    figures: list[str] = []
    for bar in measure.table:
        count, perhaps = int(bar.values[0]), int(bar.values[1])
        interval = poisson(count)
        label = translate(_month(bar, measure))
        figure = translate(up_to(count, perhaps))
        rows.append(dots.Row(label, count, perhaps, figure))
        ranges.append(intervals.Range(label, count, interval.low, interval.high, figure, perhaps))
        said = say(
            "{month}: {count} ({low:decimal} to {high:decimal})",
            month=label,
            count=count,
            low=interval.low,
            high=interval.high,
        )
        figures.append(f"{label}: {figure}" if few else translate(said))
    thin = measure.standing == "thin"
    unsorted = any(row.unknown for row in rows)
    note = translate(say("‘perhaps’: could not be sorted, so it may have been a session")) if unsorted else ""

    def paint(across: int) -> Sheet:
        if few:
            perhaps = translate(say("could not be sorted: perhaps a session"))
            return dots.paint_rows(rows, translate(say("session with marketing")), perhaps, across)
        return intervals.paint_counts(ranges, across, translate, note, thin)

    headers, table = table_of(measure, say("Month"), translate)
    return finish(paint, alternative(measure, figures, translate), headers, table)


def _month(bar: Bar, measure: Measure) -> Text:
    """A month's name; one the period cuts in two by the day it was counted from or until."""
    first, last = measure.period.first, measure.period.last
    if bar.key == f"{first:%Y-%m}" and first.day > 1:
        return say("from {first:day}", first=first.isoformat())
    if bar.key == f"{last:%Y-%m}" and (last + timedelta(days=1)).day > 1:
        return say("until {last:day}", last=last.isoformat())
    return bar.label


def sourced(measure: Measure, translate: Translator, names: Mapping[str, str]) -> Chart:
    """One bar of new deals: from marketing, from elsewhere, and those nobody can place."""
    drawn = (
        (say("from marketing"), measure.numerator, "chart-1"),
        (say("from elsewhere"), measure.no, "chart-open"),
    )
    parts = [
        bars.Part(translate(label), deals, number(deals, translate), colour) for label, deals, colour in drawn
    ]
    missing = translate(say("source missing or not clear"))
    parts.append(bars.Part(missing, measure.unknown, number(measure.unknown, translate), unknown=True))
    said = alternative(measure, [f"{part.label}: {part.figure}" for part in parts], translate)
    thin = measure.standing == "thin"
    headers, rows = table_of(measure, say("Source"), translate)
    return finish(lambda across: bars.paint_parts(parts, across, thin), said, headers, rows)
