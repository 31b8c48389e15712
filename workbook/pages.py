"""The five pages of the journey, in order: their names, and the notebook each stands in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

PageId = Literal["start", "plan", "marketing", "field", "balance"]

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
