"""A workbook without names: who is who, and the titles and sources somebody sorted by, stay behind; the
counts go along.

A file that leaves has no lock. So it holds aggregates only, unless its owner wants the names in it; what
they wrote in their own words is theirs and stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from workbook.activity.people import People
from workbook.document import Document, Look
from workbook.evidence.measure import Bar, Measure
from workbook.mirrors.records import Round
from workbook.words import Translator, say

BY_PERSON: Final = frozenset({"field.ride_alongs", "field.never_accompanied"})
"""The measures with a row for each sales person."""


def numbered(measures: Iterable[Measure], translate: Translator) -> dict[str, str]:
    """A number to show in place of each sales person's name, the same in all of the measures."""
    keys = dict.fromkeys(bar.key for one in measures if one.id in BY_PERSON for bar in one.table)
    return {key: translate(say("Sales person {n}", n=n)) for n, key in enumerate(keys, 1)}


def unnamed(text: str, people: People, translate: Translator) -> str:
    """What somebody wrote, with `a sales person` where the name of one of their team stands: in full, or the
    first name or the last alone. A nickname, or a name no file has, is not known and stays."""
    team = [people.names.get(key, "") for key, role in people.roles.items() if role == "team"]
    names = {part for name in team for part in (name, name.partition(" ")[0], name.partition(" ")[2])}
    known = sorted((name for name in names if len(name) > 1), key=len, reverse=True)
    if not known:
        return text
    instead = translate(say("a sales person"))
    return re.sub(rf"\b(?:{'|'.join(map(re.escape, known))})\b", lambda _: instead, text)


def without_names(document: Document, translate: Translator) -> Document:
    """The document with nobody's name or address in it, and no title or place of an appointment."""
    looks = [look for look in (*document.earlier, document.before, document.since) if look]
    evidences = (document.evidence, *(look.evidence for look in looks))
    shown = numbered((measure for one in evidences for measure in one.measures), translate)

    def look_without(look: Look) -> Look:
        kept = tuple(_unnamed(one, shown) for one in look.evidence.measures)
        return replace(look, evidence=replace(look.evidence, measures=kept))

    answers = {key: told for key, told in document.decisions.answers.items() if not key.endswith("\nowner")}
    return replace(
        document,
        people=People(),
        places=(),
        corrections=tuple(one for one in document.corrections if not one.title),
        sources={},
        decisions=replace(document.decisions, answers=answers, profiles=()),
        evidence=replace(
            document.evidence, measures=tuple(_unnamed(one, shown) for one in document.evidence.measures)
        ),
        earlier=tuple(look_without(look) for look in document.earlier),
        before=look_without(document.before) if document.before else None,
        since=look_without(document.since) if document.since else None,
        rounds=tuple(_board_numbered(one, translate) for one in document.rounds),
    )


def _unnamed(measure: Measure, shown: Mapping[str, str]) -> Measure:
    if measure.id not in BY_PERSON:
        return measure

    def numbered_rows(rows: Iterable[Bar]) -> tuple[Bar, ...]:
        return tuple(Bar(shown[one.key], say("{person}", person=shown[one.key]), one.values) for one in rows)

    beside = tuple(replace(one, rows=numbered_rows(one.rows)) for one in measure.beside)
    return replace(measure, table=numbered_rows(measure.table), beside=beside)


def _board_numbered(one: Round, translate: Translator) -> Round:
    if one.outcome is None:
        return one
    named = tuple(
        replace(member, name=translate(say("Board member {n}", n=n)))
        for n, member in enumerate(one.outcome.named, 1)
    )
    return replace(one, outcome=replace(one.outcome, named=named))
