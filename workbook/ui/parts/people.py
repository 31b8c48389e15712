"""Who is who: the own address first, then whole companies, then people, most meetings first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from htpy import (
    Node,
    details,
    div,
    fragment,
    h3,
    input,
    label,
    li,
    option,
    p,
    select,
    small,
    span,
    summary,
    ul,
)

from workbook.activity import people as who
from workbook.activity.people import ROLES, OwnCandidate, People, Role, Suggestion, fold_name
from workbook.activity.records import Activity, Attendee
from workbook.activity.title_people import with_titled_people
from workbook.ui.html import act
from workbook.ui.page import Page
from workbook.ui.part import Event, Part, Refused, action
from workbook.words import Text, say, say_n

_FIRST_SHOWN = 12

TYPED: Final[tuple[Role, ...]] = ("team", "technical", "marketing")
"""The roles whose people may be typed where no file lists them: those the figures ask for."""

MOST_NAMES: Final = 60
LONGEST_NAME: Final = 80


class PeoplePart(Part):
    """Suggestions to agree with or change. Nothing counts before it is confirmed."""

    def __init__(self, page: Page) -> None:
        self._all = False
        self._settled: bool | None = None
        super().__init__(page)

    def view(self) -> Node:
        t = self.t
        rows = self.session.recall()
        if rows is None or not rows.activities:
            if self.session.document.people.roles:
                return self._known()
            return p(".wb-later")[
                t(
                    say(
                        "The people in your appointments are no longer in memory. Your figures are kept. Load your "
                        "files again to say who is who."
                    )
                    if self.session.rows_gone
                    else say("Load a calendar first. The people in it will stand here, most meetings first.")
                )
            ]
        people = self.session.document.people
        silent = self._silent()
        found = who.suggest(self._activities(), people) if people.own or silent else []
        if self._settled is None:
            # Once for a visit: what somebody is busy placing must not fold up under their hands.
            self._settled = bool(found) and all(one.confirmed for one in found[:_FIRST_SHOWN])
        whole = fragment[
            self._by_title(people) if silent else self._own(people),
            self._domains(people) if people.own and not silent else None,
            self._persons(people) if found else None,
        ]
        if not self._settled:
            return whole
        placed = sum(one.confirmed for one in found)
        return details(".wb-placed")[
            summary[
                self.t(say_n("{n} person placed. See or change", "{n} people placed. See or change", placed))
            ],
            whole,
        ]

    def _known(self) -> Node:
        people = self.session.document.people
        return p(".wb-note")[
            self.t(
                say_n(
                    "You gave {n} person a role. Load your calendar again to change that.",
                    "You gave {n} people a role. Load your calendar again to change that.",
                    len(people.roles),
                )
            )
        ]

    def _by_title(self, people: People) -> Node:
        """Whom to know in a calendar that lists nobody: by the names in its titles, and by those typed here."""
        t = self.t
        return div(".wb-own", role="group", aria_labelledby="titles-heading")[
            h3(id="titles-heading")[t(say("Your calendar does not tell who was there"))],
            p(".wb-note")[
                t(
                    say(
                        "So it goes by the names in its titles, as in ‘1-on-1 Anouk’ or ‘Visit Veldhof with Bas’. "
                        "What a title does not say stays unknown. An export with the people invited tells more."
                    )
                )
            ],
            p(".wb-note")[t(say("Type first names or whole names, with a comma between them."))],
            (
                label(".wb-field")[
                    span[t(ROLE_NAMES[role])],
                    input(
                        {"data-do": "names", "data-key": role},
                        id=f"names-{role}",
                        type="text",
                        value=", ".join(sorted(people.name(key) for key in _with_role(people, role))),
                        autocomplete="off",
                    ),
                ]
                for role in TYPED
            ),
        ]

    def _own(self, people: People) -> Node:
        t = self.t
        candidates = who.suggest_own(self._activities(), people.own)
        proposed = next((one for one in candidates if one.likely), None) if not people.own else None
        return div(".wb-own", role="group", aria_labelledby="own-heading")[
            h3(id="own-heading")[t(say("Which of these is you?"))],
            p(".wb-note")[
                t(say("Tick all your own addresses. Colleagues are known by what comes after the @."))
            ],
            (
                label(".wb-check")[
                    input(
                        {"data-do": "own", "data-key": candidate.key},
                        type="checkbox",
                        checked=candidate.key in people.own,
                    ),
                    span[_person(candidate.name, candidate.key)],
                    small[
                        t(
                            say(
                                "in {n} of {of} appointments with guests",
                                n=candidate.meetings,
                                of=candidate.of,
                            )
                        )
                    ],
                ]
                for candidate in candidates
            ),
            (
                label(".wb-check")[
                    input({"data-do": "own", "data-key": key}, type="checkbox", checked=True),
                    span[_person(people.name(key), key)],
                ]
                # What is ticked can be unticked, also where all that it stood in was declined.
                for key in sorted(people.own - {one.key for one in candidates})
            ),
            self._proposal(proposed) if proposed else None,
            None
            if people.own
            else p(".wb-note")[
                t(say("After that the people you meet most will stand here, so that you can say who is who."))
            ],
        ]

    def _proposal(self, proposed: OwnCandidate) -> Node:
        """The address that is most likely the manager's own, to agree with in one click."""
        t = self.t
        reason = (
            say("Your calendar bears this name.")
            if proposed.named
            else say("It stands in nearly all of your appointments with guests.")
        )
        name = _person(proposed.name, proposed.key)
        return fragment[
            p(".wb-note")[t(reason)],
            p(".wb-row")[act(t, "own", say("Yes, I am {name}", name=name), key=proposed.key, value="true")],
        ]

    def _domains(self, people: People) -> Node:
        t = self.t
        suggested = who.suggest_domains(who.suggest(self._activities(), people), people)
        # One person alone is placed sooner below, by name.
        found = [one for one in suggested if one.people > 1]
        return (
            fragment[
                h3[t(say("Whole organisations at once"))],
                p(".wb-note")[
                    t(say("Everybody with this address gets this role, unless you say otherwise below."))
                ],
                ul(".wb-people")[
                    (
                        li[
                            span(".wb-who")[one.domain],
                            small[
                                t(say_n("{n} person", "{n} people", one.people)),
                                " · ",
                                t(say_n("{n} meeting", "{n} meetings", one.meetings)),
                            ],
                            self._roles("domain", one.domain, one.role, one.confirmed, one.domain),
                        ]
                        for one in found[: None if self._all else 8]
                    )
                ],
            ]
            if found
            else None
        )

    def _persons(self, people: People) -> Node:
        t = self.t
        found = who.suggest(self._activities(), people)
        open_ = [one for one in found if one.role and not one.confirmed]
        shown = found if self._all else found[:_FIRST_SHOWN]
        return fragment[
            h3[t(say("The people you meet most"))],
            div(".wb-row")[
                act(
                    t,
                    "agree",
                    say_n("Agree with {n} suggestion", "Agree with all {n} suggestions", len(open_)),
                    kind="wb-quiet",
                )
                if open_
                else None,
            ],
            ul(".wb-people")[(self._one(one) for one in shown)],
            act(t, "more", say("Show all {n}", n=len(found)), kind="wb-quiet")
            if len(found) > len(shown)
            else None,
        ]

    def _one(self, one: Suggestion) -> Node:
        t = self.t
        return li[
            span(".wb-who")[_person(one.name, one.address or one.key)],
            small[
                t(say_n("{n} meeting", "{n} meetings", one.meetings)),
                None if one.confirmed else [" · ", t(one.reason)],
            ],
            self._roles("role", one.key, one.role, one.confirmed, _person(one.name, one.address or one.key), myself=True),
        ]

    def _roles(
        self, do: str, key: str, role: Role | None, confirmed: bool, name: str, *, myself: bool = False
    ) -> Node:
        t = self.t
        chosen = role if confirmed else None
        return select(
            {"data-do": do, "data-key": key},
            aria_label=t(say("Role of {name}", name=name)),
            class_=None if confirmed else "wb-unconfirmed",
        )[
            option(value="", selected=chosen is None)[
                t(say("perhaps {role}?", role=ROLE_NAMES[role]))
                if role and not confirmed
                else t(say("choose…"))
            ],
            (option(value=one, selected=chosen == one)[t(ROLE_NAMES[one])] for one in ROLES if one != "me"),
            option(value="me")[t(say("that is me"))] if myself else None,
        ]

    def _silent(self) -> bool:
        """Whether none of the files tells who was there."""
        rows = self.session.recall()
        return rows is not None and not any(one.attendees for one in rows.activities)

    def _activities(self) -> tuple[Activity, ...]:
        """What people are suggested from: where no file lists any, the names in titles."""
        rows = self.session.recall()
        if rows is None:
            return ()
        return with_titled_people(rows.activities) if self._silent() else rows.activities

    def _change(self, change: Callable[[People], People]) -> None:
        self.session.settle(lambda doc: replace(doc, people=change(doc.people)))

    @action
    def own(self, event: Event) -> None:
        """This address is mine, or is not."""
        self._own_is(event.key, mine=event.value == "true")

    def _own_is(self, key: str, *, mine: bool) -> None:
        self._change(lambda people: who.with_own(people, people.own | {key} if mine else people.own - {key}))

    @action
    def role(self, event: Event) -> None:
        """Give one person a role, or say that it is oneself."""
        if event.value == "me":
            self._own_is(event.key, mine=True)
            return
        role, names = _role(event), self._names()
        self._change(lambda people: who.confirm(people, {event.key: role}, names))

    @action
    def names(self, event: Event) -> None:
        """Those of one role by their names, as typed: who is not among them any more has no role."""
        role = next((one for one in TYPED if one == event.key), None)
        if role is None or not self._silent():
            raise ValueError("no such role, or no calendar without people")
        typed = _typed(str(event.value))

        def change(people: People) -> People:
            known = {fold_name(people.name(key)): key for key in _with_role(people, role)}
            gone: dict[str, Role | None] = {key: None for name, key in known.items() if name not in typed}
            new = {Attendee("", name).key: name for fold, name in typed.items() if fold not in known}
            return who.confirm(people, gone | dict.fromkeys(new, role), new)

        self._change(change)

    @action
    def domain(self, event: Event) -> None:
        """Give everybody at a domain a role."""
        role = _role(event)
        self._change(lambda people: who.confirm_domain(people, event.key, role))

    @action
    def agree(self, _event: Event) -> None:
        """Agree with every suggestion that stands open."""
        found = who.suggest(self._activities(), self.session.document.people)
        open_ = [one for one in found if not one.confirmed]
        self._change(lambda people: who.accept(people, (one for one in open_ if one.key not in people.roles)))

    @action
    def more(self, _event: Event) -> None:
        """Show everybody."""
        self._all = True

    def _names(self) -> dict[str, str]:
        found = who.suggest(self._activities(), self.session.document.people)
        return {one.key: one.name for one in found if one.name}


def _typed(text: str) -> dict[str, str]:
    """The names in a text with commas, by their folded form; refuses what can't be a list of names."""
    names = [" ".join(one.split()) for one in text.replace(";", ",").split(",")]
    if len(names) > MOST_NAMES:
        raise Refused(say("That is more than {n} names. Nothing was changed.", n=MOST_NAMES))
    if long := next((one for one in names if len(one) > LONGEST_NAME), None):
        raise Refused(say("‘{start}…’ is too long for a name. Put a comma between names.", start=long[:30]))
    return {fold: name for name in names if (fold := fold_name(name))}


def _with_role(people: People, role: Role) -> tuple[str, ...]:
    return tuple(key for key, given in people.roles.items() if given == role)


def _role(event: Event) -> Role | None:
    if not event.value:
        return None
    return next(role for role in ROLES if role == event.value)


def _person(name: str, key: str) -> str:
    if key.startswith("name:"):
        return name or key.removeprefix("name:")
    return f"{name} ({key})" if name and name != key else key


ROLE_NAMES: dict[Role, Text] = {
    "me": say("me"),
    "team": say("my sales team"),
    "technical": say("technical colleague"),
    "marketing": say("marketing"),
    "management": say("management or board"),
    "customer": say("customer"),
    "other": say("somebody else"),
}
