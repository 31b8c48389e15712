"""The database and the sealing of what is kept in it; the only package that knows SQL.

Bytes in, bytes out: what is inside a document is nobody's business here. Three places, each for
another kind of thing: the `Store` keeps sealed workbooks in a database, the `Shelf` keeps the secrets
of the workbooks on one's own laptop, and the `vault` hands activity rows from one page's kernel to
the next through the server's memory, never through a disk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.store.errors import (
    Full,
    Gone,
    Locked,
    Newer,
    NotWiped,
    NotWritable,
    NoWorkbook,
    StoreError,
    TooLarge,
    Unreadable,
    WrongAddress,
)
from workbook.store.linked import LinkedShelf
from workbook.store.sealing import new_secret
from workbook.store.shelf import Shelf

if TYPE_CHECKING:
    from workbook.store.database import Kept, Store


def open_store(url: str) -> Store:
    """The store at an SQLAlchemy address, made or brought up to date where that is needed.

    `sqlite:///<path>` (the folder and the file are made, for their owner only) or
    `postgresql://…`. Holds no connection and no lock between calls, so it is safe to open many
    times, and after a fork. Raises a `StoreError`: `WrongAddress`, `Newer` where a later version of
    this program wrote the store, `Gone`, `Unreadable`, `Locked`, `Full` or `NotWritable`.
    """
    from workbook.store.database import Store

    return Store.at(url)


def __getattr__(name: str) -> object:
    # The database library costs a tenth of a second: who only wants the shelf must not pay for it.
    if name in ("Kept", "Store"):
        from workbook.store import database

        return getattr(database, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "Full",
    "Gone",
    "Kept",
    "LinkedShelf",
    "Locked",
    "Newer",
    "NoWorkbook",
    "NotWiped",
    "NotWritable",
    "Shelf",
    "Store",
    "StoreError",
    "TooLarge",
    "Unreadable",
    "WrongAddress",
    "new_secret",
    "open_store",
]
