"""Office or field: hours with customers, who was accompanied, what was said afterwards, what desks cost."""

from __future__ import annotations

from workbook.evidence.accompanied import never_accompanied, ride_alongs
from workbook.evidence.agenda import Agenda
from workbook.evidence.debriefs import debriefs
from workbook.evidence.hours import customer_hours, reporting
from workbook.evidence.measure import Measure


def measures(agenda: Agenda) -> tuple[Measure, ...]:
    """All measures of the question, in the order in which a page shows them."""
    return (
        ride_alongs(agenda),
        never_accompanied(agenda),
        debriefs(agenda),
        customer_hours(agenda),
        reporting(agenda),
    )
