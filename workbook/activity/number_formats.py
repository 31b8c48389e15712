"""What a spreadsheet's number format shows of a number: a day, a time, a length of time, a currency.

Source: ECMA-376 part 1, 18.8.30 (number formats that need not be written down) and 18.8.31 (their codes); the
number in `[$€-413]` is a language of [MS-LCID].
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from workbook.activity import currencies

_LONGEST: Final = 1_000
"""Characters of a code that are looked at; Excel writes at most 255."""

BUILT_IN: Final = {
    **dict.fromkeys((14, 15, 16, 17), "dd-mm-yyyy"),
    **dict.fromkeys((18, 19, 20, 21), "h:mm:ss"),
    22: "dd-mm-yyyy h:mm",
    **dict.fromkeys((27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm:ss"),
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss",
}
"""Formats known by number that show a day or a time. Those of money (5 to 8, 37 to 44) show the currency of
whoever looks at them, so they tell none."""


@dataclass(frozen=True, slots=True)
class Shows:
    """What a format shows; `currency` is empty where it names none."""

    day: bool = False
    time: bool = False
    length: bool = False
    currency: str = ""

    @property
    def temporal(self) -> bool:
        """Whether numbers in this format are days or times."""
        return self.day or self.time or self.length


@lru_cache(maxsize=1_024)
def shown(code: str) -> Shows:
    """What a format shows, by its part for numbers above zero."""
    section = _first_section(code[:_LONGEST])
    brackets = re.findall(r"\[([^\[\]]*)\]", _bare_of_texts(section))
    letters = re.sub(r"\[[^\[\]]*\]", "", _bare_of_texts(section)).casefold()
    # AM/PM, and the words for 'general' in which there may be a letter of a day.
    letters = re.sub(r"am/pm|a/p|general|standaard", "", letters)
    length = any(re.fullmatch(r"h+|m+|s+", said.casefold()) for said in brackets)
    clock = length or "h" in letters or "s" in letters
    day = any(sign in letters for sign in "dyj") or ("m" in letters and not clock)
    return Shows(day, clock and not length, length, "" if day or clock else _currency(section, brackets))


def _first_section(code: str) -> str:
    """A code up to the first semicolon that is no text."""
    quoted = escaped = False
    for place, sign in enumerate(code):
        if escaped:
            escaped = False
        elif sign == "\\":
            escaped = True
        elif sign == '"':
            quoted = not quoted
        elif sign == ";" and not quoted:
            return code[:place]
    return code


def _bare_of_texts(section: str) -> str:
    return re.sub(r'"[^"]*"?|[\\_*].', "", section)


def _currency(section: str, brackets: list[str]) -> str:
    for said in brackets:
        if said.startswith("$"):
            sign, _, place = said[1:].rpartition("-") if "-" in said else (said[1:], "", "")
            if told := currencies.named(sign, _place(place)):
                return told
    texts = "".join(re.findall(r'"([^"]*)"', section))
    signs = re.sub(r"\[[^\[\]]*\]", "", section).replace("\\", "")
    return currencies.named(texts.strip()) or currencies.named(re.sub(r"[\s\d#0?.,_*()+\-\"]", "", signs))


def _place(number: str) -> int:
    """The number of a language as codes give it, in hexadecimal; what stands before its last four digits is
    about calendars and digits."""
    return int(number[-4:], 16) if re.fullmatch(r"[0-9A-Fa-f]{1,8}", number) else 0
