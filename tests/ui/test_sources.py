"""Which sources are marketing: asked on the start page, and the figure follows at once."""

from __future__ import annotations

import html
import re

import pytest
from helpers.visitor import Open, Visitor

from workbook.takeaway.nameless import without_names
from workbook.ui.pages.start import StartPage
from workbook.words import translator

HEADER = "Deal ID,Owner,Status,Created,Amount,Source\n"
SOURCES = ["Website"] * 4 + ["Offline bronnen"] * 20 + ["Overig"] * 3 + ["Netwerk"]
DEALS = (HEADER + "".join(f"{n},,Open,2026-10-13,12,{one}\n" for n, one in enumerate(SOURCES))).encode()
SAID = {
    "en": ("**4 of 28 new deals** came from marketing; of 23 it isn’t known.", "not from marketing"),
    "nl": (
        "**4 van de 28 nieuwe deals** kwamen van marketing; van 23 is het niet bekend.",
        "niet van marketing",
    ),
}


def loaded(open_session: Open, language: str = "en") -> StartPage:
    page = StartPage("start", open_session(language))
    assert Visitor(page.files()).brings("load", "deals.csv", DEALS)["saved"]
    return page


def figure(page: StartPage, language: str = "en") -> str:
    """The sentence of the figure as it is kept now."""
    found = next(m for m in page.session.document.evidence.measures if m.id == "marketing.sourced")
    return translator(language)(found.sentence)


def listed(visitor: Visitor) -> list[str]:
    """The sources on the screen, in order."""
    return [html.unescape(name) for name in re.findall(r'id="source-\d+"[^>]*>([^<]*)<', visitor.html)]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_few_clicks_settle_the_sources_and_the_figure_follows(open_session: Open, language: str) -> None:
    """Protects '4 of 4' from being said in bold: what is open stands first with its deals, one click places a
    source, one more the rest, and the sentence changes with each."""
    page = loaded(open_session, language)
    visitor = Visitor(page.sources())
    said, no = SAID[language]
    assert figure(page, language) == said
    assert listed(visitor) == ["Offline bronnen", "Overig", "Website", "Netwerk"]
    assert no in visitor.html
    assert visitor.does("place", key="offline bronnen", value="marketing")["saved"]
    assert figure(page, language).startswith("**24 ")
    assert "3" in figure(page, language).rpartition(";")[2]
    assert listed(visitor)[0] == "Offline bronnen"
    assert visitor.does("rest")["saved"]
    assert figure(page, language).endswith("marketing.")
    again = open_session(language).document
    assert again.sources == {"offline bronnen": "marketing", "overig": "other"}


def test_a_source_known_by_its_name_can_be_said_otherwise_and_taken_back(open_session: Open) -> None:
    """Protects from a rule that nobody can overrule, and from a click that can't be undone."""
    page = loaded(open_session)
    visitor = Visitor(page.sources())
    assert "by its name, until you say otherwise" in visitor.html
    assert visitor.does("place", key="website", value="other")["saved"]
    assert figure(page).startswith("**0 of 28")
    assert visitor.does("place", key="website", value="other")["saved"]
    assert figure(page).startswith("**4 of 28")
    assert page.session.document.sources == {}


def test_only_sources_and_answers_on_the_screen_are_taken(open_session: Open) -> None:
    """Protects the document from what a browser makes up."""
    page = loaded(open_session)
    visitor = Visitor(page.sources())
    for key, value in (("website", "missing"), ("no such", "other"), ("website", "")):
        assert not visitor.does("place", key=key, value=value)["saved"]
    assert page.session.document.sources == {}


def test_without_deals_it_says_what_to_load(open_session: Open) -> None:
    """Protects from an empty heading."""
    visitor = Visitor(StartPage("start", open_session()).sources())
    assert "Load a file with deals first" in visitor.html


def test_a_file_without_names_has_no_source_in_it(open_session: Open) -> None:
    """A source is a cell of the CRM and may be anybody's name."""
    page = loaded(open_session)
    Visitor(page.sources()).does("rest")
    assert page.session.document.sources
    assert without_names(page.session.document, translator("en")).sources == {}
