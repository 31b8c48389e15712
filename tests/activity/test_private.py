"""Private appointments: what was said of all of them, and what was made of one by hand."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from workbook.activity.people import People
from workbook.activity.private import left_out, settled, untouched
from workbook.activity.records import Activity
from workbook.activity.settling import unknown_shares
from workbook.activity.sorting import TOPICS, Correction, Sorted, load_rules, sort_activities

START = datetime(2026, 9, 7, 20, tzinfo=ZoneInfo("Europe/Amsterdam"))
EVENING = Activity("evening", "a.ics", 1, START, START + timedelta(hours=2), "", private=True)
MEETING = Activity("meeting", "a.ics", 2, START, START + timedelta(hours=1), "Overleg")


def verdicts(are_work: bool | None, *corrections: Correction) -> Sorted:
    """The verdicts of a private evening and a meeting."""
    both = (EVENING, MEETING)
    rules = load_rules().corrected(*corrections)
    return settled(both, sort_activities(both, People(), rules), are_work)


def test_without_an_answer_private_is_unknown() -> None:
    """Nothing is assumed before it was said."""
    found = verdicts(None)
    assert {found["evening"][topic].state for topic in TOPICS} == {"unknown"}
    assert untouched(EVENING, found["evening"])
    assert not left_out(found["evening"])


def test_no_work_is_left_out_of_everything() -> None:
    """One answer settles every topic, and nothing of what is not private."""
    found = verdicts(False)
    assert {found["evening"][topic].state for topic in TOPICS} == {"no"}
    assert left_out(found["evening"])
    assert found["meeting"] == verdicts(None)["meeting"]


def test_work_stays_unknown() -> None:
    """That it was work does not tell what."""
    assert verdicts(True) == verdicts(None)


@pytest.mark.parametrize(("state", "out"), [("yes", False), ("no", True)])
def test_one_made_something_by_hand_counts_as_that_alone(state: str, out: bool) -> None:
    """Opened as a visit it is a visit, and not perhaps a plan session as well."""
    found = verdicts(False, Correction("customer", "yes" if state == "yes" else "no", activity="evening"))
    assert left_out(found["evening"]) is out
    assert found["evening"]["customer"].by_hand
    assert found["evening"]["plan"].state == "no"
    assert not untouched(EVENING, found["evening"])


def test_what_is_left_out_is_in_no_share_of_the_unknown() -> None:
    """Neither above the line nor below it."""
    both = (EVENING, MEETING)
    shares = unknown_shares(both, verdicts(False))
    assert {(one.number, one.of, one.minutes) for one in shares.values()} == {(1, 1, 60)}
    assert {one.of for one in unknown_shares(both, verdicts(None)).values()} == {2}
