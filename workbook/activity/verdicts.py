"""Verdicts: what one activity is for one topic, by which rule, and why.

Each rule either decides, with a reason that a manager can disagree with, or leaves it to the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from workbook.activity.records import Activity, Attendee
from workbook.activity.vocabulary import Found, Topic
from workbook.words import Text, say

State = Literal["yes", "no", "unknown"]

_SHORT: Final = 4 * 60
"""Minutes under which something with no word for it is not a day off: half a working day."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one activity is for one topic. `rule` is the stable id of the rule that decided, `why`
    says it so that a manager can disagree, `by_hand` whether the manager decided."""

    state: State
    rule: str
    why: Text
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one activity before any rule is asked. `others` is None where the file
    can't tell who was there or lists nobody at all: time blocked for a visit has no list either.
    Those who declined were not there. `labels` are the categories and the calendar, `names` a known
    person's name that stands in the title."""

    activity: Activity
    others: tuple[Attendee, ...] | None
    roles: frozenset[str | None]
    everybody_known: bool
    outsiders: bool
    title: Found
    labels: tuple[tuple[str, Found], ...]
    names: str | None = None

    @property
    def alone(self) -> bool:
        return self.others == ()

    @property
    def no_customer(self) -> bool:
        """Whether nobody on the list can be a customer: all placed, or all from inside."""
        return "customer" not in self.roles and (self.everybody_known or not self.outsiders)


def rule(topic: Topic, facts: Facts) -> Verdict:
    """What the rules say, in their order of authority: who was there, category and calendar, the words
    of the title, what speaks against, else unknown."""
    return (
        _by_role(topic, facts)
        or _by_label(topic, facts)
        or _by_word(topic, facts)
        or _against(topic, facts)
        or _unknown(facts)
    )


def _speaks_against_word(topic: Topic, facts: Facts) -> bool:
    """Whether the list of people contradicts a word in the title. Invitations are often sent without
    the customer on them, so this makes the word doubtful and not wrong."""
    if not facts.others:
        return False
    if topic == "marketing":
        return facts.everybody_known and "marketing" not in facts.roles
    return topic == "customer" and facts.no_customer


def _by_role(topic: Topic, facts: Facts) -> Verdict | None:
    """What follows from who was there, whatever the title says."""
    if not facts.others:
        return None
    if topic == "marketing" and "marketing" in facts.roles:
        return Verdict("yes", "marketing.role", say("Somebody from marketing was there."))
    if topic == "customer" and "customer" in facts.roles:
        return Verdict("yes", "customer.role", say("A customer was there."))
    if topic == "target" and "customer" in facts.roles:
        return _no("target.customer", say("A customer was there."))
    if topic == "campaign" and facts.everybody_known and "marketing" not in facts.roles:
        return _no("campaign.role", say("Everybody there is known, and nobody is from marketing."))
    if topic == "reporting":
        return _no("reporting.others", say("Others were there: no work at a desk."))
    if topic == "absence" and not facts.activity.all_day:
        return _no("absence.others", say("Others were there."))
    return None


def _by_label(topic: Topic, facts: Facts) -> Verdict | None:
    """What the manager's own category or calendar says. Not for a campaign, which takes marketing;
    for absence the category alone, since a calendar of leave is often everybody's."""
    if topic == "campaign":
        return None
    for kind, found in facts.labels:
        if topic == "absence" and kind == "calendar":
            continue
        if word := found.speaks_for.get(topic):
            why = (
                say("The category says ‘{word}’.", word=word)
                if kind == "category"
                else say("The calendar is called ‘{word}’.", word=word)
            )
            return Verdict("yes", f"{topic}.{kind}", why)
    return None


def _by_word(topic: Topic, facts: Facts) -> Verdict | None:
    word = facts.title.speaks_for.get(topic)
    if word is None:
        return None
    if turning := facts.title.turned.get(topic):
        return _no(f"{topic}.around", say("The title says ‘{word}’.", word=turning))
    said = say("The title says ‘{word}’.", word=word)
    if _speaks_against_word(topic, facts):
        return _unsure(
            f"{topic}.word_against_role",
            say("The title says ‘{word}’, but nobody like that is on the list.", word=word),
        )
    if topic == "campaign" and "marketing" not in facts.roles and "marketing" not in facts.title.speaks_for:
        return _unsure(
            "campaign.with_whom",
            say("The title says ‘{word}’, but not whether marketing was there.", word=word),
        )
    if topic == "absence" and (name := facts.names):
        return _unsure(
            "absence.whose", say("The title says ‘{word}’, and names {name}.", word=word, name=name)
        )
    return Verdict("yes", f"{topic}.word", said)


def _against(topic: Topic, facts: Facts) -> Verdict | None:
    """A 'no' with its reason, asked only when nothing spoke for the topic."""
    if facts.alone and topic in ("marketing", "campaign", "customer", "target"):
        return _no(f"{topic}.alone", say("You were alone."))
    if facts.others:
        if topic == "marketing" and facts.everybody_known:
            return _no("marketing.nobody", say("Everybody there is known, and nobody is from marketing."))
        if topic == "customer" and facts.no_customer:
            return _no("customer.nobody", say("Everybody there is known, and nobody is a customer."))
        if topic in ("plan", "campaign") and "customer" in facts.roles:
            return _no(f"{topic}.customer", say("A customer was there."))
    if word := facts.title.speaks_against.get(topic):
        return _no(f"{topic}.other_word", say("The title says ‘{word}’.", word=word))
    for kind, found in facts.labels:
        if kind == "category" and (word := found.speaks_against.get(topic)):
            return _no(f"{topic}.other_category", say("The category says ‘{word}’.", word=word))
    activity = facts.activity
    if topic == "absence" and activity.subject and not activity.all_day and activity.minutes < _SHORT:
        return _no("absence.short", say("It took less than half a day."))
    return None


def _unknown(facts: Facts) -> Verdict:
    if facts.activity.private:
        return _unsure("unknown.private", say("This one is private."))
    if not facts.activity.subject:
        return _unsure("unknown.untitled", say("It has no title."))
    return _unsure("unknown", say("Neither the title nor who was there tells."))


def _no(rule: str, why: Text) -> Verdict:
    return Verdict("no", rule, why)


def _unsure(rule: str, why: Text) -> Verdict:
    return Verdict("unknown", rule, why)
