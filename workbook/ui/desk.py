"""What is worked out from the rows in memory, kept until something it depends on changes.

A correction touches a few of thousands of activities, and the page is drawn anew after each: what
several files tell of one meeting, and what the rules say, are not worked out again for it.
"""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from workbook.activity.matching import Matched, match_sources
from workbook.activity.private import settled
from workbook.activity.read import Loaded, for_manager
from workbook.activity.resorting import Resorter
from workbook.activity.sorting import Rules, Sorted, load_rules
from workbook.activity.whole_days import by_clock
from workbook.document import Document


class Desk:
    """One session's rows, put together and sorted."""

    def __init__(self) -> None:
        self._rules: Rules = load_rules()
        self._resorter = Resorter()
        self._loaded: Loaded | None = None
        self._me: tuple[object, ...] = ()
        self._mine = Loaded()
        self._ground: tuple[object, ...] = ()
        self._matched = Matched(())
        self._rows = Loaded()

    def rows(self, loaded: Loaded, document: Document) -> Loaded:
        """The manager's rows by their clock and with each meeting once, by who is who and what was kept apart
        in `document`."""
        me = (document.people.own, document.decisions.answers, document.decisions.zone)
        if loaded is not self._loaded or me != self._me:
            local = by_clock_of(document, loaded)
            self._mine = for_manager(local, document.people.own, document.decisions)
            self._loaded, self._me, self._ground = loaded, me, ()
        # Who the manager is decides which people tell meetings apart; other roles change nothing here.
        ground = (document.people.own, document.people.names, document.separated)
        if ground != self._ground:
            self._matched = match_sources(self._mine.activities, document.people, document.separated)
            if self._matched.pairs or self._matched.kept_apart:
                self._rows = replace(self._mine, activities=self._matched.activities)
            else:
                self._rows = self._mine
            self._ground = ground
        return self._rows

    def matched(self, loaded: Loaded, document: Document) -> Matched:
        """Which entries were put together, and which kept apart by hand."""
        self.rows(loaded, document)
        return self._matched

    def sort(self, rows: Loaded, document: Document) -> Sorted:
        """Sort rows as `rows` gave them, by the rules, the document's corrections, and what was said of places and
        of private appointments."""
        rules = replace(self._rules.corrected(*document.corrections), places=document.places)
        sorted_ = self._resorter.sort(rows.activities, document.people, rules)
        return settled(rows.activities, sorted_, document.private_is_work)

    def sorted(self, loaded: Loaded, document: Document) -> Sorted:
        """Sort rows as they were loaded."""
        return self.sort(self.rows(loaded, document), document)


def by_clock_of(document: Document, rows: Loaded) -> Loaded:
    """Rows by the clock of the zone that the manager lives in."""
    zone = ZoneInfo(document.decisions.zone)
    return replace(rows, activities=tuple(by_clock(one, zone) for one in rows.activities))
