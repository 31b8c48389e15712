"""Appointments whose title says that they were cancelled: left out, told, and counted where the manager says so.

Outlook, Google and others leave a cancelled appointment in the calendar under a title that begins with a word
for it. Nothing else tells, so the manager may say that these took place after all.
"""

from __future__ import annotations

from typing import Final, Literal

from workbook.activity.event_titles import is_private, was_cancelled
from workbook.activity.findings import Findings
from workbook.activity.records import Decisions, Undecided
from workbook.words import say

LEAVE_OUT: Final = "leave_out"
COUNT: Final = "count"
BY_TITLE: Final = say("cancelled, by their title")
_KEY: Final[Literal["cancelled"]] = "cancelled"
_MOST_EXAMPLES: Final = 4


class CalledOff:
    """Those of one file. `where` is what its titles stand in."""

    def __init__(self, file: str, where: str, decisions: Decisions) -> None:
        self._file = file
        self._where = where
        self._answer = COUNT if decisions.get(file, _KEY) == COUNT else LEAVE_OUT
        self._titles: dict[str, None] = {}
        self._left = 0
        self._any = False

    def leaves_out(self, title: str, private: bool = False) -> bool:
        """Whether an appointment is left out for its title, which is shown unless it is private."""
        if not was_cancelled(title):
            return False
        self._any = True
        if not private and not is_private(title) and len(self._titles) < _MOST_EXAMPLES:
            self._titles[title] = None
        if self._answer == COUNT:
            return False
        self._left += 1
        return True

    def conclude(self, findings: Findings) -> None:
        """Tell how many were left out, and ask whether that is right."""
        if not self._any:
            return
        findings.leave_out(BY_TITLE, self._left)
        question = Undecided(
            self._file, _KEY, self._where, (LEAVE_OUT, COUNT), tuple(self._titles), self._answer
        )
        findings.undecided.append(question)
