"""From the fork to the kernel: everything a child must not share with its brothers."""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import signal
import socket
import sys
import threading
import time
from typing import Final

from workbook.forked.kernel import run
from workbook.forked.lifeline import Order, read_order, say_born, say_ready
from workbook.forked.limits import hold

_KILLED_FIRST: Final = 500
"""When the machine runs out of memory a kernel is to die, not the server (0 there; at most 1,000)."""


def live(line: socket.socket, modules: frozenset[str]) -> None:
    """Become the kernel that is asked for on `line`, and end with it. Never returns.

    `modules` are the names of those loaded before the fork.
    """
    code = 1
    try:
        os.setsid()
        say_born(line, os.getpid())
        order = read_order(line)
        _own_signals()
        _own_place(order)
        _own_randomness()
        _dies_first()
        hold(order.limits)
        gc.enable()
        threading.Thread(target=_watch, args=(line,), name="lifeline", daemon=True).start()
        run(order.arguments, modules=modules, ready=lambda: say_ready(line))
        code = 0
    except SystemExit as asked:
        code = asked.code if isinstance(asked.code, int) else 1
    except EOFError:
        pass
    except BaseException as error:
        # The log learns where, not what: a message may hold what a visitor wrote.
        print(f"a forked kernel failed: {type(error).__name__}", file=sys.__stderr__)
    finally:
        # No tidying up of objects: it would copy the very pages that are shared.
        with contextlib.suppress(BaseException):
            atexit._run_exitfuncs()
        os._exit(code)


def _watch(line: socket.socket) -> None:
    """End this kernel and all it started as soon as its server is gone."""
    with contextlib.suppress(OSError):
        while line.recv(64):
            pass
    os.killpg(os.getpgrp(), signal.SIGKILL)


def _own_signals() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(name, signal.SIG_DFL)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)


def _own_place(order: Order) -> None:
    os.environ.clear()
    os.environ.update(order.environment)
    time.tzset()
    os.chdir(order.folder)
    sys.argv[1:] = order.arguments


def _own_randomness() -> None:
    """`random`, `uuid` and `secrets` see to themselves; numpy's old generator does not, and a library
    of OpenSSL's that missed the fork gets something to stir."""
    random = sys.modules.get("random")
    if random is not None:
        random.seed()
    numpy = sys.modules.get("numpy.random")
    if numpy is not None:
        numpy.seed()
    ssl = sys.modules.get("ssl")
    if ssl is not None:
        ssl.RAND_add(os.urandom(32), 32.0)


def _dies_first() -> None:
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:
        score.write(str(_KILLED_FIRST))
