"""The wording: complete for every id, and never changed without a new version."""

from __future__ import annotations

import hashlib

import pytest

from workbook.mirrors.wording import asked
from workbook.questions import CHOICES, FREQUENCIES, PROMPTS, QUESTIONS, QuestionId
from workbook.wording import (
    CHOICE_LETTERS,
    FREQUENCY_NAMES,
    STEP_BLANKS,
    STEP_LABELS,
    STEP_SHORT,
    WORDING,
    Difference,
    difference,
    prompt,
    step_pieces,
    step_sentence,
    wording,
)
from workbook.words import LANGUAGES, translator

FINGERPRINTS = {"2026-1": "42d70d6ab4d000af", "2026-2": "885de8c0bceac30f"}
"""What every version said: hash of headings, choices, frequencies and anchors in both languages; from the second
version on, those put to team and board as well."""


def _fingerprint() -> str:
    said = []
    for language in LANGUAGES:
        translate = translator(language)
        for question in QUESTIONS:
            words = wording(question)
            texts = [words.heading, words.lead, words.frequency, *words.choices.values()]
            put = asked(question)
            texts += [*words.anchors.values(), *FREQUENCY_NAMES.values()]
            texts += [put.heading, put.frequency, *put.choices.values(), *put.anchors.values()]
            said += [translate(text) for text in texts]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def test_a_version_of_the_wording_always_says_the_same() -> None:
    """Protects the comparison of rounds: whoever changes a question, a choice or an anchor, in either
    language, gives the wording a new version and adds its fingerprint."""
    assert FINGERPRINTS[WORDING] == _fingerprint()


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_worded_for_every_id(question: QuestionId) -> None:
    """Protects pages from a missing choice, anchor or prompt."""
    words = wording(question)
    assert tuple(words.choices) == CHOICES
    assert tuple(words.anchors) == FREQUENCIES
    assert tuple(each.id for each in words.prompts) == PROMPTS[question]
    assert set(words.step_example) == set(STEP_BLANKS) - {"first_on"}
    assert all(prompt(each.id) is each for each in words.prompts)


def test_every_scale_has_its_names() -> None:
    """Protects answers and tables from an id shown as such."""
    assert tuple(CHOICE_LETTERS) == CHOICES
    assert tuple(FREQUENCY_NAMES) == FREQUENCIES
    assert tuple(STEP_LABELS) == tuple(STEP_SHORT) == STEP_BLANKS


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_step_can_be_cut_at_its_blanks_and_put_together_again(language: str) -> None:
    """Protects the sentence with blanks: all five are there once, in the order of the language."""
    translate = translator(language)
    pieces = step_pieces(translate)
    assert sorted(blank for _words, blank in pieces if blank) == sorted(STEP_BLANKS)
    assert pieces[-1][1] == ""
    whole = "".join(words + (f"<{blank}>" if blank else "") for words, blank in pieces)
    assert whole == translate(step_sentence(**{blank: f"<{blank}>" for blank in STEP_BLANKS}))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("kind", ["more", "less", "alike", "unclear", "unanswered", "no_data"])
def test_a_difference_is_said_about_the_act(language: str, question: QuestionId, kind: Difference) -> None:
    """Protects the manager from labels: the sentence names the act, and nobody is called anything."""
    translate = translator(language)
    said = translate(difference(question, kind))
    assert translate(wording(question).act) in said
    assert "schat" not in said
    assert "estimat" not in said
