"""What respondents are asked and told, and what a closed round says: ids in, `Text` out.

The questions are those of `workbook.wording`, asked about somebody else, and belong to the same
version: change them there or here and `WORDING` must change. Nothing here sways: no figure, no answer
of the manager's or of anybody else's, and A and B as long and as neutral as the manager gets them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from workbook.mirrors.records import Band, Card, Group, Seen, Whom
from workbook.questions import Choice, Frequency, QuestionId
from workbook.wording import wording
from workbook.words import Text, say, say_n


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it is put to team and board."""

    id: QuestionId
    heading: Text
    choices: Mapping[Choice, Text]
    frequency: Text
    anchors: Mapping[Frequency, Text]


_BOTH: Final = say("Both: some of A, some of B.")
_CANNOT_SAY: Final = say("I can’t say: neither fits, or I don’t see it.")

_ASKED: Final[Mapping[QuestionId, Asked]] = MappingProxyType(
    {
        "plan": Asked(
            "plan",
            say("Does your sales manager hand out targets, or make a plan together?"),
            MappingProxyType(
                {
                    "a": say(
                        "Your sales manager passes on the target, divides it over the team and cheers "
                        "everybody on."
                    ),
                    "b": say(
                        "Your sales manager analyses the target markets regularly and turns that into an "
                        "action plan. Everybody is in it from the start: sales, and the technical colleagues "
                        "who see chances at customers every day."
                    ),
                    "both": _BOTH,
                    "cannot_say": _CANNOT_SAY,
                }
            ),
            say(
                "On how many days in the last four weeks did you see your sales manager work on that analysis "
                "or that plan?"
            ),
            MappingProxyType(
                {
                    **wording("plan").anchors,
                    "few": say("For instance one afternoon on a segment, with two colleagues."),
                }
            ),
        ),
        "marketing": Asked(
            "marketing",
            say("Does your sales manager go to market alone, or with marketing?"),
            MappingProxyType(
                {
                    "a": say("The plan goes to market without the marketing colleagues."),
                    "b": say(
                        "Your sales manager works with marketing every day. For each target group the right "
                        "medium, events and online; with customer data they map prospects, trigger them, and "
                        "bring sales to the table warmer and with more to say."
                    ),
                    "both": _BOTH,
                    "cannot_say": _CANNOT_SAY,
                }
            ),
            say(
                "On how many days in the last four weeks did you see your sales manager work with marketing?"
            ),
            MappingProxyType(
                {**wording("marketing").anchors, "none": say("They met at the coffee machine.")}
            ),
        ),
        "field": Asked(
            "field",
            say("Is your sales manager at the desk, or at the customer’s?"),
            MappingProxyType(
                {
                    "a": say("Your sales manager sits in the office with a spreadsheet and ‘facilitates’."),
                    "b": say(
                        "Your sales manager goes along to customers and shows how a deal is closed. Then hands "
                        "over: the next conversation is the sales person’s own."
                    ),
                    "both": _BOTH,
                    "cannot_say": _CANNOT_SAY,
                }
            ),
            say(
                "On how many days in the last four weeks did your sales manager go along to a customer, as far "
                "as you know?"
            ),
            MappingProxyType(
                {**wording("field").anchors, "none": say("The visits were talked about afterwards.")}
            ),
        ),
    }
)


def asked(question: QuestionId) -> Asked:
    """A question as it is put to team and board. An unknown question is a `KeyError`."""
    return _ASKED[question]


def what_happens(card: Card) -> tuple[Text, ...]:
    """The two sentences above the first question."""
    if card.whom == "board":
        return (
            say(
                "You answer by name: the manager reads your answers with your name on them once the round is "
                "closed, and nobody else does."
            ),
            say("Until {day:date} you can take them back on this device.", day=card.until.isoformat()),
        )
    return (
        say(
            "Without a name. Your manager sees only what you say together, only afterwards, and only with at least "
            "{floor} answers.",
            floor=card.floor,
        ),
        say(
            "You can take your answer back until {day:date}, on this device.",
            day=card.until.isoformat(),
        ),
    )


RESPONDENT_WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "title": say("Three questions about your sales manager"),
        "last": say("Last page"),
        "next": say("Next"),
        "back": say("Back"),
        "send": say("Send my answers"),
        "missing": say("Choose an answer to both parts; ‘I can’t say’ is one too."),
        "missing_name": say("Fill in your name, and tick that you agree. Without that nothing is sent."),
        "unsaved": say(
            "Your answers could not be kept just now, and nothing was sent. What you filled in is still on this "
            "page: wait a minute and send it again."
        ),
        "try": say("One thing your manager could try"),
        "optional": say("Optional"),
        "try_hint": say(
            "Name no customer, no colleague and no date. These lines are shown without a name, in an order "
            "drawn by lot, and only if five people or more have answered."
        ),
        "try_hint_board": say("Your manager reads it with your name on it."),
        "group": say("Where do you work?"),
        "group_hint": say(
            "Shown apart only where enough people answered in each group; otherwise nobody sees it."
        ),
        "no_group": say("I’d rather not say"),
        "name": say("Your name"),
        "consent": say("I agree that the manager reads my answers with my name on them."),
        "thanks": say("Thank you. Your answers are in."),
        "thanks_told": say(
            "Nobody sees them before the round has closed. You need not do anything more; your manager will "
            "talk about the result with you all."
        ),
        "thanks_told_board": say(
            "The manager reads them once the round is closed. What the manager wants to show you will be behind "
            "this same link."
        ),
        "take_back": say("Take my answers back"),
        "taken_back": say("Your answers were taken out. You can answer again, or leave it at that."),
        "forget": say("Forget this on this device"),
        "forget_told": say(
            "Sharing this device? Then let it forget. Your answers stay in; taking them back is no longer"
            " possible."
        ),
        "again": say("Answer again"),
        "closed": say("There is nothing behind this link"),
        "closed_told": say(
            "The round may be over, the link may have been used, or it was not copied whole. Ask whoever gave "
            "it to you. If your browser refuses cookies, allow them for this page and open the link once more."
        ),
        "forgotten": say("This device has forgotten it"),
        "forgotten_told": say("Your answers are in. You can close this page."),
        "nothing_released": say("Nothing is shown to you yet"),
        "nothing_released_told": say(
            "What the manager wants to show you will be behind this same link. Come back to it later."
        ),
        "sheet": say("What is kept, and how long (PDF)"),
    }
)


def about_whom(name: str) -> Text:
    """Whom the round is about, where the manager said so."""
    return say("Three questions about {name}", name=name)


def step_of(number: int, n: int) -> Text:
    """Where one is in the form."""
    return say("Question {number} of {n}", number=number, n=n)


def can_take_back(card: Card) -> Text:
    """Until when an answer can be taken back, and with what."""
    return say(
        "Until {day:date} this browser can take your answers out again. After that nobody can find them.",
        day=card.until.isoformat(),
    )


GROUP_NAMES: Final[Mapping[Group, Text]] = MappingProxyType(
    {"sales": say("In sales"), "technical": say("In a technical role")}
)

WHOM_NAMES: Final[Mapping[Whom, Text]] = MappingProxyType(
    {"team": say("Your team"), "board": say("Your board")}
)

INVITATIONS: Final[Mapping[Whom, Text]] = MappingProxyType(
    {
        "team": say(
            "I am looking at how I do my work, with three blunt questions. I would like to know how you see "
            "it. It takes two minutes on your phone, until {day:day}. I don’t get to see who said what, and a "
            "result only if at least {floor} of you answer. I will tell you all what came out of it."
        ),
        "board": say(
            "I am looking at how I fill my role, with three blunt questions. Would you answer them about me? "
            "It takes two minutes, until {day:day}. You answer by name, and I read what you say. Afterwards I "
            "will show you what I made of it, behind the same link."
        ),
    }
)

TEAM_HERE: Final = say(
    "I am looking at how I do my work, with three blunt questions. I would like to know how you see it. It takes "
    "two minutes on your phone, until {day:day}. I only get to see a result if at least {floor} of you answer. I "
    "will tell you all what came out of it."
)
"""The message to a team where the round is on the manager's own computer: whoever runs it could look in, so
nothing is promised of what can be seen there."""

_BANDS: Final[Mapping[Seen, Mapping[Band, Text]]] = MappingProxyType(
    {
        "b": MappingProxyType(
            {
                "few": say("Few people chose B, alone or beside A."),
                "half": say("About half chose B, alone or beside A."),
                "most": say("Most chose B, alone or beside A."),
            }
        ),
        "only_a": MappingProxyType(
            {
                "few": say("Few people chose only A."),
                "half": say("About half chose only A."),
                "most": say("Most chose only A."),
            }
        ),
        "cannot_say": MappingProxyType(
            {
                "few": say("Few people can’t say."),
                "half": say("About half can’t say."),
                "most": say("Most can’t say."),
            }
        ),
    }
)


def in_a_band(seen: Seen, band: Band) -> Text:
    """How many see it, in words."""
    return _BANDS[seen][band]


def in_a_count(seen: Seen, count: int, n: int) -> Text:
    """How many of n chose it, give or take; none at all is never said of a count that chance moved."""
    if count == 0:
        match seen:
            case "b":
                return say("Hardly any of the {n} chose B, alone or beside A.", n=n)
            case "only_a":
                return say("Hardly any of the {n} chose only A.", n=n)
            case "cannot_say":
                return say("Hardly any of the {n} can’t say.", n=n)
    match seen:
        case "b":
            return say_n(
                "About {n} of {all} chose B, alone or beside A.",
                "About {n} of {all} chose B, alone or beside A.",
                count,
                all=n,
            )
        case "only_a":
            return say_n("About {n} of {all} chose only A.", "About {n} of {all} chose only A.", count, all=n)
        case "cannot_say":
            return say_n("About {n} of {all} can’t say.", "About {n} of {all} can’t say.", count, all=n)


MEASURED_FROM: Final = 20
"""From how many answers an interval says more than 'an impression': under it, it spans half of all there is."""


def impression(n: int) -> Text:
    """That so few answers are no measurement."""
    return say_n(
        "With {n} answer this is an impression, not a measurement.",
        "With {n} answers this is an impression, not a measurement.",
        n,
    )


def answers(n: int) -> Text:
    """How many answered."""
    return say_n("{n} answer", "{n} answers", n)


INDICATIVE: Final = say("indicative")
TOO_FEW: Final = say("Too few people answered for a result.")
CHANCE: Final = say(
    "Each count was moved by chance, once, when the round closed: half stay as they are, five in six are off by "
    "one at most. So nobody who knows all the other answers can work out the last one, and the counts need not add "
    "up."
)
BANDED: Final = say(
    "With fewer than eight answers there are words instead of figures: ‘few’ is up to a third, ‘most’ is two thirds "
    "or more."
)

Against = Literal["more", "less", "alike", "unclear"]


def differs_from_you(question: QuestionId, whom: Whom, kind: Against) -> Text:
    """How a mirror's view stands to the manager's own, about the act and not the person."""
    act = wording(question).act
    if whom == "team":
        match kind:
            case "more":
                return say("Your team sees {act} more often than you do.", act=act)
            case "less":
                return say("Your team sees {act} less often than you do.", act=act)
            case "alike":
                return say("On {act}, you and your team say about the same.", act=act)
            case "unclear":
                return say("On {act}, too few of your team gave a number of days.", act=act)
    match kind:
        case "more":
            return say("Your board sees {act} more often than you do.", act=act)
        case "less":
            return say("Your board sees {act} less often than you do.", act=act)
        case "alike":
            return say("On {act}, you and your board say about the same.", act=act)
        case "unclear":
            return say("On {act}, your board gave no number of days.", act=act)


def all_alike(whom: Whom) -> Text:
    """That a mirror and the manager come out alike on all three questions: days, and no more than days."""
    if whom == "team":
        return say("In the number of days, you and your team come out about the same on all three.")
    return say("In the number of days, you and your board come out about the same on all three.")


def to_take_back(question: QuestionId, kind: Against) -> Text:
    """What can be said to the team about the largest difference, in the manager's own voice."""
    act = wording(question).act
    match kind:
        case "less":
            return say("You see {act} less often than I do. Tell me what you do see.", act=act)
        case "more":
            return say("You see {act} more often than I thought. Tell me what helps.", act=act)
        case _:
            return say("You and I see {act} about as often. Tell me what is still missing.", act=act)


SENTENCES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "team.looked": say(
            "I asked you three questions about how I do my work. Thank you: {n} of you answered."
        ),
        "team.ask": say("Ask me in four weeks what became of it. What should I hear before that?"),
    }
)


def middle_half(lowest: int, highest: int | None) -> Text:
    """Where the middle half of a team's answers lies, in days."""
    if highest is None:
        return say("The middle half of them says {low} days or more.", low=lowest)
    if lowest == highest:
        return say_n(
            "The middle half of them says {n} day.", "The middle half of them says {n} days.", lowest
        )
    return say("The middle half of them says {low} to {high} days.", low=lowest, high=highest)


def changed(kind: Against, earlier: str) -> Text:
    """How many see B, beside the round before; `earlier` is the day that one closed, in ISO form."""
    match kind:
        case "more":
            return say("More of them chose B than in the round that closed on {day:date}.", day=earlier)
        case "less":
            return say("Fewer of them chose B than in the round that closed on {day:date}.", day=earlier)
        case "alike":
            return say("No clear change since the round that closed on {day:date}.", day=earlier)
        case "unclear":
            return say("Too few answers to compare with the round that closed on {day:date}.", day=earlier)
