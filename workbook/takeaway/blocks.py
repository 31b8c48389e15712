"""What a report is made of: blocks of finished words, that know no page, slide or sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from workbook.charts import Chart

Manner = Literal["lead", "body", "own", "note", "label", "quote"]
_EMPHASIS: Final = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words: `pieces` with whether they are emphasised. `own` and `quote` are the manager's words."""

    pieces: tuple[tuple[str, bool], ...]
    manner: Manner = "body"

    @property
    def text(self) -> str:
        """The words without emphasis."""
        return "".join(piece for piece, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with its words, and the table for who can't see it."""

    chart: Chart
    caption: str


@dataclass(frozen=True, slots=True)
class Line:
    """One point of the plan: its day, what it belongs to, and what is to be done."""

    day: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """The plan, in order of days."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Passage | Heading | Figure | Lines | Table


@dataclass(frozen=True, slots=True)
class Section:
    """One section: `label` stands small above the title, as on the pages."""

    id: str
    label: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole of it. `quote` is the manager's own sentence for the cover, or empty."""

    language: str
    product: str
    title: str
    subtitle: str
    quote: str
    facts: tuple[str, ...]
    sections: tuple[Section, ...]


def passage(text: str, manner: Manner = "body") -> Passage:
    """The program's own sentence, its `**emphasis**` marked."""
    split = _EMPHASIS.split(text)
    return Passage(tuple((piece, i % 2 == 1) for i, piece in enumerate(split) if piece), manner)


def own(text: str, manner: Manner = "own") -> Passage:
    """A manager's words, shown exactly as written."""
    return Passage(((text.strip(), False),), manner)
