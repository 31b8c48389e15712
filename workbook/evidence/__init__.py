"""Tables become measures: one module a question, each number with what is needed to doubt it."""

from __future__ import annotations

from workbook.evidence.material import Material
from workbook.evidence.measure import Bar, Coverage, Interval, Measure, Period
from workbook.evidence.presence import default_period
from workbook.questions import QUESTIONS, QuestionId

__all__ = ["Bar", "Coverage", "Interval", "Material", "Measure", "Period", "default_period", "measure"]


def measure(material: Material, question: QuestionId | None = None) -> tuple[Measure, ...]:
    """The measures of one question, or of all three, in the order in which pages show them.

    Every measure is there each time: where there is nothing to show it is absent and says what would
    fill it. Raises `ValueError` for a question that is none, and for a country without known holidays.
    """
    from workbook.evidence import field, marketing, plan
    from workbook.evidence.agenda import open_agenda
    from workbook.evidence.days import days

    if question is not None and question not in QUESTIONS:
        raise ValueError(f"no question {question!r}")
    agenda = open_agenda(material)
    rooms = {"plan": plan.measures, "marketing": marketing.measures, "field": field.measures}
    asked = QUESTIONS if question is None else (question,)
    return tuple(found for one in asked for found in (*rooms[one](agenda), days(agenda, one)))
