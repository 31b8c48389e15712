"""The workbook as one file: nothing is lost on the way, and nothing else gets in."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.takeaway.file import (
    LARGEST_DOCUMENT,
    LARGEST_FILE,
    FileRefused,
    export_workbook,
    file_name,
    import_workbook,
)
from workbook.words import translator

ENGLISH = translator("en")
DOCUMENT = json.dumps({"answers": {"plan": "A"}, "reflections": ["naïef — €"] * 200}).encode()
WHOLE = export_workbook(DOCUMENT, 3, ENGLISH)


def _packed(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _container(document: bytes, **changes: object) -> bytes:
    standard = {
        "format": "gewetensvragen-workbook",
        "version": 1,
        "schema": 3,
        "bytes": len(document),
        "sha256": hashlib.sha256(document).hexdigest(),
    }
    return json.dumps(standard | changes).encode()


@given(document=st.binary(max_size=5000), schema=st.integers(1, 999))
def test_what_went_in_comes_out(document: bytes, schema: int) -> None:
    """A workbook that was kept as a file is the same workbook when it is read back."""
    contents = import_workbook(export_workbook(document, schema, ENGLISH))
    assert (contents.document, contents.schema) == (document, schema)


def test_the_file_opens_without_this_program(tmp_path: Path) -> None:
    """In ten years, without this program, the journal is there to read: a ZIP with a README and JSON."""
    (tmp_path / "kept.zip").write_bytes(WHOLE)
    with zipfile.ZipFile(tmp_path / "kept.zip") as archive:
        assert archive.namelist() == ["README.txt", "workbook.json", "container.json"]
        assert json.loads(archive.read("workbook.json"))["answers"] == {"plan": "A"}
        readme = archive.read("README.txt").decode()
    assert "no lock" in readme
    assert "container.json" in readme


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_readme_is_in_the_readers_language(language: str) -> None:
    """Each language's README is the wording of its catalogue, with no blank left open."""
    data = export_workbook(DOCUMENT, 3, translator(language))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        readme = archive.read("README.txt").decode()
    assert readme.startswith(translator(language)("Your workbook, as one file"))
    assert "{" not in readme


def test_the_same_workbook_gives_the_same_file() -> None:
    """The file tells nothing of when, where or by whom it was made."""
    assert export_workbook(DOCUMENT, 3, ENGLISH) == WHOLE
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_name_sorts_by_day() -> None:
    """Several files in a folder stand in the order they were kept."""
    assert file_name(date(2026, 3, 2)) == "gewetensvragen-2026-03-02.zip"


@given(st.binary(max_size=400))
def test_garbage_is_refused_in_words(garbage: bytes) -> None:
    """Whatever file is chosen by mistake, the user reads that nothing was changed."""
    with pytest.raises(FileRefused) as caught:
        import_workbook(garbage)
    assert "Nothing was changed" in ENGLISH(caught.value.text)


@given(where=st.integers(0, len(WHOLE) - 1), flip=st.integers(1, 255))
def test_a_damaged_file_gives_the_workbook_whole_or_not_at_all(where: int, flip: int) -> None:
    """A file with a changed byte is refused, unless the byte was in no part that counts."""
    damaged = bytearray(WHOLE)
    damaged[where] ^= flip
    with contextlib.suppress(FileRefused):
        assert import_workbook(bytes(damaged)).document == DOCUMENT


@pytest.mark.parametrize("flip", [1, 128])
def test_whichever_byte_of_the_directory_is_damaged(flip: int) -> None:
    """The same for each byte of the end of the file, where it says what is where in it."""
    for where in range(WHOLE.index(b"PK\x01\x02"), len(WHOLE)):
        damaged = bytearray(WHOLE)
        damaged[where] ^= flip
        with contextlib.suppress(FileRefused):
            assert import_workbook(bytes(damaged)).document == DOCUMENT


@given(st.integers(0, len(WHOLE) - 1))
def test_a_cut_off_file_is_refused(length: int) -> None:
    """A download that broke off is never taken for a workbook."""
    with pytest.raises(FileRefused):
        import_workbook(WHOLE[:length])


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({"container.json": _container(b"{}"), "workbook.json": b"{ }"}, "changed after"),
        ({"container.json": _container(b"{}", sha256="0" * 64), "workbook.json": b"{}"}, "changed after"),
        ({"container.json": _container(b"{}", bytes=3), "workbook.json": b"{}"}, "changed after"),
        ({"container.json": _container(b"{}", schema="3"), "workbook.json": b"{}"}, "changed after"),
        ({"container.json": _container(b"{}", schema=True), "workbook.json": b"{}"}, "changed after"),
        ({"container.json": _container(b"{}", version=2), "workbook.json": b"{}"}, "newer version"),
        ({"container.json": _container(b"{}", version=2)}, "newer version"),
        ({"container.json": _container(b"{}", version=0), "workbook.json": b"{}"}, "changed after"),
        ({"container.json": _container(b"{}", format="another"), "workbook.json": b"{}"}, "not a workbook"),
        ({"container.json": b"[]", "workbook.json": b"{}"}, "not a workbook"),
        ({"container.json": b"\xff\xfe", "workbook.json": b"{}"}, "not a workbook"),
        ({"container.json": b"[" * 4000, "workbook.json": b"{}"}, "not a workbook"),
        ({"container.json": _container(b"{}")}, "not a workbook"),
        ({"workbook.json": b"{}"}, "not a workbook"),
        ({"[Content_Types].xml": b"<Types/>"}, "not a workbook"),
        ({}, "not a workbook"),
    ],
)
def test_another_or_an_edited_file_is_refused_with_its_reason(entries: dict[str, bytes], said: str) -> None:
    """A spreadsheet, an edited workbook and a newer one are told apart, so the user knows what to do."""
    with pytest.raises(FileRefused) as caught:
        import_workbook(_packed(entries))
    assert said in ENGLISH(caught.value.text)


def test_a_bomb_is_not_unpacked() -> None:
    """A small file that unpacks to gigabytes costs no memory: reading stops at the limit."""
    bomb = bytes(LARGEST_DOCUMENT + 1)
    with pytest.raises(FileRefused, match="larger"):
        import_workbook(_packed({"container.json": _container(bomb), "workbook.json": bomb}))
    with pytest.raises(FileRefused, match="larger"):
        import_workbook(_packed({"container.json": bomb, "workbook.json": b"{}"}))
    with pytest.raises(FileRefused, match="larger"):
        import_workbook(bytes(LARGEST_FILE + 1))
    many = {f"{number}": b"" for number in range(50)}
    with pytest.raises(FileRefused):
        import_workbook(_packed({"container.json": _container(b"{}"), "workbook.json": b"{}"} | many))


def test_a_packing_that_hides_its_size_is_refused() -> None:
    """Only the two plain ways of packing are unpacked; others can blow up before they are counted."""
    entries = {"container.json": _container(b"{}"), "workbook.json": b"{}"}
    assert import_workbook(_packed(entries, zipfile.ZIP_STORED)).document == b"{}"
    with pytest.raises(FileRefused):
        import_workbook(_packed(entries, zipfile.ZIP_LZMA))


def test_a_document_that_could_not_be_read_back_is_not_given() -> None:
    """Nobody leaves with a file that this program then refuses."""
    with pytest.raises(ValueError, match="read back"):
        export_workbook(bytes(LARGEST_DOCUMENT + 1), 1, ENGLISH)
    largest = bytes(LARGEST_DOCUMENT)
    assert import_workbook(export_workbook(largest, 1, ENGLISH)).document == largest
