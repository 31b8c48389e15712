"""Sets the hand-outs anew from their source: `make hand-outs`. The PDFs ship with the program."""

from __future__ import annotations

from pathlib import Path

import typst

from workbook.takeaway import faces
from workbook.words import LANGUAGES

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


def main() -> None:
    """One PDF a language."""
    for language in LANGUAGES:
        (HAND_OUTS / f"round-{language}.pdf").write_bytes(sheet(language))


if __name__ == "__main__":
    main()
