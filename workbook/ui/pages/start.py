"""The start page: begin, load, say who is who."""

from __future__ import annotations

from workbook.ui.page import Page
from workbook.ui.parts.files import Files
from workbook.ui.parts.keeping import Keeping
from workbook.ui.parts.matches import Matches
from workbook.ui.parts.onward import Onward
from workbook.ui.parts.people import PeoplePart
from workbook.ui.parts.period import PeriodPart
from workbook.ui.parts.places import PlacesPart
from workbook.ui.parts.sorting import SortingPart
from workbook.ui.parts.sources import Sources
from workbook.ui.parts.welcome import Welcome


class StartPage(Page):
    """The parts of the start page."""

    def welcome(self) -> Welcome:
        """Begin, resume, or open the demo manager."""
        return self.part(Welcome)

    def files(self) -> Files:
        """Load files and see how they were read."""
        return self.part(Files)

    def matches(self) -> Matches:
        """Meetings that two files tell of."""
        return self.part(Matches)

    def people(self) -> PeoplePart:
        """Who is who."""
        return self.part(PeoplePart)

    def sources(self) -> Sources:
        """Which sources of deals are marketing."""
        return self.part(Sources)

    def sorting(self) -> SortingPart:
        """What could not be sorted, in groups."""
        return self.part(SortingPart)

    def places(self) -> PlacesPart:
        """Where customers were met: whose a place is."""
        return self.part(PlacesPart)

    def period(self) -> PeriodPart:
        """Which weeks are looked at, and how well they are covered."""
        return self.part(PeriodPart)

    def keeping(self) -> Keeping:
        """What is kept; take it along or delete it."""
        return self.part(Keeping)

    def onward(self) -> Onward:
        """On to the first question."""
        return self.part(Onward)
