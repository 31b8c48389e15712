"""Answers for rounds: any at all by hypothesis, or one in so many words."""

from __future__ import annotations

from hypothesis import strategies as st

from workbook.mirrors.records import GROUPS, LONGEST_TRY, Given
from workbook.questions import CHOICES, FREQUENCIES, QUESTIONS
from workbook.wording import WORDING

ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=LONGEST_TRY)
ANY_ANSWER = st.builds(
    Given,
    choices=st.fixed_dictionaries({q: st.sampled_from(CHOICES) for q in QUESTIONS}),
    often=st.fixed_dictionaries({q: st.sampled_from(FREQUENCIES) for q in QUESTIONS}),
    wording=st.just(WORDING),
    text=ANY_TEXT,
    group=st.sampled_from([*GROUPS, None]),
)


def answer(choice: str = "b", often: str = "few", text: str = "", **more: object) -> Given:
    """The same on each question."""
    return Given(
        dict.fromkeys(QUESTIONS, choice),  # type: ignore[arg-type]
        dict.fromkeys(QUESTIONS, often),  # type: ignore[arg-type]
        WORDING,
        text,
        **more,  # type: ignore[arg-type]
    )
