"""A participant's page: the step that is open, and what they can do in it."""

from __future__ import annotations

from dataclasses import dataclass

from htpy import (
    Node,
    a,
    button,
    details,
    div,
    fieldset,
    form,
    fragment,
    h1,
    h2,
    i,
    input,
    label,
    legend,
    li,
    p,
    small,
    span,
    strong,
    summary,
    ul,
)

from workbook.pages import PAGES
from workbook.questions import CHOICES, FREQUENCIES, QuestionId
from workbook.server.rooms.own import Own
from workbook.server.rooms.shown import Regions, blank_step, clock, markup, picture, where
from workbook.wording import CHOICE_LETTERS, FREQUENCY_NAMES, wording
from workbook.words import Text, Translator
from workbook.workshop import groups, running
from workbook.workshop.records import LONGEST_PARKED, Crowd, Scene
from workbook.workshop.wording import DO, WORDS, find_group

_ABOUT_FIGURES = ".surprise"
"""Prompts about the figures on the page of one's own workbook; here there are none."""


@dataclass(frozen=True, slots=True)
class Phone:
    """One participant: what their browser said, its tag, its form's token, and the page's address."""

    own: Own
    tag: bytes
    token: str
    here: str
    language: str
    notice: Text | None = None


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
            details(".wb-park")[
                summary[t(WORDS["park"])],
                _form(
                    phone,
                    "park",
                    div(".wb-prompt")[
                        label(for_="park")[t(WORDS["park_label"])],
                        small(id="park-hint")[t(WORDS["park_hint"])],
                        input(
                            id="park",
                            name="text",
                            type="text",
                            maxlength=str(LONGEST_PARKED),
                            required=True,
                            autocomplete="off",
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


def _form(phone: Phone, action: str, *children: Node, auto: bool = False) -> Node:
    """A form that the page's script sends and that works without one; `auto` once it is filled in."""
    return form(method="post", action=f"{phone.here}/{action}", data_send="auto" if auto else "")[
        input(type="hidden", name="token", value=phone.token), children
    ]


def _step(scene: Scene, phone: Phone, t: Translator) -> Node:
    question = scene.stop.question
    if question is None:
        return _together(scene, phone, t)
    told = wording(question)
    match scene.stop.step:
        case "read":
            body: Node = [p(".wb-told")[t(DO["read"])], _both(question, t)]
        case "answer":
            body = _answer(scene, phone, question, t)
        case "pair":
            number = groups.number_of(scene.groups, phone.tag)
            body = [
                p(".wb-say")[strong[t(find_group(number) if number else WORDS["pair_here"])]],
                p(".wb-told")[t(DO["pair"])],
                _missed(scene, phone, question, t),
            ]
        case "evidence":
            body = [
                p(".wb-told")[t(DO["evidence"])],
                _own_page(phone, question, t),
                _missed(scene, phone, question, t) or _share(scene, phone, question, t),
            ]
        case "reveal":
            shown = running.shown(scene, question)
            body = [
                p(".wb-told")[t(DO["reveal"])],
                picture(shown, scene.papers.get(question) if shown else None, t),
                None if shown else _missed(scene, phone, question, t),
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


def _answer(scene: Scene, phone: Phone, question: QuestionId, t: Translator) -> Node:
    answered = phone.own.answered(question)
    if not running.takes(scene, question, again=answered):
        return [
            p(".wb-told")[t(WORDS["kept_firm"] if answered else WORDS["too_late"])],
            _chosen(phone, question, t),
        ]
    return [
        p(".wb-told")[t(DO["answer"])],
        _questions(phone, question, t),
        p(".wb-kept", role="status")[t(WORDS["kept"]) if answered else ""],
    ]


def _missed(scene: Scene, phone: Phone, question: QuestionId, t: Translator) -> Node:
    if phone.own.answered(question):
        return None
    if not running.takes(scene, question, again=False):
        return None
    return div(".wb-missed")[p(".wb-notice")[t(WORDS["late"])], _questions(phone, question, t)]


def _questions(phone: Phone, question: QuestionId, t: Translator) -> Node:
    told, own = wording(question), phone.own
    return _form(
        phone,
        "answer",
        input(type="hidden", name="question", value=question),
        fieldset(".wb-choices")[
            legend(".wb-hidden")[t(told.heading)],
            (
                label(f".wb-choice.wb-answer-{choice.replace('_', '-')}")[
                    input(
                        type="radio",
                        id=f"choice-{choice}",
                        name="choice",
                        value=choice,
                        required=True,
                        checked=own.choices.get(question) == choice,
                    ),
                    i(aria_hidden="true")[_LETTERS[choice]],
                    span[t(told.choices[choice])],
                ]
                for choice in CHOICES
            ),
        ],
        fieldset(".wb-often")[
            legend[t(told.frequency)],
            (
                label(".wb-anchor")[
                    input(
                        type="radio",
                        id=f"often-{often}",
                        name="often",
                        value=often,
                        required=True,
                        checked=own.often.get(question) == often,
                    ),
                    span(".wb-capital")[t(FREQUENCY_NAMES[often])],
                    small[t(told.anchors[often])],
                ]
                for often in FREQUENCIES
            ),
        ],
        button(".wb-go", type="submit")[t(WORDS["send"])],
        auto=True,
    )


_LETTERS = {"a": "A", "b": "B", "both": "A+B", "cannot_say": "?"}


def _chosen(phone: Phone, question: QuestionId, t: Translator) -> Node:
    if not phone.own.answered(question):
        return None
    own = phone.own
    return p(".wb-first")[
        span(".wb-label")[t(WORDS["you_chose"])],
        t(CHOICE_LETTERS[own.choices[question]]),
        " · ",
        t(FREQUENCY_NAMES[own.often[question]]),
    ]


def _share(scene: Scene, phone: Phone, question: QuestionId, t: Translator) -> Node:
    if not running.takes_data(scene, question):
        return None
    told, shared = wording(question), phone.own.data.get(question)
    return _form(
        phone,
        "share",
        input(type="hidden", name="question", value=question),
        h2[t(WORDS["share"])],
        p(".wb-note")[t(WORDS["share_told"])],
        fieldset(".wb-often")[
            legend[t(told.frequency)],
            (
                label(".wb-check")[
                    input(
                        type="radio", id=f"data-{often}", name="often", value=often, checked=shared == often
                    ),
                    span(".wb-capital")[t(FREQUENCY_NAMES[often])],
                ]
                for often in FREQUENCIES
                if often != "cannot_say"
            ),
            label(".wb-check")[
                input(type="radio", id="data-no", name="often", value="", checked=shared is None),
                span[t(WORDS["share_not"])],
            ],
        ],
        button(".wb-quiet", type="submit")[t(WORDS["send"])],
        p(".wb-kept", role="status")[t(WORDS["shared"]) if shared else ""],
    )


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
    return _form(
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
