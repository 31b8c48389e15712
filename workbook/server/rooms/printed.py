"""A room's script to print: each step with its time, what they do, and what the coach says."""

from __future__ import annotations

from htpy import Node, h1, p, strong, table, tbody, td, th, thead, tr

from workbook.server.rooms.shown import markup
from workbook.wording import wording
from workbook.words import Translator
from workbook.workshop.coach_wording import COACH_WORDS, minutes_long
from workbook.workshop.programme import Stop, minutes
from workbook.workshop.records import Room, Scene
from workbook.workshop.script import DO, SCRIPT, STEP_NAMES

_COLUMNS = ("from", "minutes", "step", "they_do", "you_say")


def printed(room: Room, scene: Scene, t: Translator) -> str:
    """The programme of this room as a table, with times from its start."""
    rows, passed = [], 0
    for stop in scene.programme:
        rows.append(_row(stop, passed, t))
        passed += stop.minutes
    return markup(
        [
            h1[room.title],
            p(".wb-told")[t(minutes_long(minutes(scene.programme))), ". ", t(COACH_WORDS["script_told"])],
            table(".wb-printed")[
                thead[tr[(th(scope="col")[t(COACH_WORDS[f"column_{name}"])] for name in _COLUMNS)]],
                tbody[rows],
            ],
        ]
    )


def _row(stop: Stop, passed: int, t: Translator) -> Node:
    told, name = SCRIPT[stop.step], t(STEP_NAMES[stop.step])
    return tr[
        td[f"{passed // 60}:{passed % 60:02d}"],
        td[str(stop.minutes)],
        th(scope="row")[f"{t(wording(stop.question).name)}: {name}" if stop.question else name],
        td[t(DO[stop.step])],
        td[t(told.say), p[strong[t(COACH_WORDS["watch"]), ": "], t(told.watch)]],
    ]
