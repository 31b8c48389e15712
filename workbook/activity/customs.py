"""What is peculiar to the program a table comes from: its zone, whose rows they are, what it holds back."""

from __future__ import annotations

from typing import Final

import polars as pl

from workbook.activity import dates
from workbook.activity.findings import Findings
from workbook.activity.grid import Grid
from workbook.activity.profiles import truth
from workbook.activity.records import Decisions, Undecided
from workbook.activity.weeding import whose
from workbook.activity.zones import zone_named
from workbook.words import say

LIKELY_ZONES: Final = ("Europe/Amsterdam", "Europe/Brussels", "Europe/London", "UTC")
EVERYBODY: Final = "*"
"""The answer that all rows are the manager's, whoever they are assigned to."""

_MOST_OWNERS: Final = 60


def tables_zone(grid: Grid, findings: Findings, decisions: Decisions) -> str:
    """The zone the times of a table are in.

    Where a program writes no zone, the manager's own is taken and the question stays open beside it, or
    the rows wait for the answer, as the profile says.
    """
    said = grid.match.profile.zone
    answer = zone_named(decisions.get(findings.file, "zone") or "")
    if said not in ("doubt", "ask") or grid.match.profile.kind != "activities":
        return decisions.zone if said in ("local", "doubt", "ask") else said
    examples = _bare_times(grid)
    if not examples:
        return decisions.zone
    options = (decisions.zone, "UTC") if said == "ask" else (decisions.zone, *LIKELY_ZONES)
    findings.undecided.append(
        Undecided(
            findings.file,
            "zone",
            grid.match.profile.name,
            tuple(dict.fromkeys(options)),
            examples,
            assumed=answer or (decisions.zone if said == "doubt" else ""),
        )
    )
    return answer or decisions.zone


def _bare_times(grid: Grid) -> tuple[str, ...]:
    """A few times that carry no zone of their own."""
    for field in ("start_time", "start", "start_date"):
        if field in grid.cells.columns:
            cells = grid.cells[field].drop_nulls().unique(maintain_order=True).head(200)
            if field == "start_time":
                bare = cells.filter(dates.parse_clock(cells).fill_null(0) > 0)
            else:
                order: dates.Order = "mdy" if dates.evidence(cells).order == "mdy" else "dmy"
                read = dates.parse(cells, order)
                bare = cells.filter((read["second"].fill_null(0) > 0) & read["offset"].is_null())
            if bare.len():
                return tuple(bare.head(3))
    return ()


def own_rows(grid: Grid, findings: Findings, own: frozenset[str], decisions: Decisions) -> Grid:
    """The rows that are the manager's own.

    A CRM gives the activities of a whole team; a representative's visit is no visit of the manager.
    Whose a row is stands in its owner column: where several people stand there, the manager's own
    addresses tell which they are, and else the question is asked.
    """
    if "owner" not in grid.cells.columns or grid.match.profile.kind != "activities":
        return grid
    owners = grid.cells["owner"].drop_nulls().value_counts(sort=True)["owner"].to_list()
    mine = frozenset(
        name for name in owners if own & set(name.casefold().replace("<", " ").replace(">", " ").split())
    )
    answer = decisions.get(findings.file, "owner")
    if len(owners) > 1 and not mine and answer not in owners and answer != EVERYBODY:
        findings.undecided.append(
            Undecided(
                findings.file,
                "owner",
                grid.match.shown("owner"),
                (*owners[:_MOST_OWNERS], EVERYBODY),
                tuple(owners[:3]),
            )
        )
        return grid
    if answer == EVERYBODY or (len(owners) < 2 and not mine):
        return grid
    kept = whose(grid, mine or frozenset([answer or ""]), own)
    findings.leave_out(say("activities of colleagues"), grid.cells.height - kept.cells.height)
    return kept


def remark(grid: Grid, findings: Findings) -> None:
    """Say what has to be known about files of this program before anything is concluded from them."""
    profile, cells = grid.match.profile, grid.cells
    language = grid.match.language or "any"
    if language in profile.unseen and not grid.match.chosen:
        findings.mappable = True
        findings.notes.append(
            say(
                "These column names of {product} are known from its manual, not from a real file. Check a few "
                "rows below before you rely on them.",
                product=profile.name,
            )
        )
    if profile.archive_days and not _has_archived(cells):
        findings.notes.append(
            say(
                "{product} leaves activities older than {days:number} days out of such an export. So no year "
                "may be compared with the one before it by this file: it would show a rise that never was.",
                product=profile.name,
                days=profile.archive_days,
            )
        )


def _has_archived(cells: pl.DataFrame) -> bool:
    return "archived" in cells.columns and any(
        truth(text) for text in cells["archived"].drop_nulls().unique()
    )
