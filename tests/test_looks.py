"""Loading a newer export: merged, counted once, and laid side by side only where that is fair."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from helpers.goneby import TODAY, measured, rows
from hypothesis import given
from hypothesis import strategies as st

from workbook.activity.newer import together
from workbook.activity.read import Loaded
from workbook.charts.change import draw_changes
from workbook.document import Document, Evidence, Look
from workbook.evidence import default_period
from workbook.evidence.change import changes, ready_on
from workbook.evidence.intervals import differs, mover, newcombe, wilson
from workbook.evidence.measure import Coverage, Measure, Period
from workbook.evidence.versions import rules_version
from workbook.looks import look_again, side_by_side
from workbook.ui.measuring import measured_again
from workbook.words import say, translator

ENGLISH = translator("en")
THEN = TODAY - timedelta(weeks=13)
BEFORE, SINCE = Period(date(2026, 3, 2), date(2026, 5, 31)), Period(date(2026, 6, 1), date(2026, 8, 30))


def look_on(day: date, document: Document | None = None) -> Document:
    """The demo manager's look at a year of rows on some day, after an earlier one if there was."""
    known = tuple(one for one in rows().activities if one.start.date() < day)
    told = replace(rows(), activities=known)
    was = document or Document(people=measured().people)
    return measured_again(look_again(was, default_period(known, day)), told, day)


def share(yes: int, n: int, period: Period, unknown: int = 0, id: str = "plan.cadence") -> Measure:
    """A measure of which `yes` of `n` are known."""
    text = say("Weeks with a plan session")
    return Measure(
        id=id,
        question="plan",
        kind="share",
        title=text,
        sentence=text,
        numerator=yes,
        denominator=n,
        unknown=unknown,
        value=yes / n,
        low=yes / (n + unknown),
        high=(yes + unknown) / (n + unknown),
        interval=wilson(yes, n),
        period=period,
        coverage=Coverage(13, 13),
        counted=text,
        limits=text,
        standing="shown",
    )


def test_a_first_look_has_nothing_to_stand_beside() -> None:
    """One look is a look, no before and after."""
    document = look_on(THEN)
    assert document.earlier == ()
    assert document.before is document.since is None


def test_the_same_evening_is_the_same_look() -> None:
    """Exporting twice in a week begins no new look and moves no period."""
    first = look_on(THEN)
    again = look_on(THEN + timedelta(days=3), first)
    assert again.earlier == ()
    assert again.period == first.period


def test_after_six_weeks_there_is_a_new_look_and_no_comparison() -> None:
    """The period moves on, the old look is kept as it was, and nothing is laid side by side yet."""
    first = look_on(THEN)
    again = look_on(THEN + timedelta(weeks=6), first)
    assert again.period is not None
    assert first.period is not None
    assert again.period.last == first.period.last + timedelta(weeks=6)
    assert again.earlier == (Look(first.period, first.evidence),)
    assert again.before is again.since is None


def test_days_that_were_chosen_stay_and_the_look_at_them_is_kept_once() -> None:
    """A newer file does not take chosen days away; what was seen over them is put away, but not each time."""
    first = replace(look_on(THEN), last_weeks=None)
    again = look_on(TODAY, first)
    assert again.period == first.period
    assert again.earlier == (Look(first.period, first.evidence),)
    assert again.since is None
    assert look_on(TODAY, again).earlier == again.earlier


def test_a_longer_file_is_looked_at_over_all_its_weeks() -> None:
    """Four weeks loaded first do not hold a year that comes later to four weeks."""
    everything = rows().activities
    few = tuple(one for one in everything if one.start.date() >= TODAY - timedelta(weeks=4))
    short = measured_again(
        look_again(Document(people=measured().people), default_period(few, TODAY)),
        replace(rows(), activities=few),
        TODAY,
    )
    assert short.period is not None
    assert short.period.first > TODAY - timedelta(weeks=5)
    again = look_again(short, default_period(everything, TODAY))
    assert again.period == Period(TODAY - timedelta(weeks=13), TODAY - timedelta(days=1))
    assert again.earlier == ()


def test_after_thirteen_weeks_both_are_counted_over_their_own_weeks() -> None:
    """No week is in both; the first look is counted anew by today's rules from rows that reach it."""
    again = look_on(TODAY, look_on(THEN))
    assert again.before is not None
    assert again.since is not None
    assert again.before.period.last < again.since.period.first
    assert again.before.evidence.rules == again.since.evidence.rules == rules_version()
    found = changes(again.before.evidence.measures, again.since.evidence.measures)
    assert "plan.cadence" in {change.id for change in found}
    chart = draw_changes(found, ENGLISH)
    assert len(chart.rows) == len(found)
    for change in found:
        assert ENGLISH(change.since.title) in chart.alternative
        assert change.clear or "more than before" not in ENGLISH(change.sentence).lower()


def test_a_kept_look_serves_only_if_the_same_rules_made_it() -> None:
    """Where rows no longer reach the first look, its figures count only if they were counted alike."""
    kept = Look(BEFORE, Evidence((share(3, 13, BEFORE),), rules="2026-1+a"))
    document = Document(period=SINCE, earlier=(kept,))

    def measure(period: Period) -> tuple[Measure, ...]:
        return (share(9, 13, period),)

    alike = side_by_side(document, SINCE.first, measure, "2026-1+a", TODAY)
    assert alike.before == kept
    assert alike.since is not None
    otherwise = side_by_side(document, SINCE.first, measure, "2026-1+b", TODAY)
    assert otherwise.before is otherwise.since is None
    reached = side_by_side(document, BEFORE.first, measure, "2026-1+b", TODAY)
    assert reached.before is not None
    assert reached.before.evidence.measures[0].numerator == 9


def test_a_change_is_said_only_where_the_difference_leaves_nothing_out() -> None:
    """3 of 13 to 5 of 13 is no clear change; 1 of 13 to 11 of 13 is one; both say their interval."""
    (small,) = changes([share(3, 13, BEFORE)], [share(5, 13, SINCE)])
    assert not small.clear
    assert "No clear change" in ENGLISH(small.sentence)
    (large,) = changes([share(1, 13, BEFORE)], [share(11, 13, SINCE)])
    assert large.clear
    assert "More than before" in ENGLISH(large.sentence)
    (less,) = changes([share(11, 13, BEFORE)], [share(1, 13, SINCE)])
    assert "Less than before" in ENGLISH(less.sentence)


def test_what_is_unknown_can_undo_a_change() -> None:
    """If all that could not be sorted may have been B before, nothing may be said to have grown."""
    (change,) = changes([share(2, 14, BEFORE, unknown=24)], [share(9, 14, SINCE)])
    assert change.interval is not None
    assert differs(change.interval)
    assert not change.clear


def test_too_few_is_not_reckoned_with() -> None:
    """Below five there is no percentage and no difference."""
    (change,) = changes([share(1, 4, BEFORE)], [share(4, 4, SINCE)])
    assert change.difference is None
    assert "too few" in ENGLISH(change.sentence)


def test_overlapping_or_short_periods_are_never_compared() -> None:
    """Weeks in both would count for both; seven weeks are a season."""
    with pytest.raises(ValueError, match="same weeks"):
        changes([share(3, 13, BEFORE)], [share(5, 13, Period(BEFORE.last, SINCE.last))])
    short = Period(SINCE.first, SINCE.first + timedelta(days=7 * 7 - 1))
    assert changes([share(3, 13, BEFORE)], [share(5, 7, short)]) == ()
    assert ready_on(BEFORE) == BEFORE.last + timedelta(weeks=8)


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_square_and_add_is_newcombe_for_shares(n: int, m: int, data: st.DataObject) -> None:
    """The general reckoning gives Newcombe's own interval where both have Wilson's."""
    yes, before = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    difference, interval = newcombe(yes, n, before, m)
    other, general = mover(yes / n, wilson(yes, n), before / m, wilson(before, m))
    assert difference == pytest.approx(other)
    assert (interval.low, interval.high) == pytest.approx((max(-1, general.low), min(1, general.high)))


def test_a_newer_export_of_one_calendar_counts_nothing_twice() -> None:
    """Loaded beside the older one under another name: appointments that moved stand where they are now."""
    everything = rows().activities
    cut = TODAY - timedelta(weeks=6)
    source = everything[0].source
    older = tuple(one for one in everything if one.source == source and one.start.date() < cut)
    moved = older[-1]
    newer = tuple(
        replace(
            one,
            source="newer.ics",
            id=one.id + "-moved",
            start=one.start + timedelta(hours=1),
            end=one.end + timedelta(hours=1),
        )
        if one is moved
        else replace(one, source="newer.ics")
        for one in everything
        if one.source == source and one.start.date() >= cut - timedelta(weeks=20)
    )
    readings = rows().readings
    known = Loaded(older, None, tuple(r for r in readings if r.file == source))
    fresh = Loaded(newer, None, tuple(replace(r, file="newer.ics") for r in readings if r.file == source))
    merged = together(known, fresh)
    assert moved.id not in {one.id for one in merged.activities}
    assert len({one.id for one in merged.activities}) == len(merged.activities)
    first_newer = min(one.start.date() for one in newer)
    assert sum(one.source == source for one in merged.activities) == sum(
        one.start.date() < first_newer for one in older
    )


def test_the_same_file_again_replaces_itself() -> None:
    """Loading a file twice changes nothing."""
    assert together(rows(), rows()).activities == rows().activities
    assert together(None, rows()) is rows()


def test_a_look_with_private_hours_in_it_stands_beside_none_without() -> None:
    """Hours that left the whole would look like a rise; only where rows reach it is the first counted anew."""
    first = look_on(THEN)
    newer = replace(rows(), activities=tuple(a for a in rows().activities if a.start.date() >= THEN))
    again = look_again(first, default_period(newer.activities, TODAY))
    same, other = again, replace(again, private_is_work=False)
    assert measured_again(same, newer, TODAY).before is not None
    assert measured_again(other, newer, TODAY).before is None
    assert measured_again(other, rows(), TODAY).before is not None


def test_another_persons_calendar_replaces_nothing() -> None:
    """Two calendars with nothing in common both stay."""
    everything = rows().activities
    other = tuple(replace(one, id=f"x{n}", source="other.ics") for n, one in enumerate(everything[:50]))
    merged = together(Loaded(everything, None, rows().readings), Loaded(other, None, ()))
    assert len(merged.activities) == len(everything) + 50
