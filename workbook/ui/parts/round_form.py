"""A round that is prepared: the form, and what filling it in comes to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from htpy import Node, div, fieldset, input, label, legend, option, select, small, span, textarea

from workbook.mirrors.chance import LIKELIER_AT_MOST, LIKELIER_WITH_GROUPS
from workbook.mirrors.records import LOWEST_FLOOR, Round, Whom
from workbook.mirrors.wording import WHOM_NAMES
from workbook.ui.html import act, dated, unseen
from workbook.ui.parts.round_open import only_here_warning
from workbook.words import Text, Translator, say

_LANGUAGES: Final = {"nl": "Nederlands", "en": "English"}


def round_form(t: Translator, plan: Round, blockers: Iterable[Text]) -> Node:
    """The form for a round that is prepared; `blockers` say why it can't be opened yet."""
    whom = plan.whom
    return div(".wb-step", role="group", aria_label=t(WHOM_NAMES[whom]))[
        only_here_warning(t),
        _field(t, whom, "seats", say("How many people"), str(plan.seats), numeric=True),
        _field(t, whom, "until", say("Until when"), plan.until.isoformat(), kind="date"),
        _field(
            t,
            whom,
            "floor",
            say("Results only from how many answers ({n} or more)", n=LOWEST_FLOOR),
            str(plan.floor),
            numeric=True,
        )
        if whom == "team"
        else None,
        _kind(t, plan),
        _groups(t, plan) if whom == "team" else None,
        _field(t, whom, "about", say("What they call you (optional)"), plan.about),
        _language(t, plan),
        div(".wb-prompt")[
            label(for_=f"round-{whom}-message")[t(say("Your message")), unseen(t(WHOM_NAMES[whom]))],
            textarea(
                {"data-do": "fill", "data-key": f"{whom}.message"},
                id=f"round-{whom}-message",
                rows="5",
            )[plan.message],
        ],
        div(".wb-row")[
            act(
                t,
                "open-round",
                say("Open the round"),
                key=whom,
                blockers=blockers,
                about=t(WHOM_NAMES[whom]),
            ),
            act(t, "put-away", say("Not now"), key=whom, kind="wb-quiet", about=t(WHOM_NAMES[whom])),
        ],
    ]


def _field(
    t: Translator, whom: Whom, name: str, text: Text, value: str, kind: str = "text", numeric: bool = False
) -> Node:
    field = input(
        {"data-do": "fill", "data-key": f"{whom}.{name}"},
        id=f"round-{whom}-{name}",
        type=kind,
        value=value,
        inputmode="numeric" if numeric else None,
        autocomplete="off",
    )
    return div(".wb-prompt")[
        label(for_=f"round-{whom}-{name}")[t(text), unseen(t(WHOM_NAMES[whom]))],
        dated(t, date.fromisoformat(value), field) if kind == "date" else field,
    ]


def _kind(t: Translator, plan: Round) -> Node:
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


def _groups(t: Translator, plan: Round) -> Node:
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
            ),
            " ",
            t(
                say(
                    "Everybody is then in two figures, the team’s and the group’s, so chance hides a single answer "
                    "less well: {with_groups} to one at most, instead of {alone} to one.",
                    with_groups=LIKELIER_WITH_GROUPS,
                    alone=LIKELIER_AT_MOST,
                )
            ),
        ],
    ]


def _language(t: Translator, plan: Round) -> Node:
    return div(".wb-prompt")[
        label(for_=f"round-{plan.whom}-language")[
            t(say("Language of the message")), unseen(t(WHOM_NAMES[plan.whom]))
        ],
        select({"data-do": "fill", "data-key": f"{plan.whom}.language"}, id=f"round-{plan.whom}-language")[
            (option(value=code, selected=plan.language == code)[name] for code, name in _LANGUAGES.items())
        ],
    ]


def filled_in(plan: Round, name: str, value: str) -> Round:
    """The plan with one thing filled in; what makes no sense is kept out. `ValueError` for a field that is none."""
    match name:
        case "seats":
            return replace(plan, seats=_number(value))
        case "floor":
            return replace(plan, floor=_number(value))
        case "until":
            return replace(plan, until=_date(value, plan.until))
        case "single":
            return replace(plan, single=value == "single")
        case "groups":
            return replace(plan, groups=value == "true")
        case "about":
            return replace(plan, about=value)
        case "language":
            return replace(plan, language=value if value in _LANGUAGES else plan.language)
        case "message":
            return replace(plan, message=value)
        case _:
            raise ValueError("no such field")


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
