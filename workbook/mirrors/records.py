"""What a round is, what somebody answers, and what a closed round shows.

Kept in the manager's sealed workbook: a `Round` with its secrets while it runs, and its `Outcome` once
it is closed. A `Given` never stands there for a team; it exists only inside a sealed box.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, get_args

from workbook.questions import Choice, Frequency, QuestionId

Whom = Literal["team", "board"]
Group = Literal["sales", "technical"]
GROUPS: Final[tuple[Group, ...]] = get_args(Group)

Seen = Literal["only_a", "b", "cannot_say"]
SEEN: Final[tuple[Seen, ...]] = get_args(Seen)
"""What an answer comes to: only A, B (alone or next to A), or can't say."""

Band = Literal["few", "half", "most"]

LOWEST_FLOOR: Final = 3
USUAL_FLOOR: Final = 5
MOST_SEATS: Final = 120
MOST_BOARD: Final = 12
LONGEST_ROUND_DAYS: Final = 60
LONGEST_TRY: Final = 300
"""Characters of the one thing to try."""
LONGEST_NAME: Final = 80


@dataclass(frozen=True, slots=True)
class Given:
    """One person's answers. `name` only on a board, with consent; `group` only where it was asked."""

    choices: dict[QuestionId, Choice]
    often: dict[QuestionId, Frequency]
    wording: str
    text: str = ""
    name: str = ""
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a tally's n: as a band, and from eight answers up as a count that chance rounded."""

    band: Band
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What n people together say on one question.

    `judged` is how many had an opinion at all, None below eight. `middle` is the stretch of anchors in
    which the middle half of those who gave a number of days lies, None where too few did.
    """

    n: int
    seen: dict[Seen, Share]
    often: dict[Frequency, Share]
    middle: tuple[Frequency, Frequency] | None = None

    @property
    def judged(self) -> int | None:
        """How many said A or B."""
        counts = [self.seen[seen].count for seen in ("only_a", "b")]
        return sum(count for count in counts if count is not None) if None not in counts else None


@dataclass(frozen=True, slots=True)
class Named:
    """What one board member answered, by name."""

    name: str
    choices: dict[QuestionId, Choice]
    often: dict[QuestionId, Frequency]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a closed round shows, for good. With `too_few` it shows that and nothing else, not even n."""

    closed: date
    n: int = 0
    too_few: bool = False
    tallies: dict[QuestionId, Tally] = field(default_factory=dict)
    groups: dict[Group, dict[QuestionId, Tally]] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    named: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Round:
    """One round as its manager keeps it.

    `secret` is what its link holds, `links` those of single-use invitations, `key` the private half
    of the round's key: all empty once the answers were read (a board's `secret` stays while its
    members may look at what was released). `released` names what the board may see now.
    """

    id: str
    whom: Whom
    opened: date
    until: date
    seats: int
    floor: int
    language: str
    wording: str
    about: str = ""
    message: str = ""
    single: bool = False
    groups: bool = False
    secret: str = field(default="", repr=False)
    links: tuple[str, ...] = field(default=(), repr=False)
    key: bytes = field(default=b"", repr=False)
    outcome: Outcome | None = None
    released: tuple[str, ...] = ()

    @property
    def running(self) -> bool:
        """Whether its answers were not read yet."""
        return self.outcome is None


@dataclass(frozen=True, slots=True)
class Card:
    """What a respondent's page has to know of a round; sealed with the secret in its link."""

    whom: Whom
    until: date
    seats: int
    floor: int
    language: str
    wording: str
    about: str
    groups: bool
    public: bytes
    closed: bool = False
