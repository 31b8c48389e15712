"""Planning a room: what a coach fills in, and the reasons why it can't be opened like that."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from workbook.lengths import too_long
from workbook.mirrors.records import LOWEST_FLOOR, MOST_SEATS, USUAL_FLOOR
from workbook.questions import QUESTIONS, QuestionId
from workbook.shared_line import shared_line
from workbook.words import Text, say
from workbook.workshop.programme import LENGTHS, Length
from workbook.workshop.records import (
    LONGEST_DAYS,
    LONGEST_TITLE,
    MOST_ROOMS,
    USUAL_DAYS,
    USUAL_SEATS,
    Room,
)


def planned(
    *,
    today: date,
    title: str,
    language: str,
    client: str = "",
    questions: Iterable[QuestionId] = QUESTIONS,
    length: Length = 90,
    floor: int = USUAL_FLOOR,
    seats: int = USUAL_SEATS,
    days: int = USUAL_DAYS,
    pages: str = "",
) -> Room:
    """A room as it is being prepared, without secrets yet."""
    chosen = set(questions)
    return Room(
        id=secrets.token_hex(4),
        title=shared_line(title),
        client=shared_line(client),
        language=language,
        questions=tuple(question for question in QUESTIONS if question in chosen),
        length=length,
        floor=floor,
        seats=seats,
        opened=today,
        until=today + timedelta(days=days),
        pages=pages.strip().lower(),
    )


def not_to_open(plan: Room, rooms: int = 0) -> tuple[Text, ...]:
    """Why a room can't be opened as planned, beside the `rooms` there are; nothing when it can."""
    reasons: list[Text] = []
    if not plan.title:
        reasons.append(say("Give the room a title; everybody in it sees it."))
    reasons += [long for text in (plan.title, plan.client) if (long := too_long(text, LONGEST_TITLE))]
    if not plan.questions:
        reasons.append(say("Choose at least one question."))
    if plan.length not in LENGTHS:
        reasons.append(say("Choose how long it takes."))
    if not LOWEST_FLOOR <= plan.floor <= MOST_SEATS:
        reasons.append(say("The floor is {n} answers or more.", n=LOWEST_FLOOR))
    if not max(plan.floor, LOWEST_FLOOR) <= plan.seats <= MOST_SEATS:
        reasons.append(
            say(
                "A room has {low} to {high} seats, and at least as many as the floor.",
                low=LOWEST_FLOOR,
                high=MOST_SEATS,
            )
        )
    if not plan.opened < plan.until <= plan.opened + timedelta(days=LONGEST_DAYS):
        reasons.append(say("A room is kept for {low} to {high} days.", low=1, high=LONGEST_DAYS))
    if rooms >= MOST_ROOMS:
        reasons.append(say("You have {n} rooms. Delete one you no longer need.", n=rooms))
    return tuple(reasons)
