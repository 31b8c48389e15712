"""The rules for notebooks: a coach must be able to open one, read it, and rewrite its prose."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from workbook.questions import QUESTIONS
from workbook.wording import LEAD, wording
from workbook.words import LANGUAGES, translator

ROOT = Path(__file__).resolve().parents[2] / "notebooks"
NAMES = ("0-start", "1-plan", "2-marketing", "3-field", "4-balance", "checkin")
BOOKS = [
    pytest.param(ROOT / language / f"{name}.ipynb", id=f"{language}/{name}")
    for language in LANGUAGES
    for name in NAMES
]
LONGEST_PROSE = 140


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def _code(path: Path) -> list[tuple[str, str]]:
    return [(cell["id"], _source(cell)) for cell in _read(path)["cells"] if cell["cell_type"] == "code"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_page_and_no_other(language: str) -> None:
    """Protects the journey: each page exists in each language under the same name."""
    assert sorted(path.stem for path in (ROOT / language).glob("*.ipynb")) == sorted(NAMES)


@pytest.mark.parametrize("path", BOOKS)
def test_a_notebook_is_valid_with_stable_cell_ids(path: Path) -> None:
    """Protects what JupyterLab saves: format 4.5, readable ids, the kernel every machine has."""
    content = _read(path)
    nbformat.validate(content)
    assert (content["nbformat"], content["nbformat_minor"]) == (4, 5)
    assert content["metadata"]["kernelspec"]["name"] == "python3"
    assert content["metadata"]["language"] == path.parent.name
    ids = [cell["id"] for cell in content["cells"]]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z]+(-words)?", each) for each in ids)


@pytest.mark.parametrize("path", BOOKS)
def test_prose_stands_before_each_code_cell(path: Path) -> None:
    """Protects the page: no part appears without words that lead to it."""
    kinds = [cell["cell_type"] for cell in _read(path)["cells"]]
    assert kinds == ["markdown", "code"] * (len(kinds) // 2)


@pytest.mark.parametrize("path", BOOKS)
def test_a_code_cell_has_at_most_three_lines(path: Path) -> None:
    """Protects coaches from code: a cell shows one part and does nothing else."""
    for _identifier, code in _code(path):
        assert 1 <= len(code.splitlines()) <= 3


@pytest.mark.parametrize("path", BOOKS)
def test_only_workbook_is_imported(path: Path) -> None:
    """Protects the one door between notebooks and program: `from workbook import page`."""
    imports = [
        ast.unparse(node)
        for _identifier, code in _code(path)
        for node in ast.walk(ast.parse(code))
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    assert imports == ["from workbook import page"]


@pytest.mark.parametrize("path", BOOKS)
def test_nothing_of_a_run_is_stored(path: Path) -> None:
    """Protects privacy: an output or a count in a shipped notebook is somebody's run."""
    for cell in _read(path)["cells"]:
        assert cell["metadata"] == {}
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_code(name: str) -> None:
    """Protects against one language falling behind: same cells, same ids, same order."""
    dutch, english = (_code(ROOT / language / f"{name}.ipynb") for language in ("nl", "en"))
    assert dutch == english


@pytest.mark.parametrize("path", BOOKS)
def test_a_page_has_one_first_heading_under_a_line_that_says_where_one_is(path: Path) -> None:
    """Protects the outline that screen readers walk: one h1 a page, parts below it, in order."""
    prose = [_source(cell) for cell in _read(path)["cells"] if cell["cell_type"] == "markdown"]
    eyebrow, heading, *_lead = prose[0].split("\n\n")
    assert re.fullmatch(r"\*[^*]+\*", eyebrow)
    assert heading.startswith("# ")
    for words in prose[1:]:
        assert re.match(r"## \S", words)
    assert sum(len(re.findall(r"^# ", words, flags=re.M)) for words in prose) == 1
    assert not re.search(r"^###", "\n".join(prose), flags=re.M)


@pytest.mark.parametrize("path", BOOKS)
def test_prose_is_short_enough_to_be_read(path: Path) -> None:
    """Protects the quarter of an hour: nobody reads more than a few lines between two parts."""
    for cell in _read(path)["cells"]:
        if cell["cell_type"] == "markdown":
            assert len(_source(cell).split()) <= LONGEST_PROSE


@pytest.mark.parametrize("path", BOOKS)
def test_prose_has_typographic_quotes_and_no_markup_of_its_own(path: Path) -> None:
    """Protects the page's look: prose is Markdown, with ‘quotes’ and never straight ones."""
    for cell in _read(path)["cells"]:
        if cell["cell_type"] == "markdown":
            assert not re.search(r"[\"'<>]", _source(cell))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("number", "question"), list(enumerate(QUESTIONS, 1)))
def test_a_question_page_opens_with_the_question_as_it_is_worded(
    language: str, number: int, question: str
) -> None:
    """Protects the rounds: what stands over the page is the question whose wording has a version."""
    words = _source(_read(ROOT / language / f"{number}-{question}.ipynb")["cells"][0])
    translate = translator(language)
    assert f"# {translate(wording(QUESTIONS[number - 1]).heading)}\n\n{translate(LEAD)}" in words
    assert words.startswith(f"*{'Vraag' if language == 'nl' else 'Question'} {number} ")
