"""The wording of the three questions and of what goes with them: ids in, `Text` out.

The meaning of A and B is fixed; the wording is this program's own and carries a version, because
two rounds may only be compared when they were asked in the same words. Change a question, a choice
or an anchor here and `WORDING` must change with it.

Frequencies are asked in days of the last four weeks, with an example at every point: countable,
non-judgemental indicators agree better between self and others (Heidemeier & Moser 2009), and a
definition with examples makes ratings more accurate (Hoffman et al. 2012). Texts are about acts
and the next visit, never about the person: attention that moves to the self makes feedback worse
(Kluger & DeNisi 1996).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from workbook.journey import Decision
from workbook.pages import PageId
from workbook.questions import Choice, Frequency, QuestionId
from workbook.words import Text, say

WORDING: Final = "2026-2"
"""Version of the questions, choices, frequency questions and anchors below; kept with each answer."""

PRODUCT: Final = say("Gewetensvragen")
PRODUCT_LINE: Final = say("Questions of conscience for sales managers")

STEP_NAMES: Final[Mapping[PageId, Text]] = MappingProxyType(
    {
        "start": say("Start"),
        "plan": say("Plan"),
        "marketing": say("Marketing"),
        "field": say("Customer"),
        "balance": say("Balance"),
    }
)
"""The five pages by their short names, in the order of the journey."""

LEAD: Final = say(
    "Choose what fits the last four weeks best. What your calendar says, you will see after that."
)
CHOICE_LETTERS: Final[Mapping[Choice, Text]] = MappingProxyType(
    {"a": say("A"), "b": say("B"), "both": say("A and B"), "cannot_say": say("Can’t say")}
)
"""What stands before a choice, and what an answer is called in a table."""

FREQUENCY_NAMES: Final[Mapping[Frequency, Text]] = MappingProxyType(
    {
        "none": say("0 days"),
        "few": say("1–3 days"),
        "weekly": say("4–7 days"),
        "often": say("8 days or more"),
        "cannot_say": say("can’t say"),
    }
)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question to think about, with one example of an answer for who stares at an empty box."""

    id: str
    question: Text
    example: Text


@dataclass(frozen=True, slots=True)
class Wording:
    """All that one question says.

    `heading` is the question itself; `name` its step. `choices` and `anchors` follow the ids of
    `workbook.questions`; `anchors` are examples of what a frequency looks like. `act` names B as an
    act, to be used inside a sentence ('working on the plan together'). `step_example` fills the
    blanks of the if-then step, one `Text` for each of `STEP_BLANKS` but the date.
    """

    id: QuestionId
    name: Text
    heading: Text
    lead: Text
    choices: Mapping[Choice, Text]
    frequency: Text
    anchors: Mapping[Frequency, Text]
    act: Text
    only_a: Text
    brings: Text
    prompts: tuple[Prompt, ...]
    step_example: Mapping[str, Text]


_BOTH: Final = say("Both: some of A, some of B.")
_CANNOT_SAY: Final = say("I can’t say: neither fits, or I don’t remember.")
_CANNOT_COUNT: Final = say("You really don’t know. That is an answer too.")

_PLAN: Final = Wording(
    id="plan",
    name=STEP_NAMES["plan"],
    heading=say("Do you hand out targets, or make a plan together?"),
    lead=LEAD,
    choices=MappingProxyType(
        {
            "a": say("I pass on the target, divide it over the team and cheer everybody on."),
            "b": say(
                "I analyse our target markets regularly and turn that into an action plan. Everybody is in "
                "it from the start: sales, and the technical colleagues who see chances at customers every "
                "day."
            ),
            "both": _BOTH,
            "cannot_say": _CANNOT_SAY,
        }
    ),
    frequency=say("On how many days in the last four weeks did you work on that analysis or that plan?"),
    anchors=MappingProxyType(
        {
            "none": say("The figures were discussed, the market was not."),
            "few": say("For instance one afternoon on a segment, with two of your sales people."),
            "weekly": say("For instance every week an hour on account plans, with a technical colleague."),
            "often": say("For instance twice a week at the table over markets, segments and actions."),
            "cannot_say": _CANNOT_COUNT,
        }
    ),
    act=say("working on the plan together"),
    only_a=say(
        "The team gets the pressure and not the route. What moves people and what the next step is, stays "
        "guesswork. And passing something on is a messenger’s work."
    ),
    brings=say(
        "Targets rest on a plan that everybody thinks can be done. People put their name to that. More "
        "focus, more direction, and a better chance that it works."
    ),
    prompts=(
        Prompt(
            "plan.moment",
            say("When did you do B in the last four weeks? Name one moment."),
            say(
                "For instance: Tuesday with two of sales and a service engineer, on food makers in the north."
            ),
        ),
        Prompt(
            "plan.surprise",
            say("Which figure in the evidence surprises you?"),
            say("For instance: five weeks in a row without a single planning session. I thought two."),
        ),
        Prompt(
            "plan.team",
            say("What would your team have answered, and why?"),
            say("For instance: A. They hear the figure from me on Monday, and the plan never."),
        ),
        Prompt(
            "plan.obstacle",
            say("What gets in your way? One obstacle, no list."),
            say("For instance: the quotes come first every week, and the market analysis goes to Friday."),
        ),
    ),
    step_example=MappingProxyType(
        {
            "when": say("Monday morning, nine o’clock"),
            "act": say("go through one account plan"),
            "person": say("one sales person and one engineer"),
            "first_act": say("put the hour in three calendars"),
        }
    ),
)

_MARKETING: Final = Wording(
    id="marketing",
    name=STEP_NAMES["marketing"],
    heading=say("Do you go to market alone, or with marketing?"),
    lead=LEAD,
    choices=MappingProxyType(
        {
            "a": say("Our plan goes to market without the marketing colleagues."),
            "b": say(
                "I work with marketing every day. For each target group the right medium, events and online; "
                "with customer data we map prospects, trigger them, and bring sales to the table warmer and "
                "with more to say."
            ),
            "both": _BOTH,
            "cannot_say": _CANNOT_SAY,
        }
    ),
    frequency=say("On how many days in the last four weeks did you work with marketing?"),
    anchors=MappingProxyType(
        {
            "none": say("You met at the coffee machine."),
            "few": say("For instance one meeting about the trade fair, and a list sent over."),
            "weekly": say("For instance every week half an hour on one campaign for one segment."),
            "often": say("For instance short and often: which prospects moved, and who calls them today."),
            "cannot_say": _CANNOT_COUNT,
        }
    ),
    act=say("working with marketing"),
    only_a=say(
        "The plan is never tested in the market, and chances are left lying. One month of advertising "
        "doesn’t change that: once is not B."
    ),
    brings=say(
        "The cold and the push go out of selling. Sales comes to the table with somebody who already has a "
        "reason to talk."
    ),
    prompts=(
        Prompt(
            "marketing.moment",
            say("When did sales and marketing work on one and the same prospect? Name one moment."),
            say("For instance: after the webinar, when we divided the eleven who stayed to the end."),
        ),
        Prompt(
            "marketing.surprise",
            say("Which figure in the evidence surprises you?"),
            say("For instance: of the forty new deals, twenty-six have no source at all."),
        ),
        Prompt(
            "marketing.colleague",
            say("What would your colleague in marketing say about the last four weeks?"),
            say("For instance: that she hears which segment we want when the brochure is at the printer’s."),
        ),
        Prompt(
            "marketing.obstacle",
            say("What gets in your way? One obstacle, no list."),
            say("For instance: we each keep a customer list, and neither dares to throw it away."),
        ),
    ),
    step_example=MappingProxyType(
        {
            "when": say("Thursday, right after lunch"),
            "act": say("choose ten prospects in one segment"),
            "person": say("our marketer"),
            "first_act": say("send her the list of last year’s lost quotes"),
        }
    ),
)

_FIELD: Final = Wording(
    id="field",
    name=STEP_NAMES["field"],
    heading=say("Are you at your desk, or at the customer’s?"),
    lead=LEAD,
    choices=MappingProxyType(
        {
            "a": say("I sit in the office with a spreadsheet and ‘facilitate’."),
            "b": say(
                "I go along to customers and show how a deal is closed. Then I hand over: the next "
                "conversation is the sales person’s own."
            ),
            "both": _BOTH,
            "cannot_say": _CANNOT_SAY,
        }
    ),
    frequency=say("On how many days in the last four weeks did you go along to a customer?"),
    anchors=MappingProxyType(
        {
            "none": say("You heard about the visits afterwards."),
            "few": say("For instance along for the one big quote."),
            "weekly": say("For instance one day a week, each time with another sales person."),
            "often": say("For instance two days a week: showing the one time, watching the other."),
            "cannot_say": _CANNOT_COUNT,
        }
    ),
    act=say("going along to customers"),
    only_a=say(
        "The role is then an extra layer between board and field, and a source of noise. The blunt verdict: "
        "**exit**, that role can go. Whether that holds for you, you decide yourself on the last page."
    ),
    brings=say(
        "You are part of selling, not above it. You feel how customers react and see how colleagues act. "
        "You are vulnerable, you win and lose in front of your team, and only then can you coach. "
        "Go along, show, then let go."
    ),
    prompts=(
        Prompt(
            "field.moment",
            say("At which visit did you show something that the sales person could use? Name one."),
            say("For instance: at the quote for the new line, when I said nothing after the price."),
        ),
        Prompt(
            "field.learnt",
            say("Which visit taught a sales person something, and how did you notice?"),
            say("For instance: Thursday, over maintenance. He rang the customer himself the next day."),
        ),
        Prompt(
            "field.handover",
            say("Where did you take over, and where did you let go?"),
            say("For instance: I took over at the discount. The meeting after that I stayed at home."),
        ),
        Prompt(
            "field.obstacle",
            say("What gets in your way? One obstacle, no list."),
            say("For instance: the forecast is due on Thursday, and Thursday is when everybody drives."),
        ),
    ),
    step_example=MappingProxyType(
        {
            "when": say("Tuesday morning"),
            "act": say("go to a customer of their choice"),
            "person": say("the sales person I never went along with"),
            "first_act": say("ask which customer, and which part I keep out of"),
        }
    ),
)

_ALL: Final[Mapping[QuestionId, Wording]] = MappingProxyType(
    {"plan": _PLAN, "marketing": _MARKETING, "field": _FIELD}
)


def wording(question: QuestionId) -> Wording:
    """All that a question says. An unknown question is a `KeyError`."""
    return _ALL[question]


def prompt(identifier: str) -> Prompt:
    """One prompt by its id (`plan.moment`). An unknown prompt is a `KeyError`."""
    found = {each.id: each for every in _ALL.values() for each in every.prompts}
    return found[identifier]


STEP_BLANKS: Final = ("when", "act", "person", "first_on", "first_act")
"""The blanks, named after the fields of `workbook.journey.Step`."""

STEP_LABELS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "when": say("Day, time or occasion"),
        "act": say("One act"),
        "person": say("With whom"),
        "first_on": say("First on"),
        "first_act": say("First small act"),
    }
)
"""Accessible names of the blanks."""

STEP_SHORT: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "when": say("when"),
        "act": say("what"),
        "person": say("whom"),
        "first_on": say("date"),
        "first_act": say("first small act"),
    }
)
"""What stands in an empty blank."""


def step_sentence(when: str, act: str, person: str, first_on: str | Text, first_act: str) -> Text:
    """The if-then step as one sentence (implementation intentions: Gollwitzer & Sheeran 2006).

    `first_on` is what is to be read there, or a `Text` that shows a date.
    """
    return say(
        "If it is {when}, then I will {act} with {person}, first on {first_on}. "
        "First small act: {first_act}.",
        when=when,
        act=act,
        person=person,
        first_on=first_on,
        first_act=first_act,
    )


def step_pieces(translate: Callable[[Text], str]) -> tuple[tuple[str, str], ...]:
    """The step's sentence cut at its blanks, in the order of the language it is said in.

    Pairs of the words before a blank and the blank's id; the last pair has the closing words and an
    empty id. The order of the blanks differs between languages, so build the controls from this.
    """
    mark = "\x1f"
    marked = {blank: f"{mark}{blank}{mark}" for blank in STEP_BLANKS}
    pieces = translate(step_sentence(**marked)).split(mark)
    return tuple(zip(pieces[0::2], [*pieces[1::2], ""], strict=True))


View = Literal["self", "data"]
VIEW_NAMES: Final[Mapping[View, Text]] = MappingProxyType({"self": say("You say"), "data": say("Your data")})

Difference = Literal["more", "less", "alike", "unclear", "unanswered", "no_data"]


def difference(question: QuestionId, kind: Difference) -> Text:
    """One sentence on how self and data stand to each other, about the act and not the person.

    `more`: the answer lies above what the data show; `less`: below it; `alike`: within it; `unclear`:
    too little data to say; `unanswered`: no frequency was given; `no_data`: nothing was loaded.
    """
    act = wording(question).act
    match kind:
        case "more":
            return say("You see {act} more often than your data show.", act=act)
        case "less":
            return say("Your data show {act} more often than you do.", act=act)
        case "alike":
            return say("On {act}, you and your data say about the same.", act=act)
        case "unclear":
            return say("On {act} there is too little data to lay beside your answer.", act=act)
        case "unanswered":
            return say("On {act} you gave no number of days, so there is nothing to lay beside it.", act=act)
        case "no_data":
            return say("On {act} there is only your own answer: no file tells about it.", act=act)


DIFFERENCE_LIMIT: Final = say(
    "A calendar knows appointments, not what was said in the corridor or in the car. A difference is a "
    "reason to look, not a ruling on who is right."
)

DECISION_NAMES: Final[Mapping[Decision, Text]] = MappingProxyType(
    {"keep": say("Keep"), "exit": say("Exit"), "undecided": say("I don’t know yet")}
)
VERDICT_HEADING: Final = say("Keep or exit")
VERDICT_QUESTION: Final = say(
    "Suppose you were your own board and had read the above. Keep or exit, and what decides it?"
)
VERDICT_EXAMPLE: Final = say(
    "For instance: keep, if in ninety days nobody in the team can say I was never along. If that fails, I "
    "have my own answer."
)
EXIT_EXAMPLE: Final = say(
    "For instance: exit, in this shape. I want to sell again myself, and the team can do without me."
)
EXIT_NEXT: Final = say("Exit is an outcome too. With whom will you talk about it, and when?")
VERDICT_NOTE: Final = say("The program computes nothing here. These are your words, and they stay yours.")

PLAN_HEADING: Final = say("Ninety days")
MILESTONES: Final[tuple[tuple[int, Text], ...]] = (
    (0, say("Today: three steps, each with a person and a date.")),
    (14, say("After two weeks: somebody asks you how it went. Choose who.")),
    (42, say("After six weeks: load a new export and look again.")),
    (90, say("After ninety days: answer the same three questions anew.")),
)
"""Days from the first step and what happens then (rounds six and twelve to thirteen weeks on)."""

TEAM_SENTENCES: Final[tuple[Prompt, ...]] = (
    Prompt(
        "team.looked",
        say("What I looked at:"),
        say("For instance: thirteen weeks of my own calendar, and how often I was along with you."),
    ),
    Prompt(
        "team.change",
        say("What I will do differently:"),
        say("For instance: one visit every Tuesday, you choose the customer, and I don’t touch the price."),
    ),
    Prompt(
        "team.ask",
        say("What I ask of you:"),
        say("For instance: ask me on the fifteenth how often it happened."),
    ),
)
"""Three sentences to the team: who talks results over with the team and follows up is seen to change
more (Goldsmith & Morgan 2004, correlational)."""

BUDDY: Final = Prompt(
    "balance.buddy",
    say("Who may ask you about this in two weeks?"),
    say("A first name will do. Choose somebody who really asks."),
)
