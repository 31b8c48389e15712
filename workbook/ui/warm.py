"""Everything a page needs, imported and used once, for a process that kernels are forked from.

What only some visitors need (polars to read a file, scipy, icalendar) stays out: it would cost each
kernel memory as soon as it is touched, and some of it starts threads.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import Final

_LATE: Final = (
    "alembic.runtime.migration",
    "babel.dates",
    "babel.numbers",
    "matplotlib.backends.backend_svg",
    "numpy.random",
    "sqlalchemy.dialects.sqlite",
    "workbook.document",
)
"""Imported inside functions, and needed by each page."""

_HEAVY: Final = frozenset({"polars", "scipy", "icalendar"})


def warm() -> None:
    """Import the pages and their parts, and do once what is slow the first time."""
    from workbook.ui import pages, parts

    for package in (pages, parts):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    for name in _LATE:
        importlib.import_module(name)
    _speak()
    _draw()


def _speak() -> None:
    """Load both catalogues and the names of days and months."""
    from workbook.words import LANGUAGES, say, translator

    for language in LANGUAGES:
        translator(language)(say("{day:date}", day="2026-01-05"))


def _draw() -> None:
    """Find the fonts and set one line of text."""
    import io

    from matplotlib.figure import Figure

    figure = Figure(figsize=(2, 1))
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1])
    axes.set_title("1")
    figure.savefig(io.BytesIO(), format="svg")
