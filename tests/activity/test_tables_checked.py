"""Tables made up at random come out as they were made, whichever program wrote them.

`helpers.made_tables` makes cells and knows what they say; `helpers.table_writers` gives them to programs that
share no code: four libraries for Python, SheetJS, Gnumeric and LibreOffice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import pytest
from helpers.made_tables import (
    DIALECTS,
    NOTES,
    Appointment,
    Book,
    Deal,
    Dialect,
    Sheet,
    appointments,
    as_text,
    deals,
)
from helpers.search import examples
from helpers.table_writers import ANEW, LIBRARIES, SheetJS, missing
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.activity.read import File, Loaded, read_files
from workbook.activity.records import Decisions
from workbook.activity.span import Span

TODAY = date(2026, 11, 23)
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
Said = Appointment | Deal
WRITERS = (*LIBRARIES, "SheetJS")


@st.composite
def books(draw: st.DrawFn) -> tuple[Book, list[Said]]:
    """A workbook with one sheet or two that say something, perhaps after one that doesn't, and what they say."""
    of_deals, twice = draw(st.booleans()), draw(st.integers(0, 3)) == 0
    made = [
        draw(deals(1000 * number) if of_deals else appointments()) for number in range(1, 3 if twice else 2)
    ]
    sheets = [NOTES] if draw(st.booleans()) else []
    said: list[Said] = []
    for number, (sheet, told) in enumerate(made):
        sheets.append(Sheet(f"{sheet.name} {number}", sheet.columns, sheet.rows))
        said += told
    return Book(tuple(sheets), draw(st.booleans())), said


def read(name: str, data: bytes, dialect: Dialect = DIALECTS[-1]) -> Loaded:
    """What our reader makes of a file, each of its questions answered."""
    answers = {"date_order": dialect.order, "decimal": dialect.decimal, "zone": "Europe/Amsterdam"}
    decisions = Decisions()
    while True:
        loaded = read_files([File(name, data)], window=YEAR, decisions=decisions, today=TODAY)
        questions = [
            asked for reading in loaded.readings for asked in reading.undecided if asked.key in answers
        ]
        if all(decisions.get(asked.file, asked.key) for asked in questions):
            return loaded
        for asked in questions:
            decisions = decisions.with_answer(asked.file, asked.key, answers[asked.key])


def said_by(loaded: Loaded) -> Counter[Said]:
    """The appointments and deals that were read; nothing may be refused."""
    assert [refusal for reading in loaded.readings for refusal in reading.refused] == []
    found: Counter[Said] = Counter(
        Appointment(one.subject, one.start.replace(tzinfo=None), one.end.replace(tzinfo=None), one.all_day)
        for one in loaded.activities
    )
    if loaded.deals is not None:
        fields = ("deal", "owner", "status", "created", "closed", "value")
        found.update(Deal(*row) for row in loaded.deals.select(fields).rows())
    return found


def once(said: Sequence[Said]) -> Counter[Said]:
    """What was said, each once: a row that comes twice counts once."""
    return Counter(dict.fromkeys(said, 1))


@pytest.fixture(scope="module")
def sheetjs() -> Iterator[SheetJS]:
    """A running SheetJS."""
    if why := missing("SheetJS"):
        pytest.skip(why)
    running = SheetJS()
    yield running
    running.end()


def written(writer: str, book: Book, request: pytest.FixtureRequest) -> bytes:
    """A workbook by one of the writers; skips the test where that one is not here."""
    if writer == "SheetJS":
        running: SheetJS = request.getfixturevalue("sheetjs")
        return running.write(book)
    return LIBRARIES[writer](book)


@pytest.mark.parametrize("writer", WRITERS)
@given(made=books())
@settings(max_examples=examples(15))
def test_a_workbook_is_read_as_it_was_made(
    writer: str, made: tuple[Book, list[Said]], request: pytest.FixtureRequest
) -> None:
    """Days, moments, times, lengths, amounts and truths, some of them missing, with looks of many kinds."""
    book, said = made
    if writer == "PyExcelerate":  # it knows days since 1900 alone
        book = Book(book.sheets)
    assert said_by(read("tabel.xlsx", written(writer, book, request))) == once(said)


@pytest.mark.parametrize("program", ANEW)
@given(made=st.lists(books(), min_size=4, max_size=4))
@settings(max_examples=examples(1))
def test_a_workbook_saved_anew_says_the_same(program: str, made: list[tuple[Book, list[Said]]]) -> None:
    """A program with a screen writes what it has read: styles, shared texts and extensions of its own."""
    command, save = ANEW[program]
    if why := missing(command):
        pytest.skip(why)
    for data, (_, said) in zip(save([book for book, _ in made]), made, strict=True):
        assert said_by(read("tabel.xlsx", data)) == once(said)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
@given(made=st.one_of(appointments(), deals()))
@settings(max_examples=examples(15))
def test_a_table_as_text_is_read_as_it_was_made(
    dialect: Dialect, made: tuple[Sheet, list[Appointment]] | tuple[Sheet, list[Deal]]
) -> None:
    """The same cells as text: days, decimals, truths, line ends, quotes and letters as each program has them."""
    sheet, said = made
    assert said_by(read("tabel.csv", as_text(sheet, dialect), dialect)) == once(said)
