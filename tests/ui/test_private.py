"""Private appointments on the pages: one question, kept, changed, and figures that follow at once."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from helpers.goneby import TODAY
from helpers.visitor import Open, Visitor

from workbook import journey
from workbook.ui.pages.question import QuestionPage
from workbook.ui.pages.start import StartPage
from workbook.ui.session import Session

MONDAY = TODAY - timedelta(weeks=13)
PRIVATE_TITLE = "Relatietherapie"


def entry(weekday: int, title: str, week: int, hour: int, *lines: str) -> str:
    """An hour in one of the thirteen weeks."""
    day = f"{MONDAY + timedelta(weeks=week, days=weekday):%Y%m%d}"
    said = "".join(f"{line}\n" for line in lines)
    return (
        f"BEGIN:VEVENT\nUID:{weekday}-{week}\nSUMMARY:{title}\nDTSTART:{day}T{hour:02}0000\n"
        f"DTEND:{day}T{hour + 1:02}0000\n{said}END:VEVENT\n"
    )


CALENDAR = (
    "BEGIN:VCALENDAR\nVERSION:2.0\n"
    + "".join(entry(4, PRIVATE_TITLE, week, 20, "CLASS:PRIVATE") for week in range(13))
    + "".join(entry(1, "Accountplan Veldhof", week, 10) for week in (2, 7))
    + "".join(entry(0, "Verkoopoverleg", week, 9) for week in range(13))
    + "END:VCALENDAR\n"
).replace("\n", "\r\n")


def start(open_session: Open, language: str = "en") -> StartPage:
    """A start page with the calendar loaded, and everything but what is private sorted."""
    page = StartPage("start", open_session(language))
    assert Visitor(page.files()).brings("load", "agenda.ics", CALENDAR.encode())["saved"]
    sorting = Visitor(page.sorting())
    for key in re.findall(r'data-do="settle" data-key="([^"]+)" value="none"', sorting.html):
        assert sorting.does("settle", key=html.unescape(key), value="none")["saved"]
    return page


def weeks(session: Session) -> tuple[float, float]:
    """Weeks with a plan session, and weeks of which it isn't known."""
    one = next(m for m in session.document.evidence.measures if m.id == "plan.cadence")
    return one.numerator, one.unknown


def looked(page: StartPage) -> Visitor:
    """The evidence of the first question, in the same session: rows and all."""
    page.session.change_workbook(journey.answer, "plan", choice="b", often="weekly", on=TODAY)
    page.session.change_workbook(journey.see_evidence, "plan")
    return Visitor(QuestionPage("plan", page.session).evidence())


@pytest.mark.parametrize(("language", "asked"), [("en", "work?"), ("nl", "werk?")])
def test_one_answer_settles_a_quarter(open_session: Open, language: str, asked: str) -> None:
    """Eleven of thirteen weeks unknown; one click on the start page, and none is."""
    page = start(open_session, language)
    sorting = Visitor(page.sorting())
    assert weeks(page.session) == (2, 11)
    assert asked in sorting.html
    assert "13" in sorting.html.partition("wb-ask")[2].partition("</fieldset>")[0]
    assert sorting.does("private-work", value="no")["saved"]
    assert weeks(page.session) == (2, 0)
    assert open_session().document.private_is_work is False
    assert "wb-ask" not in sorting.html
    told = {"en": "13 private appointments are out of", "nl": "13 privéafspraken tellen niet mee"}
    assert told[language] in sorting.html


def test_the_answer_can_be_changed_and_figures_follow(open_session: Open) -> None:
    """There and back, at once, and kept."""
    page = start(open_session)
    sorting = Visitor(page.sorting())
    sorting.does("private-work", value="no")
    assert sorting.does("private-work", value="yes")["saved"]
    assert weeks(page.session) == (2, 11)
    assert open_session().document.private_is_work is True
    assert "13 private appointments count" in sorting.html
    sorting.does("private-work", value="no")
    assert weeks(page.session) == (2, 0)
    assert not sorting.does("private-work", value="perhaps")["saved"]
    assert page.session.document.private_is_work is False


def test_it_is_asked_where_it_is_felt(open_session: Open) -> None:
    """Beside the figures too, as long as there is no answer; afterwards the figure says the number."""
    page = start(open_session)
    evidence = looked(page)
    assert "Are your private appointments work?" in evidence.html
    assert evidence.does("private-work", value="no")["saved"]
    assert "Are your private appointments work?" not in evidence.html
    assert "They are work: keep them in" in evidence.html, "it can be taken back where it was said"
    assert "13 private appointments left out" in evidence.html
    assert "Are your private appointments work?" not in looked(page).html


def test_a_single_one_is_opened_by_hand(open_session: Open) -> None:
    """In the list under a figure, apart from what only has no title, told by its day and hour."""
    page = start(open_session)
    evidence = looked(page)
    evidence.does("private-work", value="no")
    evidence.does("review", key="plan.cadence")
    assert "A private appointment" in evidence.html
    assert "You said that your private appointments are no work." in evidence.html
    assert ", 20:00</span>" in evidence.html
    rows = page.session.rows
    assert rows is not None
    one = next(a for a in rows.activities if a.private)
    assert evidence.does("correct", key=f"one:{one.id}", value="yes")["saved"]
    assert weeks(page.session) == (3, 0)
    assert "12 private appointments left out" in evidence.html
    assert evidence.does("correct", key=f"one:{one.id}", value="no")["saved"]
    assert weeks(page.session) == (2, 0)


def test_the_title_of_a_private_appointment_is_shown_nowhere(open_session: Open) -> None:
    """Not in the question, not in the list, not in what is kept."""
    from workbook.document import encode

    page = start(open_session)
    evidence, sorting = looked(page), Visitor(page.sorting())
    evidence.does("review", key="plan.cadence")
    for shown in (evidence.html, sorting.html, Visitor(page.files()).html):
        assert PRIVATE_TITLE not in shown
    assert PRIVATE_TITLE not in encode(page.session.document).decode()
    assert not any(PRIVATE_TITLE in repr(one) for one in page.session.rows.activities)  # type: ignore[union-attr]


def test_without_private_appointments_nothing_is_asked(open_session: Open) -> None:
    """Nobody is asked about what they have not."""
    page = StartPage("start", open_session())
    Visitor(page.files()).brings("load", "a.ics", CALENDAR.replace("CLASS:PRIVATE\r\n", "").encode())
    assert "private" not in Visitor(page.sorting()).html


def test_with_the_rows_gone_it_is_not_asked(open_session: Open) -> None:
    """Figures could not follow: the start page asks once the file is there again."""
    page = start(open_session)
    page.session.rows = None
    page.session._asked_for_rows = True
    assert "Are your private appointments work?" not in looked(page).html


def test_an_answer_holds_for_the_next_file(open_session: Open) -> None:
    """It is the manager's word, and not one file's."""
    page = start(open_session)
    page.session.settle(lambda doc: replace(doc, private_is_work=False))
    more = "".join(entry(2, PRIVATE_TITLE, week, 19, "CLASS:PRIVATE") for week in range(13))
    calendar = f"BEGIN:VCALENDAR\nVERSION:2.0\n{more}END:VCALENDAR\n".replace("\n", "\r\n")
    assert Visitor(page.files()).brings("load", "more.ics", calendar.encode())["saved"]
    assert weeks(page.session) == (2, 0)
    assert "26 private appointments are out of" in Visitor(page.sorting()).html
