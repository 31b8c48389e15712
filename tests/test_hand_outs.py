"""The information sheets that ship: one page each, readable by machines, and as their source says."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers.tagged import languages, loose, paragraphs

from workbook.places import assets
from workbook.words import LANGUAGES, translator
from workbook.workshop.paper import on_paper

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


@pytest.mark.parametrize("kind", ["round", "questions"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hand_out_is_read_by_paragraph_in_its_language(kind: str, language: str) -> None:
    """Nothing stands outside a paragraph, heading or cell, where a reader runs it into what is beside it, and no
    word is read aloud in another language."""
    shipped = (assets() / "hand-outs" / f"{kind}-{language}.pdf").read_bytes()
    assert loose(shipped) == []
    assert languages(shipped) == {language}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_questions_are_read_one_by_one(language: str) -> None:
    """Label, lead, each choice and each box is a piece of its own, in order, with the spaces between words."""
    shipped = (assets() / "hand-outs" / f"questions-{language}.pdf").read_bytes()
    assert paragraphs(shipped) == list(_pieces(on_paper(translator(language))))


def _pieces(words: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for question in words["questions"]:
        yield from [("P", question["label"]), ("H1", question["heading"]), ("P", words["lead"])]
        for choice in question["choices"]:
            yield from [("P", choice["letter"]), ("P", choice["text"])]
        yield "H2", question["frequency"]
        yield from (("P", day) for day in question["days"])
        yield from (("H2", prompt) for prompt in question["prompts"])
        yield "H2", words["step"]
        yield from (("P", blank) for blank in words["blanks"])
    yield from [("H1", words["hand-in"]), ("P", words["hand-in-told"])]
    for question in words["questions"]:
        yield "H2", question["heading"]
        yield from (("P", choice["letter"]) for choice in question["choices"])
        yield "P", question["frequency"]
        yield from (("P", day) for day in question["days"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_says_what_its_source_says(language: str) -> None:
    """Every word, space and mark is as it was written: no mark was turned, and words don't run together."""
    source = " ".join((ROOT / "docs" / "hand-outs" / "round.typ").read_text(encoding="utf-8").split())
    pieces = paragraphs((assets() / "hand-outs" / f"round-{language}.pdf").read_bytes())
    assert [kind for kind, _ in pieces].count("H2") == 5
    for _, text in pieces:
        assert text in source
        assert not re.search(r"['\"]|‘[st]\b", text)


def _maker() -> Any:
    """The program that sets them, which stands with its sources."""
    path = ROOT / "docs" / "hand-outs" / "make.py"
    spec = importlib.util.spec_from_file_location("workbook_hand_outs", path)
    assert spec
    assert spec.loader
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    return maker
