"""Voilà's front end as one file.

It comes as a start script that asks for some sixty pieces, one request each. A piece only announces
itself to the start script, before or after that ran: put in front of it in one file, none is asked for.
The list names the pieces a page of ours was seen to ask for. With another version of Voilà or of an
extension a piece that is gone is left out, and one that is new is asked for as before.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Final

START: Final = "voila.js"
_LIST: Final = "bundle.txt"


def bundle(front: Path, extensions: Mapping[str, Path]) -> bytes:
    """The pieces and the start script of the front end in `front`, together with those of the
    extensions (name and folder)."""
    named = files(__package__).joinpath(_LIST).read_text(encoding="utf-8").split()
    made = bytearray()
    for path in (_path(name, front, extensions) for name in named):
        if path is not None and path.is_file():
            # A function around it, so that a piece's own "use strict" stays its own.
            made += b"(()=>{" + path.read_bytes() + b"\n})();\n"
    return bytes(made + (front / START).read_bytes())


def _path(name: str, front: Path, extensions: Mapping[str, Path]) -> Path | None:
    extension, _, file = name.rpartition("/")
    if not extension:
        return front / name
    folder = extensions.get(extension)
    if folder is None:
        return None
    # An extension's pieces hold a fingerprint in their names: 84.09c61a35dce1705f.js
    return next(iter(sorted(folder.glob(f"{file}.*.js"))), None)
