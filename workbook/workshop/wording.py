"""What a room says, on phones and on the beamer: ids in, `Text` out.

The questions are the journey's own (`workbook.wording`), in the same words: an answer in a room and one
in a workbook are to the same question. Nothing here sways, and nothing is about a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workbook.mirrors.records import Band, Share
from workbook.words import Text, say, say_n

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
            "These counts were moved a little on purpose, so that nobody can be made out: half stay as they are, five in six "
            "are off by one at most. Added up, they need not come to exactly all of you."
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


def find_group(number: int) -> Text:
    """Which pair or trio one is in."""
    return say("You are in group {number}. Find the others with that number.", number=number)


def groups_drawn(n: int) -> Text:
    """How many groups there are."""
    return say_n("{n} group was drawn.", "{n} groups were drawn.", n)


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
    if share.count == 0:
        return say("hardly anybody")
    return say("about {count} of {n}", count=share.count, n=n)
