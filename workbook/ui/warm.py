"""Everything a page needs, imported and used once, for a process that kernels are forked from.

What is done here once, in a folder that is thrown away, a forked page finds done: compiled statements
and expressions, decoders, catalogues, the names of days. It is shared memory on top of that. What only
some visitors need (polars to read a file, scipy, icalendar) stays out: some of it starts threads, which
no fork survives.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import pkgutil
import tempfile
from pathlib import Path


def warm() -> None:
    """Import the pages and their parts, and walk through a question page once, headless."""
    from workbook.ui import pages, parts

    for package in (pages, parts):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    for name in ("babel.dates", "babel.numbers", "numpy.random"):
        importlib.import_module(name)
    with contextlib.redirect_stdout(io.StringIO()), tempfile.TemporaryDirectory() as folder:
        rehearse(Path(folder))
    _draw()


def rehearse(folder: Path) -> None:
    """Open a question page in each language on a store in `folder`, and answer once."""
    from ipywidgets import Widget

    from workbook.store import Shelf, open_store
    from workbook.ui.pages.question import QuestionPage
    from workbook.ui.parts.frame import Frame
    from workbook.ui.session import Session
    from workbook.words import LANGUAGES, say

    store = open_store(f"sqlite:///{(folder / 'workbook.db').as_posix()}")
    for language in LANGUAGES:
        session = Session(store, Shelf(folder), folder, language)
        session.translate(say("{day:date}", day="2026-01-05"))
        page = QuestionPage("plan", session)
        page.part(Frame)
        question = page.question()
        for show in (page.evidence, page.meaning, page.prompts, page.step, page.onward):
            show()
        question._heard(question.screen, {"do": "choose", "key": "", "value": "b", "number": 1}, [])
    Widget.close_all()  # a child starts with none


def _draw() -> None:
    """Find the fonts and set one line of text."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(2, 1))
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1])
    axes.set_title("1")
    figure.savefig(io.StringIO(), format="svg")
