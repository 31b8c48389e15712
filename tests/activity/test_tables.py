"""Tables: the dialects they come in, the profiles they belong to, and what is asked instead of guessed."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from helpers.search import examples, same_bytes_in_utf8
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from workbook.activity import limits
from workbook.activity.records import Activity, Decisions, Reading
from workbook.activity.span import Span
from workbook.activity.tables import DEAL_SCHEMA, read_table

TODAY = date(2026, 11, 23)
WINDOW = Span(date(2000, 1, 1), date(2030, 12, 31))
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real" / "crm"

ENGLISH = (
    '"Subject","Start Date","Start Time","End Date","End Time","All day event","Reminder on/off",'
    '"Reminder Date","Reminder Time","Meeting Organizer","Required Attendees","Optional Attendees",'
    '"Meeting Resources","Billing Information","Categories","Description","Location","Mileage",'
    '"Priority","Private","Sensitivity","Show time as"\r\n'
)
DUTCH = (
    'Onderwerp,Begindatum,Begintijd,Einddatum,Eindtijd,"Evenement, duurt hele dag",'
    "Herinneringen aan/uit,Herinneringsdatum,Herinneringstijd,Categorieën,Beschrijving,Locatie,Privé\r\n"
)


def english(
    day: str = "3/14/2026", subject: str = "Overleg", private: str = "False", sensitivity: str = "Normal"
) -> str:
    """A synthetic row of the English Outlook export."""
    return (
        f'"{subject}","{day}","10:00:00 AM","{day}","11:30:00 AM","False","True","{day}","9:45:00 AM",'
        '"Baas, De","Okafor, Ben;Vries, An de","Derde","Zaal 1","","Klant;Noord","tekst","Utrecht","",'
        f'"Normal","{private}","{sensitivity}","2"\r\n'
    )


def read(
    text: str | bytes, decisions: Decisions | None = None
) -> tuple[list[Activity], pl.DataFrame | None, Reading]:
    """Read a table over thirty years."""
    data = text if isinstance(text, bytes) else text.encode()
    return read_table("tabel.csv", data, WINDOW, decisions, today=TODAY)


def deals_of(text: str | bytes, decisions: Decisions | None = None) -> tuple[pl.DataFrame, Reading]:
    """Read a table of deals."""
    _, frame, reading = read(text, decisions)
    assert frame is not None, reading
    assert frame.schema == DEAL_SCHEMA
    return frame, reading


def test_an_english_outlook_export_is_read_by_its_column_names() -> None:
    """Names with commas stay whole, the room among the resources is nobody, categories come apart."""
    (one,), _, reading = read(ENGLISH + english())
    assert one.start == datetime(2026, 3, 14, 10, tzinfo=AMSTERDAM)
    assert one.minutes == 90
    assert (one.subject, one.categories, one.location) == ("Overleg", ("Klant", "Noord"), "Utrecht")
    assert one.attendees is not None
    assert [who.name for who in one.attendees] == ["Baas, De", "Okafor, Ben", "Vries, An de", "Derde"]
    assert [who.organiser for who in one.attendees] == [True, False, False, False]
    assert (reading.date_order, reading.delimiter, one.row) == ("mdy", ",", 2)


def test_a_dutch_outlook_export_has_a_comma_inside_a_header() -> None:
    """Dutch headers, Waar and Onwaar, day first by language, Windows bytes."""
    rows = (
        "Klantbezoek Müller,3-4-2026,9:00:00,3-4-2026,10:30:00,Onwaar,Waar,3-4-2026,8:45:00,Klant,,Utrecht,Onwaar\r\n"
        "Vrij,5-4-2026,0:00:00,7-4-2026,0:00:00,Waar,Onwaar,,,,,,Onwaar\r\n"
        "Huisarts,6-4-2026,9:00:00,6-4-2026,9:30:00,Onwaar,Onwaar,,,,,,Waar\r\n"
    )
    found, _, reading = read((DUTCH + rows).encode("cp1252"))
    assert [(one.subject, one.all_day, one.private) for one in found] == [
        ("Klantbezoek Müller", False, False),
        ("Vrij", True, False),
        ("", False, True),
    ]
    assert found[0].start == datetime(2026, 4, 3, 9, tzinfo=AMSTERDAM)
    assert (found[1].end - found[1].start).days == 2
    assert found[0].attendees is None
    assert (reading.encoding, reading.date_order) == ("windows-1252", "dmy")


@pytest.mark.parametrize(
    ("private", "sensitivity"),
    [("True", "Normal"), ("False", "Private"), ("False", "Confidential"), ("False", "Personal")],
)
def test_private_rows_keep_their_time_and_lose_their_title(private: str, sensitivity: str) -> None:
    """Outlook marks private in two columns; either hides title, place and people."""
    (one,), _, _ = read(ENGLISH + english(private=private, sensitivity=sensitivity))
    assert (one.private, one.subject, one.location, one.attendees) == (True, "", "", None)
    assert one.minutes == 90


def test_an_outlook_export_in_another_language_goes_by_its_places() -> None:
    """22 columns in a language nobody listed: positions tell, and unknown words hide a title."""
    header = ",".join(f'"Kolom {n}"' for n in range(22)) + "\r\n"
    row = english().replace("False", "Epätosi").replace('"True"', '"Tosi"')
    hidden = row.replace('"Normal","Epätosi"', '"Normal","Tosi"')
    found, _, reading = read(header + row + hidden.replace("3/14", "3/15"))
    assert [(one.subject, one.private) for one in found] == [("Overleg", False), ("", True)]
    assert "places" in reading.format.id


def test_ambiguous_dates_are_asked_about_and_never_guessed() -> None:
    """03-04-2026 can be March or April: nothing is read until somebody says so."""
    text = ENGLISH + english("3/4/2026") + english("5/6/2026")
    found, _, reading = read(text)
    assert found == []
    (question,) = reading.undecided
    assert (question.key, question.options) == ("date_order", ("dmy", "mdy"))
    assert "3/4/2026" in question.examples
    assert [times for _, times in reading.left_out] == [2]
    for order, month in (("dmy", 4), ("mdy", 3)):
        answered, _, after = read(text, Decisions().with_answer("tabel.csv", "date_order", order))
        assert answered[0].start.month == month
        assert (after.undecided, after.date_order) == ((), order)


def test_one_day_past_twelve_decides_a_whole_column() -> None:
    """A single date that can only be read one way settles the rest, also in the other columns."""
    found, _, reading = read(ENGLISH + english("3/4/2026") + english("13/4/2026"))
    assert [f"{one.start:%d-%m}" for one in found] == ["03-04", "13-04"]
    assert reading.date_order == "dmy"


def test_a_column_turned_over_by_a_spreadsheet_is_asked_about() -> None:
    """Where some dates can only be day-month and others only month-day, no clue may decide."""
    _, frame, reading = read(
        "Dealnummer;Fase;Sluitdatum;Waarde\n1;Gewonnen;13-4-2026;10\n2;Verloren;4/13/2026;20\n"
    )
    assert frame is None
    assert [one.key for one in reading.undecided] == ["date_order"]


def test_a_sep_line_is_obeyed_and_not_read_as_a_header() -> None:
    """Excel writes `sep=` on the first line; it breaks sniffers."""
    frame, reading = deals_of(
        "sep=|\r\nDeal ID|Stage|Close date|Amount\r\n1|Won|2026-03-04|1;5\r\n".replace("1;5", "15")
    )
    assert frame["value"].to_list() == [15]
    assert reading.delimiter == "|"


def test_dutch_deals_with_decimal_commas_are_read() -> None:
    """Semicolons, decimal commas, a euro sign and Dutch stages."""
    frame, reading = deals_of(
        "Dealnummer;Eigenaar;Fase;Aanmaakdatum;Sluitdatum;Waarde;Leadbron;Branche\n"
        "1;An;Gewonnen;1-2-2026;3-4-2026;€ 1.234,50;Beurs;Zorg\n"
        "2;Bo;Offerte;2-2-2026;5-6-2026;2.000;Beurs;Bouw\n"
        "3;Bo;Wachtkamer;2-2-2026;;;;\n"
    )
    assert frame["status"].to_list() == ["won", "open", "unknown"]
    assert frame["value"].to_list() == [1234.5, 2000, None]
    assert frame["currency"].to_list() == ["EUR", None, None]
    assert frame["closed"].to_list() == [date(2026, 4, 3), None, None]
    assert frame["segment"].to_list() == ["Zorg", "Bouw", None]
    assert (reading.decimal, reading.date_order) == (",", "dmy")
    assert any("stage" in note.id for note in reading.notes)


def test_a_number_that_can_be_read_two_ways_is_asked_about() -> None:
    """1.234 alone is a thousand or one and a bit."""
    text = "Deal ID,Stage,Close date,Amount\n1,Won,2026-03-04,1.234\n2,Lost,2026-03-05,12\n"
    _, frame, reading = read(text)
    assert frame is None
    assert [(one.key, one.examples) for one in reading.undecided] == [("decimal", ("1.234",))]
    for sign, value in ((",", 1234.0), (".", 1.234)):
        answered, _ = deals_of(text, Decisions().with_answer("tabel.csv", "decimal", sign))
        assert answered["value"][0] == value


def test_won_and_closed_flags_go_before_stages() -> None:
    """Firms name their stages themselves; the flags of a CRM say it better."""
    frame, _ = deals_of(
        "Id,Stage Name,Is Won,Is Closed,Close Date,Amount\n"
        "1,Geregeld,1,1,2026-03-04,5\n2,Geregeld,0,1,2026-03-04,5\n3,Won,false,false,2026-03-04,5\n"
    )
    assert frame["status"].to_list() == ["won", "lost", "open"]
    assert frame["closed"].to_list() == [date(2026, 3, 4), date(2026, 3, 4), None]


def test_refused_rows_have_the_number_a_spreadsheet_shows() -> None:
    """Whoever looks for row 4 finds it, with title lines and empty lines above it counted."""
    frame, reading = deals_of(
        "Verkoop per kwartaal\n\nDeal ID,Stage,Close date,Amount\n1,Won,2026-03-04,5\n2,Won,binnenkort,5\n"
        "3,Won,2026-03-04,veel\n4,Won,2026-03-04,5,6,7\n5,Won,2026-02-31,5\n\n6,Won,2026-03-05,5\nTotaal\n"
    )
    assert frame["deal"].to_list() == ["1", "3", "6"]
    assert [refusal.row for refusal in reading.refused] == [5, 7, 8]
    (note,) = reading.notes
    assert (note.values["example"], note.values["rows"]) == ("veel", "6")
    assert {reason.id: times for reason, times in reading.left_out} == {
        "lines below the table, with no row in them": 1
    }


@pytest.mark.parametrize(
    "text",
    [
        "a,b,c\n1,2,3\n",
        "Rijlabels;Som van Waarde\nNoord;12\nEindtotaal;12\n",
        "alleen tekst",
        "\x00\x01\x02" * 99,
        "PK\x03\x04 kapot",
        "sales_agent,manager,regional_office\nAn,Bo,Noord\n",
        " \n\n ",
        "sep=;",
    ],
)
def test_what_is_no_known_table_is_refused_as_a_whole(text: str) -> None:
    """A pivot, another table, a binary or an empty file says why it is refused."""
    found, frame, reading = read(text)
    assert (found, frame, reading.read) == ([], None, 0)
    (refusal,) = reading.refused
    assert refusal.row == 0
    assert refusal.reason.id


def test_a_refused_table_says_which_columns_it_has_and_which_are_needed() -> None:
    """The reason names what was seen and what would be read."""
    _, _, reading = read("sales_agent,manager\nAn,Bo\n")
    values = reading.refused[0].reason.values
    assert values["seen"] == "sales_agent, manager"
    assert "Subject" in str(values["calendar"])
    assert "Deal name" in str(values["deals"])


def test_a_quotation_mark_never_closed_does_not_swallow_rows() -> None:
    """The rows after it would run together into one cell and disappear."""
    found, _, reading = read(ENGLISH + english() + '"Kick-off,3/15/2026\r\n' + english().replace('"', ""))
    assert found == []
    assert reading.refused[0].row == 0
    assert "quotation mark" in reading.refused[0].reason.id


def test_a_row_without_a_date_and_one_that_ends_before_it_starts_are_refused() -> None:
    """Each with its own reason; a time that is none is a third."""
    rows = [
        english(),
        english(""),
        english().replace("11:30:00 AM", "9:00:00 AM"),
        english().replace("10:00:00", "10 uur"),
    ]
    found, _, reading = read(ENGLISH + "".join(rows))
    assert len(found) == 1
    assert [refusal.row for refusal in reading.refused] == [3, 4, 5]
    assert len({refusal.reason.id for refusal in reading.refused}) == 3


def test_rows_alike_are_one_and_rows_with_other_people_are_two() -> None:
    """An export that repeats a row does not double the hours."""
    other = english().replace("Derde", "Vierde")
    found, _, reading = read(ENGLISH + english() + english() + other)
    assert len(found) == 2
    assert len({one.id for one in found}) == 2
    assert [times for _, times in reading.left_out] == [1]


def test_more_rows_or_longer_cells_than_any_export_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that would fill the memory ends in a sentence."""
    monkeypatch.setattr(limits, "ROWS", 3)
    _, _, reading = read(ENGLISH + english() * 5)
    assert "rows" in reading.refused[0].reason.id
    monkeypatch.setattr(limits, "ROWS", 100)
    monkeypatch.setattr(limits, "FIELD", 50)
    found, _, reading = read(ENGLISH + english() + english(subject="x" * 60))
    assert (len(found), [refusal.row for refusal in reading.refused]) == (1, [3])


def workbook(rows: list[list[object]], above: int = 0) -> bytes:
    """A minimal .xlsx: numbers as numbers, dates as styled serials, text inline; `above` empty rows."""

    def cell(value: object, place: str) -> str:
        if isinstance(value, date):
            return f'<c r="{place}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
        if isinstance(value, (int, float)):
            return f'<c r="{place}"><v>{value}</v></c>'
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'

    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    body = "".join(
        f'<row r="{number}">'
        + "".join(cell(value, f"{'ABCDEFGH'[column]}{number}") for column, value in enumerate(row))
        + "</row>"
        for number, row in enumerate(rows, above + 1)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Blad1" '
        'sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" '
        f'Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return packed.getvalue()


@pytest.mark.parametrize("above", [0, 2, 40])
def test_a_spreadsheet_brings_its_own_dates_and_numbers(above: int) -> None:
    """Typed cells leave nothing to ask; empty rows on top do not shift the numbers of refused rows."""
    frame, reading = deals_of(
        workbook(
            [
                ["Verkoop"],
                ["Dealnummer", "Fase", "Sluitdatum", "Waarde"],
                ["A1", "Gewonnen", date(2026, 4, 3), 1.234],
                ["A2", "Verloren", date(2026, 5, 6), 5000],
                ["A3", "Verloren", "binnenkort", 5],
            ],
            above,
        )
    )
    assert frame["closed"].to_list() == [date(2026, 4, 3), date(2026, 5, 6)]
    assert frame["value"].to_list() == [1.234, 5000]
    assert [refusal.row for refusal in reading.refused] == [5 + above]
    assert reading.undecided == ()


def test_a_table_without_rows_says_so() -> None:
    """A header alone is no error, but nobody should wonder where the rows went."""
    _, _, reading = read("Deal ID,Stage,Close date,Amount\n")
    assert "no rows" in reading.notes[0].id


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file may not fill the memory."""
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 100)
    _, frame, reading = read(workbook([["Dealnummer", "Fase", "Sluitdatum", "Waarde"]]))
    assert frame is None
    assert "unpacked" in reading.refused[0].reason.id


texts = st.text(
    st.characters(codec="cp1252", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), min_size=1, max_size=12
)
days = st.dates(date(2001, 1, 1), date(2029, 12, 30))


@given(
    rows=st.lists(st.tuples(texts, days, st.integers(0, 22), st.integers(1, 59)), min_size=1, max_size=8),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    shape=st.sampled_from(["%d-%m-%Y", "%m/%d/%Y", "%d/%m/%y", "%Y-%m-%d", "%d.%m.%Y"]),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    ending=st.sampled_from(["\r\n", "\n", "\r"]),
    stated=st.booleans(),
)
@settings(max_examples=examples(120))
def test_a_table_in_any_dialect_reads_back_equal_or_asks(
    rows: list[tuple[str, date, int, int]],
    encoding: str,
    delimiter: str,
    shape: str,
    quoting: int,
    ending: str,
    stated: bool,
) -> None:
    """Whatever encoding, delimiter, order, quoting and line ends: the same activities, or a question. Left out is
    text whose Windows-1252 bytes are valid UTF-8 as well."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=ending)  # type: ignore[arg-type]
    writer.writerow(["Subject", "Start Date", "Start Time", "End Date", "End Time", "All day event"])
    for subject, day, hour, minute in rows:
        written = day.strftime(shape)
        writer.writerow([subject, written, f"{hour}:00:00", written, f"{hour}:{minute:02}:00", "False"])
    text = (f"sep={delimiter}{ending}" if stated else "") + out.getvalue()
    assume(not same_bytes_in_utf8(text, encoding))
    found, _, reading = read(text.encode(encoding))
    assert reading.refused == ()
    if reading.undecided:
        assert bool(found) == bool(reading.undecided[0].assumed)
        order = "mdy" if shape == "%m/%d/%Y" else "dmy"
        found, _, reading = read(
            text.encode(encoding), Decisions().with_answer("tabel.csv", "date_order", order)
        )
    written_rows = {
        (datetime(day.year, day.month, day.day, hour, tzinfo=AMSTERDAM).timestamp(), minute, subject)
        for subject, day, hour, minute in rows
    }
    assert {(one.start.timestamp(), one.minutes, one.subject) for one in found} == written_rows


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")
def test_the_maven_deals_are_read_as_published() -> None:
    """8,800 deals month-first, blank accounts; the counts of the published set."""
    frame, reading = deals_of((REAL / "maven-sales_pipeline-mdy.csv").read_bytes())
    assert dict(frame["stage"].value_counts().rows()) == {
        "Won": 4238,
        "Lost": 2473,
        "Engaging": 1589,
        "Prospecting": 500,
    }
    assert dict(frame["status"].value_counts().rows()) == {"won": 4238, "lost": 2473, "open": 2089}
    assert (reading.read, reading.date_order, reading.refused, reading.undecided) == (8800, "mdy", (), ())
    assert frame["closed"].drop_nulls().len() == 4238 + 2473
    assert frame["owner"].n_unique() == 30


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")
def test_a_real_table_without_a_profile_is_refused_with_a_reason() -> None:
    """Nothing of a table that nobody knows is half read, and somebody may still say its columns."""
    found, frame, reading = read((REAL / "maven-sales_teams.csv").read_bytes())
    assert (found, frame) == ([], None)
    assert reading.refused
    assert reading.mappable


def test_a_time_that_summer_time_skips_is_still_a_time() -> None:
    """29 March 2026, half past two: the clock went from two to three."""
    (one,), _, _ = read("Subject,Date,Start time,End time\nNacht,2026-03-29,1:30,3:30\n")
    assert one.end.timestamp() - one.start.timestamp() == timedelta(hours=1).total_seconds()


def test_close_dates_still_to_come_do_not_stretch_the_period_of_a_file() -> None:
    """Protects 'from … to …' and the strip of weeks from what somebody hopes to close next year, in an open
    stage or in one that nobody knows."""
    frame, reading = deals_of(
        "Dealnummer;Eigenaar;Fase;Aanmaakdatum;Sluitdatum;Waarde\n"
        "1;An;Gewonnen;14-9-2026;16-10-2026;10\n"
        "2;Bo;Offerte;21-9-2026;30-6-2027;20\n"
        "3;Bo;Wachtkamer;28-9-2026;31-12-2027;30\n"
    )
    assert frame["status"].to_list() == ["won", "open", "unknown"]
    assert (reading.first, reading.last) == (date(2026, 9, 14), date(2026, 10, 16))
    assert reading.weeks == (1, 1, 1, 0, 1)
