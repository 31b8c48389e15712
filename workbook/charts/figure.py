"""A sheet becomes an SVG that belongs to the page: text as text, colours as the page's properties.

Drawn with matplotlib's figure and SVG writer alone: no pyplot, no axes, no figure kept anywhere.
What matplotlib writes for a file of its own is then taken out: fixed faces, dates, a style sheet
that would reach the whole page, and ids that would collide with those of the next drawing.
"""

from __future__ import annotations

import hashlib
import io
import re
from html import escape
from typing import TYPE_CHECKING, Any, Final

from workbook.charts.sheet import Box, Dots, Line, Mark, Sheet, Words

if TYPE_CHECKING:
    from matplotlib.artist import Artist

_INCH: Final = 72
"""Points to the inch: at 72 dots to the inch a point in matplotlib is a pixel of the drawing."""

_CLUTTER: Final = re.compile(
    r"<metadata>.*?</metadata>|<defs>\s*<style.*?</style>\s*</defs>|<!--.*?-->"
    r"|\s+transform=\"rotate\(-?0 [^\"]*\)\"|\s+(?=/>)",
    re.DOTALL,
)
_FACE: Final = re.compile(r"font-family:[^;\"]*;? ?")
_ID: Final = re.compile(r"\s+id=\"([^\"]*)\"")
_USED: Final = re.compile(r"(?:href=\"#|url\(#)([^\")]+)")


def to_svg(sheet: Sheet, alternative: str, name: str) -> str:
    """The sheet as an inline SVG of full width, with `alternative` as its accessible name.

    `name` becomes a class beside `wb-chart`. The same sheet gives the same text each time, and two
    different ones share no id.
    """
    colours: dict[str, str] = {}
    body = _drawn(sheet, colours)
    body = body[body.index(">", body.index("<svg")) + 1 : body.rindex("</svg>")]
    body = _CLUTTER.sub("", body)
    body = _FACE.sub("", body).replace("xlink:href", "href").replace("font-weight: 700", "font-weight: 600")
    for placeholder, token in colours.items():
        body = body.replace(placeholder, f"var(--{token})")
    body = _own_ids(body, name)
    body = re.sub(r"\s*\n\s*", " ", re.sub(r">\s*\n\s*<", "><", body)).strip()
    return (
        f'<svg class="wb-chart {name}" role="img" aria-label="{escape(alternative)}" focusable="false" '
        f'xmlns="http://www.w3.org/2000/svg" width="100%" viewBox="0 0 {sheet.width:g} {sheet.height:g}" '
        'style="font-family: var(--face-control); stroke-linejoin: round">'
        f'<g aria-hidden="true">{body}</g></svg>'
    )


def _own_ids(body: str, name: str) -> str:
    """Drops ids nothing points at; the others get a prefix made from the drawing itself."""
    used = set(_USED.findall(body))
    prefix = "wb" + hashlib.sha256(f"{name}\n{body}".encode()).hexdigest()[:10]

    def kept(found: re.Match[str]) -> str:
        return f' id="{prefix}-{found[1]}"' if found[1] in used else ""

    return _USED.sub(lambda found: f"{found[0][: -len(found[1])]}{prefix}-{found[1]}", _ID.sub(kept, body))


def _drawn(sheet: Sheet, colours: dict[str, str]) -> str:
    """What matplotlib writes; fills `colours` with the placeholder used for each token."""
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    placeholders: dict[str, str] = {}

    def colour(token: str) -> str:
        made = placeholders.setdefault(token, f"#f0e1{len(placeholders) + 1:02x}")
        colours[made] = token
        return made

    figure = Figure(figsize=(sheet.width / _INCH, sheet.height / _INCH), dpi=_INCH, frameon=False)
    write: Any = FigureCanvasSVG(figure).print_svg
    for order, mark in enumerate(sheet.marks):
        artist = _artist(mark, sheet.height, colour)
        artist.set_zorder(order)
        figure.add_artist(artist)
    written = io.StringIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "workbook"}):
        write(written, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return written.getvalue()


def _artist(mark: Mark, height: float, colour: Any) -> Artist:
    """The matplotlib artist of a mark, in pixels counted from below as matplotlib does.

    The face named here is the one matplotlib ships; no font is looked for, and the page's own takes
    its place. It has no weight 600, so 700 stands in for it until the SVG is written.
    """
    from matplotlib.font_manager import FontProperties
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle
    from matplotlib.text import Text
    from matplotlib.transforms import IdentityTransform

    here = IdentityTransform()
    match mark:
        case Line():
            return Line2D(
                (mark.x0, mark.x1),
                (height - mark.y0, height - mark.y1),
                color=colour(mark.colour),
                linewidth=mark.width,
                solid_capstyle="round" if mark.round_ends else "butt",
                transform=here,
            )
        case Dots():
            ring = 1.25 if mark.open else 0.0
            return Line2D(
                [x for x, _ in mark.points],
                [height - y for _, y in mark.points],
                linestyle="none",
                marker="o",
                markersize=2 * mark.radius - ring,
                markerfacecolor="none" if mark.open else colour(mark.colour),
                markeredgecolor=colour(mark.colour) if mark.open else "none",
                markeredgewidth=ring,
                transform=here,
            )
        case Box():
            return Rectangle(
                (mark.x, height - mark.y - mark.height),
                mark.width,
                mark.height,
                facecolor=colour(mark.colour),
                linewidth=0,
                transform=here,
            )
        case Words():
            return Text(
                mark.x,
                height - mark.y,
                mark.text,
                color=colour(mark.colour),
                fontproperties=FontProperties(
                    family="DejaVu Sans", size=mark.size, weight=700 if mark.weight == 600 else 400
                ),
                horizontalalignment=mark.align,
                verticalalignment="baseline",
                parse_math=False,
                transform=here,
            )
