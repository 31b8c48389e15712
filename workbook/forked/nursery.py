"""The server's side: keeps a zygote, and gets children from it.

A zygote that died is replaced, and so is one made from an older program; kernels that came from it
live on. One that died before it ever gave a child is not tried again for a while: where forking is
not safe every start would otherwise wait for it in vain.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from traitlets.config import SingletonConfigurable

from workbook.forked.environment import kernel_environment
from workbook.forked.lifeline import BIRTH_BYTES, NotBorn, Order, read_born

POSSIBLE: Final = sys.platform in ("linux", "darwin")
"""Whether this system forks at all; whether it may safely, the zygote tries out."""

PATIENCE_SECONDS: Final = 30.0
"""The longest a child is waited for, the zygote's own start included."""

_REST_SECONDS: Final = 60.0
_CODE: Final = frozenset({".py", ".js", ".mo", ".toml"})


class ForkedProcess:
    """A forked kernel's process, as far as jupyter-client looks at one (`subprocess.Popen`).

    Not a child of ours: that it ended shows at the lifeline. How it ended is not known; 1 stands for
    every end.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, line: socket.socket) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._line = line

    def poll(self) -> int | None:
        """None while it lives, else 1."""
        if self.returncode is None and self._gone():
            self.returncode = 1
            self._line.close()
        return self.returncode

    def _gone(self) -> bool:
        try:
            return not self._line.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            pass
        except OSError:
            return True
        # A program it started may hold the line for longer than it lives.
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            pass
        return False

    def wait(self) -> int:
        """Its end; only asked for after `poll` has seen it."""
        return self.poll() or 0

    def send_signal(self, number: int) -> None:
        """Send a signal to it and all it started; nothing when it has ended."""
        if self.poll() is None:
            os.killpg(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class Warmth:
    """What a zygote has at hand: modules to import (`module`) and functions to call
    (`module:function`), and the folders whose program it is made from."""

    preload: tuple[str, ...] = ()
    watch: tuple[str, ...] = ()


class Zygote:
    """One warm process, replaced when need be."""

    def __init__(self, warmth: Warmth, environment: Mapping[str, str]) -> None:
        self._warmth = warmth
        self._environment = dict(environment)
        self._process: subprocess.Popen[bytes] | None = None
        self._ask: socket.socket | None = None
        self._made_from = 0
        self._gave = False
        self._rests_until = 0.0
        self._retired: list[subprocess.Popen[bytes]] = []

    @property
    def pid(self) -> int | None:
        """The process that forks, if there is one."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def prepare(self) -> bool:
        """See to it that one is there, or on its way, made from the program as it is now. Whether
        there is any point in asking it."""
        self._retired = [process for process in self._retired if process.poll() is None]
        if self._made_from != newest(self._warmth.watch):
            self._rests_until = 0.0
            self._retire()
        elif self._process is not None and self._process.poll() is not None:
            self._retire()
        if self._process is None and POSSIBLE and time.monotonic() >= self._rests_until:
            self._start()
        return self._process is not None

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        self._made_from = newest(self._warmth.watch)
        self._gave = False
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [
                    sys.executable,
                    "-P",
                    "-m",
                    "workbook.forked.zygote",
                    str(theirs.fileno()),
                    *self._warmth.preload,
                ],
                stdin=subprocess.DEVNULL,
                env=self._environment,
                cwd=Path(sys.prefix),
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        ours.setblocking(False)
        self._ask = ours

    async def fork(self, order: Order, patience: float = PATIENCE_SECONDS) -> ForkedProcess:
        """A new kernel. Raises `NotBorn` when there is none to be had this way."""
        if not self.prepare() or self._ask is None:
            raise NotBorn
        loop = asyncio.get_running_loop()
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                await self._send(self._ask, theirs)
            ours.setblocking(False)
            async with asyncio.timeout(patience):
                await loop.sock_sendall(ours, order.packed())
                said = b""
                while len(said) < BIRTH_BYTES and (
                    more := await loop.sock_recv(ours, BIRTH_BYTES - len(said))
                ):
                    said += more
                pid = read_born(said)
                # Not before it listens: who connects too early tries again only a tenth of a second later.
                if not await loop.sock_recv(ours, 1):
                    raise NotBorn
            process = ForkedProcess(pid, ours)
        except (OSError, TimeoutError, NotBorn) as error:
            ours.close()
            if not self._gave:
                self._rest()
            raise NotBorn from error
        except BaseException:
            # Whoever asked is gone: a child that comes after all ends with its line.
            ours.close()
            raise
        self._gave = True
        return process

    async def _send(self, ask: socket.socket, line: socket.socket) -> None:
        """Hand the line over; a zygote still waking up reads it later."""
        while True:
            try:
                socket.send_fds(ask, [b"."], [line.fileno()])
                return
            except BlockingIOError:
                await asyncio.sleep(0.01)

    def _rest(self) -> None:
        """Ask no more of this one, and of no other for a while."""
        self._rests_until = time.monotonic() + _REST_SECONDS
        self._retire()

    def _retire(self) -> None:
        """Let go of the zygote: it ends after the last of its children."""
        if self._ask is not None:
            self._ask.close()
        if self._process is not None:
            self._retired.append(self._process)
        self._ask = self._process = None

    def close(self) -> None:
        """End it, and with it those that wait for their last child."""
        self._retire()
        for process in self._retired:
            process.kill()
            process.wait()
        self._retired.clear()


def newest(folders: Sequence[str]) -> int:
    """When the program in these folders last changed (nanoseconds since 1970)."""
    return max(
        (
            os.stat(os.path.join(folder, name)).st_mtime_ns
            for top in folders
            for folder, _, names in os.walk(top)
            for name in names
            if os.path.splitext(name)[1] in _CODE
        ),
        default=0,
    )


class Nursery(SingletonConfigurable):
    """The zygotes of this process: one for each set of modules that kernels ask for."""

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        self._zygotes: dict[Warmth, Zygote] = {}

    def zygote(self, warmth: Warmth) -> Zygote:
        """The zygote with these modules, made when first asked for; `prepare` starts it."""
        if warmth not in self._zygotes:
            self._zygotes[warmth] = Zygote(warmth, kernel_environment({}, os.environ))
        return self._zygotes[warmth]

    def close(self) -> None:
        """End all of them; kernels live on."""
        for zygote in self._zygotes.values():
            zygote.close()
        self._zygotes.clear()
