"""A fault in a reader reaches no user, and doesn't stay unseen: the log tells its kind and place."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from types import ModuleType

import pytest

from workbook.activity import deals, event_people, events, repeats, sheet_size
from workbook.activity.read import File, Loaded, read_rows

TODAY = date(2026, 11, 23)
CUSTOMER = "Zuivelhuis Kraaijenbrink"
CALENDAR = f"""BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1
DTSTART:20261102T090000Z
DTEND:20261102T100000Z
RRULE:FREQ=WEEKLY;COUNT=2
SUMMARY:{CUSTOMER}
ATTENDEE;CN={CUSTOMER}:mailto:inkoop@kraaijenbrink.example
END:VEVENT
END:VCALENDAR
"""
DEALS = f"Deal ID,Owner,Stage,Close date,Amount\nD1,{CUSTOMER},Won,2026-10-30,1200\n"


def read(name: str, data: bytes) -> Loaded:
    """Read one file, whoever the manager is."""
    return read_rows([File(name, data)], today=TODAY)


def looks_up_what_is_not_there(*_arguments: object, **_named: object) -> object:
    """A faulty function: it forgets that a title need not be among the words it knows."""
    return {"offerte": 1}[CUSTOMER]


def divides_by_nothing(*_arguments: object, **_named: object) -> object:
    """A faulty function of another kind."""
    return len(CUSTOMER) / 0


@pytest.mark.parametrize("faulty", [looks_up_what_is_not_there, divides_by_nothing])
def test_a_fault_in_the_reader_of_deals_is_logged_by_kind_and_place(
    faulty: Callable[..., object], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The file is refused with a sentence, and the log says what went wrong where, but nothing of the file."""
    monkeypatch.setattr(deals, "_amounts", faulty)
    loaded = read(f"{CUSTOMER}.csv", DEALS.encode())
    assert loaded.deals is None
    assert len(loaded.readings[0].refused) == 1
    (record,) = caplog.records
    kind = {looks_up_what_is_not_there: "KeyError", divides_by_nothing: "ZeroDivisionError"}[faulty]
    assert re.fullmatch(
        rf"a reader failed: {kind} at [\w.]*test_caught:\d+ from workbook\.activity\.deals:\d+",
        record.getMessage(),
    )
    assert record.levelname == "ERROR"
    assert record.exc_info is None  # its last line would be the message, which holds what is in the file
    assert CUSTOMER not in caplog.text
    caplog.clear()


@pytest.mark.parametrize(("module", "name"), [(event_people, "people"), (events, "text_of"), (events, "times")])
def test_a_fault_in_the_reader_of_events_is_no_broken_event(
    module: ModuleType, name: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What is caught because an event may be broken is logged where our own code raised it."""
    faulty = ours(looks_up_what_is_not_there)
    monkeypatch.setattr(module, name, faulty)
    loaded = read("agenda.ics", CALENDAR.encode())
    assert loaded.activities == ()
    assert loaded.readings[0].refused
    assert {record.getMessage() for record in caplog.records} == {
        f"a reader failed: KeyError at workbook.activity.planted:{faulty.__code__.co_firstlineno + 2}"
    }
    caplog.clear()


def test_a_fault_in_following_a_series_is_no_broken_rule(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Libraries raise anything for a rule they can't follow; our own part of it may not hide among those."""
    monkeypatch.setattr(repeats, "_check_size", ours(looks_up_what_is_not_there))
    read("agenda.ics", CALENDAR.encode())
    assert [record.name for record in caplog.records] == ["workbook.activity"]
    caplog.clear()


def test_a_fault_in_measuring_a_workbook_is_no_damaged_file(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A damaged workbook and a fault of ours give the same sentence, but only one of them is logged."""
    from helpers.sheets import spreadsheet

    data = spreadsheet([line.split(",") for line in DEALS.splitlines()])
    read("deals.xlsx", data[: len(data) // 2])
    assert caplog.records == []
    monkeypatch.setattr(sheet_size, "_size", ours(looks_up_what_is_not_there))
    read("deals.xlsx", data)
    assert [record.name for record in caplog.records] == ["workbook.activity"]
    caplog.clear()


@pytest.mark.parametrize(
    "line",
    [
        "DTSTART:gisteren",
        "DTSTART:20261102T090000Z\nRRULE:FREQ=WEEKLY;BYDAY=XX",
        "DTSTART:20261102T090000Z\nRRULE:FREQ=WEEKLY;BYSETPOS=0",
        "DTSTART:20261102T090000Z\nDURATION:PT99999999999999H",
        "DTSTART:00010101T000000Z\nDTEND:99991231T235959Z",
    ],
)
def test_a_broken_event_is_no_fault(line: str, caplog: pytest.LogCaptureFixture) -> None:
    """A file that is wrong is told to the user; the log has nothing to say of it."""
    read("agenda.ics", f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n{line}\nEND:VEVENT\nEND:VCALENDAR\n".encode())
    assert caplog.records == []


def test_no_test_passes_over_a_fault_that_a_reader_caught(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest
) -> None:
    """What every test does last fails where a reader's fault stands in the log."""
    guard = request._fixturemanager.getfixturedefs("no_swallowed_exception", request.node)[-1].func
    checked = guard(caplog)
    next(checked)
    monkeypatch.setattr(deals, "_amounts", looks_up_what_is_not_there)
    read("deals.csv", DEALS.encode())
    with pytest.raises(AssertionError, match="a reader failed: KeyError"):
        next(checked)
    caplog.clear()


def ours(function: Callable[..., object]) -> Callable[..., object]:
    """The same function as if it stood in a module of the product."""
    return type(function)(
        function.__code__,  # type: ignore[attr-defined]
        {**function.__globals__, "__name__": "workbook.activity.planted"},  # type: ignore[attr-defined]
    )
