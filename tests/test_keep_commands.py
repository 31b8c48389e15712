"""The report, the file and the way back, from the command line."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import icalendar
import pptx
import pytest
from helpers.goneby import finished
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from workbook import document as documents
from workbook.cli import app
from workbook.journey import SCHEMA
from workbook.store import Shelf, open_store
from workbook.takeaway.file import import_workbook

OLD = Path(__file__).parent / "takeaway" / "old" / "schema-1.zip"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own; what a command sets is undone."""
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("WORKBOOK_DATABASE", "")
    monkeypatch.delenv("WORKBOOK_DATABASE")
    return tmp_path / "data"


def run(*arguments: str | Path) -> Result:
    """The command as it was typed."""
    return CliRunner().invoke(app, [str(one) for one in arguments])


@pytest.fixture
def kept(own_folder: Path) -> Path:
    """A workbook on this computer that is finished."""
    secret = Shelf(own_folder).secret("mine")
    open_store(f"sqlite:///{own_folder / 'workbook.db'}").create(secret, documents.encode(finished()), SCHEMA)
    return own_folder


def test_a_report_in_each_form(kept: Path, tmp_path: Path) -> None:
    """The ending says what is written, and only its owner may read it."""
    made = {}
    for ending in ("pdf", "pptx", "html", "ics"):
        path = tmp_path / f"out.{ending}"
        done = run("report", path, "--language", "en", "--json")
        assert done.exit_code == 0, done.output
        made[ending] = path.read_bytes()
        assert json.loads(done.stdout)["bytes"] == len(made[ending])
        assert path.stat().st_mode & 0o077 == 0
    assert len(PdfReader(io.BytesIO(made["pdf"])).pages) >= 6
    assert pptx.Presentation(io.BytesIO(made["pptx"])).slides
    assert b"Keep or exit" in made["html"]
    assert icalendar.Calendar.from_ical(made["ics"]).walk("VEVENT")


@pytest.mark.parametrize(("option", "told"), [((), "begin a workbook"), (("--demo",), "the demo manager")])
def test_where_nothing_is_kept_it_says_what_to_do(tmp_path: Path, option: tuple[str, ...], told: str) -> None:
    """Protects a first try of the command: it says which page begins what was asked for."""
    done = run("report", tmp_path / "a.pdf", *option)
    assert done.exit_code == 1
    assert told in done.output


def test_what_is_left_out_is_out(kept: Path, tmp_path: Path) -> None:
    """Private words stay home with --share, and any part with --leave-out."""
    run("report", tmp_path / "a.html", "--share")
    assert b"service engineer" not in (tmp_path / "a.html").read_bytes()
    run("report", tmp_path / "b.html", "--leave-out", "verdict")
    assert b"never along" not in (tmp_path / "b.html").read_bytes()


def test_a_calendar_keeps_its_ids(kept: Path, tmp_path: Path) -> None:
    """Made twice, it updates."""
    ids = []
    for name in ("a.ics", "b.ics"):
        run("report", tmp_path / name)
        read = icalendar.Calendar.from_ical((tmp_path / name).read_bytes())
        ids.append({str(event["uid"]) for event in read.walk("VEVENT")})
    assert ids[0] == ids[1]


def test_export_and_import_bring_everything_back(kept: Path, tmp_path: Path) -> None:
    """To another computer and the same document is there; never over another one unasked."""
    assert run("export", tmp_path / "mine.zip", "--names").exit_code == 0
    elsewhere = tmp_path / "elsewhere"
    assert run("import", tmp_path / "mine.zip", "--data", elsewhere).exit_code == 0
    assert run("import", tmp_path / "mine.zip", "--data", elsewhere).exit_code == 2
    assert run("import", tmp_path / "mine.zip", "--data", elsewhere, "--replace").exit_code == 0
    assert run("export", tmp_path / "again.zip", "--names", "--data", elsewhere).exit_code == 0
    first, again = (import_workbook((tmp_path / name).read_bytes()) for name in ("mine.zip", "again.zip"))
    assert documents.decode(first.document, first.schema) == documents.decode(again.document, again.schema)


def test_names_are_written_when_asked_for(kept: Path, tmp_path: Path) -> None:
    """A backup that lies about unlocked holds nobody's address by itself."""
    held = []
    for name, more in (("without.zip", ()), ("with.zip", ("--names",))):
        assert run("export", tmp_path / name, *more).exit_code == 0
        content = import_workbook((tmp_path / name).read_bytes())
        held.append(bool(documents.decode(content.document, content.schema).people.roles))
    assert held == [False, True]


def test_an_old_file_goes_on_here(tmp_path: Path) -> None:
    """A file of the first schema is brought up to date, and makes a report as it is."""
    assert run("import", OLD).exit_code == 0
    assert run("report", tmp_path / "old.pdf", "--from", OLD).exit_code == 0
    assert run("export", tmp_path / "now.zip").exit_code == 0
    assert import_workbook((tmp_path / "now.zip").read_bytes()).schema == SCHEMA


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("report", "out.docx"), 2),
        (("report", "out.pdf", "--leave-out", "everything"), 2),
        (("report", "out.pdf"), 1),
        (("export", "out.zip"), 1),
        (("import", "nothing.zip"), 2),
    ],
)
def test_what_can_not_be_done_says_why(
    arguments: tuple[str, ...], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wrong use is 2, nothing to report is 1, and a sentence goes with each."""
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert done.exit_code == code
    assert done.output.strip()
    assert not (tmp_path / "out.pdf").exists()


def test_another_file_is_refused(tmp_path: Path) -> None:
    """A spreadsheet is no workbook, and nothing is changed."""
    path = tmp_path / "x.zip"
    path.write_bytes(b"PK\x03\x04 no")
    assert run("import", path).exit_code == 1


def test_export_is_complete(kept: Path, tmp_path: Path) -> None:
    """Nothing that the store keeps is missing from the file."""
    run("export", tmp_path / "a.zip", "--names")
    contents = import_workbook((tmp_path / "a.zip").read_bytes())
    document = documents.decode(contents.document, contents.schema)
    assert replace(document, calendar_id="") == finished()
