"""One instance of a series described more than once: moments are compared, never text."""

from __future__ import annotations

import icalendar
import pytest
from helpers.ics import days, left_out, read, starts

OLDER = "an older version of an event that is also in the file"
ZONE = "TZID=Europe/Amsterdam"
SERIES = f"UID:1\nDTSTART;{ZONE}:20260907T100000\nDTEND;{ZONE}:20260907T110000\nRRULE:FREQ=DAILY;COUNT=4"


def change(named: str, hour: int, sequence: int = 0, stamp: str = "20260901T080000Z", more: str = "") -> str:
    """A change of one instance: how it is named, the hour it moves to on that day, and its version."""
    return (
        f"UID:1\nRECURRENCE-ID{named}\nDTSTART;{ZONE}:20260908T{hour:02}0000\nDTEND;{ZONE}:20260908T{hour + 1:02}0000\n"
        f"SEQUENCE:{sequence}\nDTSTAMP:{stamp}{more}"
    )


FORMS = (
    f";{ZONE}:20260908T100000",
    ":20260908T080000Z",
    ":20260908T100000",
    ";VALUE=DATE:20260908",
    ";TZID=Europe/London:20260908T090000",
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("other", FORMS)
def test_an_instance_named_in_two_forms_is_one(form: str, other: str) -> None:
    """Moved twice, named in another form each time: it is at its last place, once."""
    for changes in ((change(form, 12, 1), change(other, 14, 2)), (change(other, 14, 2), change(form, 12, 1))):
        found, reading = read(SERIES, *changes)
        assert starts(found) == ["09-07 10:00", "09-08 14:00", "09-09 10:00", "09-10 10:00"]
        assert left_out(reading) == {OLDER: 1}


def test_of_two_changes_alike_in_sequence_the_newer_stamp_counts() -> None:
    """DTSTAMP decides where SEQUENCE does not, whichever stands first."""
    old = change(FORMS[0], 12, stamp="20260902T080000Z", more="\nLAST-MODIFIED:20260905T080000Z")
    new = change(FORMS[1], 14, stamp="20260903T080000Z", more="\nLAST-MODIFIED:20260904T080000Z")
    for changes in ((old, new), (new, old)):
        assert starts(read(SERIES, *changes)[0])[1] == "09-08 14:00"


def test_an_instance_called_off_under_another_name_is_called_off() -> None:
    """Moved under its name in the zone, cancelled under its name in UTC: it did not take place."""
    found, reading = read(SERIES, change(FORMS[0], 12, 1), change(FORMS[1], 12, 2, more="\nSTATUS:CANCELLED"))
    assert starts(found) == ["09-07 10:00", "09-09 10:00", "09-10 10:00"]
    assert left_out(reading) == {OLDER: 1, "cancelled": 1}


@pytest.mark.parametrize("named", FORMS)
def test_a_newer_change_of_one_instance_stands_beside_one_of_all_that_follow(named: str) -> None:
    """All from the 8th on move to two o'clock, and later that of the 8th alone to four o'clock."""
    lasting = change(f";RANGE=THISANDFUTURE{FORMS[1]}", 14, 1)
    for changes in ((lasting, change(named, 16, 2)), (change(named, 16, 2), lasting)):
        found, reading = read(SERIES, *changes)
        assert starts(found) == ["09-07 10:00", "09-08 16:00", "09-09 14:00", "09-10 14:00"]
        assert left_out(reading) == {}


def test_a_newer_change_of_all_that_follow_replaces_one_of_its_first() -> None:
    """That of the 8th moved to four o'clock, and later all from the 8th on to two o'clock."""
    found, reading = read(SERIES, change(FORMS[0], 16, 1), change(f";RANGE=THISANDFUTURE{FORMS[1]}", 14, 2))
    assert starts(found) == ["09-07 10:00", "09-08 14:00", "09-09 14:00", "09-10 14:00"]
    assert left_out(reading) == {OLDER: 1}


def test_all_that_follow_are_moved_in_whatever_form_they_are_named() -> None:
    """A change of all that follow, named by the day alone."""
    found, _ = read(SERIES, change(";RANGE=THISANDFUTURE;VALUE=DATE:20260908", 14))
    assert starts(found) == ["09-07 10:00", "09-08 14:00", "09-09 14:00", "09-10 14:00"]


@pytest.mark.parametrize("named", [";VALUE=DATE:20261104", ":20261103T230000Z", f";{ZONE}:20261104T000000"])
def test_a_day_of_a_series_of_days_is_one_in_every_form(named: str) -> None:
    """The 4th was given up under one name and moved under another before that."""
    series = "UID:1\nDTSTART;VALUE=DATE:20261102\nRRULE:FREQ=DAILY;COUNT=4"
    moved = "UID:1\nSEQUENCE:1\nRECURRENCE-ID;VALUE=DATE:20261104\nDTSTART;VALUE=DATE:20261120"
    gone = f"UID:1\nSEQUENCE:2\nRECURRENCE-ID{named}\nDTSTART;VALUE=DATE:20261104\nSTATUS:CANCELLED"
    found, reading = read(series, moved, gone)
    assert days(found) == ["11-02/11-02", "11-03/11-03", "11-05/11-05"]
    assert left_out(reading) == {OLDER: 1, "cancelled": 1}


def test_recurring_ical_events_still_forgets_a_change_of_all_that_follow() -> None:
    """recurring-ical-events 3.8.2: when this fails, `Series` in `workbook.activity.repeats` can go."""
    import recurring_ical_events

    events = (SERIES, change(f";RANGE=THISANDFUTURE{FORMS[0]}", 14, 1), change(FORMS[0], 16, 2))
    text = "\n".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT" for event in events)
    calendar = icalendar.Calendar.from_ical(f"BEGIN:VCALENDAR\n{text}\nEND:VCALENDAR\n")
    found = recurring_ical_events.of(calendar).between("20260901", "20260930")
    assert sorted(event["DTSTART"].dt.hour for event in found) == [10, 10, 10, 16]
