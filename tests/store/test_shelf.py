"""The shelf: local workbooks open without a link, and nobody else on the machine can read how."""

from __future__ import annotations

import os
import resource
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from workbook.store import Full, Gone, Shelf, Unreadable

AtOnce = Callable[[int, Callable[[int], None]], None]


def _files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_secret_stays_the_same(tmp_path: Path) -> None:
    """Tomorrow, in another process, the same workbook opens; the demo is another one."""
    mine = Shelf(tmp_path / "shelf").secret("mine")
    assert Shelf(tmp_path / "shelf").secret("mine") == mine
    assert Shelf(tmp_path / "shelf").secret("demo") != mine


def test_the_folder_and_its_files_are_their_owners_alone(tmp_path: Path) -> None:
    """Another user of the laptop can neither list the folder nor read a secret, whatever the umask."""
    folder = tmp_path / "deep" / "shelf"
    before = os.umask(0)
    try:
        shelf = Shelf(folder)
        shelf.choose("demo")
        shelf.secret("mine")
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert _files(folder) == {"mine.secret", "demo.secret", "current"}


def test_a_folder_left_open_is_closed(tmp_path: Path) -> None:
    """A data folder that was made by hand for all to read is not left that way."""
    (tmp_path / "shelf").mkdir(mode=0o755)
    Shelf(tmp_path / "shelf")
    assert stat.S_IMODE((tmp_path / "shelf").stat().st_mode) == 0o700


def test_what_was_chosen_is_open_from_then_on(tmp_path: Path) -> None:
    """The next page shows the workbook that was chosen on this one; at first one's own."""
    shelf = Shelf(tmp_path)
    assert shelf.current == "mine"
    assert shelf.choose("demo") == shelf.secret("demo")
    assert Shelf(tmp_path).current == "demo"
    shelf.choose("mine")
    assert Shelf(tmp_path).current == "mine"


def test_a_dropped_secret_is_made_anew(tmp_path: Path) -> None:
    """A demo that was reset is another workbook: a tab left open can't write into the new one."""
    shelf = Shelf(tmp_path)
    mine, demo = shelf.secret("mine"), shelf.secret("demo")
    shelf.drop("demo")
    assert shelf.secret("demo") != demo
    assert shelf.secret("mine") == mine


def test_forgetting_leaves_no_file(tmp_path: Path) -> None:
    """Delete all leaves no secret behind, half-written ones of a killed process included."""
    shelf = Shelf(tmp_path)
    shelf.choose("demo")
    shelf.secret("mine")
    (tmp_path / ".mine.secret.0123456789abcdef.new").write_text("half a sec")
    (tmp_path / "workbooks.db").write_text("not the shelf's")
    shelf.forget()
    assert _files(tmp_path) == {"workbooks.db"}
    assert shelf.current == "mine"
    shelf.forget()


def test_pages_that_open_at_once_get_one_secret(tmp_path: Path, at_once: AtOnce) -> None:
    """Two first pages at the same moment must not end up in two workbooks."""
    heard = tmp_path / "heard"
    heard.mkdir()

    def page(number: int) -> None:
        (heard / str(number)).write_text(Shelf(tmp_path / "shelf").secret("mine"))

    at_once(8, page)
    assert {path.read_text() for path in heard.iterdir()} == {Shelf(tmp_path / "shelf").secret("mine")}
    assert _files(tmp_path / "shelf") == {"mine.secret"}


def test_another_name_is_refused(tmp_path: Path) -> None:
    """No name leads out of the folder, or to a workbook that there is no page for."""
    for name in ("../mine", "", "yours", "current"):
        with pytest.raises(ValueError, match="no workbook"):
            Shelf(tmp_path).secret(name)  # type: ignore[arg-type]


@pytest.mark.parametrize("content", [b"", b"short", "é".encode() * 40, bytes(43), b"two\nlines" * 8])
def test_a_damaged_secret_is_said_and_left_alone(tmp_path: Path, content: bytes) -> None:
    """A new secret in its place would hide the workbook for good; a backup may still hold the file."""
    (tmp_path / "mine.secret").write_bytes(content)
    with pytest.raises(Unreadable):
        Shelf(tmp_path).secret("mine")
    assert (tmp_path / "mine.secret").read_bytes() == content


def test_a_damaged_choice_opens_ones_own(tmp_path: Path) -> None:
    """What is open now is a convenience: without it the manager's own workbook opens."""
    (tmp_path / "current").write_bytes(b"\xff\xfe nonsense")
    assert Shelf(tmp_path).current == "mine"


def test_a_folder_in_a_place_that_is_none_is_said(tmp_path: Path) -> None:
    """A data folder that can't be made ends in words for the user."""
    (tmp_path / "file").write_text("")
    with pytest.raises(Gone):
        Shelf(tmp_path / "file" / "shelf")


def test_no_room_leaves_the_earlier_choice_whole(tmp_path: Path) -> None:
    """A write that fails half-way leaves the file of before, and no half one beside it."""
    shelf = Shelf(tmp_path)
    shelf.choose("demo")
    shelf.secret("mine")
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2, 2))
        try:
            shelf.choose("mine")
        except Full:
            os._exit(0)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert shelf.current == "demo"
    assert _files(tmp_path) == {"mine.secret", "demo.secret", "current"}
