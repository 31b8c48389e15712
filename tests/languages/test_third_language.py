"""A third language is a folder and a catalogue, and longer words break nothing."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from workbook.places import assets

TESTS = Path(__file__).resolve().parents[1]
PACKAGE = TESTS.parent / "workbook"
_PLAIN = re.compile(r"<(?:script|style|svg).*?</(?:script|style|svg)>|<[^>]+>", re.DOTALL)
_ENGLISH = re.compile(r"\b(the|your|you|what|this|with|and|not|of|in)\b")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every part in the pseudo-language, from a copy of the package to which only a catalogue was added."""
    copy = tmp_path_factory.mktemp("third") / "workbook"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("assets", "notebooks"):
        shutil.copytree(PACKAGE.parent / folder, copy.parent / folder)
    shutil.copy(PACKAGE.parent / "pyproject.toml", copy.parent)
    ran = subprocess.run(
        [sys.executable, "-P", str(Path(__file__).with_name("third.py")), str(copy), str(TESTS)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    found: dict[str, str] = json.loads(ran.stdout)
    return found


def test_every_part_speaks_it(shown: dict[str, str]) -> None:
    """No part is broken, and no English word is left that did not come from the manager's own files."""
    left = {
        name: sorted(set(_ENGLISH.findall(_PLAIN.sub(" ", html))))
        for name, html in shown.items()
        if _ENGLISH.search(_PLAIN.sub(" ", html))
    }
    assert left == {}


def test_longer_words_fit_a_small_phone(
    shown: dict[str, str], contexts: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    """At 320 px, and at 1280 px with letters twice as large, nothing runs out of the page."""
    sheets = "".join(
        f'<link rel="stylesheet" href="{(assets() / "style" / name).as_uri()}">'
        for name in ("tokens.css", "fonts.css", "frame.css", "parts.css", "charts.css")
    )
    body = "".join(f'<div class="wb-part" id="{name}">{html}</div>' for name, html in shown.items())
    page_file = tmp_path / "page.html"
    page_file.write_text(
        f'<!doctype html><html lang="eo"><meta charset="utf-8">{sheets}<main class="wb-main">{body}</main>',
        encoding="utf-8",
    )
    for width, size in ((320, "100%"), (1280, "200%")):
        page = contexts(viewport={"width": width, "height": 900}).new_page()
        page.goto(page_file.as_uri())
        page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
        wide = page.evaluate(
            "() => [...document.querySelectorAll('.wb-part')]"
            ".filter((part) => part.scrollWidth > part.clientWidth + 1)"
            ".map((part) => `${part.id}: ${part.scrollWidth} > ${part.clientWidth}`)"
        )
        assert wide == [], f"at {width} px"
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
