"""What surprised about libraries can be run by anybody, and is told in one place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "findings"
SCRIPTS = sorted(FOLDER.glob("*.sh"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_finding_names_its_versions_and_no_index(script: Path) -> None:
    """It installs each package in one version, from wherever the machine gets its packages."""
    text = script.read_text()
    command = re.search(r"check install ((?:\\\n|[^|])+)\|\| \{", text)
    assert command
    packages = command.group(1).replace("\\\n", " ").split()
    assert packages
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.]*", package) for package in packages)
    assert not re.search(r"https?://|--index|-i ", text)


def test_each_finding_is_listed_once() -> None:
    """The page has a line for each script, and for nothing else."""
    listed = re.findall(
        r"^- \[([\w-]+)\]\(([\w-]+)\.sh\): ", (FOLDER / "README.md").read_text(), re.MULTILINE
    )
    assert sorted(listed) == [(script.stem, script.stem) for script in SCRIPTS]
