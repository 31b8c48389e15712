"""The report as PDF: tagged, selectable, in the product's faces, and safe from what is written in it."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from helpers.goneby import TODAY, finished
from helpers.search import examples
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from workbook.takeaway.blocks import Report, Section, own
from workbook.takeaway.printable import printable
from workbook.takeaway.report import EVERYTHING, compose
from workbook.takeaway.typeset import picture, typeset
from workbook.words import LANGUAGES, translator


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request: pytest.FixtureRequest) -> tuple[Report, bytes]:
    """A full report in one language, and its PDF."""
    report = compose(finished(), EVERYTHING, translator(request.param), TODAY)
    return report, typeset(report)


def elements(node: Any) -> Iterator[Any]:
    """Every structure element below a node of the structure tree."""
    children = node.get("/K")
    if children is None:
        return
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from elements(child)


def test_the_structure_tree_is_what_pdf_ua_asks(made: tuple[Report, bytes]) -> None:
    """Tagged, with title and language, headings that skip no level, and words for every picture.

    veraPDF can't be had here: the tree is read back instead, and typst itself refuses to write what
    breaks the standard.
    """
    report, pdf = made
    with pikepdf.open(io.BytesIO(pdf)) as read:
        root = read.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == report.language
        assert root.ViewerPreferences.DisplayDocTitle
        with read.open_metadata() as metadata:
            assert metadata["dc:title"] == report.title
            assert metadata["pdfuaid:part"] == "1"
        every = list(elements(root.StructTreeRoot))
        kinds = [str(element.S) for element in every]
        figures = [element for element in every if str(element.S) == "/Figure"]
        assert len(figures) >= 7
        assert all(str(element.get("/Alt", "")).strip() for element in figures)
        levels = [int(kind[2:]) for kind in kinds if re.fullmatch(r"/H\d", kind)]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert all(page.Tabs == "/S" for page in read.pages if "/Tabs" in page)


def test_text_is_text(made: tuple[Report, bytes]) -> None:
    """What is on paper can be selected and searched: titles, own words and the charts' labels."""
    report, pdf = made
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
    for section in report.sections:
        assert section.title in text
    assert report.quote in text
    assert "Anouk" in text


def test_every_face_is_embedded_and_ours(made: tuple[Report, bytes]) -> None:
    """Nothing depends on what is installed where it is opened."""
    names = set()
    with pikepdf.open(io.BytesIO(made[1])) as read:
        for found in read.objects:
            if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == "/FontDescriptor":
                assert any(key in found for key in ("/FontFile", "/FontFile2", "/FontFile3"))
                names.add(str(found.FontName).split("+")[-1])
    assert names
    assert all(name.startswith(("Newsreader", "Inter")) for name in names), names


def test_the_same_report_gives_the_same_bytes(made: tuple[Report, bytes]) -> None:
    """A PDF holds no time of its own: nobody can tell when or where it was made."""
    assert typeset(made[0]) == made[1]


def shown(text: str) -> bytes:
    """A report that holds one text of a manager, three ways."""
    report = Report("en", "P", "T", "S", text, (), (Section("x", "L", "H", (own(text), own(text, "quote"))),))
    return typeset(report)


@settings(max_examples=examples(60))
@given(st.text(max_size=60))
@example('#eval("1") *x* _y_ $z$ `w` \\ [ ] { } @ref <label> // /* "quoted"')
@example("\u202egnp.exe \x00\x1b 🙂🚀 漢字 кириллица ﷽ e\u0301 \ufffe\ue000")
@example("= Heading\n- list\n+ list\n/ term: x\n\n\n~ --- ... --")
def test_any_text_can_be_set(text: str) -> None:
    """Nothing a manager writes breaks the report or acts in it."""
    assert shown(text).startswith(b"%PDF")


@settings(max_examples=examples(60))
@given(
    st.text(
        st.characters(categories=("Lu", "Ll", "Nd", "Sm", "Po", "So"), exclude_characters="­"),
        min_size=1,
        max_size=30,
    )
)
def test_any_text_comes_back(text: str) -> None:
    """What was written is what a reader copies, signs no face can draw included."""
    if any(unicodedata.bidirectional(sign) in ("R", "AL", "AN") for sign in text):
        return  # a reader gives these from right to left
    text = unicodedata.normalize("NFC", text)
    read = PdfReader(io.BytesIO(shown(text))).pages[-1].extract_text()
    plain = "".join(printable(text).split())
    if any(unicodedata.combining(sign) for sign in unicodedata.normalize("NFD", plain)):
        # The reader used here gives a run of letters and their loose accents twice; that none is missing holds.
        assert set(unicodedata.normalize("NFKC", plain)) <= set(unicodedata.normalize("NFKC", read))
        return
    assert unicodedata.normalize("NFKC", plain) in unicodedata.normalize("NFKC", "".join(read.split()))


def test_a_name_in_another_script_does_not_break_a_chart() -> None:
    """A chart with a name no face can draw is still set."""
    document = finished()
    key = next(key for key, role in document.people.roles.items() if role == "team")
    people = replace(document.people, names={**document.people.names, key: "漢字 🙂"})
    report = compose(replace(document, people=people), EVERYTHING, translator("nl"), TODAY)
    assert typeset(report).startswith(b"%PDF")


def test_a_drawing_becomes_a_picture() -> None:
    """For slides and cards: PNG, in the size asked for."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10" fill="var(--ink)"/></svg>'
    png = picture(svg, 100, 144)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == 200
