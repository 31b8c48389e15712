"""Makes a third language out of a copy of the package: longer words, accents, nothing else changed.

Run with the copy first on the path; prints the HTML of every part of every page as JSON.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from pathlib import Path

LANGUAGE = "eo"
_BLANK = re.compile(r"(\{[^{}]*\}|\*\*)")
_ACCENTS = str.maketrans("aeioucsgjhAEIOUCSGJH", "áéíóúĉŝĝĵĥÁÉÍÓÚĈŜĜĴĤ")


def accented(text: str) -> str:
    """The same message in the pseudo-language: accents on the letters, and two fifths longer."""
    pieces = _BLANK.split(text)
    said = "".join(piece if i % 2 else piece.translate(_ACCENTS) for i, piece in enumerate(pieces))
    letters = len("".join(pieces[0::2]))
    return f"{said} {'ŭ' * max(1, letters * 2 // 5 // 6 * 1)}" if letters > 3 else said


def make_catalogue(locale: Path) -> None:
    """Write the pseudo-language's catalogue beside the others."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po, write_po

    source = locale / "en" / "LC_MESSAGES" / "workbook.po"
    with source.open("rb") as file:
        catalogue = read_po(file, locale=LANGUAGE)
    for message in catalogue:
        if not message.id:
            continue
        if isinstance(message.id, tuple):
            message.string = tuple(accented(form) for form in message.id)
        else:
            message.string = accented(message.id)
    folder = locale / LANGUAGE / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "workbook.po").open("wb") as file:
        write_po(file, catalogue)
    with (folder / "workbook.mo").open("wb") as file:
        write_mo(file, catalogue)


def show_parts() -> dict[str, str]:
    """Walk the demo manager through the journey in the pseudo-language; each part's HTML by name."""
    from helpers.goneby import TODAY
    from helpers.visitor import Visitor

    from workbook.questions import QUESTIONS
    from workbook.store import Shelf, open_store
    from workbook.ui.pages.balance import BalancePage
    from workbook.ui.pages.question import QuestionPage
    from workbook.ui.pages.start import StartPage
    from workbook.ui.session import Session

    folder = Path(tempfile.mkdtemp())

    def session() -> Session:
        return Session(open_store(f"sqlite:///{folder / 'workbook.db'}"), Shelf(folder), folder, LANGUAGE, today=lambda _zone: TODAY)

    Visitor(StartPage("start", session()).welcome()).does("demo")
    shown: dict[str, str] = {}
    start = StartPage("start", session())
    for name in ("welcome", "files", "people", "period", "keeping", "onward"):
        shown[f"start.{name}"] = getattr(start, name)().screen.html
    for question in QUESTIONS:
        page = QuestionPage(question, session())
        asked = Visitor(page.question())
        shown[f"{question}.asked"] = asked.html
        asked.does("choose", value="b")
        asked.does("count", value="few")
        evidence = Visitor(page.evidence())
        evidence.does("look")
        shown[f"{question}.evidence"] = evidence.html
        shown[f"{question}.meaning"] = page.meaning().screen.html
        prompts = Visitor(page.prompts())
        prompts.does("write", key=f"{question}.moment", value="x")
        shown[f"{question}.prompts"] = prompts.html
        step = Visitor(page.step())
        for key in ("when", "act", "person", "first_act"):
            step.does("fill", key=key, value="x")
        step.does("fill", key="first_on", value=TODAY.isoformat())
        shown[f"{question}.step"] = step.html
    balance = BalancePage("balance", session())
    for name in ("picture", "differences", "verdict", "plan", "onward"):
        shown[f"balance.{name}"] = getattr(balance, name)().screen.html
    return shown


if __name__ == "__main__":
    package, tests = Path(sys.argv[1]), sys.argv[2]
    sys.path[:0] = [str(package.parent), tests]
    make_catalogue(package / "locale")
    print(json.dumps(show_parts()))
