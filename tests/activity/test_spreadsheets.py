"""Excel workbooks as programs write them: the same table in .csv and in .xlsx reads the same."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import openpyxl
import polars as pl
import pytest
from helpers.search import examples
from helpers.sheets import book, rewritten
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.activity import limits, sheet_cells
from workbook.activity.book import book_of
from workbook.activity.read import File, Loaded, read_files
from workbook.activity.records import Decisions, Reading
from workbook.activity.rejects import refused_cells
from workbook.activity.span import Span
from workbook.words import Translator

TODAY = date(2026, 11, 23)
WINDOW = Span(date(2000, 1, 1), date(2030, 12, 31))
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SHEET = "xl/worksheets/sheet1.xml"
DEALS = ("Dealnummer", "Fase", "Sluitdatum", "Waarde")


def read(data: bytes, decisions: Decisions | None = None, name: str = "boek.xlsx") -> Loaded:
    """Read a file over thirty years."""
    return read_files([File(name, data)], window=WINDOW, decisions=decisions, today=TODAY)


def one_sheet(*rows: Sequence[object], since_1904: bool = False) -> bytes:
    """A workbook with one sheet."""
    return book(("Blad1", rows), since_1904=since_1904)


def minutes(loaded: Loaded) -> list[float]:
    """The lengths of what was read, in minutes."""
    return [one.minutes for one in loaded.activities]


def deals_of(data: bytes, decisions: Decisions | None = None) -> pl.DataFrame:
    """The deals of a workbook."""
    found = read(data, decisions)
    assert found.deals is not None, found.readings
    return found.deals


def _serial(moment: datetime, since_1904: bool) -> float:
    """A moment as a spreadsheet counts it."""
    first = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001
    return (moment - first) / timedelta(days=1)


def _on_the_clock(moment: datetime) -> datetime:
    """A moment in Amsterdam; one that the change to summer time skips is the one that was on the clock."""
    return moment.replace(tzinfo=AMSTERDAM).astimezone(UTC)


def said(reading: Reading) -> str:
    """What the notes of a reading say, their values filled in."""
    t = Translator("en")
    return " | ".join(map(t, reading.notes))


# Lengths of time


@pytest.mark.parametrize("code", ["[h]:mm", "h:mm", "[h]:mm:ss", "[mm]"])
def test_a_length_as_hours_and_minutes_is_so_many_minutes(code: str) -> None:
    """1:30 in .xlsx is 90 minutes, as it is in .csv, whichever way it is shown."""
    sheet = one_sheet(
        ("Onderwerp", "Datum", "Begintijd", "Minuten"),
        ("Bezoek", date(2026, 9, 14), (0.375, "h:mm"), (1.5 / 24, code)),
        ("Bezoek", date(2026, 9, 15), (0.375, "h:mm"), (0.75 / 24, code)),
    )
    table = b"Onderwerp;Datum;Begintijd;Minuten\nBezoek;14-9-2026;9:00;1:30\nBezoek;15-9-2026;9:00;0:45\n"
    assert minutes(read(sheet)) == minutes(read(table, name="t.csv")) == [90, 45]


def test_a_length_over_a_day_and_one_beside_text_refuse_no_workbook() -> None:
    """A column of [h]:mm with a total over 24 hours below it and a text in it: its rows are read, the text is
    refused by its row."""
    loaded = read(
        one_sheet(
            ("Onderwerp", "Start", "Minuten"),
            ("Beurs", (46279.375, "dd-mm-yyyy hh:mm"), (26.25 / 24, "[h]:mm")),
            ("Bezoek", (46280.375, "dd-mm-yyyy hh:mm"), (1.5 / 24, "[h]:mm")),
            ("Bezoek", (46281.375, "dd-mm-yyyy hh:mm"), "een uurtje"),
            ("Totaal", None, (27.75 / 24, "[h]:mm")),
        )
    )
    assert [(one.subject, (one.end - one.start) / timedelta(minutes=1)) for one in loaded.activities] == [
        ("Beurs", 3 * 24 * 60 - 24 * 60),
        ("Bezoek", 90),
    ]
    (reading,) = loaded.readings
    assert [refusal.row for refusal in reading.refused] == [4]


def test_a_column_of_lengths_that_is_not_wanted_changes_nothing() -> None:
    """Travel time as [h]:mm beside the table, with a text among it: only wanted columns are loaded."""
    loaded = read(
        one_sheet(
            ("Onderwerp", "Datum", "Begintijd", "Eindtijd", "Reistijd"),
            ("Bezoek", date(2026, 9, 14), (0.375, "h:mm"), (0.5, "h:mm"), (1.5 / 24, "[h]:mm")),
            ("Bezoek", date(2026, 9, 15), (0.375, "h:mm"), (0.5, "h:mm"), "onbekend"),
        )
    )
    assert minutes(loaded) == [180, 180]


def test_the_length_of_a_call_counts_where_its_column_says_how_it_is_written() -> None:
    """HubSpot's 'Call duration (HH:mm:ss)', as text and as a time."""
    rows = [
        ("Call Title", "Activity date", "Call duration (HH:mm:ss)"),
        ("Bellen", "2026-09-14 09:00", "00:12:30"),
        ("Bellen", "2026-09-15 09:00", (750 / 86_400, "hh:mm:ss")),
    ]
    assert minutes(read(one_sheet(*rows))) == [12.5, 12.5]


# Sheets


def deals_sheet(name: str, number: str, value: float) -> tuple[str, list[tuple[object, ...]]]:
    """A sheet with one won deal."""
    return name, [DEALS, (number, "Gewonnen", date(2026, 4, 3), value)]


def test_a_sheet_a_year_is_read_as_a_whole() -> None:
    """Every sheet that fits is read, and each tells which sheet it was."""
    data = book(deals_sheet("2025", "A1", 10), deals_sheet("2026", "A2", 20))
    loaded = read(data)
    assert loaded.deals is not None
    assert loaded.deals["value"].to_list() == [10, 20]
    assert [(one.file, one.sheet, one.read) for one in loaded.readings] == [
        ("boek.xlsx", "2025", 1),
        ("boek.xlsx/2026", "2026", 1),
    ]


def test_deals_and_activities_in_one_workbook_are_both_read() -> None:
    """Each by its own profile."""
    loaded = read(
        book(
            deals_sheet("Deals", "A1", 10),
            (
                "Agenda",
                [("Onderwerp", "Datum", "Begintijd", "Minuten"), ("Bezoek", date(2026, 9, 14), "9:00", 60)],
            ),
        )
    )
    assert loaded.deals is not None
    assert (loaded.deals.height, minutes(loaded)) == (1, [60])
    assert loaded.activities[0].source == "boek.xlsx/Agenda"


def test_a_refused_row_tells_its_sheet() -> None:
    """The file, the sheet and the row: row 2 of the second sheet, not of the first."""
    bad = ("2026", [DEALS, ("A2", "Gewonnen", "binnenkort", 5)])
    first, second = read(book(deals_sheet("2025", "A1", 10), bad)).readings
    assert first.refused == ()
    assert [(one.file, one.row) for one in second.refused] == [("boek.xlsx/2026", 2)]
    assert second.sheet == "2026"


@pytest.mark.parametrize("state", ["hidden", "very hidden"])
def test_a_hidden_sheet_comes_after_visible_ones_and_is_said(state: str) -> None:
    """An old copy on a hidden sheet before the table: the visible one is read, the hidden one is named and read
    once it is asked for."""
    data = book(deals_sheet("Oud", "A0", 1), deals_sheet("Nu", "A1", 10), hidden={"Oud": state})
    (reading,) = read(data).readings
    assert (reading.sheet, reading.sheets_left) == ("Nu", ("Oud",))
    assert "hidden sheet" in said(reading)
    loaded = read(data, Decisions().with_sheet("boek.xlsx", "Oud"))
    assert loaded.deals is not None
    assert loaded.deals["deal"].to_list() == ["A1", "A0"]
    assert [(one.file, one.sheets_left) for one in loaded.readings] == [
        ("boek.xlsx", ()),
        ("boek.xlsx/Oud", ()),
    ]
    assert "hidden" in said(loaded.readings[1])


def test_a_hidden_sheet_is_read_where_it_is_the_only_table() -> None:
    """A visible cover sheet and a hidden table: the table, said to be hidden."""
    loaded = read(
        book(("Voorblad", [("Verkoop 2026",)]), deals_sheet("Data", "A1", 10), hidden={"Data": "hidden"})
    )
    (reading,) = loaded.readings
    assert (reading.sheet, reading.read) == ("Data", 1)
    assert "hidden" in said(reading)


def test_a_sheet_with_unknown_columns_is_named_and_can_be_asked_for() -> None:
    """A table nobody knows beside one that is known: named, and once asked for its columns can be said."""
    data = book(
        deals_sheet("Deals", "A1", 10),
        ("Klanten", [("Relatie", "Plaats"), ("Bouw BV", "Utrecht"), ("Zorg NV", "Breda")]),
    )
    (reading,) = read(data).readings
    assert reading.sheets_left == ("Klanten",)
    assert "Klanten" in said(reading)
    _, asked = read(data, Decisions().with_sheet("boek.xlsx", "Klanten")).readings
    assert (asked.file, asked.sheet, asked.mappable, asked.read) == ("boek.xlsx/Klanten", "Klanten", True, 0)


def test_rows_hidden_by_a_filter_are_read_and_said() -> None:
    """Who filters a table in Excel and saves it may not know that all of it is still there."""
    data = one_sheet(DEALS, *[(f"A{n}", "Gewonnen", date(2026, 4, n), n) for n in range(1, 6)])
    data = rewritten(data, SHEET, lambda text: text.replace('<row r="3"', '<row hidden="1" r="3"'))
    (reading,) = read(data).readings
    assert reading.read == 5
    assert "1 row is hidden" in said(reading)


def test_more_sheets_than_are_read_at_once_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook that would fill the memory is read in part; the rest is named, and read when it is asked for."""
    data = book(*[deals_sheet(str(year), f"A{year}", 1) for year in range(2020, 2026)])
    monkeypatch.setattr(limits, "SHEETS", 4)
    monkeypatch.setattr(limits, "SHEET_CELLS", 40)
    loaded = read(data)
    assert [one.sheet for one in loaded.readings] == ["2020", "2021", "2022", "2023"]
    assert loaded.readings[0].sheets_left == ("2024", "2025")
    assert "too much at once: ‘2024’, ‘2025’" in said(loaded.readings[0])
    asked = read(data, Decisions().with_sheet("boek.xlsx", "2025"))
    assert [one.sheet for one in asked.readings][-1] == "2025"


def test_a_sheet_can_be_left_out_and_taken_in_again() -> None:
    """A sheet a person: that of a colleague is left out, named, and read again once it is asked for."""
    data = book(deals_sheet("An", "A1", 10), deals_sheet("Bo", "A2", 20))
    without = Decisions().with_sheet("boek.xlsx", "An", wanted=False)
    (reading,) = read(data, without).readings
    assert (reading.file, reading.sheet, reading.sheets_left) == ("boek.xlsx", "Bo", ("An",))
    assert "Left out by you: the sheet ‘An’" in said(reading)
    assert len(read(data, without.with_sheet("boek.xlsx", "An")).readings) == 2


def test_an_answer_holds_for_every_sheet_of_a_workbook() -> None:
    """A sheet a month, all with the same doubt about day and month: it is asked once."""
    header = ("Deal ID", "Stage", "Close date", "Amount")
    sheets = [(f"month {n}", [header, (f"A{n}", "Won", f"3-{n}-2026", 5)]) for n in (4, 5, 6)]
    data = book(*sheets)
    assert [len(one.undecided) for one in read(data).readings] == [1, 1, 1]
    found = deals_of(data, Decisions().with_answer("boek.xlsx", "date_order", "dmy"))
    assert found["closed"].to_list() == [date(2026, 4, 3), date(2026, 5, 3), date(2026, 6, 3)]


def test_a_workbook_in_a_packed_file_has_its_sheets_too() -> None:
    """Each is named after the packed file, the workbook and the sheet."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("boek.xlsx", book(deals_sheet("2025", "A1", 10), deals_sheet("2026", "A2", 20)))
    loaded = read(packed.getvalue(), name="alles.zip")
    assert [one.file for one in loaded.readings] == ["alles.zip/boek.xlsx", "alles.zip/boek.xlsx/2026"]


def test_the_refused_rows_of_a_sheet_are_those_of_that_sheet() -> None:
    """What is handed back to be mended is row 2 of the second sheet."""
    bad = ("2026", [DEALS, ("A2", "Gewonnen", "binnenkort", 5)])
    data = book(deals_sheet("2025", "A1", 10), bad)
    _, second = read(data).readings
    assert refused_cells(data, second) == {2: ("A2", "Gewonnen", "binnenkort", "5")}


def test_hidden_columns_are_no_hidden_rows() -> None:
    """Dynamics hides the columns that nobody may change; of rows nothing is said."""
    data = rewritten(
        one_sheet(DEALS, ("A1", "Gewonnen", date(2026, 4, 3), 5)),
        SHEET,
        lambda text: text.replace("<sheetData>", '<cols><col min="9" max="9" hidden="1"/></cols><sheetData>'),
    )
    assert read(data).readings[0].notes == ()


# Amounts


def test_a_number_is_that_number_and_texts_alone_tell_the_decimal_sign() -> None:
    """10.5 and 1250 as numbers beside the text '1.250,00': the text does not turn 10.5 into 105."""
    rows = [("A1", 10.5), ("A2", 1250), ("A3", "1.250,00"), ("A4", 1234.5678)]
    data = one_sheet(DEALS, *[(number, "Gewonnen", date(2026, 4, 3), value) for number, value in rows])
    assert deals_of(data)["value"].to_list() == [10.5, 1250, 1250, 1234.5678]


def test_a_text_that_can_be_read_two_ways_is_asked_about_whatever_the_numbers() -> None:
    """10.5 and 1250 as numbers beside the text '1.250': numbers show nothing of how texts are written."""
    rows = [("A1", 10.5), ("A2", 1250), ("A3", "1.250")]
    data = one_sheet(DEALS, *[(number, "Gewonnen", date(2026, 4, 3), value) for number, value in rows])
    (reading,) = read(data).readings
    assert [(one.key, one.examples) for one in reading.undecided] == [("decimal", ("1.250",))]
    for sign, value in ((",", 1250), (".", 1.25)):
        answer = Decisions().with_answer("boek.xlsx", "decimal", sign)
        assert deals_of(data, answer)["value"].to_list() == [10.5, 1250, value]


def test_true_is_no_amount() -> None:
    """TRUE among amounts is no 1: its row is refused."""
    data = one_sheet(
        DEALS, ("A1", "Gewonnen", date(2026, 4, 3), 5), ("A2", "Gewonnen", date(2026, 4, 3), True)
    )
    loaded = read(data)
    assert loaded.deals is not None
    assert loaded.deals["value"].to_list()[0] == 5
    assert 1 not in loaded.deals["value"].to_list()


# Currencies


@pytest.mark.parametrize(
    ("code", "currency"),
    [
        ("[$€-413] #,##0.00", "EUR"),
        ("[$$-409]#,##0.00", "USD"),
        ('_-"€" * #,##0.00_-;-"€" * #,##0.00_-', "EUR"),
        ("#,##0.00 [$kr-41D]", "SEK"),
        ("[$CHF] #,##0", "CHF"),
        ('"US$"#,##0', "USD"),
        ("[$$-1009]#,##0", "CAD"),
        ('"$"#,##0', "$"),
        ("#,##0.00", None),
    ],
)
def test_the_number_format_of_an_amount_tells_its_currency(code: str, currency: str | None) -> None:
    """Excel keeps the currency in the format alone: the cell is a bare number."""
    found = deals_of(one_sheet(DEALS, ("A1", "Gewonnen", date(2026, 4, 3), (45000, code))))
    assert list(zip(found["value"], found["currency"], strict=True)) == [(45000, currency)]


def test_a_column_in_one_currency_is_in_that_one_however_it_is_written() -> None:
    """Seen at a glance where each cell says its style behind its place; one by one where it says it before."""
    rows = [(f"A{n}", "Gewonnen", date(2026, 4, 3), (n * 1000.5, "[$€-413] #,##0.00")) for n in range(1, 5)]
    data = one_sheet(DEALS, *rows)
    turned = rewritten(data, SHEET, lambda text: re.sub(r'<c (r="\w+") (s="\d+")', r"<c \2 \1", text))
    for one in (data, turned):
        found = deals_of(one)
        assert found["value"].to_list() == [1000.5, 2001, 3001.5, 4002]
        assert set(found["currency"]) == {"EUR"}


@pytest.mark.parametrize("step", [7, 60, 150, 400])
def test_the_one_currency_is_seen_wherever_a_piece_of_the_sheet_ends(
    monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """A sheet is looked at piece by piece; long words between the cells are not kept from one to the next."""
    monkeypatch.setattr(sheet_cells, "_STEP", step)
    rows = [
        (f"A{n}", "Gewonnen" * 50, date(2026, 4, 3), (n * 1000.5, "[$€-413] #,##0.00")) for n in range(1, 9)
    ]
    data = rewritten(
        one_sheet(DEALS, *rows), SHEET, lambda text: text.replace("<v>", f"<!--{'a' * 300}--><v>")
    )
    place, styles = DEALS.index("Waarde"), book_of(data)
    assert sheet_cells.currency_of(data, SHEET, styles, place, 1, 8) == "EUR"
    assert sheet_cells.currency_of(data, SHEET, styles, place, 1, 9) is None


def test_euros_and_dollars_by_their_formats_are_two_currencies() -> None:
    """Never added up, and said."""
    data = one_sheet(
        DEALS,
        ("A1", "Gewonnen", date(2026, 4, 3), (1000.5, "[$€-413] #,##0.00")),
        ("A2", "Gewonnen", date(2026, 4, 3), (1000, "[$$-409]#,##0.00")),
    )
    found = deals_of(data)
    assert list(zip(found["value"], found["currency"], strict=True)) == [(1000.5, "EUR"), (1000, "USD")]
    assert "several currencies" in said(read(data).readings[0])


@pytest.mark.parametrize(
    ("cell", "value", "currency"),
    [
        ("€ 1.000", 1000, "EUR"),
        ("$ 1.000", 1000, "$"),
        ("US$ 1.000", 1000, "USD"),
        ("1.000 CZK", 1000, "CZK"),
        ("AED1.000", 1000, "AED"),
        ("1.000 kr.", 1000, "kr"),
        ("1.000 zł", 1000, "PLN"),
        ("€ -", 0, "EUR"),
        (" €  -   ", 0, "EUR"),
        ("-   €", 0, "EUR"),
        ("€ 5,-", 5, "EUR"),
    ],
)
def test_a_sign_or_three_letters_beside_an_amount_tell_its_currency(
    cell: str, value: float, currency: str
) -> None:
    """Any code of ISO 4217 and the usual signs, in .csv and in .xlsx; a sign with a dash is nothing at all."""
    rows = [("A1", "Gewonnen", "3-4-2026", cell), ("A2", "Gewonnen", "13-4-2026", "2.500,50")]
    text = "\n".join(";".join(row) for row in (DEALS, *rows))
    for data in (text.encode(), one_sheet(DEALS, *rows)):
        found = deals_of(data)
        assert found["value"].to_list() == [value, 2500.5]
        assert found["currency"].to_list() == [currency, None]


def test_letters_beside_an_amount_go_before_a_column_that_says_another_currency() -> None:
    """Protects a sum: euros in a row whose column says dollars are euros, and a bare sign is what the column says."""
    text = (
        "Deal ID,Stage,Close date,Amount,Currency\n"
        "A1,Won,2026-04-03,EUR 1000,USD\nA2,Won,2026-04-13,$ 20,CAD\nA3,Won,2026-04-14,300,USD\nA4,Won,2026-04-15,€ 40,\n"
    )
    assert deals_of(text.encode())["currency"].to_list() == ["EUR", "CAD", "USD", "EUR"]


# Whole days


@pytest.mark.parametrize("headers", [("Start", "Einde"), ("Begindatum", "Einddatum")])
def test_a_last_day_without_a_time_is_that_whole_day(headers: tuple[str, str]) -> None:
    """A fair from 14 to 16 September is three days, in .csv and in .xlsx, under any header, though a visit with
    hours stands beside it."""
    first, last = date(2026, 9, 14), date(2026, 9, 16)
    begin, end = (46282.375, "dd-mm-yyyy hh:mm"), (46282.4375, "dd-mm-yyyy hh:mm")
    sheet = one_sheet(
        ("Onderwerp", *headers, "Eindtijd"), ("Beurs", first, last, None), ("Bezoek", begin, end, None)
    )
    text = (
        f"Onderwerp;{headers[0]};{headers[1]};Eindtijd\nBeurs;14-9-2026;16-9-2026;\n"
        "Bezoek;17-9-2026 9:00;17-9-2026 10:30;\n"
    )
    for found in (read(sheet).activities, read(text.encode(), name="t.csv").activities):
        assert [(one.start, one.end, one.all_day) for one in found] == [
            (datetime(2026, 9, 14, tzinfo=AMSTERDAM), datetime(2026, 9, 17, tzinfo=AMSTERDAM), True),
            (
                datetime(2026, 9, 17, 9, tzinfo=AMSTERDAM),
                datetime(2026, 9, 17, 10, 30, tzinfo=AMSTERDAM),
                False,
            ),
        ]


def test_days_from_a_time_to_a_last_day_without_one_include_that_day() -> None:
    """From 14 September nine o'clock to 16 September is the 14th, 15th and 16th."""
    text = b"Onderwerp;Start;Einde\nBeurs;14-9-2026 9:00;16-9-2026\nVrij;20-9-2026;20-9-2026\n"
    sheet = one_sheet(
        ("Onderwerp", "Start", "Einde"),
        ("Beurs", (46279.375, "dd-mm-yyyy hh:mm"), date(2026, 9, 16)),
        ("Vrij", date(2026, 9, 20), date(2026, 9, 20)),
    )
    for data in (text, sheet):
        fair, free = read(data).activities
        assert (fair.start.date(), fair.end.date(), fair.all_day) == (
            date(2026, 9, 14),
            date(2026, 9, 17),
            True,
        )
        assert (free.start.date(), free.end.date(), free.all_day) == (
            date(2026, 9, 20),
            date(2026, 9, 21),
            True,
        )


def test_a_day_that_ends_on_itself_without_a_time_is_no_row_that_ends_before_it_starts() -> None:
    """Nine o'clock on 14 September until 14 September: that day, and nobody knows how long."""
    (one,) = read(b"Onderwerp;Start;Einde\nBezoek;14-9-2026 9:00;14-9-2026\n").activities
    assert (one.start.date(), one.end.date(), one.minutes) == (date(2026, 9, 14), date(2026, 9, 15), 0)


def test_midnight_that_is_shown_as_a_time_is_a_moment() -> None:
    """From midnight to midnight, shown with hours in both: the last day is not part of it, as in .csv."""
    code = "dd-mm-yyyy hh:mm"
    sheet = one_sheet(("Onderwerp", "Start", "Einde"), ("Beurs", (46279, code), (46281, code)))
    text = b"Onderwerp;Start;Einde\nBeurs;14-9-2026 0:00;16-9-2026 0:00\n"
    for data in (sheet, text):
        (one,) = read(data).activities
        assert (one.start.date(), one.end.date(), one.all_day) == (date(2026, 9, 14), date(2026, 9, 16), True)


def test_times_are_rounded_to_the_second() -> None:
    """A spreadsheet keeps 10:20 as a fraction that is a little less."""
    data = one_sheet(
        ("Onderwerp", "Start", "Einde"),
        ("Bezoek", (46279.4305555555, "dd-mm-yyyy hh:mm"), (46279.4722222221, "dd-mm-yyyy hh:mm")),
    )
    (one,) = read(data).activities
    assert (one.start.time(), one.end.time()) == (time(10, 20), time(11, 20))


# Moments as text


def test_moments_as_text_keep_their_wall_clock() -> None:
    """Cells of type d with Z, an offset, without seconds, days and times alone: what stood on the wall."""
    cells = [
        ("2026-09-14T09:00:00", "2026-09-14T10:00:00"),
        ("2026-09-15T09:00:00Z", "2026-09-15T10:30:00Z"),
        ("2026-09-16T09:00:00+05:00", "2026-09-16T10:00:00+05:00"),
        ("2026-09-17T09:00", "2026-09-17T09:45"),
        ("2026-09-18", "2026-09-18"),
        ("2026-09-21T09:00:00.999", "2026-09-21T10:00:01.000"),
    ]
    data = one_sheet(("Onderwerp", "Start", "Einde"), *[("Bezoek", 1, 1) for _ in cells])

    def moments(text: str) -> str:
        for row, (start, end) in enumerate(cells, 2):
            for letter, told in (("B", start), ("C", end)):
                text = text.replace(
                    f'<c r="{letter}{row}"><v>1</v>', f'<c r="{letter}{row}" t="d"><v>{told}</v>'
                )
        return text

    found = read(rewritten(data, SHEET, moments)).activities
    assert [(one.start.day, one.start.hour, one.minutes) for one in found] == [
        (14, 9, 60),
        (15, 9, 90),
        (16, 9, 60),
        (17, 9, 45),
        (18, 0, 0),
        (21, 9, 60),
    ]


def test_a_workbook_of_openpyxl_with_moments_as_text_is_read() -> None:
    """openpyxl 3.1 writes days, moments, times and lengths so when asked to."""
    written = openpyxl.Workbook(iso_dates=True)
    sheet = written.active
    assert sheet is not None
    sheet.append(["Onderwerp", "Datum", "Begintijd", "Minuten"])
    sheet.append(["Bezoek", date(2026, 9, 14), time(9, 30), timedelta(minutes=75)])
    sheet.append(["Bezoek", datetime(2026, 9, 15), time(14, 0), timedelta(hours=2)])  # noqa: DTZ001
    packed = io.BytesIO()
    written.save(packed)
    found = read(packed.getvalue()).activities
    assert [(f"{one.start:%d-%m %H:%M}", one.minutes) for one in found] == [
        ("14-09 09:30", 75),
        ("15-09 14:00", 120),
    ]


# What is missing


def test_an_error_in_a_cell_is_the_text_it_would_be_in_a_table_of_text() -> None:
    """#N/A, #REF! and #DIV/0! in .xlsx give what they give in .csv."""
    wrong = ["#N/A", "#REF!", "#DIV/0!"]
    sheet = one_sheet(
        DEALS,
        ("A0", "Gewonnen", "3-4-2026", 5),
        *[(f"A{n}", "Gewonnen", "3-4-2026", ("=1/0", one)) for n, one in enumerate(wrong, 1)],
    )
    text = "\n".join(
        ";".join(row)
        for row in (
            DEALS,
            ("A0", "Gewonnen", "3-4-2026", "5"),
            *[(f"A{n}", "Gewonnen", "3-4-2026", one) for n, one in enumerate(wrong, 1)],
        )
    )
    answer = Decisions().with_answer("boek.xlsx", "date_order", "dmy")
    (in_sheet,), (in_text,) = read(sheet, answer).readings, read(text.encode(), answer).readings
    assert [(one.row, one.reason) for one in in_sheet.refused] == [
        (one.row, one.reason) for one in in_text.refused
    ]
    assert in_sheet.read == in_text.read
    assert read(sheet, answer).deals is not None


@pytest.mark.parametrize("written", ["<v></v>", "<v/>", "", "<v>0</v>"])
def test_a_formula_that_was_never_calculated_is_missing_and_said(written: str) -> None:
    """openpyxl leaves the result empty, XlsxWriter writes 0 and asks for a calculation: no end, no amount, but a
    note with column and row."""
    data = one_sheet(
        DEALS, ("A1", "Gewonnen", date(2026, 4, 3), 5), ("A2", "Gewonnen", date(2026, 4, 3), ("=1+1", 0))
    )
    data = rewritten(data, SHEET, lambda text: text.replace("<f>1+1</f><v>0</v>", f"<f>1+1</f>{written}"))
    loaded = read(data)
    (reading,) = loaded.readings
    assert "‘Waarde’" in said(reading)
    assert "row 3" in said(reading)
    assert "#N/A" not in said(reading)
    assert loaded.deals is not None
    assert 0 not in loaded.deals["value"].to_list()


def test_a_length_that_was_never_calculated_is_no_length_of_zero_minutes() -> None:
    """Its row is refused, and the note says why."""
    data = one_sheet(
        ("Onderwerp", "Begin", "Minuten"),
        ("Bezoek", datetime(2026, 4, 3, 9), ("=C3*2", 0)),  # noqa: DTZ001
        ("Overleg", datetime(2026, 4, 4, 9), 45),  # noqa: DTZ001
    )
    loaded = read(rewritten(data, SHEET, lambda text: text.replace("<f>C3*2</f><v>0</v>", "<f>C3*2</f>")))
    assert minutes(loaded) == [45]
    assert [one.row for one in loaded.readings[0].refused] == [2]
    assert "never calculated" in said(loaded.readings[0])


def test_a_formula_with_its_result_is_that_result() -> None:
    """What Excel calculated and saved is an amount like any other."""
    data = one_sheet(DEALS, ("A1", "Gewonnen", date(2026, 4, 3), ("=20*3", 60)))
    assert deals_of(data)["value"].to_list() == [60]


# Days counted from 1904

EXTENSION = (
    '<extLst><ext uri="{140A7094-0E35-4892-8432-C4D2E57EDEB5}" '
    'xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main">'
    '<x15:workbookPr chartTrackingRefBase="1"/></ext></extLst></workbook>'
)


@pytest.mark.parametrize("extended", [False, True])
@pytest.mark.parametrize("code", ["dd-mm-yyyy", "0", "General"])
def test_days_of_a_workbook_that_counts_from_1904(extended: bool, code: str) -> None:
    """3 April 2026, with and without Excel 2013's own element, and where no format calls the number a day."""
    serial = (date(2026, 4, 3) - date(1904, 1, 1)).days
    data = one_sheet(DEALS, ("A1", "Gewonnen", (serial, code), 5), since_1904=True)
    if extended:
        data = rewritten(data, "xl/workbook.xml", lambda text: text.replace("</workbook>", EXTENSION))
    assert deals_of(data)["closed"].to_list() == [date(2026, 4, 3)]


# However its cells are read

texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Z")), min_size=1, max_size=12)
moments = st.builds(
    datetime.combine,
    st.dates(date(2001, 1, 1), date(2029, 12, 30)),
    st.builds(time, st.integers(0, 23), st.integers(0, 59), st.integers(0, 59)),
)
amounts = st.one_of(
    st.integers(-(10**9), 10**9), st.decimals(-(10**6), 10**6, allow_nan=False, places=2).map(float)
)


@given(
    visits=st.lists(st.tuples(texts, moments, st.integers(1, 600)), min_size=1, max_size=8),
    deals=st.lists(st.tuples(st.dates(date(2001, 1, 1), date(2026, 11, 1)), amounts), min_size=1, max_size=8),
    since_1904=st.booleans(),
)
@settings(max_examples=examples(60))
def test_cells_say_the_same_read_by_columns_or_one_by_one(
    visits: list[tuple[str, datetime, int]], deals: list[tuple[date, float]], since_1904: bool
) -> None:
    """Random visits and deals come back as they were written; with a formula in a column nobody asked for, which
    has each cell read by itself, just the same."""
    code = "dd-mm-yyyy hh:mm:ss"
    for formula in (None, ("=1+1", 2)):
        loaded = read(
            book(
                (
                    "Agenda",
                    [
                        ("Onderwerp", "Start", "Einde", "Iets"),
                        *[
                            (
                                title,
                                (_serial(start, since_1904), code),
                                (_serial(start + timedelta(minutes=length), since_1904), code),
                                formula,
                            )
                            for title, start, length in visits
                        ],
                    ],
                ),
                (
                    "Deals",
                    [
                        (*DEALS, "Iets"),
                        *[(f"A{n}", "Gewonnen", day, value, formula) for n, (day, value) in enumerate(deals)],
                    ],
                ),
                since_1904=since_1904,
            )
        )
        assert all(not reading.refused for reading in loaded.readings)
        assert {(one.start.timestamp(), one.minutes) for one in loaded.activities if not one.all_day} == {
            (begun.timestamp(), (ended - begun) / timedelta(minutes=1))
            for _, start, length in visits
            for begun, ended in [(_on_the_clock(start), _on_the_clock(start + timedelta(minutes=length)))]
        }
        assert loaded.deals is not None
        assert list(zip(loaded.deals["closed"], loaded.deals["value"], strict=True)) == deals


def test_a_table_that_begins_in_another_column_and_row_keeps_its_numbers() -> None:
    """Two empty columns and three empty rows before it, and cells that are read one by one."""
    rows = [
        (),
        (),
        (),
        (None, None, *DEALS),
        (None, None, "A1", "Gewonnen", date(2026, 4, 3), (5, "[$€-413] 0")),
    ]
    rows.append((None, None, "A2", "Gewonnen", "binnenkort", 5))
    loaded = read(one_sheet(*rows))
    assert loaded.deals is not None
    assert loaded.deals.select("deal", "value", "currency").rows() == [("A1", 5, "EUR")]
    assert [refusal.row for refusal in loaded.readings[0].refused] == [6]


def test_cells_that_do_not_say_where_they_are_are_read_in_their_order() -> None:
    """A writer may leave out the places of rows and cells: each is behind the one before it."""
    data = one_sheet(
        DEALS,
        ("A1", "Gewonnen", date(2026, 4, 3), (5.5, "[$€-413] 0")),
        ("A2", "Verloren", date(2026, 4, 4), (7, "[$$-409]0")),
    )
    bare = rewritten(data, SHEET, lambda text: re.sub(r'(<row|<c) r="[A-Z]*[0-9]+"', r"\1", text))
    found = deals_of(bare)
    assert found.select("deal", "value", "currency").rows() == [("A1", 5.5, "EUR"), ("A2", 7, "USD")]


# The reader of workbooks: what it does, so that the workarounds can go when it does otherwise


def test_the_reader_of_workbooks_forgets_1904_where_excel_2013_wrote_an_element_of_its_own() -> None:
    """fastexcel 0.21 (calamine) takes the extension's element of the same name for the workbook's own. When this
    fails, `since_1904` in `workbook.activity.sheet_grid` need not send a sheet the slow way."""
    import fastexcel

    data = one_sheet(("Dag",), ((44653, "dd-mm-yyyy"),), since_1904=True)
    extended = rewritten(data, "xl/workbook.xml", lambda text: text.replace("</workbook>", EXTENSION))
    for one, year in ((data, 2026), (extended, 2022)):
        sheet = fastexcel.read_excel(one).load_sheet(0, header_row=None, skip_rows=1)
        assert sheet.to_polars().to_series()[0].year == year


def test_the_reader_of_workbooks_refuses_lengths_beside_text() -> None:
    """fastexcel 0.21 has no type for a column with a length of time and a text. When this fails, the exception
    need not be caught in `workbook.activity.sheet_grid`."""
    import fastexcel

    data = one_sheet(("Duur",), ((1.5 / 24, "[h]:mm"),), ("een uurtje",))
    with pytest.raises(fastexcel.UnsupportedColumnTypeCombinationError):
        fastexcel.read_excel(data).load_sheet(0, header_row=None, skip_rows=1)


def test_the_reader_of_workbooks_tells_no_error_from_an_empty_cell() -> None:
    """fastexcel 0.21 gives nothing for #N/A and for a formula without a result. When this fails, they may be had
    without `workbook.activity.sheet_cells`."""
    import fastexcel

    data = one_sheet(("Waarde",), (("=NA()", "#N/A"),), (5,))
    sheet = fastexcel.read_excel(data).load_sheet(0, header_row=None, skip_rows=1, dtypes="string")
    assert sheet.to_polars().to_series().to_list() == [None, "5"]


# A hostile file


def test_a_workbook_with_a_document_type_is_refused() -> None:
    """No workbook has one, and entities could be made in it that fill the memory."""
    data = one_sheet(DEALS, ("A1", "Gewonnen", date(2026, 4, 3), 5))
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><workbook'
    (reading,) = read(
        rewritten(data, "xl/workbook.xml", lambda text: text.replace("<workbook", bomb, 1))
    ).readings
    assert (reading.read, len(reading.refused)) == (0, 1)
    assert "can’t be opened" in reading.refused[0].reason.id
