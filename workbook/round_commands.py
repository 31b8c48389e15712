"""`workbook round`: open a round among team or board, see whether enough have answered, close it.

They work on this computer's own workbook, and keep the same rules as the pages: how many have answered is
told to nobody, a round is closed once, and what it shows is frozen. Exit codes: 0 done, 1 failed, 2 wrong
use.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbook import clock
from workbook.console import FAILED, WRONG_USE, Data, Database, Json, Language, Words, fail, said, use
from workbook.keep_commands import own_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbook.document import Document
    from workbook.mirrors.records import Round
    from workbook.store.rounds import Rounds

app = typer.Typer(help="Ask your team or your board the same three questions.", no_args_is_help=True)


class Whom(StrEnum):
    """Who is asked."""

    TEAM = "team"
    BOARD = "board"


Id = Annotated[str, typer.Argument(help="The round, as `workbook round show` calls it.")]


def add_to(main: typer.Typer) -> None:
    """Add the commands."""
    main.add_typer(app, name="round")


@app.command("open")
def open_(
    whom: Annotated[Whom, typer.Argument(help="Who is asked.")] = Whom.TEAM,
    seats: Annotated[int, typer.Option(help="How many people; 10 for a team and 3 for a board.")] = 0,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day; in two weeks if not given.")
    ] = None,
    floor: Annotated[int, typer.Option(help="Answers without which nothing is shown.")] = 5,
    shared: Annotated[
        bool, typer.Option("--one-link", help="One link for all, not one for each person.")
    ] = False,
    groups: Annotated[
        bool, typer.Option("--groups", help="Also ask who is in sales and who technical.")
    ] = False,
    about: Annotated[str, typer.Option(help="What they call you.")] = "",
    address: Annotated[
        str,
        typer.Option(envvar="WORKBOOK_ADDRESS", help="Where others reach the server; links begin with it."),
    ] = "",
    language: Words = Language.NL,
    data: Data = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Open a round, and print its message and its links."""
    from workbook import rounds
    from workbook.mirrors.rounds import planned
    from workbook.takeaway import invitation
    from workbook.wording import WORDING

    use(data, database)
    if address:
        os.environ["WORKBOOK_ADDRESS"] = address
    today = clock.today()
    plan = planned(
        whom.value,
        today=today,
        language=language.value,
        wording=WORDING,
        seats=seats,
        until=until.date() if until else None,
        floor=floor,
        about=about,
        single=not shared and whom is Whom.TEAM,
        groups=groups,
    )
    with _opened() as (store, change, document):
        one = rounds.open_round(store, change, document, invitation.worded(plan), today)
    links = invitation.links(one)
    if as_json:
        print(json.dumps({**_told(one), "message": one.message, "links": links}, ensure_ascii=False))
    else:
        print(f"Round {one.id}, until {one.until}\n\n{one.message}\n")
        print("\n".join(links))


@app.command()
def show(data: Data = None, database: Database = None, as_json: Json = False) -> None:
    """Show the rounds: whether an open one has enough answers, and what a closed one says."""
    from workbook.journey import blockers
    from workbook.mirrors import desk

    use(data, database)
    with _opened() as (store, _change, document):
        locked = not blockers(document.workbook, "closing")
        told = [
            {**_told(one), "enough": one.whom == "team" and desk.enough(store, one)}
            if one.running
            else {**_told(one), **(_outcome(one) if locked else {})}
            for one in document.rounds
        ]
    if as_json:
        print(json.dumps({"rounds": told}, ensure_ascii=False))
        return
    for one in told:
        print("  ".join(f"{name}: {value}" for name, value in one.items()))


@app.command()
def close(identifier: Id, data: Data = None, database: Database = None, as_json: Json = False) -> None:
    """Close a round, once: its answers are read together, what comes out is frozen, and they are thrown away."""
    from workbook import rounds

    use(data, database)
    with _opened() as (store, change, document):
        one = _round(document, identifier)
        rounds.close_round(store, change, document, one, clock.today())
    _, document = own_workbook()
    _done(as_json, {**_told(_round(document, identifier)), **_outcome(_round(document, identifier))})


@app.command()
def cancel(identifier: Id, data: Data = None, database: Database = None, as_json: Json = False) -> None:
    """Throw an open round away unread; its links stop working."""
    from workbook import rounds

    use(data, database)
    with _opened() as (store, change, document):
        one = _round(document, identifier)
        if not one.running:
            fail("This round is closed already.", WRONG_USE)
        rounds.cancel_round(store, change, one)
    _done(as_json, {"id": identifier, "cancelled": True})


@contextmanager
def _opened() -> Iterator[tuple[Rounds, Callable[[Callable[[Document], Document]], None], Document]]:
    """This computer's rounds, what changes its workbook, and the workbook; failures are told in a sentence."""
    from workbook.document import Illegible
    from workbook.journey import Shut
    from workbook.store import StoreError

    try:
        keeping, document = own_workbook()
        yield keeping.store.rounds, keeping.change, document
    except Shut as shut:
        fail(said(shut.reasons[0]), WRONG_USE)
    except (StoreError, Illegible) as error:
        fail(said(error.text), FAILED)


def _round(document: Document, identifier: str) -> Round:
    found = next((one for one in document.rounds if one.id == identifier), None)
    if found is None:
        fail(f"There is no round {identifier}.", WRONG_USE)
    return found


def _told(one: Round) -> dict[str, Any]:
    """What a round is; none of its secrets."""
    return {
        "id": one.id,
        "whom": one.whom,
        "opened": one.opened.isoformat(),
        "until": one.until.isoformat(),
        "seats": one.seats,
        "floor": one.floor,
        "wording": one.wording,
        "open": one.running,
    }


def _outcome(one: Round) -> dict[str, Any]:
    """What a closed round shows, as it was frozen: bands or counts, never an answer of a team's."""
    import msgspec

    outcome: dict[str, Any] = msgspec.to_builtins(one.outcome)
    return outcome


def _done(as_json: bool, told: dict[str, Any]) -> None:
    print(
        json.dumps(told, ensure_ascii=False) if as_json else "  ".join(f"{k}: {v}" for k, v in told.items())
    )
