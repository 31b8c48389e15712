"""A workbook that has been gone through, with figures, for what comes after the three questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from workbook import evidence, journey
from workbook.activity.read import File, Loaded, read_files
from workbook.activity.sorting import load_rules, sort_activities
from workbook.demo import Demo
from workbook.document import Document, Evidence
from workbook.journey import Workbook
from workbook.questions import PROMPTS, QUESTIONS
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
def rows() -> Loaded:
    """The demo manager's year, read from its files."""
    demo = Demo(today=TODAY)
    files = tuple(File(file.name, file.data) for file in demo.files)
    return read_files(files, own=frozenset({demo.me}), today=TODAY)


@lru_cache(maxsize=1)
def measured() -> Document:
    """The demo manager's document with every figure, before any question is answered."""
    people = Demo(today=TODAY).people
    period = evidence.default_period(rows().activities, TODAY)
    sorted_ = sort_activities(rows().activities, people, load_rules())
    material = evidence.Material(rows().activities, sorted_, people, rows().deals, period)
    figures = Evidence(evidence.measure(material), rows().readings, TODAY)
    return Document(people=people, period=period, evidence=figures, wording=WORDING)


def finished(words: str = "Tuesday, with two of sales and a service engineer.") -> Document:
    """The demo manager's document with the whole journey in it."""
    return replace(measured(), workbook=walked_through(words))


def later(days: int) -> date:
    """A day after the first evening."""
    return TODAY + timedelta(days=days)
