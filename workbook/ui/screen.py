"""The one widget: shows HTML that Python made, and hands back what the visitor did.

ipywidgets' own controls have no groups, names or live regions to speak of, so each part is plain,
semantic HTML instead. Whatever a browser sends is a wish: the rules are kept where it is heard.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import anywidget
import traitlets

_HERE = Path(__file__).parent


class Screen(anywidget.AnyWidget):
    """A part on the screen.

    `html` is what it shows; `words` the save states in the reader's language; `book` tells workbooks
    apart in the browser's own storage and says nothing else about them.
    """

    _esm = (_HERE / "screen.js").read_text(encoding="utf-8")
    html = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    book = traitlets.Unicode().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        # Our own server sends the style sheet with the page; JupyterLab has no such page.
        if "VOILA_BASE_URL" not in os.environ:
            self._css = style_sheet()
        super().__init__(**traits)


def style_sheet() -> str:
    """The style of the parts as one text, for a page that is not ours."""
    from workbook.places import assets

    return "\n".join(
        (assets() / "style" / name).read_text(encoding="utf-8")
        for name in ("tokens.css", "parts.css", "charts.css", "mirror.css")
    )
