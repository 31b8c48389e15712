"""The pages: the five of the journey in their order, and those beside it; the notebook each stands in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

PageId = Literal["start", "plan", "marketing", "field", "balance"]
BesideId = Literal["checkin"]
PageName = PageId | BesideId

PAGES: Final[Mapping[PageId, str]] = MappingProxyType(
    {
        "start": "0-start",
        "plan": "1-plan",
        "marketing": "2-marketing",
        "field": "3-field",
        "balance": "4-balance",
    }
)
"""Page names and the notebooks (and so the addresses) they stand in, in the order of the journey."""

BESIDE: Final[Mapping[BesideId, str]] = MappingProxyType({"checkin": "checkin"})
"""Pages that are no step of the journey: one comes back to them."""

ADDRESSES: Final[Mapping[PageName, str]] = MappingProxyType(
    dict((*PAGES.items(), *BESIDE.items()))
)
"""All pages by name, with the notebooks they stand in."""
