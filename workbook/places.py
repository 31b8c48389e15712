"""Where things stand: what ships with the program, and the folder the visitor's own data is kept in.

Worked from the repository, pages and assets are read where they are edited; installed from a wheel,
from the copies inside the package. Variables move things: `WORKBOOK_DATA` (the data folder),
`WORKBOOK_DATABASE` (an SQLAlchemy address) and `WORKBOOK_NOTEBOOKS` (a folder with `nl` and `en` in
it, for a coach who rewrote the prose). `WORKBOOK_ROOM_NOTEBOOKS` holds such folders by name, from which
coaches choose one for a room.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent
_APPLICATION: Final = "gewetensvragen"


def assets() -> Path:
    """The folder with style sheets, type faces and the page's template."""
    return _shipped("assets")


def notebooks() -> Path:
    """The folder that holds the pages, one folder a language."""
    own = os.environ.get("WORKBOOK_NOTEBOOKS")
    return Path(own).expanduser().resolve() if own else _shipped("notebooks")


def room_notebooks() -> Path | None:
    """The folder of folders with pages from which a room can have its own; None where there is none."""
    own = os.environ.get("WORKBOOK_ROOM_NOTEBOOKS")
    return Path(own).expanduser().resolve() if own else None


def data_folder() -> Path:
    """The folder for what is kept; made, and closed to other users, by who writes in it."""
    own = os.environ.get("WORKBOOK_DATA")
    if own:
        return Path(own).expanduser().resolve()
    from platformdirs import user_data_path

    return user_data_path(_APPLICATION, appauthor=False)


def database() -> str:
    """The SQLAlchemy address of the store; a file in the data folder unless somebody chose another."""
    return os.environ.get("WORKBOOK_DATABASE") or f"sqlite:///{(data_folder() / 'workbook.db').as_posix()}"


def _shipped(name: str) -> Path:
    edited = _PACKAGE.parent / name
    if (_PACKAGE.parent / "pyproject.toml").is_file() and edited.is_dir():
        return edited
    return _PACKAGE / "_shipped" / name
