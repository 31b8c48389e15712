"""Freezing: from the answers of a round to what it shows, made once.

Too few says only that. Below eight answers there are bands and no figures, so that unanimity betrays
nobody. Texts come from five answers up, in an order drawn by lot. A group under the floor is hidden,
and with it whatever would give it away by subtraction.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from workbook.mirrors import chance
from workbook.mirrors.records import (
    GROUPS,
    SEEN,
    Band,
    Given,
    Group,
    Named,
    Outcome,
    Seen,
    Share,
    Tally,
    Whom,
)
from workbook.questions import DAYS, FREQUENCIES, QUESTIONS, Choice, Frequency, QuestionId

COUNTS_FROM: Final = 8
"""Answers from which counts are shown; below it bands, and the badge 'indicative'."""
TEXTS_FROM: Final = 5
_COUNTED: Final[tuple[Frequency, ...]] = tuple(often for often in FREQUENCIES if often in DAYS)
_FEW, _MOST = 1 / 3, 2 / 3


def freeze(
    answers: Sequence[Given], whom: Whom, floor: int, closed: date, draw: chance.Draw = chance.draw
) -> Outcome:
    """What a round shows from now on. `draw` gives the shifts of `chance`."""
    if whom == "board":
        named = sorted((Named(a.name, a.choices, a.often, a.text) for a in answers), key=lambda one: one.name)
        return Outcome(closed, len(named), named=tuple(named))
    if len(answers) < floor:
        return Outcome(closed, too_few=True)
    sizes = {group: sum(a.group == group for a in answers) for group in (*GROUPS, None)}
    return Outcome(
        closed,
        len(answers),
        tallies={question: tally(answers, question, draw) for question in QUESTIONS},
        groups={
            group: {q: tally([a for a in answers if a.group == group], q, draw) for q in QUESTIONS}
            for group in visible_groups(sizes, floor)
        },
        texts=_texts(answers),
    )


def tally(answers: Sequence[Given], question: QuestionId, draw: chance.Draw = chance.draw) -> Tally:
    """What these people together say on a question."""
    seen = dict.fromkeys(SEEN, 0)
    often = dict.fromkeys(FREQUENCIES, 0)
    for one in answers:
        seen[seen_as(one.choices[question])] += 1
        often[one.often[question]] += 1
    return shown(chance.shifted(seen, draw), chance.shifted(often, draw), len(answers))


def shown(seen: Mapping[Seen, int], often: Mapping[Frequency, int], n: int) -> Tally:
    """What is shown of counts that chance has shifted; it sees nothing else of the answers."""
    seen, often = chance.bounded(seen, n), chance.bounded(often, n)
    return Tally(
        n,
        {key: share(count, n) for key, count in seen.items()},
        {key: share(count, n) for key, count in often.items()},
        _middle(often),
    )


def share(count: int, n: int) -> Share:
    """A count as it may be shown among n answers."""
    return Share(band(count, n), count if n >= COUNTS_FROM else None)


def band(count: int, n: int) -> Band:
    """'few' up to a third, 'most' from two thirds, else about half."""
    part = count / n if n else 0.0
    return "few" if part <= _FEW else "most" if part >= _MOST else "half"


def band_counts(one: Band, n: int) -> tuple[int, int]:
    """The lowest and highest count among n that a band stands for."""
    counts = [count for count in range(n + 1) if band(count, n) == one]
    return (counts[0], counts[-1]) if counts else (0, n)


def seen_as(choice: Choice) -> Seen:
    """A choice as what it comes to: A next to B is fine, so both counts as B."""
    if choice == "a":
        return "only_a"
    return "cannot_say" if choice == "cannot_say" else "b"


def visible_groups(sizes: Mapping[Group | None, int], floor: int) -> tuple[Group, ...]:
    """The groups that may be shown: each at the floor, and what is left out nobody or at the floor too.

    Else the total less the groups shown would show the rest. None is who didn't say.
    """
    visible = sorted(
        (g for g, size in sizes.items() if g is not None and size >= floor), key=lambda g: (sizes[g], g)
    )
    while visible and 0 < sum(sizes.values()) - sum(sizes[g] for g in visible) < floor:
        visible.pop(0)
    return tuple(group for group in GROUPS if group in visible)


def _middle(often: Mapping[Frequency, int]) -> tuple[Frequency, Frequency] | None:
    ordered = [key for key in _COUNTED for _ in range(often[key])]
    if len(ordered) < 3:
        return None
    quarter = len(ordered) // 4
    return ordered[quarter], ordered[-1 - quarter]


def _texts(answers: Sequence[Given]) -> tuple[str, ...]:
    if len(answers) < TEXTS_FROM:
        return ()
    texts = sorted(one.text for one in answers if one.text)
    secrets.SystemRandom().shuffle(texts)
    return tuple(texts)
