"""What stands in place of every part when the workbook can't be opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from htpy import div, p

from workbook.ui.screen import Screen
from workbook.words import Text, Translator, say


class ClosedPage:
    """A page whose workbook can't be opened: the first part says why, the others stay silent."""

    def __init__(self, reason: Text, translate: Translator) -> None:
        self._reason = reason
        self._translate = translate
        self._said = False

    def __getattr__(self, name: str) -> Callable[[], Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._say

    def _say(self) -> Screen | None:
        if self._said:
            return None
        self._said = True
        t = self._translate
        screen = Screen(words={}, book="")
        screen.html = str(
            div[
                p(".wb-notice", role="alert")[t(self._reason)],
                p[t(say("Once that is put right, reload this page."))],
            ]
        )
        return screen
