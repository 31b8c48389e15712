"""The frame's small decisions: which language, which step, which words for which trouble."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.server import frame
from workbook.server.notebook import pages, read_page
from workbook.words import LANGUAGES, translator


@given(st.text(max_size=80))
def test_any_wish_gets_a_language(accept: str) -> None:
    """Protects: whatever a browser sends, there is a language to answer in."""
    assert frame.preferred_language(accept) in LANGUAGES


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("en;q=0.4, nl;q=0.6", "nl"),
        ("de, en;q=0.1", "en"),
        ("nl;q=0, en;q=0.1", "en"),
        ("EN-us", "en"),
        ("en;q=bad, nl;q=0.5", "nl"),
        ("", "nl"),
    ],
)
def test_wishes_are_weighed(accept: str, language: str) -> None:
    """Protects: quality values count, a zero means no, nonsense counts for nothing."""
    assert frame.preferred_language(accept) == language


def test_one_step_is_current() -> None:
    """Protects: the header marks where one is, and marks nothing on a page that is no step."""
    assert [step.current for step in frame.steps("3-field")] == [False, False, False, True, False]
    assert not any(step.current for step in frame.steps("9-extra"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", [400, 403, 404, 413, 421, 500, 503])
def test_trouble_has_words(status: int, language: str) -> None:
    """Protects: every kind of error page has a title and a way on, in both languages."""
    told = frame.trouble(status)
    assert translator(language)(told.title)
    assert translator(language)(told.text)


def test_only_plain_names_are_pages(tmp_path: Path) -> None:
    """Protects: what lies in the folder under another kind of name is no page."""
    (tmp_path / "nl").mkdir()
    for name in ("0-start", ".hidden", "UPPER", "a b", "a.b"):
        (tmp_path / "nl" / f"{name}.ipynb").write_text("{}")
    assert pages(tmp_path, "nl") == {"0-start"}
    assert pages(tmp_path, "..") == frozenset()
    with pytest.raises(KeyError):
        read_page(tmp_path, "nl", ".hidden")
