"""The kernel itself, forked or started: `python -P -m workbook.forked.kernel -f <connection file>`.

An ordinary IPython kernel without two things that nobody here may use: the debugger, which also makes
a start slower, and the port on the loopback by which forked children pass on what they print, to which
any user of the machine could connect.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Sequence
from typing import Any, Final

from workbook.forked.lines import speak_in_lines

LINES: Final = "WORKBOOK_LINES"
"""Whether a kernel's log is its server's; JupyterLab shows it to who is at work there."""

KERNEL_MODULES: Final = (
    "IPython.core.debugger",
    "IPython.core.completerlib",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "IPython.utils.wildcard",
    "encodings.ascii",
    "faulthandler",
    "ipykernel.debugger",
    "ipykernel.iostream",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "jupyter_client.localinterfaces:localhost",
    "pdb",
    "tornado.gen",
    "tornado.locks",
    "tornado.platform.asyncio",
    "tornado.queues",
    "workbook.forked.application:settle",
)
"""What `run` imports, some of it late, and what it calls first: a zygote does it beforehand."""


def without_debugger() -> None:
    """Make `import debugpy` fail as if it were not installed; before ipykernel is imported."""
    sys.modules["debugpy"] = None  # type: ignore[assignment]


def run(
    arguments: Sequence[str], *, modules: Collection[str] = (), ready: Callable[[], None] | None = None
) -> None:
    """Be the kernel that these command line arguments describe, until told to stop.

    For a forked kernel `modules` are the ones that were there before the fork, and `ready` is called when
    it can be connected to.
    """
    from ipykernel import kernelapp

    from workbook.forked.application import KernelApplication, Quiet, initialize

    if LINES in os.environ:
        speak_in_lines()
    kernelapp.IOPubThread = Quiet  # type: ignore[attr-defined]
    application: Any = KernelApplication.instance()
    if ready is not None:
        # Its parent is the zygote, which may go before it; 1 stands for a parent that need not be watched.
        application.parent_handle = 1
    initialize(application, arguments, modules or frozenset(sys.modules))
    if "ipywidgets" in sys.modules:
        # Imported before there was a shell, it could not register itself with one.
        sys.modules["ipywidgets"].register_comm_target()
    if ready is not None:
        ready()
    application.start()


if __name__ == "__main__":
    from workbook.forked.limits import hold, take_from

    hold(take_from(os.environ))
    without_debugger()
    run(sys.argv[1:])
