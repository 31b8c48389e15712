"""The warm process that kernels are forked from: `python -P -m workbook.forked.zygote <fd> <module>…`.

It imports the modules it is told, calls those named `module:function`, and from then on answers one
kind of request: a byte with a lifeline attached, for which it forks. It has one thread, no event loop
and no socket but the one it is asked through, because none of those survives a fork.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from typing import Final

from workbook.forked.child import live
from workbook.forked.holes import fill_holes
from workbook.forked.kernel import KERNEL_MODULES, without_debugger
from workbook.forked.lifeline import say_born

UNSAFE: Final = 3
"""Exit code of a process that found it can not be forked safely."""

_TRIAL_SECONDS: Final = 10


def main(arguments: Sequence[str]) -> int:
    """Warm up, then fork for who asks, until the asker is gone and the last child with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked = socket.socket(fileno=int(arguments[0]))
    asked.set_inheritable(False)
    gc.disable()
    warm_up(arguments[1:])
    if threads() != 1:
        print(
            "kernels are not forked: something that was imported beforehand started a thread", file=sys.stderr
        )
        return UNSAFE
    if not _trial():
        print("kernels are not forked: a child failed its trial", file=sys.stderr)
        return UNSAFE
    # No zombies: the system forgets a child as soon as it ends. The server knows from its lifeline.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    modules = frozenset(sys.modules)
    gc.collect()
    filling = fill_holes()  # kept for as long as this process and its children live
    gc.freeze()
    line = _serve(asked)
    if line is not None:
        asked.close()
        live(line, modules)
    del filling
    _outlive_children()
    return 0


def warm_up(names: Sequence[str]) -> None:
    """Import what a kernel needs and what is named; call what is named as `module:function`."""
    without_debugger()
    for name in (*KERNEL_MODULES, *names):
        module, _, function = name.partition(":")
        imported = importlib.import_module(module)
        if function:
            try:
                getattr(imported, function)()
            except Exception as error:
                # What was to be done beforehand is done by each kernel, and fails there if it must.
                print(f"{name} failed: {type(error).__name__}", file=sys.stderr)


def _serve(asked: socket.socket) -> socket.socket | None:
    """In a child: its lifeline. In the zygote itself: None, when nobody can ask any more."""
    while True:
        try:
            said, handles, _, _ = socket.recv_fds(asked, 1, 1)
        except OSError:
            return None
        if not said:
            return None
        for handle in handles:
            line = socket.socket(fileno=handle)
            line.set_inheritable(False)
            try:
                child = os.fork()
            except OSError:
                with contextlib.suppress(OSError):
                    say_born(line, 0)
            else:
                if child == 0:
                    return line
            line.close()


def _outlive_children() -> None:
    """Stay until the last child is gone, so that none falls to a process that might not bury it."""
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()


def threads() -> int:
    """How many threads this process has, those of libraries included where the system tells."""
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return threading.active_count()


def _trial() -> bool:
    """Whether a child can do here what a kernel does first: start a thread and a message socket."""
    trial = os.fork()
    if trial == 0:
        signal.alarm(_TRIAL_SECONDS)
        try:
            import zmq

            with zmq.Context() as context, context.socket(zmq.PUB):
                thread = threading.Thread(target=gc.isenabled)
                thread.start()
                thread.join()
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(trial, 0)
    return status == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
