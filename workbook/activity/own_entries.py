"""Entries that this program put into a calendar itself: a plan is no evidence of having done it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from workbook.activity.records import Activity, Reading
from workbook.words import say

CATEGORY: Final = "Gewetensvragen"
"""The category by which the program knows its own entries, the same in both languages."""


def kept_categories(categories: Iterable[str], private: bool) -> tuple[str, ...]:
    """The categories an activity may keep: of a private one only our own, which tells nobody anything."""
    return tuple(one for one in categories if not private or one == CATEGORY)


def without_own(found: list[Activity], reading: Reading) -> tuple[list[Activity], Reading]:
    """What a file holds besides our own entries, and its reading, which says how many were passed over."""
    others = [one for one in found if CATEGORY not in one.categories]
    passed = len(found) - len(others)
    if not passed:
        return found, reading
    days = [one.start.date() for one in others]
    left_out = (*reading.left_out, (say("put there by this program"), passed))
    first, last = min(days, default=None), max(days, default=None)
    return others, replace(reading, read=reading.read - passed, first=first, last=last, left_out=left_out)
