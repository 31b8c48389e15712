"""Type faces for paper, made from the ones the pages use: `python -m workbook.takeaway.faces`.

A browser takes variable faces, cut in two by script; what sets the PDF takes static ones. Each weight
the report needs is instanced from the pages' own files, its two scripts are joined, and it keeps its
licence beside it, with `signs.txt`, the signs that all of them have. For every other sign `boxes`
makes a face on the spot, so that any text a manager writes can be set, copied and read aloud. A test
keeps the files equal to what this makes, which needs brotli; only the tests install that.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from workbook.places import assets

PROSE: Final = "Newsreader"
CONTROL: Final = "Inter"
MISSING: Final = "Gewetensvragen Missing"

_STYLES: Final = {200: "ExtraLight", 400: "Regular", 500: "Medium", 600: "SemiBold"}
_CUT: Final = ("GSUB", "STAT", "MVAR", "HVAR", "DSIG")
"""Tables that differ between the two scripts or belong to variable faces; the report needs none."""

_MOMENT: Final = 3_849_984_000
"""1 January 2026 in seconds since 1904, when a face says it was made."""

_MADE: Final = (
    ("newsreader-regular.ttf", PROSE, 400, False, ("newsreader-latin", "newsreader-latin-ext")),
    ("newsreader-medium.ttf", PROSE, 500, False, ("newsreader-latin", "newsreader-latin-ext")),
    ("newsreader-semibold.ttf", PROSE, 600, False, ("newsreader-latin", "newsreader-latin-ext")),
    ("inter-regular.ttf", CONTROL, 400, False, ("inter-latin", "inter-latin-ext")),
    ("inter-semibold.ttf", CONTROL, 600, False, ("inter-latin", "inter-latin-ext")),
)


def folder() -> Path:
    """Where the faces for paper stand."""
    return assets() / "fonts" / "print"


def make() -> Iterator[tuple[str, bytes]]:
    """Every face by file name, the same bytes each time."""
    signs: list[set[int]] = []
    for name, family, weight, italic, sources in _MADE:
        files = [
            _static(f"{source}-wght-{'italic' if italic else 'normal'}.woff2", weight) for source in sources
        ]
        font = _joined(files, family, weight, italic)
        signs.append(set(font.getBestCmap()))
        yield name, _bytes(font)
    shared = sorted(code for code in set.intersection(*signs) if code >= 0x20)
    yield "signs.txt", "".join(map(chr, shared)).encode()


def _static(name: str, weight: int) -> io.BytesIO:
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font: Any = instantiateVariableFont(TTFont(assets() / "fonts" / name), {"wght": weight})
    for table in _CUT:
        if table in font:
            del font[table]
    font.flavor = None
    buffer = io.BytesIO()
    font.save(buffer)
    buffer.seek(0)
    return buffer


def _joined(files: list[io.BytesIO], family: str, weight: int, italic: bool) -> Any:
    from fontTools.merge import Merger
    from fontTools.ttLib import TTFont

    font: Any = Merger().merge(files) if len(files) > 1 else TTFont(files[0])
    style = "Italic" if italic else _STYLES[weight]
    names = font["name"]
    licence = [(record.nameID, record.toUnicode()) for record in names.names if record.nameID in (0, 13, 14)]
    names.names = []
    told = (
        (1, family if style in ("Regular", "Italic") else f"{family} {style}"),
        (2, style if style in ("Regular", "Italic") else "Regular"),
        (3, f"{family} {style} for print"),
        (4, f"{family} {style}"),
        (6, f"{family}-{style}"),
        (16, family),
        (17, style),
    )
    for number, text in dict([*licence, *told]).items():
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    return font


def boxes(characters: Iterable[str]) -> bytes:
    """A face that draws each of these characters as one and the same box, named `MISSING`.

    Each has a glyph of its own: with a shared one a reader of the PDF could not tell them apart.
    """
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen: Any = TTGlyphPen(None)
    for inset, turn in ((0, 1), (50, -1)):
        corners = [
            (80 + inset, inset),
            (80 + inset, 700 - inset),
            (620 - inset, 700 - inset),
            (620 - inset, inset),
        ]
        first, *rest = corners[::turn]
        pen.moveTo(first)
        for corner in rest:
            pen.lineTo(corner)
        pen.closePath()
    box = pen.glyph()
    builder: Any = FontBuilder(1000, isTTF=True)
    glyphs = {code: f"box{code:X}" for code in sorted({ord(one) for one in characters})}
    builder.setupGlyphOrder([".notdef", *glyphs.values()])
    builder.setupCharacterMap(glyphs)
    builder.setupGlyf(dict.fromkeys((".notdef", *glyphs.values()), box))
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", *glyphs.values()), (700, 80)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    names = {
        "familyName": MISSING,
        "styleName": "Regular",
        "uniqueFontIdentifier": MISSING,
        "fullName": MISSING,
    }
    builder.setupNameTable({**names, "psName": MISSING.replace(" ", "-")})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    return _bytes(builder.font)


def _bytes(font: Any) -> bytes:
    # Times of making would give other bytes each time.
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = _MOMENT
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


if __name__ == "__main__":
    folder().mkdir(exist_ok=True)
    for made, content in make():
        (folder() / made).write_bytes(content)
