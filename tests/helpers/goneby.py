"""A workbook that has been gone through, with figures, for what comes after the three questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from workbook import journey
from workbook.demo import Demo
from workbook.document import Document
from workbook.journey import Workbook
from workbook.questions import PROMPTS, QUESTIONS
from workbook.ui.session import demo_rows, measured_again
from workbook.wording import WORDING

TODAY = date(2026, 11, 23)
STARTS = (date(2026, 11, 30), date(2026, 12, 2), date(2026, 12, 3))


def walked_through(words: str = "Tuesday, with two of sales and a service engineer.") -> Workbook:
    """All three questions answered, reflected on and resolved, and the conclusion drawn."""
    book = Workbook()
    for question, first_on in zip(QUESTIONS, STARTS, strict=True):
        book = journey.answer(book, question, choice="b", often="weekly", on=TODAY)
        book = journey.see_evidence(book, question)
        book = journey.reflect(book, question, PROMPTS[question][0], words)
        book = journey.resolve(
            book,
            question,
            when="Tuesday morning",
            act=f"do the {question}",
            person="Mei",
            first_on=first_on,
            first_act="put the hour in the calendar",
        )
    book = journey.note(book, "team.ask", "Ask me on the fifteenth.")
    return journey.conclude(book, decision="keep", why="If nobody can say I was never along.")


@lru_cache(maxsize=1)
def measured() -> Document:
    """The demo manager's document with every figure, before any question is answered."""
    demo = Demo(today=TODAY)
    document = Document(people=demo.people, wording=WORDING)
    return measured_again(document, demo_rows(TODAY), TODAY)


def finished(words: str = "Tuesday, with two of sales and a service engineer.") -> Document:
    """The demo manager's document with the whole journey in it."""
    return replace(measured(), workbook=walked_through(words))


def later(days: int) -> date:
    """A day after the first evening."""
    return TODAY + timedelta(days=days)
