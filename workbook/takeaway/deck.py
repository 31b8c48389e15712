"""An empty deck in our look, and what a deck says of itself.

python-pptx (1.0.2) begins with a deck of its own, whose properties name the program, the format and the day it was
once made with, beside the picture of its first slide and the settings of somebody's printer: none of that is kept.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, Any, Final

from workbook.tokens import tokens

if TYPE_CHECKING:
    from pptx.presentation import Presentation

WIDE: Final = 13.333
HIGH: Final = 7.5
"""A slide in inches, 16 to 9."""

LEFT: Final = 0.9
ACROSS: Final = WIDE - 2 * LEFT
"""Where words begin and how far they reach, in inches."""

_PLACES: Final = {
    0: {0: (LEFT, 1.3, ACROSS, 1.3), 1: (LEFT, 2.8, ACROSS, 3.9)},
    1: {0: (LEFT, 0.55, ACROSS, 1.0), 1: (LEFT, 1.65, ACROSS, 5.2)},
    5: {0: (LEFT, 0.55, ACROSS, 1.0)},
}
"""Where the placeholders of the layouts stand (left, top, width, height, in inches)."""

_FACES: Final = {"major": "Georgia", "minor": "Arial"}
_COLOURS: Final = {"dk1": "ink", "lt1": "paper", "dk2": "mute", "lt2": "accent-soft", "accent1": "accent"}

_DATED: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands where the program would tell when it was made."""

_TAGS: Final = {"nl": "nl-NL", "en": "en-GB"}


def empty(product: str, language: str) -> Presentation:
    """A deck without slides: wide, in our colours and two plain faces, new text in the language."""
    import pptx
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.oxml.ns import qn

    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = inches(WIDE), inches(HIGH)
    about: Any = deck.element
    about.sldSz.attrib.pop("type", None)
    master: Any = deck.slide_master
    for usual in (*about.iter(qn("a:defRPr")), *master.element.iter(qn("a:defRPr"))):
        if usual.get("lang"):
            usual.set("lang", _TAGS[language])
    _leave_out(deck.part, RELATIONSHIP_TYPE.PRINTER_SETTINGS)
    _leave_out(deck.part.package, RELATIONSHIP_TYPE.THUMBNAIL)
    _place(deck)
    _colour(master.part.part_related_by(RELATIONSHIP_TYPE.THEME), product)
    return deck


def describe(deck: Presentation, title: str, product: str, language: str) -> None:
    """The properties: the title, the language, what made it and how many slides it has; nobody's name and no day."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    about = deck.core_properties
    about.title, about.author, about.last_modified_by = title, "", ""
    about.language, about.comments, about.keywords = language, "", ""
    about.created = about.modified = _DATED
    notes = sum(slide.has_notes_slide for slide in deck.slides)
    extended: Any = deck.part.package.part_related_by(RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
    extended._blob = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>{escape(product)}</Application><PresentationFormat>Widescreen</PresentationFormat>"
        f"<Slides>{len(deck.slides)}</Slides><Notes>{notes}</Notes></Properties>"
    ).encode()


def language_id(language: str) -> Any:
    """The language of a run of text, as python-pptx names it."""
    from pptx.enum.lang import MSO_LANGUAGE_ID

    return MSO_LANGUAGE_ID.from_xml(_TAGS[language])


def inches(number: float) -> Any:
    """A length as python-pptx wants it."""
    from pptx.util import Inches

    return Inches(number)


def _leave_out(part: Any, kind: str) -> None:
    for number, related in list(part._rels.items()):
        if related.reltype == kind:
            part._rels.pop(number)


def _place(deck: Presentation) -> None:
    """Everything aligned to one left edge."""
    from pptx.enum.text import MSO_ANCHOR

    for number, places in _PLACES.items():
        layout: Any = deck.slide_layouts[number]
        for placeholder in list(layout.placeholders):
            place = places.get(placeholder.placeholder_format.idx)
            if place is None:
                placeholder._element.getparent().remove(placeholder._element)
                continue
            placeholder.left, placeholder.top, placeholder.width, placeholder.height = map(inches, place)
            frame = placeholder.text_frame
            title = placeholder.placeholder_format.idx == 0
            frame.vertical_anchor = MSO_ANCHOR.BOTTOM if title else MSO_ANCHOR.TOP
            frame.word_wrap = True
            _set_level(frame, (44 if number == 0 else 30) if title else 20)


def _colour(theme: Any, product: str) -> None:
    """Our colours and two plain faces, under our name: it is no longer the theme it was."""
    text = theme.blob.decode()
    named = re.compile(r'(<a:(?:theme|clrScheme|fontScheme)\b[^>]* name=")[^"]*')
    text = named.sub(lambda found: found[1] + escape(product), text)
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
