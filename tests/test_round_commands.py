"""Rounds from the command line keep the rules of the pages."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from helpers.goneby import TODAY, finished
from typer.testing import CliRunner, Result

from workbook import clock
from workbook import document as documents
from workbook.cli import app
from workbook.document import Document
from workbook.journey import SCHEMA
from workbook.mirrors import desk
from workbook.mirrors.records import Given
from workbook.questions import QUESTIONS
from workbook.store import Shelf, Store, open_store
from workbook.wording import WORDING


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store in a folder of the test's own, with a finished workbook in it."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path))
    monkeypatch.setenv("WORKBOOK_DATABASE", "")
    monkeypatch.delenv("WORKBOOK_DATABASE")
    monkeypatch.setenv("WORKBOOK_ADDRESS", "https://mirror.example")
    store = open_store(f"sqlite:///{tmp_path / 'workbook.db'}")
    store.create(Shelf(tmp_path).secret("mine"), documents.encode(finished()), SCHEMA)
    return store


def run(*arguments: str) -> Result:
    """The command as it was typed."""
    return CliRunner().invoke(app, ["round", *arguments])


def told(*arguments: str) -> dict[str, Any]:
    """What a command prints for a program."""
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.output
    printed: dict[str, Any] = json.loads(done.stdout)
    return printed


def answer(store: Store, links: list[str]) -> None:
    """Everybody answers B, each with a link and a browser of their own."""
    for n, link in enumerate(links):
        given = Given(dict.fromkeys(QUESTIONS, "b"), dict.fromkeys(QUESTIONS, "weekly"), wording=WORDING)
        assert desk.give(store.rounds, link.rsplit("/", 1)[1], f"browser {n}", given, TODAY)


def test_a_round_is_opened_answered_and_closed(store: Store) -> None:
    """From links to an aggregate: what comes out is in bands, and names nobody."""
    opened = told("open", "team", "--seats", "6")
    assert len(opened["links"]) == 6
    assert all(link.startswith("https://mirror.example/m/") for link in opened["links"])
    assert told("show")["rounds"][0]["enough"] is False
    answer(store, opened["links"][:5])
    shown = told("show")["rounds"][0]
    assert shown["enough"] is True
    assert "n" not in shown
    closed = told("close", opened["id"])
    assert (closed["n"], closed["floor"], closed["open"]) == (5, 5, False)
    assert {share["count"] for share in closed["tallies"]["plan"]["seen"].values()} == {None}
    assert told("show")["rounds"] == [closed]


def test_too_few_answers_say_only_that(store: Store) -> None:
    """Protects who answered first: below the floor there is no count, not even of answers."""
    opened = told("open", "team", "--seats", "6")
    answer(store, opened["links"][:4])
    closed = told("close", opened["id"])
    assert closed["too_few"] is True
    assert closed["n"] == 0
    assert closed["tallies"] == {}


def test_no_secret_is_told_after_opening(store: Store) -> None:
    """Protects links and the key: only `open` prints links, once."""
    opened = told("open", "team", "--seats", "6")
    printed = run("show", "--json").output + run("show").output + run("close", opened["id"]).output
    for link in opened["links"]:
        assert link.rsplit("/", 1)[1] not in printed


def test_a_round_is_not_closed_before_the_own_answers_are_locked(store: Store, tmp_path: Path) -> None:
    """Protects the method: the manager's own answers come first, on the command line too."""
    secret = Shelf(tmp_path).secret("mine")
    fresh = documents.encode(replace(Document(), wording=WORDING))
    store.change(secret, lambda _was, _schema: (fresh, SCHEMA))
    opened = told("open", "team", "--seats", "6")
    answer(store, opened["links"])
    done = run("close", opened["id"])
    assert done.exit_code == 2
    assert "your own answers" in done.output.replace("\n", " ")
    assert told("show")["rounds"][0]["open"] is True


def test_a_cancelled_round_is_gone_unread(store: Store) -> None:
    """Cancelled is thrown away: its links open nothing, and a new round may be opened at once."""
    opened = told("open", "team", "--seats", "6")
    assert told("cancel", opened["id"])["cancelled"] is True
    assert told("show")["rounds"] == []
    link = opened["links"][0].rsplit("/", 1)[1]
    assert desk.visit(store.rounds, link, "", TODAY) is None
    assert run("open", "team", "--seats", "6").exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("open", "team", "--seats", "4"),
        ("open", "team", "--seats", "6", "--floor", "2"),
        ("open", "team", "--until", (date(2020, 1, 1) + timedelta(days=1)).isoformat()),
        ("open", "nobody"),
        ("close", "unknown"),
        ("cancel", "unknown"),
    ],
)
def test_what_may_not_be_is_refused_with_a_reason(store: Store, arguments: tuple[str, ...]) -> None:
    """Wrong use is 2, a sentence goes with it, and no round is made."""
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.output.strip()
    assert told("show")["rounds"] == []


def test_without_a_workbook_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A coach who types it first is told where to begin."""
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path))
    done = run("show")
    assert done.exit_code == 1
    assert "begin a workbook first" in done.output
