"""The coach's page: what is going on in the room, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable

from htpy import (
    Node,
    a,
    button,
    details,
    div,
    h2,
    input,
    li,
    ol,
    p,
    section,
    small,
    span,
    strong,
    summary,
    ul,
)

from workbook.server.rooms.pressing import Desk, form_to, notices_of, press
from workbook.server.rooms.shown import Regions, clock, markup, picture, way_in, where
from workbook.wording import wording
from workbook.words import Text, Translator
from workbook.workshop import codes, running
from workbook.workshop.coach_wording import COACH_WORDS, minutes_long, more_minutes
from workbook.workshop.programme import Stop
from workbook.workshop.records import (
    Room,
    Scene,
    Seen,
)
from workbook.workshop.script import SCRIPT, STEP_NAMES
from workbook.workshop.wording import WORDS, answered_of, groups_drawn, here, ready_of

_MORE = (1, 2, 5)


def regions(room: Room, seen: Seen, desk: Desk, now: float, t: Translator) -> Regions:
    """The parts of a room's page that change by themselves."""
    scene = seen.scene
    return {
        "notice": markup(notices_of(desk, t)),
        "now": markup(_now(scene, seen, desk, t)),
        "clock": markup(None if scene.closed else _clock(scene, desk, now, t)),
        "picture": markup(_picture(scene, seen, desk, t)),
        "join": markup(_join(scene, seen, desk, t)),
        "pairs": markup(None if scene.closed else _pairs(scene, seen, desk, t)),
        "parking": markup(_parking(scene, seen, desk, t)),
        "programme": markup(_programme(scene, desk, t)),
    }


def _now(scene: Scene, seen: Seen, desk: Desk, t: Translator) -> Node:
    if scene.closed:
        return [h2[t(WORDS["closed"])]]
    stop = scene.stop
    told = SCRIPT[stop.step]
    return section(aria_label=t(WORDS["now"]))[
        p(".wb-label", role="status")[where(scene, t)],
        h2[t(wording(stop.question).heading) if stop.question else t(STEP_NAMES[stop.step])],
        p(".wb-counter")[_count(seen, t)],
        div(".wb-row")[
            press(
                desk,
                "open",
                f"← {t(COACH_WORDS['back'])}",
                reasons=_said(running.not_to_open(scene, scene.at - 1), t),
                at=scene.at - 1,
            ),
            press(
                desk,
                "open",
                f"{t(COACH_WORDS['next'])}: {_stop_name(scene.programme[scene.at + 1], t)} →"
                if scene.at + 1 < len(scene.programme)
                else t(COACH_WORDS["next"]),
                kind=".wb-go",
                reasons=_said(running.not_to_open(scene, scene.at + 1), t),
                at=scene.at + 1,
            ),
        ],
        p(".wb-script")[strong[t(COACH_WORDS["script"]), ": "], t(told.say)],
        p(".wb-script")[strong[t(COACH_WORDS["watch"]), ": "], t(told.watch)],
    ]


def _said(reasons: Iterable[Text], t: Translator) -> tuple[str, ...]:
    return tuple(t(reason) for reason in reasons)


def _stop_name(stop: Stop, t: Translator) -> str:
    name = t(STEP_NAMES[stop.step])
    return f"{t(wording(stop.question).name)} · {name}" if stop.question and stop.step == "read" else name


def _count(seen: Seen, t: Translator) -> str:
    scene, crowd = seen.scene, seen.crowd
    n, ready = len(crowd.present), running.ready_count(scene, crowd)
    if scene.stop.step == "answer":
        return f"{t(here(n))} · {t(answered_of(ready, max(n, ready)))}"
    if scene.stop.step in ("welcome", "break", "close", "reveal"):
        return t(here(n))
    return f"{t(here(n))} · {t(ready_of(ready, n))}"


def _clock(scene: Scene, desk: Desk, now: float, t: Translator) -> Node:
    running_ = not running.not_to_pause(scene)
    paused = not running.not_to_resume(scene)
    return section(".wb-clocks", aria_label=t(COACH_WORDS["clock"]))[
        clock(scene, now, t),
        div(".wb-row")[
            (press(desk, "extend", t(more_minutes(n)), kind=".wb-pill", minutes=n) for n in _MORE),
            press(desk, "pause", t(COACH_WORDS["pause"]), kind=".wb-pill") if running_ else None,
            press(desk, "resume", t(COACH_WORDS["resume"]), kind=".wb-pill") if paused else None,
            press(desk, "no-clock", t(COACH_WORDS["no_clock"]), kind=".wb-pill")
            if running_ or paused
            else None,
        ],
    ]


def _picture(scene: Scene, seen: Seen, desk: Desk, t: Translator) -> Node:
    question = scene.stop.question
    if scene.closed:
        return [
            [h2[t(wording(one).heading)], picture(scene.pictures.get(one), scene.papers.get(one), t)]
            for one in scene.questions
            if one in scene.pictures or one in scene.papers
        ]
    if question is None or scene.stop.step not in ("reveal", "reflect"):
        return None
    if question in scene.pictures:
        return picture(scene.pictures[question], scene.papers.get(question), t)
    if scene.stop.step != "reveal":
        return None
    return [
        press(
            desk,
            "reveal",
            t(COACH_WORDS["reveal"]),
            kind=".wb-go",
            reasons=_said(running.not_to_reveal(scene, seen.crowd, question), t),
            question=question,
        ),
        p(".wb-note")[t(COACH_WORDS["reveal_told"])],
    ]


def _join(scene: Scene, seen: Seen, desk: Desk, t: Translator) -> Node:
    beamer = a(".wb-quiet", href=f"{desk.here}/beamer", target="_blank", rel="noopener")[
        t(COACH_WORDS["beamer"]), span(".wb-hidden")[" (", t(WORDS["new_tab"]), ")"]
    ]
    if scene.closed:
        return None
    return details(".wb-joining", open=scene.joining)[
        summary[t(WORDS["how_to_join"]), " · ", codes.spaced(scene.code)],
        p(".wb-notice")[t(COACH_WORDS["only_here"])] if desk.only_here else None,
        way_in(scene, desk.address, t),
        div(".wb-row")[
            beamer,
            press(
                desk,
                "beam",
                t(COACH_WORDS["beam_step" if scene.joining else "beam_join"]),
                joining="" if scene.joining else "yes",
                parking="yes" if scene.parking else "",
            ),
        ],
    ]


def _pairs(scene: Scene, seen: Seen, desk: Desk, t: Translator) -> Node:
    return section[
        h2[t(COACH_WORDS["pairs"])],
        p(".wb-note")[t(COACH_WORDS["pairs_told"])],
        p(role="status")[t(groups_drawn(len(scene.groups)))] if scene.groups else None,
        div(".wb-row")[
            press(desk, "draw", t(COACH_WORDS["draw_pairs"]), size=2),
            press(desk, "draw", t(COACH_WORDS["draw_trios"]), size=3),
            press(desk, "draw", t(COACH_WORDS["draw_none"]), size=0) if scene.groups else None,
        ],
    ]


def _parking(scene: Scene, seen: Seen, desk: Desk, t: Translator) -> Node:
    lines = seen.crowd.parked
    return section[
        h2[t(WORDS["park"])],
        ul(".wb-parked")[
            (
                li[
                    span[line],
                    form_to(
                        desk,
                        "unpark",
                        input(type="hidden", name="text", value=line),
                        button(
                            ".wb-link", type="submit", aria_label=f"{t(COACH_WORDS['park_remove'])}: {line}"
                        )[t(COACH_WORDS["park_remove"])],
                    ),
                ]
                for line in lines
            )
        ]
        if lines
        else p(".wb-empty")[t(WORDS["nothing_parked"])],
        None
        if scene.closed
        else press(
            desk,
            "beam",
            t(COACH_WORDS["beam_no_park" if scene.parking else "beam_park"]),
            joining="yes" if scene.joining else "",
            parking="" if scene.parking else "yes",
        ),
    ]


def _programme(scene: Scene, desk: Desk, t: Translator) -> Node:
    return details(".wb-programme")[
        summary[
            t(COACH_WORDS["programme"]), " · ", t(minutes_long(sum(one.minutes for one in scene.programme)))
        ],
        ol[
            (
                li(aria_current="step" if number == scene.at else None)[
                    span[
                        f"{t(wording(stop.question).name)} · " if stop.question else "",
                        t(STEP_NAMES[stop.step]),
                        " ",
                        small[t(minutes_long(stop.minutes))],
                    ],
                    None
                    if scene.closed
                    else small[t(COACH_WORDS["is_open"])]
                    if number == scene.at
                    else form_to(
                        desk,
                        "open",
                        input(type="hidden", name="at", value=str(number)),
                        button(
                            ".wb-link",
                            type="submit",
                            aria_label=f"{t(COACH_WORDS['open_stop'])}: {_full_name(stop, t)}",
                        )[t(COACH_WORDS["open_stop"])],
                    ),
                ]
                for number, stop in enumerate(scene.programme)
            )
        ],
        p[a(href=f"{desk.here}/script")[t(COACH_WORDS["script_print"])]],
    ]


def _full_name(stop: Stop, t: Translator) -> str:
    name = t(STEP_NAMES[stop.step])
    return f"{t(wording(stop.question).name)}, {name}" if stop.question else name
