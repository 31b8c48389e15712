"""Sorting once, and after a correction only what it is about.

The same verdicts as `sort_activities`, which works all of them out anew. What the rules say without
corrections is kept for as long as activities, people and words stay what they are.
"""

from __future__ import annotations

from workbook.activity.people import People
from workbook.activity.places import PlaceSaid
from workbook.activity.records import Activity
from workbook.activity.sorting import Correction, Rules, Sorted, Topic, Verdict, by_hand, sort_activities
from workbook.activity.templates import HOLE, template
from workbook.activity.titles import fold_title
from workbook.activity.vocabulary import Vocabulary


class Resorter:
    """Sorts the same activities again and again, remembering what does not change in between."""

    def __init__(self) -> None:
        self._activities: tuple[Activity, ...] | None = None
        self._people: People | None = None
        self._words: tuple[Vocabulary, ...] | None = None
        self._places: tuple[PlaceSaid, ...] = ()
        self._by_rule: dict[str, dict[Topic, Verdict]] = {}
        self._alike: dict[str, list[str]] = {}
        self._wholes: dict[str, str] = {}
        self._last: tuple[Rules, dict[str, dict[Topic, Verdict]]] | None = None

    def sort(self, activities: tuple[Activity, ...], people: People, rules: Rules) -> Sorted:
        """A verdict for every activity and every topic, by `Activity.id`."""
        if activities is not self._activities:
            self._activities, self._people = activities, None
            self._alike, self._wholes = {}, {}
            for one in activities:
                self._wholes |= dict.fromkeys(one.also, one.id)
                if title := fold_title(one.subject):
                    for key in {title, template(title)} - {""}:
                        self._alike.setdefault(key, []).append(one.id)
        if people != self._people or (rules.vocabularies, rules.places) != (self._words, self._places):
            self._people, self._last = people, None
            self._words, self._places = rules.vocabularies, rules.places
            self._by_rule = sort_activities(
                activities, people, Rules(rules.vocabularies, places=rules.places)
            )
        if self._last is None or self._last[0] != rules:
            self._last = (rules, self._corrected(rules))
        return self._last[1]

    def _corrected(self, rules: Rules) -> dict[str, dict[Topic, Verdict]]:
        found = dict(self._by_rule)
        for one in sorted(rules.corrections, key=_authority):
            title = one.title or ""
            if HOLE in title and not one.otherwise:
                continue  # no title is a template
            about = (one.activity,) if one.activity else self._alike.get(title, ())
            for which in (self._wholes.get(name, name) for name in about):
                if which not in found:
                    continue
                if one.otherwise and self._by_rule[which][one.topic].state != "unknown":
                    continue
                found[which] = {**found[which], one.topic: by_hand(one)}
        return found


def _authority(correction: Correction) -> int:
    """What is applied later wins: a word about one activity over one about its title, and that over what
    was said of a group, of which the nearest goes first: the activity, its very title, its template."""
    if not correction.otherwise:
        return 4 if correction.activity else 3
    if correction.activity:
        return 2
    return 0 if HOLE in (correction.title or "") else 1
