"""What was answered and what was counted, said together: on the page of a question, on the balance, and
in the report.

One place for all three, so that no two of them can say another number. Of days nobody is told they
were wrong: the answer stands first, what was counted in the same four weeks after it (`workbook.comparison`).
And days say nothing of what happened on them: a choice between A and B is laid beside a figure about that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from workbook.comparison import ASKED_DAYS, compare
from workbook.evidence.accompanied import met_elsewhere
from workbook.evidence.finding import up_to
from workbook.evidence.measure import Measure
from workbook.journey import Answer, Workbook
from workbook.questions import DAYS, QUESTIONS, QuestionId
from workbook.wording import CHOICE_LETTERS, FREQUENCY_NAMES, difference, wording
from workbook.words import Text, say, say_n

_STALE: Final = timedelta(days=7)
"""Full weeks end up to a week before an answer; data that end earlier are about other weeks."""

_CONTENT: Final[Mapping[QuestionId, tuple[str, ...]]] = MappingProxyType(
    {
        "plan": ("plan.cross_functional", "plan.cadence"),
        "marketing": ("marketing.campaign_sessions", "marketing.contact_days"),
        "field": ("field.debriefs", "field.ride_alongs"),
    }
)
"""For each question what was done, and not on how many days; the first of them that was counted."""


def confrontation(workbook: Workbook, measures: Iterable[Measure], question: QuestionId) -> Text | None:
    """The days answered, and those counted in the same four weeks; None where nothing was counted."""
    counted = compare(workbook, measures, question).counted
    if counted is None:
        return None
    said = _said(workbook.inquiry(question).first)
    if counted.self_kept:
        return say("{said} {counted}", said=said, counted=counted.sentence)
    return say("{said} {counted}", said=said, counted=_counted(counted, workbook.inquiry(question).first))


def _said(answer: Answer) -> Text:
    if answer.often is None or answer.often not in DAYS:
        return say("You gave no number of days.")
    return say("You said {often}.", often=FREQUENCY_NAMES[answer.often])


def _counted(counted: Measure, answer: Answer) -> Text:
    period = counted.period
    found = up_to(int(counted.numerator), int(counted.unknown))
    whole = (period.last - period.first).days + 1 >= ASKED_DAYS
    if whole and (answer.on is None or answer.on - period.last <= _STALE):
        return say_n(
            "In those four weeks there is **{found}** in your calendar.",
            "In those four weeks there are **{found}** in your calendar.",
            int(counted.numerator),
            found=found,
        )
    return say_n(
        "From {first:day} to {last:day} there is **{found}** in your calendar.",
        "From {first:day} to {last:day} there are **{found}** in your calendar.",
        int(counted.numerator),
        found=found,
        first=period.first.isoformat(),
        last=period.last.isoformat(),
    )


def further_back(measures: Iterable[Measure], question: QuestionId) -> bool:
    """Whether the other figures of a question look at more than the four weeks."""
    mine = [m.period for m in measures if m.question == question and not m.self_kept]
    return any((one.last - one.first).days + 1 > ASKED_DAYS for one in mine)


def of_days(workbook: Workbook, measures: Sequence[Measure], seen: Sequence[QuestionId]) -> tuple[Text, ...]:
    """How answers and data compare in days: what differs first, and what agrees in one sentence."""
    kinds = {question: compare(workbook, measures, question) for question in seen}
    alike = [question for question in seen if kinds[question].kind == "alike"]
    apart = tuple(difference(q, kinds[q].kind) for q in seen if q not in alike)
    if not alike:
        return apart
    if len(alike) == len(QUESTIONS):
        return (
            *apart,
            say(
                "In the **number of days** you and your data come out about the same on all three. What happened "
                "on those days, that number does not say."
            ),
        )
    return (
        *apart,
        say(
            "In the **number of days** you and your data come out about the same on {acts}. What happened on "
            "those days, that number does not say.",
            acts=acts(alike),
        ),
    )


def acts(questions: Sequence[QuestionId]) -> Text:
    """The acts of some questions, to stand inside a sentence."""
    listed = wording(questions[0]).act
    for question in questions[1:]:
        listed = say("{one} and {other}", one=listed, other=wording(question).act)
    return listed


@dataclass(frozen=True, slots=True)
class Content:
    """What was chosen for a question, and the figure about what was done."""

    question: QuestionId
    said: Text
    measure: Measure


def contents(
    workbook: Workbook, measures: Iterable[Measure], seen: Sequence[QuestionId]
) -> tuple[Content, ...]:
    """For each question held against the data: the choice, and what was counted of what was done."""
    there = {m.id: m for m in measures if m.standing not in ("absent", "thin") and not m.self_kept}
    found: list[Content] = []
    for question in seen:
        choice = workbook.inquiry(question).first.choice
        measure = next((there[one] for one in _CONTENT[question] if one in there), None)
        if choice is None or measure is None:
            continue
        said = (
            say("You could not choose. {figure}", figure=measure.sentence)
            if choice == "cannot_say"
            else say("You chose {choice}. {figure}", choice=CHOICE_LETTERS[choice], figure=measure.sentence)
        )
        if question == "field" and (met := _met_elsewhere(there.values())):
            said = say("{said} {met}", said=said, met=met)
        found.append(Content(question, said, measure))
    return tuple(found)


def _met_elsewhere(measures: Iterable[Measure]) -> Text | None:
    """What stands beside the visits: without it calls and receptions would be passed over in silence."""
    return next((met_elsewhere(one.beside) for one in measures if one.id == "field.ride_alongs"), None)
