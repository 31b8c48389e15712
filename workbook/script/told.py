"""What was read and what was counted as plain values for JSON: see `docs/json.md` and `schema.json`.

A field is never given another meaning or taken away within a version; new ones may come.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from workbook.activity.matching import Matched, Pair
from workbook.activity.records import Reading
from workbook.evidence.measure import Measure, Period
from workbook.words import Text, Translator

VERSION: Final = 1


def reading(one: Reading, t: Translator) -> dict[str, Any]:
    """How one file was read."""
    return {
        "file": one.file,
        "sheet": one.sheet,
        "sheets_left": list(one.sheets_left),
        "format": t(one.format),
        "encoding": one.encoding,
        "delimiter": one.delimiter,
        "date_order": one.date_order,
        "decimal": one.decimal,
        "zone": one.zone,
        "read": one.read,
        "first": _day(one.first),
        "last": _day(one.last),
        "left_out": [{"what": t(what), "n": n} for what, n in one.left_out],
        "refused": [{"row": refused.row, "reason": t(refused.reason)} for refused in one.refused],
        "undecided": [
            {
                "key": asked.key,
                "where": asked.where,
                "options": list(asked.options),
                "examples": list(asked.examples),
                "assumed": asked.assumed,
            }
            for asked in one.undecided
        ],
        "notes": [t(note) for note in one.notes],
    }


def read(readings: Iterable[Reading], matched: Matched, t: Translator) -> dict[str, Any]:
    """What `workbook read` tells."""
    return {
        "schema": "gewetensvragen/read",
        "version": VERSION,
        "language": t.language,
        "files": [reading(one, t) for one in readings],
        "matched": [_pair(one, t) for one in matched.pairs],
    }


def evidence(
    readings: Iterable[Reading],
    matched: Matched,
    measures: Iterable[Measure],
    period: Period,
    country: str,
    t: Translator,
) -> dict[str, Any]:
    """What `workbook evidence` tells."""
    return {
        "schema": "gewetensvragen/evidence",
        "version": VERSION,
        "language": t.language,
        "period": _period(period),
        "country": country,
        "files": [reading(one, t) for one in readings],
        "matched": [_pair(one, t) for one in matched.pairs],
        "measures": [measure(one, t) for one in measures],
    }


def measure(one: Measure, t: Translator) -> dict[str, Any]:
    """One measure with all of its parts."""
    coverage, interval = one.coverage, one.interval
    return {
        "id": one.id,
        "question": one.question,
        "kind": one.kind,
        "title": t(one.title),
        "sentence": plain(t(one.sentence)),
        "standing": one.standing,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "unknown": one.unknown,
        "unknown_inside": one.unknown_inside,
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "interval": None
        if interval is None
        else {"low": interval.low, "high": interval.high, "method": interval.method},
        "period": _period(one.period),
        "coverage": {
            "weeks": coverage.weeks,
            "weeks_with_data": coverage.weeks_with_data,
            "by_rule": coverage.by_rule,
            "by_hand": coverage.by_hand,
            "unsorted": coverage.unsorted,
            "private": coverage.private,
            "private_out": coverage.private_out,
            "silent": list(coverage.silent),
        },
        "columns": [t(column) for column in one.columns],
        "table": [{"key": bar.key, "label": t(bar.label), "values": list(bar.values)} for bar in one.table],
        "beside": [
            {
                "id": other.id,
                "label": t(other.label),
                "meetings": other.meetings,
                "rows": [
                    {"key": bar.key, "label": t(bar.label), "values": list(bar.values)} for bar in other.rows
                ],
            }
            for other in one.beside
        ],
        "counted": t(one.counted),
        "limits": t(one.limits),
        "context": [t(text) for text in one.context],
        "missing": _text(one.missing, t),
        "sources": list(one.sources),
    }


def plain(sentence: str) -> str:
    """A sentence without its marks of emphasis."""
    return sentence.replace("**", "")


def _pair(pair: Pair, t: Translator) -> dict[str, Any]:
    return {
        "start": pair.one.start.isoformat(),
        "files": [pair.one.source, pair.other.source],
        "rows": [pair.one.row, pair.other.row],
        "reason": t(pair.reason),
    }


def _period(period: Period) -> dict[str, str]:
    return {"first": period.first.isoformat(), "last": period.last.isoformat()}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _text(text: Text | None, t: Translator) -> str | None:
    return None if text is None else t(text)
