"""The journey: what a manager has answered, reflected on and resolved, and what comes next.

A `Workbook` is immutable. Every change is a function that takes one and gives a new one, so a whole
journey runs without a screen. The order inside a question is the method and is kept here, not on
the screen: answer, evidence, reflection, one step (reflection together with feedback beats either
alone: Anseel, Lievens & Schollaert 2009). A gate tells why it is shut, in a list that is empty when
it is open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final, Literal

from workbook.lengths import too_long
from workbook.questions import (
    CHOICES,
    FREQUENCIES,
    NOTES,
    PROMPTS,
    QUESTIONS,
    Choice,
    Frequency,
    QuestionId,
)
from workbook.words import Text, say

SCHEMA: Final = 3
PLAN_DAYS: Final = 90
LONGEST_TEXT: Final = 20_000
"""Characters a manager may write in one place: some ten pages."""

DIARY_DAYS: Final = 14
"""Days of a diary: two weeks, weekends included, as some sell on a Saturday."""

LONGEST_BLANK: Final = 300
"""Characters for a blank of a step: a sentence is made of five of them."""

LONGEST_NOTE: Final = 2_000
"""Characters for a sentence to the team."""

LONGEST_OBSTACLE: Final = 500
"""Characters for what got in the way: a line on a phone, not a page."""

Done = Literal["yes", "partly", "no"]
DONE: Final[tuple[Done, ...]] = ("yes", "partly", "no")

Decision = Literal["keep", "exit", "undecided"]
DECISIONS: Final[tuple[Decision, ...]] = ("keep", "exit", "undecided")


class Shut(Exception):
    """A change was asked for while its gate is shut; `reasons` says why."""

    def __init__(self, reasons: tuple[Text, ...]) -> None:
        super().__init__("; ".join(reason.id for reason in reasons))
        self.reasons = reasons


class TooLong(Shut):
    """A text is longer than can be kept, and was kept neither whole nor in part."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A choice, and on how many days of the last four weeks B happened."""

    choice: Choice | None = None
    often: Frequency | None = None
    on: date | None = None

    @property
    def complete(self) -> bool:
        return self.choice is not None and self.often is not None


@dataclass(frozen=True, slots=True)
class Step:
    """One if-then step: if it is `when`, then I `act` with `person`; first on `first_on`, beginning
    with `first_act`. If-then plans help people do what they meant to (Gollwitzer & Sheeran 2006)."""

    when: str = ""
    act: str = ""
    person: str = ""
    first_on: date | None = None
    first_act: str = ""

    @property
    def missing(self) -> tuple[Text, ...]:
        """What the sentence still needs, empty when it is whole."""
        blanks = (
            (self.when, say("Say when: a day, a moment or an occasion.")),
            (self.act, say("Say what you will do.")),
            (self.person, say("Name the person you will do it with.")),
            (self.first_on, say("Choose the day of the first time.")),
            (self.first_act, say("Name the first small act that gets it going.")),
        )
        return tuple(reason for value, reason in blanks if not value)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """All that happened with one question.

    `first` is what was answered before the evidence was seen; once `evidence_seen` it never
    changes, and a later answer stands beside it in `second`.
    """

    first: Answer = Answer()
    evidence_seen: bool = False
    second: Answer | None = None
    reflections: dict[str, str] = field(default_factory=dict)
    step: Step = Step()


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One week looked back on: for each step whether it was done, and what got in the way.

    `week` is an ISO week (`2026-W48`). Prompting people to monitor what they do helps them do it, and
    more so when it is written down (Harkin et al. 2016, 138 studies).
    """

    week: str
    on: date
    done: dict[QuestionId, Done] = field(default_factory=dict)
    obstacle: str = ""


@dataclass(frozen=True, slots=True)
class DiaryDay:
    """One day kept by hand: for which questions B happened; none of them is an answer too."""

    on: date
    happened: tuple[QuestionId, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """One manager's workbook."""

    schema: int = SCHEMA
    inquiries: dict[QuestionId, Inquiry] = field(
        default_factory=lambda: {question: Inquiry() for question in QUESTIONS}
    )
    decision: Decision | None = None
    why: str = ""
    notes: dict[str, str] = field(default_factory=dict)
    begun: date | None = None
    check_ins: tuple[CheckIn, ...] = ()
    diary_from: date | None = None
    diary: tuple[DiaryDay, ...] = ()

    def inquiry(self, question: QuestionId) -> Inquiry:
        """The inquiry into a question; `KeyError` for one that does not exist."""
        return self.inquiries[question]

    @property
    def steps(self) -> tuple[tuple[QuestionId, Step], ...]:
        """The steps that are whole, in the order of the questions."""
        return tuple((q, self.inquiries[q].step) for q in QUESTIONS if not self.inquiries[q].step.missing)


def _no_answer(workbook: Workbook, question: QuestionId) -> tuple[Text, ...]:
    answer = workbook.inquiry(question).first
    reasons = []
    if answer.choice is None:
        reasons.append(say("Choose an answer first: A, B, both or ‘I can’t say’."))
    if answer.often is None:
        reasons.append(say("Say how often it was B; ‘I can’t say’ is an answer too."))
    return tuple(reasons)


def _not_seen(workbook: Workbook, question: QuestionId) -> tuple[Text, ...]:
    if workbook.inquiry(question).evidence_seen:
        return ()
    return _no_answer(workbook, question) or (say("Look at what your calendar says first."),)


def _not_reflected(workbook: Workbook, question: QuestionId) -> tuple[Text, ...]:
    inquiry = workbook.inquiry(question)
    if any(text.strip() for text in inquiry.reflections.values()):
        return ()
    return _not_seen(workbook, question) or (say("Answer at least one of the prompts above first."),)


def _not_whole(workbook: Workbook, question: QuestionId) -> tuple[Text, ...]:
    return _not_reflected(workbook, question) or workbook.inquiry(question).step.missing


_GATES: Final[dict[str, Callable[[Workbook, QuestionId], tuple[Text, ...]]]] = {
    "evidence": _no_answer,
    "mirrors": _not_seen,
    "reflection": _not_seen,
    "step": _not_reflected,
    "done": _not_whole,
}


def blockers(workbook: Workbook, gate: str, question: QuestionId | None = None) -> tuple[Text, ...]:
    """The reasons why a gate is shut, none when it is open.

    Gates of a question: `evidence`, `mirrors`, `reflection`, `step`, `done`. The gates `verdict` of the balance
    and `check_in` stand alone. Raises `ValueError` for a gate that does not exist: a misspelt gate must never
    count as open.
    """
    if gate == "closing" and question is None:
        open_ = [q for q in QUESTIONS if not workbook.inquiry(q).evidence_seen]
        return (
            (
                say(
                    "First answer the three questions yourself and look at your data: your own answers are "
                    "locked before you see anybody else’s."
                ),
            )
            if open_
            else ()
        )
    if gate == "verdict" and question is None:
        unseen = [q for q in QUESTIONS if not workbook.inquiry(q).evidence_seen]
        return (say("Keep or exit comes after all three questions. Finish those first."),) if unseen else ()
    if gate == "check_in" and question is None:
        none_yet = say("There is no step to look back on yet. Finish one of the three questions first.")
        return () if workbook.steps else (none_yet,)
    if gate not in _GATES or question is None:
        raise ValueError(f"no gate {gate!r} for question {question!r}")
    return _GATES[gate](workbook, question)


def _change(workbook: Workbook, question: QuestionId, inquiry: Inquiry) -> Workbook:
    return replace(workbook, inquiries={**workbook.inquiries, question: inquiry})


def _pass(workbook: Workbook, gate: str, question: QuestionId | None = None) -> None:
    reasons = blockers(workbook, gate, question)
    if reasons:
        raise Shut(reasons)


def as_kept(value: str) -> str:
    """A text as it is kept: without the one sign that no store takes."""
    return value.replace("\x00", "")


def _text(value: str, longest: int = LONGEST_TEXT) -> str:
    text = as_kept(value)
    reason = too_long(text, longest)
    if reason:
        raise TooLong((reason,))
    return text


def answer(
    workbook: Workbook,
    question: QuestionId,
    *,
    choice: Choice | None = None,
    often: Frequency | None = None,
    on: date,
) -> Workbook:
    """Answer a question, or one half of it.

    Before the evidence is seen this is the first answer and may be changed at will; after, it is the
    second and the first stays. Raises `ValueError` for what is no choice or frequency.
    """
    if choice is not None and choice not in CHOICES:
        raise ValueError(f"no choice {choice!r}")
    if often is not None and often not in FREQUENCIES:
        raise ValueError(f"no frequency {often!r}")
    inquiry = workbook.inquiry(question)
    was = (inquiry.second or Answer()) if inquiry.evidence_seen else inquiry.first
    now = Answer(choice or was.choice, often or was.often, on)
    inquiry = replace(inquiry, second=now) if inquiry.evidence_seen else replace(inquiry, first=now)
    return replace(_change(workbook, question, inquiry), begun=workbook.begun or on)


def see_evidence(workbook: Workbook, question: QuestionId) -> Workbook:
    """Open the evidence, which locks the first answer. Raises `Shut` before it is complete."""
    _pass(workbook, "evidence", question)
    return _change(workbook, question, replace(workbook.inquiry(question), evidence_seen=True))


def reflect(workbook: Workbook, question: QuestionId, prompt: str, text: str) -> Workbook:
    """Write down a reflection. Raises `Shut` before the evidence is seen, `TooLong`, and `ValueError` for a
    prompt that is not one of the question's."""
    if prompt not in PROMPTS[question]:
        raise ValueError(f"no prompt {prompt!r} for question {question!r}")
    _pass(workbook, "reflection", question)
    inquiry = workbook.inquiry(question)
    reflections = {**inquiry.reflections, prompt: _text(text)}
    return _change(workbook, question, replace(inquiry, reflections=reflections))


def resolve(
    workbook: Workbook,
    question: QuestionId,
    *,
    when: str | None = None,
    act: str | None = None,
    person: str | None = None,
    first_on: date | None = None,
    first_act: str | None = None,
) -> Workbook:
    """Fill in blanks of the if-then step. Raises `Shut` before there is a reflection, and `TooLong`."""
    _pass(workbook, "step", question)
    inquiry = workbook.inquiry(question)
    step = inquiry.step
    step = Step(
        when=step.when if when is None else _text(when, LONGEST_BLANK),
        act=step.act if act is None else _text(act, LONGEST_BLANK),
        person=step.person if person is None else _text(person, LONGEST_BLANK),
        first_on=step.first_on if first_on is None else first_on,
        first_act=step.first_act if first_act is None else _text(first_act, LONGEST_BLANK),
    )
    return _change(workbook, question, replace(inquiry, step=step))


def conclude(workbook: Workbook, *, decision: Decision | None = None, why: str | None = None) -> Workbook:
    """Keep or exit, in the manager's own words; the program has no say in it. Raises `Shut` before
    all three questions were held against the evidence, `TooLong`, `ValueError` for what is no decision."""
    if decision is not None and decision not in DECISIONS:
        raise ValueError(f"no decision {decision!r}")
    _pass(workbook, "verdict")
    return replace(
        workbook,
        decision=decision or workbook.decision,
        why=workbook.why if why is None else _text(why),
    )


def note(workbook: Workbook, prompt: str, text: str) -> Workbook:
    """Write down a sentence to the team, or who may ask. Raises `TooLong`, and `ValueError` for an unknown
    prompt."""
    if prompt not in NOTES:
        raise ValueError(f"no note {prompt!r}")
    return replace(workbook, notes={**workbook.notes, prompt: _text(text, LONGEST_NOTE)})


def look_back(workbook: Workbook) -> date | None:
    """The day to look back: ninety days after the earliest first act, None without a step."""
    starts = [step.first_on for _, step in workbook.steps if step.first_on]
    return min(starts) + timedelta(days=PLAN_DAYS) if starts else None


def check_in_week(today: date) -> str:
    """The ISO week that a check-in on a day is about. Monday and Tuesday still look back on the week
    before: who comes two days late has missed nothing."""
    year, week, _ = (today - timedelta(days=2)).isocalendar()
    return f"{year}-W{week:02d}"


def begun_by(workbook: Workbook, today: date) -> tuple[tuple[QuestionId, Step], ...]:
    """The steps there is something to look back on: their first day is in the week looked back on or before,
    or they were looked back on already."""
    year, week = check_in_week(today).split("-W")
    sunday = date.fromisocalendar(int(year), int(week), 7)
    answered = {question for one in workbook.check_ins for question in one.done}
    return tuple(
        (question, step)
        for question, step in workbook.steps
        if question in answered or (step.first_on is not None and step.first_on <= min(sunday, today))
    )


def this_check_in(workbook: Workbook, today: date) -> CheckIn:
    """The check-in of the week, empty where there is none yet."""
    week = check_in_week(today)
    return next((one for one in workbook.check_ins if one.week == week), CheckIn(week, today))


def check_in(workbook: Workbook, question: QuestionId, done: Done, *, on: date) -> Workbook:
    """Say whether this week's step was done; the last word of a week counts. Raises `Shut` without a
    step, `ValueError` for what is no answer or a question without a step."""
    _pass(workbook, "check_in")
    if done not in DONE or question not in dict(workbook.steps):
        raise ValueError(f"no answer {done!r} about {question!r}")
    was = this_check_in(workbook, on)
    return _looked_back(workbook, replace(was, on=on, done={**was.done, question: done}))


def hindered(workbook: Workbook, obstacle: str, *, on: date) -> Workbook:
    """Write down what got in the way this week. Raises `Shut` without a step, and `TooLong`."""
    _pass(workbook, "check_in")
    was = this_check_in(workbook, on)
    return _looked_back(workbook, replace(was, on=on, obstacle=_text(obstacle, LONGEST_OBSTACLE)))


def _looked_back(workbook: Workbook, check: CheckIn) -> Workbook:
    others = (one for one in workbook.check_ins if one.week != check.week)
    return replace(workbook, check_ins=tuple(sorted((*others, check), key=lambda one: one.week)))


def weeks_in_a_row(workbook: Workbook, today: date) -> int:
    """Weeks looked back on without a gap, up to this week; a week that is not over breaks nothing."""
    answered = {one.week for one in workbook.check_ins if one.done}
    day = today if check_in_week(today) in answered else today - timedelta(days=7)
    row = 0
    while check_in_week(day) in answered:
        row, day = row + 1, day - timedelta(days=7)
    return row


def start_diary(workbook: Workbook, *, on: date) -> Workbook:
    """Begin two weeks of diary. Days kept before stay."""
    return replace(workbook, diary_from=on, begun=workbook.begun or on)


def diary_days(workbook: Workbook) -> tuple[date, ...]:
    """The days of the diary, whether kept or not; none before it was begun."""
    first = workbook.diary_from
    return tuple(first + timedelta(days=n) for n in range(DIARY_DAYS)) if first else ()


def keep_day(
    workbook: Workbook, day: date, question: QuestionId | None, happened: bool, *, on: date
) -> Workbook:
    """Keep a day of the diary: whether B of a question happened, or with None that nothing did.

    A day may be kept afterwards, never ahead. Raises `ValueError` for a day outside the diary or yet to
    come, and for a question that is none.
    """
    if day not in diary_days(workbook) or day > on:
        raise ValueError(f"{day} is no day to keep")
    if question is not None and question not in QUESTIONS:
        raise ValueError(f"no question {question!r}")
    was = next((one for one in workbook.diary if one.on == day), DiaryDay(day))
    if question is None:
        now = DiaryDay(day)
    else:
        kept = {*was.happened, question} if happened else set(was.happened) - {question}
        now = DiaryDay(day, tuple(q for q in QUESTIONS if q in kept))
    others = (one for one in workbook.diary if one.on != day)
    return replace(workbook, diary=tuple(sorted((*others, now), key=lambda one: one.on)))
