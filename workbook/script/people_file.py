"""Who is who in a small table: address, role and, if one likes, a name."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any, Final

from workbook.activity.dialect import decode
from workbook.activity.limits import UnreadableError
from workbook.activity.people import ROLES, People, Role, confirm, confirm_domain, fold_name

_HEADER: Final = ("address", "adres", "e-mail", "email")


class BadPeopleError(ValueError):
    """A line that can't be read; `line` counts from 1."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(f"line {line}: {problem}")
        self.line = line


def _rows(reader: Any) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error as problem:
        raise BadPeopleError(max(reader.line_num, 1), str(problem)) from problem


def add_people(people: People, data: bytes) -> People:
    """The same people with those of a table of `address,role[,name]`, one a line, a header allowed.

    An address that begins with `@` stands for everybody at that domain; what is no address is the name
    by which a file calls somebody. Commas or semicolons. Raises `BadPeopleError` for the first line that
    can't be read.
    """
    try:
        text = decode(data).text
    except UnreadableError as problem:
        raise BadPeopleError(1, "this is no text file") from problem
    first = text.lstrip().splitlines()[0] if text.strip() else ""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",")
    roles: dict[str, Role | None] = {}
    names: dict[str, str] = {}
    for row in _rows(reader):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (reader.line_num == 1 and cells[0].casefold() in _HEADER):
            continue
        if len(cells) < 2 or len(cells) > 3 or not cells[0]:
            raise BadPeopleError(reader.line_num, "address,role or address,role,name is expected")
        role = next((one for one in ROLES if one == cells[1].casefold()), None)
        if role is None or role == "me":
            known = ", ".join(one for one in ROLES if one != "me")
            raise BadPeopleError(reader.line_num, f"no such role: {cells[1]!r}; there are {known}")
        if cells[0].startswith("@"):
            try:
                people = confirm_domain(people, cells[0][1:], role)
            except ValueError as problem:
                raise BadPeopleError(reader.line_num, str(problem)) from problem
            continue
        key = cells[0].casefold() if "@" in cells[0] else "name:" + " ".join(cells[0].casefold().split())
        roles[key] = role
        names[key] = cells[2] if len(cells) == 3 and cells[2] else "" if "@" in key else cells[0]
    return confirm(people, roles, {key: name for key, name in names.items() if fold_name(name)})
