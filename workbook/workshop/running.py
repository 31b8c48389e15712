"""Running a room: what the coach may do with its scene, and the reasons why not. Pure functions.

`now` is in seconds since 1970. Nothing moves by itself: a clock that has run out says so, and the step
stays open until the coach opens another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from workbook.questions import QuestionId
from workbook.words import Text, say, say_n
from workbook.workshop.records import Crowd, Picture, Scene

LONGEST_CLOCK: Final = 4 * 60 * 60
"""Seconds; more than this on the clock is a slip."""

_TAKING: Final = ("answer", "pair", "evidence", "reveal")
_CHANGING: Final = ("answer",)


class Shut(Exception):
    """What was asked for can't be done now; `reasons` says why."""

    def __init__(self, reasons: tuple[Text, ...]) -> None:
        super().__init__(*(reason.id for reason in reasons))
        self.reasons = reasons


class NotKept(Shut):
    """A text was typed that can't be kept as it is; it is to stay where it was typed."""


def opened(scene: Scene, at: int, now: float) -> Scene:
    """The scene with another stop open, and its minutes on the clock. Raises `Shut`."""
    _require(not_to_open(scene, at))
    seconds = scene.programme[at].minutes * 60
    return _changed(
        scene,
        at=at,
        furthest=max(scene.furthest, at),
        ends=now + seconds if seconds else None,
        left=None,
        joining=False,
    )


def not_to_open(scene: Scene, at: int) -> tuple[Text, ...]:
    """Why a stop can't be opened; nothing when it can."""
    reasons = list(_if_closed(scene))
    if at < 0:
        reasons.append(say("This is the first step."))
    if at >= len(scene.programme):
        reasons.append(say("This is the last step."))
    return tuple(reasons)


def extended(scene: Scene, minutes: int, now: float) -> Scene:
    """More minutes on the clock; on one that has run out, counted from now."""
    _require(_if_closed(scene))
    if scene.left is not None:
        return _changed(scene, left=_sane(scene.left + minutes * 60))
    start = max(scene.ends if scene.ends is not None else now, now)
    return _changed(scene, ends=now + _sane(start - now + minutes * 60))


def paused(scene: Scene, now: float) -> Scene:
    """The clock stands still. Raises `Shut` where it does not run."""
    _require(not_to_pause(scene))
    assert scene.ends is not None
    return _changed(scene, ends=None, left=_sane(scene.ends - now))


def not_to_pause(scene: Scene) -> tuple[Text, ...]:
    """Why the clock can't be paused."""
    return _if_closed(scene) or (() if scene.ends is not None else (say("No clock is running."),))


def resumed(scene: Scene, now: float) -> Scene:
    """The clock goes on where it stood. Raises `Shut` where it was not paused."""
    _require(not_to_resume(scene))
    assert scene.left is not None
    return _changed(scene, ends=now + scene.left, left=None)


def not_to_resume(scene: Scene) -> tuple[Text, ...]:
    """Why the clock can't go on."""
    return _if_closed(scene) or (() if scene.left is not None else (say("The clock is not paused."),))


def without_clock(scene: Scene) -> Scene:
    """The step stays open with no time to it."""
    _require(_if_closed(scene))
    return _changed(scene, ends=None, left=None)


def seconds_left(scene: Scene, now: float) -> float | None:
    """What is on the clock, nought when it has run out; None where there is none."""
    if scene.left is not None:
        return scene.left
    return None if scene.ends is None else max(0.0, scene.ends - now)


def not_to_reveal(scene: Scene, crowd: Crowd, question: QuestionId) -> tuple[Text, ...]:
    """Why the room's picture of a question can't be made; nothing when it can."""
    reasons = list(_if_closed(scene))
    if question in scene.pictures:
        reasons.append(say("This picture was made already. It stays as it is."))
        return tuple(reasons)
    if scene.stop.step != "reveal" or scene.stop.question != question:
        reasons.append(say("Open the step ‘the room’s picture’ of this question first."))
    if (count := crowd.answered.get(question, 0)) < scene.floor:
        reasons.append(
            say_n(
                "{n} answer is in, and the picture needs {floor} or more.",
                "{n} answers are in, and the picture needs {floor} or more.",
                count,
                floor=scene.floor,
            )
        )
    return tuple(reasons)


def revealed(scene: Scene, question: QuestionId, picture: Picture) -> Scene:
    """The scene with a picture in it. What was frozen once stays, whatever comes later."""
    if question in scene.pictures:
        return scene
    return _changed(scene, pictures={**scene.pictures, question: picture})


def with_papers(scene: Scene, question: QuestionId, picture: Picture) -> Scene:
    """The scene with what stood on paper beside the picture; once, and for good."""
    if question in scene.papers:
        return scene
    return _changed(scene, papers={**scene.papers, question: picture})


def shown(scene: Scene, question: QuestionId) -> Picture | None:
    """The picture that everybody sees now; None where it is hidden."""
    showing = scene.stop.question == question and scene.stop.step == "reveal"
    return scene.pictures.get(question) if showing else None


def takes(scene: Scene, question: QuestionId, *, again: bool) -> bool:
    """Whether an answer to a question is taken now; `again` for one in place of an earlier one.

    A first answer counts until the picture is made, so that who comes late still counts. One that was
    given can be changed while the step is open, and not after talk and figures have coloured it.
    """
    if scene.closed or question in scene.pictures or scene.stop.question != question:
        return False
    return scene.stop.step in (_CHANGING if again else _TAKING)


def takes_data(scene: Scene, question: QuestionId) -> bool:
    """Whether what a participant's own calendar says is taken now."""
    open_ = not scene.closed and question not in scene.pictures and scene.stop.question == question
    return open_ and scene.stop.step in ("evidence", "reveal")


def drawn(scene: Scene, groups: Sequence[Sequence[bytes]]) -> Scene:
    """The scene with pairs or trios in it."""
    _require(_if_closed(scene))
    return _changed(scene, groups=tuple(tuple(group) for group in groups))


def beamed(scene: Scene, *, joining: bool | None = None, parking: bool | None = None) -> Scene:
    """What the beamer shows beside or in place of the step."""
    return _changed(
        scene,
        joining=scene.joining if joining is None else joining,
        parking=scene.parking if parking is None else parking,
    )


def closed(scene: Scene) -> Scene:
    """The room is over: nobody joins, nothing is taken, the clock is off."""
    return scene if scene.closed else _changed(scene, closed=True, ends=None, left=None, code="", groups=())


def is_ready(crowd: Crowd, scene: Scene, tag: bytes) -> bool:
    """Whether this phone said so in the step that is open."""
    return crowd.ready_at == scene.at and tag in crowd.ready


def ready_count(scene: Scene, crowd: Crowd) -> int:
    """How many are ready: who has answered, where the step asks for that, else who said so."""
    question = scene.stop.question
    if scene.stop.step == "answer" and question is not None:
        return crowd.answered.get(question, 0)
    return len(crowd.ready) if crowd.ready_at == scene.at else 0


def _if_closed(scene: Scene) -> tuple[Text, ...]:
    return (say("The room is closed."),) if scene.closed else ()


def _require(reasons: tuple[Text, ...]) -> None:
    if reasons:
        raise Shut(reasons)


def _sane(seconds: float) -> float:
    return min(max(seconds, 0.0), float(LONGEST_CLOCK))


def _changed(scene: Scene, **changes: object) -> Scene:
    return replace(scene, revision=scene.revision + 1, **changes)  # type: ignore[arg-type]
