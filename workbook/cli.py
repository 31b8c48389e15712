"""The command `workbook`. Exit codes: 0 done, 1 failed, 2 wrong use."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Annotated

import typer

from workbook import host_commands, keep_commands, places, round_commands
from workbook.console import DONE, FAILED, WRONG_USE, Data, Database, fail, use
from workbook.script import commands

app = typer.Typer(
    name="workbook",
    help="Gewetensvragen: questions of conscience for sales managers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

host_commands.add_to(app)
commands.add_to(app)
keep_commands.add_to(app)
round_commands.add_to(app)


@app.callback()
def workbook() -> None:
    """Gewetensvragen: questions of conscience for sales managers."""


@app.command()
def serve(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8866,
    host: Annotated[str, typer.Option(help="Address to listen on; only this machine's own.")] = "127.0.0.1",
    data: Data = None,
    database: Database = None,
    address: Annotated[
        str,
        typer.Option(
            envvar="WORKBOOK_ADDRESS",
            help="Where others reach this server, such as https://mirror.example; links begin with it.",
        ),
    ] = "",
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Show the start page in your browser.")
    ] = True,
    public: host_commands.Public = False,
    behind: host_commands.Behind = None,
    secret_file: host_commands.SecretFile = None,
    most_pages: host_commands.MostPages = None,
    pages_a_minute: host_commands.PagesAMinute = host_commands.USUAL_PAGES_A_MINUTE,
    metrics_port: host_commands.MetricsPort = None,
    database_file: host_commands.DatabaseFile = None,
    hub: host_commands.Hub = False,
    keep_days: host_commands.KeepDays = host_commands.KEPT_DAYS,
) -> None:
    """Serve the workbook on this computer, for who sits at it; with --public for visitors by link."""
    from workbook.server import start

    if not _is_address(address):
        fail(f"{address} is no address: it begins with http:// or https:// and ends with the name.", WRONG_USE)
    database = host_commands.read_database(database_file) or database
    hosting = (
        host_commands.hosting(
            address, behind, secret_file, most_pages, pages_a_minute, metrics_port, hub=hub, keep_days=keep_days
        )
        if public
        else None
    )
    try:
        door = start.open_door(host, port, public=public)
    except start.NotLocal:
        fail(
            f"{host} can be reached by others. A workbook without a link is served to this computer only:"
            " use 127.0.0.1, ::1 or localhost.",
            WRONG_USE,
        )
    except start.PortTaken:
        fail(
            f"Port {port} is in use, perhaps by a workbook you started before. Stop that one, or choose"
            f" another port: workbook serve --port {port + 1 if port < 65535 else 8866}",
            FAILED,
        )
    except start.PortRefused:
        fail(f"This system does not allow you port {port}; choose one above 1024.", FAILED)
    use(data, database)
    try:
        _make_private(places.data_folder())
    except OSError as error:
        fail(f"The data folder {places.data_folder()} can't be used: {error.strerror}.", FAILED)

    # A browser that is quicker than the rest of the start waits: the door is open already.
    print(f"Gewetensvragen: {door.url}", flush=True)
    if browser and hosting is None:
        start.open_browser(door.url)
    start.serve(
        door,
        data=places.data_folder(),
        database=places.database(),
        address=address.rstrip("/"),
        hosting=hosting,
        most_pages=most_pages,
    )


@app.command()
def doctor(
    data: Data = None,
    database: Database = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program to read.")] = False,
    public: host_commands.Public = False,
    address: Annotated[str, typer.Option(envvar="WORKBOOK_ADDRESS", help="As for serve.")] = "",
    behind: host_commands.Behind = None,
    secret_file: host_commands.SecretFile = None,
    most_pages: host_commands.MostPages = None,
    database_file: host_commands.DatabaseFile = None,
) -> None:
    """Look whether everything a workbook needs is there, and say what is not; with --public also what a
    server for others needs."""
    from workbook.server.doctor import examine, examine_public

    use(data, host_commands.read_database(database_file) or database)
    findings = examine()
    if public:
        findings += examine_public(address, tuple(behind or ()), secret_file, most_pages)
    if as_json:
        print(json.dumps([finding.as_dict() for finding in findings], indent=2))
    else:
        for finding in findings:
            print(f"{'ok     ' if finding.good else 'WRONG  '}{finding.name}: {finding.told}")
    raise typer.Exit(DONE if all(finding.good for finding in findings) else FAILED)


def main() -> None:
    """The command's entry point."""
    app()


def _is_address(address: str) -> bool:
    return not address or re.fullmatch(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?/?", address) is not None


def _make_private(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
