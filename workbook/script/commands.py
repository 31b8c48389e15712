"""`workbook read` and `workbook evidence`. Exit codes: 0 done, 1 failed, 2 wrong use."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn, TypeVar

import typer

from workbook import clock

if TYPE_CHECKING:
    from workbook.activity.people import People
    from workbook.activity.read import File, Loaded
    from workbook.activity.records import Decisions
    from workbook.activity.span import Span

_FAILED, _WRONG_USE = 1, 2
_Answer = TypeVar("_Answer", bound=str)
_DAYS_AFTER: Final = timedelta(days=14)
"""A debrief or a report may come after the period's last day."""


class Language(StrEnum):
    """The language of all words."""

    NL = "nl"
    EN = "en"


class Order(StrEnum):
    """The order of day and month, for files that do not tell."""

    DMY = "dmy"
    MDY = "mdy"


class Cancelled(StrEnum):
    """What to do with appointments whose title says that they were cancelled."""

    LEAVE_OUT = "leave_out"
    COUNT = "count"


class Country(StrEnum):
    """Whose public holidays are taken out."""

    NL = "NL"
    BE = "BE"


class Rows(StrEnum):
    """What several rows of one deal are."""

    NEWEST = "newest"
    SUM = "sum"


Files = Annotated[
    list[Path],
    typer.Argument(
        exists=True, dir_okay=False, readable=True, metavar="FILES…", help="Calendars and tables, any number."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="For a program to read: docs/json.md says how.")]
Zone = Annotated[
    str | None, typer.Option(help="Where you live, as Europe/Amsterdam; for files that do not tell.")
]
DateOrder = Annotated[Order | None, typer.Option("--date-order", help="For files that do not tell.")]
Decimal = Annotated[str | None, typer.Option("--decimal", help="Comma or point, for files that do not tell.")]
Owner = Annotated[
    str | None, typer.Option("--owner", help="What a CRM calls you, for a file with several owners.")
]
WhenCancelled = Annotated[
    Cancelled | None, typer.Option("--cancelled", help="What of appointments whose title says cancelled.")
]
Several = Annotated[
    Rows | None,
    typer.Option("--rows", help="What rows of one deal with different values are: older states or parts."),
]
Words = Annotated[Language, typer.Option("--language", help="The language of all words.")]
First = Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day, with --to.")]
Last = Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day, included.")]
Me = Annotated[list[str], typer.Option("--me", help="An address of yours; may be given more than once.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(read)
    app.command()(evidence)


def read(
    files: Files,
    as_json: Json = False,
    zone: Zone = None,
    date_order: DateOrder = None,
    decimal: Decimal = None,
    owner: Owner = None,
    cancelled: WhenCancelled = None,
    rows: Several = None,
    me: Annotated[
        list[str] | None, typer.Option("--me", help="An address of yours: what you declined is left out.")
    ] = None,
    first: First = None,
    last: Last = None,
    language: Words = Language.EN,
) -> None:
    """Read calendars and tables, and say how each was read, what was refused and what is asked."""
    from workbook.script import paper, told
    from workbook.words import translator

    people = _people(me or [], None)
    brought = _files(files)
    loaded, matched = _read(
        brought, people, _decisions(brought, zone, date_order, decimal, owner, cancelled, rows), _span(first, last)
    )
    t = translator(language.value)
    if as_json:
        _print(told.read(loaded.readings, matched, t))
    else:
        print("\n".join(paper.readings(loaded.readings, matched, t)).rstrip())
    raise typer.Exit(_FAILED if any(_failed(one) for one in loaded.readings) else 0)


def evidence(
    files: Files,
    me: Me,
    people_file: Annotated[
        Path | None,
        typer.Option("--people", exists=True, dir_okay=False, help="Who is who: address,role[,name] a line."),
    ] = None,
    first: First = None,
    last: Last = None,
    country: Annotated[Country, typer.Option(help="Whose public holidays are taken out.")] = Country.NL,
    without_private: Annotated[
        bool, typer.Option("--without-private", help="Private appointments are no work: leave them out.")
    ] = False,
    place: Annotated[
        list[str] | None,
        typer.Option(
            "--place",
            metavar="NAME=WHERE",
            help="Whose a place of your calendar is: visit, office, online or elsewhere. May be repeated.",
        ),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            metavar="NAME=WHICH",
            help="Whether a source of your deals is marketing or other. May be repeated.",
        ),
    ] = None,
    as_json: Json = False,
    zone: Zone = None,
    date_order: DateOrder = None,
    decimal: Decimal = None,
    owner: Owner = None,
    cancelled: WhenCancelled = None,
    rows: Several = None,
    language: Words = Language.EN,
) -> None:
    """Measure, and give every figure with all that is needed to doubt it."""
    from workbook.activity.places import PLACES, PlaceSaid, place_key
    from workbook.evidence import Material, Period, default_period, measure
    from workbook.evidence.sources import PLACED, source_key
    from workbook.script import paper, told
    from workbook.words import translator

    people = _people(me, people_file)
    places = tuple(PlaceSaid(place_key(name), where) for name, where in _said("--place", place or (), PLACES))
    sources = {source_key(name): which for name, which in _said("--source", source or (), PLACED)}
    span = _span(first, last)
    brought = _files(files)
    loaded, matched = _read(
        brought, people, _decisions(brought, zone, date_order, decimal, owner, cancelled, rows), _with_aftermath(span)
    )
    t = translator(language.value)
    if not any(one.read for one in loaded.readings):
        print("\n".join(paper.readings(loaded.readings, matched, t)).rstrip(), file=sys.stderr)
        raise typer.Exit(_FAILED)
    from workbook.activity.private import settled
    from workbook.activity.sorting import load_rules, sort_activities

    sorted_ = sort_activities(matched.activities, people, replace(load_rules(), places=places))
    period = Period(span.first, span.last) if span else default_period(matched.activities, clock.today())
    material = Material(
        activities=matched.activities,
        sorted=settled(matched.activities, sorted_, False if without_private else None),
        people=people,
        deals=loaded.deals,
        period=period,
        country=country.value,
        deal_sources=_deal_sources(loaded),
        placed=sources,
    )
    measures = measure(material)
    if as_json:
        _print(told.evidence(loaded.readings, matched, measures, period, country.value, t))
    else:
        lines = [*paper.readings(loaded.readings, matched, t), *paper.measures(measures, t)]
        print("\n".join(lines).rstrip())
    raise typer.Exit(_FAILED if any(_failed(one) for one in loaded.readings) else 0)


def _read(files: list[File], people: People, decisions: Decisions, span: Span | None) -> tuple[Loaded, Any]:
    from workbook.activity.matching import match_sources
    from workbook.activity.read import read_files

    loaded = read_files(files, own=people.own, window=span, decisions=decisions, today=clock.today())
    return loaded, match_sources(loaded.activities, people)


def _failed(reading: Any) -> bool:
    """Whether a file as a whole could not be read, or waits for an answer."""
    whole = any(not one.row for one in reading.refused)
    return whole or any(not asked.assumed for asked in reading.undecided)


def _files(paths: list[Path]) -> list[File]:
    from workbook.activity.read import File
    from workbook.activity.stored import left_on_disk

    names = [path.name for path in paths]
    try:
        return [
            File(path.name if names.count(path.name) == 1 else str(path), left_on_disk(path))
            for path in paths
        ]
    except OSError as error:
        _fail(f"{error.filename}: {error.strerror}", _FAILED)


def _decisions(
    files: list[File],
    zone: str | None,
    order: Order | None,
    decimal: str | None,
    owner: str | None,
    cancelled: Cancelled | None,
    rows: Rows | None,
) -> Decisions:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from workbook.activity.records import Decisions

    decisions = Decisions()
    if zone is not None:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            _fail(f"no such time zone: {zone!r}; an IANA name is needed, as Europe/Amsterdam", _WRONG_USE)
        decisions = Decisions(zone)
    if decimal not in (None, ",", "."):
        _fail(f"--decimal is a comma or a point, not {decimal!r}", _WRONG_USE)
    answers = {
        "zone": zone,
        "date_order": order and order.value,
        "decimal": decimal,
        "owner": owner,
        "cancelled": cancelled and cancelled.value,
        "rows": rows and rows.value,
    }
    for file in files:
        for key, value in answers.items():
            if value:
                decisions = decisions.with_answer(file.name, key, value)
    return decisions


def _people(me: list[str], path: Path | None) -> People:
    from workbook.activity.people import People, with_own
    from workbook.script.people_file import BadPeopleError, add_people

    for address in me:
        if address.count("@") != 1:
            _fail(f"--me needs an e-mail address, not {address!r}", _WRONG_USE)
    people = with_own(People(), me)
    if path is None:
        return people
    try:
        return add_people(people, path.read_bytes())
    except BadPeopleError as problem:
        _fail(f"{path}: {problem}", _WRONG_USE)
    except OSError as error:
        _fail(f"{path}: {error.strerror}", _FAILED)


def _said(option: str, given: Iterable[str], answers: tuple[_Answer, ...]) -> Iterator[tuple[str, _Answer]]:
    """Each `NAME=ANSWER` of an option; the last sign of equality counts, for a name may hold one."""
    for one in given:
        name, _, said = one.rpartition("=")
        answer = next((known for known in answers if known == said.strip().casefold()), None)
        if answer is None:
            _fail(
                f"{option} needs NAME=ANSWER, where the answer is {', '.join(answers)}; not {one!r}",
                _WRONG_USE,
            )
        yield name, answer


def _span(first: datetime | None, last: datetime | None) -> Span | None:
    from workbook.activity.span import Span

    if first is None and last is None:
        return None
    if first is None or last is None:
        _fail("--from and --to go together", _WRONG_USE)
    if last < first:
        _fail("--to comes before --from", _WRONG_USE)
    return Span(first.date(), last.date())


def _with_aftermath(span: Span | None) -> Span | None:
    from workbook.activity.span import Span

    return Span(span.first, span.last + _DAYS_AFTER) if span else None


def _deal_sources(loaded: Loaded) -> tuple[str, ...]:
    return tuple(one.file for one in loaded.readings if one.read and one.deals)


def _print(told: dict[str, Any]) -> None:
    print(json.dumps(told, ensure_ascii=False, indent=2))


def _fail(message: str, code: int) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(code)
