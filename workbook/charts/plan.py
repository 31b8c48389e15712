"""The pictures of the first question: weeks with a plan session, telling beside working, the pipeline."""

from __future__ import annotations

from collections.abc import Mapping

from workbook.charts import bars, weeks
from workbook.charts.chart import Chart, finish
from workbook.charts.tabulate import alternative, every_week, hours, name_of, number, table_of
from workbook.evidence.measure import Bar, Measure
from workbook.words import Translator, say, say_n


def cadence(measure: Measure, translate: Translator, names: Mapping[str, str]) -> Chart:
    """A column for each week, a dot for each plan session in it."""
    rows = {bar.key: bar for bar in measure.table}
    silent = frozenset(measure.coverage.silent)
    columns = [_week(key, rows.get(key), key in silent) for key in every_week(tuple(rows))]
    total = translate(
        say_n("{yes} of {n} week", "{yes} of {n} weeks", int(measure.denominator), yes=measure.numerator)
    )
    legend = weeks.Legend(
        translate(say("plan session")),
        translate(say("week without")),
        translate(say("week not known: something in it could not be sorted")),
        total,
    )
    figures = [
        total,
        *(
            f"{translate(rows[week.key].label)}: {_said(week, translate)}"
            for week in columns
            if not week.leave
        ),
    ]
    words = alternative(measure, figures, translate)
    thin = measure.standing == "thin"
    headers, table = table_of(measure, say("Week"), translate)
    return finish(lambda across: weeks.paint(columns, legend, across, translate, thin), words, headers, table)


def _week(key: str, bar: Bar | None, silent: bool) -> weeks.Week:
    if bar is None:
        return weeks.Week(key, leave=True)
    if silent:
        return weeks.Week(key, data=False)
    *sessions, perhaps = (int(value) for value in bar.values)
    held = sum(sessions)
    return weeks.Week(key, held, rings=0 if held or perhaps else 1, unknown=1 if perhaps and not held else 0)


def _said(week: weeks.Week, translate: Translator) -> str:
    if not week.data:
        return translate(say("no data"))
    return translate(say("not known")) if week.unknown else number(week.times, translate)


def broadcast(measure: Measure, translate: Translator, names: Mapping[str, str]) -> Chart:
    """Bars of hours: all together about the target, and at work on the plan with a few or all together."""
    parts = [
        bars.Part(
            translate(bar.label),
            bar.values[0],
            hours(bar.values[0], translate),
            "chart-open" if bar.key == "telling" else "chart-1",
        )
        for bar in measure.table
    ]
    if measure.unknown:
        words = translate(say("Not known which of the two"))
        parts.append(bars.Part(words, measure.unknown, hours(measure.unknown, translate), unknown=True))
    said = alternative(measure, [f"{part.label}: {part.figure}" for part in parts], translate)
    thin = measure.standing == "thin"
    headers = tuple(translate(words) for words in (say("What"), say("Hours"), say("Sessions")))
    rows = tuple(
        (translate(bar.label), hours(bar.values[0], translate), number(bar.values[1], translate))
        for bar in measure.table
    )
    return finish(lambda across: bars.paint_bars(parts, across, thin), said, headers, rows)


def pipeline(measure: Measure, translate: Translator, names: Mapping[str, str]) -> Chart:
    """A bar of open deals for each segment; those without one, or in an unknown stage, hatched."""
    parts = [
        bars.Part(name_of(bar, translate, {}), bar.values[0], number(bar.values[0], translate))
        for bar in measure.table
    ]
    if measure.unknown:
        words = translate(say("Segment or stage not known"))
        parts.append(bars.Part(words, measure.unknown, number(measure.unknown, translate), unknown=True))
    said = alternative(measure, [f"{part.label}: {part.figure}" for part in parts], translate)
    thin = measure.standing == "thin"
    headers, rows = table_of(measure, say("Segment"), translate)
    return finish(lambda across: bars.paint_bars(parts, across, thin), said, headers, rows)
