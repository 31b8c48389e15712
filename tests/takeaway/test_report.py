"""What goes into a report, and what stays out of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from helpers.answers import answer
from helpers.goneby import TODAY, finished

from workbook.document import Document
from workbook.mirrors.outcome import freeze
from workbook.mirrors.records import LOWEST_FLOOR
from workbook.mirrors.rounds import planned
from workbook.takeaway.blocks import Figure, Passage, Report
from workbook.takeaway.report import EVERYTHING, PART_NAMES, PARTS, TO_SHARE, compose
from workbook.words import LANGUAGES, translator

ENGLISH = translator("en")


def words(report: Report) -> str:
    """All words of a report, drawings and their alternatives included."""
    said = [report.title, report.quote, *report.facts]
    for section in report.sections:
        said += [section.label, section.title]
        for block in section.blocks:
            said.append(
                block.chart.svg + block.chart.alternative if isinstance(block, Figure) else str(block)
            )
    return "\n".join(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_in_it_in_both_languages(language: str) -> None:
    """The three questions, the balance, the plan, how it was counted and what was left out."""
    report = compose(finished(), EVERYTHING, translator(language), TODAY)
    assert [section.id for section in report.sections] == [
        *("plan", "marketing", "field"),
        *("balance", "plan", "counting", "left-out"),
    ]
    drawn = [block for section in report.sections for block in section.blocks if isinstance(block, Figure)]
    assert len(drawn) >= 7
    assert all(figure.chart.alternative and figure.caption for figure in drawn)


def test_private_words_stay_out_unless_chosen() -> None:
    """What was written under the questions is in the report to share in no form."""
    private = "I am afraid of the Veldhof meeting."
    document = finished(private)
    assert private in words(compose(document, EVERYTHING, ENGLISH, TODAY))
    assert private not in words(compose(document, TO_SHARE, ENGLISH, TODAY))


def test_names_stay_out_unless_chosen() -> None:
    """Sales people are numbers in a report to share; neither their names nor addresses are in it."""
    document = finished()
    shared = words(compose(document, TO_SHARE, ENGLISH, TODAY))
    team = [key for key, role in document.people.roles.items() if role == "team"]
    assert team
    for key in team:
        assert key not in shared
        assert document.people.names[key] not in shared
    assert "Sales person 1" in shared
    assert document.people.names[team[0]] in words(compose(document, EVERYTHING, ENGLISH, TODAY))


def test_a_name_in_ones_own_words_stays_out_with_the_others() -> None:
    """Whoever is named in a step, in full or by first name, is a sales person in a report to share."""
    document = finished()
    name = next(document.people.names[key] for key, role in document.people.roles.items() if role == "team")
    step = replace(document.workbook.inquiry("plan").step, person=name.split()[0], act=f"visit with {name}")
    inquiry = replace(document.workbook.inquiry("plan"), step=step)
    book = replace(document.workbook, inquiries={**document.workbook.inquiries, "plan": inquiry})
    document = replace(document, workbook=book)
    shared = words(compose(document, TO_SHARE, ENGLISH, TODAY))
    assert "I will visit with a sales person with a sales person" in shared
    assert name.split()[0] not in shared
    assert f"visit with {name}" in words(compose(document, EVERYTHING, ENGLISH, TODAY))


@pytest.mark.parametrize("part", PARTS)
def test_what_was_left_out_is_said(part: str) -> None:
    """Who is given a report must know what it doesn't show."""
    report = compose(finished(), EVERYTHING - {part}, ENGLISH, TODAY)
    assert ENGLISH(PART_NAMES[part]) in words(report)  # type: ignore[index]
    last = report.sections[-1]
    assert last.id == "left-out"
    assert any(
        isinstance(block, Passage) and ENGLISH(PART_NAMES[part]) in block.text for block in last.blocks
    )  # type: ignore[index]


def test_nothing_chosen_still_gives_a_report() -> None:
    """An empty choice, and an empty workbook, are a cover and a word on what is not there."""
    for document in (finished(), Document()):
        report = compose(document, (), ENGLISH, TODAY)
        assert [section.id for section in report.sections] == ["left-out"]
        assert report.quote == ""


def test_figures_of_a_question_nobody_looked_at_stay_shut() -> None:
    """A report is no way around the lock: no figure before the answer."""
    document = Document(evidence=finished().evidence, period=finished().period)
    report = compose(document, EVERYTHING, ENGLISH, TODAY)
    assert not [b for section in report.sections for b in section.blocks if isinstance(b, Figure)]
    assert not [section for section in report.sections if section.id == "counting"]


def test_own_words_are_never_read_as_emphasis() -> None:
    """Two stars that a manager wrote are two stars."""
    report = compose(finished("**not bold**"), EVERYTHING, ENGLISH, TODAY)
    own = [b for s in report.sections for b in s.blocks if isinstance(b, Passage) and b.manner == "own"]
    assert any(block.pieces == (("**not bold**", False),) for block in own)


def test_what_others_said_in_confidence_is_chosen_apart() -> None:
    """Team and board stand in a report only if the manager puts them in, never in one to share."""
    plan = planned("team", today=TODAY, language="en", wording="2026-1", seats=9)
    outcome = freeze([answer("a", "none")] * 9, plan.whom, LOWEST_FLOOR, TODAY, lambda: 0)
    document = replace(finished(), rounds=(replace(plan, outcome=outcome),))
    assert "of the 9 chose B" in words(compose(document, EVERYTHING, ENGLISH, TODAY))
    assert "of the 9 chose B" not in words(compose(document, TO_SHARE, ENGLISH, TODAY))
    assert "of the 9 chose B" not in words(compose(document, EVERYTHING - {"mirrors"}, ENGLISH, TODAY))
