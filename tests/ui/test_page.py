"""A page: its parts are kept up to date, each drawn once for what a visitor did."""

from __future__ import annotations

from collections import Counter

import pytest
from helpers.visitor import Open, Visitor

from workbook.ui.pages.question import QuestionPage
from workbook.ui.part import Part


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each kind of part was drawn."""
    counted: Counter[str] = Counter()
    draw = Part.draw

    def counting(self: Part) -> None:
        counted[type(self).__name__] += 1
        draw(self)

    monkeypatch.setattr(Part, "draw", counting)
    return counted


def test_an_answer_draws_each_part_once(open_session: Open, drawn: Counter[str]) -> None:
    """Protects the page's speed: what a visitor does is drawn once, here and in the parts beside it."""
    page = QuestionPage("plan", open_session())
    question = Visitor(page.question())
    page.evidence()
    drawn.clear()
    assert question.does("choose", value="b")["saved"]
    assert set(drawn.values()) == {1}
    assert len(drawn) == 2


def test_what_is_refused_is_drawn_where_it_was_asked(open_session: Open, drawn: Counter[str]) -> None:
    """Protects the other parts from being drawn for nothing, and the reason from not being drawn at all."""
    page = QuestionPage("plan", open_session())
    page.question()
    evidence = Visitor(page.evidence())
    drawn.clear()
    assert not evidence.does("look")["saved"]
    assert drawn == Counter(EvidencePart=1)
    assert 'role="alert"' in evidence.html


def test_a_cell_run_again_leaves_one_part(open_session: Open, drawn: Counter[str]) -> None:
    """Protects a coach in JupyterLab, whose page would grow slower with each run of a cell."""
    page = QuestionPage("plan", open_session())
    first = page.question()
    for _ in range(3):
        last = page.question()
    drawn.clear()
    assert Visitor(last).does("choose", value="b")["saved"]
    assert drawn == Counter(QuestionPart=1)
    assert first.screen.comm is None


def test_the_reader_is_moved_once_all_is_drawn(open_session: Open) -> None:
    """Protects keyboard and screen reader from being sent to an element that isn't there yet."""
    page = QuestionPage("plan", open_session())
    Visitor(page.question()).does("choose", value="b")
    Visitor(page.question()).does("count", value="few")
    evidence = Visitor(page.evidence())
    on_screen: list[str] = []
    send = evidence.part.screen.send

    def sending(content: dict[str, object], buffers: object = None) -> None:
        if "focus" in content:
            on_screen.append(evidence.html)
        send(content, buffers)

    evidence.part.screen.send = sending
    assert evidence.does("look")["saved"]
    assert len(on_screen) == 1
    assert 'id="evidence"' in on_screen[0]
