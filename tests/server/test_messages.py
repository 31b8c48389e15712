"""What a page sends, before a kernel gets it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.server.channel import well_formed

ANY_TEXT = st.text(st.characters() | st.characters(categories=["Cs"]) | st.sampled_from('\\"u'))


@given(ANY_TEXT)
def test_half_a_letter_in_a_message_closes_no_socket(text: str) -> None:
    """Whatever is written, the message can be put in bytes; text of whole letters stays as it is."""
    received = json.loads(well_formed(json.dumps({"value": text})))["value"]
    assert received == text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@pytest.mark.parametrize("text", [r"\ud83d", "\U0001f600", "\\\\", "é\n"])
def test_text_that_only_looks_like_half_a_letter_stays(text: str) -> None:
    """A backslash is a backslash."""
    assert json.loads(well_formed(json.dumps(text))) == text
