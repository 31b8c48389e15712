"""The one widget: shows HTML that Python made, and hands back what the visitor did.

ipywidgets' own controls have no groups, names or live regions to speak of, so each part is plain,
semantic HTML instead. Whatever a browser sends is a wish: the rules are kept where it is heard.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final

import anywidget
import traitlets

from workbook.lines import unbroken

_HERE = Path(__file__).parent
_BY_ADDRESS: Final = "export default (await import(new URL(%s, window.location.origin).href)).default;"


class Screen(anywidget.AnyWidget):
    """A part on the screen.

    `html` is what it shows; `words` the save states in the reader's language; `book` tells workbooks
    apart in the browser's own storage and says nothing else about them.
    """

    # Declared here, so that no widget gets a class of its own made for it.
    _anywidget_id = traitlets.Unicode("workbook.ui.screen.Screen").tag(sync=True)
    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True, to_json=lambda html, _widget: unbroken(html))
    words = traitlets.Dict().tag(sync=True)
    book = traitlets.Unicode().tag(sync=True)

    def add_traits(self, **traits: Any) -> None:
        """Add only what is not declared: anywidget adds its own to each widget anew."""
        missing = {name: trait for name, trait in traits.items() if not self.has_trait(name)}
        if missing:
            super().add_traits(**missing)

    @traitlets.default("_esm")
    def _script(self) -> str:
        """Our own server sends the script once for all parts; JupyterLab gets it with each."""
        address = os.environ.get("WORKBOOK_SCREEN")
        return _BY_ADDRESS % json.dumps(address) if address else (_HERE / "screen.js").read_text(encoding="utf-8")

    @traitlets.default("_css")
    def _style(self) -> str:
        """Our own server sends the style sheet with the page; JupyterLab has no such page."""
        return "" if "VOILA_BASE_URL" in os.environ else style_sheet()


def style_sheet() -> str:
    """The style of the parts as one text, for a page that is not ours."""
    from workbook.places import assets

    return "\n".join(
        (assets() / "style" / name).read_text(encoding="utf-8")
        for name in ("tokens.css", "parts.css", "charts.css", "mirror.css")
    )
