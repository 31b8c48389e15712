"""Rounds: open one among team or board, hand out its links, close it, and take back what came out."""

from __future__ import annotations

from dataclasses import replace

from htpy import Node, details, div, fragment, h3, li, p, summary, ul

from workbook import rounds
from workbook.document import Document
from workbook.journey import blockers, note
from workbook.mirrored import against, mirrored
from workbook.mirrors import desk
from workbook.mirrors.records import Round, Whom
from workbook.mirrors.rounds import latest, not_to_open, planned, told, too_soon
from workbook.mirrors.wording import SENTENCES, TOO_FEW, WHOM_NAMES, answers, to_take_back
from workbook.places import assets
from workbook.questions import QUESTIONS
from workbook.takeaway import invitation
from workbook.ui.html import act
from workbook.ui.page import Page
from workbook.ui.part import Event, Part, Refused, action
from workbook.ui.parts.round_form import filled_in, round_form
from workbook.ui.parts.round_open import open_round
from workbook.wording import TEAM_SENTENCES, WORDING
from workbook.words import Text, say


class RoundsPart(Part):
    """The rounds among team and board."""

    def __init__(self, page: Page) -> None:
        self._plans: dict[Whom, Round] = {}
        self._written: set[Whom] = set()
        self._sure = ""
        self._done: Text | None = None
        session = page.session
        rounds.clear_up(session.store.rounds, session.change, session.document)
        super().__init__(page)

    def view(self) -> Node:
        return div(".wb-rounds")[
            (self._among(whom) for whom in WHOM_NAMES),
            p(".wb-note", role="status")[self.t(self._done) if self._done else None],
        ]

    def _among(self, whom: Whom) -> Node:
        t = self.t
        known = self.session.document.rounds
        running = next((one for one in known if one.whom == whom and one.running), None)
        last = latest(known, whom)
        failed = [one for one in known if one.whom == whom and not one.running and not told(one)]
        return fragment[
            h3[t(WHOM_NAMES[whom])],
            self._open(running) if running else None,
            self._result(last) if last else None,
            p(".wb-later")[t(TOO_FEW)]
            if failed and (last is None or failed[-1].opened >= last.opened)
            else None,
            None if running else self._form(whom) if whom in self._plans else self._begin(whom),
        ]

    def _begin(self, whom: Whom) -> Node:
        t = self.t
        text = (
            say("Ask your team the same three questions. Two minutes each, on their phone, without a name.")
            if whom == "team"
            else say("Ask your board the same three questions. They answer by name.")
        )
        return fragment[
            p[t(text)],
            div(".wb-row")[
                act(
                    t,
                    "prepare",
                    say("Prepare a round"),
                    key=whom,
                    kind="wb-quiet",
                    about=t(WHOM_NAMES[whom]),
                    blockers=too_soon(whom, self.session.document.rounds, self.session.today),
                ),
                act(t, "sheet", say("Information sheet for team and works council (PDF)"), kind="wb-link")
                if whom == "team"
                else None,
            ],
        ]

    def _form(self, whom: Whom) -> Node:
        plan = self._plans[whom]
        reasons = not_to_open(plan, self.session.document.rounds, self.session.today)
        return round_form(self.t, plan, reasons)

    def _open(self, one: Round) -> Node:
        asked, _, identifier = self._sure.partition(" ")
        return open_round(
            self.t,
            one,
            over=self.session.today > one.until,
            enough=one.whom == "team" and desk.enough(self.session.store.rounds, one),
            sure=asked if identifier == one.id else "",
            blockers=blockers(self.session.document.workbook, "closing"),
        )

    def _result(self, one: Round) -> Node:
        t = self.t
        assert one.outcome
        if blockers(self.session.document.workbook, "closing"):
            return None
        texts = one.outcome.texts or tuple(
            f"{named.name}: {named.text}" for named in one.outcome.named if named.text
        )
        return fragment[
            p[
                t(
                    say(
                        "{answers}, closed on {day:date}. What they say stands with each question and in the picture "
                        "above.",
                        answers=answers(one.outcome.n),
                        day=one.outcome.closed.isoformat(),
                    )
                )
            ],
            fragment[
                p(".wb-label")[t(say("One thing you could try, in their words"))],
                ul(".wb-plain")[(li[text] for text in texts)],
            ]
            if texts
            else None,
            self._sentences() if one.whom == "team" else None,
        ]

    def _sentences(self) -> Node:
        t = self.t
        return details(".wb-sentences")[
            summary[t(say("Three sentences to take back to your team"))],
            ul[(li[t(text)] for text in self._suggested().values())],
            act(t, "adopt", say("Put them in my plan, to adapt"), kind="wb-quiet"),
        ]

    def _suggested(self) -> dict[str, Text]:
        document = self.session.document
        views = [mirrored(document.rounds, question, "team") for question in QUESTIONS]
        kinds = {view.question: against(document.workbook, view) for view in views if view}
        question = next((q for q in kinds if kinds[q] in ("less", "more")), QUESTIONS[0])
        last = latest(document.rounds, "team")
        n = last.outcome.n if last and last.outcome else 0
        looked = SENTENCES["team.looked"]
        return {
            "team.looked": replace(looked, values={"n": n}),
            "team.change": to_take_back(question, kinds.get(question, "alike")),
            "team.ask": SENTENCES["team.ask"],
        }

    # Actions

    def _round(self, identifier: str) -> Round:
        found = next((one for one in self.session.document.rounds if one.id == identifier), None)
        if found is None:
            raise Refused(say("This round is not there any more. Reload the page."))
        return found

    @action
    def prepare(self, event: Event) -> None:
        """Begin to prepare a round."""
        whom: Whom = "board" if event.key == "board" else "team"
        if shut := too_soon(whom, self.session.document.rounds, self.session.today):
            raise Refused(shut[0])
        plan = planned(
            whom,
            today=self.session.today,
            language=self.session.language,
            wording=WORDING,
            single=whom == "team",
        )
        self._plans[whom] = invitation.worded(plan)
        self._done = None
        self.focus(f"round-{whom}-seats")

    @action
    def put_away(self, event: Event) -> None:
        """Don't open a round."""
        self._plans.pop("board" if event.key == "board" else "team", None)

    @action
    def fill(self, event: Event) -> None:
        """Fill in one thing of the plan."""
        who, _, name = event.key.partition(".")
        whom: Whom = "board" if who == "board" else "team"
        plan = self._plans.get(whom)
        if plan is None:
            raise Refused(say("This round is not there any more. Reload the page."))
        if name == "message":
            self._written.add(whom)
        plan = filled_in(plan, name, str(event.value))
        self._plans[whom] = plan if whom in self._written else invitation.worded(plan)

    @action
    def open_round(self, event: Event) -> None:
        """Open the round as planned."""
        whom: Whom = "board" if event.key == "board" else "team"
        plan = self._plans.get(whom)
        if plan is None:
            raise Refused(say("This round is not there any more. Reload the page."))
        session = self.session
        rounds.open_round(session.store.rounds, session.change, session.document, plan, session.today)
        self._plans.pop(whom)
        self._written.discard(whom)

    @action
    def ask_close(self, event: Event) -> None:
        """Ask before closing."""
        self._sure = f"close {event.key}"
        self.focus("sure-close")

    @action
    def ask_cancel(self, event: Event) -> None:
        """Ask before cancelling."""
        self._sure = f"cancel {event.key}"
        self.focus("sure-close")

    @action
    def leave(self, _event: Event) -> None:
        """Leave the round open."""
        self._sure = ""

    @action
    def close_round(self, event: Event) -> None:
        """Close a round: read its answers once, keep what they come to, throw them away."""
        if self._sure != f"close {event.key}":
            raise ValueError("asked for without asking first")
        session, one = self.session, self._round(event.key)
        rounds.close_round(session.store.rounds, session.change, session.document, one, session.today)
        self._sure = ""

    @action
    def cancel_round(self, event: Event) -> None:
        """Throw a round away unread."""
        if self._sure != f"cancel {event.key}":
            raise ValueError("asked for without asking first")
        one = self._round(event.key)
        if not one.running:
            raise Refused(say("This round is closed already."))
        rounds.cancel_round(self.session.store.rounds, self.session.change, one)
        self._sure = ""
        self._done = say("The round is cancelled. Nothing of it is kept.")

    @action
    def print_page(self, event: Event) -> None:
        """Hand over a page to print."""
        one = self._round(event.key)
        name = {"nl": "uitnodiging.html", "en": "invitation.html"}[one.language]
        self.screen.send({"offer": {"name": name, "type": "text/html"}}, [invitation.print_page(one)])
        self._done = say("The page is on its way: open it, print it, and throw the file away.")

    @action
    def sheet(self, _event: Event) -> None:
        """Hand over the information sheet."""
        name = f"round-{self.session.language}.pdf"
        content = (assets() / "hand-outs" / name).read_bytes()
        self.screen.send({"offer": {"name": name, "type": "application/pdf"}}, [content])

    @action
    def adopt(self, _event: Event) -> None:
        """Put the suggested sentences where the manager has written none yet."""
        suggested = {key: self.t(text) for key, text in self._suggested().items()}

        def put(doc: Document) -> Document:
            workbook = doc.workbook
            for prompt in TEAM_SENTENCES:
                if not workbook.notes.get(prompt.id, "").strip():
                    workbook = note(workbook, prompt.id, suggested[prompt.id])
            return replace(doc, workbook=workbook)

        self.session.change(put)
        self._done = say("They stand with your plan. Make them yours before you say them.")
