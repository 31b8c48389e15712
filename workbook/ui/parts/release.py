"""What the board may see: chosen by the manager, seen first exactly as it will be, and withdrawn at will."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from htpy import Node, div, fieldset, fragment, input, label, legend, p, span
from markupsafe import Markup

from workbook import board
from workbook.mirrors import desk
from workbook.mirrors.records import Round
from workbook.mirrors.released import encode, render
from workbook.ui.html import act
from workbook.ui.page import Page
from workbook.ui.part import Event, Part, Refused, action
from workbook.words import say

_CHOOSE: Final = say("Choose something to show first.")


class ReleasePart(Part):
    """Choose, look, release, withdraw."""

    def __init__(self, page: Page) -> None:
        self._chosen: set[str] | None = None
        self._seen: bytes | None = None
        super().__init__(page)

    @property
    def _round(self) -> Round | None:
        """The board's round whose links still work."""
        rounds = [one for one in self.session.document.rounds if one.whom == "board" and one.secret]
        return rounds[-1] if rounds else None

    def view(self) -> Node:
        t = self.t
        one = self._round
        if one is None:
            return p(".wb-later")[
                t(say("Open a round among your board first: what you release stands behind its link."))
            ]
        items = board.items(self.session.document)
        if not items:
            return p(".wb-later")[
                t(say("There is nothing to release yet: answer a question and look at your data first."))
            ]
        chosen = self._now(one)
        return div(".wb-release")[
            p[
                t(say("Your board sees a page now. You can change or withdraw it."))
                if one.released
                else t(say("Your board sees nothing now. Choose what it may see."))
            ],
            fieldset[
                legend(".wb-label")[t(say("What your board may see"))],
                (
                    label(".wb-check")[
                        input(
                            {"data-do": "choose", "data-key": item.id},
                            type="checkbox",
                            checked=item.id in chosen,
                        ),
                        span[t(item.name)],
                    ]
                    for item in items
                ),
            ],
            div(".wb-row")[
                act(
                    t,
                    "look",
                    say("See the page as they will see it"),
                    kind="wb-quiet",
                    blockers=() if chosen else (_CHOOSE,),
                ),
                act(t, "withdraw", say("Withdraw the page"), kind="wb-quiet wb-danger")
                if one.released
                else None,
            ],
            self._preview(one),
        ]

    def _preview(self, one: Round) -> Node:
        if self._seen is None:
            return None
        t = self.t
        return fragment[
            div(".wb-step.wb-preview", id="released", tabindex="-1")[Markup(render(self._seen))],  # noqa: S704
            div(".wb-row")[act(t, "release", say("Release exactly this page"), key=one.id)],
            p(".wb-note")[t(say("They find it behind the link they answered from."))],
        ]

    def _now(self, one: Round) -> set[str]:
        return set(one.released) if self._chosen is None else self._chosen

    def _made(self) -> bytes:
        one = self._round
        if one is None:
            raise Refused(say("This round is not there any more. Reload the page."))
        return encode(board.page(self.session.document, self._now(one), self.t))

    @action
    def choose(self, event: Event) -> None:
        """Choose one thing, or leave it out."""
        one = self._round
        known = {item.id for item in board.items(self.session.document)}
        if one is None or event.key not in known:
            raise ValueError("no such thing to release")
        chosen = self._now(one)
        self._chosen = chosen | {event.key} if str(event.value) == "true" else chosen - {event.key}
        self._seen = None

    @action
    def look(self, _event: Event) -> None:
        """See the page before it is released."""
        one = self._round
        if one is not None and not self._now(one):
            raise Refused(_CHOOSE)
        self._seen = self._made()
        self.focus("released")

    @action
    def release(self, _event: Event) -> None:
        """Release the page that was seen, and no other."""
        one = self._round
        if one is None or self._seen is None:
            raise Refused(say("Look at the page first."))
        if self._seen != self._made():
            self._seen = None
            raise Refused(say("Something has changed since you looked. Look at the page once more."))
        chosen = tuple(sorted(self._now(one)))
        desk.release(self.session.store.rounds, one, self._seen)
        self._keep(one.id, chosen)
        self._seen = None

    @action
    def withdraw(self, _event: Event) -> None:
        """Let the board see nothing any more."""
        one = self._round
        if one is None:
            raise Refused(say("This round is not there any more. Reload the page."))
        self._keep(one.id, ())
        self._seen = None
        desk.release(self.session.store.rounds, one, None)

    def _keep(self, identifier: str, chosen: tuple[str, ...]) -> None:
        self.session.change(
            lambda doc: replace(
                doc,
                rounds=tuple(
                    replace(one, released=chosen) if one.id == identifier else one for one in doc.rounds
                ),
            )
        )
        self._chosen = None
