"""Any number of files of any kind: each gets a reading, and nothing in them raises."""

from __future__ import annotations

from datetime import date

import pytest
from helpers.search import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.activity import limits
from workbook.activity.read import File, Loaded, read_files
from workbook.activity.records import Activity, Decisions
from workbook.activity.span import Span, own_span

TODAY = date(2026, 11, 23)
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
ICS = (
    b"BEGIN:VCALENDAR\r\nX-WR-CALNAME:Werk\r\nX-WR-TIMEZONE:Europe/Amsterdam\r\nBEGIN:VTIMEZONE\r\n"
    b"TZID:Eigen\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
    b"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    b"BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Eigen:20260304T100000\r\nDTEND;TZID=Eigen:20260304T110000\r\n"
    b"SUMMARY:Overleg Noord\r\nATTENDEE;CN=A;PARTSTAT=ACCEPTED:mailto:a@elders.nl\r\n"
    b"RRULE:FREQ=WEEKLY;COUNT=4\r\nEXDATE;TZID=Eigen:20260311T100000\r\nEND:VEVENT\r\n"
    b"BEGIN:VEVENT\r\nUID:1\r\nRECURRENCE-ID;TZID=Eigen:20260318T100000\r\n"
    b"DTSTART;TZID=Eigen:20260318T140000\r\nDURATION:PT1H\r\nCLASS:PRIVATE\r\nEND:VEVENT\r\n"
    b"BEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:20260401\r\nSUMMARY:Beurs\r\nCATEGORIES:Klant,Beurs\r\n"
    b"END:VEVENT\r\nEND:VCALENDAR\r\n"
)
CSV = (
    'Onderwerp;Begindatum;Begintijd;Einddatum;Eindtijd;"Evenement, duurt hele dag";Privé\r\n'
    "Overleg Noord;4-3-2026;10:00:00;4-3-2026;11:00:00;Onwaar;Onwaar\r\n"
    "Bezoek;14-3-2026;9:00:00;14-3-2026;10:00:00;Onwaar;Onwaar\r\n"
).encode()
DEALS = b'Deal ID,Stage,Close date,Amount\n1,Won,2026-03-04,5\n2,Lost,2026-03-05,"1,234.50"\n'


def load(*files: tuple[str, bytes], window: Span | None = YEAR) -> Loaded:
    """Read files over 2026."""
    return read_files([File(name, data) for name, data in files], window=window, today=TODAY)


def test_each_file_gets_its_own_reading_in_order() -> None:
    """One load may mix a calendar, a table, deals and rubbish; later files leave earlier ones alone."""
    loaded = load(("a.ics", ICS), ("b.csv", CSV), ("c.csv", DEALS), ("d.bin", b"\x00\x01"))
    assert [reading.file for reading in loaded.readings] == ["a.ics", "b.csv", "c.csv", "d.bin"]
    assert [reading.read for reading in loaded.readings] == [4, 1, 2, 0]
    assert len(loaded.activities) == 5
    assert loaded.deals is not None
    assert loaded.deals.height == 2
    assert list(loaded.activities) == sorted(loaded.activities, key=lambda one: one.start)


def test_an_event_in_two_files_counts_once_and_the_second_says_so() -> None:
    """The same UID and start, or the same times and title: the hours may not double."""
    same = load(("a.ics", ICS), ("copy.ics", ICS))
    assert len(same.activities) == 4
    assert [(reason.id, times) for reason, times in same.readings[1].left_out][-1] == (
        "also in a file loaded before",
        4,
    )
    across = load(("a.ics", ICS), ("b.csv", CSV))
    assert [one.source for one in across.activities if one.subject == "Overleg Noord"] == ["a.ics"] * 2
    assert across.readings[1].read == 1


def test_deals_in_two_files_count_once() -> None:
    """A newer export holds the older deals too."""
    loaded = load(("a.csv", DEALS), ("b.csv", DEALS + b"3,Won,2026-03-06,7\n"))
    assert loaded.deals is not None
    assert loaded.deals["deal"].to_list() == ["1", "2", "3"]
    assert [reading.read for reading in loaded.readings] == [2, 1]


def test_deals_of_two_programs_with_one_number_are_two() -> None:
    """Protects deals from being taken for copies because two programs both number theirs from one."""
    first = b"Deal ID,Status,Created,Amount\n1,Won,2026-03-05,5\n2,Won,2026-03-05,6\n"
    other = b"Deal ID,Status,Created,Amount\n1,Lost,2026-04-07,8\n2,Won,2026-03-05,6\n3,Won,,7\n"
    loaded = load(("a.csv", first), ("b.csv", other))
    assert loaded.deals is not None
    assert sorted(loaded.deals["value"].to_list()) == [5, 6, 7, 8]
    assert [reading.read for reading in loaded.readings] == [2, 2]


def test_a_kind_is_told_by_contents_and_not_by_name() -> None:
    """A calendar called .txt is a calendar."""
    assert len(load(("export.txt", ICS)).activities) == 4


@pytest.mark.parametrize(
    "data", [b"", b" \r\n ", b"BEGIN:VCALENDAR", b"\xff\xfe", b"\xef\xbb\xbf", b"\x00" * 5000]
)
def test_files_of_nothing_have_a_reading(data: bytes) -> None:
    """Empty and cut-off files say what they are."""
    loaded = load(("leeg", data))
    assert loaded.activities == ()
    assert loaded.readings[0].read == 0


def test_a_file_too_large_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """50 MB is the most; the sentence says how large the file is."""
    monkeypatch.setattr(limits, "BYTES", 100)
    (refusal,) = load(("groot.ics", ICS)).readings[0].refused
    assert "MB" in refusal.reason.id


@given(st.binary(max_size=400))
@settings(max_examples=examples(150))
def test_arbitrary_bytes_never_raise(data: bytes) -> None:
    """Whatever is dropped on the page, there is a reading."""
    for start in (b"", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n", b"Subject,Start Date,End Date\n", b"PK\x03\x04"):
        loaded = load(("x", start + data), window=None)
        assert len(loaded.readings) == 1


@given(
    st.sampled_from([ICS, CSV, DEALS]),
    st.lists(
        st.tuples(
            st.integers(0, 2000), st.sampled_from(["cut", "drop", "double", "put"]), st.binary(max_size=6)
        ),
        min_size=1,
        max_size=6,
    ),
)
@settings(max_examples=examples(200))
def test_damaged_files_never_raise_and_every_activity_is_sound(
    data: bytes, wounds: list[tuple[int, str, bytes]]
) -> None:
    """Bytes lost, doubled or changed: what is read still ends after it starts, and ids differ."""
    for place, wound, extra in wounds:
        at = place % (len(data) + 1)
        if wound == "cut":
            data = data[:at] if at > 20 else data
        elif wound == "drop":
            data = data[:at] + data[at + 1 + len(extra) :]
        elif wound == "double":
            data = data[:at] + data[at : at + 60] * 2 + data[at + 60 :]
        else:
            data = data[:at] + extra + data[at + len(extra) :]
    loaded = load(("gewond", data), window=None)
    (reading,) = loaded.readings
    assert reading.read == len(loaded.activities) + (loaded.deals.height if loaded.deals is not None else 0)
    assert all(_sound(one) for one in loaded.activities)
    assert len({one.id for one in loaded.activities}) == len(loaded.activities)
    assert "not clear why" not in "".join(refusal.reason.id for refusal in reading.refused)


def _sound(one: Activity) -> bool:
    return one.start <= one.end and one.start.tzinfo is not None and (not one.private or not one.subject)


def test_answers_belong_to_one_file() -> None:
    """What is decided for one export says nothing about the next."""
    text = b"Deal ID,Stage,Close date,Amount\n1,Won,3/4/2026,5\n"
    decisions = Decisions().with_answer("a.csv", "date_order", "mdy")
    loaded = read_files([File("a.csv", text), File("b.csv", text)], decisions=decisions, today=TODAY)
    assert [len(reading.undecided) for reading in loaded.readings] == [0, 1]


def test_the_own_span_of_a_file_ends_where_the_file_does() -> None:
    """400 days up to the last day, not beyond today, unless there is only a future."""
    assert own_span([date(2020, 1, 1), date(2020, 6, 1)], TODAY).last == date(2020, 6, 1)
    assert own_span([date(2026, 1, 1), date(2030, 1, 1)], TODAY).last == TODAY
    assert own_span([date(2027, 1, 1)], TODAY) == Span(date(2027, 1, 1), date(2027, 1, 1))
    assert own_span([], TODAY).last == TODAY
