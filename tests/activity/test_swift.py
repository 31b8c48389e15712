"""Plain tables read at once: the same cells as record by record, or not at all."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from unittest.mock import patch

import polars as pl
import pytest
from helpers.search import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.activity import dates, delimited, limits, swift
from workbook.activity.findings import Findings
from workbook.activity.grid import Grid
from workbook.activity.limits import UnreadableError
from workbook.activity.read import File, read_files
from workbook.activity.stored import OnDisk
from workbook.activity.whole_lines import prove
from workbook.words import say

HEADER = ["Deal ID", "Owner", "Status", "Created", "Closed", "Amount"]
CELLS = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\n\x00\x1e", exclude_categories=["Cc"]), max_size=6
)
QUOTED = st.one_of(
    st.text(st.sampled_from('aé€ ",;\n\r'), max_size=6),
    st.sampled_from(
        ["4-3-2026", "14-03-2026 09:30", "2026-03-04T10:00", "14-3-2026 25:00", "1,50", "Won", ""]
    ),
)


TEXT = {pl.Categorical: pl.String}


def read(data: bytes, at_once: bool) -> tuple[Grid, list[int], object] | str:
    """Read a table by one route; the words of the refusal where it is refused."""
    findings = Findings("t.csv", say("Table"))
    route = swift.plain_cells if at_once else lambda *_: None
    with patch.object(delimited, "plain_cells", route), patch.object(swift, "FEWEST_BYTES", 0):
        try:
            grid = delimited.read_delimited(data, findings)
        except UnreadableError as problem:
            return str(problem)
    reading = findings.reading(0, None, None)
    return grid, [one.row for one in reading.refused], reading.left_out


@given(
    rows=st.lists(st.lists(CELLS, min_size=5, max_size=7), min_size=1, max_size=8),
    even=st.booleans(),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    last=st.booleans(),
)
def test_both_routes_give_the_same_table(
    rows: list[list[str]], even: bool, delimiter: str, end: str, last: bool
) -> None:
    """Whatever stands in the cells, at once or record by record: same cells, same rows refused."""
    if even:
        rows = [([*row, ""])[:6] for row in rows]
    text = end.join(delimiter.join(row) for row in [HEADER, *rows]) + (end if last else "")
    data = text.encode()
    one, other = read(data, at_once=True), read(data, at_once=False)
    if isinstance(one, str) or isinstance(other, str):
        assert one == other
        return
    assert one[0].cells.cast(TEXT).equals(other[0].cells.cast(TEXT))
    assert (one[0].delimiter, one[1:]) == (other[0].delimiter, other[1:])


@settings(max_examples=examples(200))
@given(
    rows=st.lists(st.lists(QUOTED, min_size=7, max_size=7), min_size=1, max_size=12),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    delimiter=st.sampled_from([",", ";", "\t"]),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"]),
    stated=st.booleans(),
    spoilt=st.one_of(
        st.none(), st.tuples(st.integers(0, 2_000), st.sampled_from([b'"', b";", b",", b"\n", b"\r"]))
    ),
    piece=st.integers(1, 200),
)
def test_both_routes_give_the_same_quoted_table(
    rows: list[list[str]],
    quoting: int,
    delimiter: str,
    end: str,
    encoding: str,
    stated: bool,
    spoilt: tuple[int, bytes] | None,
    piece: int,
) -> None:
    """Quoted cells with delimiters, line ends and quotation marks in them, cut anywhere, one sign spoilt or
    none: the same cells, the same rows refused, the same words where all of it is refused."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    writer.writerows([[*HEADER, "Deal name"], *rows])
    data = (f"sep={delimiter}{end}" * stated + out.getvalue()).encode(encoding, "replace")
    if spoilt is not None:
        at = min(spoilt[0], len(data))
        data = data[:at] + spoilt[1] + data[at:]
    with patch.object(swift, "_PIECE", piece):
        one, other = read(data, at_once=True), read(data, at_once=False)
    if isinstance(one, str) or isinstance(other, str):
        assert one == other
        return
    (fast, *told), (slow, *told_slowly) = one, other
    assert told == told_slowly
    assert (fast.delimiter, fast.encoding) == (slow.delimiter, slow.encoding)
    # A deal with a number needs no name, so that the fast route may leave it out.
    fields = [name for name in slow.cells.columns if name != "title"]
    left, right = fast.cells.cast(TEXT), slow.cells.cast(TEXT)
    days = [name for name in ("created", "closed") if name in fields]
    assert left.select(fields).drop(days).equals(right.select(fields).drop(days))
    if {"deal", "title"} <= set(slow.cells.columns):
        left_out = left["deal"].is_null()
        assert left.filter(left_out)["title"].equals(right.filter(left_out)["title"])
    for name in days:
        assert dates.parse(left[name], "dmy")["date"].equals(dates.parse(right[name], "dmy")["date"])


@given(text=st.text(st.sampled_from('ab",;\n\r é'), max_size=300), cells=st.integers(2, 4))
def test_what_is_proven_is_what_a_reader_reads(text: str, cells: int) -> None:
    """Lines that are proven are as many as a reader of records finds, ragged where it finds them so."""
    data = text.encode() + b"\n"
    lines = prove(data, ord(","), cells)
    if lines is not None:
        records = list(csv.reader(io.StringIO(data.decode(), newline="")))
        assert lines.number == len(records)
        assert lines.ragged == any(len(record) != cells for record in records)


def test_only_the_pieces_with_an_odd_row_are_read_row_by_row(tmp_path: Path) -> None:
    """One row too short in a large quoted table from disk: it is refused by its number, and all else read."""
    path = tmp_path / "deals.csv"
    lines = ['"Deal ID";"Owner";"Stage";"Close date";"Amount"']
    lines += [
        f'"{number}";"Noor; A";"Won";"04-03-2026 09:{number % 60:02}";"1,50"' for number in range(30_000)
    ]
    lines[20_000] = '"19999";"Noor; A"'
    path.write_text("\r\n".join(lines), "cp1252", newline="")
    with patch.object(swift, "_PIECE", 1 << 18), patch.object(delimited, "_cells", None):
        loaded = read_files([File("deals.csv", OnDisk(path))], today=date(2026, 11, 23))
    (reading,) = loaded.readings
    assert (reading.read, [one.row for one in reading.refused]) == (29_999, [20_001])
    assert loaded.deals is not None
    assert set(loaded.deals["closed"]) == {date(2026, 3, 4)}
    assert set(loaded.deals["value"]) == {1.5}


def test_a_table_on_disk_may_be_larger_than_one_in_memory(tmp_path: Path) -> None:
    """Where it is plain it is read, where it is not it is refused by its size."""
    path = tmp_path / "deals.csv"
    body = "".join(f"{number},Noor,Won,2026-03-04\n" for number in range(20_000))
    for spoilt, read_rows in (("", 20_000), ('x"y,Noor,Won,2026-03-04\n', 0)):
        path.write_text("Deal ID,Owner,Stage,Close date\n" + body + spoilt, "utf-8")
        with patch.object(limits, "BYTES", 300_000):
            (reading,) = read_files([File("deals.csv", OnDisk(path))], today=date(2026, 11, 23)).readings
            (in_memory,) = read_files([File("deals.csv", path.read_bytes())], today=date(2026, 11, 23)).readings
        assert reading.read == read_rows
        assert [one.reason.id[:12] for one in reading.refused] == (["This file is"] if spoilt else [])
        assert in_memory.refused[0].reason.id.startswith("This file is")


@pytest.mark.parametrize(
    "rows",
    [
        '1,a "b" c,Won,,,9',
        '1,"a" b,Won,,,9',
        '1,"a,Won,,,9',
        "1,a,Won,,,9\r2,b,Won,,,9",
    ],
    ids=["quotes inside", "something behind a quote", "never closed", "lone carriage return"],
)
def test_what_can_be_read_two_ways_is_left_to_the_careful_route(rows: str) -> None:
    """A piece that can be read two ways is not read at once."""
    assert prove((rows + "\n").encode(), ord(","), 6) is None
