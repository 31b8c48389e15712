"""The balance: the three questions in one picture, keep or exit, and ninety days."""

from __future__ import annotations

from workbook.ui.page import Page
from workbook.ui.parts.differences import Differences
from workbook.ui.parts.keeping import Keeping
from workbook.ui.parts.ninety import NinetyDays
from workbook.ui.parts.onward import Onward
from workbook.ui.parts.picture import Picture
from workbook.ui.parts.release import ReleasePart
from workbook.ui.parts.rounds import RoundsPart
from workbook.ui.parts.take import Take
from workbook.ui.parts.verdict import Verdict


class BalancePage(Page):
    """The parts of the balance."""

    def picture(self) -> Picture:
        """Three questions by the views there are."""
        return self.part(Picture)

    def differences(self) -> Differences:
        """Where the views differ, in words."""
        return self.part(Differences)

    def verdict(self) -> Verdict:
        """Keep or exit, in the manager's own words."""
        return self.part(Verdict)

    def plan(self) -> NinetyDays:
        """The three steps as a plan of ninety days."""
        return self.part(NinetyDays)

    def rounds(self) -> RoundsPart:
        """Ask team and board: open a round, close it, take back what came out."""
        return self.part(RoundsPart)

    def release(self) -> ReleasePart:
        """What the board may see."""
        return self.part(ReleasePart)

    def take(self) -> Take:
        """The report, the slides and the plan to take along."""
        return self.part(Take)

    def keeping(self) -> Keeping:
        """Take it along, or delete it."""
        return self.part(Keeping)

    def onward(self) -> Onward:
        """Back to the questions."""
        return self.part(Onward)
