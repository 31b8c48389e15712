"""A participant's page: the step that is open, and what they can do in it."""

from __future__ import annotations

from htpy import (
    Node,
    a,
    button,
    details,
    div,
    form,
    fragment,
    h1,
    i,
    input,
    label,
    li,
    p,
    small,
    span,
    strong,
    summary,
    ul,
)

from workbook.pages import PAGES
from workbook.questions import QuestionId
from workbook.server.rooms.ballot import Phone, answer, form_of, missed, share
from workbook.server.rooms.shown import Regions, blank_step, clock, markup, picture, where
from workbook.wording import CHOICE_LETTERS, wording
from workbook.words import Text, Translator
from workbook.workshop import groups, running
from workbook.workshop.records import Crowd, Scene
from workbook.workshop.script import DO
from workbook.workshop.wording import WORDS, find_group

_ABOUT_FIGURES = ".surprise"
"""Prompts about the figures on the page of one's own workbook; here there are none."""


def regions(scene: Scene, crowd: Crowd, phone: Phone, now: float, t: Translator) -> Regions:
    """The parts of the page."""
    return {
        "where": markup(p(".wb-label", role="status")[where(scene, t)]),
        "clock": markup(clock(scene, now, t)),
        "notice": markup(p(".wb-notice", role="alert")[t(phone.notice)] if phone.notice else None),
        "step": markup(_closed(phone, t) if scene.closed else _step(scene, phone, t)),
        "ready": markup(None if scene.closed else _ready(scene, crowd, phone, t)),
    }


def standing(phone: Phone, t: Translator) -> str:
    """What stays whatever step is open: the parking lot, and the way out."""
    return markup(
        [
            details(".wb-park", open=bool(phone.typed))[
                summary[t(WORDS["park"])],
                form_of(
                    phone,
                    "park",
                    div(".wb-prompt")[
                        label(for_="park")[t(WORDS["park_label"])],
                        small(id="park-hint")[t(WORDS["park_hint"])],
                        input(
                            id="park",
                            name="text",
                            type="text",
                            required=True,
                            autocomplete="off",
                            value=phone.typed or None,
                            aria_describedby="park-hint",
                        ),
                    ],
                    button(".wb-quiet", type="submit")[t(WORDS["park_go"])],
                ),
            ],
            form(".wb-leave", method="post", action=f"{phone.here}/leave")[
                input(type="hidden", name="token", value=phone.token),
                button(".wb-link", type="submit")[t(WORDS["leave"])],
                small[t(WORDS["leave_told"])],
            ],
        ]
    )


def _step(scene: Scene, phone: Phone, t: Translator) -> Node:
    question = scene.stop.question
    if question is None:
        return _together(scene, phone, t)
    told = wording(question)
    match scene.stop.step:
        case "read":
            body: Node = [p(".wb-told")[t(DO["read"])], _both(question, t)]
        case "answer":
            body = answer(scene, phone, question, t)
        case "pair":
            number = groups.number_of(scene.groups, phone.tag)
            body = [
                p(".wb-say")[strong[t(find_group(number) if number else WORDS["pair_here"])]],
                p(".wb-told")[t(DO["pair"])],
                missed(scene, phone, question, t),
            ]
        case "evidence":
            body = [
                p(".wb-told")[t(DO["evidence"])],
                _own_page(phone, question, t),
                missed(scene, phone, question, t) or share(scene, phone, question, t),
            ]
        case "reveal":
            shown = running.shown(scene, question)
            body = [
                p(".wb-told")[t(DO["reveal"])],
                picture(shown, scene.papers.get(question) if shown else None, t),
                None if shown else missed(scene, phone, question, t),
            ]
        case "reflect":
            body = [
                p(".wb-told")[t(DO["reflect"])],
                ul(".wb-plain")[
                    (li[t(one.question)] for one in told.prompts if not one.id.endswith(_ABOUT_FIGURES))
                ],
                _own_page(phone, question, t),
            ]
        case _:
            body = [
                p(".wb-told")[t(DO["plan"])],
                p(".wb-step")[t(blank_step(t))],
                _own_page(phone, question, t),
            ]
    return [h1(id="wb-step", tabindex="-1")[t(told.heading)], body]


def _together(scene: Scene, phone: Phone, t: Translator) -> Node:
    step = scene.stop.step
    own = {"welcome": ("start", WORDS["own_start"]), "close": ("balance", WORDS["own_balance"])}.get(step)
    return [
        h1(id="wb-step", tabindex="-1")[scene.title],
        p(".wb-say")[t(DO[step])],
        ul(".wb-plain")[(li[t(wording(question).heading)] for question in scene.questions)]
        if step == "welcome"
        else None,
        p(".wb-note")[t(WORDS["join_own"])] if step == "welcome" else None,
        _link(phone, PAGES[own[0]], own[1], t) if own else None,  # type: ignore[index]
    ]


def _both(question: QuestionId, t: Translator) -> Node:
    told = wording(question)
    return div(".wb-choices")[
        (
            div(f".wb-choice.wb-answer-{choice}")[i[t(CHOICE_LETTERS[choice])], span[t(told.choices[choice])]]
            for choice in ("a", "b")
        )
    ]


def _own_page(phone: Phone, question: QuestionId, t: Translator) -> Node:
    return _link(phone, PAGES[question], WORDS["own_page"], t)


def _link(phone: Phone, page: str, said: Text, t: Translator) -> Node:
    return p[
        a(".wb-quiet", href=f"/{phone.language}/{page}", target="_blank", rel="noopener")[
            t(said), span(".wb-hidden")[" (", t(WORDS["new_tab"]), ")"]
        ]
    ]


def _ready(scene: Scene, crowd: Crowd, phone: Phone, t: Translator) -> Node:
    if scene.stop.step in ("welcome", "answer", "reveal", "break", "close"):
        return None
    ready = running.is_ready(crowd, scene, phone.tag)
    return form_of(
        phone,
        "ready",
        input(type="hidden", name="at", value=str(scene.at)),
        input(type="hidden", name="ready", value="" if ready else "yes"),
        p(".wb-row")[
            button(".wb-link" if ready else ".wb-go", type="submit", id="ready")[
                t(WORDS["not_ready"] if ready else WORDS["ready"])
            ],
            span(".wb-kept", role="status")[t(WORDS["ready_told"]) if ready else ""],
        ],
    )


def _closed(phone: Phone, t: Translator) -> Node:
    return fragment[
        h1(id="wb-step", tabindex="-1")[t(WORDS["closed"])],
        p(".wb-say")[t(WORDS["closed_told"])],
        _link(phone, PAGES["balance"], WORDS["own_balance"], t),
    ]
