"""The report as slides that can be changed: titles and text in placeholders, charts as pictures.

Each figure has a slide of its own with the sentence that goes with it; the words between figures share
slides, as many as they need. Text stays text, in faces that every office program has.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from workbook.takeaway.blocks import Block, Figure, Heading, Lines, Passage, Report, Section, Table
from workbook.takeaway.printable import printable
from workbook.takeaway.typeset import picture
from workbook.tokens import tokens

if TYPE_CHECKING:
    from pptx.presentation import Presentation

WIDE: Final = 13.333
HIGH: Final = 7.5
"""A slide in inches, 16 to 9."""

_LEFT: Final = 0.9
_ACROSS: Final = WIDE - 2 * _LEFT
_FULL: Final = 780
"""Letters on one slide before it gets too full to read from the back of a room."""

_DRAWN: Final = 492.0
"""Width of a chart in points, at which its letters come out as they are on the page."""

_DATED: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands where the program would tell when it was made."""

_FACES: Final = {"major": "Georgia", "minor": "Arial"}
_COLOURS: Final = {"dk1": "ink", "lt1": "paper", "dk2": "mute", "lt2": "accent-soft", "accent1": "accent"}


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


def slides(report: Report) -> bytes:
    """The report as a presentation (.pptx)."""
    import pptx

    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = _inches(WIDE), _inches(HIGH)
    _dress(deck)
    _cover(deck, report)
    for section in report.sections:
        _section(deck, section, report.language)
    about = deck.core_properties
    about.title, about.author, about.last_modified_by = report.title, "", ""
    about.language, about.comments, about.keywords = report.language, "", ""
    about.created = about.modified = _DATED
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
            lead = waiting.pop() if waiting and waiting[-1].manner == "lead" else None
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
    lines = ("".join(text for text, _ in one.pieces) for one in said)
    slide.notes_slide.notes_text_frame.text = "\n".join(lines)


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
        run = paragraph.add_run()
        run.text = text
        run.font.size = Pt(_SIZES[said.manner])
        run.font.bold = True if strong or said.manner in ("heading", "label") else None
        run.font.language_id = _language(language)
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
        box: Any = slide.shapes.add_textbox(*(_inches(n) for n in (_LEFT, top, _ACROSS, 0.9)))
        box.text_frame.word_wrap = True
        _write(box.text_frame.paragraphs[0], lead, language)
        top += 1.05
    room = HIGH - top - 1.15
    png = picture(block.chart.svg, _DRAWN, 200)
    across, high = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    width = min(_ACROSS, 10.4, room * across / high)
    shown: Any = slide.shapes.add_picture(io.BytesIO(png), _inches(_LEFT), _inches(top), _inches(width))
    shown._element.nvPicPr.cNvPr.set("descr", printable(block.chart.alternative))
    below = top + width * high / across + 0.15
    under: Any = slide.shapes.add_textbox(*(_inches(n) for n in (_LEFT, below, _ACROSS, 0.6)))
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
    run = shape.text_frame.paragraphs[0].add_run()
    run.text = printable(text)
    run.font.language_id = _language(language)


def _language(language: str) -> Any:
    from pptx.enum.lang import MSO_LANGUAGE_ID

    return {"nl": MSO_LANGUAGE_ID.DUTCH, "en": MSO_LANGUAGE_ID.ENGLISH_UK}[language]


def _inches(number: float) -> Any:
    from pptx.util import Inches

    return Inches(number)


_PLACES: Final = {
    0: {0: (_LEFT, 1.3, _ACROSS, 1.3), 1: (_LEFT, 2.8, _ACROSS, 3.9)},
    1: {0: (_LEFT, 0.55, _ACROSS, 1.0), 1: (_LEFT, 1.65, _ACROSS, 5.2)},
    5: {0: (_LEFT, 0.55, _ACROSS, 1.0)},
}
"""Where the placeholders of the layouts stand (left, top, width, height, in inches)."""


def _dress(deck: Presentation) -> None:
    """Our colours and two plain faces in the theme, and everything aligned to one left edge."""
    from pptx.enum.text import MSO_ANCHOR
    from pptx.opc.constants import RELATIONSHIP_TYPE

    for number, places in _PLACES.items():
        layout: Any = deck.slide_layouts[number]
        for placeholder in list(layout.placeholders):
            place = places.get(placeholder.placeholder_format.idx)
            if place is None:
                placeholder._element.getparent().remove(placeholder._element)
                continue
            placeholder.left, placeholder.top, placeholder.width, placeholder.height = map(_inches, place)
            frame = placeholder.text_frame
            title = placeholder.placeholder_format.idx == 0
            frame.vertical_anchor = MSO_ANCHOR.BOTTOM if title else MSO_ANCHOR.TOP
            frame.word_wrap = True
            _set_level(frame, (44 if number == 0 else 30) if title else 20)
    theme: Any = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = theme.blob.decode()
    for kind, face in _FACES.items():
        text = re.sub(rf'(<a:{kind}Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{face}", text)
    for name, token in _COLOURS.items():
        colour = tokens().colour(token, "print").lstrip("#").upper()
        text = re.sub(
            rf"(<a:{name}>).*?(</a:{name}>)", rf'\g<1><a:srgbClr val="{colour}"/>\g<2>', text, flags=re.S
        )
    theme._blob = text.encode()


def _set_level(frame: Any, size: int) -> None:
    """The first level of a placeholder: to the left, without a bullet, in our size."""
    from pptx.oxml.ns import qn

    body = frame._txBody
    style = body.find(qn("a:lstStyle"))
    for child in list(style):
        style.remove(child)
    level = style.makeelement(qn("a:lvl1pPr"), {"marL": "0", "indent": "0", "algn": "l"})
    level.append(style.makeelement(qn("a:buNone"), {}))
    level.append(style.makeelement(qn("a:defRPr"), {"sz": str(size * 100), "b": "0"}))
    style.append(level)
