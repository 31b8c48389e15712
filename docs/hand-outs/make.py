"""Sets the hand-outs anew from their source: `make hand-outs`. The PDFs ship with the program."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from workbook.takeaway import faces
from workbook.words import LANGUAGES, translator
from workbook.workshop.paper import on_paper

HERE = Path(__file__).resolve().parent
HAND_OUTS = HERE.parents[1] / "assets" / "hand-outs"


def sheet(language: str) -> bytes:
    """The sheet in one language, as a PDF tagged as PDF/UA-1."""
    made: bytes = typst.compile(
        str(HERE / "round.typ"),
        font_paths=[str(faces.folder())],
        ignore_system_fonts=True,
        sys_inputs={"language": language},
        pdf_standards=["ua-1"],
    )
    return made


def questions(language: str) -> bytes:
    """The three questions with space to write, for a workshop's room, in one language."""
    made: bytes = typst.compile(
        str(HERE / "questions.typ"),
        font_paths=[str(faces.folder())],
        ignore_system_fonts=True,
        sys_inputs={"words": json.dumps(on_paper(translator(language)), ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    return made


def main() -> None:
    """One PDF of each kind a language."""
    for language in LANGUAGES:
        (HAND_OUTS / f"round-{language}.pdf").write_bytes(sheet(language))
        (HAND_OUTS / f"questions-{language}.pdf").write_bytes(questions(language))


if __name__ == "__main__":
    main()
