"""The threat model names tests: each of them is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _tests() -> set[str]:
    found = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        found |= set(re.findall(r"^def test_(\w+)", path.read_text(encoding="utf-8"), re.MULTILINE))
    return found


def test_every_test_that_is_named_exists() -> None:
    """Protects: no threat is said to be held by a test, or a file of tests, that is not there."""
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    tests = _tests()
    missing = []
    for row in rows:
        held = row.rstrip("| ").rsplit("|", 1)[-1]
        for file in re.findall(r"`([\w/]+\.py)`", held):
            if not (ROOT / "tests" / file).is_file():
                missing.append(file)
        for name in re.findall(r"\b([a-z]+(?:_[a-z0-9]+)+)\b", re.sub(r"`[^`]*`", "", held)):
            short = name.removeprefix("test_")
            if not any(short in each for each in tests):
                missing.append(name)
    assert not missing
