"""How long a text may be: what is longer is refused in words, and never cut."""

from __future__ import annotations

from workbook.words import Text, say


def too_long(text: str, longest: int) -> Text | None:
    """Why a text of more characters than `longest` can't be kept, None where it can."""
    if len(text) <= longest:
        return None
    return say(
        "This text has {n:number} characters, and at most {most:number} can be kept. It is not saved like "
        "this: make it shorter.",
        n=len(text),
        most=longest,
    )
