"""The kernels of a running server, by its process."""

from __future__ import annotations

import os
import signal
from contextlib import suppress

import psutil
from helpers.patience import PATIENCE


def kernels(server: psutil.Process) -> list[psutil.Process]:
    """One for each page that is open."""
    warm = [each for each in server.children() if "workbook.forked.zygote" in each.cmdline()]
    return [kernel for each in warm for kernel in each.children()]


def kill_kernels(server: psutil.Process) -> int:
    """Kill -9 every process a server has started; gives how many there were."""
    started = server.children(recursive=True)
    for each in started:
        with suppress(ProcessLookupError):
            os.kill(each.pid, signal.SIGKILL)
    psutil.wait_procs(started, timeout=PATIENCE)
    return len(started)
