"""The journey without a screen: its order, its locks and its gates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from workbook import journey
from workbook.journey import Shut, Workbook, blockers
from workbook.questions import CHOICES, FREQUENCIES, NOTES, PROMPTS, QUESTIONS

DAY = date(2026, 11, 23)


def walked(question: str = "plan", workbook: Workbook | None = None) -> Workbook:
    """A workbook in which one question was gone through to the end."""
    book = workbook or Workbook()
    book = journey.answer(book, question, choice="b", often="few", on=DAY)
    book = journey.see_evidence(book, question)
    book = journey.reflect(book, question, PROMPTS[question][0], "On Tuesday, with two of them.")
    return journey.resolve(
        book,
        question,
        when="Tuesday morning",
        act="go along",
        person="Mei",
        first_on=DAY + timedelta(days=8),
        first_act="ask which customer",
    )


def test_a_whole_journey_needs_no_screen() -> None:
    """Three questions in order, then keep or exit, by functions alone."""
    book = Workbook()
    for question in QUESTIONS:
        book = walked(question, book)
        assert blockers(book, "done", question) == ()
    book = journey.note(book, "team.ask", "Ask me on the fifteenth.")
    book = journey.conclude(book, decision="keep", why="If nobody can say I was never along.")
    assert [question for question, _ in book.steps] == list(QUESTIONS)
    assert journey.look_back(book) == DAY + timedelta(days=98)
    assert book.begun == DAY
    assert book.decision == "keep"


def test_first_answer_is_locked_once_the_evidence_was_seen() -> None:
    """What was said before looking can't be changed after; the second answer stands beside it."""
    book = walked()
    later = journey.answer(book, "plan", choice="a", often="none", on=DAY + timedelta(days=1))
    assert later.inquiry("plan").first == book.inquiry("plan").first
    second = later.inquiry("plan").second
    assert second is not None
    assert (second.choice, second.often) == ("a", "none")


def test_before_the_evidence_an_answer_may_change() -> None:
    """Somebody may change their mind as long as nothing swayed it."""
    book = journey.answer(Workbook(), "field", choice="a", on=DAY)
    book = journey.answer(book, "field", choice="both", often="often", on=DAY)
    assert book.inquiry("field").first.choice == "both"
    assert book.inquiry("field").second is None


@pytest.mark.parametrize("gate", ["evidence", "reflection", "step", "done"])
def test_an_untouched_question_has_every_gate_shut_with_a_reason(gate: str) -> None:
    """Nobody lands in the middle of the method, and a shut gate says why."""
    assert blockers(Workbook(), gate, "plan")


def test_an_unknown_gate_is_an_error() -> None:
    """A misspelt gate must never count as open."""
    for gate, question in (("evidance", "plan"), ("verdict", "plan"), ("step", None)):
        with pytest.raises(ValueError, match="no gate"):
            blockers(Workbook(), gate, question)


@pytest.mark.parametrize(
    ("change", "given_"),
    [
        (journey.see_evidence, {"question": "plan"}),
        (journey.reflect, {"question": "plan", "prompt": "plan.moment", "text": "x"}),
        (journey.resolve, {"question": "plan", "act": "x"}),
        (journey.conclude, {"decision": "keep"}),
    ],
)
def test_a_change_past_a_shut_gate_is_refused(change, given_) -> None:  # type: ignore[no-untyped-def]
    """The order is kept by the transitions, not by the screen."""
    with pytest.raises(Shut) as shut:
        change(Workbook(), **given_)
    assert shut.value.reasons


@pytest.mark.parametrize(
    "call",
    [
        lambda book: journey.answer(book, "plan", choice="c", on=DAY),
        lambda book: journey.answer(book, "plan", often="always", on=DAY),
        lambda book: journey.reflect(book, "plan", "field.moment", "x"),
        lambda book: journey.note(book, "team.secret", "x"),
        lambda book: journey.conclude(book, decision="maybe"),
    ],
)
def test_what_is_no_choice_is_refused(call) -> None:  # type: ignore[no-untyped-def]
    """A forged message can't put anything into a workbook that the method does not know."""
    book = Workbook()
    for question in QUESTIONS:
        book = walked(question, book)
    with pytest.raises(ValueError, match="no "):
        call(book)


@given(text=st.text(max_size=200))
def test_whatever_is_written_is_kept_as_written(text: str) -> None:
    """A manager's words come back as they were, save for the zero byte that no store takes."""
    book = journey.reflect(walked(), "plan", "plan.moment", text)
    assert book.inquiry("plan").reflections["plan.moment"] == text.replace("\x00", "")


def test_texts_are_bounded() -> None:
    """A forged message can't fill the disk, and nobody's words are cut: what is too long is refused."""
    with pytest.raises(journey.TooLong):
        journey.reflect(walked(), "plan", "plan.moment", "x" * (journey.LONGEST_TEXT + 1))
    book = journey.reflect(walked(), "plan", "plan.moment", "x" * journey.LONGEST_TEXT)
    assert len(book.inquiry("plan").reflections["plan.moment"]) == journey.LONGEST_TEXT


class AnyOrder(RuleBasedStateMachine):
    """Whatever is tried in whatever order, the first answer and the order of the method hold."""

    def __init__(self) -> None:
        super().__init__()
        self.book = Workbook()
        self.locked: dict[str, object] = {}

    def attempt(self, change, *args, **values) -> None:  # type: ignore[no-untyped-def]
        before = self.book
        try:
            self.book = change(self.book, *args, **values)
        except Shut:
            assert self.book is before

    @rule(question=st.sampled_from(QUESTIONS), choice=st.sampled_from(CHOICES))
    def choose(self, question: str, choice: str) -> None:
        self.attempt(journey.answer, question, choice=choice, on=DAY)

    @rule(question=st.sampled_from(QUESTIONS), often=st.sampled_from(FREQUENCIES))
    def count(self, question: str, often: str) -> None:
        self.attempt(journey.answer, question, often=often, on=DAY)

    @rule(question=st.sampled_from(QUESTIONS))
    def look(self, question: str) -> None:
        self.attempt(journey.see_evidence, question)
        inquiry = self.book.inquiry(question)
        if inquiry.evidence_seen:
            self.locked.setdefault(question, inquiry.first)

    @rule(question=st.sampled_from(QUESTIONS), which=st.integers(0, 3), text=st.text(max_size=5))
    def write(self, question: str, which: int, text: str) -> None:
        self.attempt(journey.reflect, question, PROMPTS[question][which], text)

    @rule(question=st.sampled_from(QUESTIONS), act=st.text(max_size=5))
    def resolve(self, question: str, act: str) -> None:
        self.attempt(journey.resolve, question, act=act)

    @rule(decision=st.sampled_from(journey.DECISIONS))
    def conclude(self, decision: str) -> None:
        self.attempt(journey.conclude, decision=decision)

    @rule(prompt=st.sampled_from(NOTES))
    def note(self, prompt: str) -> None:
        self.attempt(journey.note, prompt, "x")

    @invariant()
    def the_method_holds(self) -> None:
        for question, first in self.locked.items():
            assert self.book.inquiry(question).first == first
        for question in QUESTIONS:
            inquiry = self.book.inquiry(question)
            if inquiry.evidence_seen:
                assert inquiry.first.complete
            if inquiry.reflections or inquiry.second:
                assert inquiry.evidence_seen
            if inquiry.step.act:
                assert any(text.strip() for text in inquiry.reflections.values()) or inquiry.reflections
        if self.book.decision:
            assert all(self.book.inquiry(question).evidence_seen for question in QUESTIONS)


TestAnyOrder = AnyOrder.TestCase


def test_a_workbook_never_changes_in_place() -> None:
    """Two tabs may hold the same workbook: no change in one is seen by the other."""
    book = walked()
    copy = replace(book)
    journey.reflect(book, "plan", "plan.surprise", "x")
    journey.note(book, "team.ask", "x")
    assert book == copy
