"""The page that says how files are read names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs" / "reading.md"
_NAMED = re.compile(r"`(?:tests/)?(?:([\w/]*test_\w+)\.)?(test_\w+)`")


def test_every_rule_names_tests_that_there_are() -> None:
    """Protects who looks a rule up: each row of the tables ends with a test, and the test is there."""
    rows = [
        line
        for line in PAGE.read_text("utf-8").splitlines()
        if line.startswith("| ") and ("`test" in line or "`tests/" in line)
    ]
    missing: list[str] = []
    for row in rows:
        module = ""
        for found, name in _NAMED.findall(row):
            module = found or module
            places = (TESTS / f"{module}.py", TESTS / "activity" / f"{module}.py")
            if not any(place.exists() and f"def {name}(" in place.read_text("utf-8") for place in places):
                missing.append(f"{module}.{name}")
    assert len(rows) > 40
    assert missing == []
