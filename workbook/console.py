"""What the commands that work on a kept workbook share: options, exit codes, and how they fail."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

DONE, FAILED, WRONG_USE = 0, 1, 2


class Language(StrEnum):
    """The language of all words."""

    NL = "nl"
    EN = "en"


Data = Annotated[
    Path | None, typer.Option("--data", envvar="WORKBOOK_DATA", help="Folder in which your workbook is kept.")
]
Database = Annotated[
    str | None,
    typer.Option("--database", envvar="WORKBOOK_DATABASE", help="SQLAlchemy address of the store."),
]
Json = Annotated[bool, typer.Option("--json", help="For a program to read.")]
Words = Annotated[Language, typer.Option("--language", help="The language of all words.")]


def said(text: object) -> str:
    """A sentence of the program's, in English as all of the command's."""
    from workbook.words import Text, translator

    return translator("en")(text) if isinstance(text, Text) else str(text)


def use(data: Path | None, database: str | None) -> None:
    """Make an option count for everything that asks `workbook.places`."""
    if data is not None:
        os.environ["WORKBOOK_DATA"] = str(data)
    if database is not None:
        os.environ["WORKBOOK_DATABASE"] = database


def fail(message: str, code: int) -> NoReturn:
    """Say on standard error what is wrong, and end."""
    print(message, file=sys.stderr)
    raise typer.Exit(code)
