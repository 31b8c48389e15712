"""The line between a server and one forked kernel: a pair of sockets, one end each.

The order for the kernel travels over it, so the zygote never sees a visitor's environment, and back
come the news that it was born and that it is ready. After that its closing is the message. The server's end closes when the kernel is gone,
the kernel's end when the server is, however either came to its end; the zygote in between may die
without anybody noticing.
"""

from __future__ import annotations

import json
import socket
import struct
from dataclasses import asdict, dataclass, field
from typing import Final

from workbook.forked.limits import Limits, read_limits

_LENGTH: Final = struct.Struct("!I")
_BORN: Final = struct.Struct("!cI")


class NotBorn(Exception):
    """There was no child: the fork failed, or the process that should fork is gone."""


@dataclass(frozen=True, slots=True)
class Order:
    """Which kernel a child is to be: its command line arguments, its whole environment, its working
    folder, and the most it may take."""

    arguments: tuple[str, ...]
    environment: dict[str, str]
    folder: str
    limits: Limits = field(default_factory=Limits)

    def packed(self) -> bytes:
        """As it travels: its length, then JSON."""
        content = json.dumps(asdict(self)).encode()
        return _LENGTH.pack(len(content)) + content


def read_order(line: socket.socket) -> Order:
    """The order at the kernel's end. Raises `EOFError` when the server is gone already."""
    (length,) = _LENGTH.unpack(_exactly(line, _LENGTH.size))
    told = json.loads(_exactly(line, length))
    return Order(tuple(told["arguments"]), told["environment"], told["folder"], read_limits(told["limits"]))


def _exactly(line: socket.socket, wanted: int) -> bytes:
    got = bytearray()
    while len(got) < wanted:
        more = line.recv(wanted - len(got))
        if not more:
            raise EOFError
        got += more
    return bytes(got)


def say_born(line: socket.socket, pid: int) -> None:
    """Tell the server which process its kernel is; 0 says that the fork failed."""
    line.sendall(_BORN.pack(b"k", pid))


BIRTH_BYTES: Final = _BORN.size


def say_ready(line: socket.socket) -> None:
    """Tell the server that the kernel can be connected to."""
    line.sendall(b"r")


def read_born(said: bytes) -> int:
    """The process id in what `say_born` wrote. Raises `NotBorn`."""
    if len(said) != _BORN.size:
        raise NotBorn
    pid: int = _BORN.unpack(said)[1]
    if not pid:
        raise NotBorn
    return pid
