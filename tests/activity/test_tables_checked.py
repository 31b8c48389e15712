"""Tables made up at random come out as they were made, whichever program wrote them.

`helpers.made_tables` makes cells and knows what they say; `helpers.table_writers` gives them to programs that
share no code: four libraries for Python, SheetJS, Gnumeric and LibreOffice. What our reader gets wrong is listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from helpers.made_tables import (
    DIALECTS,
    NOTES,
    Appointment,
    Book,
    Column,
    Deal,
    Dialect,
    Sheet,
    appointments,
    as_text,
    deals,
)
from helpers.search import examples
from helpers.table_writers import ANEW, LIBRARIES, SheetJS, missing
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from workbook.activity.read import File, Loaded, read_files
from workbook.activity.records import Decisions
from workbook.activity.span import Span

TODAY = date(2026, 11, 23)
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
Said = Appointment | Deal
WRITERS = (*LIBRARIES, "SheetJS")


@dataclass(frozen=True)
class Wrong:
    """What our reader gets wrong: how it is written, in which tables, and the smallest of them."""

    why: str
    writers: tuple[str, ...]
    applies: Callable[[Book], bool]
    example: Book
    says: tuple[Said, ...]


def at(text: str) -> datetime:
    """A time on the wall."""
    return datetime.fromisoformat(text)


def _columns(book: Book) -> set[str]:
    return {column.name for sheet in book.sheets for column in sheet.columns}


def with_lengths(look: str) -> Sheet:
    """A sheet with one activity of an hour and a half."""
    names = ("Subject", "Due date", "Due time", "Duration", "Done")
    looks = ("General", "yyyy-mm-dd", "hh:mm", look, "General")
    start = at("2026-03-04 09:00")
    row = ("Klant", start.date(), start.time(), timedelta(minutes=90), "Done")
    columns = (Column(f"Activity - {name}", look) for name, look in zip(names, looks, strict=True))
    return Sheet("Activities", tuple(columns), (row,))


def with_moment(start: datetime) -> Sheet:
    """A sheet named after its year, with one appointment of an hour and a half."""
    columns = (Column("Subject"), Column("Start", "yyyy-mm-dd hh:mm"), Column("End", "yyyy-mm-dd hh:mm"))
    return Sheet(f"{start:%Y-%m}", columns, (("Klant", start, start + timedelta(minutes=90)),))


SAID = Appointment("Klant", at("2026-03-04 09:00"), at("2026-03-04 10:30"))
WRONG = (
    Wrong(
        "item 12: a length as [h]:mm refuses the workbook",
        WRITERS,
        lambda book: "Activity - Duration" in _columns(book),
        Book((with_lengths("[h]:mm"),)),
        (SAID,),
    ),
    Wrong(
        "item 12: a length as h:mm refuses the row",
        WRITERS,
        lambda book: "Activity - Duration" in _columns(book),
        Book((with_lengths("h:mm"),)),
        (SAID,),
    ),
    Wrong(
        "item 13: of several sheets that fit only the first is read",
        WRITERS,
        lambda book: sum(sheet.name != NOTES.name for sheet in book.sheets) > 1,
        Book((with_moment(SAID.start), with_moment(at("2026-05-06 09:00")))),
        (SAID, Appointment("Klant", at("2026-05-06 09:00"), at("2026-05-06 10:30"))),
    ),
    Wrong(
        "item 18: times of day by ISO 8601 go missing without a word",
        ("openpyxl in ISO",),
        lambda book: "Start time" in _columns(book),
        Book(
            (
                Sheet(
                    "Afspraken",
                    (Column("Subject"), Column("Date"), Column("Start time"), Column("Minutes")),
                    (("Klant", SAID.start.date(), SAID.start.time(), 90),),
                ),
            )
        ),
        (SAID,),
    ),
)
"""A corrected one is taken out of here, and then made up like any other."""


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


def known(book: Book, *writers: str) -> bool:
    """Whether the reader is known to get it wrong as one of these writes it."""
    return any(set(writers) & set(one.writers) and one.applies(book) for one in WRONG)


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
    assume(not known(book, writer))
    if writer == "PyExcelerate":  # it knows days since 1900 alone
        book = Book(book.sheets)
    assert said_by(read("tabel.xlsx", written(writer, book, request))) == once(said)


@pytest.mark.parametrize("program", ANEW)
@given(made=st.lists(books().filter(lambda made: not known(made[0], "openpyxl")), min_size=4, max_size=4))
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


@pytest.mark.parametrize(
    "wrong",
    [pytest.param(one, id=one.why, marks=pytest.mark.xfail(reason=one.why, strict=True)) for one in WRONG],
)
def test_what_our_reader_gets_wrong_is_still_wrong(wrong: Wrong, request: pytest.FixtureRequest) -> None:
    """Passes, and so fails, as soon as our reader gives what was made up: then it leaves the list."""
    assert said_by(read("tabel.xlsx", written(wrong.writers[0], wrong.example, request))) == once(wrong.says)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda one: one.why)
def test_a_known_fault_is_about_its_example(wrong: Wrong) -> None:
    """What is left out of the comparison is what the list says, and not something else."""
    assert wrong.applies(wrong.example)
