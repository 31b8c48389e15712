"""The information sheets that ship: one page each, readable by machines, and as their source says."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from workbook.places import assets
from workbook.words import LANGUAGES

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_is_what_its_source_sets(language: str) -> None:
    """Protects works councils from an old sheet: change the source and `make hand-outs` must follow."""
    maker = _maker()
    shipped = (assets() / "hand-outs" / f"round-{language}.pdf").read_bytes()
    assert maker.sheet(language) == shipped
    assert b"/Count 1/" in shipped
    assert b"pdfuaid" in shipped


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hand_out_says_the_questions_of_today(language: str) -> None:
    """Protects a room from paper with other words than its phones: change a question and `make hand-outs`."""
    shipped = (assets() / "hand-outs" / f"questions-{language}.pdf").read_bytes()
    assert _maker().questions(language) == shipped
    assert b"/Count 4/" in shipped
    assert b"pdfuaid" in shipped


def _maker() -> Any:
    """The program that sets them, which stands with its sources."""
    path = ROOT / "docs" / "hand-outs" / "make.py"
    spec = importlib.util.spec_from_file_location("workbook_hand_outs", path)
    assert spec
    assert spec.loader
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    return maker
