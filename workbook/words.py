"""Words: what the program has to say, kept apart from the language it is said in.

Modules below the screen never hold a finished sentence. They make a `Text` with `say`: the English
sentence is the message id, its values stay numbers and ISO dates. Only at the edge does a
`Translator` turn it into Dutch or English, with dates, numbers and plurals by Babel. A `Text` can be
stored, so a kept figure follows the reader when the language is switched.
"""

from __future__ import annotations

import gettext
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

_CATALOGUES = Path(__file__).parent / "locale"


def _languages() -> tuple[str, ...]:
    found = {path.parents[1].name for path in _CATALOGUES.glob("*/LC_MESSAGES/workbook.po")}
    return tuple(sorted(found, key=lambda language: (language != "nl", language)))


LANGUAGES = _languages()
"""Every language there is a catalogue for, Dutch first: a new one needs a catalogue here and a folder
of notebooks, and no code."""


def language_name(language: str) -> str:
    """What a language is called by who speaks it."""
    from babel import Locale

    name = Locale.parse(language).get_language_name(language)
    return name[:1].upper() + name[1:] if name else language


@dataclass(frozen=True, slots=True)
class Text:
    """One message: its English wording as id, and the values that go into its blanks.

    A blank may name how it is shown: `{first:date}` (14 October 2026), `{first:day}` (14 October),
    `{first:weekday}` (Wednesday 14 October),
    `{first:month}` (October 2026),
    `{n:number}`, `{x:decimal}` (one decimal), `{share:percent}` (0.42 -> 42%), `{minutes:hours}`
    (150 -> 2.5, the word is the sentence's), `{minutes:lasting}` (45 -> 45 minutes, 435 -> just over 7
    hours, with its word), `{value:money}`. Dates are given as ISO strings. `**…**` marks emphasis.
    """

    id: str
    values: dict[str, str | int | float | Text] = field(default_factory=dict)
    plural: str | None = None
    count: int | None = None


def say(message: str, /, **values: str | int | float | Text) -> Text:
    """A message with its values; Babel finds the literal given here."""
    return Text(message, values)


def say_n(singular: str, plural: str, n: int, /, **values: str | int | float | Text) -> Text:
    """A message that depends on the whole number `n`, which is also the value `{n}`."""
    return Text(singular, {"n": n, **values}, plural, n)


class Translator:
    """Says a `Text` in one language.

    Raises `ValueError` for a language there is no catalogue for, and `KeyError` for a blank that
    has no value: a broken message must fail in a test, not reach a reader half filled.
    """

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"no catalogue for language {language!r}")
        self.language = language
        self._catalogue = gettext.translation("workbook", _CATALOGUES, languages=[language], fallback=True)
        self._blanks = _Blanks(self)

    def __call__(self, text: Text | str, /, **values: str | int | float | Text) -> str:
        if isinstance(text, str):
            text = Text(text, values)
        if text.plural is not None and text.count is not None:
            wording = self._catalogue.ngettext(text.id, text.plural, text.count)
        else:
            wording = self._catalogue.gettext(text.id) if text.id else ""
        return self._blanks.vformat(wording, (), text.values)


class _Blanks(string.Formatter):
    def __init__(self, translator: Translator) -> None:
        self._translator = translator

    def get_value(self, key: int | str, args: Any, kwargs: Mapping[str, Any]) -> Any:
        value = kwargs[str(key)]
        return self._translator(value) if isinstance(value, Text) else value

    def format_field(self, value: Any, format_spec: str) -> str:
        language = self._translator.language
        if not format_spec:
            return _number(value, language) if isinstance(value, (int, float)) else str(value)
        shown: str = _SHOW[format_spec](value, language)
        return shown


def _as_date(value: str | date) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(value[:10])


def _number(value: float, language: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, format="#,##0.#", locale=language)


def _decimal(value: float, language: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, format="#,##0.0", locale=language)


def _percent(value: float, language: str) -> str:
    from babel.numbers import format_percent

    return format_percent(value, format="#,##0%", locale=language)


def _money(value: float, language: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(round(value), locale=language)


def _date(value: str | date, language: str) -> str:
    from babel.dates import format_date

    return format_date(_as_date(value), format="d MMMM y", locale=language)


def _day(value: str | date, language: str) -> str:
    from babel.dates import format_date

    return format_date(_as_date(value), format="d MMMM", locale=language)


def _weekday(value: str | date, language: str) -> str:
    from babel.dates import format_date

    return format_date(_as_date(value), format="EEEE d MMMM", locale=language)


def _month(value: str | date, language: str) -> str:
    from babel.dates import format_date

    return format_date(_as_date(value), format="LLLL y", locale=language)


def _hours(value: float, language: str) -> str:
    from babel.numbers import format_decimal

    hours = value / 60 if value < 600 else round(value / 60)
    return format_decimal(hours, format="#,##0.##", locale=language)


_NEARLY: Final = 1.0
"""Minutes a span may be off a half hour and still be called that half hour."""


def _lasting(value: float, language: str) -> str:
    """A span as one says it: minutes under an hour, half hours under ten, whole hours above."""
    if 0 < value < 60:
        return translator(language)(say_n("{n} minute", "{n} minutes", round(value)))
    half = 60 * round(value / 60) if value >= 600 else 30 * round(value / 30)
    if value >= 600 or abs(value - half) <= _NEARLY:
        told = say("{hours:number} hour") if half == 60 else say("{hours:number} hours")
    elif value > half:
        told = say("just over {hours:number} hour") if half == 60 else say("just over {hours:number} hours")
    else:
        told = say("almost {hours:number} hours")
    return translator(language)(Text(told.id, {"hours": half / 60}))


_SHOW: dict[str, Callable[[Any, str], str]] = {
    "number": _number,
    "decimal": _decimal,
    "percent": _percent,
    "money": _money,
    "date": _date,
    "day": _day,
    "weekday": _weekday,
    "month": _month,
    "hours": _hours,
    "lasting": _lasting,
}


@lru_cache(maxsize=8)
def translator(language: str) -> Translator:
    """The translator of a language; reading a catalogue once is enough."""
    return Translator(language)
