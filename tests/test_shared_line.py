"""What is shown to others holds nothing that can't be seen."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from workbook.shared_line import shared_line


def test_signs_that_turn_the_direction_are_dropped() -> None:
    """Protects who reads a remark: its end can't be made to stand before its beginning, nor in the next line."""
    assert shared_line("minder \u202ekopij\u202c,\u2066 meer\u2069\n\u200bmee") == "minder kopij, meer mee"


def test_a_line_in_any_script_stays() -> None:
    """Protects who writes with accents, in Arabic or in Chinese."""
    for text in ("één coördinatie, ’s ochtends", "زيارة العميل", "拜访客户 🙂"):
        assert shared_line(text) == text


@given(st.text())
def test_nothing_unseen_is_left(text: str) -> None:
    """One line, with single spaces, of signs that are there to be read; nothing changes a second time."""
    line = shared_line(text)
    assert not {unicodedata.category(sign)[0] for sign in line} & {"C"}
    assert line == " ".join(line.split())
    assert shared_line(line) == line
