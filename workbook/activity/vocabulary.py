"""The words that sort titles: data files, one a topic, in Dutch and English."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, get_args

from workbook.activity.titles import find_words

Topic = Literal[
    "plan", "target", "marketing", "campaign", "customer", "reporting", "absence", "visit", "online", "office"
]
TOPICS: Final[tuple[Topic, ...]] = get_args(Topic)
SUBJECTS: Final = TOPICS[:7]
"""What an activity can be about; the others are where it was (`workbook.activity.places`)."""

_RULES = Path(__file__).parent / "rules"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words that belong together. `topic` is what they speak for, None where that is none of ours;
    `rules_out` are the topics they speak against where nothing speaks for those. `unless` are words
    that turn the topic into its opposite (a customer visit, and preparing one)."""

    id: str
    topic: Topic | None
    words: tuple[str, ...]
    rules_out: tuple[Topic, ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The words of one title: by topic those that speak for it, against it, and those that turn it."""

    speaks_for: dict[Topic, str]
    speaks_against: dict[Topic, str]
    turned: dict[Topic, str]


@lru_cache(maxsize=1)
def load_vocabularies() -> tuple[Vocabulary, ...]:
    """The vocabularies that come with the program, topics first and in their order."""
    topics = tuple(_vocabulary(topic, topic, _read(topic)) for topic in SUBJECTS)
    return topics + tuple(_vocabulary(name, None, said) for name, said in _read("other").items())


def find_topics(vocabularies: tuple[Vocabulary, ...], text: str) -> Found:
    """What the words of a text say. A word inside a longer one found there is not heard: in 'target
    market analysis' the market speaks, not the target."""
    spans = [
        (start, start + len(word), word.strip(), one)
        for one in vocabularies
        for start, word in find_words(one.words, text)
    ]
    found = Found({}, {}, {})
    for start, end, word, one in spans:
        if any(s <= start and end <= e and e - s > end - start for s, e, _, _ in spans):
            continue
        if one.topic:
            found.speaks_for.setdefault(one.topic, word)
        for topic in one.rules_out:
            found.speaks_against.setdefault(topic, word)
    for one in vocabularies:
        if one.topic and one.unless and (turning := find_words(one.unless, text)):
            found.turned[one.topic] = turning[0][1].strip()
    return found


def with_word(vocabularies: Iterable[Vocabulary], topic: Topic, word: str) -> tuple[Vocabulary, ...]:
    """The same vocabularies with one more word for a topic."""
    return tuple(
        Vocabulary(one.id, one.topic, (*one.words, word), one.rules_out, one.unless)
        if one.topic == topic
        else one
        for one in vocabularies
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_RULES / f"{name}.toml").read_text(encoding="utf-8"))


def _vocabulary(name: str, topic: Topic | None, said: dict[str, Any]) -> Vocabulary:
    words = tuple(dict.fromkeys((*said["nl"], *said["en"])))
    unknown = set(said["rules_out"]) - set(TOPICS)
    if unknown:
        raise ValueError(f"{name}: no such topic: {', '.join(sorted(unknown))}")
    return Vocabulary(name, topic, words, tuple(said["rules_out"]), tuple(said.get("unless", ())))
