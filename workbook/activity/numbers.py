"""Numbers in the cells of a table: which sign is the decimal one, decided for a column as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import polars as pl

from workbook.activity import currencies, distinct

FIELDS: Final = ("value", "expected", "split", "minutes", "seconds", "milliseconds")
"""The fields of tables that hold numbers with a decimal sign."""

Decimal = Literal[",", "."]
_SIGNS: Final[tuple[Decimal, ...]] = (",", ".")
_NOISE: Final = r"[\s\x{a0}\x{202f}\x{2009}'’]|,-$|,--$|,–$"
_NOTHING: Final = r"^[-–—,]{1,3}$"
_EXACT: Final = r"^-?\d+(?:\.\d+)?e[-+]?\d{1,3}$"
_NO_CURRENCY: Final = r"[\d.,+\-−–—()\s\x{a0}\x{202f}\x{2009}'’]+"
_NUMBER: Final = r"^[-+]?(?:\d[\d.,]*|[.,]\d+)$"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a column shows about its decimal sign; `examples` are cells that can be read two ways."""

    comma: bool
    point: bool
    both_ways: bool
    examples: tuple[str, ...]

    @property
    def decimal(self) -> Decimal | None:
        """The sign the column proves, None where it proves none or both."""
        if self.comma and not self.point:
            return ","
        if self.point and not self.comma:
            return "."
        return None

    @property
    def needs_decimal(self) -> bool:
        """Whether the sign has to be known to read the column."""
        return self.comma or self.point or self.both_ways


def exact(number: float, currency: str = "") -> str:
    """A number as a cell that can be read one way only, whatever the sign of its column: with an exponent, as
    programs write one."""
    digits = repr(float(number))
    return f"{currency} {digits if 'e' in digits else digits + 'e0'}".strip()


def exactly(texts: pl.Series, currency: str) -> pl.Series:
    """Texts of numbers as `exact` has them, all with one currency; as they are without one."""
    if not currency:
        return texts
    text = pl.col(texts.name)
    power = pl.when(text.str.contains("e", literal=True)).then(pl.lit("")).otherwise(pl.lit("e0"))
    return (
        texts.to_frame()
        .select(pl.concat_str(pl.lit(f"{currency} "), text, power).alias(texts.name))
        .to_series()
    )


def _bare(cells: pl.Series) -> pl.Series:
    """Cells without what may stand around a number, null where no number is left. A sign of a currency with a
    dash is nothing, as spreadsheets show it."""
    text = cells.str.strip_chars()
    text = text.str.replace(r"^\((.*)\)$", "-$1").str.replace(r"^(.*\d)-$", "-$1")
    lettered = text.str.contains(r"\p{L}").any()
    amount = text.str.replace(currencies.WORD, "$1$2") if lettered else text
    amount = amount.str.replace(currencies.MARK, "")
    bare = amount.str.replace_all(_NOISE, "")
    nothing = bare.str.contains(_NOTHING) & (amount != text)
    bare = bare.str.replace(r"^-\+?", "-").str.replace("−", "-")
    return pl.DataFrame({"bare": bare, "nothing": nothing}).select(
        pl.when("nothing")
        .then(pl.lit("0"))
        .when(pl.col("bare").str.contains(_NUMBER) | pl.col("bare").str.contains(_EXACT))
        .then(pl.col("bare"))
        .alias("bare")
    )["bare"]


def _plain_sign(cells: pl.Series) -> Decimal | Literal[""] | None:
    """The decimal sign of a column of bare digits with one sign at most and one or two digits behind it,
    which can be read one way only; empty where no cell has any, None for every other column."""
    for sign in _SIGNS:
        if cells.str.contains(rf"^-?[0-9]{{1,15}}(?:[{sign}][0-9]{{1,2}})?$").all():
            return sign if cells.str.contains(sign, literal=True).any() else ""
    return None


def evidence(cells: pl.Series) -> Evidence:
    """What a column shows about its decimal sign.

    Of two different signs the last is the decimal one; one that comes twice is not; one that comes
    once is, unless exactly three digits follow and one to three precede it: `1.234` can be both.
    """
    texts = distinct.texts(cells) if cells.dtype == pl.Categorical else cells
    sign = _plain_sign(texts)
    if sign is not None:
        return Evidence(sign == ",", sign == ".", False, ())
    texts = distinct.texts(texts)
    frame = pl.DataFrame({"text": texts, "bare": _bare(texts)}).drop_nulls("bare")
    frame = frame.filter(~pl.col("bare").str.contains(_EXACT))
    bare = pl.col("bare")
    commas, points = bare.str.count_matches(",", literal=True), bare.str.count_matches(".", literal=True)
    last_comma = bare.str.contains(r",\d*$")
    either = bare.str.contains(r"^[-+]?[1-9]\d{0,2}[.,]\d{3}$")
    written = (
        pl.when((commas == 0) & (points == 0))
        .then(None)
        .when((commas > 0) & (points > 0))
        .then(pl.when(last_comma).then(pl.lit(",")).otherwise(pl.lit(".")))
        .when(commas > 1)
        .then(pl.lit("."))
        .when(points > 1)
        .then(pl.lit(","))
        .when(either)
        .then(pl.lit("?"))
        .when(commas == 1)
        .then(pl.lit(","))
        .otherwise(pl.lit("."))
    )
    signs = frame.with_columns(sign=written)
    seen = set(signs["sign"].drop_nulls())
    open_cells = signs.filter(pl.col("sign") == "?")["text"].head(3)
    torn = signs.filter(pl.col("sign").is_in([",", "."])).unique("sign")["text"].head(2)
    return Evidence("," in seen, "." in seen, "?" in seen, tuple(open_cells) or tuple(torn))


def parse(cells: pl.Series, decimal: Decimal | None) -> pl.Series:
    """Numbers of a column, null where a cell is none; thousands must stand in groups of three."""
    if _plain_sign(cells) in ("", decimal or "."):
        return _floats(cells)
    bare = _bare(cells)
    if decimal is None:
        return bare.cast(pl.Float64, strict=False)
    point, comma = r"\.", ","
    mark, group = (comma, point) if decimal == "," else (point, comma)
    shape = rf"^[-+]?(?:\d+|\d{{1,3}}(?:{group}\d{{3}})+)?(?:{mark}\d*)?$"
    return pl.DataFrame({"bare": bare}).select(
        bare=pl.when(pl.col("bare").str.contains(_EXACT))
        .then(pl.col("bare").cast(pl.Float64, strict=False))
        .when(pl.col("bare").str.contains(shape))
        .then(
            pl.col("bare")
            .str.replace_all("." if decimal == "," else ",", "", literal=True)
            .str.replace(",", ".", literal=True)
            .cast(pl.Float64, strict=False)
        )
    )["bare"]


def money(cells: pl.Series, decimal: Decimal | None) -> tuple[pl.Series, pl.Series]:
    """Numbers of a column as `parse` gives them, and the `currency` each names."""
    if _plain_sign(cells) in ("", decimal or "."):
        return _floats(cells), pl.Series(cells.name, [None], pl.String).new_from_index(0, cells.len())
    return parse(cells, decimal), currency(cells)


def _floats(cells: pl.Series) -> pl.Series:
    return cells.str.replace(",", ".", literal=True).cast(pl.Float64)


def currency(cells: pl.Series) -> pl.Series:
    """The currency a cell names by its sign or its three letters, null where it names none; see
    `workbook.activity.currencies` for signs of several countries."""
    around = cells.str.replace_all(_NO_CURRENCY, " ").str.strip_chars()
    known = {text: currencies.named(text) or None for text in distinct.texts(around)}
    return around.replace_strict(known, default=None, return_dtype=pl.String).alias(cells.name)
