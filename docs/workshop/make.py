"""Writes the scripts for 60, 90 and 180 minutes from the programme itself: `python docs/workshop/make.py`.

So the times on paper are those of the room's clock, and the words those beside it.
"""

from __future__ import annotations

from pathlib import Path

from workbook.questions import QUESTIONS
from workbook.wording import wording
from workbook.words import LANGUAGES, Translator, translator
from workbook.workshop.programme import LENGTHS, Length, Stop, programme
from workbook.workshop.script import DO, SCRIPT, STEP_NAMES

HERE = Path(__file__).resolve().parent

HEADS = {
    "en": (
        "A workshop of {length} minutes",
        "Print this page and lay it beside your laptop. Times count from the start; the room's clock knows them "
        "too. What to prepare, and what to do when something fails, is in [the coach's page](../coach.md).",
        ("From", "Minutes", "Step", "What they do", "What you say, and watch for"),
        "Written by `python docs/workshop/make.py`.",
    ),
    "nl": (
        "Een workshop van {length} minuten",
        "Print deze pagina en leg hem naast je laptop. De tijden tellen vanaf het begin; de klok van de ruimte "
        "kent ze ook. Wat je voorbereidt, en wat je doet als er iets misgaat, staat op [de pagina voor de "
        "coach](../coach.nl.md).",
        ("Vanaf", "Minuten", "Stap", "Wat ze doen", "Wat je zegt, en waar je op let"),
        "Geschreven door `python docs/workshop/make.py`.",
    ),
}


def script(length: Length, language: str) -> str:
    """One script as Markdown."""
    t = translator(language)
    title, lead, columns, made = HEADS[language]
    lines = [
        f"# {title.format(length=length)}",
        "",
        lead,
        "",
        f"| {' | '.join(columns)} |",
        "|---" * len(columns) + "|",
    ]
    passed = 0
    for stop in programme(length, QUESTIONS):
        lines.append(_row(stop, passed, t))
        passed += stop.minutes
    return "\n".join([*lines, "", made, ""])


def _row(stop: Stop, passed: int, t: Translator) -> str:
    name = t(STEP_NAMES[stop.step])
    if stop.question:
        name = f"{t(wording(stop.question).name)}: {name}"
    told = SCRIPT[stop.step]
    at = f"{passed // 60}:{passed % 60:02d}"
    return f"| {at} | {stop.minutes} | **{name}** | {t(DO[stop.step])} | {t(told.say)} *{t(told.watch)}* |"


def main() -> None:
    """Three scripts a language."""
    for length in LENGTHS:
        for language in LANGUAGES:
            suffix = "" if language == "en" else f".{language}"
            (HERE / f"{length}{suffix}.md").write_text(script(length, language), encoding="utf-8")


if __name__ == "__main__":
    main()
