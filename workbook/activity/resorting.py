"""Sorting once, and after a correction only what it is about.

The same verdicts as `sort_activities`, which works all of them out anew. What the rules say without
corrections is kept for as long as activities, people and words stay what they are.
"""

from __future__ import annotations

from workbook.activity.people import People
from workbook.activity.records import Activity
from workbook.activity.sorting import Rules, Sorted, Topic, Verdict, by_hand, sort_activities
from workbook.activity.titles import fold_title
from workbook.activity.vocabulary import Vocabulary


class Resorter:
    """Sorts the same activities again and again, remembering what does not change in between."""

    def __init__(self) -> None:
        self._activities: tuple[Activity, ...] | None = None
        self._people: People | None = None
        self._words: tuple[Vocabulary, ...] | None = None
        self._by_rule: dict[str, dict[Topic, Verdict]] = {}
        self._alike: dict[str, list[str]] = {}
        self._last: tuple[Rules, dict[str, dict[Topic, Verdict]]] | None = None

    def sort(self, activities: tuple[Activity, ...], people: People, rules: Rules) -> Sorted:
        """A verdict for every activity and every topic, by `Activity.id`."""
        if activities is not self._activities:
            self._activities, self._people = activities, None
            self._alike = {}
            for one in activities:
                if title := fold_title(one.subject):
                    self._alike.setdefault(title, []).append(one.id)
        if people != self._people or rules.vocabularies != self._words:
            self._people, self._words, self._last = people, rules.vocabularies, None
            self._by_rule = sort_activities(activities, people, Rules(rules.vocabularies))
        if self._last is None or self._last[0] != rules:
            self._last = (rules, self._corrected(rules))
        return self._last[1]

    def _corrected(self, rules: Rules) -> dict[str, dict[Topic, Verdict]]:
        found = dict(self._by_rule)
        # A word about one activity outranks a word about its title, whichever came last.
        for one in sorted(rules.corrections, key=lambda correction: bool(correction.activity)):
            alike = [one.activity] if one.activity else self._alike.get(one.title or "", [])
            for which in alike:
                if which in found:
                    found[which] = {**found[which], one.topic: by_hand(one)}
        return found
