"""Private appointments: whether they are work is asked once, for all of them.

A calendar tells no title and no people of them, so no rule can sort one, and one a week would leave every
week unknown. Their titles are never kept and never shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from workbook.activity.records import Activity
from workbook.activity.sorting import Sorted, Topic, Verdict
from workbook.words import say

_LEFT_OUT: Final = "private.left_out"
_OUT: Final = Verdict("no", _LEFT_OUT, say("You said that your private appointments are no work."))

Verdicts = Mapping[Topic, Verdict]


def settled(activities: Iterable[Activity], sorted_: Sorted, are_work: bool | None) -> Sorted:
    """The verdicts, with what the manager said of all private appointments (None where nothing yet).

    Where they are no work a private one is nothing but what it was made by hand.
    """
    if are_work is not False:
        return sorted_
    private = {one.id for one in activities if one.private}
    return {
        which: {topic: one if one.by_hand else _OUT for topic, one in verdicts.items()}
        if which in private
        else verdicts
        for which, verdicts in sorted_.items()
    }


def left_out(verdicts: Verdicts) -> bool:
    """Whether an appointment is in no figure: it is private, which is no work, and nothing was made of it
    by hand."""
    return any(map(by_answer, verdicts.values())) and not any(
        one.by_hand and one.state == "yes" for one in verdicts.values()
    )


def by_answer(verdict: Verdict) -> bool:
    """Whether a verdict follows from what was said of all private appointments."""
    return verdict.rule == _LEFT_OUT


def untouched(activity: Activity, verdicts: Verdicts) -> bool:
    """Whether an appointment is private and nobody said anything about it by hand."""
    return activity.private and not any(one.by_hand for one in verdicts.values())
