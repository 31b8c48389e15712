"""The page one comes back to, spoken to as a browser speaks to it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from helpers.goneby import TODAY, finished, rows, walked_through
from helpers.visitor import Open, Visitor
from PIL import Image

from workbook import journey
from workbook.activity.read import Loaded
from workbook.document import Document
from workbook.takeaway.card import card_text
from workbook.ui.pages.balance import BalancePage
from workbook.ui.pages.checkin import CheckInPage
from workbook.words import translator

FRIDAY = date(2026, 12, 4)


def checkin(open_session: Open, document: Document | None = None, day: date = FRIDAY) -> CheckInPage:
    """The page with a workbook that has three steps, on a Friday."""
    session = open_session("en", lambda: day)
    if document is not None:
        session.change(lambda _doc: document)
    return CheckInPage("checkin", session)


def test_a_check_in_takes_three_taps_and_a_line(open_session: Open) -> None:
    """Yes, partly, no, and one obstacle: kept for the week, and thanked without a judgement."""
    visitor = Visitor(checkin(open_session, finished()).week())
    for question, answer in (("plan", "yes"), ("marketing", "partly"), ("field", "no")):
        assert visitor.does("answer", key=question, value=answer)["saved"]
    assert visitor.does("hinder", value="The forecast.")["saved"]
    (check,) = open_session().document.workbook.check_ins
    assert check.done == {"plan": "yes", "marketing": "partly", "field": "no"}
    assert check.obstacle == "The forecast."
    assert "Noted" in visitor.html


def test_a_step_is_asked_about_once_it_has_begun(open_session: Open) -> None:
    """Protects from 'did you do it?' before the first day: then that day is named and nothing is asked. A step
    that was looked back on stays, whatever day it is moved to; one that begins later says when."""
    early = Visitor(checkin(open_session, finished(), date(2026, 11, 27)).week())
    assert "Your first step is on Monday 30 November." in early.html
    assert "wb-step-done" not in early.html
    page = checkin(open_session, finished(), date(2026, 12, 2))
    some = Visitor(page.week())
    assert some.html.count('class="wb-step-done"') == 2
    assert "begins on Thursday 3 December." in some.html
    assert some.does("answer", key="plan", value="yes")["saved"]
    assert "Noted. 1 step to go." in some.html
    assert some.does("adjust", key="plan.first_on", value="2026-12-21")["saved"]
    assert some.html.count('class="wb-step-done"') == 2


def test_without_a_step_the_page_leads_to_the_first_question(open_session: Open) -> None:
    """No empty form: what is missing, and where to go."""
    visitor = Visitor(checkin(open_session).week())
    assert "no step to look back on yet" in visitor.html
    assert "1-plan" in visitor.html
    assert not visitor.does("answer", key="plan", value="yes")["saved"]


def test_a_step_is_adjusted_and_never_emptied(open_session: Open) -> None:
    """A blank can be changed here; one that is wiped is kept as it was, and that is said."""
    visitor = Visitor(checkin(open_session, finished()).week())
    assert visitor.does("adjust", key="plan.act", value="half an hour, one segment")["saved"]
    assert visitor.does("adjust", key="plan.first_on", value="2026-12-14")["saved"]
    assert not visitor.does("adjust", key="plan.person", value="  ")["saved"]
    step = open_session().document.workbook.inquiry("plan").step
    assert (step.act, step.first_on, step.person) == ("half an hour, one segment", date(2026, 12, 14), "Mei")


@pytest.mark.parametrize(
    ("do", "key", "value"),
    [
        ("answer", "plan", "never"),
        ("answer", "weather", "yes"),
        ("adjust", "plan.colour", "red"),
        ("adjust", "plan.first_on", "soon"),
    ],
)
def test_what_is_no_answer_changes_nothing(open_session: Open, do: str, key: str, value: str) -> None:
    """A forged message is refused and nothing of it is kept."""
    visitor = Visitor(checkin(open_session, finished()).week())
    assert not visitor.does(do, key=key, value=value)["saved"]
    assert open_session().document.workbook == finished().workbook


def test_the_record_shows_weeks_missed_without_reproach(open_session: Open) -> None:
    """Three check-ins with a gap: counted, drawn with words and a table, and no word of failure."""
    book = walked_through()
    for week in (0, 1, 3):
        book = journey.check_in(book, "field", "partly", on=FRIDAY + timedelta(weeks=week))
    page = checkin(open_session, replace(finished(), workbook=book), FRIDAY + timedelta(weeks=3))
    html = Visitor(page.record()).html
    assert "Looked back 3 times." in html
    assert html.count("<svg") == 2
    assert "not looked back on" in html
    assert "<table" in html
    for reproach in ("fail", "lost", "broken", "should"):
        assert reproach not in html


def test_the_card_is_about_acts_alone(open_session: Open) -> None:
    """Steps and weeks, as text and as a picture; no obstacle, no reflection, no conclusion."""
    book = walked_through("A private thought.")
    book = journey.check_in(book, "plan", "yes", on=FRIDAY)
    book = journey.hindered(book, "My own doubt.", on=FRIDAY)
    page = checkin(open_session, replace(finished(), workbook=book))
    visitor = Visitor(page.record())
    text = card_text(book, FRIDAY, translator("en"))
    assert "Tuesday morning: do the plan, with Mei" in text
    assert "week 49: done" in text
    for private in ("private thought", "doubt", "never along"):
        assert private not in text
    assert visitor.does("card")["saved"]
    offer, buffers = next((said, data) for said, data in visitor.heard if "offer" in said)
    assert offer["offer"]["type"] == "image/png"
    with Image.open(io.BytesIO(buffers[0])) as picture:
        assert picture.width == 1080


def test_two_weeks_of_taps_become_figures(open_session: Open) -> None:
    """Ten days kept, some afterwards, stand on the balance and under the question as self-kept."""
    first = date(2026, 11, 23)
    start = checkin(open_session, Document(workbook=walked_through()), first)
    assert Visitor(start.diary()).does("begin")["saved"]
    page = checkin(open_session, None, first + timedelta(days=11))
    visitor = Visitor(page.diary())
    for day in range(10):
        key = (first + timedelta(days=day)).isoformat()
        assert visitor.does("tap", key=f"{key}.{'field' if day < 4 else ''}", value="true")["saved"]
    assert "10 days kept of 12" in visitor.html
    assert visitor.html.count('aria-pressed="true"') == 10
    measures = {m.id: m for m in open_session().document.evidence.measures}
    assert measures["field.days"].self_kept
    assert measures["field.days"].numerator == 4
    assert "Your diary" in Visitor(BalancePage("balance", open_session("en")).picture()).html
    tomorrow = (first + timedelta(days=12)).isoformat()
    assert not visitor.does("tap", key=f"{tomorrow}.field", value="true")["saved"]


def test_a_tap_can_be_taken_back(open_session: Open) -> None:
    """A second tap on the same pill undoes the first."""
    page = checkin(open_session, Document(workbook=journey.start_diary(walked_through(), on=FRIDAY)))
    visitor = Visitor(page.diary())
    key = f"{FRIDAY.isoformat()}.marketing"
    visitor.does("tap", key=key, value="true")
    visitor.does("tap", key=key, value="false")
    (day,) = open_session().document.workbook.diary
    assert day.happened == ()


def test_before_and_after_says_when_it_will_be_there(open_session: Open) -> None:
    """Within eight weeks nothing is compared, and the day is told on which it may be."""
    html = Visitor(checkin(open_session, finished()).change()).html
    assert "from 8 weeks on" in html
    assert "17 January 2027" in html
    assert "<svg" not in html


def test_a_newer_export_begins_a_new_look_on_the_way_in(open_session: Open) -> None:
    """Loaded in week thirteen over the start page's own way: merged, kept, and laid side by side."""
    then = TODAY - timedelta(weeks=13)
    older = Loaded(
        tuple(one for one in rows().activities if one.start.date() < then), None, rows().readings[:1]
    )
    page = checkin(open_session, Document(people=finished().people, workbook=walked_through()), then)
    page.session.take_in(older)
    assert page.session.document.earlier == ()
    later = checkin(open_session, None, TODAY)
    later.session.take_in(rows())
    document = open_session().document
    assert len(document.earlier) == 1
    assert document.before is not None
    assert document.since is not None
    assert later.session.rows is not None
    starts = [(one.id, one.start) for one in later.session.rows.activities]
    assert len(starts) == len(set(starts))
    html = Visitor(later.change()).html
    assert html.count("<svg") == 2
    assert "o clear change" in html or "than before" in html


def test_correcting_keeps_the_two_looks(open_session: Open) -> None:
    """Sorting by hand counts both looks anew and begins no third one."""
    then = TODAY - timedelta(weeks=13)
    page = checkin(open_session, Document(people=finished().people), then)
    page.session.take_in(
        Loaded(tuple(one for one in rows().activities if one.start.date() < then), None, rows().readings[:1])
    )
    later = checkin(open_session, None, TODAY)
    later.session.take_in(rows())
    was = open_session().document
    later.session.settle(lambda doc: replace(doc, country="BE"))
    now = open_session().document
    assert len(now.earlier) == len(was.earlier) == 1
    assert now.before is not None
    assert was.before is not None
    assert now.before.period == was.before.period
