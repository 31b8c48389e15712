"""Sorting activities by rules that are data: yes, no or unknown for each topic, with the reason.

Order of authority: the manager's word on one activity, then on all with an alike title, then the
roles of who was there, then calendar and category, then the words of the title, else unknown. 'No'
is only said with a reason; unknown is never 'no'.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from workbook.activity.people import People
from workbook.activity.places import Place, PlaceSaid, where
from workbook.activity.records import Activity, Attendee
from workbook.activity.templates import template
from workbook.activity.title_people import TitlePeople
from workbook.activity.titles import fold_title, plain
from workbook.activity.verdicts import Facts, State, Verdict, rule
from workbook.activity.vocabulary import (
    SUBJECTS,
    TOPICS,
    Found,
    Topic,
    Vocabulary,
    find_topics,
    load_vocabularies,
    with_word,
)
from workbook.words import say

__all__ = [
    "SUBJECTS",
    "TOPICS",
    "Correction",
    "Group",
    "Rules",
    "Sorted",
    "State",
    "Topic",
    "Verdict",
    "by_hand",
    "fold_title",
    "groups_of_unknown",
    "load_rules",
    "place_corrections",
    "place_in",
    "sort_activities",
]

_TOLD_APART: Final[tuple[Literal["visit", "online", "office"], ...]] = ("visit", "online", "office")
"""The places that are topics: where none of them holds, it was elsewhere."""

Sorted = Mapping[str, Mapping[Topic, Verdict]]
"""Verdicts by `Activity.id` and topic."""


@dataclass(frozen=True, slots=True)
class Correction:
    """The manager's own word: about one `activity` (its id), or about every activity whose folded
    title is `title`, or has it as its template. Exactly one of the two is given; `ValueError` otherwise.

    An `otherwise` one only decides where the rules leave it unknown: said of a group of titles, it does
    not overrule what the people or words of one of them tell.
    """

    topic: Topic
    state: State
    activity: str | None = None
    title: str | None = None
    otherwise: bool = False

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
    """The words that sort, the manager's corrections, oldest first (a later one wins), and what they said of
    places."""

    vocabularies: tuple[Vocabulary, ...] = field(default_factory=load_vocabularies)
    corrections: tuple[Correction, ...] = ()
    places: tuple[PlaceSaid, ...] = ()

    def corrected(self, *corrections: Correction) -> Rules:
        """The same rules with more corrections; these rules stay as they are."""
        return replace(self, corrections=(*self.corrections, *corrections))

    def with_word(self, topic: Topic, word: str) -> Rules:
        """The same rules with one more word for a topic, written as in `titles`."""
        return replace(self, vocabularies=with_word(self.vocabularies, topic, word))


def load_rules() -> Rules:
    """The rules that come with the program, without corrections."""
    return Rules()


def sort_activities(
    activities: Iterable[Activity], people: People, rules: Rules
) -> dict[str, dict[Topic, Verdict]]:
    """A verdict for every activity and every topic, by `Activity.id`.

    The same activities, people and rules give the same verdicts in any order. A calendar's name only
    counts where there are several calendars: the name of the only one tells nothing about a meeting.
    """
    listed = tuple(activities)
    several = len({one.calendar for one in listed}) > 1
    sorter = _Sorter(people, rules, several, TitlePeople(listed, people))
    return {one.id: sorter.verdicts(one) for one in listed}


def groups_of_unknown(activities: Iterable[Activity], sorted_: Sorted, topic: Topic) -> tuple[Group, ...]:
    """What could not be sorted for a topic, alike titles together, most hours first.

    What has no title stands in one group with an empty title.
    """
    groups: dict[str, list[Activity]] = defaultdict(list)
    for one in activities:
        if one.id in sorted_ and sorted_[one.id][topic].state == "unknown":
            groups[fold_title(one.subject)].append(one)
    found = (
        Group(
            title,
            max(alike, key=lambda one: (one.start, one.id)).subject if title else "",
            tuple(one.id for one in sorted(alike, key=lambda one: (one.start, one.id))),
            sum(one.minutes for one in alike),
        )
        for title, alike in groups.items()
    )
    return tuple(sorted(found, key=lambda g: (-g.minutes, -len(g.activities), g.title)))


def place_in(verdicts: Mapping[Topic, Verdict]) -> Place | None:
    """Where an activity was, by its verdicts; None where that isn't known."""
    states = {place: verdicts[place].state for place in _TOLD_APART if place in verdicts}
    if found := next((place for place, state in states.items() if state == "yes"), None):
        return found
    return "elsewhere" if states and set(states.values()) == {"no"} else None


def place_corrections(
    place: Place, *, activity: str | None = None, title: str | None = None
) -> tuple[Correction, ...]:
    """The manager's own word on where one activity was, or all with a title like this."""
    return tuple(
        Correction(topic, "yes" if topic == place else "no", activity=activity, title=title)
        for topic in _TOLD_APART
    )


def by_hand(correction: Correction) -> Verdict:
    """The verdict that a correction gives."""
    kind = "otherwise" if correction.otherwise else "activity" if correction.activity else "title"
    if correction.activity:
        why = say("Chosen by you.")
    else:
        why = say("Chosen by you for everything with a title like this.")
    return Verdict(correction.state, f"hand.{kind}", why, True)


class _Sorter:
    """Sorts activities one by one, remembering what it found out about people and titles."""

    def __init__(
        self, people: People, rules: Rules, several_calendars: bool, titles: TitlePeople
    ) -> None:
        self._people = people
        self._titles = titles
        self._words = rules.vocabularies
        self._places_said = {one.location: one.place for one in rules.places}
        self._several = several_calendars
        told = tuple(enumerate(rules.corrections))
        self._by_activity = {(c.topic, c.activity): (n, c) for n, c in told if c.activity and not c.otherwise}
        self._by_title = {(c.topic, c.title): c for c in rules.corrections if c.title and not c.otherwise}
        self._otherwise = {(c.topic, c.activity or c.title or ""): (n, c) for n, c in told if c.otherwise}
        self._found: dict[str, Found] = {}
        self._roles: dict[str, tuple[str | None, bool | None]] = {}
        self._names = {
            first: key
            for key, name in people.names.items()
            if key not in people.own and len(first := plain(name).split(" ")[0]) > 2
        }

    def verdicts(self, activity: Activity) -> dict[Topic, Verdict]:
        facts = self._facts(activity)
        folded = fold_title(activity.subject) if self._by_title or self._otherwise else ""
        shape = template(folded) if self._otherwise else ""
        keys = (activity.ids, (folded,), (shape,))
        by_rule = {topic: rule(topic, facts) for topic in SUBJECTS} | self._places(activity)
        return {
            topic: self._corrected(topic, activity, folded) or self._told_otherwise(verdict, topic, keys)
            for topic, verdict in by_rule.items()
        }

    def _places(self, activity: Activity) -> dict[Topic, Verdict]:
        found = where(activity, self._people, self._places_said)
        return {
            topic: Verdict(
                "unknown" if found.place is None else "yes" if found.place == topic else "no",
                found.rule,
                found.why,
            )
            for topic in _TOLD_APART
        }

    def _told_otherwise(self, verdict: Verdict, topic: Topic, keys: tuple[tuple[str, ...], ...]) -> Verdict:
        if verdict.state != "unknown" or not self._otherwise:
            return verdict
        told = (_latest(self._otherwise, topic, alike) for alike in keys)
        return next((by_hand(one) for one in told if one), verdict)

    def _corrected(self, topic: Topic, activity: Activity, folded: str) -> Verdict | None:
        one = _latest(self._by_activity, topic, activity.ids)
        if one is None and folded:
            one = self._by_title.get((topic, folded))
        return None if one is None else by_hand(one)

    def _facts(self, activity: Activity) -> Facts:
        others, everybody = None, True
        if activity.attendees:
            there = (one for one in activity.attendees if one.attendance != "declined")
            others = tuple(one for one in there if self._placed(one)[0] != "me")
        elif named := self._titles.there(activity):
            others = tuple(one for one in named.people if self._placed(one)[0] != "me") or None
            everybody = named.everybody
        placed = [self._placed(one) for one in others or ()]
        labels = [("category", self._topics(one)) for one in activity.categories]
        if self._several and activity.calendar and "@" not in activity.calendar:
            labels.append(("calendar", self._topics(activity.calendar)))
        return Facts(
            activity,
            others,
            frozenset(role for role, _ in placed),
            everybody and all(role is not None for role, _ in placed),
            not everybody or any(external is not False for _, external in placed),
            self._topics(activity.subject),
            tuple(labels),
            self._somebody_else(activity.subject),
        )

    def _somebody_else(self, subject: str) -> str | None:
        for word in plain(subject).split():
            if key := self._names.get(word.strip(".,:;()")):
                return self._people.name(key)
        return None

    def _placed(self, attendee: Attendee) -> tuple[str | None, bool | None]:
        key = attendee.key
        if key not in self._roles:
            self._roles[key] = (self._people.role(attendee), self._people.external(attendee))
        return self._roles[key]

    def _topics(self, text: str) -> Found:
        if text not in self._found:
            self._found[text] = find_topics(self._words, text)
        return self._found[text]


def _latest(
    told: Mapping[tuple[Topic, str], tuple[int, Correction]], topic: Topic, keys: tuple[str, ...]
) -> Correction | None:
    """The last thing said of one of these, which stand for the same; None where nothing was."""
    found = [told[topic, key] for key in keys if key and (topic, key) in told]
    return max(found, key=lambda one: one[0])[1] if found else None
