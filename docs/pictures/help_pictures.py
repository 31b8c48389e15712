"""The drawings of menus as files of their own, and the manual page that holds them.

The start page draws the same panels from the same words (`workbook.ui.exports`); here they are written out
with the colours of both themes inside, so that they follow the reader's theme wherever the manual is read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from workbook.tokens import tokens
from workbook.ui.exports import EXPORTS, MAY_DIFFER
from workbook.ui.sketch import said, sketch
from workbook.words import translator

DOCS: Final = Path(__file__).resolve().parents[1]
FOLDER: Final = DOCS / "pictures" / "help"
PAGES: Final = {"nl": "exporting.nl.md", "en": "exporting.md"}
OPENINGS: Final = {
    "nl": (
        "Een bestand uit elk programma",
        "*This page in [English](exporting.md).*",
        "Hetzelfde staat op de beginpagina, onder **Hoe kom ik aan zo’n bestand?**. Wat er van elk bestand "
        "gelezen wordt, staat in [Bestanden](files.nl.md).",
    ),
    "en": (
        "A file out of each program",
        "*Deze pagina in het [Nederlands](exporting.nl.md).*",
        "The same stands on the start page, under **How do I get such a file?**. What is read from each file "
        "stands in [Files](files.md).",
    ),
}


def drawings(language: str) -> dict[str, str]:
    """Every panel as a file that stands alone, by its name."""
    translate = translator(language)
    return {
        f"{export.key}-{number}.svg": _alone(sketch(panel, translate))
        for export in EXPORTS
        for number, panel in enumerate(export.panels, 1)
    }


def manual(language: str) -> str:
    """The manual page: each program's steps and drawings."""
    t = translator(language)
    title, other, opening = OPENINGS[language]
    lines = [f"# {title}", "", other, "", opening, "", t(MAY_DIFFER), ""]
    for export in EXPORTS:
        lines += [f"## {t(export.name)}", ""]
        lines += [f"{number}. {t(step)}" for number, step in enumerate(export.steps, 1)]
        shown = (
            f"![{said(panel, t)}](pictures/help/{language}/{export.key}-{number}.svg)"
            for number, panel in enumerate(export.panels, 1)
        )
        lines += ["", " ".join(shown), "", t(export.note), ""]
    return "\n".join(lines)


def _alone(drawing: str) -> str:
    """With the tokens it names inside, light and dark."""
    known = tokens()
    named = [name for name in known.colours if f"var(--{name})" in drawing]

    def block(scheme: str) -> str:
        return "".join(f"--{name}:{known.colours[name][scheme]};" for name in named)  # type: ignore[index]

    face = known.faces["face-control"].replace('"', "'")
    style = (
        f"<style>:root{{{block('light')}--face-control:{face};}}"
        f"@media (prefers-color-scheme:dark){{:root{{{block('dark')}}}}}</style>"
    )
    start, end = drawing.split(">", 1)
    return f"{start}>{style}{end}\n"


def make(language: str) -> None:
    """Write drawings and page of one language."""
    folder = FOLDER / language
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.svg"):
        old.unlink()
    for name, drawing in drawings(language).items():
        (folder / name).write_text(drawing, encoding="utf-8")
    (DOCS / PAGES[language]).write_text(manual(language), encoding="utf-8")
