"""The ways in which a calendar file says by which clock a time is meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

IANA: Final = ("Europe/Amsterdam", "Europe/Helsinki", "America/New_York", "Pacific/Auckland", "Asia/Kolkata")
WINDOWS: Final = {
    "W. Europe Standard Time": "Europe/Berlin",
    "GMT Standard Time": "Europe/London",
    "Eastern Standard Time": "America/New_York",
    "FLE Standard Time": "Europe/Kiev",
}
DEFINED = {
    "Eigen tijd": (
        "Europe/Amsterdam", "+0100", "+0200",
        "DTSTART:20070325T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "DTSTART:20071028T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    ),
    "Kantoor/New York": (
        "America/New_York", "-0500", "-0400",
        "DTSTART:20070311T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
        "DTSTART:20071104T020000", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
    ),
}  # fmt: skip
"""A name nobody knows, the zone it is, its offsets in winter and summer, and when they begin: summer, winter."""
DEFINED |= {"GMT+0100": DEFINED["Eigen tijd"], "EST": DEFINED["Kantoor/New York"]}


@dataclass(frozen=True)
class Clock:
    """How a file writes times: by a zone's name of any kind, in UTC, without a zone, or as days."""

    form: str
    name: str = ""

    def zone(self, home: ZoneInfo) -> ZoneInfo:
        """The zone meant."""
        if self.form in ("floating", "days"):
            return home
        if self.form == "utc":
            return ZoneInfo("UTC")
        if self.form == "defined":
            return ZoneInfo(DEFINED[self.name][0])
        return ZoneInfo(WINDOWS.get(self.name, self.name))

    def line(self, name: str, *walls: datetime, in_utc: bool = False) -> str:
        """A property with moments, which are wall-clock times of this clock; in UTC if asked, where that
        can be told."""
        if self.form == "days":
            return f"{name};VALUE=DATE:" + ",".join(f"{wall:%Y%m%d}" for wall in walls)
        if self.form in ("utc", "floating"):
            mark = "Z" if self.form == "utc" else ""
            return f"{name}:" + ",".join(f"{wall:%Y%m%dT%H%M%S}{mark}" for wall in walls)
        if in_utc:
            zone = self.zone(ZoneInfo("UTC"))
            moments = [wall.replace(tzinfo=zone).astimezone(UTC) for wall in walls]
            return f"{name}:" + ",".join(f"{moment:%Y%m%dT%H%M%SZ}" for moment in moments)
        return f"{name};TZID={self.name}:" + ",".join(f"{wall:%Y%m%dT%H%M%S}" for wall in walls)

    def definition(self) -> list[str]:
        """The lines that define the zone in the file."""
        if self.form != "defined":
            return []
        _, winter, summer, *changes = DEFINED[self.name]
        lines = ["BEGIN:VTIMEZONE", f"TZID:{self.name}"]
        lines += [
            "BEGIN:DAYLIGHT",
            f"TZOFFSETFROM:{winter}",
            f"TZOFFSETTO:{summer}",
            *changes[:2],
            "END:DAYLIGHT",
        ]
        lines += [
            "BEGIN:STANDARD",
            f"TZOFFSETFROM:{summer}",
            f"TZOFFSETTO:{winter}",
            *changes[2:],
            "END:STANDARD",
        ]
        return [*lines, "END:VTIMEZONE"]


def clocks() -> st.SearchStrategy[Clock]:
    """Each of the forms as often as any other."""
    return st.one_of(
        st.sampled_from(IANA).map(lambda name: Clock("iana", name)),
        st.sampled_from(sorted(WINDOWS)).map(lambda name: Clock("windows", name)),
        st.sampled_from(sorted(DEFINED)).map(lambda name: Clock("defined", name)),
        st.just(Clock("utc")),
        st.just(Clock("floating")),
        st.just(Clock("days")),
    )
