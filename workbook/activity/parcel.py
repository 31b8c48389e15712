"""Rows on their way from one page's memory to the next: one parcel of bytes, nothing executable."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

import msgspec

from workbook.activity.read import Loaded
from workbook.activity.records import Activity, Reading
from workbook.activity.whole_days import by_clock


@dataclass(frozen=True, slots=True)
class _Parcel:
    zone: str
    activities: tuple[Activity, ...]
    readings: tuple[Reading, ...]
    deals: bytes | None


def encode(rows: Loaded, zone: str) -> bytes:
    """Pack rows, by the clock of a zone; deals travel as Arrow IPC, the rest as MessagePack."""
    frame = None
    if rows.deals is not None:
        buffer = io.BytesIO()
        rows.deals.write_ipc(buffer)
        frame = buffer.getvalue()
    local = tuple(by_clock(one, ZoneInfo(zone)) for one in rows.activities)
    return msgspec.msgpack.encode(_Parcel(zone, local, rows.readings, frame))


def decode(parcel: bytes) -> Loaded:
    """Unpack rows, by the clock they were packed by."""
    content = msgspec.msgpack.decode(parcel, type=_Parcel)
    deals = None
    if content.deals is not None:
        import polars as pl

        deals = pl.read_ipc(io.BytesIO(content.deals))
    # MessagePack knows moments in UTC alone, by which a whole day would begin the evening before.
    zone = ZoneInfo(content.zone)
    activities = tuple(
        replace(one, start=one.start.astimezone(zone), end=one.end.astimezone(zone))
        for one in content.activities
    )
    return Loaded(activities, deals, content.readings)
