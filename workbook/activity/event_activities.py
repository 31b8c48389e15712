"""The activities that the events of one calendar file are, each once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from workbook.activity import event_people, events, limits, whole_days
from workbook.activity.calendar_zones import WHEN
from workbook.activity.called_off import CalledOff
from workbook.activity.contents import RawEvent, with_plain_quotes
from workbook.activity.event_titles import clean, is_private, tells_nothing
from workbook.activity.findings import Findings
from workbook.activity.own_entries import kept_categories
from workbook.activity.ownership import TWICE
from workbook.activity.places import has_join_link
from workbook.activity.records import Activity, Attendee, Decisions, Held
from workbook.activity.versions import is_cancelled
from workbook.words import say, say_n

CANCELLED: Final = say("cancelled")


class EventActivities:
    """Gathers the activities of the file `name`; what is left out goes into its findings."""

    def __init__(self, name: str, findings: Findings, decisions: Decisions) -> None:
        self._name = name
        self._findings = findings
        self._called_off = CalledOff(name, "SUMMARY", decisions)
        self._found: dict[tuple[str, tuple[str, ...]], Activity] = {}
        self._abouts: dict[int, _About] = {}
        self._repeated: dict[int, str] = {}
        self._sorted_by_many: list[int] = []
        self._long = 0

    def add(self, raw: RawEvent, uid: str, when: events.Times) -> None:
        """Add an event, or one instance of it, at its time. Raises `events.BadEventError`."""
        if not is_cancelled(raw):
            event_people.check_number(raw)
        about = self._about(raw)
        title, private = about.title, about.private
        if about.status == "CANCELLED" or is_cancelled(raw):
            self._findings.leave_out(CANCELLED)
            return
        if self._called_off.leaves_out(title, private):
            return
        held: Held = "unknown" if about.status == "TENTATIVE" else "yes"
        key = uid or f"{self._name}\n{raw.number}"
        identity = _identity(key, whole_days.identifying(when.start, when.all_day))
        if (identity, about.declined_by) in self._found:
            self._findings.leave_out(TWICE)
            return
        self._long += when.long
        self._found[identity, about.declined_by] = Activity(
            id=identity,
            source=self._name,
            row=raw.number,
            start=when.start,
            end=when.end,
            subject="" if private or tells_nothing(title) else title,
            all_day=when.all_day,
            private=private,
            held=held,
            calendar=clean(raw.calendar.name),
            categories=about.categories,
            location="" if private else about.location,
            online=raw.online or has_join_link(about.location),
            rooms=() if private else about.rooms,
            attendees=None if private else about.attendees,
            declined_by=about.declined_by,
        )

    def conclude(self) -> list[Activity]:
        """All of them in the order of time; what is to be remarked or asked goes into the findings."""
        findings = self._findings
        self._called_off.conclude(findings)
        self._remark_repeated()
        if self._long:
            findings.notes.append(
                say_n(
                    "{n:number} event of 24 hours or more is taken as whole days.",
                    "{n:number} events of 24 hours or more are taken as whole days.",
                    self._long,
                )
            )
        found = sorted(self._found.values(), key=lambda activity: (activity.start, activity.row))
        if found and all(activity.attendees is None for activity in found):
            findings.notes.append(
                say("This file does not tell who was there. An export of your own calendar may.")
            )
        return found

    def _about(self, raw: RawEvent) -> _About:
        """What an event is about, parsed once for all its instances and only when one is kept."""
        known = self._abouts.get(raw.number)
        if known is None:
            known = self._abouts[raw.number] = _about(raw)
            if repeated := [name for name in raw.beyond if name != "ATTENDEE"]:
                self._repeated[raw.number] = repeated[0]
            if known.more_categories:
                self._sorted_by_many.append(raw.number)
        return known

    def _remark_repeated(self) -> None:
        """Say of which events a part was not read."""
        if self._repeated:
            number, name = next(iter(self._repeated.items()))
            self._findings.notes.append(
                say_n(
                    "{n:number} event says one thing more than {most:number} times (event {number:number}: "
                    "{property}). The first {most:number} were read.",
                    "{n:number} events say one thing more than {most:number} times (event {number:number} for one: "
                    "{property}). The first {most:number} were read.",
                    len(self._repeated),
                    most=limits.REPEATED,
                    number=number,
                    property=name,
                )
            )
        if self._sorted_by_many:
            self._findings.notes.append(
                say_n(
                    "{n:number} event has more than {most:number} categories (event {number:number}). The first "
                    "{most:number} were read.",
                    "{n:number} events have more than {most:number} categories (event {number:number} for one). The "
                    "first {most:number} were read.",
                    len(self._sorted_by_many),
                    most=limits.CATEGORIES,
                    number=self._sorted_by_many[0],
                )
            )


@dataclass(frozen=True, slots=True)
class _About:
    """What an event says beside its time, the same for all its instances."""

    title: str
    status: str
    private: bool
    categories: tuple[str, ...]
    more_categories: bool
    location: str
    attendees: tuple[Attendee, ...] | None
    rooms: tuple[Attendee, ...]
    declined_by: tuple[str, ...]


def _about(raw: RawEvent) -> _About:
    lines = (line for name, said in raw.lines.items() if name not in WHEN for line in said)
    event = events.parsed([with_plain_quotes(line) for line in lines])
    title = events.text_of(event, "SUMMARY")
    private = events.text_of(event, "CLASS").upper() in ("PRIVATE", "CONFIDENTIAL") or is_private(title)
    categories = events.categories(event)
    attendees = event_people.people(event)
    return _About(
        title=title,
        status=events.text_of(event, "STATUS").upper(),
        private=private,
        categories=kept_categories(categories[: limits.CATEGORIES], private),
        more_categories=len(categories) > limits.CATEGORIES,
        location=events.text_of(event, "LOCATION"),
        attendees=attendees,
        rooms=event_people.rooms(event),
        declined_by=tuple(person.key for person in attendees or () if person.attendance == "declined"),
    )


def _identity(key: str, moment: str) -> str:
    """An id for an event at a time: the same in each export of the same calendar, and telling
    nothing."""
    return hashlib.sha256(f"{key}\n{moment}".encode()).hexdigest()[:20]
