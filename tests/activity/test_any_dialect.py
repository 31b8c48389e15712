"""A table of deals in any dialect reads back equal, or asks; and after the answer it is equal."""

from __future__ import annotations

import csv
import io
from datetime import date

from helpers.search import examples, same_bytes_in_utf8
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from workbook.activity.missing import words_for
from workbook.activity.records import Decisions
from workbook.activity.tables import read_table

TODAY = date(2026, 11, 23)

names = st.text(
    st.characters(codec="cp1252", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), min_size=1, max_size=12
).filter(lambda name: name not in words_for("deal"))
days = st.dates(date(1990, 1, 1), date(2049, 12, 31))
cents = st.integers(0, 999_999_999)
SHAPES = {
    "dmy": ("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%y"),
    "mdy": ("%m/%d/%Y", "%m-%d-%y"),
    "ymd": ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d"),
}


def amount(value: int, mark: str, grouped: bool) -> str:
    """Cents as an amount, with a decimal mark, and thousands apart by the other one if asked."""
    whole, rest = divmod(value, 100)
    group = "." if mark == "," else ","
    return f"{whole:,}".replace(",", group if grouped else "") + (f"{mark}{rest:02}" if rest else "")


@given(
    rows=st.lists(st.tuples(names, days, cents), min_size=1, max_size=8),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    order=st.sampled_from(sorted(SHAPES)),
    shape=st.integers(0, 2),
    mark=st.sampled_from([",", "."]),
    grouped=st.booleans(),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]),
    ending=st.sampled_from(["\r\n", "\n", "\r"]),
    header=st.sampled_from(["Deal ID,Owner,Stage,Close date,Amount", "Dealnummer,Eigenaar,Fase,Sluitdatum,Bedrag"]),
)  # fmt: skip
@settings(max_examples=examples(150))
def test_deals_in_any_dialect_read_back_equal_or_ask(
    rows: list[tuple[str, date, int]],
    encoding: str,
    delimiter: str,
    order: str,
    shape: int,
    mark: str,
    grouped: bool,
    quoting: int,
    ending: str,
    header: str,
) -> None:
    """Encoding, delimiter, decimal mark, order of dates, quoting and line ends, each with each other."""
    written = SHAPES[order][shape % len(SHAPES[order])]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=ending)  # type: ignore[arg-type]
    writer.writerow(header.split(","))
    for number, (owner, day, value) in enumerate(rows):
        writer.writerow([f"D{number}", owner, "Won", day.strftime(written), amount(value, mark, grouped)])
    data = out.getvalue().encode(encoding)
    assume(not same_bytes_in_utf8(out.getvalue(), encoding))
    told = {"date_order": order, "decimal": mark}
    decisions = Decisions()
    for _ in range(3):
        _, frame, reading = read_table("x", data, decisions=decisions, today=TODAY)
        asked = [question for question in reading.undecided if question.key in told]
        if not asked:
            break
        assert (frame is None) == any(not question.assumed for question in reading.undecided)
        for question in asked:
            assert told[question.key] in question.options
            decisions = decisions.with_answer("x", question.key, told[question.key])
    assert reading.refused == ()
    assert frame is not None
    assert frame["closed"].to_list() == [day for _, day, _ in rows]
    assert frame["value"].to_list() == [value / 100 for _, _, value in rows]
    assert frame["owner"].to_list() == [owner.strip() for owner, _, _ in rows]
