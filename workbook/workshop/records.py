"""What a room is: what the coach keeps, what everybody sees, who is ready, and what was revealed.

None of them holds a single answer. Those exist in sealed ballots only, and not there any more once the
picture was made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from workbook.mirrors.records import Share
from workbook.questions import QuestionId
from workbook.workshop.programme import Length, Stop

USUAL_SEATS: Final = 30
LONGEST_TITLE: Final = 80
LONGEST_NOTES: Final = 8_000
LONGEST_PARKED: Final = 140
MOST_PARKED: Final = 60
USUAL_DAYS: Final = 30
LONGEST_DAYS: Final = 180
"""Days a room is kept, unless it is deleted before."""
MOST_ROOMS: Final = 200

Tag = bytes
"""Marks one phone in one room; made from a code that only its browser has."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What can be seen of a room at one moment."""

    scene: Scene
    crowd: Crowd

    @property
    def mark(self) -> str:
        """Differs with whatever changed."""
        return f"{self.scene.revision}.{self.crowd.revision}"


@dataclass(frozen=True, slots=True)
class Histogram:
    """How n people divide over the choices of one question, each count moved by chance once."""

    n: int
    shares: dict[str, Share]


@dataclass(frozen=True, slots=True)
class Picture:
    """What a room says on one question, frozen when it was revealed.

    `said` is by choice, `often` by days as people say, `data` by days as the calendars of those say
    who chose to share that. Each is None where fewer than the floor gave it.
    """

    said: Histogram | None
    often: Histogram | None = None
    data: Histogram | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What everybody in a room sees, and follows by `revision`.

    `at` is the stop that is open and `furthest` the last one that ever was. The clock runs until
    `ends` (seconds since 1970), or stands still with `left` seconds on it, or there is none. `groups`
    are the pairs or trios that were drawn, as tags. `joining` has the beamer show how to join, and
    `parking` the parking lot. `pages` is the name of the folder that the room's own pages are in.
    """

    id: str
    title: str
    language: str
    code: str
    floor: int
    seats: int
    wording: str
    public: bytes
    programme: tuple[Stop, ...]
    at: int = 0
    furthest: int = 0
    ends: float | None = None
    left: float | None = None
    pictures: dict[QuestionId, Picture] = field(default_factory=dict)
    papers: dict[QuestionId, Picture] = field(default_factory=dict)
    groups: tuple[tuple[Tag, ...], ...] = ()
    joining: bool = True
    parking: bool = False
    closed: bool = False
    pages: str = ""
    revision: int = 1

    @property
    def stop(self) -> Stop:
        """The stop that is open."""
        return self.programme[self.at]

    @property
    def questions(self) -> tuple[QuestionId, ...]:
        """The questions of the programme, in order."""
        found = dict.fromkeys(stop.question for stop in self.programme)
        return tuple(question for question in found if question is not None)


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who is there and who is ready, as tags and numbers; and what was put in the parking lot.

    `answered` and `shared` count the filled seats of the ballots, by question.
    """

    present: tuple[Tag, ...] = ()
    ready: tuple[Tag, ...] = ()
    ready_at: int = 0
    answered: dict[QuestionId, int] = field(default_factory=dict)
    shared: dict[QuestionId, int] = field(default_factory=dict)
    parked: tuple[str, ...] = ()
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Room:
    """A room as its coach keeps it: its client, its secrets, and the coach's own notes."""

    id: str
    title: str
    client: str
    language: str
    questions: tuple[QuestionId, ...]
    length: Length
    floor: int
    seats: int
    opened: date
    until: date
    code: str = ""
    secret: str = field(default="", repr=False)
    key: bytes = field(default=b"", repr=False)
    notes: str = ""
    closed: bool = False
    pages: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """A coach's rooms, by id, the newest first."""

    rooms: tuple[str, ...] = ()
