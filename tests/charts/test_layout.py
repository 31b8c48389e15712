from __future__ import annotations

import json
import re
from itertools import combinations

import pytest
from helpers.lettering import extent
from helpers.search import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.charts import NARROW, WIDE, bars, dots, intervals, people_weeks, weeks
from workbook.charts.figure import to_svg
from workbook.charts.layout import Entry, draw_key, key_height
from workbook.charts.lettering import ELLIPSIS, fit, width, wrap
from workbook.charts.sheet import Dots, Sheet, Words
from workbook.charts.tabulate import every_week
from workbook.places import assets
from workbook.words import translator

EN = translator("en")
WIDTHS = pytest.mark.parametrize("across", [WIDE, NARROW])
NAMES = st.text(st.characters(codec="latin-1", categories=("L", "Zs", "Pd")), max_size=60)


def _collisions(sheet: Sheet) -> list[tuple[str, str]]:
    placed = [(mark.text, extent(mark)) for mark in sheet.marks if isinstance(mark, Words)]
    return [
        (one, other)
        for (one, a), (other, b) in combinations(placed, 2)
        if not (a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1])
    ]


def _outside(sheet: Sheet) -> list[object]:
    out: list[object] = []
    for mark in sheet.marks:
        if isinstance(mark, Dots):
            reach = mark.radius - 0.5
            out += [
                (x, y)
                for x, y in mark.points
                if not (reach <= x <= sheet.width - reach and reach <= y <= sheet.height - reach)
            ]
        elif isinstance(mark, Words):
            left, top, right, bottom = extent(mark)
            if left < -1 or top < -1 or right > sheet.width + 1 or bottom > sheet.height + 1:
                out.append(mark.text)
    return out


@given(text=NAMES, room=st.floats(20, 400), size=st.sampled_from((13.0, 14.0, 16.0)))
def test_fitted_words_fit(text: str, room: float, size: float) -> None:
    """What was made to fit fits, and is the text itself or its beginning."""
    fitted = fit(text, room, size)
    assert width(fitted, size) <= room
    folded = " ".join(text.split())
    assert fitted == folded or (fitted.endswith(ELLIPSIS) and folded.startswith(fitted[:-1]))


@given(text=NAMES, room=st.floats(60, 400))
def test_wrapped_words_lose_nothing_unseen(text: str, room: float) -> None:
    """Wrapping keeps every word, or ends in an ellipsis."""
    lines = wrap(text, room, 13.0, most=3)
    assert len(lines) <= 3
    assert all(width(line, 13.0) <= room for line in lines)
    assert " ".join(lines) == " ".join(text.split()) or ELLIPSIS in "".join(lines)


@WIDTHS
@settings(max_examples=examples(40))
@given(
    rows=st.lists(
        st.tuples(NAMES, st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=60, max_size=60)),
        max_size=14,
    ),
    count=st.integers(1, 60),
)
def test_people_and_weeks_never_overlap(
    across: int, rows: list[tuple[str, list[int | None]]], count: int
) -> None:
    """Any team, any names, up to more than a year: labels apart, dots on the sheet, each visit a dot."""
    keys = every_week(("2025-W40", "2026-W50"))[:count]
    people = people_weeks.in_order([people_weeks.Person(name, tuple(times[:count])) for name, times in rows])
    sheet = people_weeks.paint(people, keys, across, EN)
    assert not _collisions(sheet)
    assert not _outside(sheet)
    drawn = sum(len(mark.points) for mark in sheet.marks if isinstance(mark, Dots))
    assert drawn == sum(person.total for person in people)


@WIDTHS
@settings(max_examples=examples(40))
@given(
    columns=st.lists(
        st.builds(
            weeks.Week,
            key=st.just(""),
            times=st.integers(0, 5),
            rings=st.integers(0, 5),
            unknown=st.integers(0, 3),
            data=st.booleans(),
            leave=st.booleans(),
        ),
        min_size=1,
        max_size=54,
    )
)
def test_weeks_never_overlap(across: int, columns: list[weeks.Week]) -> None:
    """A month or a year of weeks: signs on the sheet, labels apart."""
    keys = every_week(("2025-W40", "2026-W50"))
    named = [
        weeks.Week(key, one.times, one.rings, one.unknown, one.data, one.leave)
        for key, one in zip(keys, columns, strict=False)
    ]
    legend = weeks.Legend("day with marketing", "other working day", "day not known", "14 of 58 days")
    sheet = weeks.paint(named, legend, across, EN)
    assert not _collisions(sheet)
    assert not _outside(sheet)


PARTS = st.lists(
    st.builds(
        bars.Part,
        label=NAMES,
        value=st.floats(0, 10_000),
        figure=st.sampled_from(("0", "34.5 hours", "1,204")),
        unknown=st.booleans(),
    ),
    max_size=6,
)


@WIDTHS
@settings(max_examples=examples(60))
@given(parts=PARTS)
def test_bars_never_overlap(across: int, parts: list[bars.Part]) -> None:
    """Bars and parts of a bar keep their words apart and on the sheet, however small a part is."""
    for sheet in (bars.paint_bars(parts, across), bars.paint_parts(parts, across)):
        assert not _collisions(sheet)
        assert not _outside(sheet)


@WIDTHS
@given(yes=st.integers(0, 40), no=st.integers(0, 40), unknown=st.integers(0, 40))
def test_every_one_is_a_dot(across: int, yes: int, no: int, unknown: int) -> None:
    """As many signs as there were visits, all of them on the sheet."""
    sheet = dots.paint((yes, "talked over"), (no, "not found"), (unknown, "not known"), across)
    assert not _outside(sheet)
    assert not _collisions(sheet)
    filled = sum(len(mark.points) for mark in sheet.marks if isinstance(mark, Dots) and not mark.open)
    assert filled == yes + 1


@WIDTHS
@settings(max_examples=examples(40))
@given(rows=st.lists(st.tuples(NAMES, st.integers(0, 30)), min_size=1, max_size=13))
def test_months_never_overlap(across: int, rows: list[tuple[str, int]]) -> None:
    """Long labels go above their row instead of into it."""
    ranges = [intervals.Range(name, n, n / 2, n * 2 + 3.7, str(n)) for name, n in rows]
    sheet = intervals.paint_counts(ranges, across, EN, "a note")
    assert not _collisions(sheet)
    assert not _outside(sheet)


@WIDTHS
@settings(max_examples=examples(40))
@given(rows=st.lists(st.tuples(NAMES, st.integers(0, 4), st.integers(0, 60)), max_size=6))
def test_few_are_dots(across: int, rows: list[tuple[str, int, int]]) -> None:
    """A handful a month is drawn one by one, on the sheet, with what is not known apart."""
    few = [dots.Row(name, n, maybe, f"{n} +{maybe}?") for name, n, maybe in rows]
    sheet = dots.paint_rows(few, "session", "not known", across)
    assert not _collisions(sheet)
    assert not _outside(sheet)
    assert (
        sum(len(mark.points) for mark in sheet.marks if isinstance(mark, Dots))
        == sum(n for _, n, _ in rows) + 1
    )


@WIDTHS
def test_key_takes_the_height_it_says(across: int) -> None:
    """A long entry wraps, and what stands below is not drawn over."""
    entries = [Entry("dot", "word " * 30), Entry("ring", "short"), Entry("dash", "other")]
    sheet = Sheet(across, key_height(entries, across))
    draw_key(sheet, 0, entries)
    assert not _outside(sheet)
    assert not _collisions(sheet)


def test_weeks_between_are_filled_in() -> None:
    """A week without a row still has its place, over a year's end with 53 weeks too."""
    assert every_week(("2026-W52", "2027-W02")) == ("2026-W52", "2026-W53", "2027-W01", "2027-W02")
    assert every_week(()) == ()


def test_visited_first_then_by_name() -> None:
    """Rows follow the alphabet, never who gets most: the picture ranks nobody."""
    people = [
        people_weeks.Person(name, times)
        for name, times in (("tom", (0,)), ("Eva", (1,)), ("bas", (3,)), ("Aad", (None,)))
    ]
    assert [person.name for person in people_weeks.in_order(people)] == ["bas", "Eva", "Aad", "tom"]


def test_white_space_in_words_is_folded() -> None:
    """A line break in a name does not become a second line over the next row."""
    sheet = Sheet(100, 20)
    sheet.words(0, 14, "two\n lines\t here")
    sheet.words(0, 14, " \n")
    assert [mark.text for mark in sheet.marks if isinstance(mark, Words)] == ["two lines here"]
    assert "two lines here" in to_svg(sheet, "", "x")


def test_alternative_is_escaped() -> None:
    """Quotes and brackets in the words can't break out of the attribute."""
    svg = to_svg(Sheet(10, 10), 'says "a" <b> & c', "x")
    assert 'aria-label="says &quot;a&quot; &lt;b&gt; &amp; c"' in svg


def test_widths_are_those_of_the_font() -> None:
    """The list of widths belongs to the font file that ships (checked where woff2 can be read)."""
    pytest.importorskip("brotli")
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    listed = json.loads((assets() / "fonts" / "inter-widths.json").read_text(encoding="utf-8"))["widths"]
    for weight in (400, 600):
        font = TTFont(assets() / "fonts" / "inter-latin-wght-normal.woff2")
        face = instantiateVariableFont(font, {"wght": weight})
        glyphs, unit = face.getBestCmap(), face["head"].unitsPerEm
        for letter in "Één lange naam, 42 %: wk 38 – ßø":
            advance = round(face["hmtx"][glyphs[ord(letter)]][0] / unit * 1000)
            assert listed[str(weight)][letter] == advance


def test_widths_cover_dutch_and_english() -> None:
    """Every letter of both catalogues has a known width, so nothing is cut short for want of one."""
    listed = json.loads((assets() / "fonts" / "inter-widths.json").read_text(encoding="utf-8"))["widths"]
    letters = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789éèëïöüáó’‘…–—€%+?()/&.,:;!-")
    for weight in ("400", "600"):
        assert letters <= set(listed[weight])
        assert re.fullmatch(r"\d+", str(listed[weight]["W"]))
