"""What a room can be remembered by, with every part in it: pictures, papers, too few, parked and notes."""

from __future__ import annotations

from datetime import date

from workbook.mirrors.records import Share
from workbook.questions import CHOICES, DAYS, FREQUENCIES
from workbook.workshop.records import Histogram, Picture
from workbook.workshop.summary import Summary


def told() -> Summary:
    """A summary that was made of nothing but its own numbers."""
    said = Histogram(12, {key: Share("few", 3) for key in CHOICES})
    often = Histogram(6, {key: Share("half") for key in FREQUENCIES})
    data = Histogram(12, {key: Share("few", 2) for key in DAYS})
    return Summary(
        title="Voorjaar in Zwolle",
        client="Zuivel Kalverdijk",
        opened=date(2026, 11, 20),
        questions=("plan", "marketing", "field"),
        length=90,
        floor=5,
        pictures={"plan": Picture(said, often, data), "field": Picture(None)},
        papers={"plan": Picture(said)},
        parked=("Wie belt er ’s avonds?", "De auto’s van de buitendienst"),
        notes="Eerst de planning.\nDan de auto’s.",
    )
