"""What one kernel may take: memory, open files, processor time, programs started.

Set by the kernel's process for itself, before anything of a page runs in it, and never to be taken back.
Every limit is one that the system holds for this process alone. `RLIMIT_NPROC` is not: it counts all
processes of a user, so one kernel that forks would keep the others from starting a thread, and root is exempt.
A filter of system calls takes its place, which lets a process have threads, and no child and no program.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import platform
import struct
import sys
from collections.abc import Mapping, MutableMapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final

if sys.platform != "win32":
    import resource

VARIABLE: Final = "WORKBOOK_KERNEL_LIMITS"
"""How a kernel that is started the ordinary way hears of its limits; gone before anything else runs."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one kernel may have; 0 for as much as there is.

    `memory` in bytes on top of what it begins with, `files` open at once, `seconds` of processor time in
    all; `alone`: it starts no process and no program, and no other process of the same user looks into it.
    """

    memory: int = 0
    files: int = 0
    seconds: int = 0
    alone: bool = False

    def told(self) -> str:
        """For the variable."""
        return json.dumps(asdict(self))


def read_limits(told: Mapping[str, object]) -> Limits:
    """From JSON; what is not told is not limited."""
    return Limits(**{one.name: told[one.name] for one in fields(Limits) if one.name in told})  # type: ignore[arg-type]


def take_from(environment: MutableMapping[str, str]) -> Limits:
    """What the variable says, and the variable away."""
    return read_limits(json.loads(environment.pop(VARIABLE, "{}")))


def hold(limits: Limits) -> None:
    """Limit this process. Where the system has no such limit, it goes without that one."""
    if limits == Limits():
        return
    if sys.platform != "win32":
        # A picture of this process's memory on the disk would hold a journal.
        _lower(resource.RLIMIT_CORE, 0)
        if limits.files:
            _lower(resource.RLIMIT_NOFILE, limits.files)
        if limits.seconds:
            _lower(resource.RLIMIT_CPU, limits.seconds)
        if limits.memory:
            _lower(resource.RLIMIT_DATA, limits.memory + _data_so_far())
    if limits.alone and sys.platform == "linux":
        _keep_alone()


def _lower(kind: int, most: int) -> None:
    if sys.platform != "win32":
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (allowed, allowed))


def _data_so_far() -> int:
    """Bytes that count towards the limit already: what the zygote imported, used or not."""
    with contextlib.suppress(OSError, ValueError):
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmData:"):
                return int(line.split()[1]) * 1024
    return 0


_NO_NEW_PRIVILEGES: Final = 38
_NOT_DUMPABLE: Final = 4
_FILTER_CALLS: Final = (22, 2)
"""Options of prctl(2), and its mode for a filter."""

_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000
"""Answers of a filter; the second with the error a program gets."""

_EPERM: Final = 1
_ENOSYS: Final = 38
_CLONE_THREAD: Final = 0x00010000
_LOAD, _EQUALS, _HAS_BITS, _ANSWER = 0x20, 0x15, 0x45, 0x06
"""Instructions of a filter: load a word, jump if equal, jump if any of these bits, answer."""

_CALL_AT, _MACHINE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
"""Where the words of a call stand."""

_CALLS: Final = {
    # Machine: its mark, clone, clone3, and what is refused: fork, vfork, execve, execveat, ptrace,
    # process_vm_readv, process_vm_writev.
    "x86_64": (0xC000003E, 56, 435, (57, 58, 59, 322, 101, 310, 311)),
    "aarch64": (0xC00000B7, 220, 435, (221, 281, 117, 270, 271)),
}
_FOREIGN_CALLS: Final = 0x40000000
"""On x86-64 calls of another numbering begin here; they would go around a list of numbers."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def _keep_alone() -> None:
    libc = ctypes.CDLL(None)
    libc.prctl(_NOT_DUMPABLE, 0, 0, 0, 0)
    instructions = alone_filter(platform.machine())
    if not instructions or libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return
    kept = ctypes.create_string_buffer(instructions, len(instructions))
    program = _Program(len(instructions) // 8, ctypes.addressof(kept))
    libc.prctl(*_FILTER_CALLS, ctypes.byref(program), 0, 0)


def alone_filter(machine: str) -> bytes:
    """The filter for a machine, eight bytes an instruction; empty for one that is not known.

    clone is allowed for a thread. clone3 hides its flags from a filter: it is said not to exist, and the C
    library takes clone.
    """
    if machine not in _CALLS or struct.calcsize("P") != 8 or sys.byteorder != "little":
        return b""
    mark, clone, clone3, refused = _CALLS[machine]
    steps: list[tuple[int, int, int, int]] = [
        (_LOAD, 0, 0, _MACHINE_AT),
        (_EQUALS, 1, 0, mark),
        (_ANSWER, 0, 0, _REFUSE | _EPERM),
        (_LOAD, 0, 0, _CALL_AT),
    ]
    if machine == "x86_64":
        steps += [(0x35, 0, 1, _FOREIGN_CALLS), (_ANSWER, 0, 0, _REFUSE | _EPERM)]
    steps += [(_EQUALS, 0, 1, clone3), (_ANSWER, 0, 0, _REFUSE | _ENOSYS)]
    for each in refused:
        steps += [(_EQUALS, 0, 1, each), (_ANSWER, 0, 0, _REFUSE | _EPERM)]
    steps += [
        (_EQUALS, 0, 3, clone),
        (_LOAD, 0, 0, _FIRST_ARGUMENT_AT),
        (_HAS_BITS, 1, 0, _CLONE_THREAD),
        (_ANSWER, 0, 0, _REFUSE | _EPERM),
        (_ANSWER, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("HBBI", *each) for each in steps)


def usual_environment(limits: Limits, environment: Mapping[str, str]) -> dict[str, str]:
    """An environment with the limits in it, for a kernel that is started the ordinary way."""
    own = {name: value for name, value in environment.items() if name != VARIABLE}
    return own if limits == Limits() or os.name != "posix" else {**own, VARIABLE: limits.told()}
