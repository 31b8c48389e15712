"""'How do I get such a file?': steps and drawings for each program, closed until one is wanted."""

from __future__ import annotations

from htpy import Node, details, div, li, ol, p, summary

from workbook.ui.exports import EXPORTS, MAY_DIFFER, Export
from workbook.ui.html import rich, svg
from workbook.ui.sketch import sketch
from workbook.words import Translator, say


def exporting(t: Translator) -> Node:
    """Help for every program, one opened at a time by who needs it."""
    return details(".wb-exporting")[
        summary[t(say("How do I get such a file?"))],
        (_one(t, export) for export in EXPORTS),
        p(".wb-note")[t(MAY_DIFFER)],
    ]


def _one(t: Translator, export: Export) -> Node:
    return details(name="export")[
        summary[t(export.name)],
        ol[(li[rich(t(step))] for step in export.steps)],
        div(".wb-sketches")[(svg(sketch(panel, t)) for panel in export.panels)],
        p(".wb-note")[rich(t(export.note))],
    ]
