"""What a participant fills in: the answer to a question, and a number of days to share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from htpy import (
    Node,
    button,
    div,
    fieldset,
    form,
    h2,
    i,
    input,
    label,
    legend,
    p,
    small,
    span,
)

from workbook.questions import CHOICES, FREQUENCIES, QuestionId
from workbook.server.rooms.own import Own
from workbook.wording import CHOICE_LETTERS, FREQUENCY_NAMES, wording
from workbook.words import Text, Translator
from workbook.workshop import running
from workbook.workshop.records import Scene
from workbook.workshop.script import DO
from workbook.workshop.wording import WORDS

_LETTERS: Final = {"a": "A", "b": "B", "both": "A+B", "cannot_say": "?"}


@dataclass(frozen=True, slots=True)
class Phone:
    """One participant: what their browser said, its tag, its form's token, and the page's address; `typed` is
    a line that was not taken."""

    own: Own
    tag: bytes
    token: str
    here: str
    language: str
    notice: Text | None = None
    typed: str = ""


def form_of(phone: Phone, action: str, *children: Node, auto: bool = False) -> Node:
    """A form that the page's script sends and that works without one; `auto` once it is filled in."""
    return form(method="post", action=f"{phone.here}/{action}", data_send="auto" if auto else "")[
        input(type="hidden", name="token", value=phone.token), children
    ]


def answer(scene: Scene, phone: Phone, question: QuestionId, t: Translator) -> Node:
    """The question while it can be answered, and what was chosen after that."""
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


def missed(scene: Scene, phone: Phone, question: QuestionId, t: Translator) -> Node:
    """The question again, for who has not answered it and still counts."""
    if phone.own.answered(question):
        return None
    if not running.takes(scene, question, again=False):
        return None
    return div(".wb-missed")[p(".wb-notice")[t(WORDS["late"])], _questions(phone, question, t)]


def _questions(phone: Phone, question: QuestionId, t: Translator) -> Node:
    told, own = wording(question), phone.own
    return form_of(
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


def share(scene: Scene, phone: Phone, question: QuestionId, t: Translator) -> Node:
    """Whether to share a number of days with the room."""
    if not running.takes_data(scene, question):
        return None
    told, shared = wording(question), phone.own.data.get(question)
    return form_of(
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
