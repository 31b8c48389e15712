"""The document: all that is kept of one workbook, and its way to bytes and back.

It holds the journey, what the manager settled about people and sorting, and the measures as they
were last taken. It holds no activity and no deal: those stay in memory. `decode` reads every schema
ever released and brings it up to date.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, Literal

import msgspec

from workbook.activity.people import People
from workbook.activity.records import Decisions, Reading
from workbook.activity.sorting import Correction
from workbook.evidence.measure import Measure, Period
from workbook.journey import SCHEMA, Workbook
from workbook.mirrors.records import Round
from workbook.words import Text, say


class Illegible(Exception):
    """These bytes are no workbook this program can read; `text` says so to the user."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.id)
        self.text = text


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was measured, from which files, on which day."""

    measures: tuple[Measure, ...] = ()
    readings: tuple[Reading, ...] = ()
    taken_on: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One workbook as it is kept.

    `country` is the one whose public holidays are taken out. `wording` is the version of the questions' wording the answers were given to; `demo` marks the
    made-up manager, whose files can be made anew at any time.
    """

    workbook: Workbook = field(default_factory=Workbook)
    people: People = field(default_factory=People)
    corrections: tuple[Correction, ...] = ()
    decisions: Decisions = field(default_factory=Decisions)
    period: Period | None = None
    country: Literal["NL", "BE"] = "NL"
    evidence: Evidence = field(default_factory=Evidence)
    rounds: tuple[Round, ...] = ()
    wording: str = ""
    demo: bool = False


_MIGRATIONS: Final[dict[int, Callable[[dict[str, Any]], dict[str, Any]]]] = {}
"""By schema number: how a document of that schema becomes one of the next."""


def encode(document: Document) -> bytes:
    """The document as UTF-8 JSON, the same bytes for the same document."""
    return msgspec.json.encode(replace(document, evidence=_kept(document.evidence)), order="deterministic")


def decode(data: bytes, schema: int) -> Document:
    """A document of any released schema. Raises `Illegible` for a newer one and for what is none."""
    if schema > SCHEMA:
        raise Illegible(
            say(
                "This workbook was made by a newer version of the program. Update the program and open it again."
            )
        )
    try:
        if schema == SCHEMA:
            return msgspec.json.decode(data, type=Document)
        content = msgspec.json.decode(data)
        for number in range(schema, SCHEMA):
            content = _MIGRATIONS[number](content)
        return msgspec.convert(content, Document)
    except (msgspec.DecodeError, msgspec.ValidationError, KeyError, TypeError, ValueError) as error:
        raise Illegible(say("This is not a workbook, or it is damaged.")) from error


def _kept(evidence: Evidence) -> Evidence:
    """Refusals and open questions can quote a cell, so they stay in memory with the rows."""
    readings = tuple(replace(reading, refused=(), undecided=()) for reading in evidence.readings)
    return replace(evidence, readings=readings)
