"""Mail domains: which one an address is at, and whether it belongs to a firm or to everybody."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

_DATA = Path(__file__).parent / "rules" / "domains.toml"


def domain(address: str) -> str:
    """The mail domain of an address, lower case; empty where there is none."""
    return address.rpartition("@")[2].casefold() if "@" in address else ""


def is_public(mail_domain: str) -> bool:
    """Whether anybody can have an address there (gmail.com, ziggo.nl): such a domain is nobody's own."""
    exact, stems = _public_domains()
    return mail_domain in exact or mail_domain.partition(".")[0] + "." in stems


def within(mail_domain: str, domains: Iterable[str]) -> bool:
    """Whether a domain is one of these or lies under one of them (mail.firm.nl under firm.nl)."""
    return any(mail_domain == one or mail_domain.endswith("." + one) for one in domains)


@lru_cache(maxsize=1)
def _public_domains() -> tuple[frozenset[str], frozenset[str]]:
    listed = tomllib.loads(_DATA.read_text(encoding="utf-8"))["public"]
    return (
        frozenset(one for one in listed if not one.endswith(".*")),
        frozenset(one.removesuffix("*") for one in listed if one.endswith(".*")),
    )
