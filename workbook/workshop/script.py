"""The script of a workshop: what each step is called, what is done in it, and what the coach says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from workbook.words import Text, say
from workbook.workshop.programme import Step

STEP_NAMES: Final[Mapping[Step, Text]] = MappingProxyType(
    {
        "welcome": say("Welcome"),
        "read": say("Read"),
        "answer": say("Answer"),
        "pair": say("Talk in pairs"),
        "evidence": say("Your own figures"),
        "reveal": say("The room’s picture"),
        "reflect": say("Reflect"),
        "plan": say("One step"),
        "break": say("Break"),
        "close": say("Round off"),
    }
)

DO: Final[Mapping[Step, Text]] = MappingProxyType(
    {
        "welcome": say(
            "Three blunt questions about the work of a sales manager. You answer them for yourself; the room "
            "sees what all of you say together, and never who said what."
        ),
        "read": say("Read both. Say nothing yet, and choose nothing yet."),
        "answer": say(
            "Choose what fits your last four weeks best. Nobody sees your answer, not even the coach; "
            "what all of you say together is shown later."
        ),
        "pair": say(
            "Tell each other one moment from the last four weeks, one after the other. Whoever listens "
            "asks questions, and gives no advice. Change over halfway."
        ),
        "evidence": say(
            "Open this question in your own workbook and look at what your calendar shows. No file with you? "
            "Then go through the last four weeks of your calendar by hand and count the days."
        ),
        "reveal": say("Look up. What surprises you? Nobody has to say what they chose."),
        "reflect": say("Write for yourself, in your workbook or on paper. Nobody reads it."),
        "plan": say(
            "One step, as a sentence: if it is then and there, I do this with that person. With a date and a "
            "first small act."
        ),
        "break": say("Be back when the clock has run out."),
        "close": say(
            "Say your step aloud to somebody here, and agree on the day that they ask about it. Your balance "
            "and your plan are in your own workbook."
        ),
    }
)
"""What is done in each step."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the coach can say and watch for in a step."""

    say: Text
    watch: Text


SCRIPT: Final[Mapping[Step, Told]] = MappingProxyType(
    {
        "welcome": Told(
            say(
                "Say what today is, how long it takes, and that nobody has to show or tell anything. Have "
                "everybody join, or take a hand-out."
            ),
            say("Start when most are in. Latecomers land in the right step."),
        ),
        "read": Told(
            say("Read A and B aloud, in the same tone. Do not explain which one is meant to be right."),
            say("Questions about words: answer them. Opinions: park them."),
        ),
        "answer": Told(
            say("Ask everybody to choose for the last four weeks, not for a good month."),
            say("The counter shows how many are in, not what they say. Wait for the slow ones."),
        ),
        "pair": Told(
            say("Draw pairs, or have neighbours turn to each other. Call halfway: change over."),
            say("Advice creeping in. Bring them back to one moment that really happened."),
        ),
        "evidence": Told(
            say(
                "Everybody in their own workbook, or in their own calendar. Whoever wants shares one number of "
                "days with the room, without a name."
            ),
            say("No screens are shown to the room. A calendar misses the corridor: it shows ‘at least’."),
        ),
        "reveal": Told(
            say("Show the picture, and stay silent for ten seconds. Then ask: what do you see?"),
            say("Nobody asks who said what. If somebody tells of their own accord, thank them and go on."),
        ),
        "reflect": Told(
            say("Silence. One question is enough: which obstacle do you put there yourself?"),
            say("Those who finish early look at the next prompt; the others are left in peace."),
        ),
        "plan": Told(
            say("One step, not three. It has a person, a date, and a first act that takes ten minutes."),
            say("‘More often’ is no step. Ask: when, with whom, what first?"),
        ),
        "break": Told(say("Say when you start again, and start then."), say("Look through the parking lot.")),
        "close": Told(
            say(
                "Everybody tells one other person their step and the day it is asked about. Go through the "
                "parking lot. Close the room when the last answer and the papers are in."
            ),
            say("Thank them for their honesty. The verdict on keep or exit is theirs, in their own words."),
        ),
    }
)
"""The script beside the room; `docs/workshop` prints the same words with the times."""
