"""Packed files: what is in them is read one by one, and what was made to do harm is refused in a sentence."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from helpers.sheets import spreadsheet

from workbook.activity import limits
from workbook.activity.read import File, Loaded, read_files
from workbook.words import translator

TODAY = date(2026, 11, 23)


def calendar(title: str, day: str = "20260304") -> bytes:
    """A calendar with one appointment, as Google writes it."""
    return (
        f"BEGIN:VCALENDAR\r\nX-WR-CALNAME:{title}\r\nX-WR-TIMEZONE:Europe/Amsterdam\r\nBEGIN:VEVENT\r\n"
        f"UID:{title}\r\nDTSTART:{day}T090000Z\r\nDTEND:{day}T100000Z\r\nSUMMARY:{title}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def read(data: bytes, name: str = "takeout.zip") -> Loaded:
    """Read one file."""
    return read_files([File(name, data)], today=TODAY)


def reasons(loaded: Loaded) -> list[str]:
    """Why files were refused, in English."""
    return [translator("en")(one.reason) for reading in loaded.readings for one in reading.refused]


def test_each_calendar_in_a_takeout_is_a_calendar_of_its_own() -> None:
    """Work and private are told apart by name, a table in it is read, and the rest is counted."""
    loaded = read(
        packed(
            {
                "Takeout/Calendar/Werk.ics": calendar("Werk"),
                "Takeout/Calendar/Privé.ics": calendar("Privé afspraken", "20260305"),
                "Takeout/archive_browser.html": b"<html></html>",
                "deals.csv": b"Deal ID,Stage,Close date,Amount\n1,Won,2026-03-04,5\n",
            }
        )
    )
    assert [(one.subject, one.calendar, one.source) for one in loaded.activities] == [
        ("Werk", "Werk", "takeout.zip/Werk.ics"),
        ("Privé afspraken", "Privé afspraken", "takeout.zip/Privé.ics"),
    ]
    assert loaded.deals is not None
    assert loaded.deals.height == 1
    assert [(one.file, one.read) for one in loaded.readings] == [
        ("takeout.zip/Werk.ics", 1),
        ("takeout.zip/Privé.ics", 1),
        ("takeout.zip/deals.csv", 1),
        ("takeout.zip", 0),
    ]
    assert [times for _, times in loaded.readings[3].left_out] == [1]


def test_tables_about_something_else_are_counted_and_not_asked_about() -> None:
    """A CRM's whole export has a table for everything; only what is known gets a report."""
    members = {f"Tabel{n}.csv": b"Id,Name\n1,x\n2,y\n" for n in range(5)}
    members["Opportunity.csv"] = b"Id,Name,StageName,CloseDate,IsWon,IsClosed\n1,Pomp,Klaar,2026-03-04,1,1\n"
    loaded = read(packed(members))
    assert [one.file for one in loaded.readings] == ["takeout.zip/Opportunity.csv", "takeout.zip"]
    assert [times for _, times in loaded.readings[1].left_out] == [5]


def test_a_spreadsheet_is_a_spreadsheet_though_it_is_a_zip() -> None:
    """.xlsx is packed too, and is read as the table it is, on its own and inside another."""
    sheet = spreadsheet([["Deal ID", "Stage", "Close date"], ["1", "Won", date(2026, 3, 4)]])
    assert read(sheet, "deals.xlsx").readings[0].read == 1
    assert read(packed({"deals.xlsx": sheet})).readings[0].read == 1


def test_a_zip_inside_a_zip_is_refused_and_the_rest_read() -> None:
    """By its name or by what it holds, however it is called."""
    inner = packed({"a.ics": calendar("In")})
    loaded = read(packed({"a.zip": inner, "b.ics": inner, "c.ics": calendar("Uit")}))
    assert [one.subject for one in loaded.activities] == ["Uit"]
    assert len(reasons(loaded)) == 2
    assert all("inside a packed file" in reason for reason in reasons(loaded))


@pytest.mark.parametrize(
    "path", ["../../etc/passwd.ics", "/etc/a.ics", "C:/a.ics", "..\\a.ics", "a/../../b.ics"]
)
def test_a_path_that_leads_out_refuses_the_whole_file(path: str) -> None:
    """Nothing is written to disk, but no export looks like that."""
    loaded = read(packed({path: calendar("x"), "b.ics": calendar("y")}))
    assert loaded.activities == ()
    assert ["outside itself" in reason for reason in reasons(loaded)] == [True]


def test_a_bomb_is_refused_by_its_ratio() -> None:
    """40 MB of nothing in 40 KB: no calendar shrinks so far."""
    loaded = read(packed({"a.ics": bytes(40 * 1024**2)}))
    assert ["larger than any export" in reason for reason in reasons(loaded)] == [True]


def test_a_bomb_that_lies_about_its_size_is_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """The size in the directory says little; what comes out is counted."""
    monkeypatch.setattr(limits, "BYTES", 60_000)
    honest = packed({"a.ics": calendar("x") * 2_000})
    size = len(calendar("x") * 2_000).to_bytes(4, "little")
    assert honest.count(size) == 2
    lying = honest.replace(size, (100).to_bytes(4, "little"))
    for data in (honest, lying):
        loaded = read(data)
        assert loaded.activities == ()
        assert len(reasons(loaded)) == 1


def test_members_that_lie_over_each_other_are_refused() -> None:
    """The bomb that needs no ratio: a thousand names for the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.ics", calendar("x") * 50)
        entry = archive.infolist()[0]
        for n in range(30):
            twin = zipfile.ZipInfo(f"{n}.ics")
            for field in ("header_offset", "CRC", "compress_size", "file_size", "compress_type"):
                setattr(twin, field, getattr(entry, field))
            archive.filelist.append(twin)
            archive.NameToInfo[twin.filename] = twin
    loaded = read(out.getvalue())
    assert loaded.activities == ()
    assert ["larger than any export" in reason for reason in reasons(loaded)] == [True]


def test_too_many_files_a_locked_one_and_a_broken_one_each_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three more ways to be no export, three sentences."""
    whole = packed({"a.ics": calendar("x"), "b.ics": calendar("y")})
    locked = bytearray(whole)
    at = whole.index(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert ["password" in reason for reason in reasons(read(bytes(locked)))] == [True]
    broken = bytearray(whole)
    broken[40] ^= 0xFF
    loaded = read(bytes(broken))
    assert [one.subject for one in loaded.activities] == ["y"]
    assert len(reasons(loaded)) == 1
    assert reasons(read(whole[:-30]))
    monkeypatch.setattr(limits, "MEMBERS_READ", 1)
    assert ["at most 1" in reason for reason in reasons(read(whole))] == [True]
    monkeypatch.setattr(limits, "MEMBERS", 1)
    assert ["far more" in reason for reason in reasons(read(whole))] == [True]


def test_a_zip_with_nothing_to_read_says_so() -> None:
    """An album of photos is no calendar."""
    assert ["no calendar and no table" in reason for reason in reasons(read(packed({"a.jpg": b"x"})))] == [
        True
    ]
    assert reasons(read(packed({})))
