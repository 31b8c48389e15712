"""A page as it stands on disk: its prose as HTML, its code cells waiting to be run.

Prose is written by the authors of the notebooks and may hold HTML; nothing a visitor gives comes
through here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import nbformat
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from workbook.lines import unbroken
from workbook.words import LANGUAGES

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
_HEADING: Final = re.compile(r"^#\s+(.+?)\s*#*$", re.MULTILINE)
_PART: Final = re.compile(r"^\w+\.(\w+)\(\)\s*\Z", re.MULTILINE)
_MARKS: Final = re.compile(r"<[^>]+>|[*_`\\]")


@dataclass(frozen=True, slots=True)
class Prose:
    """A markdown cell as HTML."""

    html: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code cell: its place in the notebook, the part its last line asks for, and the element its output
    will appear in."""

    index: int
    part: str = ""

    @property
    def element(self) -> str:
        """The id of the element."""
        return f"wb-cell-{self.index}"


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `title` is its first heading, empty when it has none."""

    language: str
    name: str
    title: str
    cells: tuple[Prose | Code, ...]
    notebook: Any


def pages(folder: Path, language: str) -> frozenset[str]:
    """The names of the pages there are in a language."""
    if language not in LANGUAGES:
        return frozenset()
    return frozenset(path.stem for path in (folder / language).glob("*.ipynb") if _NAME.fullmatch(path.stem))


def read_page(folder: Path, language: str, name: str) -> Page:
    """A page, read again when its file changed. Raises `KeyError` for one that is not there."""
    if name not in pages(folder, language):
        raise KeyError(name)
    path = folder / language / f"{name}.ipynb"
    return _read(path, path.stat().st_mtime_ns, language)


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int, language: str) -> Page:
    notebook = nbformat.read(path, as_version=4)
    cells: list[Prose | Code] = []
    title = ""
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            heading = _HEADING.search(cell.source)
            if heading and not title:
                title = " ".join(_MARKS.sub(" ", heading.group(1)).split())
            cells.append(Prose(_prose(cell.source, cell.get("attachments", {}))))
        elif cell.cell_type == "code" and cell.source.strip():
            cells.append(Code(index, _part(cell.source)))
    return Page(language, path.stem, title, tuple(cells), notebook)


def _part(source: str) -> str:
    """The name of the part, as in `plan.question()`; empty where a cell ends otherwise."""
    found = _PART.search(source)
    return found.group(1) if found else ""


def _prose(source: str, attachments: dict[str, Any]) -> str:
    renderer = IPythonRenderer(escape=False, attachments=attachments, exclude_anchor_links=True)
    return unbroken(MarkdownWithMath(renderer=renderer).render(source))
