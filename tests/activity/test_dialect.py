"""What a text file does not say about itself: encoding, delimiter, dates, numbers, zones."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.activity import dates, numbers
from workbook.activity.dialect import decode, delimiters, glimpse, stated_delimiter
from workbook.activity.limits import UnreadableError
from workbook.activity.profiles import fold, load_profiles, match, read_profile, truth
from workbook.activity.zones import zone_named


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("Müller".encode(), "Müller", "utf-8"),
        ("Müller".encode("utf-8-sig"), "Müller", "utf-8"),
        ("Müller".encode("cp1252"), "Müller", "windows-1252"),
        ("Müller".encode("utf-16"), "Müller", "utf-16"),
        (b"\xfe\xff" + "Müller".encode("utf-16-be"), "Müller", "utf-16"),
        (b"M\x81ller", "M\x81ller", "iso-8859-1"),
    ],
)
def test_an_encoding_is_tried_in_the_order_that_can_fail(data: bytes, text: str, encoding: str) -> None:
    """UTF-8 before Windows: the other way round never fails and spoils every accent."""
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == (text, encoding)


def test_what_is_no_text_is_not_decoded() -> None:
    """An image is no table."""
    with pytest.raises(UnreadableError):
        decode(bytes(range(256)) * 20)


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";"),
        ('a,"b; c",d\n1,2,3\n', ","),
        ("a\tb\n1\t2\n", "\t"),
        ("a|b|c\n1|2|3\n", "|"),
        ("naam\nJan\nPiet\n", None),
    ],
)
def test_the_delimiter_is_the_one_that_gives_equal_rows(text: str, best: str | None) -> None:
    """Decimal commas in a semicolon file, quotes, tabs, and a file of one column."""
    found = delimiters(text)
    assert (found[0] if found else None) == best


def test_a_stated_delimiter_is_taken_off_the_text() -> None:
    """`sep=;` is a message to Excel and no header."""
    assert stated_delimiter("sep=;\r\na;b") == (";", "a;b")
    assert stated_delimiter("separator;b") == ("", "separator;b")


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("2026-03-04", date(2026, 3, 4)),
        ("20260304", date(2026, 3, 4)),
        ("4-3-2026", date(2026, 3, 4)),
        ("04/03/26", date(2026, 3, 4)),
        ("4.3.2026 14:30", date(2026, 3, 4)),
        ("4 mei 2026", date(2026, 5, 4)),
        ("4 mrt. 2026", date(2026, 3, 4)),
        ("Mar 4, 2026", date(2026, 3, 4)),
        ("ma 4-3-2024", date(2024, 3, 4)),
        ("45631", date(2024, 12, 5)),
        ("1771234567890", date(2026, 2, 16)),
        ("31-2-2026", None),
        ("morgen", None),
        ("1234", None),
        ("4-3-2026 25:00", None),
    ],
)
def test_dates_in_every_shape_an_export_has(cell: str, read: date | None) -> None:
    """Dutch, English, spreadsheet serials and milliseconds; what is no date is null."""
    assert dates.parse(pl.Series([cell]), "dmy")["date"].to_list() == [read]


def test_an_order_that_is_not_known_leaves_its_dates_unread() -> None:
    """Without an order only dates that mean the same both ways are read."""
    cells = pl.Series(["3-4-2026", "5-5-2026", "2026-01-02"])
    assert dates.parse(cells, None)["date"].to_list() == [None, date(2026, 5, 5), date(2026, 1, 2)]


@given(st.lists(st.dates(date(1970, 1, 1), date(2068, 12, 31)), min_size=1), st.sampled_from(["dmy", "mdy"]))
def test_a_column_is_never_taken_for_the_other_order(column: list[date], order: dates.Order) -> None:
    """What a column proves about itself is true: it proves the order it was written in, or none."""
    shape = "%d-%m-%Y" if order == "dmy" else "%m-%d-%Y"
    cells = pl.Series([day.strftime(shape) for day in column])
    assert dates.evidence(cells).order in (order, None)
    assert dates.parse(cells, order)["date"].to_list() == column


def test_clues_count_only_where_a_column_proves_nothing() -> None:
    """An answer first, then the column, then the other columns, then the clue; torn is asked."""
    open_column = dates.evidence(pl.Series(["3-4-2026"]))
    proven = dates.evidence(pl.Series(["4-13-2026"]))
    torn = dates.evidence(pl.Series(["13-4-2026", "4-13-2026"]))
    assert dates.decide({"a": open_column}, None, None) == ({}, ("a",))
    assert dates.decide({"a": open_column}, None, "dmy") == ({"a": "dmy"}, ())
    assert dates.decide({"a": open_column, "b": proven}, None, "dmy") == ({"a": "mdy", "b": "mdy"}, ())
    assert dates.decide({"a": torn}, None, "dmy") == ({}, ("a",))
    assert dates.decide({"a": torn}, "mdy", "dmy") == ({"a": "mdy"}, ())


@pytest.mark.parametrize(
    ("column", "sign", "values"),
    [
        (["1.234,50", "1.234"], ",", [1234.5, 1234]),
        (["1,234.50", "1,234"], ".", [1234.5, 1234]),
        (["1 234,50", "€ 2\u00a0000,-", "(1,5)"], ",", [1234.5, 2000, -1.5]),
        (["1.234.567"], ",", [1234567]),
        (["0.123"], ".", [0.123]),
        (["12", "x"], None, [12, None]),
    ],
)
def test_the_decimal_sign_is_what_the_column_proves(
    column: list[str], sign: str | None, values: list[float | None]
) -> None:
    """Dutch and English notation, currency signs, spaces, brackets for minus."""
    cells = pl.Series(column)
    shown = numbers.evidence(cells)
    assert shown.decimal == sign
    assert numbers.parse(cells, shown.decimal).to_list() == values


def test_thousands_in_groups_of_two_are_no_number() -> None:
    """A date or a version number in a column of amounts is refused, not read as an amount."""
    assert numbers.parse(pl.Series(["12.34.56", "1.23,4"]), ",").to_list() == [None, None]


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Romance Standard Time", "Europe/Paris"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Amsterdam"),
        ("(GMT+01.00) Amsterdam / Berlin / Bern / Rome / Stockholm / Vienna", "Europe/Amsterdam"),
        ("(UTC+01:00) Brussels, Copenhagen, Madrid, Paris", "Europe/Paris"),
        ("(UTC+01:00) Amsterdam, Berlijn, Bern, Rome, Stockholm, Wenen", "Europe/Amsterdam"),
        ("Canberra, Melbourne, Sydney", "Australia/Sydney"),
        ("tzone://Microsoft/Utc", "UTC"),
        ("GMT+0100", "Etc/GMT-1"),
        ("Customized Time Zone", None),
        ("tzone://Microsoft/Custom", None),
        ("(UTC+03:00) Amsterdam, Berlin", None),
        ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("../../etc/passwd", None),
        ("", None),
    ],
)
def test_zone_names_are_settled_or_left_open(name: str, zone: str | None) -> None:
    """A menu name counts only where its cities and its offset agree."""
    assert zone_named(name) == zone


def test_every_profile_is_complete_and_knows_its_own_headers() -> None:
    """A new format is a new file: it must load, and its first headers must lead back to it."""
    for profile in load_profiles():
        needed = [field for group in profile.needed for field in group]
        languages = {language for field in needed for language in profile.columns[field]}
        assert languages
        for language in sorted(languages):
            header = [names[language][0] for names in profile.columns.values() if language in names]
            found = match(header, [profile])
            assert found is not None
            assert found.profile.id == profile.id


def test_a_profile_that_needs_a_column_it_does_not_have_is_an_error() -> None:
    """A slip in a data file must fail in a test and not in front of a manager."""
    with pytest.raises(ValueError, match="needed"):
        read_profile('id="x"\nname="X"\nkind="deals"\nneeded=[["stage"]]\n[columns.owner]\nen=["Owner"]\n')
    with pytest.raises(ValueError, match="activities or deals"):
        read_profile('id="x"\nname="X"\nkind="mail"\nneeded=[]\n[columns]\n')


def test_headers_and_truth_values_are_compared_without_case_or_marks() -> None:
    """`Deal Stage`, `deal_stage` and `Deal - Stage` are one; Waar and TRUE are true."""
    assert fold("Deal - Stage") == fold("deal_stage") == "dealstage"
    assert [truth(word) for word in ("Waar", "ONWAAR", "1", "0", "Ja", "misschien")] == [
        True,
        False,
        True,
        False,
        True,
        None,
    ]


@given(
    st.text(max_size=30),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16", "latin-1"]),
    st.binary(max_size=3),
    st.integers(0, 12),
)
def test_a_glimpse_is_the_beginning_of_the_text(text: str, encoding: str, tail: bytes, most: int) -> None:
    """What a large file is in is told from all of it, also where the first odd byte is the last."""
    data = text.encode(encoding, "ignore") + tail
    try:
        whole = decode(data)
    except UnreadableError:
        return
    assert glimpse(data, most).encoding == whole.encoding
    assert glimpse(data, most).text == whole.text[:most]
