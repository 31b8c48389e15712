"""Files made to do harm: each ends in a report with a reason, in little memory and little time."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from time import process_time
from unittest.mock import patch

import pytest
from helpers.sheets import rewritten, spreadsheet

from workbook.activity import limits
from workbook.activity.read import File, Loaded, read_files
from workbook.activity.repeats import Budget
from workbook.words import translator

TODAY = date(2026, 11, 23)
MEGABYTE = 1024 * 1024


def read(data: bytes, name: str = "x") -> Loaded:
    """Read one file."""
    return read_files([File(name, data)], today=TODAY)


def test_formulas_html_and_scripts_in_cells_stay_text() -> None:
    """Nothing in a cell is evaluated, and nothing is cut out of it either."""
    titles = [
        "=HYPERLINK(0)",
        "+1+1",
        "-2",
        "@SUM(A1)",
        "<script>alert(1)</script>",
        "<img src=x onerror=y>",
        "{{7*7}}",
        "%s%n",
    ]
    rows = "".join(f'"{title}",2026-03-{n:02},9:00,10:00\n' for n, title in enumerate(titles, 1))
    loaded = read(f"Subject,Date,Start time,End time\n{rows}".encode())
    assert [one.subject for one in loaded.activities] == titles
    sheet = spreadsheet(
        [["Subject", "Date", "Minutes"], *([title, date(2026, 3, 4), 30] for title in titles)]
    )
    assert sorted(one.subject for one in read(sheet).activities) == sorted(titles)


HOSTILE = {
    "a single line of 49 MB": ("b'Subject,Start Date\\n\"' + b'x' * (49 * M)", "quotation mark|No table"),
    "a single line of 100 MB": ("b'x' * (100 * M)", "at most 50 MB"),
    "five million columns": ("b','.join(b'c%d' % i for i in range(5_000_000)) + b'\\n1,2\\n'", "No table"),
    "too many rows": ("b'Deal ID,Stage,Close date\\n' + b'1,Won,2026-03-04\\n' * 2_600_000", "more than 1,500,000 rows"),
    "too many appointments": ("b'Subject,Date,Minutes\\n' + b'a,2026-03-04,5\\n' * 1_200_000", "at most 200,000"),
    "four million empty events": ("b'BEGIN:VCALENDAR\\n' + b'BEGIN:VEVENT\\n' * 3_900_000", "at most 200,000"),
    "calendars in calendars": ("b'BEGIN:VCALENDAR\\n' * 3_000_000", "at most 200,000"),
    "alarms in alarms": ("b'BEGIN:VCALENDAR\\n' + b'BEGIN:VALARM\\n' * 3_500_000", ""),
    "each second for ever": (
        "b'BEGIN:VCALENDAR\\n' + b''.join(b'BEGIN:VEVENT\\nUID:%d\\nDTSTART:20200101T090000Z\\n"
        "RRULE:FREQ=SECONDLY\\nEND:VEVENT\\n' % i for i in range(5000))",
        "repeats more often",
    ),
    "quotation marks alone": ("b'\"' * (49 * M)", "No table|quotation"),
    "nothing but zeros": ("bytes(49 * M)", "not a text file"),
    "letters of four bytes": (
        "('Deal ID,Stage,Close date\\n' + '1,Won,\\U0001F600\\n' * 2_900_000).encode()",
        "can't be read|more than",
    ),
}  # fmt: skip
_PROGRAM = """
import json, resource, sys
from datetime import date
from unittest.mock import patch
from workbook.activity.read import File, read_files
from workbook.words import translator
import polars, icalendar
M = 1024 * 1024
resource.setrlimit(resource.RLIMIT_DATA, (4096 * M, 4096 * M))
made = eval(sys.argv[1])
reading = read_files([File("x", made)], today=date(2026, 11, 23)).readings[0]
print(json.dumps({
    "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    "said": [translator("en")(one.reason) for one in reading.refused[:3]],
    "read": reading.read,
}))
"""


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_file_ends_in_a_sentence_and_below_a_gigabyte(name: str) -> None:
    """Read in a process of its own, with its peak memory measured and its data limited by the system."""
    resource = pytest.importorskip("resource", reason="no such measure on this system")
    assert resource
    made, wanted = HOSTILE[name]
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, made], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert told["peak"] < 1024
    assert told["read"] == 0
    if wanted:
        assert any(part in said for part in wanted.split("|") for said in told["said"]), told


def test_a_cell_far_out_does_not_fill_the_memory_with_empty_ones() -> None:
    """One cell in the last column of the last row stands for seventeen thousand million empty ones."""
    base = spreadsheet([["Deal ID", "Stage", "Close date"], ["1", "Won", date(2026, 3, 4)]])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
            made.writestr(name, given.read(name).replace(b"</sheetData>", far))
    (reading,) = read(out.getvalue()).readings
    assert len(reading.refused) == 1
    assert "too large once unpacked" in translator("en")(reading.refused[0].reason)


def test_a_binary_workbook_is_refused_in_words_of_its_own() -> None:
    """Excel's .xlsb says what it is and what to do, instead of being called damaged."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("xl/workbook.bin", b"\x83\x01\x00")
    (reading,) = read_files([File("deals.xlsb", out.getvalue())], today=TODAY).readings
    assert "binary Excel file" in reading.refused[0].reason.id


def test_a_workbook_its_reader_stumbles_over_is_refused() -> None:
    """What the reader raises for some damage is no Exception, and would end the page's kernel."""

    class PanicException(BaseException):
        pass

    with patch("fastexcel.read_excel", side_effect=PanicException("range end index out of range")):
        (reading,) = read_files([File("deals.xlsx", packed_sheet("xl/worksheets/s.xml", _BARE, ""))], today=TODAY).readings
    assert "can’t be opened" in reading.refused[0].reason.id


def test_an_old_workbook_is_refused_in_words_of_its_own() -> None:
    """Excel's .xls is not opened: a cell far out in it would end the page's kernel, and nothing tells before."""
    with patch("fastexcel.read_excel", side_effect=AssertionError):
        (reading,) = read_files([File("deals.xls", b"\xd0\xcf\x11\xe0" + bytes(600))], today=TODAY).readings
    assert "before 2007" in reading.refused[0].reason.id


_BARE = "<row><c><v>1</v></c></row>"
_FAR = f'{_BARE}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
_MANY = f'{_BARE}<row r="1048576">{{}}</row>'
_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
ABORTING = {
    "a sheet in another folder": ("xl/sheets/s.xml", _FAR, ""),
    "a sheet outside the folder of the workbook": ("other/s.xml", _FAR, ""),
    "cells that say nothing of their column": (
        "xl/worksheets/s.xml",
        _MANY.format("<c><v>1</v></c>" * 16_384),
        "",
    ),
    "cells that seem to say so": (
        "xl/worksheets/s.xml",
        _MANY.format("<c a=' r=\"A1\"'><v>1</v></c><!--<row r='1'>-->" * 16_384),
        "",
    ),
    "texts that are not there": ("xl/worksheets/s.xml", _BARE, 'uniqueCount="4294967295"'),
    "texts that are not there, said in a long tag": (
        "xl/worksheets/s.xml",
        _BARE,
        "uniqueCount" + " " * 2 * MEGABYTE + '="4294967295"',
    ),
    "a column of five letters": ("xl/worksheets/s.xml", _FAR.replace("XFD1048576", "ZZZZZ2"), ""),
    "a column of two million letters": (
        "xl/worksheets/s.xml",
        _FAR.replace("XFD1048576", "A" * 2 * MEGABYTE + "2"),
        "",
    ),
    "a row of ten digits": ("xl/worksheets/s.xml", f'{_BARE}<row><c r="A4000000000"><v>1</v></c></row>', ""),
    "a row behind two million noughts": (
        "xl/worksheets/s.xml",
        f'{_BARE}<row><c r="A{"0" * 2 * MEGABYTE}4000000000"><v>1</v></c></row>',
        "",
    ),
}


def packed_sheet(place: str, rows: str, texts: str) -> bytes:
    """A workbook of one sheet at this place, written by hand; `texts` is said of its shared texts."""
    office = "http://schemas.openxmlformats.org"
    main, links = f"{office}/spreadsheetml/2006/main", f"{office}/officeDocument/2006/relationships"
    packages = f"{office}/package/2006"
    types = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    link = f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r1" Type="{links}/{{}}" Target="{{}}"/></Relationships>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", f'<Types xmlns="{packages}/content-types">{types}</Types>')
        made.writestr("_rels/.rels", link.format("officeDocument", "xl/workbook.xml"))
        made.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        made.writestr("xl/_rels/workbook.xml.rels", link.format("worksheet", f"/{place}"))
        made.writestr(place, _SHEET.format(rows))
        made.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}" {texts}><si><t>x</t></si></sst>')
    return out.getvalue()


@pytest.mark.parametrize("name", sorted(ABORTING))
def test_a_small_workbook_does_not_end_the_process(name: str, tmp_path: Path) -> None:
    """Where a reader asks for hundreds of gigabytes the process is aborted, with no error to catch; so it
    runs in one of its own, and what it may ask for is limited by the system."""
    pytest.importorskip("resource", reason="no such measure on this system")
    file = tmp_path / "x.xlsx"
    file.write_bytes(packed_sheet(*ABORTING[name]))
    assert file.stat().st_size < 64 * 1024
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, f"open({str(file)!r}, 'rb').read()"],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[:500]
    (said,) = json.loads(done.stdout)["said"]
    assert "too large once unpacked" in said or "can’t be opened" in said


def test_more_formats_than_any_workbook_has_are_not_taken_apart() -> None:
    """Each of them costs time, and a small file can have a million."""
    formats = "".join(f'<numFmt numFmtId="{n}" formatCode="{n}"/>' for n in range(200, 2_000))
    data = rewritten(
        spreadsheet([["Subject", "Date", "Minutes"], ["Plan", date(2026, 9, 1), 30]]),
        "xl/styles.xml",
        lambda text: text.replace("<cellXfs", f"<numFmts>{formats}</numFmts><cellXfs"),
    )
    (reading,) = read(data).readings
    assert "can’t be opened" in reading.refused[0].reason.id


def test_sheets_of_one_part_are_counted_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part of many megabytes of nothing, named by sheet after sheet, is not read for each of them."""
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 100_000)
    names = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r1"/>' for n in range(2, 50))
    data = spreadsheet([["Subject", "Date", "Minutes"], ["Plan", date(2026, 9, 1), 30]])
    data = rewritten(data, "xl/workbook.xml", lambda text: text.replace("</sheets>", f"{names}</sheets>"))
    part = "xl/worksheets/sheet1.xml"
    nothing = f"<!--{'a' * 40_000}-->"
    data = rewritten(data, part, lambda text: text.replace("<sheetData>", f"{nothing}<sheetData>"))
    loaded = read(data)
    assert len(loaded.readings) == 2
    assert "too much at once" in " ".join(note.id for note in loaded.readings[0].notes)


def test_cells_without_a_place_are_read_where_they_stand() -> None:
    """Some programs leave out where a cell is: that is no attack."""
    words = ("Subject", "Date", "Minutes"), ("Plan", "2026-09-01", "30")
    rows = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{one}</t></is></c>' for one in row) + "</row>"
        for row in words
    )
    (activity,) = read(packed_sheet("xl/worksheets/s.xml", rows, "")).activities
    assert activity.subject == "Plan"


def calendar(*lines: str, times: int = 1) -> bytes:
    """A calendar with so many events of an hour, each with these lines in it."""
    events = (
        f"BEGIN:VEVENT\nUID:{n}\nDTSTART:20260901T090000Z\nDTEND:20260901T100000Z\n"
        + "".join(f"{line}\n" for line in lines)
        + "END:VEVENT\n"
        for n in range(times)
    )
    return f"BEGIN:VCALENDAR\n{''.join(events)}END:VCALENDAR\n".encode()


def test_parts_that_are_never_ended_are_not_counted_again_with_each_line() -> None:
    """Twenty thousand of them, and as many ends of others, cost as much as lines that say nothing."""
    deep = b"BEGIN:X\n" * 20_000 + b"END:Y\n" * 20_000
    began = process_time()
    (reading,) = read(calendar().replace(b"END:VCALENDAR", deep + b"END:VCALENDAR")).readings
    assert process_time() - began < 4
    assert reading.read == 1


def test_a_yearly_rule_that_never_comes_is_not_followed_to_the_end_of_time() -> None:
    """A day that no year has: it is looked for until the period is over, not until the year 9999."""
    budget = Budget()
    with patch("workbook.activity.repeats.Budget", return_value=budget):
        loaded = read(calendar("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;BYSETPOS=366", times=50))
    assert loaded.readings[0].read == 50
    assert limits.FILE_STEPS - budget._left <= 50 * 3


def test_a_rule_whose_steps_take_long_is_given_up() -> None:
    """Steps are timed as well as counted: one may be to each hour of each day of a year."""
    seconds = iter(range(1_000_000))
    with patch("workbook.activity.repeats.Budget", lambda: Budget(clock=lambda: float(next(seconds)))):
        loaded = read(calendar("RRULE:FREQ=DAILY", times=3))
    assert not loaded.activities
    assert ["repeats more often" in one.reason.id for one in loaded.readings[0].refused] == [True] * 3


@pytest.mark.parametrize(
    "line",
    [
        "RRULE:FREQ=DAILY;BYYEARDAY=" + ",".join(str(day) for day in range(1, 366)),
        "RRULE:FREQ=DAILY\n" + "EXDATE:20260901T090000Z\n" * 7_000,
        "RRULE:FREQ=DAILY\nRDATE:" + "\nRDATE:".join([",".join(["20260901T090000Z"] * 1_000)] * 7),
    ],
)
def test_long_rules_and_lists_of_dates_are_refused_unread(line: str) -> None:
    """Reading them would cost more than following a rule."""
    with patch("icalendar.Event.from_ical") as parse:
        (reading,) = read(calendar(line)).readings
    parse.assert_not_called()
    assert reading.read == 0
    assert len(reading.refused) == 1
