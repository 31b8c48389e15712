"""Begin, go on where you were, or look around with the demo manager."""

from __future__ import annotations

from dataclasses import replace

from htpy import Node, a, div, dl, dt, fragment, p
from htpy import dd as value

from workbook.journey import blockers
from workbook.questions import QUESTIONS
from workbook.ui.html import act
from workbook.ui.part import Event, Part, action
from workbook.wording import STEP_NAMES
from workbook.words import say


class Welcome(Part):
    """The way in. Nothing is kept before the manager begins."""

    def view(self) -> Node:
        t = self.t
        document = self.session.document
        if document.demo:
            return fragment[
                p(".wb-say")[
                    t(
                        say(
                            "You are looking at the demo manager: a made-up sales manager at a made-up "
                            "company, with a year of calendar and deals. Answer as if you were that manager."
                        )
                    )
                ],
                div(".wb-row")[
                    a(".wb-go", href=self.page.address("plan"))[t(say("To the first question"))],
                    act(t, "mine", say("Back to my own workbook"), kind="wb-quiet"),
                    act(t, "fresh-demo", say("Start the demo anew"), kind="wb-link"),
                ],
            ]
        if not self.session.stored:
            return fragment[
                div(".wb-row")[
                    act(t, "begin", say("Begin my workbook")),
                    act(t, "demo", say("Look around with the demo manager"), kind="wb-quiet"),
                ],
                self._kept(),
            ]
        return fragment[
            self._resume(),
            div(".wb-row")[act(t, "demo", say("Look around with the demo manager"), kind="wb-quiet")],
            self._kept(),
        ]

    def _resume(self) -> Node:
        t = self.t
        workbook = self.session.document.workbook
        begun = [q for q in QUESTIONS if workbook.inquiry(q).first.choice]
        if not begun:
            return p(".wb-say")[
                t(
                    say("Your workbook is open, and your figures are kept. Go on to the first question.")
                    if self.session.document.evidence.readings
                    else say(
                        "Your workbook is open. Load your calendar below, or go straight to the first question."
                    )
                )
            ]
        unfinished = next((q for q in QUESTIONS if blockers(workbook, "done", q)), None)
        target = unfinished or "balance"
        return fragment[
            p(".wb-say")[t(say("Welcome back. You were at: {page}.", page=STEP_NAMES[target]))],
            div(".wb-row")[
                a(".wb-go", href=self.page.address(target))[t(say("Go on where I was"))],
                a(".wb-quiet", href=self.page.address("checkin"))[t(say("To this week’s check-in"))]
                if workbook.steps
                else None,
            ],
        ]

    def _kept(self) -> Node:
        t = self.t
        return dl(".wb-facts")[
            dt[t(say("Where it is kept"))],
            value[self._where()],
            dt[t(say("What is kept"))],
            value[
                t(
                    say(
                        "Your answers and what you write, who is who, your sorting rules, and counts per week. "
                        "All of it sealed. Your appointments themselves are never written down: they stay in "
                        "memory until you close the program."
                    )
                )
            ],
        ]

    def _where(self) -> str:
        if self.session.hosted and not self.session.link:
            return self.t(
                say(
                    "On this server, sealed with a key made from your account and the server's secret: whoever runs "
                    "the server is able to open it."
                )
            )
        if self.session.hosted:
            return self.t(
                say(
                    "On this server, sealed with your link: without it nobody can read it, and nobody can "
                    "give it back to you."
                )
            )
        return self.t(
            say(
                "On this computer only, in {folder}. Nothing is sent anywhere.",
                folder=str(self.session.folder),
            )
        )

    @action
    def begin(self, _event: Event) -> None:
        """Begin one's own workbook."""
        self.session.change(
            lambda doc: replace(doc, workbook=replace(doc.workbook, begun=self.session.today))
        )
        self.focus("part-files")

    @action
    def demo(self, _event: Event) -> None:
        """Open the demo manager."""
        self.session.open_demo()
        self._turned()

    @action
    def fresh_demo(self, _event: Event) -> None:
        """Forget what was done with the demo manager and open it anew."""
        # A second click may arrive when the manager's own workbook is already open again.
        if not self.session.document.demo:
            raise ValueError("only the demo is started anew")
        self.session.delete()
        self.session.open_demo()
        self._turned()

    @action
    def mine(self, _event: Event) -> None:
        """Back to one's own workbook."""
        self.session.open("mine")
        self._turned()

    def _turned(self) -> None:
        # Another workbook has its own drafts in the browser: a fresh page keeps them apart.
        self.screen.send({"go": "reload"})
