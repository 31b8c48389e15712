"""What is typed: refused in words where it is too long, and never over what another tab wrote meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from helpers.goneby import finished
from helpers.visitor import Open, Visitor
from hypothesis import given
from hypothesis import strategies as st

from workbook import journey
from workbook.journey import Workbook
from workbook.ui.pages.balance import BalancePage
from workbook.ui.pages.checkin import CheckInPage
from workbook.ui.pages.question import QuestionPage
from workbook.ui.part import Part
from workbook.ui.session import Session

Opened = Callable[[Session], Part]

FIELDS: list[tuple[Opened, str, str, int, Callable[[Workbook], str]]] = [
    (
        lambda session: QuestionPage("plan", session).prompts(),
        "write", "plan.moment", journey.LONGEST_TEXT,
        lambda book: book.inquiry("plan").reflections.get("plan.moment", ""),
    ),
    (
        lambda session: QuestionPage("plan", session).step(),
        "fill", "person", journey.LONGEST_BLANK,
        lambda book: book.inquiry("plan").step.person,
    ),
    (
        lambda session: BalancePage("balance", session).verdict(),
        "explain", "", journey.LONGEST_TEXT,
        lambda book: book.why,
    ),
    (
        lambda session: BalancePage("balance", session).plan(),
        "write", "team.ask", journey.LONGEST_NOTE,
        lambda book: book.notes.get("team.ask", ""),
    ),
    (
        lambda session: BalancePage("balance", session).plan(),
        "write", "balance.buddy", journey.LONGEST_NOTE,
        lambda book: book.notes.get("balance.buddy", ""),
    ),
    (
        lambda session: CheckInPage("checkin", session).week(),
        "hinder", "", journey.LONGEST_OBSTACLE,
        lambda book: book.check_ins[-1].obstacle if book.check_ins else "",
    ),
    (
        lambda session: CheckInPage("checkin", session).week(),
        "adjust", "plan.act", journey.LONGEST_BLANK,
        lambda book: book.inquiry("plan").step.act,
    ),
]  # fmt: skip
every_field = pytest.mark.parametrize(
    ("opened", "do", "key", "longest", "kept"), FIELDS, ids=[f"{do}-{key}" for _, do, key, _, _ in FIELDS]
)


@pytest.fixture
def session_of(open_session: Open) -> Callable[[], Session]:
    """A page on a workbook that was gone through, in its first week."""

    def opened() -> Session:
        from datetime import timedelta

        from helpers.goneby import TODAY

        session = open_session("en", lambda: TODAY + timedelta(days=18))
        if not session.stored:
            session.change(lambda doc: replace(finished(), decisions=doc.decisions))
        return session

    return opened


@every_field
def test_a_text_over_the_limit_is_refused_whole(
    session_of: Callable[[], Session],
    opened: Opened, do: str, key: str, longest: int, kept: Callable[[Workbook], str],
) -> None:  # fmt: skip
    """One sign too many: nothing of it is kept, what was kept stays, and the message has both numbers."""
    session = session_of()
    visitor = Visitor(opened(session))
    before = kept(session.document.workbook)
    answer = visitor.does(do, key=key, value="x" * (longest + 1), was=[before])
    assert (answer["saved"], answer["final"], answer["state"]) == (False, False, "failed")
    assert kept(session_of().document.workbook) == before
    assert f"This text has {longest + 1:,} characters, and at most {longest:,} can be kept." in visitor.html
    assert visitor.does(do, key=key, value="x" * longest, was=[before])["saved"]
    assert kept(session_of().document.workbook) == "x" * longest
    assert "This text has" not in visitor.html
    assert "maxlength" not in visitor.html, "a browser cuts what is pasted, and says nothing"


@every_field
def test_two_tabs_on_one_field_lose_nothing(
    session_of: Callable[[], Session],
    opened: Opened, do: str, key: str, longest: int, kept: Callable[[Workbook], str],
) -> None:  # fmt: skip
    """The second save finds another text than it started from: it is not saved, and both texts are shown."""
    one, two = Visitor(opened(session_of())), Visitor(opened(session_of()))
    start = kept(session_of().document.workbook)
    assert one.does(do, key=key, value="From the first tab", was=[start])["saved"]
    answer = two.does(do, key=key, value="From the second tab", was=[start])
    assert (answer["saved"], answer["final"]) == (False, False)
    assert kept(session_of().document.workbook) == "From the first tab"
    shown = two.html[two.html.index("wb-clash") :]
    assert "From the first tab" in shown
    assert "From the second tab" in shown
    assert two.does("keep-mine", key=f"{do}:{key}")["saved"]
    assert kept(session_of().document.workbook) == "From the second tab"
    assert "wb-clash" not in two.html
    assert ({"settle": f"{do}:{key}", "value": "From the second tab"}, []) in two.heard


def test_the_other_text_may_be_taken(session_of: Callable[[], Session]) -> None:
    """Then that one stays, and the field is told to show it."""
    page = BalancePage("balance", session_of())
    tab = Visitor(page.verdict())
    Visitor(BalancePage("balance", session_of()).verdict()).does("explain", value="Theirs", was=[page.session.document.workbook.why])
    tab.does("explain", value="Mine", was=["something older"])
    assert tab.does("take-theirs", key="explain:")["saved"]
    assert ({"settle": "explain:", "value": None}, []) in tab.heard
    assert session_of().document.workbook.why == "Theirs"
    assert ">Theirs</textarea>" in tab.html


def test_a_third_tab_is_not_overwritten_either(session_of: Callable[[], Session]) -> None:
    """Keeping one's own is about the text that was shown: a newer one is shown first."""
    tabs = [Visitor(BalancePage("balance", session_of()).verdict()) for _ in range(3)]
    start = session_of().document.workbook.why
    tabs[0].does("explain", value="One", was=[start])
    tabs[1].does("explain", value="Two", was=[start])
    tabs[2].does("explain", value="Three", was=[start, "One"])
    assert session_of().document.workbook.why == "Three"
    assert not tabs[1].does("keep-mine", key="explain:")["saved"]
    assert session_of().document.workbook.why == "Three"
    assert "Three" in tabs[1].html


def test_what_is_on_its_way_is_ones_own(session_of: Callable[[], Session]) -> None:
    """Somebody who types on has sent texts that are not answered yet; those are no other tab's."""
    tab = Visitor(BalancePage("balance", session_of()).verdict())
    start = session_of().document.workbook.why
    assert tab.does("explain", value="If no", was=[start])["saved"]
    assert tab.does("explain", value="If nobody asks", was=[start, "If no"])["saved"]
    assert tab.does("explain", value="If nobody asks \n", was=["If nobody asks"])["saved"]
    assert tab.does("explain", value="If nobody  asks me", was=["If nobody asks"])["saved"], "white space"


@pytest.mark.parametrize("told", [None, 7, "text", [1], {"a": 1}, [["x"]]])
def test_a_forged_history_breaks_nothing(session_of: Callable[[], Session], told: object) -> None:
    """What a browser says of a field's past is a list of texts, or nothing was said."""
    tab = Visitor(BalancePage("balance", session_of()).verdict())
    assert tab.does("explain", value="Mine", was=told)["saved"]
    assert not tab.does("keep-mine", key="nowhere")["saved"]
    assert session_of().document.workbook.why == "Mine"


@given(st.text(max_size=40), st.integers(1, 30))
def test_a_text_is_kept_whole_or_not_at_all(text: str, longest: int) -> None:
    """Never a part of it."""
    try:
        assert journey._text(text, longest) == text.replace("\x00", "")
    except journey.TooLong:
        assert len(text.replace("\x00", "")) > longest
