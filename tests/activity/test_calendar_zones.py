"""Zones by their names and by their definitions: what a file says goes before what a name looks like."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from helpers.ics import read, starts

from workbook.activity.zones import zone_named


def definition(name: str, winter: str, summer: str = "") -> str:
    """A VTIMEZONE with one offset, or with a summer time by the rules of Europe."""
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}", "BEGIN:STANDARD", "DTSTART:19701025T030000"]
    lines += [f"TZOFFSETFROM:{summer or winter}", f"TZOFFSETTO:{winter}"]
    if summer:
        lines += ["RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "END:STANDARD", "BEGIN:DAYLIGHT"]
        lines += ["DTSTART:19700329T020000", f"TZOFFSETFROM:{winter}", f"TZOFFSETTO:{summer}"]
        lines += ["RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "END:DAYLIGHT"]
    else:
        lines += ["END:STANDARD"]
    return "\n".join([*lines, "END:VTIMEZONE", ""])


@pytest.mark.parametrize(
    "name", ["GMT+0100", "UTC+01:00", "CET", "EST", "Etc/GMT-1", "Central European Time"]
)
def test_a_definition_with_summer_time_goes_before_a_name_that_looks_known(name: str) -> None:
    """Ten o'clock in July by a zone defined with summer time is ten o'clock in Amsterdam."""
    head = definition(name, "+0100", "+0200")
    event = f"UID:1\nDTSTART;TZID={name}:20260{{}}08T100000"
    found, _ = read(event.format(2), event.format(7).replace("UID:1", "UID:2"), head=head)
    assert starts(found) == ["02-08 10:00", "07-08 10:00"]


def test_a_definition_goes_before_a_sign_that_is_turned_round() -> None:
    """Some programs write Etc/GMT+2 for two hours ahead of Greenwich, and define it so."""
    found, _ = read("UID:1\nDTSTART;TZID=Etc/GMT+2:20260708T100000", head=definition("Etc/GMT+2", "+0200"))
    assert starts(found) == ["07-08 10:00"]


@pytest.mark.parametrize(
    "name",
    [
        "Europe/Amsterdam",
        "W. Europe Standard Time",
        "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna",
    ],
)
def test_a_name_that_can_mean_nothing_else_goes_before_a_definition(name: str) -> None:
    """Programs cut a definition down to what they need; a city or a name of Windows keeps its summer time."""
    quoted = f'"{name}"' if "," in name else name
    found, _ = read(f"UID:1\nDTSTART;TZID={quoted}:20260708T100000", head=definition(name, "+0100"))
    assert starts(found) == ["07-08 10:00"]


def test_a_name_that_looks_known_is_used_where_the_file_does_not_define_it() -> None:
    """Without a definition, GMT+0100 is an hour ahead of Greenwich the whole year."""
    assert starts(read("UID:1\nDTSTART;TZID=GMT+0100:20260708T100000")[0]) == ["07-08 11:00"]


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("(GMT-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("Eastern Time (US & Canada)", "America/New_York"),
        ("(UTC-08:00) Pacific Time (US & Canada); Tijuana", "America/Los_Angeles"),
        ("(UTC-07:00) Arizona", "America/Phoenix"),
        ("(UTC-03:00) Brasilia", "America/Sao_Paulo"),
        ("(UTC+02:00) Harare, Pretoria", "Africa/Johannesburg"),
        ("(UTC+04:00) Abu Dhabi, Muscat", "Asia/Dubai"),
        (r"(UTC+05:30) Chennai\, Kolkata\, Mumbai\, New Delhi", "Asia/Kolkata"),
        ("(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi", "Asia/Shanghai"),
        ("(UTC+09:00) Osaka, Sapporo, Tokyo", "Asia/Tokyo"),
        ("(UTC+10:00) Canberra, Melbourne, Sydney", "Australia/Sydney"),
        ("(UTC+12:00) Auckland, Wellington", "Pacific/Auckland"),
        ("(GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London", "Europe/London"),
        ("(UTC) Coordinated Universal Time", "UTC"),
    ],
)
def test_names_of_the_menu_of_windows_are_known(name: str, zone: str) -> None:
    """Outlook writes a zone as its menu shows it; outside Europe too."""
    assert zone_named(name) == zone


def test_a_name_of_the_menu_with_another_offset_is_not_guessed() -> None:
    """A name and an offset that contradict each other are asked about."""
    assert zone_named("(UTC+09:00) Eastern Time (US & Canada)") is None


def test_an_appointment_in_a_zone_of_the_menu_is_at_its_hour() -> None:
    """Three in the afternoon in New York is nine in the evening in Amsterdam."""
    (one,), reading = read('UID:1\nDTSTART;TZID="(UTC-05:00) Eastern Time (US & Canada)":20260708T150000')
    assert one.start.astimezone(ZoneInfo("America/New_York")).hour == 15
    assert reading.undecided == ()


def test_a_name_with_a_colon_without_quotes_is_read_to_the_last_one() -> None:
    """An instance is named by the day alone, and the period reaches to the last appointment."""
    zone = "TZID=(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"
    series = f"UID:1\nDTSTART;{zone}:20260707T100000\nDTEND:20260707T110000\nRRULE:FREQ=DAILY;COUNT=3"
    change = f"UID:1\nRECURRENCE-ID;VALUE=DATE:20260708\nDTSTART;{zone}:20260710T140000"
    found, _ = read(series, change, window=None)
    assert starts(found) == ["07-07 10:00", "07-09 10:00", "07-10 14:00"]
