"""The catalogues: every message in both languages, and every word on screen in a catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbook.locale.catalogues import (
    blanks,
    catalogue_path,
    compile_all,
    compiled,
    extract,
    faults,
    messages,
    read_catalogue,
    update,
    wordings,
)
from workbook.words import LANGUAGES

PACKAGE = Path(__file__).resolve().parents[1] / "workbook"
GLOSSARY = Path(__file__).resolve().parents[1] / "docs" / "glossary.md"
ATTRIBUTES = {"aria_label", "aria_description", "aria_roledescription", "aria_valuetext", "alt"} | {
    "placeholder",
    "title",
    "description",
    "tooltip",
}
"""Attributes whose value is read out or shown."""
SINGLE = {"A", "B", "A+B", "N"}
"""Letters that are names, not words."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_with_the_same_blanks(language: str) -> None:
    """Protects readers from English in a Dutch page, half-filled sentences and stale entries."""
    assert list(faults(extract(), read_catalogue(catalogue_path(language), language))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_that_of_the_text(language: str) -> None:
    """Protects against a translation that was written and is never shown."""
    compiled_now = compiled(read_catalogue(catalogue_path(language), language))
    assert catalogue_path(language, ".mo").read_bytes() == compiled_now


@pytest.mark.parametrize("language", LANGUAGES)
def test_wording_has_typographic_quotes_and_single_spaces(language: str) -> None:
    """Protects the look of the text: no straight quotes, no double or trailing spaces."""
    for message in messages(read_catalogue(catalogue_path(language), language)):
        for wording in wordings(message):
            assert not re.search(r"[\"']|  |\s$|^\s", wording), wording


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_apostrophe_before_a_word_is_no_quote(language: str) -> None:
    """’s Ochtends and ’t begin with an apostrophe, whatever a word processor makes of them."""
    for message in messages(read_catalogue(catalogue_path(language), language)):
        assert not [wording for wording in wordings(message) if re.search(r"‘[stnkm]\b", wording)]


def test_an_update_keeps_what_was_translated_and_drops_what_is_gone(tmp_path: Path) -> None:
    """Protects translators' work: a second update changes nothing, a removed message leaves."""
    source = tmp_path / "package"
    source.mkdir()
    (source / "one.py").write_text('say("Old {n:number}")\nsay_n("{n} day", "{n} days", 2)\n')
    folder = tmp_path / "locale"
    for language in LANGUAGES:
        update(language, extract(source), folder)
    assert {reason for _id, reason in faults(extract(source), _read(folder, "nl"))} == {
        "is not translated, or lacks a plural form"
    }
    assert list(faults(extract(source), _read(folder, "en"))) == []
    before = catalogue_path("en", folder=folder).read_bytes()
    update("en", extract(source), folder)
    assert catalogue_path("en", folder=folder).read_bytes() == before
    (source / "one.py").write_text('say("New")\n')
    update("en", extract(source), folder)
    assert [message.id for message in messages(_read(folder, "en"))] == ["New"]
    compile_all(folder)
    assert catalogue_path("en", ".mo", folder).read_bytes() == compiled(_read(folder, "en"))


def test_a_blank_shown_another_way_is_a_fault(tmp_path: Path) -> None:
    """Protects dates and percentages: a translation may move a blank, not change how it is shown."""
    source = tmp_path / "package"
    source.mkdir()
    (source / "one.py").write_text('say("On {day:date}")\n')
    catalogue = update("en", extract(source), tmp_path / "locale")
    next(iter(messages(catalogue))).string = "On {day}"
    assert [reason for _id, reason in faults(extract(source), catalogue)] == ["has other blanks: On {day}"]


def test_blanks_are_names_with_the_way_they_are_shown() -> None:
    """Protects the comparison itself."""
    assert blanks("{n} of {share:percent}, {n}") == {("n", ""), ("share", "percent")}


def test_say_is_always_given_a_literal() -> None:
    """Protects extraction: a message made at run time would never reach a translator."""
    wrong = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path, tree in _sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _called(node) in ("say", "say_n")
        for argument in node.args[: 2 if _called(node) == "say_n" else 1]
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str))
    ]
    assert wrong == []


def test_no_words_reach_the_screen_around_the_catalogues() -> None:
    """Protects both languages: a literal shown in an element or read out has no translation."""
    wrong = [
        f"{path.relative_to(PACKAGE)}:{line} {text!r}"
        for path, tree in _sources("ui", "server")
        for line, text in _shown(tree)
        if re.search(r"[^\W\d_]", text) and text not in SINGLE
    ]
    assert wrong == []


def test_the_check_for_words_finds_them() -> None:
    """Protects the check above from passing because it sees nothing."""
    tree = ast.parse(
        "from htpy import div, p\n"
        'x = div(".wb-a", id="b", aria_label="Read out")[p["Shown"], f"Also {n}", t(say("Fine")), "A"]\n'
    )
    assert {text for _line, text in _shown(tree)} == {"Read out", "Shown", "Also ", "A"}


def test_the_glossary_is_kept() -> None:
    """Protects the terms: where an English message uses a term, the Dutch uses one of its own. Longer
    terms go first, so that a target group is no target."""
    terms = sorted(_glossary(), key=lambda term: -len(term[0]))
    wrong = []
    for message in messages(read_catalogue(catalogue_path("nl"), "nl")):
        left = re.sub(r"{[^}]*}", "", message.id if isinstance(message.id, str) else message.id[-1])
        shown = wordings(message)[-1].casefold()
        for english, dutch in terms:
            left, found = re.subn(rf"\b{re.escape(english)}s?\b", "", left, flags=re.IGNORECASE)
            if found and shown and not any(term.casefold() in shown for term in dutch):
                wrong.append((english, wordings(message)[-1]))
    assert wrong == []


@pytest.mark.parametrize(("manual", "language"), [("manager.md", "en"), ("manager.nl.md", "nl")])
def test_the_manual_names_buttons_as_they_read(manual: str, language: str) -> None:
    """Protects a first evening: what a manager is told to click is on the screen in those words."""
    shown = {
        re.sub(r"{[^}]*}", "…", form).rstrip("…")
        for message in messages(read_catalogue(catalogue_path(language), language))
        for form in wordings(message)
    }
    text = GLOSSARY.with_name(manual).read_text(encoding="utf-8")
    buttons = re.findall(r"\*\*([^*]+)\*\*", re.sub(r"^(- |\d\. )\*\*.+?\*\*", "", text, flags=re.M))
    assert len(buttons) > 8
    assert [button for button in buttons if button.rstrip("…") not in shown] == []


def _read(folder: Path, language: str):  # type: ignore[no-untyped-def]
    return read_catalogue(catalogue_path(language, folder=folder), language)


def _sources(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    for folder in folders or ("",):
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            if "locale" not in path.relative_to(PACKAGE).parts and path.name != "words.py":
                yield path, ast.parse(path.read_text(encoding="utf-8"))


def _called(node: ast.Call) -> str:
    function = node.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _htpy_names(tree: ast.Module) -> frozenset[str]:
    return frozenset(
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "htpy"
        for alias in node.names
    )


def _shown(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """String literals that end up as an element's content or in an attribute that is read out."""
    names = _htpy_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for keyword in node.keywords:
                if keyword.arg in ATTRIBUTES:
                    yield from _literals(keyword.value)
        if isinstance(node, ast.Subscript) and _element(node.value, names):
            yield from _literals(node.slice)


def _element(node: ast.expr, names: frozenset[str]) -> bool:
    while isinstance(node, ast.Call):
        node = node.func
    return isinstance(node, ast.Name) and node.id in names


def _literals(node: ast.expr) -> Iterator[tuple[int, str]]:
    """Literals that a value can become; what is called, compared or looked up has its own words."""
    match node:
        case ast.Constant(value=str(text)):
            yield node.lineno, text
        case ast.JoinedStr(values=values):
            for value in values:
                if isinstance(value, ast.Constant):
                    yield from _literals(value)
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            for element in elements:
                yield from _literals(element)
        case ast.IfExp(body=body, orelse=other):
            yield from _literals(body)
            yield from _literals(other)
        case ast.BoolOp(values=values):
            for value in values:
                yield from _literals(value)
        case ast.BinOp(left=left, right=right):
            yield from _literals(left)
            yield from _literals(right)
        case ast.GeneratorExp(elt=element) | ast.ListComp(elt=element) | ast.Starred(value=element):
            yield from _literals(element)
        case _:
            return


def _glossary() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The rows of the glossary that are marked as kept by this test."""
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) >= 3 and cells[2].startswith("kept"):
            yield cells[0], tuple(term.strip() for term in cells[1].split(","))
