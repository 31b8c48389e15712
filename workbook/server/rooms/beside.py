"""Beside the running of a room: notes, answers on paper, what is taken along, and its end."""

from __future__ import annotations

from collections.abc import Iterable

from htpy import (
    Node,
    button,
    details,
    div,
    fieldset,
    form,
    h2,
    h3,
    input,
    label,
    legend,
    p,
    section,
    small,
    span,
    summary,
    textarea,
)

from workbook.mirrors.records import MOST_SEATS
from workbook.questions import CHOICES, FREQUENCIES, QuestionId
from workbook.server.rooms.pressing import Desk, form_to
from workbook.server.rooms.shown import markup
from workbook.wording import CHOICE_LETTERS, FREQUENCY_NAMES, wording
from workbook.words import Translator
from workbook.workshop.coach_wording import COACH_WORDS, kept_until
from workbook.workshop.records import (
    Room,
    Scene,
    Seen,
)
from workbook.workshop.wording import WORDS


def standing(room: Room, seen: Seen, desk: Desk, t: Translator) -> str:
    """What only changes by the coach's own doing."""
    return markup(
        [
            None if seen.scene.closed else _to_park(desk, t),
            _notes(room, desk, t),
            _papers(seen.scene, desk, t),
            _take_along(desk, t),
            _end(seen.scene, room, desk, t),
        ]
    )


def _notes(room: Room, desk: Desk, t: Translator) -> Node:
    return section[
        h2[label(for_="notes")[t(COACH_WORDS["notes"])]],
        form_to(
            desk,
            "notes",
            small(id="notes-hint")[t(COACH_WORDS["notes_hint"])],
            textarea(
                id="notes",
                name="notes",
                rows="4",
                aria_describedby="notes-hint",
            )[desk.typed.get("notes", room.notes)],
            input(type="hidden", name="was", value=desk.typed.get("was", room.notes)),
            p(".wb-row")[button(".wb-quiet", type="submit")[t(COACH_WORDS["keep_notes"])]],
        ),
    ]


def _to_park(desk: Desk, t: Translator) -> Node:
    return section[
        h2[label(for_="park")[t(COACH_WORDS["park_on"])]],
        form_to(
            desk,
            "park",
            small(id="park-hint")[t(WORDS["park_label"])],
            input(
                id="park",
                name="text",
                type="text",
                required=True,
                autocomplete="off",
                value=desk.typed.get("text"),
                aria_describedby="park-hint",
            ),
            p(".wb-row")[button(".wb-quiet", type="submit")[t(COACH_WORDS["park_add"])]],
        ),
    ]


def _papers(scene: Scene, desk: Desk, t: Translator) -> Node:
    return details(".wb-papers")[
        summary[t(COACH_WORDS["paper"])],
        p(".wb-note")[t(COACH_WORDS["paper_told"])],
        (_paper_form(question, desk, t) for question in scene.questions),
    ]


def _paper_form(question: QuestionId, desk: Desk, t: Translator) -> Node:
    told = wording(question)

    name_of_it = t(told.name)

    def unseen(*more: str) -> Node:
        return span(".wb-hidden")[": ", ", ".join((name_of_it, *more))]

    def numbers(kind: str, keys: Iterable[tuple[str, str]], about: str) -> Node:
        return div(".wb-numbers")[
            (
                label[
                    span[name, unseen(about)],
                    input(
                        type="number", name=f"{kind}-{key}", min="0", max=str(MOST_SEATS), inputmode="numeric"
                    ),
                ]
                for key, name in keys
            )
        ]

    return form_to(
        desk,
        "papers",
        input(type="hidden", name="question", value=question),
        h3[t(told.heading)],
        fieldset[
            legend[t(WORDS["said"]), unseen()],
            numbers("choice", ((c, t(CHOICE_LETTERS[c])) for c in CHOICES), t(WORDS["said"])),
        ],
        fieldset[
            legend[t(told.frequency)],
            numbers("often", ((f, t(FREQUENCY_NAMES[f])) for f in FREQUENCIES), t(WORDS["often"])),
        ],
        button(".wb-quiet", type="submit")[t(COACH_WORDS["paper_go"]), unseen()],
    )


def _take_along(desk: Desk, t: Translator) -> Node:
    return section[
        h2[t(COACH_WORDS["take_along"])],
        p(".wb-note")[t(COACH_WORDS["summary_told"])],
        form(method="post", action=f"{desk.here}/summary")[
            input(type="hidden", name="token", value=desk.token),
            label(".wb-check")[
                input(type="checkbox", name="parked", value="yes"), span[t(COACH_WORDS["with_parked"])]
            ],
            label(".wb-check")[
                input(type="checkbox", name="notes", value="yes"), span[t(COACH_WORDS["with_notes"])]
            ],
            p(".wb-row")[
                button(".wb-quiet", type="submit", name="form", value="pdf")[t(COACH_WORDS["pdf"])],
                button(".wb-quiet", type="submit", name="form", value="pptx")[t(COACH_WORDS["slides"])],
            ],
        ],
    ]


def _end(scene: Scene, room: Room, desk: Desk, t: Translator) -> Node:
    return details(".wb-end")[
        summary[t(COACH_WORDS["end"])],
        p(".wb-note")[t(kept_until(room.until.isoformat()))],
        None
        if scene.closed
        else [
            p[t(COACH_WORDS["close_told"])],
            form(method="post", action=f"{desk.here}/close")[
                input(type="hidden", name="token", value=desk.token),
                button(".wb-quiet", type="submit")[t(COACH_WORDS["close"])],
            ],
        ],
        form(method="post", action=f"{desk.here}/delete")[
            input(type="hidden", name="token", value=desk.token),
            label(".wb-check")[
                input(type="checkbox", name="sure", value="yes", required=True),
                span[t(COACH_WORDS["delete_sure"])],
            ],
            button(".wb-quiet.wb-danger", type="submit")[t(COACH_WORDS["delete"])],
        ],
    ]
