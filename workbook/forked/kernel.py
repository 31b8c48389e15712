"""The kernel itself, forked or started: `python -P -m workbook.forked.kernel -f <connection file>`.

An ordinary IPython kernel without two things that nobody here may use: the debugger, which also makes
a start slower, and the port on the loopback by which forked children pass on what they print, to which
any user of the machine could connect.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

KERNEL_MODULES = (
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.iostream",
    "pdb",
    "IPython.core.debugger",
)
"""What `run` imports, some of it late: a zygote imports it beforehand."""


def without_debugger() -> None:
    """Make `import debugpy` fail as if it were not installed; before ipykernel is imported."""
    sys.modules["debugpy"] = None  # type: ignore[assignment]


def run(arguments: Sequence[str], *, forked: bool = False) -> None:
    """Be the kernel that these command line arguments describe, until told to stop."""
    from ipykernel import kernelapp
    from ipykernel.iostream import IOPubThread

    class Quiet(IOPubThread):
        """Sends what the kernel says, and listens to nobody."""

        def __init__(self, socket: Any, pipe: bool = False, session: Any = False) -> None:
            super().__init__(socket, pipe=False, session=session)  # type: ignore[no-untyped-call]

    kernelapp.IOPubThread = Quiet  # type: ignore[attr-defined]
    application: Any = kernelapp.IPKernelApp.instance()
    if forked:
        # Its parent is the zygote, which may go before it; 1 stands for a parent that need not be watched.
        application.parent_handle = 1
    application.initialize(list(arguments))
    if "ipywidgets" in sys.modules:
        # Imported before there was a shell, it could not register itself with one.
        sys.modules["ipywidgets"].register_comm_target()
    application.start()


if __name__ == "__main__":
    without_debugger()
    run(sys.argv[1:])
