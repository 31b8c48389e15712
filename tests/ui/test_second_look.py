"""The second look at what was read: columns to name, questions to answer, rows that were not read."""

from __future__ import annotations

import csv
import io
import json
import zipfile

from helpers.visitor import Open, Visitor

from workbook.ui.pages.start import StartPage

DEALS = b"Projektname;Ergebnis;Entschieden am;Betrag netto\nPomp;Won;13-3-2026;1.500,50\nKlep;Lost;14-3-2026;10,00\n"
ODD = b"Deal ID,Stage,Close date,Amount\n1,Won,2026-03-04,5\n=2+3,Won,soon,5\n-3,Won,@SUM(A1),5\n"


def load(open_session: Open, name: str, data: bytes, language: str = "en") -> Visitor:
    """The Files part with one file loaded."""
    files = Visitor(StartPage("start", open_session(language)).files())
    files.brings("load", name, data)
    return files


def choices(files: Visitor, field: str) -> str:
    """The column that is chosen for a field."""
    row = files.html.partition(f"-{field}-")[2].partition("</select>")[0]
    return row.partition(" selected>")[2].partition("<")[0]


def offered(files: Visitor) -> tuple[str, bytes]:
    """The name and content of the file that was handed over last."""
    said, buffers = next((said, data) for said, data in reversed(files.heard) if "offer" in said)
    return said["offer"]["name"], bytes(buffers[0])


def test_an_unknown_table_is_shown_with_its_rows_and_a_proposal(open_session: Open) -> None:
    """Its first rows under real table headers, a select a field, what is missing beside the button."""
    files = load(open_session, "crm.csv", DEALS)
    assert '<th scope="col">Projektname</th>' in files.html
    assert "<td>Pomp</td>" in files.html
    assert choices(files, "status") == "Ergebnis"
    assert choices(files, "closed") == "Entschieden am"
    assert files.does("map-field", key="crm.csv\nclosed", value="-")["saved"]
    files.does("map-field", key="crm.csv\ncreated", value="-")
    assert 'aria-disabled="true"' in files.html
    assert not files.does("map-read", key="crm.csv")["saved"]


def test_named_columns_are_read_and_asked_for_only_once(open_session: Open) -> None:
    """Read it so: the deals are there, and next month's file with that header is read at once."""
    files = load(open_session, "crm.csv", DEALS)
    for field, column in (("title", 0), ("status", 1), ("closed", 2), ("value", 3)):
        files.does("map-field", key=f"crm.csv\n{field}", value=str(column))
    assert files.does("map-read", key="crm.csv")["saved"]
    assert "2 read" in files.html
    later = load(open_session, "crm-april.csv", DEALS.replace(b"13-3", b"13-4"))
    assert "2 read" in later.html
    assert "Say yourself what its columns are" in later.html


def test_a_profile_goes_out_as_a_file_and_comes_in_again(open_session: Open) -> None:
    """Saved for a colleague, loaded by one: the same table is read without a question, and later too."""
    files = load(open_session, "crm.csv", DEALS)
    for field, column in (("title", 0), ("status", 1), ("closed", 2), ("value", 3)):
        files.does("map-field", key=f"crm.csv\n{field}", value=str(column))
    files.does("map-save", key="crm.csv")
    name, profile = offered(files)
    assert name == "profile.toml"
    load(open_session, name, profile)
    assert "2 read" in load(open_session, "crm.csv", DEALS).html


def test_a_script_in_a_cell_of_an_unknown_table_stays_text(open_session: Open) -> None:
    """First rows are shown before anybody has said what they are."""
    files = load(open_session, "crm.csv", b"Aa;Bb;Cc\n<script>x</script>;<img onerror=x>;=1+1\n")
    assert "<script>" not in files.html
    assert "<img" not in files.html
    assert "=1+1" in files.html


def test_rows_not_read_can_be_downloaded_and_run_nothing(open_session: Open) -> None:
    """Row, reason and cells as they stand, with an apostrophe before what a spreadsheet would run."""
    files = load(open_session, "deals.csv", ODD)
    assert files.does("refused-rows", key="deals.csv")["saved"]
    name, data = offered(files)
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert name == "deals-not-read.csv"
    assert [row[0] for row in rows] == ["Row", "3", "4"]
    assert rows[1][2:4] == ["'=2+3", "Won"]
    assert rows[2][2:5] == ["'-3", "Won", "'@SUM(A1)"]


def test_a_strip_of_weeks_says_in_words_what_it_shows(open_session: Open) -> None:
    """A bar a week, and the same for who can't see it."""
    rows = "".join(f"Overleg,2026-0{month}-0{day},9:00,10:00\n" for month in (3, 4) for day in (2, 3, 9))
    files = load(open_session, "x.csv", f"Subject,Date,Start time,End time\n{rows}".encode())
    assert "weeks have something in them" in files.html
    assert files.html.count("<i data-n=") == 6


def test_questions_show_what_each_answer_would_mean(open_session: Open) -> None:
    """Day and month, and 1.234, by a cell of the file itself; the answer is read at once."""
    files = load(
        open_session, "d.csv", b"Deal ID,Stage,Close date,Amount\n1,Won,3/4/2026,1.234\n2,Lost,5/6/2026,2\n"
    )
    assert "3/4/2026 is 3 April 2026" in files.html
    assert "3/4/2026 is 4 March 2026" in files.html
    assert "What is 1.234 in this file?" in files.html
    assert "1.234 is 1234, without cents" in files.html
    assert "1.234 is a little more than 1" in files.html
    files.does("decide", key="d.csv\ndate_order", value="dmy")
    files.does("decide", key="d.csv\ndecimal", value=",")
    assert "2 read" in files.html


def test_the_zone_of_a_crm_can_be_said_later(open_session: Open) -> None:
    """Read meanwhile by the manager's own clock, with the question open beside it."""
    rows = (
        b"Meeting name,Meeting start time,Meeting end time,Meeting outcome\n"
        b"Bezoek,2026-07-01 23:30,2026-07-01 23:45,Completed\n"
    )
    files = load(open_session, "h.csv", rows)
    assert "Read as Europe/Amsterdam until you say otherwise." in files.html
    files.does("decide", key="h.csv\nzone", value="UTC")
    assert "2 July 2026" in files.html


def test_what_rows_of_one_deal_are_can_be_said(open_session: Open) -> None:
    """Read meanwhile as older states of it, with the question beside it; as parts their values are added."""
    rows = b"Deal ID,Stage,Close date,Amount\n1,Won,2026-03-04,100\n1,Won,2026-03-04,40\n2,Won,2026-03-04,5\n"
    files = load(open_session, "p.csv", rows)
    assert "Some deals stand in several rows of this file" in files.html
    assert "Read as older states of the deal (the newest counts) until you say otherwise." in files.html
    assert "As it stands in Amount: 100, 40" in files.html
    files.does("decide", key="p.csv\nrows", value="sum")
    assert "with their values added" in files.html
    assert "Some deals stand in several rows of this file" not in files.html


def test_a_packed_calendar_is_loaded_as_it_came(open_session: Open) -> None:
    """Google's zip needs no unpacking, also when a table in it has to be asked about."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("Takeout/x.csv", DEALS)
    files = load(open_session, "takeout.zip", out.getvalue())
    for field, column in (("title", 0), ("status", 1), ("closed", 2)):
        assert files.does("map-field", key=f"takeout.zip/x.csv\n{field}", value=str(column))["saved"]
    files.does("map-read", key="takeout.zip/x.csv")
    assert "2 read" in files.html


def test_no_cell_of_an_unknown_table_is_kept(open_session: Open) -> None:
    """What the document remembers of a table is a fingerprint of its header."""
    session = open_session("en")
    files = Visitor(StartPage("start", session).files())
    files.brings("load", "crm.csv", DEALS)
    for field, column in (("title", 0), ("status", 1), ("closed", 2)):
        files.does("map-field", key=f"crm.csv\n{field}", value=str(column))
    files.does("map-read", key="crm.csv")
    from workbook.document import encode

    kept = encode(session.document).decode()
    assert json.loads(kept)["decisions"]["mappings"]
    for word in ("Projektname", "Entschieden", "Pomp", "Klep"):
        assert word not in kept


def test_what_waits_is_not_called_refused(open_session: Open) -> None:
    """A table to be explained is not read yet, in either language, and so is one with an open question."""
    assert "Not read yet." in load(open_session, "crm.csv", DEALS).html
    dutch = load(open_session, "crm.csv", DEALS, "nl").html
    assert "Nog niet gelezen." in dutch
    assert "Niet gelezen" not in dutch
    open_order = b"Deal ID,Stage,Close date\n1,Won,03-04-2026\n"
    assert "your answer below comes first" in load(open_session, "deals.csv", open_order).html


def test_one_reason_for_many_rows_is_said_once(open_session: Open) -> None:
    """Twelve rows with the same fault are one line with their numbers, the reason of most rows first."""
    rows = [f"{number},Won,soon,5" for number in range(12)]
    data = "\n".join(["Deal ID,Stage,Close date,Amount", "x,Won,2026-03-04,5,6", *rows]).encode()
    shown = load(open_session, "deals.csv", data).html
    assert shown.count("Its close date can’t be read") + shown.count("Its close date can&#39;t be read") == 1
    assert "Nos. 3, 4, 5, 6, 7, 8, 9, 10 and 4 more: " in shown
    assert shown.index("and 4 more") < shown.index("No. 2: ")


def test_the_newest_report_comes_first_and_is_gone_to(open_session: Open) -> None:
    """Whoever loads a file that can't be read sees why, in plain sight, without looking for it."""
    files = load(open_session, "agenda.ics", CUT)
    assert 'class="wb-notice"' in files.html
    files.brings("load", "broken.zip", b"PK\x03\x04rubbish")
    assert files.html.index("broken.zip") < files.html.index("agenda.ics")
    assert {"focus": "reading-0"} in [said for said, _ in files.heard]


def test_a_file_nothing_was_read_of_is_forgotten_with_the_page(open_session: Open) -> None:
    """A file dropped by mistake stands in no list after a reload, and is counted nowhere."""
    files = load(open_session, "deals.csv", ODD)
    files.brings("load", "broken.zip", b"PK\x03\x04rubbish")
    assert "broken.zip" in files.html
    assert [one.file for one in open_session().document.evidence.readings] == ["deals.csv"]
    again = Visitor(StartPage("start", open_session()).files())
    assert "deals.csv" in again.html
    assert "broken.zip" not in again.html


def test_a_file_is_removed_with_its_figures(open_session: Open) -> None:
    """What was loaded by mistake goes out of the figures, on its own page and on a later one."""
    files = load(open_session, "deals.csv", ODD)
    files.brings("load", "agenda.ics", MET)
    assert files.does("remove", key="deals.csv")["saved"]
    assert "deals.csv" not in files.html
    kept = open_session().document.evidence
    assert [one.file for one in kept.readings] == ["agenda.ics"]
    assert not any("deals.csv" in measure.sources for measure in kept.measures)
    later = Visitor(StartPage("start", open_session()).files())
    assert later.does("remove", key="agenda.ics")["saved"]
    assert open_session().document.evidence.readings == ()
    assert open_session().recall() is None
    assert not later.does("remove", key="agenda.ics")["saved"]


def test_what_two_files_told_is_not_torn_apart_on_a_later_page(open_session: Open) -> None:
    """Rows that were kept of one file for both are not lost with it; where the files still are, they are read anew."""
    files = load(open_session, "agenda.ics", MET)
    files.brings("load", "copy.ics", MET)
    later = Visitor(StartPage("start", open_session()).files())
    readings = open_session().document.evidence.readings
    first = readings[0].file
    assert later.does("remove", key=first)["saved"] == (len(readings) == 1)
    assert files.does("remove", key="agenda.ics")["saved"]
    assert [one.file for one in open_session().document.evidence.readings] == ["copy.ics"]


def test_cancelled_by_its_title_is_left_out_until_the_manager_counts_it(open_session: Open) -> None:
    """The question names a few, has an answer already, and can be answered the other way and back."""
    files = load(open_session, "agenda.ics", MET.replace(b"Overleg", b"Canceled: Overleg"), "nl")
    assert "Canceled: Overleg" in files.html
    assert "Niets gelezen" in files.html
    assert files.does("decide", key="agenda.ics\ncancelled", value="count")["saved"]
    assert "1 gelezen" in files.html
    assert files.does("decide", key="agenda.ics\ncancelled", value="leave_out")["saved"]
    assert "Niets gelezen" in files.html


MET = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261110T090000Z\r\n"
    b"DTEND:20261110T100000Z\r\nSUMMARY:Overleg\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
CUT = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n"
