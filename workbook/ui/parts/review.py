"""The activities behind a figure, to be sorted otherwise: one, or all with an alike title."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from htpy import Node, details, div, fragment, li, p, small, span, summary, ul

from workbook.activity.places import PLACES, Place
from workbook.activity.records import Activity
from workbook.activity.sorting import (
    Correction,
    Sorted,
    State,
    Topic,
    Verdict,
    fold_title,
    place_corrections,
    place_in,
)
from workbook.ui.html import act, unseen
from workbook.words import Text, say, say_n

if TYPE_CHECKING:
    from workbook.ui.session import Session

_AT_A_TIME = 12
_PRIVATE = " "
"""The key of private appointments, apart from what only has no title: a folded title is no blank."""

_ONE_BY_ONE = 26
"""Half a year of something weekly; the rest follows what is said of all."""

QUESTION: dict[Topic, Text] = {
    "plan": say("Is this a session on market, segment or account plan?"),
    "target": say("Is this about the target, the forecast or a kick-off?"),
    "marketing": say("Was this with marketing?"),
    "campaign": say("Is this a session with marketing on a campaign, an event or a segment?"),
    "customer": say("Was this with a customer?"),
    "reporting": say("Is this reporting or forecast work?"),
    "absence": say("Were you away?"),
}

PLACED: Final = frozenset({"field.ride_alongs", "field.never_accompanied", "field.debriefs"})
"""Figures of visits: what counts there is where a customer was met, too."""

PLACE_NAMES: Final[dict[Place, Text]] = {
    "visit": say("at the customer's"),
    "online": say("online or by telephone"),
    "office": say("at our own office"),
    "elsewhere": say("elsewhere"),
}

STATES: dict[State, Text] = {
    "yes": say("counts"),
    "no": say("does not count"),
    "unknown": say("not sorted"),
}


@dataclass(frozen=True, slots=True)
class _Group:
    key: str
    title: str
    activities: tuple[Activity, ...]

    @property
    def minutes(self) -> float:
        return sum(activity.minutes for activity in self.activities)


class Review:
    """An open list under one figure: groups of alike titles, unsorted first and most hours first.

    The order is that of the moment it was opened, so that nothing moves under the reader's hand.
    """

    def __init__(self, measure: str, topic: Topic, session: Session) -> None:
        self.measure = measure
        self.topic = topic
        self._shown = _AT_A_TIME
        self._groups: tuple[_Group, ...] = ()
        if session.recall() is not None:
            self._groups = _groups(session, measure, topic)

    def show_more(self) -> None:
        """Show the next groups."""
        self._shown += _AT_A_TIME

    def view(self, session: Session) -> Node:
        """The list, with every verdict as it stands now."""
        t = session.translate
        if session.recall() is None:
            return p(".wb-note", role="status")[
                t(
                    say(
                        "Your appointments are no longer in memory; only the counts were kept. Load your files "
                        "again on the start page to sort one otherwise."
                    )
                )
            ]
        sorted_ = session.sorted()
        shown = self._groups[: self._shown]
        left = len(self._groups) - len(shown)
        return div(".wb-review", role="group", aria_label=t(say("The appointments behind this figure")))[
            p(".wb-label")[t(QUESTION[self.topic])],
            p(".wb-note")[
                t(
                    say(
                        "This list also has your days off, and counts what overlaps twice. The figure does neither, "
                        "so the two need not be equal."
                    )
                )
            ],
            ul[(self._group(i, group, sorted_, session) for i, group in enumerate(shown))],
            act(t, "review-more", say("Show more ({n})", n=left), kind="wb-quiet") if left > 0 else None,
        ]

    def _group(self, place: int, group: _Group, sorted_: Sorted, session: Session) -> Node:
        t = session.translate
        verdicts = [sorted_[one.id][self.topic] for one in group.activities]
        states = {verdict.state for verdict in verdicts}
        state = t(STATES[states.pop()]) if len(states) == 1 else t(say("some count, some don’t"))
        count = len(group.activities)
        private = group.key == _PRIVATE
        title = group.title or t(say("A private appointment") if private else say("No title"))
        return li(id=f"group-{self.topic}-{place}")[
            span(".wb-who")[title],
            small[
                t(say_n("{n} time", "{n} times", count)),
                " · ",
                t(say("{minutes:lasting}", minutes=group.minutes)),
                " · ",
                state,
            ],
            small(".wb-note")[t(verdicts[0].why)],
            div(".wb-row")[self._choices(f"title:{group.key}", verdicts, session, title, many=count > 1)],
            self._where(place, group, sorted_, session, title),
            details[
                summary[t(say("One by one")), unseen(title)],
                ul[
                    (
                        li[
                            span[
                                day := t(say("{day:date}", day=one.start.date().isoformat())),
                                # Nothing else tells which private appointment this is.
                                f", {one.start:%H:%M}" if private else None,
                            ],
                            small[t(STATES[verdict.state])],
                            div(".wb-row")[
                                self._choices(
                                    f"one:{one.id}",
                                    [verdict],
                                    session,
                                    f"{title}, {day}, {one.start:%H:%M}",
                                    many=False,
                                )
                            ],
                        ]
                        for one, verdict in list(zip(group.activities, verdicts, strict=True))[-_ONE_BY_ONE:]
                    )
                ],
                p(".wb-note")[t(say("These are the latest {n}.", n=_ONE_BY_ONE))]
                if count > _ONE_BY_ONE
                else None,
            ]
            if count > 1
            else None,
        ]

    def _where(self, place: int, group: _Group, sorted_: Sorted, session: Session, title: str) -> Node:
        """Where the meetings of a group were, as far as they were with a customer."""
        t = session.translate
        met = [one for one in group.activities if sorted_[one.id]["customer"].state == "yes"]
        if self.measure not in PLACED or not met:
            return None
        found = {place_in(sorted_[one.id]) for one in met}
        label = f"place-{self.topic}-{place}"
        return fragment[
            small(".wb-note.wb-where")[
                span(id=label)[t(say("Where was it?")), unseen(title)],
                " ",
                t(sorted_[met[0].id]["visit"].why) if len(found) == 1 else None,
            ],
            div(".wb-row.wb-where", role="group", aria_labelledby=label)[
                (
                    act(
                        t,
                        "place",
                        name,
                        key=f"title:{group.key}",
                        value=one,
                        kind="wb-pill wb-chosen" if found == {one} else "wb-pill",
                        about=title,
                    )
                    for one, name in PLACE_NAMES.items()
                )
            ],
        ]

    def _choices(
        self, key: str, verdicts: list[Verdict], session: Session, about: str, *, many: bool
    ) -> Node:
        t = session.translate
        states = {verdict.state for verdict in verdicts}
        labels = (
            ("yes", say("Yes, all of them") if many else say("Yes")),
            ("no", say("No, none of them") if many else say("No")),
        )
        return fragment[
            (
                act(
                    t,
                    "correct",
                    label,
                    key=key,
                    value=state,
                    kind="wb-pill wb-chosen" if states == {state} else "wb-pill",
                    about=about,
                )
                for state, label in labels
            )
        ]

    def places(self, key: str, value: str) -> tuple[Correction, ...]:
        """The corrections that a click on a place stands for. Raises `ValueError` for what is not on the list."""
        place = next((one for one in PLACES if one == value), None)
        group = next((group for group in self._groups if f"title:{group.key}" == key), None)
        if place is None or group is None:
            raise ValueError("no such place or group")
        if folded := fold_title(group.title):
            return place_corrections(place, title=folded)
        return tuple(c for one in group.activities for c in place_corrections(place, activity=one.id))

    def corrections(self, key: str, value: str) -> tuple[Correction, ...]:
        """The corrections that a click stands for. Raises `ValueError` for what is not on the list."""
        state: State = "yes" if value == "yes" else "no"
        kind, _, which = key.partition(":")
        if kind == "one":
            if all(which != one.id for group in self._groups for one in group.activities):
                raise ValueError("no such activity")
            return (Correction(self.topic, state, activity=which),)
        group = next((group for group in self._groups if group.key == which), None)
        if group is None:
            raise ValueError("no such group")
        if fold_title(group.title):
            return (Correction(self.topic, state, title=fold_title(group.title)),)
        return tuple(Correction(self.topic, state, activity=one.id) for one in group.activities)


def _groups(session: Session, measure: str, topic: Topic) -> tuple[_Group, ...]:
    rows, period = session.rows, session.document.period
    if rows is None or period is None:
        return ()
    sorted_ = session.sorted()
    found: dict[str, list[Activity]] = {}
    for activity in rows.activities:
        if period.first <= activity.start.date() <= period.last:
            key = _PRIVATE if activity.private else fold_title(activity.subject)
            found.setdefault(key, []).append(activity)
    groups = [_Group(key, alike[-1].subject, tuple(alike)) for key, alike in found.items()]
    rank = {"unknown": 0, "yes": 1, "no": 2}

    def open_(verdicts: Mapping[Topic, Verdict]) -> int:
        if measure in PLACED and verdicts[topic].state == "yes" and place_in(verdicts) is None:
            return 0
        return rank[verdicts[topic].state]

    def order(group: _Group) -> tuple[int, float]:
        return min(open_(sorted_[one.id]) for one in group.activities), -group.minutes

    return tuple(sorted(groups, key=order))
