"""The faces for paper are made from the pages' own, and nothing else."""

from __future__ import annotations

import io
from typing import Any

from fontTools.ttLib import TTFont

from workbook.takeaway import faces


def test_the_files_are_what_the_command_makes() -> None:
    """A face changed by hand, or one forgotten when the pages' faces changed, is found here."""
    made = dict(faces.make())
    there = {path.name: path.read_bytes() for path in faces.folder().iterdir() if path.suffix != ".txt"}
    assert {name: made[name] for name in there} == there
    assert (faces.folder() / "signs.txt").read_bytes() == made["signs.txt"]
    assert {"inter-OFL.txt", "newsreader-OFL.txt"} <= {path.name for path in faces.folder().iterdir()}


def test_dutch_can_be_written() -> None:
    """No Dutch or English word needs a box."""
    signs = (faces.folder() / "signs.txt").read_text(encoding="utf-8")
    assert set("Eén reünie, vóór ’s ochtends: ‘ja’ – 40% … € œuvre IJmuiden ïëäöüéèêç·") <= set(signs)


def test_each_box_is_a_sign_of_its_own() -> None:
    """A reader of the PDF can tell the boxes apart, though the eye can't."""
    face: Any = TTFont(io.BytesIO(faces.boxes("漢字🙂")))
    assert len(set(face.getBestCmap().values())) == 3
