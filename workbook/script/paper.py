"""What was read and what was counted, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbook.activity.matching import Matched
from workbook.activity.records import Reading, Undecided
from workbook.evidence.measure import Measure
from workbook.evidence.telling import caption, reckoning
from workbook.evidence.thin import too_thin
from workbook.script.told import plain
from workbook.words import Text, Translator, say, say_n

OPTIONS = {
    "date_order": "--date-order",
    "zone": "--zone",
    "decimal": "--decimal",
    "owner": "--owner",
    "cancelled": "--cancelled",
    "rows": "--rows",
}
"""The option that answers what a file does not tell."""


def readings(found: Iterable[Reading], matched: Matched, t: Translator) -> Iterator[str]:
    """How each file was read."""
    for one in found:
        yield (
            t(say("{file}, sheet ‘{sheet}’", file=one.file.removesuffix(f"/{one.sheet}"), sheet=one.sheet))
            if one.sheet
            else one.file
        )
        yield from (f"  {line}" for line in _reading(one, t))
        yield ""
    if matched.pairs:
        yield t(
            say_n(
                "{n} meeting stands in two of your files; it counts once.",
                "{n} meetings stand in two of your files; each counts once.",
                len(matched.pairs),
            )
        )
        yield ""


def _reading(one: Reading, t: Translator) -> Iterator[str]:
    counted = t(say_n("{n} row read", "{n} rows read", one.read)) if one.read else t(say("Nothing read"))
    if one.first and one.last:
        counted += t(
            say(", from {first:date} to {last:date}", first=one.first.isoformat(), last=one.last.isoformat())
        )
    as_a_whole = not one.read and any(not refused.row for refused in one.refused)
    yield f"{t(one.format)}." if as_a_whole else f"{t(one.format)}. {counted}."
    named: tuple[tuple[Text, str], ...] = (
        (say("encoding {value}", value=one.encoding), one.encoding),
        (say("delimiter {value}", value=repr(one.delimiter)), one.delimiter),
        (say("dates {value}", value=one.date_order), one.date_order),
        (say("decimal mark {value}", value=one.decimal), one.decimal),
        (say("time zone {value}", value=one.zone), one.zone),
    )
    if told := " · ".join(t(text) for text, value in named if value):
        yield told
    yield from (t(say("left out: {what} ({n})", n=n, what=what)) for what, n in one.left_out)
    for refused in one.refused:
        yield (
            t(say("Row {row}: {reason}", row=refused.row, reason=refused.reason))
            if refused.row
            else t(refused.reason)
        )
    yield from (t(note) for note in one.notes)
    yield from (t(_asked(asked)) for asked in one.undecided)


def _asked(asked: Undecided) -> Text:
    return say(
        "Not told by the file, in {where}: {examples}. Answer with one of: {answers}",
        where=asked.where,
        examples=", ".join(asked.examples) or "–",
        answers=" | ".join(f"{OPTIONS[asked.key]} {option}" for option in asked.options),
    )


def measures(found: Iterable[Measure], t: Translator) -> Iterator[str]:
    """Every measure with its parts."""
    for one in found:
        yield f"{one.id}  {plain(t(one.sentence))}"
        if one.standing == "absent":
            if one.missing:
                yield f"    {t(one.missing)}"
            continue
        yield f"    {plain(t(reckoning(one)))}"
        yield "    " + " · ".join(t(part) for part in caption(one)[1:])
        if one.standing == "thin":
            yield f"    {t(too_thin(one))}"
