"""Time zones by whatever name a file gives them.

Outlook and Exchange write Windows names, names as shown in a menu ("(UTC+01:00) Amsterdam, Berlin,
Bern"), or no name that means anything ("Customized Time Zone"). A library that does not know a name
drops it without an error, and every meeting shifts. So names are settled here, before anything is
parsed; what can't be settled is asked.
"""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib import resources
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

_OFFSET_PREFIX: Final = re.compile(r"^\(?(?:UTC|GMT)\s*([+-]\d{1,2})[:.]?(\d{2})?\)?\s*", re.IGNORECASE)
_NO_OFFSET: Final = re.compile(r"^\((?:UTC|GMT)\)\s*", re.IGNORECASE)

_AREAS: Final = frozenset(
    ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
)


def is_zone(name: str) -> bool:
    """Whether this is the IANA name of a zone that is known here."""
    return name in _iana_names().values()


@lru_cache(maxsize=1)
def places() -> tuple[str, ...]:
    """The names of zones by area and city, in order, and UTC: what to choose from."""
    return (*sorted(name for name in available_timezones() if name.split("/")[0] in _AREAS), "UTC")


@lru_cache(maxsize=256)
def zone_named(name: str) -> str | None:
    """The IANA name for a zone as a file names it, None where the name does not tell.

    Tried in order: IANA (any case, with or without a producer's prefix), Windows, the list in
    `profiles/zones.toml`, a whole-hour offset, the cities of a menu name where they agree with the
    offset in front of them.
    """
    cleaned = _cleaned(name)
    if not cleaned:
        return None
    return (
        _iana(cleaned)
        or _windows(cleaned)
        or _listed().get(cleaned.casefold())
        or _offset(cleaned)
        or _cities(cleaned)
    )


@lru_cache(maxsize=256)
def zone_known(name: str) -> str | None:
    """The IANA name for a zone whose name can mean nothing else: an area with a city, or a name of Windows,
    from its registry or its menu. These go before a definition in the file, for programs cut those down to
    the rules of one year. All other names (`EST`, `GMT+0100`) mean what their file says they do.
    """
    cleaned = _cleaned(name)
    found = _iana(cleaned)
    if found is not None and found.split("/")[0] in _AREAS:
        return found
    return _windows(cleaned) or _of_menu(cleaned)


def _cleaned(name: str) -> str:
    plain = " ".join(name.replace("\\,", ",").strip().strip('"').strip("/").split())
    return _NO_OFFSET.sub("(UTC+00:00) ", plain)


def _of_menu(name: str) -> str | None:
    """The zone of a name in the menu of Windows, with its offset in front."""
    prefix = _OFFSET_PREFIX.match(name)
    found = _listed().get(name[prefix.end() :].casefold()) if prefix else None
    return _cities(name) if found else None


@lru_cache(maxsize=1)
def _iana_names() -> dict[str, str]:
    return {key.casefold(): key for key in available_timezones()}


def _iana(name: str) -> str | None:
    parts = name.casefold().split("/")
    names = _iana_names()
    for start in range(len(parts)):
        found = names.get("/".join(parts[start:]))
        # A bare last part ("Berlin") is no IANA name; a few ("Cuba") are, but only when they stand alone.
        if found is not None and (start == 0 or "/" in found):
            return found
    return None


def _windows(name: str) -> str | None:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return WINDOWS_TO_OLSON.get(name) or WINDOWS_TO_OLSON.get(
        name.replace(" Daylight Time", " Standard Time")
    )


@lru_cache(maxsize=1)
def _listed() -> dict[str, str]:
    text = resources.files("workbook.activity.profiles").joinpath("zones.toml").read_text("utf-8")
    return {name.casefold(): zone for name, zone in tomllib.loads(text)["names"].items()}


def _offset(name: str) -> str | None:
    found = _OFFSET_PREFIX.fullmatch(name)
    if found is None or int(found.group(2) or 0) or abs(int(found.group(1))) > 12:
        return None
    hours = int(found.group(1))
    # POSIX signs: Etc/GMT-1 is an hour ahead of Greenwich.
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"


@lru_cache(maxsize=1)
def _city_zones() -> dict[str, str]:
    return {
        key.rsplit("/", 1)[1].replace("_", " ").casefold(): key
        for key in sorted(available_timezones())
        if key.split("/", 1)[0] in _AREAS
    }


def _cities(name: str) -> str | None:
    prefix = _OFFSET_PREFIX.match(name)
    rest = name[prefix.end() :] if prefix else name
    stated = None
    if prefix:
        hours, minutes = int(prefix.group(1)), int(prefix.group(2) or 0)
        stated = timedelta(hours=hours, minutes=minutes if hours >= 0 else -minutes)
    cities = [city.strip().casefold() for city in re.split(r",|;| / ", rest)]
    listed = {city: zone for city, zone in _listed().items() if "/" in zone or zone == "UTC"}
    known = {**_city_zones(), **listed}
    whole = listed.get(", ".join(cities))
    found = [whole] if whole else [known[city] for city in cities if city in known]
    if not found or (prefix is None and len(cities) < 2):
        return None
    offsets = {_winter_offset(zone) for zone in found}
    if len(offsets) != 1 or (stated is not None and offsets != {stated}):
        return None
    return found[0]


def _winter_offset(zone: str) -> timedelta | None:
    """The offset a menu name states: the smaller of January's and July's, for both hemispheres."""
    place = ZoneInfo(zone)
    offsets = [datetime(2026, month, 1, 12, tzinfo=UTC).astimezone(place).utcoffset() for month in (1, 7)]
    return min(offset for offset in offsets if offset is not None)
