"""Currencies as cells and number formats name them: letters of ISO 4217, or a sign.

A sign that several countries share does not say whose money it is. It is kept as it stands: what is in dollars
is then never added to what is in euros.
"""

from __future__ import annotations

import re
from typing import Final

_CODES: Final = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN "
    "BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS "
    "GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW "
    "KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD "
    "NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD "
    "SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES "
    "VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"
)
CODES: Final = frozenset(_CODES.split())
"""The currencies of ISO 4217 in use."""

_SIGNS: Final = {
    "US$": "USD", "C$": "CAD", "CA$": "CAD", "CAD$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD",
    "S$": "SGD", "SG$": "SGD", "NT$": "TWD", "R$": "BRL", "MX$": "MXN", "€": "EUR", "£": "GBP", "₹": "INR",
    "₺": "TRY", "₽": "RUB", "₩": "KRW", "₪": "ILS", "₴": "UAH", "₫": "VND", "₦": "NGN", "฿": "THB", "zł": "PLN",
    "Kč": "CZK", "Ft": "HUF", "лв": "BGN", "euro": "EUR", "euro's": "EUR", "euros": "EUR",
}  # fmt: skip
SHARED: Final = ("$", "¥", "kr", "Fr", "SFr")
"""Signs of more than one country's money."""

_OF_PLACES: Final = {
    ("$", 0x409): "USD", ("$", 0x1009): "CAD", ("$", 0xC0C): "CAD", ("$", 0xC09): "AUD", ("$", 0x1409): "NZD",
    ("$", 0x4809): "SGD", ("$", 0xC04): "HKD", ("$", 0x3C09): "HKD", ("$", 0x404): "TWD", ("$", 0x80A): "MXN",
    ("$", 0x240A): "COP", ("$", 0x340A): "CLP", ("$", 0x2C0A): "ARS",
    ("¥", 0x411): "JPY", ("¥", 0x804): "CNY",
    ("kr", 0x41D): "SEK", ("kr", 0x414): "NOK", ("kr", 0x814): "NOK", ("kr", 0x406): "DKK", ("kr", 0x40F): "ISK",
    ("Fr", 0x807): "CHF", ("Fr", 0x100C): "CHF", ("Fr", 0x810): "CHF", ("SFr", 0x807): "CHF",
    ("SFr", 0x100C): "CHF", ("SFr", 0x810): "CHF",
}  # fmt: skip
"""Whose money a shared sign is where a number format names the place, by the place's number
([MS-LCID], language identifiers)."""


_WORDS: Final = sorted(
    (*CODES, *(sign for sign in (*_SIGNS, *SHARED) if len(sign) > 1)), key=len, reverse=True
)
_MARKS: Final = "".join(sign for sign in (*_SIGNS, *SHARED) if len(sign) == 1)
_ANY_WORD: Final = "|".join(map(re.escape, _WORDS))
WORD: Final = rf"(?i)(^|[^\p{{L}}$])(?:{_ANY_WORD})\.?($|[^\p{{L}}])"
"""Letters that name a currency, for the regular expressions of polars: its two groups are what stands around
them."""

MARK: Final = f"[{_MARKS}]"
"""A single sign, for the same."""

_NAMED: Final = re.compile(rf"(?i)(?<![^\W\d_])(?<!\$)({_ANY_WORD})(?![^\W\d_])|([{_MARKS}])")
_TOLD: Final = {word.casefold(): word for word in (*CODES, *SHARED)} | {
    sign.casefold(): code for sign, code in _SIGNS.items()
}
_LONGEST: Final = 20


def named(text: str, place: int = 0) -> str:
    """The currency a short text names, empty where it names none or is no short one; `place` is the number of
    the country a number format gives beside its sign."""
    found = _NAMED.search(text) if len(text) <= _LONGEST else None
    if found is None:
        return ""
    told = _TOLD[found[0].casefold()]
    return _OF_PLACES.get((told, place), told)


def in_column(text: str) -> str:
    """What a cell of a column of currencies says: a code where it is one, or a sign or name of one currency, else
    the text in capitals."""
    return named(text) or text.upper()
