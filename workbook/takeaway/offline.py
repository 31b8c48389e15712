"""The report as one HTML file that opens anywhere, without a network and without a script.

`blocks` is also what the page shows before anything is taken along: the same markup from the same
blocks. Faces and style are written into the file; its own rule (a Content-Security-Policy) forbids it
to ask anybody for anything.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Final

from htpy import (
    Element,
    Node,
    body,
    caption,
    div,
    figcaption,
    figure,
    footer,
    fragment,
    h1,
    h2,
    h3,
    h4,
    head,
    header,
    html,
    li,
    main,
    meta,
    ol,
    p,
    section,
    span,
    strong,
    style,
    summary,
    table,
    tbody,
    td,
    th,
    thead,
    title,
    tr,
)
from htpy import details as unfold
from markupsafe import Markup

from workbook.charts import Chart
from workbook.places import assets
from workbook.takeaway.blocks import Block, Figure, Heading, Line, Lines, Passage, Report, Section, Table
from workbook.takeaway.printable import printable
from workbook.words import Translator, say

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
_FACES: Final = (
    ("Newsreader", "newsreader-latin-wght-normal.woff2", "200 800"),
    ("Inter", "inter-latin-wght-normal.woff2", "100 900"),
)
_SHEETS: Final = ("tokens.css", "charts.css", "report.css")


def offline(report: Report, translate: Translator) -> bytes:
    """The whole report as one file."""
    page = html(lang=report.language)[
        head[
            meta(charset="utf-8"),
            meta(name="viewport", content="width=device-width, initial-scale=1"),
            meta({"http-equiv": "Content-Security-Policy"}, content=_POLICY),
            meta(name="color-scheme", content="light dark"),
            title[f"{report.title} · {report.product}"],
            style[Markup(_style())],  # noqa: S704 - our own style sheets
        ],
        body(".wb-paper")[
            header(".wb-cover")[
                p(".wb-label")[report.product],
                h1[report.title],
                p(".wb-line")[report.subtitle],
                div(".wb-quote")[_paragraphs(report.quote)] if report.quote else None,
                (p(".wb-note")[fact] for fact in report.facts),
            ],
            main[(sheet(one, translate, top=2) for one in report.sections)],
            footer[p(".wb-note")[report.product]],
        ],
    ]
    return str(page).encode()


def sheet(one: Section, translate: Translator, top: int) -> Node:
    """A section with its title as a heading of level `top`."""
    return section(class_=f"wb-sheet wb-sheet-{one.id}")[
        p(".wb-label")[one.label],
        _HEADINGS[top - 1][one.title],
        (_block(block, _HEADINGS[min(top, 3)], translate) for block in one.blocks),
    ]


_HEADINGS: Final = (h1, h2, h3, h4)


def _block(block: Block, heading: Element, translate: Translator) -> Node:
    match block:
        case Passage():
            return _passage(block)
        case Heading():
            return heading[printable(block.text)]
        case Figure():
            return _figure(block, translate)
        case Lines():
            return ol(".wb-line-of-days")[(_line(line) for line in block.lines)]
        case Table():
            return _table(block.caption, block.headers, block.rows)


def _passage(block: Passage) -> Node:
    if block.manner in ("own", "quote"):
        return div(class_=f"wb-{block.manner}")[_paragraphs(block.text)]
    words = fragment[
        (strong[printable(text)] if strong_ else printable(text) for text, strong_ in block.pieces)
    ]
    return p(class_=f"wb-{block.manner}")[words]


def _paragraphs(text: str) -> Node:
    lines = [line for line in printable(text).split("\n") if line.strip()]
    return fragment[(p[line] for line in lines)]


def _line(line: Line) -> Node:
    return li(class_="wb-own-step" if line.label else None)[
        span(".wb-day")[line.day],
        fragment[" ", span(".wb-label")[line.label]] if line.label else None,
        _paragraphs(line.text),
    ]


def _figure(block: Figure, translate: Translator) -> Node:
    chart = block.chart
    return fragment[
        figure[_drawings(chart), figcaption[block.caption]],
        unfold[summary[translate(say("As a table"))], _table(chart.alternative, chart.headers, chart.rows)]
        if chart.rows
        else None,
    ]


def _drawings(chart: Chart) -> Markup:
    """Both widths; the style sheet shows the one that fits."""
    return Markup(chart.svg + chart.narrow)  # noqa: S704 - drawings of our own, which escape their texts


def _table(told: str, headers: Iterable[str], rows: Iterable[Iterable[str]]) -> Node:
    return div(".wb-scroll", tabindex="0", role="region", aria_label=told)[
        table[
            caption(".wb-hidden")[told],
            thead[tr[(th(scope="col")[cell] for cell in headers)]],
            tbody[
                (
                    tr[(th(scope="row")[cell] if i == 0 else td[cell] for i, cell in enumerate(row))]
                    for row in rows
                )
            ],
        ]
    ]


def _style() -> str:
    sheets = "\n".join((assets() / "style" / name).read_text(encoding="utf-8") for name in _SHEETS)
    return "\n".join([*(_face(*face) for face in _FACES), sheets])


def _face(family: str, name: str, weights: str) -> str:
    content = base64.b64encode((assets() / "fonts" / name).read_bytes()).decode()
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weights}; font-display: swap; '
        f'src: url("data:font/woff2;base64,{content}") format("woff2"); }}'
    )
