"""What a reader of the PDFs hears: each piece of the report a paragraph of its own, in order, in its language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import typst
from helpers.goneby import TODAY, finished
from helpers.summaries import told
from helpers.tagged import languages, loose, paragraphs, tagged

from workbook.takeaway import room
from workbook.takeaway.blocks import Block, Figure, Heading, Lines, Passage, Report, Section, Table, own
from workbook.takeaway.report import EVERYTHING, TO_SHARE, compose
from workbook.takeaway.typeset import typeset
from workbook.words import LANGUAGES, translator

OWN = "’s Ochtends, 's middags en 's-avonds\nmet de auto’s van `Zuivel Kalverdijk` mee; ’t ging."


@pytest.fixture(
    scope="module", params=[(kind, language) for kind in ("whole", "share", "room") for language in LANGUAGES]
)
def made(request: pytest.FixtureRequest) -> tuple[Report, bytes]:
    """A whole report, one to share and a room's summary, in each language, and the PDF of each."""
    kind, language = request.param
    t = translator(language)
    if kind == "room":
        report = room.report(told(), t)
    else:
        report = compose(finished(OWN), EVERYTHING if kind == "whole" else TO_SHARE, t, TODAY)
    return report, typeset(report)


def pieces(report: Report) -> Iterator[tuple[str, str]]:
    """What must be read, in order, from the report itself."""
    yield from [("P", report.product), ("H1", report.title), ("P", report.subtitle)]
    yield from (("P", line) for line in report.quote.splitlines())
    yield from (("P", fact) for fact in report.facts)
    for section in report.sections:
        yield from [("P", section.label), ("H1", section.title)]
        for block in section.blocks:
            yield from _block(block)


def _block(block: Block) -> Iterator[tuple[str, str]]:
    match block:
        case Passage(manner="own" | "quote"):
            yield from (("P", line) for line in block.text.splitlines())
        case Passage():
            yield "P", block.text
        case Heading():
            yield "H2", block.text
        case Figure():
            yield from [("P", block.caption), ("Figure", block.chart.alternative)]
        case Lines():
            for line in block.lines:
                yield "P", f"{line.day} {line.label}"
                yield "P", line.text
        case Table():
            yield from (("TH", cell) for cell in block.headers)
            yield from (("TD", cell) for row in block.rows for cell in row)


def spaced(found: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same with ordinary spaces."""
    return [(kind, " ".join(text.split())) for kind, text in found]


def test_every_piece_is_a_paragraph_of_its_own(made: tuple[Report, bytes]) -> None:
    """Cover facts, labels, leads and captions are read one by one, in order, with the spaces between words.

    Typst 0.15.2 tags bare words in a `block`, `rect`, `pad`, `stack` or cell of a grid as a span under the document
    and runs it together with the next one, over the end of a page too, and says nothing with PDF/UA-1 asked for.
    """
    report, pdf = made
    assert paragraphs(pdf) == spaced(pieces(report))
    assert loose(pdf) == []


def test_everything_is_read_in_the_language_of_the_report(made: tuple[Report, bytes]) -> None:
    """No piece is read aloud in another language, what stands between backticks included: it is no code."""
    report, pdf = made
    assert languages(pdf) == {report.language}
    assert not [one for one in tagged(pdf) if one.kind == "Code"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("written", OWN.splitlines())
def test_marks_stay_as_they_were_written(language: str, written: str) -> None:
    """An apostrophe before a word stays one, curved or straight: no mark is turned into an opening quote."""
    report = Report(
        language, "P", "T", "S", written, (written,), (Section("x", written, written, (own(written),)),)
    )
    assert [text for _, text in paragraphs(typeset(report))].count(written) == 5


def test_a_table_is_read_by_cell() -> None:
    """A header cell is a header, and two cells beside each other are two."""
    table = Table("", ("Dag", "Afdeling"), (("ma 5 jan", "Verkoop"),))
    pdf = typeset(Report("nl", "P", "T", "S", "", (), (Section("x", "L", "H", (table,)),)))
    cells = [(kind, text) for kind, text in paragraphs(pdf) if kind in ("TH", "TD")]
    assert cells == [("TH", "Dag"), ("TH", "Afdeling"), ("TD", "ma 5 jan"), ("TD", "Verkoop")]
    assert loose(pdf) == []


@pytest.mark.parametrize("holder", ["block[{}]", "rect[{}]", "pad(1pt)[{}]", "stack[{}]", "grid[{}]"])
def test_typst_still_tags_bare_words_as_a_span(holder: str) -> None:
    """The library's own behaviour in 0.15.2. When this fails it is mended: `standing` in `report.typ`, and `par` in
    the cells of `docs/hand-outs/questions.typ`, can go if the tests above stay green without them."""
    assert loose(_set("#" + holder.format("Feit een"))) == ["Feit een"]


def test_typst_still_runs_bare_words_together() -> None:
    """The library's own behaviour in 0.15.2, over the end of a page too; it goes with the one above."""
    assert loose(_set("#block[Feit een]#block[Feit twee]#pagebreak()#block[Deel 1]")) == [
        "Feit eenFeit tweeDeel 1"
    ]


def test_typst_still_turns_a_dutch_apostrophe_into_a_quote() -> None:
    """The library's own behaviour in 0.15.2, in markup alone. When this fails the `smartquote` rule of
    `docs/hand-outs/round.typ` can go."""
    assert paragraphs(_set("Het is 's ochtends.")) == [("P", "Het is ‘s ochtends.")]


def test_typst_still_reads_inline_code_in_english() -> None:
    """The library's own behaviour in 0.15.2, and why no Dutch text is set as inline code: `lang` would have to be
    set anew for each. When this fails, it needn't."""
    assert languages(_set("Zet `de auto` klaar.")) == {"nl", "en"}


def _set(source: str) -> bytes:
    made: bytes = typst.compile(
        ('#set document(title: "T")\n#set text(lang: "nl")\n' + source).encode(), pdf_standards=["ua-1"]
    )
    return made
