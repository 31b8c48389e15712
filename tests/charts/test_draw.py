from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest
from helpers.lettering import extent

from workbook.charts import CHARTED, NARROW, WIDE, Chart, draw
from workbook.charts.sheet import Words
from workbook.charts.tabulate import every_week
from workbook.evidence.measure import Bar, Coverage, Measure
from workbook.questions import QUESTIONS
from workbook.tokens import tokens
from workbook.words import LANGUAGES, say, translator

Sample = Callable[..., Measure]
SVG = "{http://www.w3.org/2000/svg}"
LEAST_LETTER = 12.0
COLUMN, PHONE = 608, 325
"""The reading column without its margins, and a phone of 360 pixels without its: the narrowest each
drawing is shown at on those screens."""


@pytest.fixture(params=CHARTED)
def any_id(request: pytest.FixtureRequest) -> str:
    """Each measure that has a picture."""
    return str(request.param)


@pytest.fixture(params=LANGUAGES)
def chart(any_id: str, request: pytest.FixtureRequest, sample: Sample, names: dict[str, str]) -> Chart:
    """Each picture in each language."""
    return draw(sample(any_id), translator(request.param), names)


def _read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own drawing, read back


def _texts(svg: str) -> Iterator[Words]:
    anchors = {"start": "left", "middle": "center", "end": "right"}
    for text in _read(svg).iter(f"{SVG}text"):
        style = dict(part.strip().split(": ") for part in text.get("style", "").split(";") if part.strip())
        yield Words(
            float(text.get("x", "nan")),
            float(text.get("y", "nan")),
            "".join(text.itertext()),
            size=float(style["font-size"].removesuffix("px")),
            weight=600 if style.get("font-weight") == "600" else 400,
            align=anchors[style["text-anchor"]],  # type: ignore[arg-type]
        )


def test_two_or_three_pictures_a_question() -> None:
    """Each question has its two or three pictures, and no more."""
    for question in QUESTIONS:
        assert 2 <= sum(id.startswith(f"{question}.") for id in CHARTED) <= 3


def test_drawing_belongs_to_the_page(chart: Chart) -> None:
    """No fixed face, no fixed colour, no date and no style sheet of its own: the page decides."""
    for svg in (chart.svg, chart.narrow):
        assert not re.search(r"#[0-9a-fA-F]{6}\b|rgb\(", svg)
        assert set(re.findall(r"font-family: ([^;\"]+)", svg)) == {"var(--face-control)"}
        assert "<style" not in svg
        assert "metadata" not in svg
        assert not re.search(r"\b20\d\d-\d\d-\d\dT", svg)
        used = set(re.findall(r"var\(--([a-z0-9-]+)\)", svg)) - {"face-control"}
        assert used <= set(tokens().colours)


def test_drawing_fills_its_column(chart: Chart) -> None:
    """A drawing takes the width of its column and keeps its shape; the two are drawn for two widths."""
    for svg, width in ((chart.svg, WIDE), (chart.narrow, NARROW)):
        root = _read(svg)
        assert root.get("width") == "100%"
        assert root.get("height") is None
        assert root.get("viewBox", "").startswith(f"0 0 {width} ")


def test_drawing_has_a_name_and_hides_its_marks(chart: Chart) -> None:
    """A screen reader hears the alternative once, and none of the loose labels."""
    for svg in (chart.svg, chart.narrow):
        root = _read(svg)
        assert root.get("role") == "img"
        assert root.get("aria-label") == chart.alternative
        assert [child.get("aria-hidden") for child in root] == ["true"]


def test_letters_are_large_enough(chart: Chart) -> None:
    """No letter comes out under 12 pixels, neither in the reading column nor on a phone."""
    for svg, shown, drawn in ((chart.svg, COLUMN, WIDE), (chart.narrow, PHONE, NARROW)):
        assert min(words.size for words in _texts(svg)) * shown / drawn >= LEAST_LETTER


def test_labels_do_not_touch_or_leave_the_drawing(chart: Chart) -> None:
    """Words can be read: none over another, none cut off at the edge, with long Dutch names."""
    for svg in (chart.svg, chart.narrow):
        _, _, width, height = (float(part) for part in _read(svg).get("viewBox", "").split())
        placed = [(words.text, extent(words)) for words in _texts(svg)]
        for text, (left, top, right, bottom) in placed:
            assert left >= -1, text
            assert top >= -1, text
            assert right <= width + 1, text
            assert bottom <= height + 1, text
        for (one, a), (other, b) in combinations(placed, 2):
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart, (one, other)


def test_no_two_drawings_share_an_id(sample: Sample, names: dict[str, str]) -> None:
    """Several drawings on one page don't take each other's dots: ids are unique and all are found."""
    seen: set[str] = set()
    for id in CHARTED:
        chart = draw(sample(id), translator("nl"), names)
        for svg in (chart.svg, chart.narrow):
            ids = set(re.findall(r"\sid=\"([^\"]+)\"", svg))
            assert not ids & seen
            assert set(re.findall(r"href=\"#([^\"]+)\"", svg)) == ids
            seen |= ids


def test_same_measure_gives_the_same_drawing(any_id: str, sample: Sample, names: dict[str, str]) -> None:
    """Drawing twice gives the same text: a page that redraws does not flicker, a report can be compared."""
    say_it = translator("nl")
    assert draw(sample(any_id), say_it, names) == draw(sample(any_id), say_it, names)


def test_thin_is_grey(any_id: str, sample: Sample, names: dict[str, str]) -> None:
    """Too little data takes the colour out, and the words say so."""
    chart = draw(sample(any_id, standing="thin"), translator("en"), names)
    used = set(re.findall(r"var\(--([a-z0-9-]+)\)", chart.svg + chart.narrow))
    assert not used & {"chart-1", "chart-2", "chart-3", "chart-soft", "accent", "warn"}
    assert chart.alternative.startswith("Too little data")


def test_dots_carry_no_percentage(any_id: str, sample: Sample, names: dict[str, str]) -> None:
    """Below five there are counts alone."""
    chart = draw(sample(any_id, standing="dots", numerator=1, denominator=3), translator("en"), names)
    drawn = [words.text for svg in (chart.svg, chart.narrow) for words in _texts(svg)]
    assert not [text for text in drawn if "%" in text and "interval" not in text]


def test_few_sessions_are_dots(sample: Sample) -> None:
    """Below five an interval would promise more than counting can: each session is a dot."""
    chart = draw(sample("marketing.campaign_sessions", standing="dots"), translator("en"), {})
    assert "95%" not in chart.svg + chart.alternative
    assert len(re.findall(r"<use ", chart.svg)) == 10 + 1
    assert "October 2026: 6, perhaps 8" in chart.alternative


def test_absent_has_no_picture(any_id: str, sample: Sample) -> None:
    """Where there is nothing, an empty frame would pretend there was."""
    with pytest.raises(ValueError, match="absent"):
        draw(sample(any_id, standing="absent", missing=say("A file")), translator("en"), {})


def test_measure_without_a_picture_is_refused(sample: Sample) -> None:
    """A measure that is only told can't be drawn by mistake."""
    with pytest.raises(ValueError, match="no picture"):
        draw(replace(sample("plan.cadence"), id="plan.won"), translator("en"), {})


def test_ride_alongs_names_everybody_in_full(sample: Sample, names: dict[str, str]) -> None:
    """A name that was cut short in the drawing is whole in the words and in the table, visited or not."""
    chart = draw(sample("field.ride_alongs"), translator("nl"), names)
    long = names["p5@demo.example"]
    assert f"{long} 0" in chart.alternative
    assert long not in chart.narrow.split(">", 1)[1]
    assert "…" in chart.narrow
    assert {row[0] for row in chart.rows} == set(names.values())
    assert all(len(row) == len(chart.headers) for row in chart.rows)
    assert [row[1] for row in chart.rows] == ["5", "4", "3", "1", "1", "0", "0"]


def test_never_visited_stand_in_the_warning_ink(sample: Sample, names: dict[str, str]) -> None:
    """An empty row is information: its name and its nought are in the warning ink, the others aren't."""
    chart = draw(sample("field.ride_alongs"), translator("nl"), names)
    warned = re.findall(r"<text[^>]*var\(--warn\)[^>]*>([^<]+)<", chart.svg)
    assert warned.count("0") == 2
    assert "Tom" in warned
    assert "Anouk" not in warned


def test_ride_alongs_dots_are_the_visits(sample: Sample, names: dict[str, str]) -> None:
    """As many dots as visits, in both drawings."""
    chart = draw(sample("field.ride_alongs"), translator("nl"), names)
    for svg in (chart.svg, chart.narrow):
        assert len(re.findall(r"<use ", svg)) == 14


def test_cadence_tells_nothing_from_no_data(sample: Sample, names: dict[str, str]) -> None:
    """A week without data is drawn and said otherwise than a week without a session."""
    say_it = translator("en")
    silent = draw(sample("plan.cadence"), say_it, names)
    assert "no data that week" in silent.svg
    assert "week 37: no data" in silent.alternative
    told = draw(sample("plan.cadence", coverage=Coverage(12, 12)), say_it, names)
    assert "no data" not in told.svg
    assert "week 37: 0" in told.alternative
    assert "week without" in told.svg


def test_weeks_of_leave_are_left_empty(sample: Sample, names: dict[str, str]) -> None:
    """A week the manager was off is neither nought nor unknown."""
    chart = draw(sample("marketing.contact_days"), translator("en"), names)
    assert "week 40" not in chart.alternative
    assert "you were off" in chart.svg
    assert "week 38: 0 of 5, 5 not known" in chart.alternative


def test_contact_days_signs_add_up(sample: Sample, names: dict[str, str]) -> None:
    """Each working day is one sign: with marketing, without, or not known."""
    chart = draw(sample("marketing.contact_days"), translator("en"), names)
    days = sum(sum(bar.values) for bar in sample("marketing.contact_days").table)
    key = 2 + 1
    drawn = len(re.findall(r"<use ", chart.svg)) + sum(words.text == "?" for words in _texts(chart.svg))
    assert drawn == days + key


def test_alternative_says_every_figure(sample: Sample, names: dict[str, str]) -> None:
    """Who can't see the picture gets its numbers, not a description of it."""
    said = draw(sample("marketing.sourced"), translator("en"), names).alternative
    assert all(f": {count}" in said for count in (12, 30, 24))
    months = draw(sample("marketing.campaign_sessions"), translator("en"), names).alternative
    assert "September 2026: 3 (0.6 to 8.8)" in months
    assert "from 17 August: 1" in months


def test_names_are_text_and_never_markup(sample: Sample) -> None:
    """A name is shown as it is, whatever it holds: no tag, no formula."""
    names = {"p0@demo.example": '<img src=x onerror="1">', "p1@demo.example": "$x^2$ & zn."}
    chart = draw(sample("field.ride_alongs"), translator("nl"), names)
    for svg in (chart.svg, chart.narrow):
        assert "<img" not in svg
        shown = [words.text for words in _texts(svg)]
        assert "$x^2$ & zn." in shown


def test_many_visits_become_a_bar(sample: Sample) -> None:
    """Above what an eye can count, dots give way to a bar, with the same figures."""
    chart = draw(sample("field.debriefs", numerator=300, denominator=500, unknown=20), translator("en"), {})
    assert "<use " not in chart.svg
    assert {"300", "200", "20"} <= {words.text for words in _texts(chart.svg)}


def test_one_drawing_is_quick(any_id: str, sample: Sample, names: dict[str, str]) -> None:
    """Both drawings of a chart, warm, take less than two times 80 milliseconds."""
    say_it, measure = translator("nl"), sample(any_id)
    draw(measure, say_it, names)

    def once() -> float:
        start = time.process_time()
        draw(measure, say_it, names)
        return time.process_time() - start

    assert min(once() for _ in range(3)) < 2 * 0.080


def test_nothing_heavy_before_the_first_drawing() -> None:
    """A page without a chart does not pay for matplotlib, and no drawing ever loads pyplot."""
    script = (
        "import sys, workbook.charts as charts\n"
        "assert 'matplotlib' not in sys.modules\n"
        "from workbook.words import translator\n"
        "view = charts.View('You', 1, 3, None, '1-3 days')\n"
        "charts.draw_balance([charts.BalanceRow('Question', (view,))], translator('en'))\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_thin_parts_can_be_told_apart(sample: Sample) -> None:
    """Grey or not, a part of a bar and its neighbour are two different greys."""
    chart = draw(sample("marketing.sourced", standing="thin"), translator("en"), {})
    filled = re.findall(r"<path d=\"[^\"]*\" style=\"fill: var\(--([a-z0-9-]+)\)\"", chart.svg)
    assert len(set(filled)) == 2


def test_small_signs_match_their_key(sample: Sample, names: dict[str, str]) -> None:
    """Where a question mark is too small to read in a long period, the key shows the tick instead."""
    year = tuple(
        Bar(key, say("week {week:number}", week=int(key[-2:])), (0, 4, 1))
        for key in every_week(("2025-W48", "2026-W47"))
    )
    chart = draw(sample("marketing.contact_days", table=year), translator("en"), names)
    assert "?" not in [words.text for words in _texts(chart.svg)]
    assert "day not known" in chart.svg
