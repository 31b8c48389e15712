"""What a room says, on phones, on the beamer and to the coach: ids in, `Text` out.

The questions are the journey's own (`workbook.wording`), in the same words: an answer in a room and one
in a workbook are to the same question. Nothing here sways, and nothing is about a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from workbook.mirrors.records import Band, Share
from workbook.words import Text, say, say_n
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

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "room": say("Workshop room"),
        "enter": say("Join a room"),
        "code": say("Code"),
        "code_hint": say(
            "Six characters, from the screen at the front. Capitals or not, with or without a space."
        ),
        "enter_go": say("To the room"),
        "lead": say("Do you lead a workshop?"),
        "lead_go": say("Make a room, or open yours"),
        "no_code": say(
            "That code leads to no room. Look once more; there are no vowels in it, and no 0, 1, 2, 5 or 8."
        ),
        "too_often": say("Too many codes were tried from here. Wait a minute and try again."),
        "join": say("Take a seat"),
        "join_told": say(
            "No account and no name. Your answers go into a sealed box; only what all of you say together is "
            "shown, once, and only if at least {floor} of you answer. Each count is moved a little by chance, "
            "so that nobody can work out who said what."
        ),
        "join_own": say("What you write in your own workbook stays there. The room never sees it."),
        "nowhere": say("There is no room here"),
        "nowhere_told": say(
            "The room may have been closed or deleted, or this browser does not know its code. Ask the coach "
            "for the code and join again. If your browser refuses cookies, allow them for this page."
        ),
        "closed": say("The room is closed"),
        "closed_told": say("Thank you. Your own workbook goes on where you left it."),
        "unsaved": say(
            "Your answer could not be kept just now. It is still on this page and is sent again by itself."
        ),
        "lost": say("No connection just now. This page keeps trying; what you see as kept is kept."),
        "refresh": say("Without JavaScript this page does not follow by itself."),
        "refresh_go": say("Refresh"),
        "kept": say("Your answer is in. Until the next step you can change it."),
        "kept_firm": say("Your answer is in."),
        "both_halves": say("Choose an answer to both parts; ‘can’t say’ is one too."),
        "too_late": say(
            "This was not taken: the step is over, or the picture was made already. What you chose stays yours."
        ),
        "send": say("Send"),
        "late": say("You have not answered this question yet. You still count until the picture is made."),
        "you_chose": say("You chose"),
        "ready": say("I’m ready"),
        "not_ready": say("Not ready after all"),
        "ready_told": say("You are ready."),
        "own_page": say("Open this question in my own workbook"),
        "own_start": say("Open my own workbook"),
        "own_balance": say("Open my balance"),
        "new_tab": say("opens in a new tab"),
        "share": say("Share with the room what your calendar shows?"),
        "share_told": say(
            "Only if you want to: one number of days, without a name, into the sealed box. From your workbook "
            "nothing comes by itself."
        ),
        "share_not": say("I share nothing"),
        "shared": say("Shared. Until the picture is made you can take it back."),
        "hidden": say("The picture is still hidden. The coach shows it to all of you at once."),
        "too_few": say("Too few people answered for a picture."),
        "said": say("What the room says"),
        "often": say("On how many days, people say"),
        "data": say("On how many days, by the calendars that were shared"),
        "papers": say("On paper"),
        "indicative": say("indicative"),
        "banded": say(
            "Fewer than eight answers: words in place of counts. ‘Few’ is up to a third, ‘most’ two thirds or more."
        ),
        "chance": say(
            "Each count was moved by chance, once: half stay as they are, five in six are off by one at most. So they need not add up."
        ),
        "park": say("Parking lot"),
        "park_label": say("A question or remark for later"),
        "park_hint": say("Without a name. The coach sees it, and may show it to the room."),
        "park_go": say("Park it"),
        "parked": say("Parked."),
        "nothing_parked": say("Nothing is parked."),
        "leave": say("Forget this room on this device"),
        "leave_told": say(
            "Your answers stay in the sealed box. On this device the room does not know you any more."
        ),
        "left": say("This device has forgotten the room."),
        "pair_here": say("Turn to the person beside you."),
        "time_up": say("Time is up"),
        "paused": say("The clock is paused"),
        "until": say("until"),
        "how_to_join": say("Join with your phone"),
        "open_browser": say("Scan, or open this address and type the code"),
        "no_phone": say("No phone? Take a hand-out."),
        "now": say("Now"),
        "sheet": say("Hand-out (PDF)"),
    }
)

COACH_WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "title": say("The coach’s rooms"),
        "told": say(
            "A room takes a group of managers through the questions: you open each step, the phones follow, and "
            "what all of them say together is shown when you reveal it. You never see who said what."
        ),
        "open": say("A new room"),
        "room_title": say("Title"),
        "room_title_hint": say("Everybody in the room sees it."),
        "client": say("Client"),
        "client_hint": say("Only you see it. Rooms of different clients know nothing of each other."),
        "language": say("Language of the room"),
        "length": say("How long"),
        "questions": say("Questions"),
        "seats": say("Seats"),
        "floor": say("Floor"),
        "floor_hint": say("With fewer answers, nothing is shown."),
        "days": say("Days to keep it"),
        "days_hint": say("After that it is deleted automatically."),
        "pages": say("Folder with your own pages"),
        "pages_hint": say(
            "Its name, from whoever runs this server. Leave it empty for the pages as they come."
        ),
        "open_go": say("Open the room"),
        "link": say("Your link"),
        "link_told": say(
            "This link opens your rooms, and nothing else does. Keep it where you keep passwords; whoever"
            " has it can run and delete your rooms."
        ),
        "not_here": say(
            "A new list of rooms is begun on the computer that serves them. With your own link you can get in here."
        ),
        "none": say("No rooms yet."),
        "other_client": say("Without a client"),
        "running": say("open"),
        "over": say("closed"),
        "nowhere": say("There are no rooms behind this link"),
        "nowhere_told": say("It may not have been copied whole, or everything behind it was deleted."),
        "all_rooms": say("All rooms"),
        "only_here": say(
            "Phones can’t reach this address: it is for this computer alone. See the coach’s page in the "
            "documentation for how to let them in."
        ),
        "beamer": say("Open the beamer view"),
        "beam_join": say("Show on the beamer how to join"),
        "beam_step": say("Show the step on the beamer"),
        "beam_park": say("Show the parking lot on the beamer"),
        "beam_no_park": say("Take the parking lot off the beamer"),
        "dark": say("Dark"),
        "light": say("Light"),
        "back": say("Back"),
        "next": say("Next"),
        "programme": say("Programme"),
        "open_stop": say("Open"),
        "is_open": say("open now"),
        "clock": say("Clock"),
        "pause": say("Pause"),
        "resume": say("Go on"),
        "no_clock": say("Without a clock"),
        "reveal": say("Show the picture"),
        "reveal_told": say("Once shown it stays as it is: a late answer changes nothing."),
        "script": say("To say"),
        "watch": say("To watch for"),
        "pairs": say("Pairs and trios"),
        "pairs_told": say(
            "Drawn from the phones that are here. Everybody sees a number and finds the same one."
        ),
        "draw_pairs": say("Draw pairs"),
        "draw_trios": say("Draw trios"),
        "draw_none": say("No groups"),
        "park_on": say("Put on the parking lot"),
        "park_add": say("Add"),
        "park_remove": say("Remove"),
        "notes": say("Your notes"),
        "notes_hint": say("Only you read them. Name nobody: people recognise themselves."),
        "keep_notes": say("Keep the notes"),
        "notes_kept": say("Kept."),
        "paper": say("Answers on paper"),
        "paper_told": say(
            "Count the sheets of one question and fill in how many say what. Before the picture is made they go "
            "among the other answers; after that they become a picture of their own, once, with the same floor."
        ),
        "paper_go": say("Count them in"),
        "paper_done": say("Counted."),
        "take_along": say("To take along"),
        "pdf": say("Summary (PDF)"),
        "slides": say("Summary (slides)"),
        "summary_told": say("Pictures, parking lot and notes you tick; no single answer is in it."),
        "with_notes": say("with my notes"),
        "with_parked": say("with the parking lot"),
        "end": say("Close or delete"),
        "close": say("Close the room"),
        "close_told": say(
            "The code leads nowhere any more, and answers that were not revealed are thrown away. Pictures, "
            "notes and parking lot stay until the room is deleted."
        ),
        "delete": say("Delete the room with all that is in it"),
        "delete_sure": say("Yes, delete it. There is no way back."),
        "delete_unsure": say("Tick that you are sure; then it is deleted."),
        "delete_all": say("Delete all rooms and this list"),
        "failed": say("That could not be kept just now; nothing was changed. Try again in a moment."),
        "no_summary": say("The summary could not be made just now. Try again in a moment."),
    }
)


def in_question(number: int, n: int) -> Text:
    """Which question the room is at."""
    return say("Question {number} of {n}", number=number, n=n)


def ready_of(ready: int, n: int) -> Text:
    """How many are ready, in numbers alone."""
    return say("{ready} of {n} ready", ready=ready, n=n)


def answered_of(answered: int, n: int) -> Text:
    """How many answers are in."""
    return say("{answered} of {n} answered", answered=answered, n=n)


def here(n: int) -> Text:
    """How many phones joined."""
    return say_n("{n} phone in the room", "{n} phones in the room", n)


def minutes_left(seconds: float) -> Text:
    """What is on the clock when there is no script to count down."""
    minutes = int(-(-seconds // 60))
    return say_n("{n} minute left", "{n} minutes left", minutes)


def minutes_long(minutes: int) -> Text:
    """How long something takes."""
    return say_n("{n} minute", "{n} minutes", minutes)


def more_minutes(minutes: int) -> Text:
    """The button that adds time."""
    return say_n("{n} minute more", "{n} minutes more", minutes)


def no_pages(name: str) -> Text:
    """Why a room can't have these pages."""
    return say("There is no folder ‘{name}’ with pages here. Ask whoever runs this server.", name=name)


def pages_from(name: str) -> Text:
    """Which pages a room has."""
    return say("pages from ‘{name}’", name=name)


def find_group(number: int) -> Text:
    """Which pair or trio one is in."""
    return say("You are in group {number}. Find the others with that number.", number=number)


def groups_drawn(n: int) -> Text:
    """How many groups there are."""
    return say_n("{n} group was drawn.", "{n} groups were drawn.", n)


def kept_until(day: str) -> Text:
    """When a room is thrown away."""
    return say("Kept until {day:date}, then thrown away.", day=day)


def seats_told(n: int) -> Text:
    """How many answered, under a picture."""
    return say_n("{n} answer", "{n} answers", n)


_BANDS: Final[Mapping[Band, Text]] = MappingProxyType(
    {"few": say("few"), "half": say("about half"), "most": say("most")}
)


def share_said(share: Share, n: int) -> Text:
    """How many of n, in a word below eight answers and about a number from there."""
    if share.count is None:
        return _BANDS[share.band]
    return say("about {count} of {n}", count=share.count, n=n)
