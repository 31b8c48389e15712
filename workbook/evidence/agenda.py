"""The manager's agenda as every measure sees it: each activity once, on days they were there.

What is settled here is the same for all three questions: copies are dropped, cancelled activities and
to-do's are not counted, what stands on a holiday or a day of leave neither, and a state is unknown
wherever it cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from workbook.activity.private import by_answer, left_out, untouched
from workbook.activity.records import Activity, Attendee
from workbook.activity.roster import fold_name
from workbook.activity.sorting import place_in
from workbook.activity.title_people import TitlePeople
from workbook.evidence.material import Material
from workbook.evidence.measure import Coverage, Period
from workbook.evidence.presence import Presence, presence, week_key, weeks_of, within
from workbook.evidence.team_deals import team_deals

if TYPE_CHECKING:
    import polars as pl

    from workbook.activity.people import People, Role
    from workbook.activity.places import Place
    from workbook.activity.sorting import State, Topic

DAYS_AFTER: Final = 14
"""How far past the period activities are kept: enough for two working days after the last one."""

_WHOLE_DAY: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class Agenda:
    """The activities that count, in order of start, with who the team is and when there was data.

    `activities` are the period's meetings and calls; `later` those of the fortnight after it. `team`
    holds one key for each of the sales people, `telling` the files that list people at all, and
    `data_until` the last day any file tells about. `deals` are the team's, as
    `workbook.evidence.team_deals` picks them. `private_out` are the private appointments of the period that
    are in none of the others, because they are no work. `present` is who was there, by activity: every measure asks.
    `partly` are the activities of which a title alone tells of some who were there, `named` whether any does.
    """

    material: Material
    presence: Presence
    activities: tuple[Activity, ...]
    later: tuple[Activity, ...]
    team: tuple[str, ...]
    aliases: Mapping[str, str]
    weeks_with_data: frozenset[str]
    telling: frozenset[str]
    data_until: date | None
    deals: pl.DataFrame | None
    present: Mapping[str, tuple[Attendee, ...] | None]
    private_out: tuple[Activity, ...] = ()
    partly: frozenset[str] = frozenset()
    named: bool = False

    @property
    def people(self) -> People:
        """Who is who, as the manager confirmed it."""
        return self.material.people

    @property
    def sources(self) -> tuple[str, ...]:
        """The files the activities were read from."""
        return tuple(sorted({activity.source for activity in self.activities}))

    @property
    def tells_who(self) -> bool:
        """Whether any activity tells who was there, by its list of people or by its title."""
        return bool(self.telling) or self.named

    def own_block(self, activity: Activity) -> bool:
        """Whether an entry is time blocked for oneself: nobody is listed, in a file that does list
        people elsewhere. Of what is private nothing is said."""
        if activity.attendees is None:
            return activity.source in self.telling and not activity.private
        return self.there(activity) == ()

    def state(self, activity: Activity, topic: Topic) -> State:
        """Whether an activity is one of a topic; unknown too where it may not have taken place, and
        for what is private unless somebody or something said yes, or the manager that it is no work."""
        verdict = self.material.sorted.get(activity.id, {}).get(topic)
        if verdict is None:
            return "unknown"
        if verdict.state == "yes":
            return "unknown" if activity.held == "unknown" else "yes"
        if verdict.state == "no" and activity.private and not (verdict.by_hand or by_answer(verdict)):
            return "unknown"
        return verdict.state

    def place(self, activity: Activity) -> Place | None:
        """Where an activity was; None where that isn't known."""
        return place_in(self.material.sorted.get(activity.id, {}))

    def sorted_as(self, topic: Topic, state: State) -> tuple[Activity, ...]:
        """The activities of a topic that are in a state. A whole-day entry counts where something says
        it is one of the topic, and is otherwise no session that could have been one."""
        return tuple(
            activity
            for activity in self.activities
            if self.state(activity, topic) == state and (state == "yes" or not whole_day(activity))
        )

    def there(self, activity: Activity) -> tuple[Attendee, ...] | None:
        """Who was there beside the manager, those who declined left out; None where no file tells."""
        return self.present[activity.id] if activity.id in self.present else _present(activity, self.people)

    def reps(self, activity: Activity) -> frozenset[str]:
        """The sales people of the team who were there, one key each."""
        there = self.there(activity) or ()
        found = (rep(attendee, self.people, self.aliases) for attendee in there)
        return frozenset(key for key in found if key is not None)

    def roles(self, activity: Activity) -> frozenset[Role | None]:
        """The roles of who was there; None stands for a colleague, or somebody who may be one, whom
        nobody placed yet or a title does not name. Outsiders without a role are left out: they are no
        colleagues."""
        found = {
            role
            for attendee in self.there(activity) or ()
            if (role := self.people.role(attendee)) is not None or self.people.external(attendee) is not True
        }
        return frozenset(found | {None} if activity.id in self.partly else found)

    def coverage(self, topic: Topic) -> Coverage:
        """What the files tell about, and how the activities were sorted for one topic."""
        by_hand = by_rule = unsorted = 0
        for activity in self.activities:
            if whole_day(activity):
                continue
            verdict = self.material.sorted.get(activity.id, {}).get(topic)
            if self.state(activity, topic) == "unknown":
                unsorted += 1
            elif verdict is not None and verdict.by_hand:
                by_hand += 1
            else:
                by_rule += 1
        weeks = self.presence.weeks
        silent = tuple(week for week in weeks if week not in self.weeks_with_data)
        off = tuple(week for week in weeks_of(self.material.period) if week not in weeks)
        private, out = self.private(self.material.period)
        return Coverage(
            len(weeks), len(weeks) - len(silent), by_rule, by_hand, unsorted, silent, off, private, out
        )

    def private(self, period: Period) -> tuple[int, int]:
        """How many private appointments of these days nobody said anything about, and how many are left
        out as no work."""
        verdicts = self.material.sorted
        number = sum(
            untouched(one, verdicts.get(one.id, {})) and not whole_day(one)
            for one in self.activities
            if within(one.start.date(), period)
        )
        return number, sum(within(one.start.date(), period) for one in self.private_out)


def open_agenda(material: Material) -> Agenda:
    """The agenda of a material. Raises `ValueError` for a country without known holidays."""
    period, verdicts = material.period, material.sorted

    def absent(activity: Activity) -> bool:
        verdict = verdicts.get(activity.id, {}).get("absence")
        return verdict is not None and verdict.state == "yes"

    nearby = [
        a
        for a in material.activities
        if a.start.date() <= period.last + timedelta(days=DAYS_AFTER) and a.end.date() >= period.first
    ]
    there = presence(period, material.country, (a for a in nearby if absent(a) and a.held != "no"))
    held = [a for a in nearby if a.kind != "task" and a.held != "no" and not absent(a)]
    private_out = [a for a in held if left_out(verdicts.get(a.id, {}))]
    meetings = [a for a in held if not left_out(verdicts.get(a.id, {}))]
    counted = [a for a in _once(meetings, material) if a.start.date() not in there.off]
    team, aliases = _team(material)
    titles = TitlePeople(material.activities, material.people)
    titled = {a.id: found for a in counted if (found := titles.there(a)) is not None}
    named = {key: _but_me(found.people, material.people) for key, found in titled.items()}
    return Agenda(
        material=material,
        presence=there,
        activities=tuple(a for a in counted if within(a.start.date(), period)),
        later=tuple(a for a in counted if a.start.date() > period.last),
        team=team,
        aliases=aliases,
        weeks_with_data=frozenset(week_key(a.start.date()) for a in meetings if not whole_day(a)),
        telling=frozenset(a.source for a in meetings if a.attendees),
        data_until=max((a.start.date() for a in material.activities if not a.all_day), default=None),
        deals=team_deals(material),
        present={a.id: _present(a, material.people) for a in counted} | named,
        private_out=tuple(
            a
            for a in _once(private_out, material)
            if within(a.start.date(), period) and a.start.date() not in there.off and not whole_day(a)
        ),
        partly=frozenset(key for key, found in titled.items() if not found.everybody),
        named=bool(titled),
    )


def _present(activity: Activity, people: People) -> tuple[Attendee, ...] | None:
    if activity.attendees is None:
        return None
    return _but_me((one for one in activity.attendees if one.attendance != "declined"), people)


def _but_me(there: Iterable[Attendee], people: People) -> tuple[Attendee, ...]:
    return tuple(one for one in there if people.role(one) != "me")


def last_day(activity: Activity) -> date:
    """The last day of an entry, whose end is not in it any more: an all-day one ends at midnight."""
    return max(activity.start, activity.end - timedelta(microseconds=1)).date()


def whole_day(activity: Activity) -> bool:
    """Whether an entry is about a day rather than an hour: all-day, or a full day and longer."""
    return activity.all_day or (activity.end - activity.start).total_seconds() / 60 >= _WHOLE_DAY


def span(activity: Activity) -> tuple[float, float]:
    """Start and end in minutes on one clock for all zones; whole days have no length."""
    start = activity.start.timestamp() / 60
    return start, start if whole_day(activity) else max(start, activity.end.timestamp() / 60)


def rep(attendee: Attendee, people: People, aliases: Mapping[str, str]) -> str | None:
    """The one key of a sales person of the team, whichever way a file writes them; None for others, and
    for a name alone that two of the team have."""
    if people.role(attendee) != "team":
        return None
    written = attendee.key if attendee.address else fold_name(attendee.name)
    return aliases.get(attendee.key, aliases.get(written, attendee.key)) or None


def _team(material: Material) -> tuple[tuple[str, ...], dict[str, str]]:
    """The team, each person once, and the keys and names that stand for them.

    Two addresses are two people, though they have one name, unless they differ in nothing but the
    domain. A name alone stands for whoever has it, and for nobody ("") where two of the team have it.
    """
    people = material.people
    # As the roster folds names, or 'Last, First' has a role and is nobody of the team.
    names = {k: fold_name(people.name(k)) or k for k, role in people.roles.items() if role == "team"}
    addresses = {key: name for key, name in names.items() if not key.startswith("name:")}
    addresses |= _team_by_domain(material)
    aliases: dict[str, str] = {}
    first: dict[tuple[str, str], str] = {}
    namesakes: dict[str, set[str]] = {}
    for key, name in sorted(addresses.items()):
        aliases[key] = first.setdefault((name, key.partition("@")[0]), key)
        namesakes.setdefault(name, set()).add(aliases[key])
    aliases |= {name: "" if len(keys) > 1 else next(iter(keys)) for name, keys in namesakes.items()}
    for key, name in sorted(names.items()):
        if key not in addresses:
            aliases[key] = aliases.setdefault(name, key)
    return tuple(sorted({key for key in aliases.values() if key})), aliases


def _team_by_domain(material: Material) -> dict[str, str]:
    """The addresses in the files that are of the team by their domain alone, with the name that goes with them."""
    people = material.people
    if "team" not in people.domains.values():
        return {}
    there = (attendee for activity in material.activities for attendee in activity.attendees or ())
    return {
        one.key: fold_name(people.names.get(one.key) or one.name) or one.key
        for one in there
        if one.address and people.role(one) == "team"
    }


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _once(activities: Iterable[Activity], material: Material) -> list[Activity]:
    """Each meeting once, though two files may tell of it: the copy that tells most is kept."""
    kept: dict[tuple[float, float, str, str], Activity] = {}

    def telling(activity: Activity) -> tuple[bool, bool, int, str]:
        by_hand = any(v.by_hand for v in material.sorted.get(activity.id, {}).values())
        return by_hand, activity.held == "yes", len(activity.attendees or ()), activity.id

    for activity in activities:
        subject = _folded(activity.subject) or ("" if activity.private else activity.id)
        key = (activity.start.timestamp(), activity.end.timestamp(), subject, activity.kind)
        if key not in kept or telling(activity) > telling(kept[key]):
            kept[key] = activity
    return sorted(kept.values(), key=lambda a: (a.start.timestamp(), a.end.timestamp(), a.id))
