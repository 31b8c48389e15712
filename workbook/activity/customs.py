"""What is peculiar to the program a table comes from: its zone, whose rows they are, what it holds back."""

from __future__ import annotations

from typing import Final

import polars as pl

from workbook.activity import dates
from workbook.activity.findings import Findings
from workbook.activity.grid import Grid
from workbook.activity.ownership import EVERYBODY
from workbook.activity.profiles import truth
from workbook.activity.records import Decisions, Undecided
from workbook.activity.zones import zone_named
from workbook.words import say

LIKELY_ZONES: Final = ("Europe/Amsterdam", "Europe/Brussels", "Europe/London", "UTC")
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


def ask_owner(grid: Grid, findings: Findings) -> None:
    """Ask whose rows are the manager's where several people stand in the owner column.

    A CRM gives the activities of a whole team; a representative's visit is no visit of the manager. The
    question goes with the rows: `workbook.activity.ownership` answers it by the manager's own addresses, or
    leaves it open.
    """
    if "owner" not in grid.cells.columns or grid.match.profile.kind != "activities":
        return
    owners = grid.cells["owner"].drop_nulls().value_counts(sort=True)["owner"].to_list()
    if len(owners) > 1:
        findings.undecided.append(
            Undecided(
                findings.file,
                "owner",
                grid.match.shown("owner"),
                (*owners[:_MOST_OWNERS], EVERYBODY),
                tuple(owners[:3]),
            )
        )


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
