"""A realistic half year from file to figures: every figure is what was counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from helpers.half_year import CUSTOMER, DECLINED, ME, TEAM, TODAY, Truth, calendar
from helpers.visitor import Open, Visitor

from workbook import journey
from workbook.activity.people import Role, confirm, with_own
from workbook.beside import contents
from workbook.script.told import measure
from workbook.ui.pages.start import StartPage
from workbook.ui.session import Session

TRUTH = Truth()


def loaded(open_session: Open, language: str) -> Session:
    """The half year loaded, 'me' ticked and everybody placed; nothing else said."""
    session = open_session(language, lambda: TODAY)
    files = Visitor(StartPage("start", session).files())
    assert files.brings("load", "agenda.ics", calendar())["saved"]
    roles: dict[str, Role | None] = dict.fromkeys((f"{one}@waterrad.example" for one in TEAM), "team")
    roles[CUSTOMER] = "customer"
    session.settle(lambda doc: replace(doc, people=confirm(with_own(doc.people, {ME}), roles, {})))
    return session


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            (
                "**9 visits**",
                "**1 of your 3**",
                "6 calls or online meetings",
                "6 meetings at your own office",
            ),
        ),
        ("nl", ("**9 keer**", "**1 van je 3**", "6 gesprekken online", "6 afspraken bij jou op kantoor")),
    ],
)
def test_visits_are_what_was_at_the_customers(
    open_session: Open, language: str, told: tuple[str, ...]
) -> None:
    """Protects the mirror: it confirmed 21 visits where 9 were at the customer's, and everybody a turn where one
    of the team never had one."""
    session = loaded(open_session, language)
    found = {one.id: one for one in session.document.evidence.measures}
    rides, never = found["field.ride_alongs"], found["field.never_accompanied"]
    assert (rides.numerator, rides.unknown) == (TRUTH.visits, 0)
    beside = {one.id: sum(sum(bar.values) for bar in one.rows) for one in rides.beside}
    assert beside == {"online": TRUTH.online, "office": TRUTH.office}
    assert (never.numerator, never.denominator) == (TRUTH.never, TRUTH.team)
    said = session.translate(rides.sentence).replace("\u00a0", " ")
    assert all(part in said for part in told), said
    assert found["field.debriefs"].denominator + found["field.debriefs"].unknown == TRUTH.visits


def test_what_was_declined_is_out_as_soon_as_me_is_known(open_session: Open) -> None:
    """Protects the first load: the five declined are read, and gone once the manager ticks their address."""
    session = open_session("en", lambda: TODAY)
    Visitor(StartPage("start", session).files()).brings("load", "agenda.ics", calendar())
    before = session.rows
    session.settle(lambda doc: replace(doc, people=with_own(doc.people, {ME})))
    after = session.rows
    assert before is not None
    assert after is not None
    assert len(before.activities) - len(after.activities) == DECLINED


def test_private_evenings_are_settled_by_one_answer(open_session: Open) -> None:
    """Protects thirteen weeks from one choir: after 'no' they are out, said with their number, and no week is
    unknown for them."""
    session = loaded(open_session, "en")
    session.settle(lambda doc: replace(doc, private_is_work=False))
    found = {one.id: one for one in session.document.evidence.measures}
    assert found["field.customer_hours"].coverage.private_out == TRUTH.private
    assert found["field.customer_hours"].unknown == 0


def test_what_was_no_visit_is_told_wherever_visits_are(open_session: Open) -> None:
    """Protects calls and receptions from being passed over in silence: for a program that reads the figures, and
    on the balance."""
    session = loaded(open_session, "en")
    measures = session.document.evidence.measures
    rides = next(one for one in measures if one.id == "field.ride_alongs")
    beside = {one["id"]: one["meetings"] for one in measure(rides, session.translate)["beside"]}
    assert beside == {"online": TRUTH.online, "office": TRUTH.office}
    book = journey.answer(session.document.workbook, "field", choice="b", often="few", on=TODAY)
    (field,) = contents(book, measures, ["field"])
    said = session.translate(field.said).replace("\u00a0", " ")
    assert "9 visits" in said
    assert said.endswith("6 calls or online meetings and 6 meetings at your own office.")
