"""The programme of a workshop: its steps, in order, with their minutes.

Around three questions, each with the seven steps of the method (see `docs/workshop`): read, answer,
talk in pairs, look at one's own evidence, see the room's picture, reflect, plan one step. The minutes of
60, 90 and 180 add up to exactly that with all three questions; with fewer they come to less.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, get_args

from workbook.questions import QUESTIONS, QuestionId

Step = Literal["welcome", "read", "answer", "pair", "evidence", "reveal", "reflect", "plan", "break", "close"]
STEPS: Final[tuple[Step, ...]] = get_args(Step)
QUESTION_STEPS: Final[tuple[Step, ...]] = (
    "read",
    "answer",
    "pair",
    "evidence",
    "reveal",
    "reflect",
    "plan",
)
"""The steps of one question, in the order of the method."""

Length = Literal[60, 90, 180]
LENGTHS: Final[tuple[Length, ...]] = get_args(Length)


@dataclass(frozen=True, slots=True)
class Stop:
    """One step of a programme: which, for which question (None for the room as a whole), how long."""

    step: Step
    question: QuestionId | None
    minutes: int


@dataclass(frozen=True, slots=True)
class _Script:
    welcome: int
    question: Mapping[Step, int]
    close: int
    pause: int = 0


_SCRIPTS: Final[Mapping[Length, _Script]] = MappingProxyType(
    {
        60: _Script(5, dict(zip(QUESTION_STEPS, (1, 2, 4, 3, 2, 2, 2), strict=True)), 7),
        90: _Script(6, dict(zip(QUESTION_STEPS, (2, 2, 6, 5, 4, 3, 3), strict=True)), 9),
        180: _Script(10, dict(zip(QUESTION_STEPS, (3, 3, 12, 10, 7, 6, 6), strict=True)), 9, pause=10),
    }
)


def programme(length: Length, questions: Iterable[QuestionId]) -> tuple[Stop, ...]:
    """The stops of a workshop of so many minutes on these questions, in the order of the journey."""
    script = _SCRIPTS[length]
    chosen = set(questions)
    asked = [question for question in QUESTIONS if question in chosen]
    stops = [Stop("welcome", None, script.welcome)]
    for number, question in enumerate(asked):
        if number and script.pause:
            stops.append(Stop("break", None, script.pause))
        stops += [Stop(step, question, script.question[step]) for step in QUESTION_STEPS]
    return (*stops, Stop("close", None, script.close))


def minutes(stops: Sequence[Stop]) -> int:
    """How long a programme takes."""
    return sum(stop.minutes for stop in stops)
