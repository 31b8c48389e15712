"""Rows on their way from one page's memory to the next: one parcel of bytes, nothing executable."""

from __future__ import annotations

import io
from dataclasses import dataclass

import msgspec

from workbook.activity.read import Loaded
from workbook.activity.records import Activity, Reading


@dataclass(frozen=True, slots=True)
class _Parcel:
    activities: tuple[Activity, ...]
    readings: tuple[Reading, ...]
    deals: bytes | None


def encode(rows: Loaded) -> bytes:
    """Pack rows; deals travel as Arrow IPC, the rest as MessagePack."""
    frame = None
    if rows.deals is not None:
        buffer = io.BytesIO()
        rows.deals.write_ipc(buffer)
        frame = buffer.getvalue()
    return msgspec.msgpack.encode(_Parcel(rows.activities, rows.readings, frame))


def decode(parcel: bytes) -> Loaded:
    """Unpack rows. Times come back with their offset from UTC instead of the name of their zone: local
    days and hours are what they were, until they are turned to a zone (`whole_days.by_clock`)."""
    content = msgspec.msgpack.decode(parcel, type=_Parcel)
    deals = None
    if content.deals is not None:
        import polars as pl

        deals = pl.read_ipc(io.BytesIO(content.deals))
    return Loaded(content.activities, deals, content.readings)
