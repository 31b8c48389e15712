"""What can go wrong with the store, said to the person whose workbook it is.

Each error knows what was saved, what was not and what to do about it. None holds a path, an
address, a statement or a secret: `reason` is a bare code, for the host's log.
"""

from __future__ import annotations

import errno
from typing import ClassVar

from workbook.words import Text, say


class StoreError(Exception):
    """Something the store could not do.

    `text` is for the user; `writing` tells whether a change was under way, which is then not saved;
    `reason` is the database's or the system's own code, such as `SQLITE_FULL`, `55P03` or `ENOSPC`.
    """

    on_reading: ClassVar[Text] = say(
        "Your workbook can't be opened just now. What you saved before is left as it was. "
        "Reload the page; if it stays like this, tell whoever runs this program."
    )
    on_writing: ClassVar[Text] = say(
        "Your last change is not saved; what was saved before it is left as it was. Leave this page "
        "open and try again; if it stays like this, tell whoever runs this program."
    )

    def __init__(self, *, writing: bool = False, reason: str = "", text: Text | None = None) -> None:
        self.writing = writing
        self.reason = reason
        self.text = text or (self.on_writing if writing else self.on_reading)
        super().__init__(f"{type(self).__name__} {reason}".rstrip())


class Locked(StoreError):
    """Somebody else held the store for longer than we wait."""

    on_reading = say(
        "The store was too busy to open your workbook. Nothing is lost. Reload the page in a moment."
    )
    on_writing = say(
        "The store was busy for too long, so your last change is not saved; everything before it is. "
        "Leave this page open and try again in a moment."
    )


class Full(StoreError):
    """There is no room left on the disk, or no more may be used."""

    on_reading = say(
        "The disk is full, and without a little room your workbook can't be opened. What you saved "
        "before is still there. Make room on the disk, then reload the page."
    )
    on_writing = say(
        "The disk is full, so your last change is not saved; everything before it is. Leave this page "
        "open, make room on the disk, and try again."
    )


class NotWritable(StoreError):
    """The store may be read, but not written."""

    on_reading = say(
        "This program may not write where your workbook is kept, so it can't be opened. Nothing was "
        "changed. Give it the right to write there, then reload the page."
    )
    on_writing = say(
        "This program may not write where your workbook is kept, so your last change is not saved; "
        "everything before it is. Leave this page open, give it the right to write, and try again."
    )


class Gone(StoreError):
    """The database can't be found or reached."""

    on_reading = say(
        "The place where your workbook is kept can't be reached. Nothing was changed. Reload the page "
        "in a while; if it stays like this, tell whoever runs this program."
    )
    on_writing = say(
        "The place where your workbook is kept can't be reached any more, so your last change is not "
        "saved. Leave this page open and copy what you typed to somewhere safe, then tell whoever runs "
        "this program."
    )


class Unreadable(StoreError):
    """What is stored is not what this program wrote."""

    on_reading = say(
        "What is kept of your workbook can't be read: it was damaged, or changed by something else. "
        "It was left as it is. If you have a file of your workbook you can go on from that; else ask "
        "whoever runs this program for a backup."
    )
    on_writing = say(
        "What is kept of your workbook can't be read any more: it was damaged, or changed by something "
        "else. Your last change is not saved. Leave this page open and copy what you typed to somewhere "
        "safe; then go on from a file of your workbook, or ask for a backup."
    )


class Newer(StoreError):
    """A later version of this program wrote the store."""

    on_reading = on_writing = say(
        "Your workbook was kept by a newer version of this program than the one that runs now. Nothing "
        "was read or changed. Start the newer version and open it there."
    )


class NoWorkbook(StoreError):
    """No workbook is kept under this secret."""

    on_reading = say("There is no workbook here. It was deleted, or the link was not copied whole.")
    on_writing = say(
        "This workbook was deleted, perhaps in another tab, so your last change is not saved. Copy what "
        "you typed if you want to keep it, then begin again on the start page."
    )


class TooLarge(StoreError):
    """A document is larger than the store keeps."""

    on_reading = on_writing = say(
        "Your last change would make the workbook larger than can be kept, so it is not saved; "
        "everything before it is. Make the longest text shorter and try again."
    )


class NotWiped(StoreError):
    """The workbook is deleted, but its sealed remains could not be wiped from the disk yet."""

    on_reading = on_writing = say(
        "Your workbook is deleted and nobody can open it any more. What is left of it on the disk, "
        "sealed, could not be wiped yet because the store was in use or the disk full. Delete once more "
        "in a minute to wipe that too."
    )


class WrongAddress(StoreError):
    """The database address is of a kind this program can't use."""

    on_reading = on_writing = say(
        "The address of the database is not one this program can use. It takes an SQLite file or a "
        "PostgreSQL database (for the latter, the package psycopg must be installed)."
    )


_NO_ROOM = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}


def from_system(error: OSError, *, writing: bool) -> StoreError:
    """The store's own error for one of the operating system."""
    reason = errno.errorcode.get(error.errno or 0, "")
    if error.errno in _NO_ROOM:
        return Full(writing=writing, reason=reason)
    if error.errno in _NOT_ALLOWED:
        return NotWritable(writing=writing, reason=reason)
    return Gone(writing=writing, reason=reason)
