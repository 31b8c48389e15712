"""The document: all that is kept of one workbook, and its way to bytes and back.

It holds the journey, what the manager settled about people and sorting, and the measures as they
were last taken. It holds no activity and no deal: those stay in memory. `decode` reads every schema
ever released and brings it up to date.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from workbook.activity.matching import Separated
from workbook.activity.people import People
from workbook.activity.places import PlaceSaid
from workbook.activity.records import Decisions, Reading
from workbook.activity.sorting import Correction
from workbook.evidence.measure import Measure, Period
from workbook.evidence.sources import Placed
from workbook.journey import SCHEMA, Workbook
from workbook.mirrors.records import Round
from workbook.questions import QUESTIONS
from workbook.words import Text, say

LONGEST_PERIOD: Final = timedelta(days=800)
"""Two years and a bit: what a manager can look back on, and what measuring can do at once."""


Weeks = Literal[13, 26, 52]
SPANS: Final[tuple[Weeks, ...]] = get_args(Weeks)
"""A quarter, half a year, a year: the spans that can be asked for by their number of weeks."""


class Illegible(Exception):
    """These bytes are no workbook this program can read; `text` says so to the user."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.id)
        self.text = text


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was measured, from which files, on which day, and by which version of the rules (see
    `workbook.evidence.versions`; empty where it was not kept)."""

    measures: tuple[Measure, ...] = ()
    readings: tuple[Reading, ...] = ()
    taken_on: date | None = None
    rules: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """An earlier look at the data, kept as it was: the figures of a period, and the wording of that time."""

    period: Period
    evidence: Evidence
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One workbook as it is kept.

    `separated` are entries of several files that a rule takes for one meeting and the manager does not;
    `places` is what the manager said of places: which is one's own office, which the customer's.
    `sources` is what was said of the sources of deals, by `workbook.evidence.sources.source_key`.
    `period` are the days looked at: the last so many full weeks (`last_weeks`), which move on with a newer
    file, or days the manager chose (None), which stay. `country` is the one whose public holidays are taken
    out. `private_is_work` is what was said of all private appointments together, None before anything was.
    `wording` is the version of the questions' wording the answers were given to; `demo` marks the
    made-up manager, whose files can be made anew at any time as they were on `demo_day`.

    `earlier` are the looks before the present one, oldest first. `before` and `since` are two looks that
    may be laid side by side: the first one, and the weeks after it, counted by the same rules.
    `calendar_id` names this workbook's entries in a calendar, so that loading them again updates them;
    `taken_along` are the parts of the report that were chosen last, None before any choice.
    """

    workbook: Workbook = field(default_factory=Workbook)
    people: People = field(default_factory=People)
    corrections: tuple[Correction, ...] = ()
    decisions: Decisions = field(default_factory=Decisions)
    separated: tuple[Separated, ...] = ()
    places: tuple[PlaceSaid, ...] = ()
    sources: dict[str, Placed] = field(default_factory=dict)
    period: Period | None = None
    last_weeks: Weeks | None = 13
    country: Literal["NL", "BE"] = "NL"
    private_is_work: bool | None = None
    evidence: Evidence = field(default_factory=Evidence)
    rounds: tuple[Round, ...] = ()
    wording: str = ""
    demo: bool = False
    demo_day: date | None = None
    earlier: tuple[Look, ...] = ()
    since: Look | None = None
    before: Look | None = None
    calendar_id: str = ""
    taken_along: tuple[str, ...] | None = None


DAMAGED: Final = say("This is not a workbook, or it is damaged.")
_DAMAGE: Final = (
    msgspec.DecodeError, msgspec.ValidationError, KeyError, TypeError, ValueError, OverflowError, RecursionError,
)  # fmt: skip


def _second(content: dict[str, Any]) -> dict[str, Any]:
    """Schema 2 brought check-ins, the diary and earlier looks; a document of schema 1 has none."""
    return {**content, "workbook": {**content["workbook"], "schema": 2}}


def _third(content: dict[str, Any]) -> dict[str, Any]:
    """Schema 3 tells days the manager chose from the last so many weeks: full weeks that are no longer than
    a quarter, or a span that can be asked for, are taken to be the last ones, other days to be chosen. A
    demo's files are those of the day it was last looked at."""
    weeks: Weeks | None = SPANS[0]
    if content.get("period"):
        first, last = (date.fromisoformat(content["period"][end]) for end in ("first", "last"))
        full, rest = divmod((last - first).days + 1, 7)
        asked = SPANS[0] if full < SPANS[0] else next((span for span in SPANS if span == full), None)
        weeks = asked if first.weekday() == 0 and not rest else None
    demo_day = content.get("evidence", {}).get("taken_on") if content.get("demo") else None
    return {
        **content,
        "last_weeks": weeks,
        "demo_day": demo_day,
        "workbook": {**content["workbook"], "schema": 3},
    }


_MIGRATIONS: Final[dict[int, Callable[[dict[str, Any]], dict[str, Any]]]] = {1: _second, 2: _third}
"""By schema number: how a document of that schema becomes one of the next."""


def encode(document: Document) -> bytes:
    """The document as UTF-8 JSON, the same bytes for the same document."""
    return msgspec.json.encode(_without_cells(document), order="deterministic")


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
            return _checked(msgspec.json.decode(data, type=Document))
        content = msgspec.json.decode(data, type=dict[str, Any])
        for number in range(schema, SCHEMA):
            content = _MIGRATIONS[number](content)
        return _checked(msgspec.convert(content, Document))
    except _DAMAGE as error:
        raise Illegible(DAMAGED) from error


def _checked(document: Document) -> Document:
    """The same document, or `ValueError` for one the journey could not have led to: a file from outside
    must not break the pages."""
    inquiries = document.workbook.inquiries
    if set(inquiries) != set(QUESTIONS):
        raise ValueError("not the three questions")
    if any(one.evidence_seen and not one.first.complete for one in inquiries.values()):
        raise ValueError("evidence seen before an answer")
    if document.period and document.period.last - document.period.first > LONGEST_PERIOD:
        raise ValueError("a period longer than can be looked at")
    return document if _has_zone(document) else replace(document, decisions=_elsewhere(document.decisions))


def _has_zone(document: Document) -> bool:
    try:
        ZoneInfo(document.decisions.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _elsewhere(decisions: Decisions) -> Decisions:
    """Without a zone nobody knows here: other machines know others, and the browser will tell it anew."""
    return replace(decisions, zone=Decisions().zone, zone_known=False)


def _without_cells(document: Document) -> Document:
    def look(one: Look) -> Look:
        return replace(one, evidence=_kept(one.evidence))

    return replace(
        document,
        evidence=_kept(document.evidence),
        earlier=tuple(look(one) for one in document.earlier),
        since=look(document.since) if document.since else None,
        before=look(document.before) if document.before else None,
    )


def _kept(evidence: Evidence) -> Evidence:
    """Refusals and open questions can quote a cell, so they stay in memory with the rows."""
    readings = tuple(
        replace(reading, refused=(), undecided=(), sheets_left=()) for reading in evidence.readings
    )
    return replace(evidence, readings=readings)
