"""The programme and its clock: every transition keeps what must hold, whatever a coach presses."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from workbook.questions import QUESTIONS
from workbook.workshop import running
from workbook.workshop.picture import freeze
from workbook.workshop.programme import LENGTHS, QUESTION_STEPS, Length, minutes, programme
from workbook.workshop.records import Crowd, Scene
from workbook.workshop.running import Shut

DOCS = Path(__file__).resolve().parents[2] / "docs" / "workshop"
A_QUESTION_SET = st.sets(st.sampled_from(QUESTIONS), min_size=1)


def scene(length: Length = 60) -> Scene:
    """A room that was just opened."""
    return Scene(
        id="00000000",
        title="Room",
        language="nl",
        code="CDFGHJ",
        floor=5,
        seats=30,
        wording="1",
        public=b"",
        programme=programme(length, QUESTIONS),
    )


@pytest.mark.parametrize("length", LENGTHS)
def test_a_script_takes_as_long_as_it_says(length: Length) -> None:
    """Protects: 60 minutes are 60 minutes with all three questions."""
    assert minutes(programme(length, QUESTIONS)) == length


@given(st.sampled_from(LENGTHS), A_QUESTION_SET)
def test_every_question_has_the_steps_of_the_method_in_order(length: Length, questions: set[str]) -> None:
    """Protects the order answer, talk, evidence, picture, reflection, plan, for any choice of questions."""
    stops = programme(length, questions)  # type: ignore[arg-type]
    asked = [question for question in QUESTIONS if question in questions]
    assert [stop.question for stop in stops if stop.step == "read"] == asked
    for question in asked:
        assert tuple(stop.step for stop in stops if stop.question == question) == QUESTION_STEPS
    assert (stops[0].step, stops[-1].step) == ("welcome", "close")
    assert all(stop.minutes > 0 for stop in stops)


class Running(RuleBasedStateMachine):
    """A coach who presses anything at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.scene = scene()
        self.now = 1_000_000.0
        self.frozen: dict[str, object] = {}

    def press(self, change: object, *given_: object) -> None:
        """Do it, or be told why not; nothing changes then."""
        before = self.scene
        with contextlib.suppress(Shut):
            self.scene = change(self.scene, *given_)  # type: ignore[operator]
        assert self.scene is before or self.scene.revision == before.revision + 1

    @rule(seconds=st.floats(0, 4000))
    def wait(self, seconds: float) -> None:
        """Time passes, and opens nothing."""
        self.now += seconds

    @rule(at=st.integers(-2, 30))
    def open(self, at: int) -> None:
        """Open any step."""
        self.press(running.opened, at, self.now)

    @rule(more=st.integers(-10, 600))
    def extend(self, more: int) -> None:
        """Add time."""
        self.press(running.extended, more, self.now)

    @rule()
    def pause(self) -> None:
        """Pause, and go on: what is on the clock stays."""
        left = running.seconds_left(self.scene, self.now)
        self.press(running.paused, self.now)
        assert running.seconds_left(self.scene, self.now) == pytest.approx(left)

    @rule(seconds=st.floats(0, 4000))
    def pause_and_resume(self, seconds: float) -> None:
        """A pause takes nothing off the clock."""
        self.press(running.paused, self.now)
        if self.scene.left is None:
            return
        left, self.now = self.scene.left, self.now + seconds
        self.press(running.resumed, self.now)
        assert running.seconds_left(self.scene, self.now) == pytest.approx(left)

    @rule()
    def clock_off(self) -> None:
        """No clock."""
        self.press(running.without_clock)

    @precondition(lambda self: self.scene.stop.question is not None)
    @rule()
    def reveal(self) -> None:
        """Freeze a picture; a second one changes nothing."""
        question = self.scene.stop.question
        assert question is not None
        if not running.not_to_reveal(self.scene, Crowd(answered={question: 5}), question):
            assert self.scene.stop.step == "reveal"
            self.scene = running.revealed(self.scene, question, freeze([], [], question, 5))
        self.frozen.setdefault(question, self.scene.pictures.get(question))
        if self.frozen[question] is None:
            del self.frozen[question]

    @rule()
    def close(self) -> None:
        """Close."""
        self.press(running.closed)

    @invariant()
    def holds(self) -> None:
        """What is true at any time."""
        it = self.scene
        assert 0 <= it.at <= it.furthest < len(it.programme)
        assert it.ends is None or it.left is None
        left = running.seconds_left(it, self.now)
        assert left is None or 0 <= left <= running.LONGEST_CLOCK + 1
        assert not it.closed or (left is None and it.code == "" and running.not_to_open(it, it.at))
        for question in QUESTIONS:
            assert self.frozen.get(question, it.pictures.get(question)) == it.pictures.get(question)
            if question in it.pictures or it.closed:
                assert not running.takes(it, question, again=False)
                assert not running.takes_data(it, question)
            if running.takes(it, question, again=True):
                assert running.takes(it, question, again=False)
                assert it.stop.step == "answer"
            if running.shown(it, question) is not None:
                assert it.stop.step == "reveal"


TestRunning = Running.TestCase


def test_going_back_keeps_what_was_shown() -> None:
    """Protects: back in the step of answering, a picture that was made stays made, and nothing is taken."""
    it = running.opened(scene(), 5, 0.0)
    it = running.revealed(it, "plan", freeze([], [], "plan", 5))
    back = running.opened(it, 2, 0.0)
    assert back.stop.step == "answer"
    assert back.furthest == 5
    assert not running.takes(back, "plan", again=False)


def test_who_comes_late_still_counts_until_the_picture_is_made() -> None:
    """Protects: a first answer is taken in the steps after answering; a changed mind is not."""
    for at in (3, 4, 5):
        it = running.opened(scene(), at, 0.0)
        assert running.takes(it, "plan", again=False)
        assert not running.takes(it, "plan", again=True)


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("suffix", ["", ".nl"])
def test_the_printed_script_has_the_rooms_own_times(length: Length, suffix: str) -> None:
    """Protects: what a coach reads on paper is what the room's clock says, step by step."""
    text = (DOCS / f"{length}{suffix}.md").read_text(encoding="utf-8")
    rows = [
        line.split("|")[1:-1] for line in text.splitlines() if line.startswith(("| 0", "| 1", "| 2", "| 3"))
    ]
    passed = 0
    stops = programme(length, QUESTIONS)
    assert len(rows) == len(stops)
    for row, stop in zip(rows, stops, strict=True):
        hour, minute = row[0].strip().split(":")
        assert (int(hour) * 60 + int(minute), int(row[1].strip())) == (passed, stop.minutes)
        passed += stop.minutes
