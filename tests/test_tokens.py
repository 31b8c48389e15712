from __future__ import annotations

import itertools
import re

import pytest

from workbook.places import assets
from workbook.tokens import (
    GRAPHIC_CONTRAST,
    SCHEMES,
    TEXT_CONTRAST,
    Scheme,
    contrast,
    css,
    luminance,
    resolve,
    tokens,
)

TEXTS = ("ink", "mute", "accent", "warn")
MARKS = ("chart-1", "chart-2", "chart-3", "chart-open", "thin", "thin-2", "edge", "accent")
GROUNDS = ("paper", "card")
LEAST_APART = 20.0
"""CIE 1976 distance: about ten times a difference that is just noticed, for marks a few pixels wide."""

SIGHT = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Linear RGB as seen with a colour sense wholly missing: Machado, Oliveira & Fernandes 2009 (IEEE
Transactions on Visualization and Computer Graphics 15, 1291-1298), severity 1.0."""


def _seen(colour: str, sight: str) -> tuple[float, float, float]:
    """CIE L*a*b* of a colour as somebody with this sight sees it (D65)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    rgb = [min(1.0, max(0.0, sum(m * c for m, c in zip(row, linear, strict=True)))) for row in SIGHT[sight]]
    x = (0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505
    y = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]
    z = (0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def test_style_sheet_is_the_list() -> None:
    """The custom properties of the page are those of the list, so charts and page can't drift apart."""
    assert (assets() / "style" / "tokens.css").read_text(encoding="utf-8") == css()


def test_contrast_follows_the_definition() -> None:
    """Known ratios come out: black on white is 21, equal is 1, mid grey #777777 on white is 4.48."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#0f6b6b", "#0f6b6b") == pytest.approx(1)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert luminance("#ffffff") == pytest.approx(1)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_can_be_read(scheme: Scheme) -> None:
    """Every ink reaches WCAG AA on every ground it is set on, in light, dark and print."""
    known = tokens()
    pairs = [
        *itertools.product(TEXTS, (*GROUNDS, "accent-soft")),
        ("warn", "warn-soft"),
        ("ink", "warn-soft"),
    ]
    pairs += [("paper", "ink"), ("paper", "accent")]
    weak = {
        (ink, ground): round(contrast(known.colour(ink, scheme), known.colour(ground, scheme)), 2)
        for ink, ground in pairs
        if contrast(known.colour(ink, scheme), known.colour(ground, scheme)) < TEXT_CONTRAST
    }
    assert not weak


@pytest.mark.parametrize("scheme", SCHEMES)
def test_marks_can_be_seen(scheme: Scheme) -> None:
    """A chart's marks and a control's edge stand out from the page as WCAG asks of graphics."""
    known = tokens()
    weak = {
        (mark, ground): round(contrast(known.colour(mark, scheme), known.colour(ground, scheme)), 2)
        for mark, ground in itertools.product(MARKS, GROUNDS)
        if contrast(known.colour(mark, scheme), known.colour(ground, scheme)) < GRAPHIC_CONTRAST
    }
    assert not weak


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_chart_colours_differ_for_every_eye(scheme: Scheme, sight: str) -> None:
    """The three chart colours stay apart for who sees no red, no green or no blue."""
    colours = [_seen(tokens().colour(f"chart-{at}", scheme), sight) for at in (1, 2, 3)]
    apart = [
        sum((one - other) ** 2 for one, other in zip(first, second, strict=True)) ** 0.5
        for first, second in itertools.combinations(colours, 2)
    ]
    assert min(apart) >= LEAST_APART


def test_print_comes_last() -> None:
    """A reader with a dark screen prints dark ink on white paper."""
    sheet = css()
    assert sheet.index("@media print") > sheet.index("prefers-color-scheme: dark")


def test_resolve_writes_colours_out() -> None:
    """A drawing that leaves the page carries its colours; what is not on the list stays as it is."""
    written = resolve(
        "fill: var(--chart-1); stroke: var(--nothing); font-family: var(--face-control)", "dark"
    )
    assert tokens().colour("chart-1", "dark") in written
    assert "var(--nothing)" in written
    assert '"' not in written


def test_fonts_are_here_and_licensed() -> None:
    """Every face the page names ships with it, swaps in without hiding text, and has its licence."""
    sheet = (assets() / "style" / "fonts.css").read_text(encoding="utf-8")
    files = re.findall(r'url\("([^"]+)"\)', sheet)
    assert files
    assert all(path.startswith("../fonts/") for path in files)
    assert {(assets() / "style" / path).resolve().is_file() for path in files} == {True}
    assert sheet.count("font-display: swap") == len(files)
    for name in ("inter", "newsreader"):
        licence = (assets() / "fonts" / f"{name}-OFL.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE" in licence


def test_faces_named_by_the_tokens_exist() -> None:
    """The first two faces of each token are declared: ours, and the fallback with its measures."""
    sheet = (assets() / "style" / "fonts.css").read_text(encoding="utf-8")
    for value in tokens().faces.values():
        first, fallback = re.findall(r'"([^"]+)"', value)[:2]
        assert f'font-family: "{first}"' in sheet
        assert f'font-family: "{fallback}"' in sheet
        assert "size-adjust" in sheet[sheet.index(f'font-family: "{fallback}"') :]
