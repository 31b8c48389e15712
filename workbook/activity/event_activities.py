"""The activities that the events of one calendar file are, each once."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from workbook.activity import event_people, events, whole_days
from workbook.activity.calendar_zones import WHEN
from workbook.activity.called_off import CalledOff
from workbook.activity.contents import RawEvent, with_plain_quotes
from workbook.activity.event_titles import clean, is_private, tells_nothing
from workbook.activity.findings import Findings
from workbook.activity.own_entries import kept_categories
from workbook.activity.ownership import TWICE
from workbook.activity.places import has_join_link
from workbook.activity.records import Activity, Decisions, Held
from workbook.activity.versions import is_cancelled
from workbook.words import say, say_n

if TYPE_CHECKING:
    from icalendar import Event

CANCELLED: Final = say("cancelled")


class EventActivities:
    """Gathers the activities of the file `name`; what is left out goes into its findings."""

    def __init__(self, name: str, findings: Findings, decisions: Decisions) -> None:
        self._name = name
        self._findings = findings
        self._called_off = CalledOff(name, "SUMMARY", decisions)
        self._found: dict[tuple[str, tuple[str, ...]], Activity] = {}
        self._abouts: dict[int, Event] = {}
        self._long = 0

    def add(self, raw: RawEvent, uid: str, when: events.Times) -> None:
        """Add an event, or one instance of it, at its time. Raises `events.BadEventError`."""
        about = self._about(raw)
        title = events.text_of(about, "SUMMARY")
        status = events.text_of(about, "STATUS").upper()
        if status == "CANCELLED" or is_cancelled(raw):
            self._findings.leave_out(CANCELLED)
            return
        attendees = event_people.people(about)
        private = events.text_of(about, "CLASS").upper() in ("PRIVATE", "CONFIDENTIAL") or is_private(title)
        if self._called_off.leaves_out(title, private):
            return
        held: Held = "unknown" if status == "TENTATIVE" else "yes"
        key = uid or f"{self._name}\n{raw.number}"
        identity = _identity(key, whole_days.identifying(when.start, when.all_day))
        declined_by = tuple(person.key for person in attendees or () if person.attendance == "declined")
        if (identity, declined_by) in self._found:
            self._findings.leave_out(TWICE)
            return
        self._long += when.long
        self._found[identity, declined_by] = Activity(
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
            categories=kept_categories(events.categories(about), private),
            location="" if private else events.text_of(about, "LOCATION"),
            online=raw.online or has_join_link(events.text_of(about, "LOCATION")),
            rooms=() if private else event_people.rooms(about),
            attendees=None if private else attendees,
            declined_by=declined_by,
        )

    def conclude(self) -> list[Activity]:
        """All of them in the order of time; what is to be remarked or asked goes into the findings."""
        findings = self._findings
        self._called_off.conclude(findings)
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

    def _about(self, raw: RawEvent) -> Event:
        """What an event is about, parsed once for all its instances and only when one is kept."""
        if raw.number not in self._abouts:
            about = (line for name, said in raw.lines.items() if name not in WHEN for line in said)
            self._abouts[raw.number] = events.parsed([with_plain_quotes(line) for line in about])
        return self._abouts[raw.number]


def _identity(key: str, moment: str) -> str:
    """An id for an event at a time: the same in each export of the same calendar, and telling
    nothing."""
    return hashlib.sha256(f"{key}\n{moment}".encode()).hexdigest()[:20]
