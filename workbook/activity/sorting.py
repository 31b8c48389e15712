"""Sorting activities by rules that are data: yes, no or unknown for each topic, with the reason.

Order of authority: the manager's word on one activity, then on all with an alike title, then the
roles of who was there, then calendar and category, then the words of the title, else unknown. 'No'
is only said with a reason; unknown is never 'no'.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from workbook.activity.people import People
from workbook.activity.records import Activity
from workbook.words import Text

Topic = Literal["plan", "target", "marketing", "campaign", "customer", "reporting", "absence"]
TOPICS: Final[tuple[Topic, ...]] = get_args(Topic)
State = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one activity is for one topic. `rule` is the stable id of the rule that decided, `why`
    says it so that a manager can disagree, `by_hand` whether the manager decided."""

    state: State
    rule: str
    why: Text
    by_hand: bool = False


Sorted = Mapping[str, Mapping[Topic, Verdict]]
"""Verdicts by `Activity.id` and topic."""


@dataclass(frozen=True, slots=True)
class Correction:
    """The manager's own word: about one `activity` (its id), or about every activity whose folded
    title is `title`. Exactly one of the two is given; `ValueError` otherwise."""

    topic: Topic
    state: State
    activity: str | None = None
    title: str | None = None

    def __post_init__(self) -> None:
        if bool(self.activity) == bool(self.title):
            raise ValueError("a correction is about one activity or about one title")


@dataclass(frozen=True, slots=True)
class Group:
    """Activities with an alike title that could not be sorted: settle them with one click.

    `title` is the folded title, empty for what has none; `subject` the title as last written;
    `minutes` their length together.
    """

    title: str
    subject: str
    activities: tuple[str, ...]
    minutes: float

    def corrections(self, topic: Topic, state: State) -> tuple[Correction, ...]:
        """What settles the whole group: one by title, or one for each where there is no title."""
        if self.title:
            return (Correction(topic, state, title=self.title),)
        return tuple(Correction(topic, state, activity=one) for one in self.activities)


@dataclass(frozen=True, slots=True)
class Rules:
    """The words that sort, and the manager's corrections, oldest first; a later one wins."""

    corrections: tuple[Correction, ...] = ()

    def corrected(self, *corrections: Correction) -> Rules:
        """The same rules with more corrections; these rules stay as they are."""
        return Rules((*self.corrections, *corrections))


# load_rules() -> Rules
# fold_title(subject: str) -> str
# sort_activities(activities: Iterable[Activity], people: People, rules: Rules)
#     -> dict[str, dict[Topic, Verdict]]
# groups_of_unknown(activities: Iterable[Activity], sorted: Sorted, topic: Topic) -> tuple[Group, ...]
_ = (Iterable, Activity, People)
