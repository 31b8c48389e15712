"""A server for others, to be attacked: the real pages, and one with pages made to fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import nbformat
import pytest
from helpers.behind import browser_at, kernels_of, public, public_options, secret_file, widgets

__all__ = ["browser_at", "kernels_of", "public", "public_options", "secret_file", "widgets"]

PRIVATE = "a-sentence-nobody-may-read"

_FAILING = f'''
import os, sys
import anywidget, ipywidgets, traitlets
class Fails(anywidget.AnyWidget):
    _esm = "export default {{ render() {{}} }}"
    n = traitlets.Int(0).tag(sync=True)
    def heard(self, _widget, content, _buffers):
        if content["do"] == "fail":
            print("{PRIVATE}", file=sys.stderr)
            raise ValueError("{PRIVATE}")
        if content["do"] == "tell":
            self.send({{"environment": dict(os.environ)}})
        if content["do"] == "hand over":
            self.send({{"handed": "over"}}, [bytes(9)])
fails = Fails()
fails.on_msg(fails.heard)
fails.observe(lambda change: 1 / 0, "n")
fails
'''


@pytest.fixture(scope="session")
def private() -> str:
    """What no visitor may read."""
    return PRIVATE


@pytest.fixture(scope="session")
def failing(
    tmp_path_factory: pytest.TempPathFactory,
    launch_server: Callable[..., Any],
    public_options: tuple[str, ...],
) -> Iterator[Any]:
    """A server for others whose page fails in every way a page can."""
    folder = tmp_path_factory.mktemp("pages")
    for language in ("nl", "en"):
        cells = [
            nbformat.v4.new_markdown_cell("# Start"),
            nbformat.v4.new_code_cell(_FAILING),
            nbformat.v4.new_code_cell(f'raise RuntimeError("{PRIVATE}")'),
        ]
        (folder / language).mkdir()
        nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / language / "0-start.ipynb")
    database = f"sqlite:///{tmp_path_factory.mktemp('store') / 'workbook.db'}?{PRIVATE}=1"
    running = launch_server(
        tmp_path_factory.mktemp("failing"),
        *public_options,
        WORKBOOK_NOTEBOOKS=str(folder),
        SOMEBODYS_PASSWORD=PRIVATE,
        WORKBOOK_DATABASE=database,
    )
    yield running
    running.stop()
