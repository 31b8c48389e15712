"""Rounds: open one among team or board, hand out its links, close it, and take back what came out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Final

from htpy import (
    Node,
    details,
    div,
    fieldset,
    fragment,
    h3,
    img,
    input,
    label,
    legend,
    li,
    option,
    p,
    select,
    small,
    span,
    summary,
    textarea,
    ul,
)

from workbook.document import Document
from workbook.journey import blockers, note
from workbook.mirrored import against, mirrored
from workbook.mirrors import desk
from workbook.mirrors.records import LONGEST_NAME, LOWEST_FLOOR, Round, Whom
from workbook.mirrors.rounds import (
    LONGEST_MESSAGE,
    concluded,
    latest,
    not_to_open,
    planned,
    put_in,
    tidied,
    told,
)
from workbook.mirrors.wording import (
    INVITATIONS,
    SENTENCES,
    TOO_FEW,
    WHOM_NAMES,
    answers,
    to_take_back,
)
from workbook.places import assets
from workbook.questions import QUESTIONS
from workbook.store import StoreError
from workbook.ui import invitation
from workbook.ui.html import act, dated, unseen
from workbook.ui.page import Page
from workbook.ui.part import Event, Part, Refused, action
from workbook.wording import TEAM_SENTENCES, WORDING
from workbook.words import Text, say, translator

_Change = Callable[[Round], Round]
_LANGUAGES: Final = {"nl": "Nederlands", "en": "English"}


class RoundsPart(Part):
    """The rounds among team and board."""

    def __init__(self, page: Page) -> None:
        self._plans: dict[Whom, Round] = {}
        self._written: set[Whom] = set()
        self._sure = ""
        self._done: Text | None = None
        self._clear_up(page)
        super().__init__(page)

    @staticmethod
    def _clear_up(page: Page) -> None:
        """Throw away what closing a round left because it was cut short."""
        session = page.session
        for one in session.document.rounds:
            if one.whom == "team" and not one.running and one.secret:
                with suppress(StoreError):
                    desk.clear(session.store.rounds, one, whole=True)
                    session.change(
                        lambda doc, done=one.id: replace(  # type: ignore[misc]
                            doc, rounds=tuple(tidied(r) if r.id == done else r for r in doc.rounds)
                        )
                    )

    def view(self) -> Node:
        return div(".wb-rounds")[
            (self._among(whom) for whom in WHOM_NAMES),
            p(".wb-note", role="status")[self.t(self._done) if self._done else None],
        ]

    def _among(self, whom: Whom) -> Node:
        t = self.t
        rounds = self.session.document.rounds
        running = next((one for one in rounds if one.whom == whom and one.running), None)
        last = latest(rounds, whom)
        failed = [one for one in rounds if one.whom == whom and not one.running and not told(one)]
        return fragment[
            h3[t(WHOM_NAMES[whom])],
            self._running(running) if running else None,
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
                    t, "prepare", say("Prepare a round"), key=whom, kind="wb-quiet", about=t(WHOM_NAMES[whom])
                ),
                act(t, "sheet", say("Information sheet for team and works council (PDF)"), kind="wb-link")
                if whom == "team"
                else None,
            ],
        ]

    # The form

    def _form(self, whom: Whom) -> Node:
        t = self.t
        plan = self._plans[whom]
        reasons = not_to_open(plan, self.session.document.rounds, self.session.today)
        return div(".wb-step", role="group", aria_label=t(WHOM_NAMES[whom]))[
            self._warning(),
            self._field(whom, "seats", say("How many people"), str(plan.seats), numeric=True),
            self._field(whom, "until", say("Until when"), plan.until.isoformat(), kind="date"),
            self._field(
                whom,
                "floor",
                say("Results only from how many answers ({n} or more)", n=LOWEST_FLOOR),
                str(plan.floor),
                numeric=True,
            )
            if whom == "team"
            else None,
            self._kind(plan),
            self._groups(plan) if whom == "team" else None,
            self._field(whom, "about", say("What they call you (optional)"), plan.about),
            self._language(plan),
            div(".wb-prompt")[
                label(for_=f"round-{whom}-message")[t(say("Your message")), unseen(self.t(WHOM_NAMES[whom]))],
                textarea(
                    {"data-do": "fill", "data-key": f"{whom}.message"},
                    id=f"round-{whom}-message",
                    rows="5",
                    maxlength=str(LONGEST_MESSAGE),
                )[plan.message],
            ],
            div(".wb-row")[
                act(
                    t,
                    "open-round",
                    say("Open the round"),
                    key=whom,
                    blockers=reasons,
                    about=t(WHOM_NAMES[whom]),
                ),
                act(t, "put-away", say("Not now"), key=whom, kind="wb-quiet", about=t(WHOM_NAMES[whom])),
            ],
        ]

    def _field(
        self, whom: Whom, name: str, text: Text, value: str, kind: str = "text", numeric: bool = False
    ) -> Node:
        field = input(
            {"data-do": "fill", "data-key": f"{whom}.{name}"},
            id=f"round-{whom}-{name}",
            type=kind,
            value=value,
            inputmode="numeric" if numeric else None,
            maxlength=str(LONGEST_NAME) if kind == "text" else None,
            autocomplete="off",
        )
        return div(".wb-prompt")[
            label(for_=f"round-{whom}-{name}")[self.t(text), unseen(self.t(WHOM_NAMES[whom]))],
            dated(self.t, date.fromisoformat(value), field) if kind == "date" else field,
        ]

    def _kind(self, plan: Round) -> Node:
        t = self.t
        kinds = (
            ("single", say("A link for each person, which counts once. Hand them out unseen, as slips.")),
            ("shared", say("One link for all. Quick on a screen; who has it may answer more than once.")),
        )
        return fieldset[
            legend[t(say("Links")), unseen(t(WHOM_NAMES[plan.whom]))],
            (
                label(".wb-check")[
                    input(
                        {"data-do": "fill", "data-key": f"{plan.whom}.single"},
                        type="radio",
                        name=f"links-{plan.whom}",
                        value=kind,
                        checked=plan.single == (kind == "single"),
                    ),
                    span[t(text), unseen(t(WHOM_NAMES[plan.whom]))],
                ]
                for kind, text in kinds
            ),
        ]

    def _groups(self, plan: Round) -> Node:
        t = self.t
        return label(".wb-check")[
            input(
                {"data-do": "fill", "data-key": f"{plan.whom}.groups"},
                type="checkbox",
                checked=plan.groups,
            ),
            span[t(say("Also ask who works in sales and who in a technical role"))],
            small[
                t(
                    say(
                        "Shown apart only where each group, and whoever is left over, reaches the floor. With a small "
                        "team leave this off."
                    )
                )
            ],
        ]

    def _language(self, plan: Round) -> Node:
        return div(".wb-prompt")[
            label(for_=f"round-{plan.whom}-language")[
                self.t(say("Language of the message")), unseen(self.t(WHOM_NAMES[plan.whom]))
            ],
            select(
                {"data-do": "fill", "data-key": f"{plan.whom}.language"}, id=f"round-{plan.whom}-language"
            )[
                (
                    option(value=code, selected=plan.language == code)[name]
                    for code, name in _LANGUAGES.items()
                )
            ],
        ]

    def _warning(self) -> Node:
        if not invitation.only_here():
            return None
        return p(".wb-notice", role="note")[
            self.t(
                say(
                    "Links made here open on this computer only. For a real round, use a server your team can reach: "
                    "preferably your coach’s or a neutral one, because whoever runs the server could look in while the "
                    "round is open. On this computer you can try it out, or pass the laptop around."
                )
            )
        ]

    # A round that is open

    def _running(self, one: Round) -> Node:
        t = self.t
        links = invitation.links(one)
        over = self.session.today > one.until
        return div(".wb-step", role="group", aria_label=f"{t(say('Open round'))}: {t(WHOM_NAMES[one.whom])}")[
            p(".wb-say")[
                t(say("The last day was {day:date}. No more answers are taken.", day=one.until.isoformat()))
                if over
                else t(
                    say(
                        "Open until {day:date}, for {seats} people.",
                        day=one.until.isoformat(),
                        seats=one.seats,
                    )
                )
            ],
            p[
                t(
                    say("At least {n} people have answered: enough for a result.", n=one.floor)
                    if desk.enough(self.session.store.rounds, one)
                    else say("Not enough answers for a result yet. How many there are is shown to nobody.")
                )
            ]
            if one.whom == "team"
            else None,
            self._warning(),
            self._links(one, links) if not over else None,
            self._closing(one),
        ]

    def _links(self, one: Round, links: tuple[str, ...]) -> Node:
        t = self.t
        several = len(links) > 1
        text = one.message if several else f"{one.message}\n\n{links[0]}"
        return fragment[
            div(".wb-prompt")[
                label(for_=f"message-{one.id}")[
                    t(say("To copy into a message")), unseen(t(WHOM_NAMES[one.whom]))
                ],
                textarea(id=f"message-{one.id}", rows="6", readonly=True)[text],
            ],
            div(".wb-prompt")[
                label(for_=f"links-{one.id}")[
                    t(say("The links, one for each person")), unseen(t(WHOM_NAMES[one.whom]))
                ],
                small[
                    t(say("Give them out so that you don’t know who has which: slips from a bowl will do."))
                ],
                textarea(id=f"links-{one.id}", rows="6", readonly=True, class_="wb-links")["\n".join(links)],
            ]
            if several
            else p[
                img(
                    ".wb-qr",
                    src=invitation.qr(links[0]),
                    alt=t(say("QR code of the link above")),
                    width="200",
                )
            ],
            div(".wb-row")[
                act(
                    t,
                    "print-page",
                    say("A page to print, with QR codes"),
                    key=one.id,
                    kind="wb-quiet",
                    about=t(WHOM_NAMES[one.whom]),
                ),
                act(
                    t,
                    "sheet",
                    say("Information sheet for team and works council (PDF)"),
                    kind="wb-quiet",
                    about=t(WHOM_NAMES[one.whom]),
                ),
            ],
        ]

    def _closing(self, one: Round) -> Node:
        t = self.t
        if self._sure == f"close {one.id}":
            return div(".wb-ask", role="group", aria_labelledby="sure-close")[
                p(id="sure-close", tabindex="-1")[
                    t(
                        say(
                            "Closing happens once. The answers are read together, what comes out is frozen, and the "
                            "answers themselves are thrown away."
                        )
                    )
                ],
                div(".wb-row")[
                    act(t, "close-round", say("Yes, close the round"), key=one.id),
                    act(t, "leave", say("No, leave it open"), kind="wb-quiet"),
                ],
            ]
        if self._sure == f"cancel {one.id}":
            return div(".wb-ask", role="group", aria_labelledby="sure-close")[
                p(id="sure-close", tabindex="-1")[
                    t(say("All answers of this round are thrown away unread, and its links stop working."))
                ],
                div(".wb-row")[
                    act(
                        t, "cancel-round", say("Yes, cancel the round"), key=one.id, kind="wb-quiet wb-danger"
                    ),
                    act(t, "leave", say("No, leave it open"), kind="wb-quiet"),
                ],
            ]
        return div(".wb-row")[
            act(
                t,
                "ask-close",
                say("Close the round…"),
                key=one.id,
                blockers=blockers(self.session.document.workbook, "closing"),
                about=t(WHOM_NAMES[one.whom]),
            ),
            act(
                t,
                "ask-cancel",
                say("Cancel the round…"),
                key=one.id,
                kind="wb-quiet wb-danger",
                about=t(WHOM_NAMES[one.whom]),
            ),
        ]

    # What came out

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
        plan = planned(
            whom,
            today=self.session.today,
            language=self.session.language,
            wording=WORDING,
            single=whom == "team",
        )
        self._plans[whom] = self._worded(plan)
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
        value = str(event.value)
        match name:
            case "seats":
                plan = replace(plan, seats=_number(value))
            case "floor":
                plan = replace(plan, floor=_number(value))
            case "until":
                plan = replace(plan, until=_date(value, plan.until))
            case "single":
                plan = replace(plan, single=value == "single")
            case "groups":
                plan = replace(plan, groups=value == "true")
            case "about":
                plan = replace(plan, about=value[:LONGEST_NAME])
            case "language":
                plan = replace(plan, language=value if value in _LANGUAGES else plan.language)
            case "message":
                self._written.add(whom)
                plan = replace(plan, message=value[:LONGEST_MESSAGE])
            case _:
                raise ValueError("no such field")
        self._plans[whom] = plan if whom in self._written else self._worded(plan)

    def _worded(self, plan: Round) -> Round:
        """The plan with the usual message, as long as nobody wrote another."""
        text = INVITATIONS[plan.whom]
        values: dict[str, str | int | float | Text] = {"day": plan.until.isoformat(), "floor": plan.floor}
        return replace(plan, message=translator(plan.language)(replace(text, values=values)))

    @action
    def open_round(self, event: Event) -> None:
        """Open the round as planned."""
        whom: Whom = "board" if event.key == "board" else "team"
        plan = self._plans.get(whom)
        if plan is None:
            raise Refused(say("This round is not there any more. Reload the page."))
        today = self.session.today
        plan = replace(plan, opened=today)
        reasons = not_to_open(plan, self.session.document.rounds, today)
        if reasons:
            raise Refused(reasons[0])
        opened = desk.lay_out(self.session.store.rounds, plan, today)

        def add(doc: Document) -> Document:
            again = not_to_open(plan, doc.rounds, today)
            if again:
                raise Refused(again[0])
            return replace(doc, rounds=put_in(doc.rounds, opened))

        self.session.change(add)
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
        reasons = blockers(self.session.document.workbook, "closing")
        if reasons:
            raise Refused(reasons[0])
        self._sure = ""
        one = self._round(event.key)
        if one.running:
            given = desk.shut(self.session.store.rounds, one)
            today = self.session.today
            self._put(lambda now: concluded(now, given, today), one.id)
        desk.clear(self.session.store.rounds, one, whole=one.whom == "team")
        self._put(tidied, one.id)

    @action
    def cancel_round(self, event: Event) -> None:
        """Throw a round away unread."""
        if self._sure != f"cancel {event.key}":
            raise ValueError("asked for without asking first")
        self._sure = ""
        one = self._round(event.key)
        if not one.running:
            raise Refused(say("This round is closed already."))
        desk.clear(self.session.store.rounds, one, whole=True)
        self.session.change(lambda doc: replace(doc, rounds=tuple(r for r in doc.rounds if r.id != one.id)))
        self._done = say("The round is cancelled. Nothing of it is kept.")

    def _put(self, change: _Change, identifier: str) -> None:
        def put(doc: Document) -> Document:
            return replace(
                doc, rounds=tuple(change(one) if one.id == identifier else one for one in doc.rounds)
            )

        self.session.change(put)

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


def _number(value: str) -> int:
    try:
        return max(0, min(int(value.strip()), 10_000))
    except ValueError:
        return 0


def _date(value: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return otherwise
