"""The step beside its sentence: asked about where its words and its day differ."""

from __future__ import annotations

import pytest
from helpers.visitor import Open, Visitor

from workbook.ui.pages.question import QuestionPage


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("maandagochtend, negen uur", "Klopt dat?"),
        ("dinsdag na de lunch", "Je stap is af"),
        ("maandag of dinsdag", "Je stap is af"),
        ("na de offerte", "Je stap is af"),
    ],
)
def test_another_day_of_the_week_is_asked_about(open_session: Open, when: str, told: str) -> None:
    """Protects a plan from a sentence that says Monday and a first time on a Tuesday."""
    page = QuestionPage("plan", open_session("nl"))
    question = Visitor(page.question())
    question.does("choose", value="b")
    question.does("count", value="few")
    Visitor(page.evidence()).does("look")
    Visitor(page.prompts()).does("write", key="plan.moment", value="Eén keer.")
    step = Visitor(page.step())
    for blank, value in (
        ("when", when),
        ("act", "mee op bezoek"),
        ("person", "Mei"),
        ("first_act", "bellen"),
        ("first_on", "2026-12-01"),
    ):
        step.does("fill", key=blank, value=value)
    assert told in step.html
