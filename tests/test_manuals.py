"""README and manuals: what they tell one to type can be typed, and what they point at is there."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from workbook.cli import app

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted({ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")})
INDEXES = (ROOT / "docs" / "README.md", ROOT / "docs" / "README.nl.md")

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
_STARTS = ("make", "workbook", "python")


def named(page: Path) -> Iterator[str]:
    """The commands a page names, in blocks of shell and in lines of code."""
    text = page.read_text(encoding="utf-8")
    for kind, block in _FENCE.findall(text):
        if kind in ("sh", "shell", "bash", "console"):
            joined = block.replace("\\\n", " ")
            yield from (line.removeprefix("$ ").strip() for line in joined.splitlines() if line.strip())
    yield from (match.strip() for match in _INLINE.findall(_FENCE.sub("", text)))


def commands() -> list[tuple[str, str]]:
    """Page and command, for what begins like one of ours."""
    found = {
        (str(page.relative_to(ROOT)), re.split(r"\s[|>#]|&&|;", line)[0].strip())
        for page in PAGES
        for line in named(page)
        if line.split(" ")[0] in _STARTS and " " in line
    }
    return sorted(found)


def anchors(page: Path) -> set[str]:
    """What a heading is called in an address, as GitHub makes it."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in _HEADING.findall(page.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize(("manual", "command"), commands(), ids=lambda value: value[:60])
def test_what_one_is_told_to_type_can_be_typed(manual: str, command: str) -> None:
    """Protects the reader from a target, a command or an option that went away or never was."""
    program, *words = shlex.split(command)
    if program == "make":
        target = [word for word in words if re.fullmatch(r"[\w-]+(=.*)?", word)]
        make = shutil.which("make")
        if make is None:
            pytest.skip("no make here")
        done = subprocess.run([make, "-n", *target], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{manual}: {command}: {done.stderr}"
    elif program == "python":
        if words[0] == "-m":
            assert importlib.util.find_spec(words[1]) or words[1] == "venv", f"{manual}: {command}"
        elif words[0].endswith(".py"):
            assert (ROOT / words[0]).is_file(), f"{manual}: {command}"
    else:
        _is_a_command(manual, words)


def _is_a_command(manual: str, words: list[str]) -> None:
    """Follow the words down to the last command they name; its options must be among the ones it takes."""
    at: Any = typer.main.get_command(app)
    rest = list(words)
    while hasattr(at, "commands") and rest and not rest[0].startswith("-"):
        assert rest[0] in at.commands, f"{manual}: there is no command {' '.join(words)}"
        at = at.commands[rest.pop(0)]
    known = {"--help"} | {name for one in at.params for name in (*one.opts, *one.secondary_opts)}
    used = {word.split("=")[0].rstrip(",.") for word in rest if re.match(r"--?[a-z]", word)}
    assert used <= known, f"{manual}: workbook {' '.join(words)}"


@pytest.mark.parametrize("manual", PAGES, ids=lambda manual: str(manual.relative_to(ROOT)))
def test_every_link_and_picture_is_there(manual: Path) -> None:
    """Protects the reader from a link to a page, a heading or a picture that is not there."""
    text = _FENCE.sub("", manual.read_text(encoding="utf-8"))
    missing = []
    for target in _LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        wanted = (manual.parent / path).resolve() if path else manual
        if not wanted.exists() or (anchor and wanted.suffix == ".md" and anchor not in anchors(wanted)):
            missing.append(target)
    assert missing == []


def test_every_page_is_found_from_the_index() -> None:
    """Protects a manual from standing where nobody comes: each is reached from the index of its language."""
    seen: set[Path] = set()
    waiting = list(INDEXES)
    while waiting:
        page = waiting.pop()
        if page.is_dir():
            waiting.extend(page.glob("*.md"))
        if page in seen or page.suffix != ".md" or not page.is_file():
            continue
        seen.add(page)
        for target in _LINK.findall(page.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:", target):
                waiting.append((page.parent / target.partition("#")[0]).resolve())
    assert {page.relative_to(ROOT) for page in PAGES} - {page.relative_to(ROOT) for page in seen} == set()


def test_the_manual_of_exports_is_what_the_page_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects from help that says one thing on the start page and another in the manual."""
    monkeypatch.syspath_prepend(str(ROOT / "docs" / "pictures"))
    monkeypatch.delitem(sys.modules, "help_pictures", raising=False)
    help_pictures = importlib.import_module("help_pictures")
    for language, name in help_pictures.PAGES.items():
        assert (ROOT / "docs" / name).read_text(encoding="utf-8") == help_pictures.manual(language)
        folder = help_pictures.FOLDER / language
        kept = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.svg")}
        assert kept == help_pictures.drawings(language)
