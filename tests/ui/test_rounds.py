"""The manager's side of rounds: opened, locked, closed once, and what the board may see."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from helpers.answers import answer
from helpers.goneby import TODAY
from helpers.visitor import Open, Visitor

from workbook import document as documents
from workbook.mirrors import desk
from workbook.mirrors.records import Round
from workbook.questions import QUESTIONS
from workbook.store import new_secret
from workbook.takeaway.file import import_workbook
from workbook.ui.pages.balance import BalancePage
from workbook.ui.pages.question import QuestionPage
from workbook.ui.session import Session


def locked(session: Session, often: str = "often") -> None:
    """Answers all three questions, and looks."""
    for question in QUESTIONS:
        page = QuestionPage(question, session)
        asked = Visitor(page.question())
        asked.does("choose", value="b")
        asked.does("count", value=often)
        Visitor(page.evidence()).does("look")


def opens(session: Session, whom: str = "team", **filled: str) -> Round:
    """Opens a round from the balance page."""
    visitor = Visitor(BalancePage("balance", session).rounds())
    visitor.does("prepare", key=whom)
    for name, value in filled.items():
        visitor.does("fill", key=f"{whom}.{name}", value=value)
    assert visitor.does("open-round", key=whom)["saved"], visitor.html
    return session.document.rounds[-1]


def gives(
    session: Session, one: Round, count: int, choice: str = "a", often: str = "none", **more: object
) -> None:
    """So many answers, each from a browser of its own."""
    for number in range(count):
        link = one.links[number] if one.single else one.secret
        assert desk.give(session.store.rounds, link, new_secret(), answer(choice, often, **more), TODAY)


def closes(session: Session, one: Round) -> Visitor:
    """Closes a round from the balance page."""
    visitor = Visitor(BalancePage("balance", session).rounds())
    visitor.does("ask-close", key=one.id)
    assert visitor.does("close-round", key=one.id)["saved"], visitor.html
    return visitor


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_round_from_opening_to_what_it_says(open_session: Open, language: str) -> None:
    """Protects the whole of it, in both languages: links and QR out, answers in, closed, and the
    sentences on each page about the act. Of forty, for the chance in every count can turn the answers of nine."""
    session = open_session(language)
    locked(session)
    one = opens(session, seats="40", until=(TODAY + timedelta(days=7)).isoformat())
    shown = Visitor(BalancePage("balance", session).rounds()).html
    assert all(link in shown for link in one.links)
    gives(session, one, 40, text="Go along once.")
    closes(session, one)
    page = QuestionPage("plan", session)
    html = Visitor(page.mirrors()).html
    said = {
        "en": "Your team sees working on the plan together less often",
        "nl": "noemde je team minder dagen dan jij",
    }
    assert said[language] in html
    balance = BalancePage("balance", session)
    assert said[language] in Visitor(balance.differences()).html
    assert "40" in Visitor(balance.picture()).html
    rounds = Visitor(balance.rounds())
    assert rounds.html.count("Go along once.") == 40
    rounds.does("adopt")
    assert len(session.document.workbook.notes) == 3


def test_nothing_is_read_before_the_managers_own_answers_are_locked(open_session: Open) -> None:
    """Protects: a forged click does not close a round either, and the answers stay in their box."""
    session = open_session()
    one = opens(session, seats="6")
    gives(session, one, 6)
    visitor = Visitor(BalancePage("balance", session).rounds())
    visitor.does("ask-close", key=one.id)
    assert not visitor.does("close-round", key=one.id)["saved"]
    assert session.document.rounds[0].running
    assert "First answer the three questions" in visitor.html


def test_an_open_round_shows_nothing_of_its_answers(open_session: Open) -> None:
    """Protects: whatever was answered, and by how many below the floor, every page is the same."""
    session = open_session()
    locked(session)
    one = opens(session, seats="8")

    def everything() -> str:
        balance = BalancePage("balance", session)
        parts = [QuestionPage(q, session).mirrors() for q in QUESTIONS]
        return "".join(
            Visitor(p).html for p in (*parts, balance.rounds(), balance.picture(), balance.differences())
        )

    before = everything()
    gives(session, one, 4, text="secret words")
    assert everything() == before
    assert "secret words" not in before


def test_too_few_is_all_that_is_said(open_session: Open) -> None:
    """Protects: two answers or four, the page after closing is the same and shows no number."""
    pages = []
    for count in (2, 4):
        session = open_session()
        locked(session)
        one = opens(session, seats="8")
        gives(session, one, count)
        visitor = closes(session, one)
        pages.append(visitor.html)
        assert "Too few people answered" in visitor.html
        assert "Not here" not in Visitor(QuestionPage("plan", session).mirrors()).html
        session.delete()
    assert pages[0] == pages[1]


def test_one_team_round_a_quarter(open_session: Open) -> None:
    """Protects the team from being asked until the answer suits, and two rounds from being subtracted."""
    session = open_session()
    locked(session)
    one = opens(session, seats="6")
    gives(session, one, 6)
    visitor = closes(session, one)
    visitor.does("prepare", key="team")
    assert "At most one team round a quarter" in visitor.html
    assert not visitor.does("open-round", key="team")["saved"]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("floor", "2", "The floor is 3 answers"),
        ("seats", "4", "Invite at least as many"),
        ("until", TODAY.isoformat(), "Choose a last day"),
    ],
)
def test_a_round_that_would_protect_nobody_is_refused(
    open_session: Open, name: str, value: str, told: str
) -> None:
    """Protects: no floor under three, no fewer seats than the floor, no round without a day to answer."""
    visitor = Visitor(BalancePage("balance", open_session()).rounds())
    visitor.does("prepare", key="team")
    visitor.does("fill", key=f"team.{name}", value=value)
    assert told in visitor.html
    assert not visitor.does("open-round", key="team")["saved"]


def test_a_file_that_leaves_holds_no_link_and_no_open_round(open_session: Open) -> None:
    """Protects: links are never in an exported file, nor is the key that opens the answers."""
    session = open_session()
    one = opens(session, seats="6")
    keeping = Visitor(BalancePage("balance", session).keeping())
    keeping.does("export")
    content = next(buffers[0] for said, buffers in keeping.heard if "offer" in said)
    document = import_workbook(bytes(content)).document
    assert documents.decode(document, 1).rounds == ()
    assert not [secret for secret in (one.secret, *one.links) if secret.encode() in document]


def test_deleting_the_workbook_deletes_its_rounds(open_session: Open, tmp_path: Path) -> None:
    """Protects: an open round's links lead nowhere once its manager has deleted everything."""
    session = open_session()
    one = opens(session, seats="6")
    gives(session, one, 3)
    rounds = session.store.rounds
    session.delete()
    assert desk.visit(rounds, one.links[0], "", TODAY) is None
    assert desk.visit(rounds, one.secret, "", TODAY) is None


def test_an_interrupted_closing_is_finished_and_not_repeated(open_session: Open) -> None:
    """Protects: a kernel killed between freezing and throwing away leaves one outcome, and no answers
    once the page is opened again."""
    session = open_session()
    locked(session)
    one = opens(session, seats="6")
    gives(session, one, 6)
    from workbook.mirrors.rounds import concluded

    frozen = concluded(one, desk.shut(session.store.rounds, one), TODAY)
    session.change(lambda doc: replace(doc, rounds=(frozen,)))
    BalancePage("balance", session).rounds()
    assert session.document.rounds[0].outcome == frozen.outcome
    assert session.document.rounds[0].secret == ""
    assert desk.visit(session.store.rounds, one.links[0], "", TODAY) is None


def test_the_board_sees_the_page_the_manager_saw_and_no_other(open_session: Open) -> None:
    """Protects: only what was looked at can be released, the bytes are the same, an empty page can't be,
    what was left out is not listed, and withdrawing leaves nothing behind the link."""
    session = open_session()
    locked(session)
    one = opens(session, "board", seats="2", single="shared")
    gives(session, one, 2, name="Board member")
    visitor = Visitor(BalancePage("balance", session).release())
    assert not visitor.does("release")["saved"]
    assert "Choose something to show first." in visitor.html
    assert not visitor.does("look")["saved"]
    visitor.does("choose", key="answer.plan", value="true")
    visitor.does("look")
    preview = visitor.html
    assert visitor.does("release")["saved"]
    found = desk.visit(session.store.rounds, one.secret, "", TODAY)
    assert found is not None
    assert found.released is not None
    from workbook.mirrors.released import render

    assert render(found.released) in preview
    assert "The manager chose what stands here." in render(found.released)
    for left_out in ("Marketing", "exit", "my step"):
        assert left_out not in render(found.released)
    visitor.does("withdraw")
    found = desk.visit(session.store.rounds, one.secret, "", TODAY)
    assert found is not None
    assert found.released is None


def test_a_board_answers_by_name(open_session: Open) -> None:
    """Protects: the manager reads who said what, after closing and after their own answers."""
    session = open_session()
    locked(session)
    one = opens(session, "board", seats="2", single="shared")
    gives(session, one, 1, name="Robin <b>Board</b>")
    closes(session, one)
    html = Visitor(QuestionPage("plan", session).mirrors()).html
    assert "Robin &lt;b&gt;Board&lt;/b&gt;: A; 0 days" in html
    assert "Your board sees working on the plan together less often" in html
