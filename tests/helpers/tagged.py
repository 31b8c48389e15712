"""What a reader of a tagged PDF is given: the structure tree in reading order, with the words of each element."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pikepdf

Content = tuple[str, str]
"""The words of one marked-content sequence, and the language it names itself, or empty."""

INLINE: Final = frozenset({"Span", "Code", "Link", "Em", "Strong"})
"""Kinds that are part of a line, and stand in a paragraph, heading or cell."""

HOLDING: Final = frozenset({"P", "H1", "H2", "TH", "TD", "Figure"})
"""Kinds that may hold words here. A figure's are for the eye: its alternative is read."""

_HEX: Final = re.compile(rb"<([0-9A-Fa-f]*)>")
_SINGLE: Final = re.compile(rb"beginbfchar(.*?)endbfchar", re.S)
_RANGE: Final = re.compile(rb"beginbfrange(.*?)endbfrange", re.S)


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the tree.

    `kind` is its type without the slash (`P`, `H1`), `above` the kinds over it from the document down,
    `runs` the marked-content sequences directly in it, `text` all words in and below it, `language` what
    holds for it, `alternative` its words for who can't see it.
    """

    kind: str
    above: tuple[str, ...]
    text: str
    runs: tuple[str, ...]
    language: str
    alternative: str


def tagged(pdf: bytes) -> list[Element]:
    """Every element in reading order, each before what is in it."""
    with pikepdf.open(io.BytesIO(pdf)) as read:
        content = {page.obj.objgen: _content(page) for page in read.pages}
        root = read.Root
        found: list[Element] = []
        for child in _children(root.StructTreeRoot):
            _walk(child, (), str(root.Lang), None, content, found)
        return found


def paragraphs(pdf: bytes) -> list[tuple[str, str]]:
    """Everything that is read as one piece, with its words spaced as ordinary text; a figure with its
    alternative."""
    return [
        (one.kind, " ".join((one.alternative if one.kind == "Figure" else one.text).split()))
        for one in tagged(pdf)
        if one.kind in HOLDING
    ]


def loose(pdf: bytes) -> list[str]:
    """Words that stand in no paragraph, heading, cell or figure: a reader runs them into what is beside them."""
    found = []
    for one in tagged(pdf):
        around = next(kind for kind in (one.kind, *reversed(one.above)) if kind not in INLINE)
        if any(run.strip() for run in one.runs) and around not in HOLDING:
            found.append(one.text)
    return found


def languages(pdf: bytes) -> set[str]:
    """The languages in which something is read aloud."""
    return {one.language for one in tagged(pdf)}


def _walk(
    node: Any,
    above: tuple[str, ...],
    language: str,
    page: Any,
    content: Mapping[Any, Mapping[int, Content]],
    found: list[Element],
) -> str:
    language = str(node.get("/Lang", language))
    page = node.get("/Pg", page)
    kind = str(node.S).removeprefix("/")
    at, text, runs = len(found), "", []
    for child in _children(node):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            text += _walk(child, (*above, kind), language, page, content, found)
            continue
        number = child
        if isinstance(child, pikepdf.Dictionary):
            if "/MCID" not in child:
                continue  # an annotation: it has no words
            number, page = child.MCID, child.get("/Pg", page)
        words, named = content[page.objgen][int(number)]
        language = named or language
        runs.append(words)
        text += words
    alternative = str(node.get("/Alt", ""))
    found.insert(at, Element(kind, above, text, tuple(runs), language, alternative))
    return text


def _children(node: Any) -> list[Any]:
    children = node.get("/K")
    if children is None:
        return []
    return list(children) if isinstance(children, pikepdf.Array) else [children]


def _content(page: pikepdf.Page) -> dict[int, Content]:
    """The words of each marked-content sequence of a page, by its number."""
    told: dict[int, Content] = {}
    signs: Mapping[int, str] = {}
    resources: Any = page.obj.get("/Resources", {})
    fonts = {name: _signs(font) for name, font in resources.get("/Font", {}).items()}
    inside: list[tuple[int | None, str | None]] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                marked = operands[1]
                marked = resources.Properties[str(marked)] if isinstance(marked, pikepdf.Name) else marked
                number = int(marked.MCID) if "/MCID" in marked else None
                spoken = str(marked.ActualText) if "/ActualText" in marked else None
                if number is not None:
                    told[number] = ("", str(marked.get("/Lang", "")))
                inside.append((number, spoken))
                _add(told, inside, spoken or "")
            case "BMC":
                inside.append((None, None))
            case "EMC":
                inside.pop()
            case "Tf":
                signs = fonts[str(operands[0])]
            case "Tj" | "TJ":
                if all(spoken is None for _, spoken in inside):
                    _add(told, inside, "".join(_shown(operands[0], signs)))
    return told


def _add(told: dict[int, Content], inside: list[tuple[int | None, str | None]], words: str) -> None:
    """Words belong to the innermost sequence with a number."""
    number = next((number for number, _ in reversed(inside) if number is not None), None)
    if number is not None:
        told[number] = (told[number][0] + words, told[number][1])


def _shown(operand: Any, signs: Mapping[int, str]) -> Iterator[str]:
    for piece in operand if isinstance(operand, pikepdf.Array) else [operand]:
        if isinstance(piece, pikepdf.String):
            codes = bytes(piece)
            for at in range(0, len(codes), 2):
                yield signs.get(int.from_bytes(codes[at : at + 2], "big"), "\ufffd")


def _signs(font: Any) -> dict[int, str]:
    """What each two-byte code of a face stands for, from its ToUnicode table (ISO 32000-2, 9.10.3)."""
    table = bytes(font.ToUnicode.read_bytes())
    signs: dict[int, str] = {}
    for block in _SINGLE.findall(table):
        codes = _HEX.findall(block)
        signs |= {int(code, 16): _text(to) for code, to in zip(codes[::2], codes[1::2], strict=True)}
    for block in _RANGE.findall(table):
        codes = _HEX.findall(block)
        for first, last, to in zip(codes[::3], codes[1::3], codes[2::3], strict=True):
            for n in range(int(last, 16) - int(first, 16) + 1):
                base = _text(to)
                signs[int(first, 16) + n] = base[:-1] + chr(ord(base[-1]) + n)
    return signs


def _text(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be")
