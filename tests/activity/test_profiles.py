"""Exports of the CRMs, each by the traps its program is known for.

The files are synthetic, made from the headers that public code and manuals name; no manager's export was
at hand. The Dutch headers of HubSpot and Salesforce are synthetic through and through.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from helpers.sheets import spreadsheet

from workbook.activity.grid import unknown_table
from workbook.activity.mapping import propose
from workbook.activity.ownership import rows_of_manager
from workbook.activity.profiles import fold, load_profiles, match
from workbook.activity.records import Activity, Decisions, Reading
from workbook.activity.span import Span
from workbook.activity.tables import read_table
from workbook.words import translator

WINDOW = Span(date(2000, 1, 1), date(2030, 12, 31))
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real" / "crm"
Row = Sequence[object]


def as_text(rows: Sequence[Row], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """The rows as an export in text."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return out.getvalue().encode(encoding)


def read(
    data: bytes, own: Sequence[str] = (), **answers: str
) -> tuple[list[Activity], pl.DataFrame | None, Reading]:
    """Read a file over thirty years, with answers to what it asks."""
    decisions = Decisions()
    for key, value in answers.items():
        decisions = decisions.with_answer("export", key, value)
    rows, deals, reading = read_table("export", data, WINDOW, decisions, today=date(2026, 11, 23))
    found, reading = rows_of_manager(rows, reading, frozenset(own), answers.get("owner"))
    return found, deals, reading


def left(reading: Reading) -> dict[str, int]:
    """What was left out, by its reason."""
    return {reason.id: times for reason, times in reading.left_out}


def starts(found: Sequence[Activity]) -> list[str]:
    """The local starts."""
    return [one.start.strftime("%Y-%m-%d %H:%M") for one in found]


MEETINGS = {
    "English": [
        "Record ID", "Meeting name", "Meeting start time", "Meeting end time", "Meeting outcome",
        "Activity assigned to",
    ],
    "Dutch, synthetic": [
        "Record-ID", "Naam van vergadering", "Starttijd van vergadering", "Eindtijd van vergadering",
        "Resultaat van vergadering", "Activiteit toegewezen aan",
    ],
    "internal": [
        "hs_object_id", "hs_meeting_title", "hs_meeting_start_time", "hs_meeting_end_time",
        "hs_meeting_outcome", "hubspot_owner_id",
    ],
}  # fmt: skip
OUTCOMES = {
    "English": ("Completed", "Scheduled", "", "No show", "Canceled"),
    "Dutch, synthetic": ("Voltooid", "Gepland", "", "Niet verschenen", "Geannuleerd"),
    "internal": ("COMPLETED", "SCHEDULED", "", "NO_SHOW", "CANCELED"),
}


@pytest.mark.parametrize("vocabulary", sorted(MEETINGS))
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_hubspot_meeting_is_held_only_where_its_outcome_says_so(vocabulary: str, kind: str) -> None:
    """Labels, Dutch labels and internal names: a blank or scheduled outcome is unknown, not held."""
    header: list[Row] = [MEETINGS[vocabulary]]
    rows = header + [
        [str(n), f"Bezoek {n}", f"2026-03-{n:02} 10:00", f"2026-03-{n:02} 11:30", outcome, "An de Vries"]
        for n, outcome in enumerate(OUTCOMES[vocabulary], 1)
    ]
    found, _, reading = read(as_text(rows) if kind == "csv" else spreadsheet(rows))
    assert [one.held for one in found] == ["yes", "unknown", "unknown", "no"]
    assert left(reading) == {"cancelled": 1}
    assert [one.minutes for one in found] == [90] * 4
    assert {one.kind for one in found} == {"meeting"}
    (zone,) = reading.undecided
    assert (zone.key, zone.assumed) == ("zone", "Europe/Amsterdam")
    assert any("manual" in note.id for note in reading.notes) == (vocabulary == "Dutch, synthetic")


def test_the_zone_of_a_hubspot_export_is_the_managers_until_told_otherwise() -> None:
    """The times carry no zone: they are read by the manager's clock, and the question stays open."""
    rows = [MEETINGS["English"], ["1", "Bezoek", "2026-07-03 10:00", "2026-07-03 11:00", "Completed", "An"]]
    assert starts(read(as_text(rows))[0]) == ["2026-07-03 10:00"]
    found, _, reading = read(as_text(rows), zone="UTC")
    assert starts(found) == ["2026-07-03 12:00"]
    assert reading.undecided[0].assumed == "UTC"


def test_hubspot_calls_last_milliseconds_and_only_a_connected_one_was_a_conversation() -> None:
    """600,000 is ten minutes; codes of outcomes are the ones an account starts with; others unknown."""
    rows: list[Row] = [
        ["hs_object_id", "hs_call_title", "hs_timestamp", "hs_call_duration", "hs_call_disposition"],
        ["1", "Bellen", "2026-03-04T09:00:00Z", "600000", "f240bbac-87c9-4f6e-bf70-924b57d47db7"],
        ["2", "Bellen", "1772614800000", "30000", "73a0d17f-1163-4015-bdd5-ec830791da20"],
        ["3", "Bellen", "2026-03-04T09:00:00Z", "60000", "00000000-0000-0000-0000-000000000000"],
        ["4", "Bellen", "2026-03-05T09:00:00Z", "", ""],
    ]
    found, _, reading = read(as_text(rows))
    assert [(one.minutes, one.held) for one in sorted(found, key=lambda one: one.row)] == [
        (10, "yes"),
        (0.5, "no"),
        (1, "unknown"),
        (0, "unknown"),
    ]
    assert {one.kind for one in found} == {"call"}
    assert found[0].start == datetime(2026, 3, 4, 10, tzinfo=AMSTERDAM)
    assert reading.undecided == ()


@pytest.mark.parametrize(
    "header",
    [
        ["Record ID", "Deal Name", "Deal Stage", "Deal Owner", "Create Date", "Close Date", "Amount", "Currency"],
        ["Record-ID", "Dealnaam", "Dealfase", "Eigenaar van deal", "Aanmaakdatum", "Sluitdatum", "Bedrag", "Valuta"],
        ["hs_object_id", "dealname", "dealstage", "hubspot_owner_id", "createdate", "closedate", "amount",
         "deal_currency_code"],
    ],
)  # fmt: skip
def test_hubspot_deals_are_won_by_label_and_by_internal_name(header: list[str]) -> None:
    """`closedwon` and `Closed won` are one; a stage of the firm's own is unknown."""
    rows: list[Row] = [
        header,
        ["1", "Pomp", "closedwon", "An", "2026-01-02 09:00", "2026-03-04 16:00", "1500.00", "EUR"],
        ["2", "Klep", "Closed lost", "Bo", "2026-01-03 09:00", "2026-03-05 16:00", "10", "EUR"],
        ["3", "Buis", "qualifiedtobuy", "Bo", "2026-01-03 09:00", "2026-09-05 16:00", "", "EUR"],
        ["4", "Moer", "12345678", "Bo", "2026-01-03 09:00", "2026-09-05 16:00", "1", "EUR"],
    ]
    _, frame, reading = read(as_text(rows))
    assert frame is not None
    assert frame["status"].to_list() == ["won", "lost", "open", "unknown"]
    assert frame["closed"].to_list()[:3] == [date(2026, 3, 4), date(2026, 3, 5), None]
    assert "HubSpot" in translator("en")(reading.format)


SALESFORCE_EVENT = [
    "Id", "Subject", "Location", "IsAllDayEvent", "ActivityDateTime", "ActivityDate", "DurationInMinutes",
    "OwnerId", "Type", "IsPrivate", "IsDeleted", "IsChild", "IsArchived", "IsRecurrence",
]  # fmt: skip


def test_a_salesforce_data_export_is_in_utc_and_its_all_day_events_are_not_shifted() -> None:
    """Windows letters, UTC times, a day that stays a day; masters, deleted rows and copies left out."""
    rows: list[Row] = [
        SALESFORCE_EVENT,
        ["1", "Bezoek Müller", "Zwolle", "0", "2026-07-01 08:00:00", "2026-07-01 00:00:00", "60", "005A", "", "0", "0", "0", "0", "0"],
        ["2", "Beurs", "", "1", "2026-07-02 00:00:00", "2026-07-02 00:00:00", "1440", "005A", "", "0", "0", "0", "0", "0"],
        ["3", "Weg", "", "0", "2026-07-03 08:00:00", "2026-07-03 00:00:00", "60", "005A", "", "0", "1", "0", "0", "0"],
        ["4", "Reeks", "", "0", "2026-07-03 08:00:00", "2026-07-03 00:00:00", "60", "005A", "", "0", "0", "0", "0", "1"],
        ["5", "Bezoek Müller", "Zwolle", "0", "2026-07-01 08:00:00", "2026-07-01 00:00:00", "60", "005A", "", "0", "0", "1", "0", "0"],
    ]  # fmt: skip
    found, _, reading = read(as_text(rows, encoding="cp1252"))
    assert [(one.subject, one.all_day) for one in found] == [("Bezoek Müller", False), ("Beurs", True)]
    assert starts(found) == ["2026-07-01 10:00", "2026-07-02 00:00"]
    assert (found[1].end - found[1].start).days == 1
    assert sorted(left(reading).values()) == [1, 1, 1]
    assert (reading.encoding, reading.zone, reading.undecided) == ("windows-1252", "UTC", ())


def test_a_salesforce_export_holds_no_year_before_the_last_unless_archived_rows_are_in_it() -> None:
    """What is older than 365 days is left out of it, which looks like a rise: no trend is drawn."""
    row = [
        "1",
        "Bezoek",
        "",
        "0",
        "2026-07-01 08:00:00",
        "2026-07-01 00:00:00",
        "60",
        "A",
        "",
        "0",
        "0",
        "0",
        "0",
        "0",
    ]
    _, _, without = read(as_text([SALESFORCE_EVENT, row]))
    assert any(note.values.get("days") == 365 for note in without.notes)
    old = [*row[:4], "2024-07-01 08:00:00", "2024-07-01 00:00:00", *row[6:12], "1", "0"]
    _, _, whole = read(as_text([SALESFORCE_EVENT, row, old]))
    assert not any(note.values.get("days") == 365 for note in whole.notes)


def test_data_loader_headers_may_be_in_capitals_and_its_times_carry_their_zone() -> None:
    """Data Loader writes ISO times with Z; case does not count."""
    rows = [
        [name.upper() for name in SALESFORCE_EVENT],
        ["1", "Bezoek", "", "false", "2026-01-01T08:00:00.000Z", "2026-01-01", "60", "A", "", "false", "false", "false", "true", "false"],
    ]  # fmt: skip
    (one,), _, reading = read(as_text(rows))
    assert one.start == datetime(2026, 1, 1, 9, tzinfo=AMSTERDAM)
    assert not any(note.values.get("days") == 365 for note in reading.notes)


def test_a_salesforce_task_is_a_task_and_a_mail_is_not_read() -> None:
    """Subtypes tell calls from mails; an open task is not known to be done."""
    rows: list[Row] = [
        [
            "Id",
            "Subject",
            "ActivityDate",
            "Status",
            "IsClosed",
            "TaskSubtype",
            "CallDurationInSeconds",
            "OwnerId",
        ],
        ["1", "Bellen", "2026-07-01 00:00:00", "Completed", "1", "Call", "300", "A"],
        ["2", "Offerte maken", "2026-07-01 00:00:00", "Not Started", "0", "Task", "", "A"],
        ["3", "Email: hoi", "2026-07-01 00:00:00", "Completed", "1", "Email", "", "A"],
    ]
    found, _, reading = read(as_text(rows))
    assert [(one.kind, one.held, one.all_day) for one in found] == [
        ("call", "yes", True),
        ("task", "unknown", True),
    ]
    assert list(left(reading).values()) == [1]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_salesforce_report_has_footers_and_currencies_that_are_not_added_up(kind: str) -> None:
    """The lines below the table are no deals, in text and in a spreadsheet alike."""
    rows: list[Row] = [
        ["Opportunity Owner", "Account Name", "Opportunity Name", "Stage", "Amount Currency", "Amount", "Close Date", "Created Date"],
        ["An", "Bouw BV", "Pomp", "Closed Won", "EUR", 1500.5, date(2026, 3, 13) if kind == "xlsx" else "13-3-2026", date(2026, 1, 2) if kind == "xlsx" else "2-1-2026"],
        ["Bo", "Zorg NV", "Klep", "Closed Lost", "USD", 10, date(2026, 3, 5) if kind == "xlsx" else "5-3-2026", date(2026, 1, 3) if kind == "xlsx" else "3-1-2026"],
        ["Grand Totals (2 records)", "", "", "", "", "", "", ""],
        ["Confidential Information - Do Not Distribute", "", "", "", "", "", "", ""],
        ["Copyright (c) 2000-2026 salesforce.com, inc.", "", "", "", "", "", "", ""],
    ]  # fmt: skip
    if kind == "csv":
        data = (
            as_text(rows[:3])
            + b'\n"Grand Totals (2 records)"\n"Confidential Information - Do Not Distribute"\n'
        )
    else:
        data = spreadsheet(rows)
    _, frame, reading = read(data)
    assert frame is not None
    assert frame["deal"].to_list() == ["Pomp", "Klep"]
    assert frame["currency"].to_list() == ["EUR", "USD"]
    assert frame["closed"].to_list() == [date(2026, 3, 13), date(2026, 3, 5)]
    assert reading.refused == ()
    assert any("currencies" in note.id for note in reading.notes)


def test_salesforce_flags_go_before_stages_and_times_in_utc_turn_to_the_local_day() -> None:
    """A Spanish stage says nothing, IsWon does; a midnight is a day, eleven at night in UTC the next."""
    rows: list[Row] = [
        ["Id", "Name", "StageName", "Amount", "CloseDate", "IsClosed", "IsWon", "CampaignId", "OwnerId", "CreatedDate", "CurrencyIsoCode", "IsDeleted"],
        ["1", "Pomp", "Cerrada", "5", "2026-07-01 00:00:00", "1", "1", "000000000000000AAA", "A", "2026-06-30 23:00:00", "MXN", "0"],
        ["2", "Klep", "Cerrada", "5", "2026-07-01 00:00:00", "1", "0", "701", "A", "2026-06-30 12:00:00", "COP", "0"],
        ["3", "Buis", "Abierta", "5", "2026-07-01 00:00:00", "0", "0", "701", "A", "2026-06-30 12:00:00", "COP", "0"],
        ["4", "Weg", "Abierta", "5", "2026-07-01 00:00:00", "0", "0", "701", "A", "2026-06-30 12:00:00", "COP", "1"],
    ]  # fmt: skip
    _, frame, reading = read(as_text(rows, encoding="cp1252"))
    assert frame is not None
    assert frame["status"].to_list() == ["won", "lost", "open"]
    assert frame["closed"].to_list() == [date(2026, 7, 1), date(2026, 7, 1), None]
    assert frame["created"].to_list() == [date(2026, 7, 1), date(2026, 6, 30), date(2026, 6, 30)]
    assert frame["campaign"].to_list() == [None, "701", "701"]
    assert list(left(reading).values()) == [1]


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")
def test_real_copies_of_salesforce_tables_are_read_by_their_snake_case_names() -> None:
    """110 columns in snake case: events ask whose they are, tasks are tasks, deleted deals are gone."""
    events = (REAL / "fivetran-sf_event_data.csv").read_bytes()
    found, _, reading = read(events)
    assert found == []
    (asked,) = reading.undecided
    assert asked.key == "owner"
    assert len(asked.options) == 5
    assert len(read(events, owner="*")[0]) == 10
    assert len(read(events, owner=asked.options[0])[0]) == 5
    tasks, _, _ = read((REAL / "fivetran-sf_task_data.csv").read_bytes())
    assert [one.kind for one in tasks] == ["task"] * 10
    _, frame, reading = read((REAL / "fivetran-sf_opportunity_data.csv").read_bytes())
    assert frame is not None
    assert (frame.height, list(left(reading).values())) == (0, [10])


PIPEDRIVE = [
    "Subject",
    "Type",
    "Due date",
    "Due time",
    "Duration",
    "Done",
    "Assigned to user",
    "Contact person",
]


@pytest.mark.parametrize("header", [PIPEDRIVE, [f"Activity - {name}" for name in PIPEDRIVE], [f"activity - {name.upper()}" for name in PIPEDRIVE]])  # fmt: skip
def test_a_pipedrive_export_asks_in_which_zone_its_times_are(header: list[str]) -> None:
    """Bare headers and `Activity - …`, in any case; no source says whether an export is in UTC."""
    rows: list[Row] = [
        header,
        ["Bezoek", "Meeting", "2026-07-01", "08:00", "01:30", "Done", "An", "Piet Bakker"],
        ["Bellen", "Call", "2026-07-02", "08:00", "00:15", "Undone", "An", ""],
        ["Nabellen", "Task", "2026-07-03", "", "", "Done", "An", ""],
        ["Mail", "Email", "2026-07-03", "", "", "Done", "An", ""],
    ]
    found, _, reading = read(as_text(rows))
    assert found == []
    (asked,) = reading.undecided
    assert (asked.key, asked.options, asked.assumed) == ("zone", ("Europe/Amsterdam", "UTC"), "")
    found, _, reading = read(as_text(rows), zone="UTC")
    assert starts(found) == ["2026-07-01 10:00", "2026-07-02 10:00", "2026-07-03 00:00"]
    assert [(one.kind, one.held, one.minutes) for one in found] == [
        ("meeting", "yes", 90),
        ("call", "unknown", 15),
        ("task", "yes", 0),
    ]
    assert found[0].attendees is not None
    assert [who.name for who in found[0].attendees] == ["Piet Bakker"]
    assert reading.undecided[0].assumed == "UTC"


@pytest.mark.parametrize("prefix", ["", "Deal - "])
def test_pipedrive_deals_close_on_the_day_they_were_won_or_lost(prefix: str) -> None:
    """Each outcome has its own column; the expected close date is a hope and not read."""
    names = ["ID", "Title", "Owner", "Stage", "Status", "Value", "Currency", "Deal created", "Won time", "Lost time", "Expected close date"]  # fmt: skip
    rows: list[Row] = [
        [prefix + name for name in names],
        ["1", "Pomp", "An", "Offerte", "Won", "1,500.50", "EUR", "2026-01-02 10:00:00", "2026-03-04 10:00:00", "", "2026-02-01"],
        ["2", "Klep", "An", "Offerte", "lost", "10", "USD", "2026-01-02 10:00:00", "", "2026-03-05 10:00:00", "2026-02-01"],
        ["3", "Buis", "An", "Offerte", "Open", "10", "EUR", "45631", "", "", "2026-02-01"],
        ["4", "Weg", "An", "Offerte", "Deleted", "10", "EUR", "45631", "", "", ""],
    ]  # fmt: skip
    _, frame, _ = read(as_text(rows))
    assert frame is not None
    assert frame["status"].to_list() == ["won", "lost", "open"]
    assert frame["closed"].to_list() == [date(2026, 3, 4), date(2026, 3, 5), None]
    assert frame["created"].to_list()[2] == date(2024, 12, 5)
    assert frame["value"].to_list() == [1500.5, 10, 10]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_dynamics_hides_columns_and_writes_states_as_words_or_codes(kind: str) -> None:
    """Three hidden columns first; masters of a series are dropped, cancelled ones counted apart."""
    moment = datetime(2026, 7, 1, 10)  # noqa: DTZ001
    later = datetime(2026, 7, 1, 11, 30)  # noqa: DTZ001
    when: tuple[object, object] = (moment, later) if kind == "xlsx" else ("1-7-2026 10:00", "1-7-2026 11:30")
    header = ["(Do Not Modify) Appointment", "(Do Not Modify) Row Checksum", "(Do Not Modify) Modified On", "Subject", "Status", "Start Time", "End Time", "Regarding", "Location", "Owner", "Appointment Type", "Required Attendees"]  # fmt: skip
    rows: list[Row] = [
        header,
        [
            "a",
            "x",
            "46000",
            "Bezoek",
            "Completed",
            *when,
            "Bouw BV",
            "Zwolle",
            "An",
            "Appointment",
            "Piet Bakker; An",
        ],
        ["b", "x", "46000", "Overleg", "3", *when, "", "", "An", "0", ""],
        ["c", "x", "46000", "Weg", "Canceled", *when, "", "", "An", "0", ""],
        ["d", "x", "46000", "Reeks", "0", *when, "", "", "An", "1", ""],
    ]
    data = spreadsheet(rows) if kind == "xlsx" else as_text(rows, ";")
    found, _, reading = read(data)
    assert [(one.subject, one.held, one.minutes) for one in found] == [
        ("Bezoek", "yes", 90),
        ("Overleg", "unknown", 90),
    ]
    assert starts(found) == ["2026-07-01 10:00"] * 2
    assert sorted(left(reading).values()) == [1, 1]


def test_dynamics_opportunities_have_a_day_and_a_value_that_came_true() -> None:
    """Actual values go before estimated ones, and the estimated close date is not read."""
    rows: list[Row] = [
        ["(Do Not Modify) Opportunity", "Topic", "Owner", "Status", "Created On", "Actual Close Date", "Est. Close Date", "Actual Revenue", "Est. Revenue"],
        ["a", "Pomp", "An", "Won", "2026-01-02", "2026-03-04", "2026-02-01", "1500", "1000"],
        ["b", "Klep", "An", "Open", "2026-01-02", "", "2026-02-01", "", "1000"],
    ]  # fmt: skip
    _, frame, _ = read(as_text(rows))
    assert frame is not None
    assert frame["value"].to_list() == [1500, 1000]
    assert frame["closed"].to_list() == [date(2026, 3, 4), None]


def test_zoho_is_read_and_said_to_be_known_from_its_manual_alone() -> None:
    """The least certain of the formats: whoever loads it is told to look."""
    rows: list[Row] = [
        [
            "Record Id",
            "Deal Owner.id",
            "Deal Owner",
            "Deal Name",
            "Amount",
            "Stage",
            "Closing Date",
            "Created Time",
        ],
        ["1", "7", "An", "Pomp", "5", "Closed Won", "2026-03-04", "2026-01-02 10:00:00"],
    ]
    _, frame, reading = read(as_text(rows))
    assert frame is not None
    assert frame["status"].to_list() == ["won"]
    assert any("manual" in note.id for note in reading.notes)
    meetings: list[Row] = [
        ["Record Id", "Meeting Owner", "Title", "From", "To", "Participants"],
        ["1", "An", "Bezoek", "2026-03-04 10:00", "2026-03-04 11:00", "piet@bouw.example"],
    ]
    (one,), _, reading = read(as_text(meetings))
    assert (one.minutes, reading.undecided[0].key) == (60, "zone")


def test_rows_of_colleagues_are_no_rows_of_the_manager() -> None:
    """A CRM gives a whole team: own addresses tell whose rows they are, and else it is asked."""
    rows: list[Row] = [
        MEETINGS["English"],
        ["1", "Eigen", "2026-07-01 10:00", "2026-07-01 11:00", "Completed", "an@firm.example"],
        ["2", "Van Bo", "2026-07-02 10:00", "2026-07-02 11:00", "Completed", "bo@firm.example"],
    ]
    found, _, reading = read(as_text(rows), own=["an@firm.example"])
    assert [one.subject for one in found] == ["Eigen"]
    assert left(reading) == {"activities of colleagues": 1}
    found, _, reading = read(as_text(rows))
    assert found == []
    assert [one.key for one in reading.undecided if not one.assumed] == ["owner"]
    found, _, _ = read(as_text(rows), owner="bo@firm.example")
    assert [one.subject for one in found] == ["Van Bo"]
    assert len(read(as_text(rows), owner="*")[0]) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Rijlabels;Som van Waarde\nNoord;12\nEindtotaal;12\n",
        "Sum of Amount,Column Labels,,\nRow Labels,2025,2026,Grand Total\nNoord,1,2,3\nGrand Total,1,2,3\n",
        ";2025;2026;Totaal\nNoord;1;2;3\nZuid;1;2;3\nTotaal;2;4;6\n",
    ],
)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_pivot_table_is_refused_with_a_word_on_what_to_export_instead(text: str, kind: str) -> None:
    """Its rows are sums: asking for columns would send somebody on a wrong way."""
    rows = [line.split(";" if ";" in text else ",") for line in text.splitlines()]
    _, frame, reading = read(text.encode() if kind == "csv" else spreadsheet(rows))
    assert frame is None
    assert "pivot" in reading.refused[0].reason.id
    assert not reading.mappable


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_columns_a_refusal_asks_for_are_enough(language: str) -> None:
    """Whoever names columns as the refusal says gets a table that is read, in either language."""
    text = unknown_table(["a", "b"])
    for name, kind in (("calendar", "activities"), ("deals", "deals")):
        said = translator(language)(text.values[name])  # type: ignore[arg-type]
        found = match(re.findall(r"‘([^’]+)’", said))
        assert found is not None
        assert found.profile.kind == kind
        assert found.language in ("", language)


@pytest.mark.parametrize(
    "name", ["Deal Type", "dealtype", "Dealtype", "Type", "Label", "Deal - Label", "Product", "Productgroep"]
)
def test_what_is_sold_or_whether_it_is_new_business_is_no_segment(name: str) -> None:
    """Protects 'open deals per segment' from kinds of deals and products: those are no target groups."""
    segments = {
        word
        for profile in load_profiles()
        if profile.kind == "deals"
        for words in profile.columns["segment"].values()
        for word in words
    }
    assert segments
    assert fold(name) not in segments
    header = ("Record ID", "Deal Name", "Deal Stage", "Close Date", name)
    rows = (("1", "Pomp", "Won", "2026-10-01", "newbusiness"),)
    assert "segment" not in propose(header, rows, "deals")
    data = ",".join(header) + "\n" + ",".join(rows[0]) + "\n"
    _, deals, _ = read(data.encode())
    assert deals is not None
    assert deals["segment"].to_list() == [None]
