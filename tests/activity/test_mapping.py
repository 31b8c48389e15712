"""Tables nobody knows: what is proposed for their columns, what is remembered, and the profile that comes of it."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from helpers.search import examples
from helpers.sheets import spreadsheet
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.activity.mapping import FIELDS, NAMES, Kind, as_profile, doubled, lacking, look, mapping
from workbook.activity.profiles import match, read_profile
from workbook.activity.read import File, Loaded, read_files
from workbook.activity.recognise import fingerprint
from workbook.activity.records import Decisions

TODAY = date(2026, 11, 23)

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real" / "crm"
DEALS = (
    "Projektname;Zuständig;Ergebnis;Angelegt am;Entschieden am;Betrag netto\n"
    "Pomp;An;Won;2-1-2026;13-3-2026;1.500,50\nKlep;Bo;Lost;3-1-2026;14-3-2026;10,00\n"
)
VISITS = (
    "Wat;Wanneer begonnen;Hoe laat;Klaar om;Wie erbij\n"
    "Bezoek;13-3-2026;10:00;11:30;piet@bouw.example\nOverleg;14-3-2026;9:00;9:45;an@firm.example\n"
)


def read(data: bytes, decisions: Decisions) -> Loaded:
    """Read one file with what was decided."""
    return read_files([File("x.csv", data)], decisions=decisions, today=TODAY)


def said(data: bytes, kind: Kind, **columns: str) -> Decisions:
    """Decisions in which the columns are named by their headers."""
    seen = look(data)
    chosen = {field: seen.header.index(name) for field, name in columns.items()}
    assert not lacking(kind, chosen)
    return Decisions().with_mapping(mapping(seen.header, kind, chosen))


def test_an_unknown_table_waits_for_somebody_who_knows_its_columns() -> None:
    """It is refused for now and marked as one to ask about."""
    (reading,) = read(DEALS.encode(), Decisions()).readings
    assert reading.mappable
    assert reading.read == 0


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_columns_are_proposed_by_their_names_and_by_their_cells(kind: str) -> None:
    """Words in the header first, then what only one field looks like: a clock, a status, a day."""
    data = DEALS.encode() if kind == "csv" else spreadsheet([line.split(";") for line in DEALS.splitlines()])
    seen = look(data)
    assert seen.kind == "deals"
    assert {
        seen.header[place] for field, place in seen.proposals["deals"].items() if field in ("status", "stage")
    } == {"Ergebnis"}
    visits = look(VISITS.encode())
    assert visits.kind == "activities"
    proposed = {field: visits.header[place] for field, place in visits.proposals["activities"].items()}
    assert proposed["start_time"] == "Hoe laat"
    assert proposed["end_time"] == "Klaar om"
    assert proposed["start_date"] == "Wanneer begonnen"


def test_named_columns_are_read_and_remembered_for_the_same_header() -> None:
    """Next month's export has the same header in another file, and nobody is asked again."""
    decisions = said(
        VISITS.encode(), "activities", subject="Wat", start_date="Wanneer begonnen", start_time="Hoe laat",
        end_time="Klaar om", attendees="Wie erbij",
    )  # fmt: skip
    loaded = read(VISITS.replace("13-3", "15-4").encode(), decisions)
    assert [(one.subject, one.minutes) for one in loaded.activities] == [("Overleg", 45), ("Bezoek", 90)]
    assert loaded.activities[1].attendees is not None
    assert loaded.activities[1].attendees[0].address == "piet@bouw.example"
    other = read(VISITS.replace("Klaar om", "Einde").encode(), decisions)
    assert other.activities == ()


def test_a_later_answer_takes_the_place_of_an_earlier_one() -> None:
    """A mistake is mended by saying it once more."""
    first = said(DEALS.encode(), "deals", title="Projektname", stage="Zuständig", closed="Entschieden am")
    right = said(
        DEALS.encode(), "deals", title="Projektname", owner="Zuständig", status="Ergebnis",
        created="Angelegt am", closed="Entschieden am", value="Betrag netto",
    )  # fmt: skip
    decisions = first.with_mapping(right.mappings[0])
    assert len(decisions.mappings) == 1
    deals = read(DEALS.encode(), decisions).deals
    assert deals is not None
    assert deals["status"].to_list() == ["won", "lost"]
    assert deals["value"].to_list() == [1500.5, 10]


def test_what_is_kept_of_a_header_tells_none_of_its_names() -> None:
    """Somebody's column may be called after a customer."""
    decisions = said(DEALS.encode(), "deals", title="Projektname", status="Ergebnis", closed="Entschieden am")
    assert "Projekt" not in repr(decisions)
    assert fingerprint(["Deal Stage"]) == fingerprint(["deal_stage"]) != fingerprint(["Stage"])


def test_a_saved_profile_reads_the_same_table_the_same_way() -> None:
    """What one manager worked out can be loaded by the next, or dropped among the profiles."""
    decisions = said(DEALS.encode(), "deals", title="Projektname", status="Ergebnis", closed="Entschieden am")
    text = as_profile(look(DEALS.encode()).header, decisions.mappings[0], "Mijn CRM.csv")
    by_profile = read(DEALS.encode(), Decisions(profiles=(text,)))
    by_mapping = read(DEALS.encode(), decisions)
    assert by_profile.deals is not None
    assert by_mapping.deals is not None
    assert by_profile.deals.equals(by_mapping.deals)
    with_file = read_files([File("crm.toml", text.encode()), File("x.csv", DEALS.encode())], today=TODAY)
    assert with_file.deals is not None
    assert with_file.deals.equals(by_mapping.deals)
    assert with_file.readings[0].refused == ()


def test_a_file_that_is_no_profile_is_refused_with_a_reason() -> None:
    """A .toml of something else teaches nothing and stops nothing."""
    loaded = read_files([File("x.toml", b"[project]\nname='x'\n"), File("x.csv", DEALS.encode())], today=TODAY)
    assert [reading.refused != () for reading in loaded.readings] == [True, True]


def test_what_is_needed_and_what_is_chosen_twice_is_told() -> None:
    """One column can't be two fields, and without a day nothing can be read."""
    assert lacking("activities", {"subject": 0}) == (("start", "start_date"),)
    assert doubled({"subject": 0, "start": 0, "end": 1}) == ("subject", "start")
    assert set(NAMES) == {field for fields in FIELDS.values() for field in fields}


@given(
    header=st.lists(st.text(max_size=20), min_size=3, max_size=6, unique_by=lambda name: fingerprint([name])),
    data=st.data(),
)
@settings(max_examples=examples(60))
def test_any_header_can_be_saved_as_a_profile(header: list[str], data: st.DataObject) -> None:
    """Quotes, backslashes and control characters in a column's name break no profile file."""
    places = data.draw(st.permutations(range(len(header))))
    chosen = dict(zip(("subject", "start", "end"), places, strict=False))
    profile = read_profile(as_profile(header, mapping(header, "activities", chosen), "x"))
    if all(header[place].strip() for place in chosen.values()):
        found = match(header, [profile])
        assert found is not None
        assert found.fields == chosen


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=8), min_size=1, max_size=6),
        max_size=8,
    )
)
@settings(max_examples=examples(60))
def test_a_proposal_never_names_a_column_twice_or_one_that_is_not_there(rows: list[list[str]]) -> None:
    """Whatever stands in a table, a proposal can be shown."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    seen = look(out.getvalue().encode() or b"x")
    for proposal in seen.proposals.values():
        assert len(set(proposal.values())) == len(proposal)
        assert all(0 <= place < len(seen.header) for place in proposal.values())


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")
def test_a_real_table_without_deals_is_not_taken_for_one() -> None:
    """Names of sellers and offices: something is proposed, but not enough to read."""
    seen = look((REAL / "maven-sales_teams.csv").read_bytes())
    assert seen.header == ("sales_agent", "manager", "regional_office")
    assert all(lacking(kind, proposal) for kind, proposal in seen.proposals.items())
