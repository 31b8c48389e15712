"""The report as PDF, set by typst and tagged as PDF/UA-1.

All words travel as data into a template that is part of the program (`report.typ`), never as markup.
Only the product's own faces are used, with typst's built-in one for other scripts; what no face can
draw becomes a box that still copies and reads aloud as what was written.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from workbook.takeaway import faces
from workbook.takeaway.blocks import Block, Figure, Heading, Lines, Passage, Report, Section, Table
from workbook.takeaway.printable import printable
from workbook.tokens import resolve, tokens

STANDARD: Final = "ua-1"
"""PDF/UA-1 (ISO 14289-1): a structure tree, a title, a language, and words for every picture."""

_TEMPLATE: Final = Path(__file__).with_name("report.typ")
_CONTINUED: Final = frozenset({"left-out"})
"""Sections that go on under the one before."""


def typeset(report: Report) -> bytes:
    """The report as one PDF."""
    return bytes(_compile(_content(report), _TEMPLATE.read_bytes(), format="pdf", pdf_standards=[STANDARD]))


def picture(svg: str, width: float, dots_per_inch: float = 144.0) -> bytes:
    """A drawing of ours as PNG on white, `width` points wide, for where no drawing can go."""
    source = (
        f"#set page(width: {width:g}pt, height: auto, margin: 0pt, fill: white)\n"
        '#image(bytes(json("data.json").svg), format: "svg", width: 100%)\n'
    )
    drawn = _compile({"svg": drawing(svg)}, source.encode(), format="png", ppi=dots_per_inch)
    return bytes(drawn)


def drawing(svg: str) -> str:
    """A drawing for where no style sheet reaches: in print colours, with faces that are there."""
    return printable(resolve(svg, "print"))


def _compile(data: dict[str, Any], template: bytes, **wanted: Any) -> Any:
    import typst

    text = json.dumps(data, ensure_ascii=False)
    files = {"main.typ": template, "data.json": text.encode()}
    missing = sorted(set(text) - _drawable())
    if not missing:
        return typst.compile(files, font_paths=[str(faces.folder())], ignore_system_fonts=True, **wanted)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "missing.ttf").write_bytes(faces.boxes(missing))
        paths = [str(faces.folder()), folder]
        return typst.compile(files, font_paths=paths, ignore_system_fonts=True, **wanted)


@lru_cache(maxsize=1)
def _drawable() -> frozenset[str]:
    """Signs for which every face has a glyph; listed beside the faces by who makes them."""
    return frozenset((faces.folder() / "signs.txt").read_text(encoding="utf-8"))


def _content(report: Report) -> dict[str, Any]:
    return {
        "language": report.language,
        "product": report.product,
        "title": report.title,
        "subtitle": report.subtitle,
        "quote": _lines(report.quote),
        "facts": [printable(fact) for fact in report.facts],
        "sections": [_section(section) for section in report.sections],
        "colours": {name: tokens().colour(name, "print") for name in tokens().colours},
        "missing": faces.MISSING,
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "label": section.label,
        "title": section.title,
        "breaks": section.id not in _CONTINUED,
        "fine": section.id == "counting",
        "blocks": [_block(block) for block in section.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Passage():
            pieces = [[printable(piece), strong] for piece, strong in block.pieces]
            return {"kind": "passage", "manner": block.manner, "pieces": pieces, "lines": _lines(block.text)}
        case Heading():
            return {"kind": "heading", "text": printable(block.text)}
        case Figure():
            chart = block.chart
            return {
                "kind": "figure",
                "svg": drawing(chart.svg),
                "alternative": printable(chart.alternative),
                "caption": printable(block.caption),
            }
        case Lines():
            lines = [
                {"day": line.day, "label": line.label, "lines": _lines(line.text)} for line in block.lines
            ]
            return {"kind": "lines", "lines": lines}
        case Table():
            rows = [[printable(cell) for cell in row] for row in block.rows]
            return {"kind": "table", "headers": _all(block.headers), "rows": rows}


def _all(texts: Iterable[str]) -> list[str]:
    return [printable(text) for text in texts]


def _lines(text: str) -> list[str]:
    """The paragraphs of a text, as a manager pressed Enter."""
    return [line for line in (printable(line).strip() for line in text.splitlines()) if line]


def card(*, product: str, title: str, steps: list[str], svg: str, foot: str) -> bytes:
    """The card for one other person as PNG, as wide as a phone and three times as sharp."""
    data = {
        "product": product,
        "title": title,
        "steps": steps,
        "svg": drawing(svg),
        "foot": foot,
        "colours": {name: tokens().colour(name, "print") for name in tokens().colours},
        "missing": faces.MISSING,
    }
    return bytes(_compile(data, _TEMPLATE.with_name("card.typ").read_bytes(), format="png", ppi=216))
