"""Texts that are typed: kept as they are, and never over what another page wrote meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from htpy import Node, blockquote, div, fragment, p, section

from workbook.journey import Workbook
from workbook.ui.html import act
from workbook.ui.page import Page
from workbook.ui.part import Event, Part, action
from workbook.ui.session import Elsewhere
from workbook.words import say


@dataclass(frozen=True, slots=True)
class _Clash:
    """Two texts for one field: what was typed here, and what another page has kept meanwhile."""

    mine: str
    theirs: str
    kept: Callable[[Workbook], str]
    write: Callable[[Workbook, str], Workbook]


class Writes(Part):
    """What a part needs to keep texts that may be open on another page as well."""

    def __init__(self, page: Page) -> None:
        self._clashes: dict[str, _Clash] = {}
        super().__init__(page)

    def write_down(
        self,
        event: Event,
        kept: Callable[[Workbook], str],
        write: Callable[[Workbook, str], Workbook],
    ) -> None:
        """Keep what was typed into a field: `kept` finds the text in a workbook, `write` puts one in its place.
        Where another page wrote there meanwhile, both are shown and nothing is kept."""
        self._keep(event.field, str(event.value), event.started_from, kept, write)

    def _keep(
        self,
        field: str,
        text: str,
        started_from: tuple[str, ...] | None,
        kept: Callable[[Workbook], str],
        write: Callable[[Workbook, str], Workbook],
    ) -> None:
        try:
            self.session.write(text, started_from, kept, lambda workbook: write(workbook, text))
        except Elsewhere as other:
            self._clashes[field] = _Clash(text, other.text, kept, write)
            self.session.reread()
            raise
        self._clashes.pop(field, None)

    def _notice(self) -> Node:
        return fragment[super()._notice(), (self._both(field, one) for field, one in self._clashes.items())]

    def _both(self, field: str, clash: _Clash) -> Node:
        t = self.t
        # Another element than the parts begin with: the fields below it are to stay the ones they are.
        return section(".wb-notice.wb-clash", role="alert")[
            p[
                t(
                    say(
                        "This text was changed in another tab or window while you were writing here. Yours is "
                        "not saved yet. Which one stays?"
                    )
                )
            ],
            p(".wb-label")[t(say("Written here"))],
            blockquote(".wb-written")[clash.mine or "–"],
            p(".wb-label")[t(say("Kept from the other tab"))],
            blockquote(".wb-written")[clash.theirs or "–"],
            div(".wb-row")[
                act(t, "keep-mine", say("Keep what I wrote here"), key=field, kind="wb-quiet"),
                act(t, "take-theirs", say("Take the other text"), key=field, kind="wb-quiet"),
            ],
        ]

    @action
    def keep_mine(self, event: Event) -> None:
        """Put what was written here in the place of the other page's text, which was shown."""
        clash = self._clashes.get(event.key)
        if clash is None:
            raise ValueError("no such clash")
        self._keep(event.key, clash.mine, (clash.theirs,), clash.kept, clash.write)
        self.screen.send({"settle": event.key, "value": clash.mine})

    @action
    def take_theirs(self, event: Event) -> None:
        """Let go of what was written here, and show what is kept."""
        if self._clashes.pop(event.key, None) is None:
            raise ValueError("no such clash")
        self.session.reread()
        self.screen.send({"settle": event.key, "value": None})
