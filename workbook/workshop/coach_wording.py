"""What a room says to its coach."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workbook.words import Text, say, say_n

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
        "other_link": say("This is another coach’s link"),
        "other_link_told": say(
            "It opens other rooms than the ones that are open in this browser. If somebody sent it to you, they "
            "can run and delete what you make behind it. Keep your own link before you open this one."
        ),
        "other_link_stay": say("Stay with mine"),
        "other_link_open": say("Open the other rooms"),
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
        "script_print": say("The script of this room, to print"),
        "script_told": say(
            "Print this page and lay it beside your laptop. Times count from the start; the room’s clock knows "
            "them too."
        ),
        "column_from": say("From"),
        "column_minutes": say("Minutes"),
        "column_step": say("Step"),
        "column_they_do": say("What they do"),
        "column_you_say": say("What you say"),
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


def kept_until(day: str) -> Text:
    """When a room is thrown away."""
    return say("Kept until {day:date}, then thrown away.", day=day)
