"""The weekly check-in: did I do it, my own record, the diary, and what changed."""

from __future__ import annotations

from workbook.ui.page import Page
from workbook.ui.parts.change import ChangePart
from workbook.ui.parts.checkin import CheckInPart
from workbook.ui.parts.diary import DiaryPart
from workbook.ui.parts.record import RecordPart


class CheckInPage(Page):
    """The parts of the page one comes back to."""

    def week(self) -> CheckInPart:
        """This week: done, partly or not, what got in the way, and the step itself to adjust."""
        return self.part(CheckInPart)

    def record(self) -> RecordPart:
        """Own record over the weeks, and a card for one other person."""
        return self.part(RecordPart)

    def diary(self) -> DiaryPart:
        """Two weeks by three taps a day."""
        return self.part(DiaryPart)

    def change(self) -> ChangePart:
        """Before and after, once there are weeks enough."""
        return self.part(ChangePart)
