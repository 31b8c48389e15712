"""What whoever runs a server for others types: options of `serve`, `new-secret`, `purge`, `store …`."""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from workbook import clock, places
from workbook.console import FAILED, WRONG_USE, fail, use

if TYPE_CHECKING:
    from workbook.server.hosting import Hosting

USUAL_PAGES_A_MINUTE: Final = 120
KEPT_DAYS: Final = 730
"""A workbook that nobody changed for two years is deleted: a year-end review and the one after it."""

_PANEL: Final = "For a server that others reach"

Public = Annotated[
    bool,
    typer.Option(
        "--public", envvar="WORKBOOK_PUBLIC", help="Serve visitors by link.", rich_help_panel=_PANEL
    ),
]
Behind = Annotated[
    list[str] | None,
    typer.Option(
        "--behind",
        envvar="WORKBOOK_BEHIND",
        help="IP address or network of the proxy in front; may be given more than once.",
        rich_help_panel=_PANEL,
    ),
]
SecretFile = Annotated[
    Path | None,
    typer.Option(
        "--secret-file",
        envvar="WORKBOOK_SECRET_FILE",
        help="The server's own secret; made by new-secret.",
        rich_help_panel=_PANEL,
    ),
]
MostPages = Annotated[
    int | None,
    typer.Option(
        "--most-pages", envvar="WORKBOOK_MOST_PAGES", help="Pages open at once.", rich_help_panel=_PANEL
    ),
]
PagesAMinute = Annotated[
    int,
    typer.Option(
        "--pages-a-minute",
        envvar="WORKBOOK_PAGES_A_MINUTE",
        help="Pages one address may open in a minute.",
        rich_help_panel=_PANEL,
    ),
]
MetricsPort = Annotated[
    int | None,
    typer.Option(
        "--metrics-port",
        envvar="WORKBOOK_METRICS_PORT",
        min=1,
        max=65535,
        help="Port of the loopback for /metrics.",
        rich_help_panel=_PANEL,
    ),
]
DatabaseFile = Annotated[
    Path | None,
    typer.Option(
        "--database-file",
        envvar="WORKBOOK_DATABASE_FILE",
        help="File that holds the address of the store, where that holds a password.",
        rich_help_panel=_PANEL,
    ),
]
Hub = Annotated[
    bool,
    typer.Option(
        "--hub", envvar="WORKBOOK_HUB", help="Visitors sign in at a JupyterHub.", rich_help_panel=_PANEL
    ),
]

KeepDays = Annotated[
    int,
    typer.Option(
        "--keep-days",
        envvar="WORKBOOK_KEEP_DAYS",
        min=1,
        help="Days without a change after which a workbook is deleted.",
        rich_help_panel=_PANEL,
    ),
]

store = typer.Typer(
    help="Look after the store: move it, back it up, put a backup back.", no_args_is_help=True
)

_From = Annotated[str, typer.Argument(help="SQLAlchemy address of the store to read.")]
_To = Annotated[str, typer.Argument(help="SQLAlchemy address of an empty store.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program's."""
    app.command("new-secret")(new_secret)
    app.command("purge")(purge)
    app.add_typer(store, name="store")


def hosting(
    address: str,
    behind: list[str] | None,
    secret_file: Path | None,
    most_pages: int | None,
    pages_a_minute: int,
    metrics_port: int | None,
    *,
    hub: bool,
    keep_days: int,
) -> Hosting:
    """All that a server for others was told, or an end with exit code 2 and what is missing."""
    from workbook.server.hosting import Unfit, read_hosting

    try:
        return read_hosting(
            address=address,
            behind=behind or (),
            secret_file=secret_file,
            most_pages=most_pages,
            pages_a_minute=pages_a_minute,
            metrics_port=metrics_port,
            hub=hub,
            keep_days=keep_days,
        )
    except Unfit as unfit:
        print("This can't be served to others yet:", file=sys.stderr)
        for told in unfit.told:
            print(f"- {told}", file=sys.stderr)
        raise typer.Exit(WRONG_USE) from None


def read_database(path: Path | None) -> str | None:
    """The store's address from a file, None where no file is named."""
    if path is None:
        return None
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        fail(f"The file with the store's address, {path}, can't be read.", WRONG_USE)
        return None


def new_secret(
    file: Annotated[Path, typer.Argument(help="File to make; one that is there gets a new first line.")],
) -> None:
    """Make a secret for a server that others reach, readable by you alone.

    In a file that has one already the new one goes first: links and cookies made with the old one go on
    working until its line is taken out.
    """
    import secrets

    try:
        before = file.read_text(encoding="ascii") if file.exists() else ""
        handle = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as written:
            written.write(f"{secrets.token_urlsafe(32)}\n{before}")
        file.chmod(0o600)
    except (OSError, UnicodeDecodeError) as error:
        fail(f"The secret can't be written to {file}: {type(error).__name__}.", FAILED)
    print(f"A secret stands in {file}. Keep a copy where you keep your backups.")


def purge(
    database: Annotated[
        str | None, typer.Option("--database", envvar="WORKBOOK_DATABASE", help="Address of the store.")
    ] = None,
    data: Annotated[Path | None, typer.Option("--data", envvar="WORKBOOK_DATA", help="Data folder.")] = None,
    database_file: DatabaseFile = None,
    unchanged_for: Annotated[
        int, typer.Option(min=1, help="Days since the last change after which a workbook goes.")
    ] = KEPT_DAYS,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For a program to read.")] = False,
) -> None:
    """Delete workbooks that nobody changed for long, and rounds whose last day is over; made to be run daily."""
    from workbook.store import StoreError, open_store

    use(data, read_database(database_file) or database)
    today = clock.now().date()
    last = today - timedelta(days=unchanged_for)
    try:
        opened = open_store(places.database())
        if dry_run:
            gone = {"workbooks": opened.count_unchanged_since(last), "sheets": 0}
        else:
            sheets = opened.rounds.purge(today) + opened.rooms.purge(today)
            gone = {"workbooks": opened.purge(last), "sheets": sheets}
    except StoreError as error:
        fail(f"The store could not be purged ({type(error).__name__} {error.reason}).", FAILED)
    if as_json:
        print(json.dumps({**gone, "unchanged_since": last.isoformat(), "dry_run": dry_run}))
    else:
        said = "would be deleted" if dry_run else "deleted"
        print(
            f"{gone['workbooks']} workbooks unchanged since {last} and {gone['sheets']} sheets of rounds {said}."
        )


@store.command("move")
def move(
    source: _From,
    target: _To,
    as_json: Annotated[bool, typer.Option("--json", help="For a program to read.")] = False,
) -> None:
    """Copy a whole store to another, empty one, SQLite or PostgreSQL, and compare; the first is left as it is.

    Stop the server first: what is written meanwhile is not taken along.
    """
    from workbook.store import StoreError
    from workbook.store.moving import NotEmpty, NotTheSame
    from workbook.store.moving import move as moved

    try:
        counts = moved(source, target)
    except NotEmpty:
        fail("There is something in the store to move to. Nothing was copied; choose an empty one.", FAILED)
    except NotTheSame:
        fail("What was copied is not what was there; somebody wrote meanwhile. Stop the server and begin anew"
              " with an empty store.", FAILED)  # fmt: skip
    except StoreError as error:
        fail(
            f"A store failed ({type(error).__name__} {error.reason}); the first is left as it was.", FAILED
        )
    _say_counts(counts, "copied and compared", as_json=as_json)


@store.command("backup")
def backup(
    source: _From,
    file: Annotated[Path, typer.Argument(help="SQLite file to make; must not be there yet.")],
    as_json: Annotated[bool, typer.Option("--json", help="For a program to read.")] = False,
) -> None:
    """Write the whole store, as it is at one moment, to one SQLite file; the server may go on."""
    from workbook.store import StoreError
    from workbook.store.moving import NotTheSame, copy

    if file.exists():
        fail(f"{file} is there already; a backup never replaces another.", FAILED)
    try:
        counts = copy(source, f"sqlite:///{file.absolute()}")
    except (StoreError, NotTheSame) as error:
        file.unlink(missing_ok=True)
        fail(f"The backup failed ({type(error).__name__}); nothing was kept of it.", FAILED)
    _say_counts(counts, "backed up", as_json=as_json)


@store.command("restore")
def restore(
    file: Annotated[Path, typer.Argument(help="A file that backup made.")],
    target: _To,
    as_json: Annotated[bool, typer.Option("--json", help="For a program to read.")] = False,
) -> None:
    """Put a backup into an empty store."""
    if not file.is_file():
        fail(f"There is no file {file}.", FAILED)
    move(f"sqlite:///{file.absolute()}", target, as_json=as_json)


def _say_counts(counts: dict[str, int], done: str, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(counts))
    else:
        print(", ".join(f"{count} {name}" for name, count in counts.items()) + f": {done}.")
