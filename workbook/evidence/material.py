"""What measures are made from: sorted activities, people, deals, and the period looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbook.activity.records import Activity
from workbook.evidence.measure import Period

if TYPE_CHECKING:
    import polars as pl

    from workbook.activity.people import People
    from workbook.activity.sorting import Topic, Verdict
    from workbook.evidence.sources import Placed


@dataclass(frozen=True, slots=True)
class Material:
    """All that was read, and what the manager said about it.

    `activities` may reach past the period on both sides: a debrief after the last day is still looked
    for. `sorted` holds the verdicts by `Activity.id` and topic; what is not in it is unknown. `deals`
    is a frame in `DEAL_SCHEMA`, or None where no deals were loaded, read from the files `deal_sources`.
    `country` is where the manager's public holidays are (`NL` or `BE`). `placed` is what the manager said of
    the sources of deals, by `workbook.evidence.sources.source_key`.
    """

    activities: tuple[Activity, ...]
    sorted: Mapping[str, Mapping[Topic, Verdict]]
    people: People
    deals: pl.DataFrame | None
    period: Period
    country: str = "NL"
    deal_sources: tuple[str, ...] = ()
    placed: Mapping[str, Placed] = field(default_factory=dict)
