"""`workbook read` and `workbook evidence` as a script runs them: real processes, exit codes, checked JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from helpers import half_year

from workbook.demo import Demo

COMMAND = (sys.executable, "-P", "-c", "from workbook.cli import main; main()")
DEALS = "Deal ID,Owner,Status,Created,Closed,Amount\n1,Mei,Won,3/4/2026,5/6/2026,500\n"


def run(*words: object, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Run the command; nothing may come out as a traceback."""
    done = subprocess.run([*COMMAND, *map(str, words)], capture_output=True, text=True, timeout=60)
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode == code, done.stdout + done.stderr
    return done


def checked(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """What was printed, checked against the schema that is documented."""
    schema = json.loads(resources.files("workbook.script").joinpath("schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    told: dict[str, Any] = json.loads(done.stdout)
    jsonschema.Draft202012Validator(schema).validate(told)
    return told


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Demo, list[Path], Path]:
    """The demo manager's files on disk, and who is who as a table."""
    folder = tmp_path_factory.mktemp("demo")
    made = Demo(today=date(2026, 11, 23))
    for file in made.files:
        (folder / file.name).write_bytes(file.data)
    people = folder / "people.csv"
    rows = [f"{key},{role},{made.people.name(key)}" for key, role in made.people.roles.items()]
    rows += [f"@{domain},{role}" for domain, role in made.people.domains.items()]
    people.write_text("\n".join(["address,role,name", *rows]), encoding="utf-8")
    return made, [folder / file.name for file in made.files], people


def test_read_says_how_each_file_was_read(demo: tuple[Demo, list[Path], Path]) -> None:
    """Format, encoding, delimiter, order of dates, zone and rows, for each file in its order."""
    _, files, _ = demo
    told = checked(run("read", *files, "--json"))
    assert [one["file"] for one in told["files"]] == [file.name for file in files]
    agenda, deals = told["files"]
    assert agenda["zone"] == "Europe/Amsterdam"
    assert agenda["read"] > 500
    assert (deals["delimiter"], deals["date_order"], deals["decimal"]) == (";", "dmy", ",")
    plain = run("read", *files, "--language", "nl").stdout
    assert "tijdzone Europe/Amsterdam" in plain


def test_evidence_gives_every_measure_with_its_parts(demo: tuple[Demo, list[Path], Path]) -> None:
    """The same measures as the pages show, each with numerator, denominator, interval and coverage."""
    made, files, people = demo
    words = [*files, "--me", made.me, "--people", people]
    words += ["--from", made.period.first, "--to", made.period.last]
    told = checked(run("evidence", *words, "--json"))
    assert told["period"] == {"first": str(made.period.first), "last": str(made.period.last)}
    measures = {one["id"]: one for one in told["measures"]}
    assert {"plan.cadence", "plan.won", "marketing.sourced", "field.customer_hours"} <= set(measures)
    assert all(one["standing"] != "absent" for one in measures.values())
    assert measures["plan.cadence"]["interval"]["method"] == "wilson"
    assert "**" not in json.dumps(told)
    assert "In cijfers" in run("evidence", *words, "--language", "nl").stdout


def test_private_appointments_are_left_out_where_they_are_no_work(
    demo: tuple[Demo, list[Path], Path],
) -> None:
    """Unknown without a word, and out of everything with one, with their number."""
    made, files, people = demo
    words = [*files, "--me", made.me, "--people", people, "--json"]
    words += ["--from", made.period.first, "--to", made.period.last]

    def hours(*more: str) -> dict[str, Any]:
        measures = checked(run("evidence", *words, *more))["measures"]
        return next(one for one in measures if one["id"] == "field.customer_hours")

    asked, out = hours(), hours("--without-private")
    number = asked["coverage"]["private"]
    assert number > 0
    assert (out["coverage"]["private"], out["coverage"]["private_out"]) == (0, number)
    assert out["coverage"]["unsorted"] == asked["coverage"]["unsorted"] - number
    assert out["numerator"] == asked["numerator"]
    assert asked["denominator"] > out["denominator"]


def test_places_and_sources_can_be_said(tmp_path: Path) -> None:
    """Protects scripts from figures that stay unknown: whose a place is and what a source is can be said, as on
    the start page."""
    calendar, deals, people = tmp_path / "agenda.ics", tmp_path / "deals.csv", tmp_path / "people.csv"
    calendar.write_bytes(half_year.calendar())
    closed = "".join(f"{n},Anouk Vandaar,Won,3-9-2026,{n + 12}-10-2026,500,Zomeractie\n" for n in range(1, 9))
    deals.write_text("Deal ID,Owner,Status,Created,Closed,Amount,Lead source\n" + closed)
    people.write_text(
        "".join(f"{one}@waterrad.example,team,{name}\n" for one, name in half_year.TEAM.items())
        + f"{half_year.CUSTOMER},customer\n"
    )
    words = [calendar, deals, "--me", half_year.ME, "--people", people, "--date-order", "dmy", "--json"]
    words += ["--from", "2026-08-24", "--to", "2026-11-22"]

    def figures(*more: str) -> tuple[int, int]:
        found = {one["id"]: one for one in checked(run("evidence", *words, *more))["measures"]}
        return found["field.ride_alongs"]["numerator"], found["marketing.sourced"]["numerator"]

    truth = half_year.Truth()
    assert figures() == (truth.visits, 0)
    said = ("--place", f"{half_year.OFFICE}=visit", "--source", "Zomeractie=marketing")
    assert figures(*said) == (truth.visits + truth.office, 8)


def test_what_a_file_does_not_tell_is_asked_and_can_be_answered(tmp_path: Path) -> None:
    """Dates that can be read two ways wait for an option; the option settles them."""
    deals = tmp_path / "deals.csv"
    deals.write_text(DEALS)
    asked = checked(run("read", deals, "--json", code=1))["files"][0]["undecided"]
    assert [one["key"] for one in asked] == ["date_order"]
    assert "--date-order" in run("read", deals, code=1).stdout
    answered = checked(run("read", deals, "--json", "--date-order", "mdy"))["files"][0]
    assert (answered["read"], answered["first"], answered["date_order"]) == (1, "2026-03-04", "mdy")


def test_refused_rows_have_their_number_and_reason(tmp_path: Path) -> None:
    """One bad row is told with its number; the rest is read, and the command has done its work."""
    deals = tmp_path / "deals.csv"
    deals.write_text("Deal ID,Owner,Status,Created,Amount\n1,Mei,Won,2026-03-04,5\n2,Mei,Won,soon,5\n")
    told = checked(run("read", deals, "--json"))["files"][0]
    assert told["read"] == 1
    assert [one["row"] for one in told["refused"]] == [3]


def test_a_file_that_cannot_be_read_fails(tmp_path: Path) -> None:
    """No calendar and no table: exit code 1 and a sentence, for either command."""
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    assert checked(run("read", picture, "--json", code=1))["files"][0]["refused"][0]["row"] == 0
    assert "This is a picture" in run("evidence", picture, "--me", "a@b.example", code=1).stderr


@pytest.mark.parametrize(
    "words",
    [
        ("read",),
        ("read", "missing.ics"),
        ("read", "FILE", "--zone", "Mars/Olympus"),
        ("read", "FILE", "--zone", "../../etc/passwd"),
        ("read", "FILE", "--date-order", "ymd"),
        ("read", "FILE", "--decimal", ";"),
        ("evidence", "FILE"),
        ("evidence", "FILE", "--me", "nobody"),
        ("evidence", "FILE", "--me", "a@b.example", "--from", "2026-01-01"),
        ("evidence", "FILE", "--me", "a@b.example", "--from", "2026-02-01", "--to", "2026-01-01"),
        ("evidence", "FILE", "--me", "a@b.example", "--from", "soon", "--to", "2026-01-01"),
        ("evidence", "FILE", "--me", "a@b.example", "--country", "XX"),
        ("evidence", "FILE", "--me", "a@b.example", "--people", "FILE"),
        ("evidence", "FILE", "--me", "a@b.example", "--place", "Kantoor=ours"),
        ("evidence", "FILE", "--me", "a@b.example", "--source", "Beurs"),
    ],
)
def test_wrong_use_is_told_apart_from_failure(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Exit code 2 and a message on the side of errors, nothing on the other."""
    file = tmp_path / "deals.csv"
    file.write_text(DEALS)
    done = run(*(str(file) if word == "FILE" else word for word in words), code=2)
    assert done.stderr
    assert not done.stdout


def test_a_meeting_in_two_files_is_told_as_one(tmp_path: Path) -> None:
    """Calendar and CRM: the match is printed with its reason."""
    agenda, crm = tmp_path / "agenda.ics", tmp_path / "crm.csv"
    agenda.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Bezoek Veldhof\r\n"
        "DTSTART:20260303T090000Z\r\nDTEND:20260303T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    crm.write_text(
        "Subject,Start Date,Start Time,End Date,End Time\nVeldhof,2026-03-03,10:00,2026-03-03,11:00\n"
    )
    told = checked(run("read", agenda, crm, "--json"))
    assert [one["files"] for one in told["matched"]] == [["agenda.ics", "crm.csv"]]


def test_what_rows_of_one_deal_are_is_asked_and_answered(tmp_path: Path) -> None:
    """Protects deals that stand in several rows: their values are added where `--rows sum` says so."""
    file = tmp_path / "deals.csv"
    file.write_text(
        "Deal ID;Owner;Stage;Close date;Amount\n7;Bo;Won;2026-03-04;10\n7;Bo;Won;2026-03-04;20\n",
        encoding="utf-8",
    )
    (asked,) = checked(run("read", file, "--json"))["files"][0]["undecided"]
    assert (asked["key"], asked["options"], asked["assumed"]) == ("rows", ["newest", "sum"], "newest")
    answered = checked(run("read", file, "--json", "--rows", "sum"))["files"][0]
    assert (answered["read"], answered["undecided"]) == (1, [])
