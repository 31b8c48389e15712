"""Gewetensvragen: a coaching workbook for sales managers, in notebooks."""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"


def page(name: str) -> Any:
    """The page of this name (`start`, `plan`, `marketing`, `field`, `balance`), for a notebook.

    Its methods each show one part of the page, in the language of the notebook's folder. Raises
    `ValueError` for a name that is no page.
    """
    from workbook.ui.opening import open_page

    return open_page(name)


__all__ = ["__version__", "page"]
