"""Every notebook runs from top to bottom in a real kernel, on a data folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbook.words import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notebooks_of_a_language_run(language: str, tmp_path: Path) -> None:
    """Protects JupyterLab and Voilà alike: no cell of any page raises, with an empty data folder."""
    done = subprocess.run(
        [
            *(
                sys.executable,
                "-m",
                "pytest",
                "--nbval-lax",
                "-q",
                "-p",
                "no:cacheprovider",
                "-p",
                "no:xdist",
            ),
            *("--nbval-cell-timeout=120", str(ROOT / "notebooks" / language)),
        ],
        cwd=ROOT,
        env={**os.environ, "WORKBOOK_DATA": str(tmp_path / "data"), "WORKBOOK_DATABASE": ""},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
