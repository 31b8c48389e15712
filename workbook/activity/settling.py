"""What the rules leave open, in groups of similar titles to settle with one click, most hours first.

One click says what a group is. That makes it so for one topic and rules out the others, but only where
nothing else told: who was there and what a title says go before what was said of a whole group.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from workbook.activity.private import left_out
from workbook.activity.records import Activity
from workbook.activity.sorting import SUBJECTS, Correction, Sorted, State, Topic, fold_title
from workbook.activity.templates import template
from workbook.questions import QuestionId

Choice = Literal["plan", "target", "marketing", "campaign", "customer", "reporting", "absence", "none"]
CHOICES: Final[tuple[Choice, ...]] = get_args(Choice)

ASKED: Final[Mapping[QuestionId, tuple[Topic, ...]]] = {
    "plan": ("plan", "target"),
    "marketing": ("marketing", "campaign"),
    "field": ("customer", "reporting"),
}
"""The topics each question counts."""

_TOGETHER: Final[Mapping[Choice, tuple[Topic, ...]]] = {"campaign": ("campaign", "marketing")}


@dataclass(frozen=True, slots=True)
class Heap:
    """Activities with similar titles of which something is unknown.

    `key` is their folded title, or the template of several (`bezoek …`), or empty for what has no title.
    `titles` are the titles as last written, those with most hours first; `minutes` is their length
    together.
    """

    key: str
    titles: tuple[str, ...]
    activities: tuple[str, ...]
    minutes: float

    def corrections(self, choice: Choice) -> tuple[Correction, ...]:
        """What a click on `choice` settles. Raises `ValueError` for what is no choice."""
        if choice not in CHOICES:
            raise ValueError(f"no such choice: {choice!r}")
        meant = _TOGETHER.get(choice, (choice,))
        said: list[tuple[Topic, State]] = [(topic, "yes" if topic in meant else "no") for topic in SUBJECTS]
        if self.key:
            return tuple(Correction(topic, state, title=self.key, otherwise=True) for topic, state in said)
        return tuple(
            Correction(topic, state, activity=one, otherwise=True)
            for topic, state in said
            for one in self.activities
        )


@dataclass(frozen=True, slots=True)
class Unknown:
    """How many of a question's activities are not sorted, of how many, and the minutes of both."""

    number: int
    of: int
    unknown: float
    minutes: float

    @property
    def share(self) -> float:
        """The unknown part of the time, 0 where there is nothing at all."""
        return self.unknown / self.minutes if self.minutes else 0.0


def counted(activities: Iterable[Activity]) -> list[Activity]:
    """The activities that are there to be sorted: with a length, and not a task or called off."""
    return [one for one in activities if one.minutes and one.kind != "task" and one.held != "no"]


def heaps(activities: Iterable[Activity], sorted_: Sorted) -> tuple[Heap, ...]:
    """What is unknown for any topic of a question, similar titles together, most hours first.

    Titles that differ in a name only go together where there are at least two of them. What is private
    is left out: it has no title to go by, and is nobody's business.
    """
    topics = {topic for asked in ASKED.values() for topic in asked}
    by_title: dict[str, list[Activity]] = {}
    for one in counted(activities):
        if not one.private and any(sorted_[one.id][topic].state == "unknown" for topic in topics):
            by_title.setdefault(fold_title(one.subject), []).append(one)
    by_key: dict[str, list[str]] = {}
    for title in by_title:
        by_key.setdefault(template(title) or title, []).append(title)
    found = [
        _heap(key if len(titles) > 1 else titles[0], [by_title[one] for one in titles])
        for key, titles in by_key.items()
    ]
    return tuple(sorted(found, key=lambda heap: (-heap.minutes, heap.key)))


def _heap(key: str, alike: list[list[Activity]]) -> Heap:
    alike.sort(key=lambda listed: -sum(one.minutes for one in listed))
    everything = [one for listed in alike for one in listed]
    titles = (max(listed, key=lambda one: (one.start, one.id)).subject for listed in alike)
    return Heap(
        key,
        tuple(title for title in titles if title),
        tuple(one.id for one in everything),
        sum(one.minutes for one in everything),
    )


def unknown_shares(activities: Iterable[Activity], sorted_: Sorted) -> dict[QuestionId, Unknown]:
    """For each question the time of which at least one of its topics is unknown; private time is unknown
    unless something was said about it, and not looked at where it is no work."""
    listed = [one for one in counted(activities) if not left_out(sorted_[one.id])]
    whole = sum(one.minutes for one in listed)
    found: dict[QuestionId, Unknown] = {}
    for question, topics in ASKED.items():
        open_ = [one for one in listed if any(sorted_[one.id][t].state == "unknown" for t in topics)]
        found[question] = Unknown(len(open_), len(listed), sum(one.minutes for one in open_), whole)
    return found
