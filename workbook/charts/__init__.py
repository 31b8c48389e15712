"""Measures become pictures, each with a text alternative and a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from workbook.charts import field, marketing, plan
from workbook.charts.balance import BalanceRow, View, draw_balance
from workbook.charts.chart import NARROW, WIDE, Chart
from workbook.evidence.measure import Measure
from workbook.words import Translator

__all__ = ["CHARTED", "NARROW", "WIDE", "BalanceRow", "Chart", "View", "draw", "draw_balance"]

_Drawer = Callable[[Measure, Translator, Mapping[str, str]], Chart]

_DRAWERS: Final[Mapping[str, _Drawer]] = {
    "plan.cadence": plan.cadence,
    "plan.broadcast": plan.broadcast,
    "plan.pipeline": plan.pipeline,
    "marketing.contact_days": marketing.contact_days,
    "marketing.campaign_sessions": marketing.campaign_sessions,
    "marketing.sourced": marketing.sourced,
    "field.ride_alongs": field.ride_alongs,
    "field.customer_hours": field.customer_hours,
    "field.debriefs": field.debriefs,
}

CHARTED: Final = tuple(_DRAWERS)
"""The measures that have a picture, by question and in the order of a page."""


def draw(measure: Measure, translate: Translator, names: Mapping[str, str]) -> Chart:
    """The picture of a measure; `names` gives the shown name for a person's key.

    A `thin` measure is drawn in grey. Raises `ValueError` for an absent one (there is nothing to
    draw: show what is missing instead) and for a measure without a picture.
    """
    if measure.standing == "absent":
        raise ValueError(f"{measure.id} is absent: say what is missing, there is nothing to draw")
    if measure.id not in _DRAWERS:
        raise ValueError(f"{measure.id} has no picture")
    return _DRAWERS[measure.id](measure, translate, names)
