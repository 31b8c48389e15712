"""The report as slides that can be changed: titles and text in placeholders, charts as pictures.

Each figure has a slide of its own with the sentence that goes with it; the words between figures share
slides, as many as they need. Text stays text, in faces that every office program has.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from workbook.charts.lettering import width
from workbook.takeaway.blocks import Block, Figure, Heading, Lines, Passage, Report, Section, Table
from workbook.takeaway.deck import ACROSS, HIGH, LEFT, describe, empty, inches, language_id
from workbook.takeaway.printable import printable
from workbook.takeaway.typeset import picture

if TYPE_CHECKING:
    from pptx.presentation import Presentation

_FULL: Final = 780
"""Letters on one slide before it gets too full to read from the back of a room."""

_DRAWN: Final = 492.0
"""Width of a chart in points, at which its letters come out as they are on the page."""

_LARGE: Final = 2
_OVER: Final = 4
"""Lines of large words over a chart that leave it room, and as many as may stand there, then less large."""

_INSET: Final = 0.1
"""Between the edge of a box and its words, in inches, as every office program has it."""

_COMMON: Final = 20
_SIZES: Final = {"lead": 24, "heading": 20, "label": 16, "note": 13, "quote": 22, "own": 20, "body": 20}
"""Letter sizes in points."""


@dataclass(frozen=True, slots=True)
class Said:
    """One paragraph on a slide."""

    pieces: tuple[tuple[str, bool], ...]
    manner: str

    @property
    def length(self) -> float:
        """Roughly how much room it takes, in letters of the common size."""
        return sum(len(text) for text, _ in self.pieces) * (_SIZES[self.manner] / _COMMON) ** 2 + 50

    @property
    def lines(self) -> int:
        """How many lines of a box as wide as a slide's words it takes at most: Inter is wider than Arial."""
        size, room = _SIZES[self.manner], (ACROSS - 2 * _INSET) * 72
        lines, at = 1, 0.0
        for word, strong in ((word, strong) for text, strong in self.pieces for word in text.split()):
            across = width(word + " ", size, 600 if strong else 400)
            if at and at + across > room:
                lines, at = lines + 1, 0.0
            at += across
            lines, at = lines + int(at // room), at % room
        return lines


def slides(report: Report) -> bytes:
    """The report as a presentation (.pptx)."""
    deck = empty(report.product, report.language)
    _cover(deck, report)
    for section in report.sections:
        _section(deck, section, report.language)
    describe(deck, report.title, report.product, report.language)
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def _section(deck: Presentation, section: Section, language: str) -> None:
    if section.id == "counting":
        _counting(deck, section, language)
        return
    waiting: list[Said] = []
    for block in section.blocks:
        if isinstance(block, Figure):
            over = bool(waiting) and waiting[-1].manner == "lead" and waiting[-1].lines <= _OVER
            lead = waiting.pop() if over else None
            if waiting and waiting[-1].manner == "heading":
                waiting.pop()
            _words(deck, section, waiting, language)
            waiting = []
            _figure(deck, section, block, lead, language)
        else:
            waiting.extend(_said(block))
    _words(deck, section, waiting, language)


def _counting(deck: Presentation, section: Section, language: str) -> None:
    """How it was counted is too much for a slide: the figures are listed, the rest is in the notes."""
    said = [one for block in section.blocks for one in _said(block)]
    titles = [Said(one.pieces, "note") for one in said if one.manner == "heading"]
    slide = _text_slide(deck, section, titles, language)
    frame: Any = slide.notes_slide.notes_text_frame
    for number, one in enumerate(said):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        for text, _ in one.pieces:
            _run(paragraph, text, language)


def _said(block: Block) -> Iterator[Said]:
    match block:
        case Passage():
            for line in _paragraphs(block):
                yield Said(line, block.manner)
        case Heading():
            yield Said(((printable(block.text), False),), "heading")
        case Lines():
            for point in block.lines:
                label = f"{point.day} · {point.label}" if point.label else point.day
                yield Said(((label, False),), "label")
                yield Said(((printable(point.text), False),), "body")
        case Table():
            yield Said(((block.caption, False),), "label")
            for row in block.rows:
                yield Said(((" · ".join(printable(cell) for cell in row), False),), "body")


def _paragraphs(block: Passage) -> Iterator[tuple[tuple[str, bool], ...]]:
    if len(block.pieces) > 1:
        yield tuple((printable(text).replace("\n", " "), strong) for text, strong in block.pieces)
        return
    for text, strong in block.pieces:
        for line in printable(text).split("\n"):
            # One paragraph can be longer than a slide: cut it between words.
            for piece in re.findall(rf".{{1,{_FULL - 100}}}(?:\s|$)|\S{{{_FULL - 100}}}", line.strip()):
                yield ((piece.strip(), strong),)


def _words(deck: Presentation, section: Section, waiting: list[Said], language: str) -> None:
    page: list[Said] = []
    for said in waiting:
        if page and sum(one.length for one in page) + said.length > _FULL:
            carried = page.pop() if page[-1].manner in ("heading", "label") and len(page) > 1 else None
            _text_slide(deck, section, page, language)
            page = [carried] if carried else []
        page.append(said)
    if page:
        _text_slide(deck, section, page, language)


def _text_slide(deck: Presentation, section: Section, page: list[Said], language: str) -> Any:
    slide: Any = deck.slides.add_slide(deck.slide_layouts[1])
    _fill(slide.shapes.title, section.title, language)
    frame: Any = slide.placeholders[1].text_frame
    for number, said in enumerate(page):
        paragraph: Any = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        _write(paragraph, said, language)
    return slide


def _write(paragraph: Any, said: Said, language: str) -> None:
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.util import Pt

    for text, strong in said.pieces:
        run = _run(paragraph, text, language)
        run.font.size = Pt(_SIZES[said.manner])
        run.font.bold = True if strong or said.manner in ("heading", "label") else None
        if said.manner in ("note", "label"):
            run.font.color.theme_color = MSO_THEME_COLOR.TEXT_2
        if said.manner == "quote":
            run.font.color.theme_color = MSO_THEME_COLOR.ACCENT_1
    paragraph.space_before = Pt(14 if said.manner in ("heading", "label") else 6)


def _figure(deck: Presentation, section: Section, block: Figure, lead: Said | None, language: str) -> None:
    slide: Any = deck.slides.add_slide(deck.slide_layouts[5])
    _fill(slide.shapes.title, section.title, language)
    top = 1.75
    if lead:
        if lead.lines > _LARGE:
            lead = Said(lead.pieces, "body")
        high = lead.lines * _SIZES[lead.manner] * 1.2 / 72 + 2 * _INSET
        box: Any = slide.shapes.add_textbox(*(inches(n) for n in (LEFT, top, ACROSS, high)))
        box.text_frame.word_wrap = True
        _write(box.text_frame.paragraphs[0], lead, language)
        top += high + _INSET
    room = HIGH - top - 1.15
    png = picture(block.chart.svg, _DRAWN, 200)
    ratio = int.from_bytes(png[16:20], "big") / int.from_bytes(png[20:24], "big")
    across = min(ACROSS, 10.4, room * ratio)
    shown: Any = slide.shapes.add_picture(io.BytesIO(png), *map(inches, (LEFT + _INSET, top, across)))
    shown._element.nvPicPr.cNvPr.set("descr", printable(block.chart.alternative))
    below = top + across / ratio + 0.15
    under: Any = slide.shapes.add_textbox(*(inches(n) for n in (LEFT, below, ACROSS, 0.6)))
    under.text_frame.word_wrap = True
    _write(under.text_frame.paragraphs[0], Said(((printable(block.caption), False),), "note"), language)


def _cover(deck: Presentation, report: Report) -> None:
    slide: Any = deck.slides.add_slide(deck.slide_layouts[0])
    _fill(slide.shapes.title, report.title, report.language)
    frame: Any = slide.placeholders[1].text_frame
    quote = printable(report.quote)
    shortened = quote if len(quote) <= _FULL else quote[: _FULL - 1].rsplit(" ", 1)[0] + " …"
    lines = [Said(((report.subtitle, False),), "body")]
    if shortened:
        lines.append(Said(((shortened.replace("\n", " "), False),), "quote"))
    lines += [Said(((printable(fact), False),), "note") for fact in report.facts]
    for number, line in enumerate(lines):
        _write(frame.paragraphs[0] if number == 0 else frame.add_paragraph(), line, report.language)


def _fill(shape: Any, text: str, language: str) -> None:
    _run(shape.text_frame.paragraphs[0], printable(text), language)


def _run(paragraph: Any, text: str, language: str) -> Any:
    """The next words of a paragraph, in their language."""
    run = paragraph.add_run()
    run.text = text
    run.font.language_id = language_id(language)
    return run
