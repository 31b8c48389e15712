"""The report as slides: text that can be changed, pictures with words, nothing too full to read."""

from __future__ import annotations

import io
from typing import Any

import pptx
import pytest
from helpers.goneby import TODAY, finished
from helpers.search import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.takeaway.blocks import Figure, Report, Section, own
from workbook.takeaway.report import EVERYTHING, compose
from workbook.takeaway.slides import slides
from workbook.words import LANGUAGES, translator


@pytest.fixture(scope="module", params=LANGUAGES)
def deck(request: pytest.FixtureRequest) -> tuple[Report, Any]:
    """A full report, and its slides read back."""
    report = compose(finished(), EVERYTHING, translator(request.param), TODAY)
    return report, pptx.Presentation(io.BytesIO(slides(report)))


def texts(deck: Any) -> str:
    """All text on all slides."""
    shapes = (shape for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)
    return "\n".join(shape.text_frame.text for shape in shapes)


def test_every_slide_has_a_title_and_every_picture_words(deck: tuple[Report, Any]) -> None:
    """Who can't see a slide hears where they are and what a chart says."""
    report, made = deck
    pictures = 0
    for slide in made.slides:
        assert slide.shapes.title.text_frame.text.strip()
        for shape in slide.shapes:
            if shape.shape_type == 13:
                pictures += 1
                assert shape._element.nvPicPr.cNvPr.get("descr").strip()
    drawn = [block for section in report.sections for block in section.blocks if isinstance(block, Figure)]
    assert pictures == len(drawn) >= 7


def test_the_words_of_the_report_can_be_changed(deck: tuple[Report, Any]) -> None:
    """Titles, own words and steps are text in placeholders, not pictures of text."""
    report, made = deck
    said = texts(made)
    for section in report.sections:
        assert section.title in said
    assert "Tuesday, with two of sales and a service engineer." in said
    assert all(slide.placeholders for slide in made.slides)


def test_nothing_stands_outside_a_slide(deck: tuple[Report, Any]) -> None:
    """Every shape lies on its slide."""
    made = deck[1]
    for slide in made.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= made.slide_width
            assert shape.top + shape.height <= made.slide_height


def test_a_deck_says_nothing_about_who_made_it(deck: tuple[Report, Any]) -> None:
    """No author, and no time but one that is always the same."""
    about = deck[1].core_properties
    assert (about.author, about.last_modified_by) == ("", "")
    assert about.created.year == 2026


@settings(max_examples=examples(30))
@given(st.text(max_size=3000))
def test_any_text_fits_on_slides(text: str) -> None:
    """However long or odd a text is, it is cut over slides and none is left out or breaks the file."""
    section = Section("x", "L", "H", (own(text),))
    made = pptx.Presentation(io.BytesIO(slides(Report("nl", "P", "T", "S", "", (), (section,)))))
    assert all(len(shape.text_frame.text) < 1200 for slide in made.slides for shape in slide.placeholders)


def test_a_long_text_comes_whole() -> None:
    """Twenty thousand letters are all there, on as many slides as they need."""
    text = " ".join(f"word{n}" for n in range(2500))
    section = Section("x", "L", "H", (own(text),))
    made = pptx.Presentation(io.BytesIO(slides(Report("en", "P", "T", "S", "", (), (section,)))))
    assert set(text.split()) <= set(texts(made).split())
