"""The report as slides: text that can be changed, pictures with words, nothing too full to read."""

from __future__ import annotations

import io
import math
import re
import zipfile
from itertools import product
from typing import Any

import pptx
import pytest
from helpers.goneby import TODAY, finished
from helpers.search import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx.enum.shapes import MSO_SHAPE_TYPE

from workbook.takeaway.blocks import Figure, Report, Section, own, passage
from workbook.takeaway.report import EVERYTHING, compose
from workbook.takeaway.slides import slides
from workbook.words import LANGUAGES, translator

PICTURE, TEXT_BOX = MSO_SHAPE_TYPE.PICTURE, MSO_SHAPE_TYPE.TEXT_BOX


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
            if shape.shape_type == PICTURE:
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


def test_no_words_stand_under_a_chart(deck: tuple[Report, Any]) -> None:
    """The sentence over a chart has the lines it needs, and the chart begins below them."""
    for slide in deck[1].slides:
        pictures = [shape for shape in slide.shapes if shape.shape_type == PICTURE]
        boxes = [shape for shape in slide.shapes if shape.shape_type == TEXT_BOX]
        for picture, box in product(pictures, boxes):
            # Arial's letters are half their size wide on average, and a line is 1.15 times its size high.
            letters = box.text_frame.paragraphs[0].runs[0].font.size
            lines = math.ceil(len(box.text_frame.text) * letters * 0.5 / box.width)
            assert box.height >= lines * letters * 1.15
            assert box.top + box.height <= picture.top or box.top >= picture.top + picture.height


def test_a_sentence_too_long_for_a_chart_has_a_slide_of_its_own() -> None:
    """A chart keeps its room, and no word is lost."""
    chart = next(
        block
        for section in compose(finished(), EVERYTHING, translator("en"), TODAY).sections
        for block in section.blocks
        if isinstance(block, Figure)
    )
    lead = passage(" ".join(f"word{n}" for n in range(50)), "lead")
    report = Report("en", "P", "T", "S", "", (), (Section("x", "L", "H", (lead, chart)),))
    _, words, drawn = pptx.Presentation(io.BytesIO(slides(report))).slides
    assert words.placeholders[1].text_frame.text == lead.text
    assert [shape.shape_type for shape in drawn.shapes if shape.shape_type == PICTURE]


def test_a_deck_says_nothing_about_who_made_it(deck: tuple[Report, Any]) -> None:
    """No author, and no time but one that is always the same."""
    about = deck[1].core_properties
    assert (about.author, about.last_modified_by) == ("", "")
    assert about.created.year == 2026


def parts(data: bytes) -> dict[str, str]:
    """The XML of a deck by the name of its part."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if name.endswith(".xml")]
        return {name: package.read(name).decode() for name in names}


@pytest.mark.parametrize(("language", "tag"), [("nl", "nl-NL"), ("en", "en-GB")])
def test_notes_are_in_the_language_of_the_slides(language: str, tag: str) -> None:
    """A speller and a reading voice take the notes for what they are, and so what is typed into the deck later."""
    xml = parts(slides(compose(finished(), EVERYTHING, translator(language), TODAY)))
    notes = {name: text for name, text in xml.items() if name.startswith("ppt/notesSlides/")}
    shown = {name: text for name, text in xml.items() if name.startswith("ppt/slides/")}
    assert notes
    for text in (*notes.values(), *shown.values()):
        assert set(re.findall(r'<a:r>(?:<a:rPr lang="([^"]*)")?', text)) == {tag}
    for name in ("ppt/presentation.xml", "ppt/slideMasters/slideMaster1.xml"):
        assert f'<a:defPPr><a:defRPr lang="{tag}"/>' in xml[name]


def test_a_deck_names_no_other_program_or_format() -> None:
    """Its properties say what made it, its shape and what is in it, not what python-pptx's own deck was."""
    data = slides(compose(finished(), EVERYTHING, translator("nl"), TODAY))
    xml, made = parts(data), pptx.Presentation(io.BytesIO(data))
    said = dict(re.findall(r"<(\w+)>([^<]*)</", xml["docProps/app.xml"]))
    assert said == {
        "Application": "Gewetensvragen",
        "PresentationFormat": "Widescreen",
        "Slides": str(len(made.slides)),
        "Notes": "1",
    }
    assert "screen4x3" not in xml["ppt/presentation.xml"]
    assert 'name="Office' not in re.sub("<a:fmtScheme.*", "", xml["ppt/theme/theme1.xml"], flags=re.S)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not [name for name in package.namelist() if "thumbnail" in name or "printer" in name]


def test_an_empty_deck_of_python_pptx_still_names_another_program() -> None:
    """The library's own behaviour in 1.0.2. When this fails, `workbook/takeaway/deck.py` has less to take out."""
    buffer = io.BytesIO()
    pptx.Presentation().save(buffer)
    assert (
        "<Application>Microsoft Macintosh PowerPoint</Application>"
        in parts(buffer.getvalue())["docProps/app.xml"]
    )
    with zipfile.ZipFile(buffer) as package:
        assert {"docProps/thumbnail.jpeg", "ppt/printerSettings/printerSettings1.bin"} <= set(
            package.namelist()
        )


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
