"""Numbers and dates stay on one line on the screen, and what a visitor wrote stays as it was."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from workbook.lines import unbroken


def test_a_number_stays_with_what_it_counts() -> None:
    """Protects '9 uur' from a line that ends after the nine."""
    assert unbroken("<p>Met <strong>9 uur</strong>: 2 van je 7.</p>") == (
        "<p>Met <strong>9\u00a0uur</strong>: 2\u00a0van je 7.</p>"
    )


def test_a_date_stays_whole() -> None:
    """Protects a date from being torn, and a year that begins a list from nothing at all."""
    assert unbroken("tot en met 23 november 2026.") == "tot en met 23\u00a0november\u00a02026."
    assert unbroken("in november 2026") == "in november 2026"


def test_what_a_visitor_wrote_is_left_alone() -> None:
    """Protects the text in a field: it is sent back as it stands there."""
    field = '<textarea id="a" rows="4">3 uur met Mei &lt;b&gt;</textarea>'
    assert unbroken(f'<label title="4 weken">5 uur</label>{field}') == (
        f'<label title="4 weken">5\u00a0uur</label>{field}'
    )


@given(st.text(alphabet="<>/ab12 é\n=\"'", max_size=60))
def test_nothing_but_spaces_changes(html: str) -> None:
    """Protects every other sign, whatever a page holds."""
    assert re.sub("\u00a0", " ", unbroken(html)) == html
