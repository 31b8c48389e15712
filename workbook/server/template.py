"""Fills the page's template: the frame and prose first, then each cell's output, then the end.

Voilà's front end draws what it finds in data blocks of its own type once the page is complete; the
page's script puts each block in its place before that.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import jinja2
from markupsafe import Markup

from workbook.server import frame
from workbook.server.admission import ASK_AGAIN_SECONDS
from workbook.server.bundle import START
from workbook.server.notebook import Code, Page, Prose
from workbook.server.running import Shown
from workbook.server.static import (
    EXTENSION,
    EXTENSIONS,
    FRONT,
    OWN,
    SCREEN,
    STYLE,
    VOILA,
    Shelves,
    find_extension,
)
from workbook.words import translator

FOLDER: Final = Path("voila", "templates", "gewetensvragen")
_FACES: Final = ("fonts/newsreader-latin-wght-normal.woff2", "fonts/inter-latin-wght-normal.woff2")
_OUTPUT: Final = "application/vnd.voila.cell-output+json"


class Template:
    """The page's template, compiled once; every value is escaped unless it is markup of our own."""

    def __init__(self, assets: Path, shelves: Shelves, *, hosted: bool = False) -> None:
        self._shelves = shelves
        self._hosted = hosted
        self._extensions = tuple(_extension(name) for name in EXTENSIONS)
        self._jinja = jinja2.Environment(
            loader=jinja2.FileSystemLoader(assets / FOLDER),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def top(self, page: Page, kernel_id: str, *, languages: tuple[str, ...]) -> str:
        """All that can be sent before a kernel is awake: frame, prose, a place for each cell."""
        return self._jinja.get_template("index.html.j2").render(
            **self._common(page.language),
            title=self._title(page),
            page=page,
            steps=frame.steps(page.name),
            cells=page.cells,
            leads_on=page.name in frame.LEADS_ON,
            is_prose=lambda cell: isinstance(cell, Prose),
            prose=lambda cell: Markup(cell.html),  # noqa: S704 - the notebooks' authors write HTML
            others=tuple(
                (language, frame.LANGUAGE_NAMES[language], f"/{language}/{page.name}")
                for language in languages
                if language != page.language
            ),
            configuration=_data(self._configuration(kernel_id)),
            script=self._shelves.address(OWN, "page/frame.js"),
            front=self._shelves.address(FRONT, START),
            reserve=self._shelves.address(OWN, "page/reserve.js"),
            screen=self._shelves.address(OWN, SCREEN),
            told=_data(self._told(page, kernel_id)),
        )

    def part(self, page: Page, shown: Shown) -> str:
        """What one cell has to show, to be put in its place by the page's script."""
        return self._jinja.get_template("part.html.j2").render(
            element=shown.cell.element,
            kind=_OUTPUT,
            outputs=tuple(_data(output) for output in shown.outputs),
            printed=shown.printed,
            failed=translator(page.language)(frame.FRAME_WORDS["part_failed"]) if shown.failed else "",
        )

    def bottom(self, page: Page) -> str:
        """The end of the page."""
        return self._jinja.get_template("end.html.j2").render(language=page.language)

    def error(self, status: int, language: str, form: str = "") -> str:
        """A page that says what went wrong and leads back to the start, or to the `form` that was sent."""
        said = translator(language)
        told = frame.trouble(status)
        return self._jinja.get_template("error.html.j2").render(
            **self._common(language),
            title=said(told.title),
            text=said(told.text),
            home=said(frame.BACK if form else frame.HOME),
            form=form,
            reload=said(frame.FRAME_WORDS["reload"]) if status >= 500 else "",
        )

    def wait(self, language: str, ahead: int) -> str:
        """A page for who has to wait, that asks again by itself."""
        said = translator(language)
        return self._jinja.get_template("wait.html.j2").render(
            **self._common(language),
            title=said(frame.FULL.title),
            text=said(frame.FULL.text),
            place=said(frame.place_in_line(ahead)),
            seconds=ASK_AGAIN_SECONDS,
        )

    def other(self, name: str, language: str, **values: Any) -> str:
        """A page without a kernel, from a template of its own."""
        return self._jinja.get_template(name).render(**self._common(language), **values)

    def page_file(self, name: str) -> str:
        """The address of a script of our own."""
        return self._shelves.address(OWN, f"page/{name}")

    def waiting(self, page: Page) -> Iterator[Code]:
        """The code cells of a page."""
        return (cell for cell in page.cells if isinstance(cell, Code))

    def _common(self, language: str) -> dict[str, Any]:
        said = translator(language)
        return {
            "language": language,
            "words": {name: said(text) for name, text in frame.FRAME_WORDS.items()},
            "say": said,
            "hosted": self._hosted,
            "first": f"/{language}/{frame.FIRST_PAGE}",
            "style": self._shelves.address(OWN, STYLE),
            "faces": tuple(self._shelves.address(OWN, face) for face in _FACES),
            "icon": self._shelves.address(OWN, "page/icon.svg"),
        }

    def _title(self, page: Page) -> str:
        said = translator(page.language)
        steps = (said(step.name) for step in frame.steps(page.name) if step.current)
        return page.title or next(steps, page.name)

    def _configuration(self, kernel_id: str) -> dict[str, Any]:
        """What Voilà's front end reads at its start."""
        return {
            "appVersion": "1",
            "appUrl": "voila/",
            "baseUrl": "/",
            "themesUrl": "/voila/api/themes",
            "kernelId": kernel_id,
            "fullStaticUrl": self._shelves.address(VOILA).rstrip("/"),
            "fullLabextensionsUrl": self._shelves.address(EXTENSION).rstrip("/"),
            "federated_extensions": self._extensions,
            "extensionConfig": {},
            "progressiveRendering": False,
            "terminalsAvailable": False,
            "jupyterLabTheme": "light",
            "mathjaxConfig": "none",
            "fullMathjaxUrl": self._shelves.address(OWN, "page/no-math.js"),
        }

    def _told(self, page: Page, kernel_id: str) -> dict[str, Any]:
        """What the page's own script has to know."""
        said = translator(page.language)
        names = ("lost", "gone", "slow", "cookies", "reload", "done")
        return {
            "kernel": f"/api/kernels/{kernel_id}",
            "front": self._shelves.address(FRONT, START),
            "words": {name: said(frame.FRAME_WORDS[name]) for name in names},
        }


def _extension(name: str) -> Mapping[str, Any]:
    about = json.loads((find_extension(name) / "package.json").read_text(encoding="utf-8"))
    build = about["jupyterlab"]["_build"]
    return {"name": about["name"], **build}


def _data(value: object) -> Markup:
    """JSON that can stand inside a `<script>` data block: nothing in it ends the element."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    for sign in ("<", ">", "&", "\u2028", "\u2029"):
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - escaped just above
