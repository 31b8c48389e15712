"""Appointments that calendar programs leave behind under a title that says they were cancelled."""

from __future__ import annotations

import pytest
from helpers.ics import TODAY, YEAR, left_out, read

from workbook.activity.event_titles import was_cancelled
from workbook.activity.read import File, Loaded, read_files
from workbook.activity.records import Decisions

MEETING = "DTSTART:20260304T100000Z\nDTEND:20260304T110000Z"
BY_TITLE = "cancelled, by their title"


@pytest.mark.parametrize(
    "title",
    [
        "Canceled: Klantbezoek",
        "Cancelled: Klantbezoek",
        "CANCELED: Klantbezoek",
        "Canceled event: Klantbezoek",
        "Geannuleerd: Klantbezoek",
        "Geannuleerd : Klantbezoek",
        "GEANNULEERD - Klantbezoek",
        "[Geannuleerd] Klantbezoek",
        "(Geannuleerd) Klantbezoek",
        "Afgezegd: Klantbezoek",
        "Afgelast: Klantbezoek",
        "[Canceled] Klantbezoek",
        "[ Canceled ] Klantbezoek",
        "[CANCELED]",
        "CANCELED - Klantbezoek",
        "Cancelled – Klantbezoek",
        "Cancelled — Klantbezoek",
        "Canceled- Klantbezoek",
        "Abgesagt: Klantbezoek",
        "ABGESAGT - Klantbezoek",
        "Annulé : Klantbezoek",
        "Annulé\u00a0: Klantbezoek",
        "Annule\u0301 : Klantbezoek",
        "Annulée : Klantbezoek",
        "Événement annulé : Klantbezoek",
        "  canceled:Klantbezoek",
    ],
)
def test_a_title_marked_as_cancelled_is_one(title: str) -> None:
    """In four languages, with a colon, brackets or a dash."""
    assert was_cancelled(title)


@pytest.mark.parametrize(
    "title",
    [
        "Cancelled orders review",
        "Cancelled orders: review",
        "Canceled subscriptions - monthly report",
        "Geannuleerde orders doornemen",
        "Geannuleerde orders: stand van zaken",
        "Geannuleerd",
        "Cancelled-order process",
        "Afgezegd door klant bespreken",
        "Annulés et reportés : bilan",
        "Review: cancelled",
        "Overleg [geannuleerd]",
        "[Klant] Canceled: nee",
        "",
        "[",
        ":",
        "(" * 5000 + "cancelled",
    ],
)
def test_an_ordinary_title_with_such_a_word_is_none(title: str) -> None:
    """A meeting about cancelled orders took place."""
    assert not was_cancelled(title)


def test_a_cancelled_title_is_left_out_and_told() -> None:
    """Nothing but the title tells; the report says how many and shows some of them."""
    found, reading = read(f"UID:1\n{MEETING}\nSUMMARY:Canceled: Bezoek", f"UID:2\n{MEETING}\nSUMMARY:Overleg")
    assert [one.subject for one in found] == ["Overleg"]
    assert left_out(reading) == {BY_TITLE: 1}
    (question,) = reading.undecided
    assert (question.key, question.assumed, question.examples) == (
        "cancelled",
        "leave_out",
        ("Canceled: Bezoek",),
    )


def test_cancelled_titles_count_where_the_manager_says_so_and_can_be_left_out_again() -> None:
    """What a title says is not sure, so it can be taken back, and that too."""
    event = f"UID:1\n{MEETING}\nSUMMARY:Canceled: Bezoek"
    counted = Decisions().with_answer("agenda.ics", "cancelled", "count")
    found, reading = read(event, decisions=counted)
    assert [one.subject for one in found] == ["Canceled: Bezoek"]
    assert (left_out(reading), reading.undecided[0].assumed) == ({}, "count")
    again = counted.with_answer("agenda.ics", "cancelled", "leave_out")
    assert read(event, decisions=again)[0] == []


def test_a_status_of_cancelled_is_no_question() -> None:
    """What the program itself says is sure."""
    counted = Decisions().with_answer("agenda.ics", "cancelled", "count")
    found, reading = read(f"UID:1\n{MEETING}\nSTATUS:CANCELLED\nSUMMARY:Canceled: Bezoek", decisions=counted)
    assert (found, left_out(reading), reading.undecided) == ([], {"cancelled": 1}, ())


def test_a_private_title_is_not_shown_in_the_question() -> None:
    """It is left out as the others and stays nobody's business."""
    _, reading = read(f"UID:1\n{MEETING}\nCLASS:PRIVATE\nSUMMARY:Geannuleerd: Huisarts")
    assert left_out(reading) == {BY_TITLE: 1}
    assert reading.undecided[0].examples == ()


TABLE = "Onderwerp;Begindatum;Begintijd;Einddatum;Eindtijd\n"
ROWS = "[Geannuleerd] Bezoek;4-3-2026;10:00;4-3-2026;11:00\nOverleg;25-3-2026;10:00;25-3-2026;11:00\n"


def table(decisions: Decisions | None = None) -> Loaded:
    """Outlook's table with a cancelled appointment and another."""
    file = File("agenda.csv", (TABLE + ROWS).encode())
    return read_files([file], window=YEAR, decisions=decisions, today=TODAY)


def test_cancelled_titles_of_a_table_are_told_and_can_count_too() -> None:
    """The same in a table."""
    loaded = table()
    assert [one.subject for one in loaded.activities] == ["Overleg"]
    (reading,) = loaded.readings
    assert left_out(reading) == {BY_TITLE: 1}
    assert [(one.key, one.where) for one in reading.undecided] == [("cancelled", "Onderwerp")]
    counted = table(Decisions().with_answer("agenda.csv", "cancelled", "count"))
    assert [one.subject for one in counted.activities] == ["[Geannuleerd] Bezoek", "Overleg"]
