"""The beamer: one thing at a time, large and calm, to be read from the back row."""

from __future__ import annotations

from htpy import Node, b, div, h1, i, li, p, span, strong, ul

from workbook.questions import QuestionId
from workbook.server.rooms.shown import (
    Regions,
    blank_step,
    clock,
    markup,
    on_paper,
    parked,
    picture,
    typed,
    way_in,
    where,
)
from workbook.wording import CHOICE_LETTERS, wording
from workbook.words import Translator
from workbook.workshop import codes, running
from workbook.workshop.records import Scene, Seen
from workbook.workshop.script import DO, STEP_NAMES
from workbook.workshop.wording import WORDS, answered_of, groups_drawn, here, ready_of


def regions(seen: Seen, address: str, now: float, t: Translator) -> Regions:
    """The parts of the page."""
    scene = seen.scene
    return {
        "where": markup(p(".wb-label")[scene.title if scene.joining or scene.closed else where(scene, t)]),
        "step": markup(_middle(seen, address, t)),
        "clock": markup(clock(scene, now, t)),
        "counter": markup(p(".wb-counter")[_count(seen, t)]),
        "join": markup(_small_way_in(scene, address)),
    }


def _middle(seen: Seen, address: str, t: Translator) -> Node:
    scene = seen.scene
    if scene.closed:
        return [h1[t(WORDS["closed"])], p(".wb-say")[t(WORDS["closed_told"])]]
    if scene.parking:
        return [h1[t(WORDS["park"])], parked(seen.crowd.parked, t)]
    if scene.joining:
        return [h1[t(WORDS["how_to_join"])], way_in(scene, address, t)]
    question, step = scene.stop.question, scene.stop.step
    if question is None:
        return [h1[scene.title if step == "welcome" else t(STEP_NAMES[step])], p(".wb-say")[t(DO[step])]]
    return [h1[t(wording(question).heading)], _step(scene, question, t)]


def _step(scene: Scene, question: QuestionId, t: Translator) -> Node:
    told, step = wording(question), scene.stop.step
    do = p(".wb-say")[t(DO[step])]
    match step:
        case "read" | "answer":
            return [
                div(".wb-choices")[
                    (
                        div(".wb-choice")[i[t(CHOICE_LETTERS[choice])], span[t(told.choices[choice])]]
                        for choice in ("a", "b")
                    )
                ],
                do,
            ]
        case "pair":
            drawn = p(".wb-say")[strong[t(groups_drawn(len(scene.groups)))]] if scene.groups else None
            return [do, drawn]
        case "reveal":
            shown, papers = running.shown(scene, question), scene.papers.get(question)
            beside = on_paper(papers, t) if shown and papers else _legend(question, t)
            return picture(shown, None, t, beside)
        case "reflect":
            return [do, p(".wb-prompted")[t(told.prompts[-1].question)]]
        case "plan":
            return [do, p(".wb-step")[t(blank_step(t))]]
        case _:
            return do


def _legend(question: QuestionId, t: Translator) -> Node:
    """What A and B were: from the back row nobody remembers."""
    told = wording(question)
    return ul(".wb-legend")[(li[b[t(CHOICE_LETTERS[one])], " ", t(told.choices[one])] for one in ("a", "b"))]


def _count(seen: Seen, t: Translator) -> str:
    """Numbers alone: who is ready, or how many answered, or how many are here."""
    scene, crowd = seen.scene, seen.crowd
    n, ready = len(crowd.present), running.ready_count(scene, crowd)
    if scene.closed:
        return ""
    if not scene.joining and scene.stop.step == "answer":
        return t(answered_of(ready, max(n, ready)))
    if not scene.joining and scene.stop.step in ("read", "pair", "evidence", "reflect", "plan"):
        return t(ready_of(ready, n))
    return t(here(n))


def _small_way_in(scene: Scene, address: str) -> Node:
    if scene.joining or scene.closed or scene.parking:
        return p[""]
    return p(".wb-small-code")[
        typed(address), " ", strong(aria_label=" ".join(scene.code))[codes.spaced(scene.code)]
    ]
