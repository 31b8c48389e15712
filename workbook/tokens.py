"""Tokens: the colours, faces and sizes of the whole product, from one list.

The style sheet, the charts and the report read `assets/tokens.json`. `python -m workbook.tokens`
writes `assets/style/tokens.css` from it; a test keeps the two equal.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal

from workbook.places import assets

Scheme = Literal["light", "dark", "print"]
SCHEMES: Final[tuple[Scheme, ...]] = ("light", "dark", "print")

TEXT_CONTRAST: Final = 4.5
"""Least contrast of text with what is behind it: WCAG 2.2, success criterion 1.4.3 (AA)."""

GRAPHIC_CONTRAST: Final = 3.0
"""Least contrast of a control's edge or a chart's mark: WCAG 2.2, success criterion 1.4.11 (AA)."""

_NOTICE = "/* Written from assets/tokens.json by `python -m workbook.tokens`; change that file. */"
_VARIABLE = re.compile(r"var\(--([a-z0-9-]+)\)")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The list as read: `colours` by name and scheme, `faces` and `sizes` by name (CSS values)."""

    colours: dict[str, dict[Scheme, str]]
    faces: dict[str, str]
    sizes: dict[str, str]

    def colour(self, name: str, scheme: Scheme = "light") -> str:
        """The colour as `#rrggbb`; raises `KeyError` for a name that is not on the list."""
        return self.colours[name][scheme]


@lru_cache(maxsize=1)
def tokens() -> Tokens:
    """The product's tokens, read once."""
    raw: dict[str, Any] = json.loads((assets() / "tokens.json").read_text(encoding="utf-8"))
    colours: dict[str, dict[Scheme, str]] = {
        name: {scheme: colour[scheme] for scheme in SCHEMES} for name, colour in raw["colours"].items()
    }
    return Tokens(colours, dict(raw["faces"]), dict(raw["sizes"]))


def css() -> str:
    """The style sheet of custom properties: light, dark where the reader asked for it, print last.

    Print comes after dark, so that somebody with a dark screen does not print white on white.
    """
    known = tokens()
    plain = {**known.faces, **known.sizes}

    def block(scheme: Scheme, indent: str) -> list[str]:
        return [f"{indent}--{name}: {values[scheme]};" for name, values in known.colours.items()]

    lines = [_NOTICE, ":root {", "  color-scheme: light dark;", *block("light", "  ")]
    lines += [f"  --{name}: {value};" for name, value in plain.items()]
    lines += ["}", "", "@media (prefers-color-scheme: dark) {", "  :root {", *block("dark", "    ")]
    lines += ["  }", "}", "", "@media print {", "  :root {", "    color-scheme: light;"]
    lines += [*block("print", "    "), "  }", "}", ""]
    return "\n".join(lines)


def resolve(text: str, scheme: Scheme = "print") -> str:
    """`text` with each `var(--…)` replaced by its value, for where no style sheet reaches.

    A drawing that leaves the page (a PDF, a slide) needs its colours written out. Names that are
    not on the list are left as they stand.
    """
    known = tokens()
    values = {name: colour[scheme] for name, colour in known.colours.items()}
    values |= {name: value.replace('"', "'") for name, value in known.faces.items()} | known.sizes
    return _VARIABLE.sub(lambda found: values.get(found[1], found[0]), text)


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 black to 1 white (definition in WCAG 2.2)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 (equal) to 21 (black on white), as WCAG 2.2 defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


if __name__ == "__main__":
    (assets() / "style" / "tokens.css").write_text(css(), encoding="utf-8")
