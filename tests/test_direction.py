"""The direction of the architecture, and that the files beside pyproject.toml say the same as it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def _declared() -> dict[str, str]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        return _by_name(tomllib.load(file)["project"]["dependencies"])


def _by_name(requirements: list[str]) -> dict[str, str]:
    found = (re.fullmatch(r"([A-Za-z0-9._-]+)(.*)", requirement) for requirement in requirements)
    return {match.group(1).lower(): match.group(2).replace(" ", "") for match in found if match}


def test_who_may_import_whom() -> None:
    """Protects: the import contracts of the architecture hold."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    ran = subprocess.run([*command, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_conda_says_the_same() -> None:
    """Protects: environment.yml names the same packages and bounds as pyproject.toml."""
    lines = (ROOT / "environment.yml").read_text(encoding="utf-8").splitlines()
    named = [line.removeprefix("  - ").strip() for line in lines if re.match(r"  - [a-z]", line)]
    packages = _by_name([each for each in named if each not in ("conda-forge", "pip", "pip:")])
    assert packages.pop("python") == ">=3.11"
    assert packages == _declared()


def test_constraints_pin_all_that_is_declared() -> None:
    """Protects: every dependency has a tested version, and no line says where it came from."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!_-]+", line) for line in lines)
    pinned = {re.sub(r"[-_.]+", "-", line.split("==")[0]).lower() for line in lines}
    assert {re.sub(r"[-_.]+", "-", name) for name in _declared()} <= pinned
