"""Sorting after a correction gives what sorting anew gives, and does not do all of it again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workbook.activity.people import People, confirm
from workbook.activity.records import Activity, Attendee
from workbook.activity.resorting import Resorter
from workbook.activity.sorting import TOPICS, Correction, fold_title, load_rules, sort_activities

TITLES = (
    "Accountplan Noord",
    "Bezoek Kruitmolen",
    "accountplan noord 12-3",
    "Overleg",
    "Bezoek Veldhof",
    "",
    "Vakantie",
)
BAS = Attendee("bas@firma.example", "Bas")
ACTIVITIES = tuple(
    Activity(
        id=str(n),
        source="a.ics",
        row=n,
        start=datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(days=n),
        end=datetime(2026, 3, 2, 10, tzinfo=UTC) + timedelta(days=n),
        subject=TITLES[n % len(TITLES)],
        attendees=(BAS,) if n % 3 else None,
        also=("98", "99") if n == 7 else (),
    )
    for n in range(12)
)
FOLDED = [*(fold_title(title) for title in TITLES if title), "bezoek …"]
STATES = ["yes", "no", "unknown"]
CORRECTIONS = st.one_of(
    st.builds(Correction, st.sampled_from(TOPICS), st.sampled_from(STATES), activity=st.sampled_from(["0", "3", "7", "98", "99", "gone"]), otherwise=st.booleans()),
    st.builds(
        Correction,
        st.sampled_from(TOPICS),
        st.sampled_from(STATES),
        title=st.sampled_from(FOLDED),
        otherwise=st.booleans(),
    ),
)  # fmt: skip


@given(st.lists(st.tuples(CORRECTIONS, st.booleans()), max_size=8))
def test_it_says_what_sorting_anew_says(steps: list[tuple[Correction, bool]]) -> None:
    """Whatever was corrected in whatever order, people placed in between: the same verdicts."""
    rules, people, again = load_rules(), People(), Resorter()
    for correction, placed in steps:
        rules = rules.corrected(correction)
        if placed:
            people = confirm(people, {BAS.key: "marketing"}, {})
        assert again.sort(ACTIVITIES, people, rules) == sort_activities(ACTIVITIES, people, rules)
