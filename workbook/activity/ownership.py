"""Which of the rows are the manager's, once it is known who that is.

Rows are read the same whoever the manager is, and kept with what is needed here. This step comes after
reading and can be taken again whenever 'me' changes, also where the files themselves are gone: what they
declined goes, and of a table with several owners the rows of colleagues.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from workbook.activity.findings import weeks_of
from workbook.activity.records import Activity, Reading
from workbook.words import Text, say

EVERYBODY: Final = "*"
"""The answer that all rows are the manager's, whoever they are assigned to."""

WAITING: Final = say("rows waiting for your answer")
TWICE: Final = say("the same event twice in this file")
SAME_ROW: Final = say("the same row twice in this file")
_DECLINED: Final = say("declined by you")
_COLLEAGUES: Final = say("activities of colleagues")


def rows_of_manager(
    found: Sequence[Activity], reading: Reading, own: frozenset[str], answer: str | None
) -> tuple[list[Activity], Reading]:
    """Of the rows of one file those of the manager, and its reading, which counts the others by reason.

    `own` are the manager's own addresses, `answer` what they said about the owners of this file. Where
    several owners stand in it and neither tells which is the manager, all rows wait.
    """
    own = frozenset(key.strip().casefold() for key in own)
    question = next((one for one in reading.undecided if one.key == "owner"), None)
    owners = {*(one.owner for one in found), *(question.options if question else ())} - {"", EVERYBODY}
    theirs = {name for name in owners if own & _words(name)}
    if question and not theirs and answer != EVERYBODY and answer not in owners:
        return [], without_rows(reading, found, [], WAITING)
    if question:
        reading = replace(reading, undecided=tuple(one for one in reading.undecided if one is not question))
        theirs = theirs or {answer or ""}
    kept = list(found)
    if theirs and answer != EVERYBODY:
        kept = [one for one in found if one.owner in theirs or _invited(one, own)]
        reading = without_rows(reading, found, kept, _COLLEAGUES)
    wanted = [one for one in kept if own.isdisjoint(one.declined_by)]
    reading = without_rows(reading, kept, wanted, _DECLINED)
    apart = _apart(wanted)
    return apart, without_rows(reading, wanted, apart, SAME_ROW if owners else TWICE)


def without_rows(reading: Reading, before: Sequence[Activity], after: Sequence[Activity], why: Text) -> Reading:
    """The reading of a file some rows of which are left out for a reason; itself where none is."""
    times = len(before) - len(after)
    if not times:
        return reading
    days = [one.start.date() for one in after]
    left_out = {reason.id: (reason, n) for reason, n in reading.left_out}
    left_out[why.id] = (why, times + left_out.get(why.id, (why, 0))[1])
    return replace(
        reading,
        read=reading.read - times,
        first=min(days, default=None),
        last=max(days, default=None),
        weeks=weeks_of(Counter(days)),
        left_out=tuple(left_out.values()),
    )


def alike(one: Activity, other: Activity) -> bool:
    """Whether two rows are the same in all that was read, whoever's they are."""
    return replace(one, id="", row=0, owner="") == replace(other, id="", row=0, owner="")


def _words(owner: str) -> set[str]:
    return set(owner.casefold().replace("<", " ").replace(">", " ").split())


def _invited(activity: Activity, own: frozenset[str]) -> bool:
    return any(one.key in own for one in activity.attendees or ())


def _apart(found: list[Activity]) -> list[Activity]:
    """The rows with ids of their own: what one event has twice in a calendar, or two owners alike in a
    table, is one; what two owners have otherwise is two."""
    apart: dict[str, Activity] = {}
    for one in found:
        known = apart.get(one.id)
        if known and one.owner != known.owner and not alike(known, one):
            named = hashlib.sha256(f"{one.id}\n{one.owner}".encode()).hexdigest()[:20]
            apart[named] = replace(one, id=named)
        elif not known:
            apart[one.id] = one
    return list(apart.values())
