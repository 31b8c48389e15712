"""The pictures of the third question: visits with each of the team, hours with customers, debriefs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from workbook.charts import bars, dots, people_weeks
from workbook.charts.chart import Chart, Paint, finish
from workbook.charts.layout import Entry
from workbook.charts.tabulate import OFF, alternative, hours, name_of, number, table_of
from workbook.evidence.measure import Measure
from workbook.words import Text, Translator, say

_MARKS: Final[Mapping[str, people_weeks.Kind]] = {"online": "ring", "office": "square", "elsewhere": "cross"}


def ride_alongs(measure: Measure, translate: Translator, names: Mapping[str, str]) -> Chart:
    """A row for each of the team, a disc for each visit together, other marks for who was met with them
    online or at one's own office; nobody visited is named too."""
    keys = [_week_key(column) for column in measure.columns]
    silent, off = frozenset(measure.coverage.silent), frozenset(measure.coverage.off)
    met = [one for one in measure.beside if one.id in _MARKS]
    others = {one.id: {bar.key: bar.values for bar in one.rows} for one in met}
    nothing = (0.0,) * len(keys)
    people = people_weeks.in_order(
        [
            people_weeks.Person(
                name_of(bar, translate, names),
                tuple(
                    None if key in silent else int(times) for key, times in zip(keys, bar.values, strict=True)
                ),
                tuple(
                    (_MARKS[place], tuple(int(n) for n in rows.get(bar.key, nothing)))
                    for place, rows in others.items()
                ),
            )
            for bar in measure.table
        ]
    )
    labels = [translate(one.label) for one in met]
    words = alternative(measure, [_counted(person, labels) for person in people], translate)
    headers = (
        translate(say("Who")),
        translate(say("Visits together")),
        *labels,
        *(translate(column) for column in measure.columns),
    )
    rows = tuple(
        (
            person.name,
            number(person.total, translate),
            *(number(sum(times), translate) for _, times in person.beside),
            *(
                translate(OFF) if key in off else number(float("nan") if times is None else times, translate)
                for key, times in zip(keys, person.times, strict=True)
            ),
        )
        for person in people
    )
    thin = measure.standing == "thin"
    key = (
        [
            Entry("dot", translate(say("at the customer's"))),
            *(Entry(_MARKS[one.id], label) for one, label in zip(met, labels, strict=True)),
        ]
        if met
        else []
    )
    return finish(
        lambda across: people_weeks.paint(people, keys, across, translate, thin, key), words, headers, rows
    )


def _counted(person: people_weeks.Person, labels: Sequence[str]) -> str:
    others = [
        f"{label} {sum(times)}" for label, (_, times) in zip(labels, person.beside, strict=True) if sum(times)
    ]
    return f"{person.name} {person.total}" + (f" ({', '.join(others)})" if others else "")


def _week_key(column: Text) -> str:
    """The ISO week a column is about, from the year and week its label is made of."""
    return f"{int(str(column.values['year']))}-W{int(str(column.values['week'])):02d}"


def customer_hours(measure: Measure, translate: Translator, names: Mapping[str, str]) -> Chart:
    """One bar of scheduled hours, split by who they were with."""
    sums = [sum(column) for column in zip(*(bar.values for bar in measure.table), strict=True)]
    customers, outside, reports, colleagues, alone, unknown = sums
    drawn = (
        (say("with customers"), customers, "chart-1"),
        (say("with others from outside"), outside, "chart-3"),
        (say("on reports"), reports, "chart-2"),
        (say("among colleagues, or alone"), colleagues + alone, "chart-open"),
    )
    parts = [
        bars.Part(translate(label), minutes, hours(minutes, translate), colour)
        for label, minutes, colour in drawn
    ]
    parts.append(bars.Part(translate(say("not known")), unknown, hours(unknown, translate), unknown=True))
    words = alternative(measure, [f"{part.label}: {part.figure}" for part in parts], translate)
    headers, rows = table_of(measure, say("Week"), translate, show=hours)
    thin = measure.standing == "thin"
    return finish(lambda across: bars.paint_parts(parts, across, thin), words, headers, rows)


def debriefs(measure: Measure, translate: Translator, names: Mapping[str, str]) -> Chart:
    """Each visit together as a dot: talked over within two working days, not, or not known; a bar
    where there are too many to see one by one."""
    counted = (
        (int(measure.numerator), translate(say("talked over within two working days"))),
        (int(measure.no), translate(say("not found in the calendar"))),
        (int(measure.unknown), translate(say("not known"))),
    )
    thin = measure.standing == "thin"
    words = alternative(measure, [f"{label}: {count}" for count, label in counted], translate)
    headers, rows = table_of(measure, say("Week"), translate)
    paint: Paint
    if sum(count for count, _ in counted) <= dots.MOST:
        paint = lambda across: dots.paint(*counted, across, thin)  # noqa: E731
    else:
        colours = ("chart-1", "chart-open", "chart-open")
        parts = [
            bars.Part(label, count, number(count, translate), colour, unknown=at == 2)
            for at, ((count, label), colour) in enumerate(zip(counted, colours, strict=True))
        ]
        paint = lambda across: bars.paint_parts(parts, across, thin)  # noqa: E731
    return finish(paint, words, headers, rows)
