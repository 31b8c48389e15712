"""Meetings that two files tell of: found by a rule that can be told, counted once, and undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.activity.matching import Matched, Separated, match_sources
from workbook.activity.people import People, with_own
from workbook.activity.read import File, read_files
from workbook.activity.records import Activity, Attendee, Held
from workbook.activity.resorting import Resorter
from workbook.activity.sorting import Correction, load_rules, sort_activities

TODAY = date(2026, 11, 23)

ME = Attendee("robin@firma.example", "Robin Alvast")
JAN = Attendee("jan@veldhof.example", "Jan Kruik")
PEOPLE = with_own(People(), [ME.address])
NINE = datetime(2026, 3, 3, 9, tzinfo=UTC)


def entry(
    subject: str,
    *people: Attendee,
    source: str = "agenda.ics",
    at: float = 0,
    minutes: float = 60,
    held: Held = "yes",
    **more: object,
) -> Activity:
    """An entry that starts `at` minutes after nine."""
    start = NINE + timedelta(minutes=at)
    return Activity(
        id=f"{source}/{subject}/{at}",
        source=source,
        row=1,
        start=start,
        end=start + timedelta(minutes=minutes),
        subject=subject,
        held=held,
        attendees=(ME, *people) if people else None,
        **more,  # type: ignore[arg-type]
    )


def crm(subject: str, *people: Attendee, **more: object) -> Activity:
    """An entry of the CRM."""
    return entry(subject, *people, **{"source": "crm.csv", "held": "unknown", **more})  # type: ignore[arg-type]


def match(*entries: Activity) -> Matched:
    return match_sources(entries, PEOPLE)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (entry("Bezoek Veldhof"), crm("bezoek veldhof 3-3"), "The same title, at the same time."),
        (entry("Bezoek Veldhof"), crm("Veldhof: kwartaalgesprek", at=15), "At the same time, and both titles say ‘{word}’."),
        (entry("Koffie", JAN), crm("Bezoek", replace(JAN, address="")), "At the same time, with {name} on both lists."),
        (entry("Bezoek Veldhof"), crm("Veldhof bellen", minutes=0, at=10), "At the same time, and both titles say ‘{word}’."),
    ],
)  # fmt: skip
def test_one_meeting_in_two_files_counts_once(one: Activity, other: Activity, reason: str) -> None:
    """Title, person or customer's name at the same time: one meeting, with the reason."""
    found = match(one, other)
    assert len(found.activities) == 1
    assert [pair.reason.id for pair in found.pairs] == [reason]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (entry("Bezoek Veldhof"), crm("Bezoek Veldhof", at=45)),
        (entry("Bezoek Veldhof"), crm("Bezoek Kruitmolen")),
        (entry("Overleg klant"), crm("Overleg nieuwe klant")),
        (entry("Teamoverleg"), crm("Koffie", at=5)),
        (entry("Bezoek Veldhof"), entry("Bezoek Veldhof 2", at=10)),
        (entry("Bezoek Veldhof", all_day=True), crm("Bezoek Veldhof")),
        (entry("", private=True), crm("Bezoek Veldhof")),
        (entry("Bezoek Veldhof"), crm("Bezoek Veldhof", kind="task")),
        (entry("Koffie", ME), crm("Bezoek", ME)),
    ],
    ids=["another time", "another customer", "generic words", "nothing alike", "one file", "whole day", "private", "task", "only me"],
)  # fmt: skip
def test_what_only_looks_alike_stays_apart(one: Activity, other: Activity) -> None:
    """Two appointments at one time, or one title at two times, stay two."""
    found = match(one, other)
    assert len(found.activities) == 2
    assert not found.pairs


@pytest.mark.parametrize(
    ("calendar", "outcome", "held"),
    [
        ("unknown", "yes", "yes"),
        ("yes", "no", "no"),
        ("yes", "unknown", "yes"),
        ("unknown", "unknown", "unknown"),
    ],
)
def test_facts_of_both_are_kept(calendar: Held, outcome: Held, held: Held) -> None:
    """Who was there comes from the calendar, whether it took place from the CRM."""
    (one,) = match(
        entry("Bezoek Veldhof", JAN, held=calendar), crm("Bezoek Veldhof", held=outcome)
    ).activities
    assert one.held == held
    assert one.attendees == (ME, JAN)
    assert one.source == "agenda.ics"


def test_the_best_match_wins() -> None:
    """Of two that could be it, the one with the same title is; the other stays a meeting of its own."""
    found = match(
        entry("Veldhof lunchen", at=0, minutes=60),
        entry("Bezoek Veldhof", at=10, minutes=60),
        crm("Bezoek Veldhof", at=0),
    )
    assert [one.subject for one in found.activities] == ["Veldhof lunchen", "Bezoek Veldhof"]


def test_a_word_by_hand_keeps_two_apart() -> None:
    """Once said, the two stay two, and are still shown so that it can be taken back."""
    one, other = entry("Bezoek Veldhof"), crm("Bezoek Veldhof")
    found = match_sources([one, other], PEOPLE, [Separated(other.id, one.id)])
    assert len(found.activities) == 2
    assert [pair.apart for pair in found.kept_apart] == [Separated(one.id, other.id)]


def test_three_files_tell_of_one_meeting() -> None:
    """Calendar, second calendar and CRM give one meeting and two matches."""
    found = match(entry("Bezoek Veldhof"), entry("Bezoek Veldhof", source="b.ics"), crm("Veldhof", held="no"))
    assert [one.held for one in found.activities] == ["no"]
    assert len(found.pairs) == 2


SUBJECTS = ["Bezoek Veldhof", "Veldhof bellen", "Kruitmolen", "Overleg", ""]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "c"]), st.sampled_from(SUBJECTS), st.integers(0, 20), st.integers(0, 6)
        ),
        max_size=15,
    )
)
def test_no_entry_is_lost_or_counted_twice(drawn: list[tuple[str, str, int, int]]) -> None:
    """Each match makes one meeting less, and no entry is in two of the same file's matches."""
    entries = [
        replace(entry(subject, source=source, at=at * 15, minutes=length * 15), id=str(n))
        for n, (source, subject, at, length) in enumerate(drawn)
    ]
    found = match(*entries)
    assert len(found.activities) + len(found.pairs) == len(entries)
    assert {one.id for one in found.activities} <= {one.id for one in entries}
    others = [pair.other.id for pair in found.pairs]
    assert len(others) == len(set(others))
    assert all(pair.one.source != pair.other.source for pair in found.pairs)


def test_an_entry_that_tells_more_is_no_mere_copy() -> None:
    """The CRM's row with the calendar's very title and times is kept until both are put together."""
    agenda = (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260303T090000Z\r\n"
        b"DTEND:20260303T100000Z\r\nSUMMARY:Bezoek Veldhof\r\nSTATUS:TENTATIVE\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    again = agenda.replace(b"UID:1", b"UID:2")
    sure = agenda.replace(b"UID:1", b"UID:3").replace(b"STATUS:TENTATIVE", b"STATUS:CONFIRMED")
    loaded = read_files([File("a.ics", agenda), File("b.ics", again), File("c.ics", sure)], today=TODAY)
    assert [one.source for one in loaded.activities] == ["a.ics", "c.ics"]
    assert [one.held for one in match_sources(loaded.activities, PEOPLE).activities] == ["yes"]


def test_an_entry_that_tells_less_is_a_mere_copy() -> None:
    """A calendar's own table, without its people, adds nothing: counted once, and its reading says so."""
    agenda = (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260303T090000Z\r\n"
        b"DTEND:20260303T100000Z\r\nSUMMARY:Bezoek Veldhof\r\n"
        b"ATTENDEE:mailto:jan@veldhof.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    bare = agenda.replace(b"UID:1", b"UID:2").replace(b"ATTENDEE:mailto:jan@veldhof.example\r\n", b"")
    loaded = read_files([File("a.ics", agenda), File("b.ics", bare)], today=TODAY)
    assert [reading.read for reading in loaded.readings] == [1, 0]
    other = read_files([File("b.ics", bare), File("a.ics", agenda)], today=TODAY)
    assert [reading.read for reading in other.readings] == [1, 1]
    assert len(match_sources(other.activities, PEOPLE).activities) == 1


@pytest.mark.parametrize("about", ["calendar", "crm"])
@pytest.mark.parametrize("several", [False, True])
def test_a_word_about_one_entry_holds_for_the_whole(about: str, several: bool) -> None:
    """What was said of an appointment before the other file was loaded is not lost when the two are one,
    whichever of them has the longer list of people and so gives the whole its id."""
    calendar = entry("Gesprek Veldhof", JAN)
    other = crm("Veldhof", *((JAN, Attendee("mei@firma.example", "Mei")) if several else ()))
    (whole,) = match(calendar, other).activities
    assert set(whole.ids) == {calendar.id, other.id}
    said = Correction("plan", "yes", activity=(calendar if about == "calendar" else other).id)
    rules = load_rules().corrected(said)
    for verdicts in (
        sort_activities([whole], PEOPLE, rules),
        Resorter().sort((whole,), PEOPLE, rules),
    ):
        assert (verdicts[whole.id]["plan"].state, verdicts[whole.id]["plan"].by_hand) == ("yes", True)
