"""Keeps the catalogues level with the sources: extract, update, compile, find what is wrong.

Message ids are whole English sentences, so the English catalogue is filled with the ids themselves
unless somebody words one better there. Nothing is matched by likeness: a message that changed is
a new one, and has to be translated by a person again.
"""

from __future__ import annotations

import io
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from workbook.wording import WORDING
from workbook.words import LANGUAGES

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

ROOT: Final = Path(__file__).resolve().parents[1]
"""The package, whose sources are looked through."""
DOMAIN: Final = "workbook"
KEYWORDS: Final = ("say", "say_n:1,2", "_")
_HEADER: Final = (
    "# {language} wording of Gewetensvragen.\n"
    "# Bring it up to date with `python -m workbook.locale`; translate what is empty then.\n"
)


def _in_english(language: str) -> str:
    from babel import Locale

    return Locale.parse(language).get_language_name("en") or language


def catalogue_path(language: str, suffix: str = ".po", folder: Path | None = None) -> Path:
    """Where a language's catalogue stands: `.po` to be edited, `.mo` to be read by the program."""
    return (folder or Path(__file__).parent) / language / "LC_MESSAGES" / f"{DOMAIN}{suffix}"


def extract(root: Path = ROOT) -> Catalog:
    """All messages in the sources below `root`, with the files they stand in, no translations."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import extract_from_file
    from babel.messages.frontend import parse_keywords

    keywords = parse_keywords(KEYWORDS)
    found = Catalog(domain=DOMAIN, fuzzy=False)
    for path in sorted(root.rglob("*.py")):
        if path.is_relative_to(root / "locale"):
            continue
        name = path.relative_to(root.parent).as_posix()
        for _line, message, _comments, _context in extract_from_file("python", path, keywords=keywords):
            found.add(message, locations=[(name, 0)])
    return found


def read_catalogue(path: Path, language: str) -> Catalog:
    """A catalogue as it stands, an empty one where there is no file yet."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def update(language: str, found: Catalog, folder: Path | None = None) -> Catalog:
    """Bring a language's `.po` level with the messages found, write it, and give it back.

    What the sources no longer hold is dropped; what is new is left empty, in English filled with
    the id.
    """
    from babel.messages.pofile import write_po

    path = catalogue_path(language, folder=folder)
    catalogue = read_catalogue(path, language)
    created = catalogue.creation_date
    catalogue.update(found, no_fuzzy_matching=True)
    catalogue.creation_date = created
    catalogue.project, catalogue.version = "Gewetensvragen", WORDING
    catalogue.msgid_bugs_address = catalogue.last_translator = ""
    catalogue.language_team = _in_english(language)
    catalogue.obsolete.clear()
    catalogue.header_comment = _HEADER.format(language=_in_english(language)).rstrip()
    if language == "en":
        for message in messages(catalogue):
            if not _complete(message, catalogue.num_plurals) or message.string == message.id:
                message.string = _typographic(message.id)
    for message in messages(catalogue):
        message.flags.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, sort_by_file=True, include_lineno=False)
    return catalogue


def _typographic(wording: Any) -> Any:
    """The same wording, one form or all, with ‘quotes’ and apostrophes where straight ones stand."""
    if isinstance(wording, str):
        return re.sub(r"'([^']*)'(?!\w)", r"‘\1’", re.sub(r"(?<=\w)'(?=\w)", "’", wording))
    return tuple(_typographic(form) for form in wording)


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as the program reads it."""
    from babel.messages.mofile import write_mo

    target = io.BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def compile_all(folder: Path | None = None) -> None:
    """Write each language's `.mo` from its `.po`."""
    for language in LANGUAGES:
        catalogue = read_catalogue(catalogue_path(language, folder=folder), language)
        catalogue_path(language, ".mo", folder).write_bytes(compiled(catalogue))


def messages(catalogue: Catalog) -> Iterator[Message]:
    """The messages without the header."""
    return (message for message in catalogue if message.id)


def wordings(message: Message) -> tuple[str, ...]:
    """The translation's forms, one unless the message has plurals."""
    given = message.string
    forms = given if isinstance(given, (list, tuple)) else (given,)
    return tuple(form or "" for form in forms)


def blanks(text: str) -> frozenset[tuple[str, str]]:
    """The blanks of a message with the way each is shown. Raises `ValueError` for a broken one."""
    return frozenset(
        (name, spec or "")
        for _words, name, spec, _conversion in string.Formatter().parse(text)
        if name is not None
    )


def faults(found: Catalog, catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """What is wrong with a catalogue, as pairs of a message id and the reason."""
    known = {_identity(message): message for message in messages(catalogue)}
    wanted = {_identity(message): message for message in messages(found)}
    for identity in sorted(wanted.keys() - known.keys()):
        yield identity[0], "is in the sources and not in the catalogue"
    for identity in sorted(known.keys() - wanted.keys()):
        yield identity[0], "is in the catalogue and no longer in the sources"
    for obsolete in catalogue.obsolete.values():
        yield str(obsolete.id), "is obsolete"
    for identity in sorted(wanted.keys() & known.keys()):
        yield from (
            (identity[0], reason) for reason in _message_faults(known[identity], catalogue.num_plurals)
        )


def _message_faults(message: Message, plurals: int) -> Iterator[str]:
    if message.fuzzy:
        yield "is marked fuzzy"
    if not _complete(message, plurals):
        yield "is not translated, or lacks a plural form"
        return
    ids = _identity(message)
    for number, wording in enumerate(wordings(message)):
        source = ids[min(number, len(ids) - 1)]
        try:
            if blanks(wording) != blanks(source):
                yield f"has other blanks: {wording}"
        except ValueError:
            yield f"has a broken blank: {wording}"
        if wording.count("**") != source.count("**"):
            yield f"has other emphasis: {wording}"


def _complete(message: Message, plurals: int) -> bool:
    forms = wordings(message)
    expected = plurals if isinstance(message.id, (list, tuple)) else 1
    return len(forms) == expected and all(form.strip() for form in forms)


def _identity(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, (list, tuple)) else (message.id,)
