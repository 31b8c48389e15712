"""The three questions of conscience and the scales they are answered on: stable ids, no prose.

Ids are stored in every workbook and may never change; the wording that goes with them is in
`workbook.wording`, with a version of its own.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

QuestionId = Literal["plan", "marketing", "field"]
QUESTIONS: Final[tuple[QuestionId, ...]] = get_args(QuestionId)

Choice = Literal["a", "b", "both", "cannot_say"]
CHOICES: Final[tuple[Choice, ...]] = get_args(Choice)
"""A alone is the warning; A next to B is fine, so `both` is an answer of its own. `cannot_say` is
counted apart and never filled in for somebody."""

Frequency = Literal["none", "few", "weekly", "often", "cannot_say"]
FREQUENCIES: Final[tuple[Frequency, ...]] = get_args(Frequency)
"""Days with B in the last four weeks (twenty working days): none 0, few 1-3, weekly 4-7, often 8 or
more. Countable anchors over judgements: Heidemeier & Moser 2009 find self and supervisor agree
better on them."""

DAYS: Final[dict[Frequency, tuple[int, int | None]]] = {
    "none": (0, 0),
    "few": (1, 3),
    "weekly": (4, 7),
    "often": (8, None),
}
"""The days each anchor stands for, lowest and highest; None is open."""

PROMPTS: Final[dict[QuestionId, tuple[str, ...]]] = {
    "plan": ("plan.moment", "plan.surprise", "plan.team", "plan.obstacle"),
    "marketing": ("marketing.moment", "marketing.surprise", "marketing.colleague", "marketing.obstacle"),
    "field": ("field.moment", "field.learnt", "field.handover", "field.obstacle"),
}

NOTES: Final = ("team.looked", "team.change", "team.ask", "balance.buddy")
"""What the balance asks to write down: three sentences to the team, and who may ask about it."""
