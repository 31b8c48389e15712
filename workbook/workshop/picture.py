"""The room's picture: from the answers in the ballots to what is shown, made once.

By the rules of the mirrors (`workbook.mirrors.outcome`): under the floor nothing, below eight answers
bands and no counts, and every count moved by chance, so that nobody who knows all other answers can
work out the last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from workbook.mirrors import chance
from workbook.mirrors.outcome import share
from workbook.mirrors.records import Given
from workbook.questions import CHOICES, DAYS, FREQUENCIES, QuestionId
from workbook.workshop.records import Histogram, Picture

_Key = TypeVar("_Key", bound=str)


def freeze(
    answers: Sequence[Given],
    shared: Sequence[Given],
    question: QuestionId,
    floor: int,
    draw: chance.Draw = chance.draw,
) -> Picture:
    """The picture of a question. `draw` gives the shifts of `workbook.mirrors.chance`."""
    said = [one.choices[question] for one in answers if question in one.choices]
    often = [one.often[question] for one in answers if question in one.often]
    data = [one.often[question] for one in shared if question in one.often]
    return Picture(
        histogram({key: said.count(key) for key in CHOICES}, floor, draw),
        histogram({key: often.count(key) for key in FREQUENCIES}, floor, draw),
        histogram({key: data.count(key) for key in DAYS}, floor, draw),
    )


def histogram(counts: Mapping[_Key, int], floor: int, draw: chance.Draw = chance.draw) -> Histogram | None:
    """What may be shown of these counts; None under the floor, whatever they are."""
    n = sum(counts.values())
    return told(chance.shifted(counts, draw), n) if n >= floor else None


def told(shifted: Mapping[_Key, int], n: int) -> Histogram:
    """What is shown of counts that chance has shifted; it sees nothing else of the answers.

    Each count stays by itself, between nought and n, and need not add up with the others: with four or
    five of them, making them add up would heap the shifts of all on one.
    """
    return Histogram(n, {key: share(min(max(count, 0), n), n) for key, count in shifted.items()})
