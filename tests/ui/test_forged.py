"""Forged figures: a workbook file from outside with something no pages could show is refused whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from helpers.goneby import finished
from helpers.visitor import Open, Visitor

from workbook import document as documents
from workbook import soundness
from workbook.document import Illegible
from workbook.journey import SCHEMA
from workbook.takeaway.file import export_workbook
from workbook.ui.pages.start import StartPage
from workbook.words import translator

Forge = Callable[[dict[str, Any]], None]


def measured(content: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in content["evidence"]["measures"] if one["id"] == name)


def first_row(name: str, **said: Any) -> Forge:
    return lambda content: measured(content, name)["table"][0].update(said)


def about(name: str, **said: Any) -> Forge:
    return lambda content: measured(content, name).update(said)


FORGED: dict[str, Forge] = {
    "a huge count in a row of people": first_row("field.ride_alongs", values=[10**18] * 13),
    "a huge count in a week": first_row("plan.cadence", values=[10**18, 0, 0, 0]),
    "a huge count of all": about("field.debriefs", numerator=10**12),
    "a figure nothing can format": about("plan.broadcast", unknown=10**30),
    "a row without its columns": first_row("plan.broadcast", values=[]),
    "a week before there were weeks": first_row("plan.cadence", key="0001-W01"),
    "a row of weeks that is none": first_row("plan.cadence", key=" "),
    "a blank without a value": first_row("field.ride_alongs", label={"id": "{n}", "values": {}}),
    "a blank that reaches into a value": about(
        "plan.days", sentence={"id": "{x.__class__}", "values": {"x": 1}}
    ),
    "a date that is none": about("plan.days", limits={"id": "{x:date}", "values": {"x": "soon"}}),
    "a reason with a blank": lambda content: content["evidence"]["readings"][0].update(
        left_out=[[{"id": "{n}", "values": {}}, 1]]
    ),
}


@pytest.mark.parametrize("name", sorted(FORGED))
def test_forged_figures_are_refused_and_the_workbook_stays(name: str, open_session: Open) -> None:
    """The page says that the file is damaged; what was open stays as it was."""
    content = json.loads(documents.encode(finished()))
    FORGED[name](content)
    file = export_workbook(json.dumps(content).encode(), SCHEMA, translator("en"))
    keeping = Visitor(StartPage("start", open_session()).keeping())
    assert not keeping.brings("bring", "w.zip", file)["saved"]
    assert "it is damaged" in keeping.html
    assert not open_session().document.evidence.measures


def test_a_workbook_made_here_is_taken_in(open_session: Open) -> None:
    """What is looked for in a forged file is not found in one's own."""
    soundness.check(finished())
    file = export_workbook(documents.encode(finished()), SCHEMA, translator("en"))
    keeping = Visitor(StartPage("start", open_session()).keeping())
    assert keeping.brings("bring", "w.zip", file)["saved"]


@pytest.mark.parametrize("schema", [1, SCHEMA])
def test_a_document_that_never_ends_is_called_damaged(schema: int) -> None:
    """Two hundred thousand brackets within each other are no mistake of the program."""
    with pytest.raises(Illegible, match="damaged"):
        documents.decode(b'{"workbook":' + b"[" * 200_000, schema)
