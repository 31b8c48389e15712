"""A calendar that lists nobody, walked from the start page to the figures: names in titles count, and what
can't be counted is said once."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta

import pytest
from helpers.goneby import TODAY
from helpers.visitor import Open, Visitor

from workbook.evidence.measure import Measure
from workbook.ui.pages.question import QuestionPage
from workbook.ui.pages.start import StartPage

WEEKS = 13
FIRST = date(2026, 8, 24)
TITLES = {
    "nl": {
        "visit": "Bezoek Veldhof met Bas",
        "alone": "Bezoek de Wilg",
        "talk": "1-op-1 Bas",
        "weekly": "1-op-1 Anouk",
        "plan": "Accountplan zorg met Anouk en Sjoerd",
        "campaign": "Campagne najaar met Lieke",
        "desk": "Overleg",
    },
    "en": {
        "visit": "Customer visit Veldhof with Bas",
        "alone": "Customer visit De Wilg",
        "talk": "1-on-1 Bas",
        "weekly": "1:1 Anouk",
        "plan": "Account planning care with Anouk and Sjoerd",
        "campaign": "Campaign autumn with Lieke",
        "desk": "Meeting",
    },
}
WORDS = {
    "nl": {
        "silent": "Je agenda vertelt niet wie erbij was",
        "tick": "Welke van deze ben jij?",
        "who": "Naar wie is wie",
        "team": "Zeg op de beginpagina wie er in je team zitten",
    },
    "en": {
        "silent": "Your calendar does not tell who was there",
        "tick": "Which of these is you?",
        "who": "To who is who",
        "team": "Say on the start page who is in your team",
    },
}


def calendar(language: str) -> bytes:
    """Thirteen weeks of a published calendar: titles and hours, and no ATTENDEE anywhere."""
    when = {
        "weekly": (0, range(WEEKS)),
        "visit": (1, range(0, WEEKS, 3)),
        "talk": (2, range(0, WEEKS, 6)),
        "plan": (3, range(1, WEEKS, 4)),
        "campaign": (3, range(2, WEEKS, 5)),
        "alone": (4, range(4, WEEKS, 6)),
        "desk": (4, range(WEEKS)),
    }
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN"]
    for kind, (day, weeks) in when.items():
        for week in weeks:
            on = f"{FIRST + timedelta(weeks=week, days=day):%Y%m%d}"
            hour = 14 if kind == "desk" else 10
            lines += [
                "BEGIN:VEVENT",
                f"UID:{kind}{week}@firm.example",
                f"DTSTART:{on}T{hour}0000",
                f"DTEND:{on}T{hour + 1}0000",
                f"SUMMARY:{TITLES[language][kind]}",
                "END:VEVENT",
            ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def started(open_session: Open, language: str) -> StartPage:
    page = StartPage("start", open_session(language))
    assert Visitor(page.files()).brings("load", "agenda.ics", calendar(language))["saved"]
    return page


def measures(page: StartPage) -> dict[str, Measure]:
    return {one.id: one for one in page.session.document.evidence.measures}


def listed(visitor: Visitor) -> set[str]:
    return set(re.findall(r'data-do="role" data-key="name:([^"]+)"', html.unescape(visitor.html)))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_calendar_without_people_leads_to_figures(open_session: Open, language: str) -> None:
    """The whole way: nothing to tick is asked, names come from titles and from typing, and each figure is what
    was planted: five visits with Bas, three of them talked over, three plan sessions with sales and technical."""
    page = started(open_session, language)
    people = Visitor(page.people())
    words = WORDS[language]
    assert words["silent"] in people.html
    assert words["tick"] not in people.html
    assert listed(people) == {"anouk", "bas", "sjoerd", "lieke"}
    assert people.does("role", key="name:bas", value="team")["saved"]
    assert people.does("names", key="team", value="Bas, Anouk; Daan")["saved"]
    assert people.does("names", key="technical", value=" sjoerd ")["saved"]
    assert people.does("role", key="name:lieke", value="marketing")["saved"]
    assert 'value="Anouk, Bas, Daan"' in people.html
    found = measures(page)
    visits = {one.key: sum(one.values) for one in found["field.ride_alongs"].table}
    assert visits == {"name:bas": 5, "name:anouk": 0, "name:daan": 0}
    assert (found["field.never_accompanied"].numerator, found["field.never_accompanied"].denominator) == (
        2,
        3,
    )
    assert (found["field.debriefs"].numerator, found["field.debriefs"].denominator) == (3, 5)
    together = found["plan.cross_functional"]
    assert (together.numerator, together.denominator, together.unknown) == (3, 3, 0)
    assert found["plan.cadence"].numerator == 3
    assert found["marketing.contact_days"].numerator == 3
    assert found["marketing.campaign_sessions"].numerator == 3
    assert any("names in its titles" in note.id for note in found["field.ride_alongs"].context)
    assert open_session(language).document.people == page.session.document.people


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_missing_is_said_once_and_leads_somewhere(open_session: Open, language: str) -> None:
    """Protects from the same reason under every figure, and from a dead end: the link goes to who is who, where
    names can be typed."""
    start = started(open_session, language)
    page = QuestionPage("field", start.session)
    question, evidence = Visitor(page.question()), Visitor(page.evidence())
    question.does("choose", value="b")
    question.does("count", value="few")
    assert evidence.does("look")["saved"]
    words = WORDS[language]
    assert evidence.html.count(words["team"]) == 1
    assert words["who"] in evidence.html.partition(words["team"])[2][:200]


def test_a_title_names_some_and_seldom_all(open_session: Open) -> None:
    """Protects from 'no': a visit whose title names nobody may have been with anybody, a plan session with one
    of sales may have had technical colleagues."""
    page = started(open_session, "nl")
    people = Visitor(page.people())
    people.does("names", key="team", value="Bas, Anouk")
    people.does("names", key="technical", value="Piet")
    found = measures(page)
    # Two visits whose title names nobody, three sessions with Anouk at which a customer may have been.
    assert found["field.ride_alongs"].unknown == 2 + 3
    together = found["plan.cross_functional"]
    assert (together.numerator, together.denominator, together.unknown) == (0, 0, 3)


def test_names_typed_away_have_no_role_any_more(open_session: Open) -> None:
    """Protects from a name that can be given and not taken back, and from what a browser makes up."""
    page = started(open_session, "en")
    people = Visitor(page.people())
    people.does("names", key="team", value="Bas, Anouk")
    people.does("names", key="team", value="Anouk")
    assert page.session.document.people.roles == {"name:anouk": "team"}
    people.does("names", key="team", value="")
    assert page.session.document.people.roles == {}
    assert not people.does("names", key="me", value="Bas")["saved"]
    assert not people.does("names", key="team", value="x" * 90)["saved"]
    assert not people.does("names", key="team", value=",".join(map(str, range(90))))["saved"]
    assert page.session.document.people.roles == {}


def test_the_weeks_are_the_last_thirteen(open_session: Open) -> None:
    """Protects the counts above: all that was planted lies in the period looked at."""
    page = started(open_session, "en")
    period = page.session.document.period
    assert period is not None
    assert period.first == FIRST
    assert period.last < TODAY
