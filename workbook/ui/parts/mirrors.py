"""What team and board say on one question, once a round among them was closed."""

from __future__ import annotations

from htpy import Node, a, details, div, fragment, h3, li, p, section, span, summary, ul

from workbook.journey import blockers
from workbook.mirrored import Mirrored, against, change_of_b, mirrored, share_of_b
from workbook.mirrors.outcome import COUNTS_FROM
from workbook.mirrors.records import SEEN, Group, Tally
from workbook.mirrors.rounds import before, latest
from workbook.mirrors.wording import (
    BANDED,
    CHANCE,
    GROUP_NAMES,
    INDICATIVE,
    MEASURED_FROM,
    WHOM_NAMES,
    answers,
    changed,
    differs_from_you,
    impression,
    in_a_band,
    in_a_count,
    middle_half,
)
from workbook.ui.parts.about import AboutQuestion
from workbook.wording import CHOICE_LETTERS, FREQUENCY_NAMES
from workbook.words import Text, say


class MirrorsPart(AboutQuestion):
    """Two views on one question: the team's together, the board's by name."""

    def view(self) -> Node:
        document = self.session.document
        if blockers(document.workbook, "mirrors", self.question):
            return div(".wb-mirrors")[
                p(".wb-later")[self.t(say("This opens once you have answered and looked at the evidence."))]
            ]
        seen = [mirrored(document.rounds, self.question, whom) for whom in WHOM_NAMES]
        there = [one for one in seen if one is not None]
        return section(".wb-mirrors", aria_label=self.t(say("What others see")))[
            (self._team(one) if one.tally else self._board(one) for one in there),
            None if len(there) == len(seen) else self._missing(bool(there)),
        ]

    def _missing(self, some: bool) -> Node:
        t = self.t
        running = any(one.running for one in self.session.document.rounds)
        told = (
            say("A round is open. What comes out of it stands here once you have closed it.")
            if running
            else say("No other round has been closed yet.")
            if some
            else say(
                "No round among your team or your board has been closed yet, so there is nothing to show."
            )
        )
        return p(".wb-later")[
            t(told), " ", a(href=self.page.address("balance"))[t(say("Rounds are on the balance page"))], "."
        ]

    def _head(self, seen: Mirrored) -> Node:
        t = self.t
        return fragment[
            h3[t(WHOM_NAMES[seen.whom])],
            p(".wb-caption")[
                t(answers(seen.n)),
                " · ",
                t(say("closed on {day:date}", day=seen.closed.isoformat())),
                fragment[" · ", span(".wb-badge")[t(INDICATIVE)]] if seen.indicative else None,
            ],
        ]

    def _team(self, seen: Mirrored) -> Node:
        t = self.t
        document = self.session.document
        assert seen.tally
        outcome = getattr(latest(document.rounds, "team"), "outcome", None)
        groups = outcome.groups if outcome else {}
        return div(".wb-told")[
            self._head(seen),
            p(".wb-say")[t(differs_from_you(self.question, "team", against(document.workbook, seen))),],
            ul[(li[t(line)] for line in tally_lines(seen.tally, seen.lowest, seen.highest))],
            self._change(),
            (self._group(group, tallies[self.question]) for group, tallies in groups.items()),
            details[
                summary[t(say("How this was counted"))],
                p[t(CHANCE)],
                p[t(BANDED)] if seen.n < COUNTS_FROM else None,
                p[
                    t(
                        say(
                            "Of those who could say, {low:percent} to {high:percent} chose B (95% interval).",
                            low=interval.low,
                            high=interval.high,
                        )
                    )
                ]
                if (interval := share_of_b(seen.tally)) is not None
                else None,
                p[
                    t(
                        say(
                            "The interval says how stable this would be: what another round among the "
                            "same kind of people could give. Of those who answered it is a count, not a "
                            "sample."
                        )
                    )
                ],
                p[
                    t(
                        say(
                            "Single answers are kept nowhere: they were thrown away when the round "
                            "closed. Those who did not answer may see it differently."
                        )
                    )
                ],
            ],
        ]

    def _group(self, group: Group, tally: Tally) -> Node:
        t = self.t
        return fragment[
            p(".wb-label")[t(GROUP_NAMES[group]), ", ", t(answers(tally.n))],
            ul[(li[t(line)] for line in tally_lines(tally, None, None)[:1])],
        ]

    def _change(self) -> Node:
        rounds = self.session.document.rounds
        kind = change_of_b(rounds, self.question)
        now = latest(rounds, "team")
        earlier = before(rounds, now) if now else None
        if kind is None or earlier is None or earlier.outcome is None:
            return None
        return p[self.t(changed(kind, earlier.outcome.closed.isoformat()))]

    def _board(self, seen: Mirrored) -> Node:
        t = self.t
        return div(".wb-told")[
            self._head(seen),
            p(".wb-say")[
                t(differs_from_you(self.question, "board", against(self.session.document.workbook, seen)))
            ],
            ul[
                (
                    li[
                        one.name,
                        ": ",
                        t(CHOICE_LETTERS[one.choices[self.question]]),
                        "; ",
                        t(FREQUENCY_NAMES[one.often[self.question]]),
                    ]
                    for one in seen.named
                )
            ],
        ]


def tally_lines(tally: Tally, lowest: int | None, highest: int | None) -> list[Text]:
    """A tally in sentences: who chose B, with its interval where it says something, only A, can't say, and how often."""
    lines: list[Text] = []
    for seen in sorted(SEEN, key=lambda one: one != "b"):
        share = tally.seen[seen]
        line = in_a_band(seen, share.band) if share.count is None else in_a_count(seen, share.count, tally.n)
        if seen == "b" and tally.n < MEASURED_FROM:
            line = say("{who} {impression}", who=line, impression=impression(tally.n))
        elif seen == "b" and (interval := share_of_b(tally)) is not None:
            line = say(
                "{who} Of those who could say that is {low:percent} to {high:percent} (95% interval).",
                who=line,
                low=interval.low,
                high=interval.high,
            )
        lines.append(line)
    if lowest is not None:
        lines.append(middle_half(lowest, highest))
    return lines
