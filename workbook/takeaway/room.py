"""A room's summary as PDF or slides: pictures, parking lot and notes, and no single answer.

`python -m workbook.takeaway.room pdf nl` reads a summary as JSON and writes the file; the server runs it
so, in a process of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

import msgspec

from workbook.charts.chart import Chart
from workbook.mirrors.outcome import COUNTS_FROM
from workbook.mirrors.records import Share
from workbook.questions import CHOICES, DAYS, FREQUENCIES, QuestionId
from workbook.takeaway.blocks import Block, Figure, Passage, Report, Section, own, passage
from workbook.wording import CHOICE_LETTERS, FREQUENCY_NAMES, PRODUCT, PRODUCT_LINE, wording
from workbook.words import Text, Translator, say, translator
from workbook.workshop.coach_wording import COACH_WORDS, minutes_long
from workbook.workshop.records import Histogram, Picture
from workbook.workshop.summary import Summary
from workbook.workshop.wording import WORDS, seats_told, share_said

LEFT_OUT: Final = say("What is not in here")
LEFT_OUT_TOLD: Final = say(
    "Single answers, who was there, and counts under {floor} answers. Those are not kept anywhere."
)
NO_PICTURE: Final = say("No picture was made of this question.")

_WIDTH, _ROW, _BAR, _NAMES, _SAID = 560, 30, 14, 130, 130
"""Measures of the drawing in points: its width, a row, a bar, and the room for words on both sides."""


def report(summary: Summary, t: Translator) -> Report:
    """The summary as blocks that know no page."""
    return Report(
        language=t.language,
        product=t(PRODUCT),
        title=summary.title,
        subtitle=t(PRODUCT_LINE),
        quote="",
        facts=(
            t(say("{day:date}", day=summary.opened.isoformat())),
            *([summary.client] if summary.client else []),
            t(minutes_long(summary.length)),
        ),
        sections=tuple(_sections(summary, t)),
    )


def make(form: str, language: str, told: bytes) -> bytes:
    """The file, from a summary as JSON. Raises `ValueError` for a form or language there is none of."""
    made = report(msgspec.json.decode(told, type=Summary), translator(language))
    if form == "pdf":
        from workbook.takeaway.typeset import typeset

        return typeset(made)
    if form == "pptx":
        from workbook.takeaway.slides import slides

        return slides(made)
    raise ValueError(f"no summary as {form!r}")


def _sections(summary: Summary, t: Translator) -> Iterator[Section]:
    for question in summary.questions:
        blocks = tuple(_question(question, summary, t))
        yield Section(question, t(wording(question).name), t(wording(question).heading), blocks)
    if summary.parked:
        lines = tuple(own(line, "body") for line in summary.parked)
        yield Section("parked", t(WORDS["room"]), t(WORDS["park"]), lines)
    if summary.notes:
        yield Section("notes", t(WORDS["room"]), t(COACH_WORDS["notes"]), (own(summary.notes),))
    left_out = (passage(t(Text(LEFT_OUT_TOLD.id, {"floor": summary.floor}))), passage(t(WORDS["chance"])))
    yield Section("left-out", t(WORDS["room"]), t(LEFT_OUT), left_out)


def _question(question: QuestionId, summary: Summary, t: Translator) -> Iterator[Block]:
    found, papers = summary.pictures.get(question), summary.papers.get(question)
    for one in ("a", "b"):
        yield Passage(((f"{t(CHOICE_LETTERS[one])}  ", True), (t(wording(question).choices[one]), False)))
    if found is None and papers is None:
        yield passage(t(NO_PICTURE))
        return
    if found is not None:
        yield from _picture(found, "", t)
    if papers is not None:
        yield from _picture(papers, f"{t(WORDS['papers'])} · ", t)


def _picture(found: Picture, before: str, t: Translator) -> Iterator[Block]:
    if found.said is None and found.often is None:
        yield passage(before + t(WORDS["too_few"]))
    choices = [(key, t(CHOICE_LETTERS[key])) for key in CHOICES]
    often = [(key, _capital(t(FREQUENCY_NAMES[key]))) for key in FREQUENCIES]
    data = [(key, _capital(t(FREQUENCY_NAMES[key]))) for key in DAYS]
    for heading, counts, keys in (
        (WORDS["said"], found.said, choices),
        (WORDS["often"], found.often, often),
        (WORDS["data"], found.data, data),
    ):
        if counts is not None:
            yield passage(before + t(heading), "lead")
            yield Figure(_chart(t(heading), counts, keys, t), _caption(counts, t))


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _caption(counts: Histogram, t: Translator) -> str:
    said = t(seats_told(counts.n))
    return f"{said} · {t(WORDS['indicative'])}. {t(WORDS['banded'])}" if counts.n < COUNTS_FROM else said


def _chart(heading: str, counts: Histogram, keys: Sequence[tuple[str, str]], t: Translator) -> Chart:
    rows = tuple((name, t(share_said(counts.shares[key], counts.n))) for key, name in keys)
    alternative = f"{heading}: " + "; ".join(f"{name}: {said}" for name, said in rows)
    drawn = _draw(
        [(name, said, counts.shares[key]) for (key, name), (_, said) in zip(keys, rows, strict=True)],
        counts.n,
    )
    return Chart(drawn, drawn, alternative, (heading, t(seats_told(counts.n))), rows)


def _draw(rows: Sequence[tuple[str, str, Share]], n: int) -> str:
    """Bars as long as their counts; where there are only words, the third that the word stands for."""
    across, parts = _WIDTH - _NAMES - _SAID, []
    for number, (name, said, share) in enumerate(rows):
        top = number * _ROW
        letters = f'y="{top + 20}" font-family="Inter" font-size="13" fill="var(--ink)"'
        start, part = _stretch(share, n)
        parts += [
            f'<text x="0" {letters} font-weight="600">{escape(name)}</text>',
            f'<rect x="{_NAMES}" y="{top + 8}" width="{across}" height="{_BAR}" rx="2" fill="var(--accent-soft)"/>',
            f'<rect x="{_NAMES + start * across:.1f}" y="{top + 8}" width="{part * across:.1f}" height="{_BAR}" rx="2"'
            ' fill="var(--chart-1)"/>',
            f'<text x="{_WIDTH - _SAID + 12}" {letters}>{escape(said)}</text>',
        ]
    high = len(rows) * _ROW
    size = f'width="{_WIDTH}" height="{high}" viewBox="0 0 {_WIDTH} {high}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


def _stretch(share: Share, n: int) -> tuple[float, float]:
    if share.count is not None:
        return 0.0, share.count / n
    return {"few": 0.0, "half": 1 / 3, "most": 2 / 3}[share.band], 1 / 3


def main() -> None:
    """Read a summary, write a file."""
    form, language = sys.argv[1:3]
    sys.stdout.buffer.write(make(form, language, sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
