"""The kernel itself, forked or started: `python -P -m workbook.forked.kernel -f <connection file>`.

An ordinary IPython kernel without two things that nobody here may use: the debugger, which also makes
a start slower, and the port on the loopback by which forked children pass on what they print, to which
any user of the machine could connect.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, Final

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
    "workbook.forked.application",
)
"""What `run` imports, some of it late, and what it calls first: a zygote does it beforehand."""


def without_debugger() -> None:
    """Make `import debugpy` fail as if it were not installed; before ipykernel is imported."""
    sys.modules["debugpy"] = None  # type: ignore[assignment]


def run(arguments: Sequence[str], *, forked: bool = False) -> None:
    """Be the kernel that these command line arguments describe, until told to stop."""
    from ipykernel import ipkernel, kernelapp

    from workbook.forked.application import KernelApplication, Quiet, WithoutModules

    kernelapp.IOPubThread = Quiet  # type: ignore[attr-defined]
    application: Any = KernelApplication.instance()
    if forked:
        # Its parent is the zygote, which may go before it; 1 stands for a parent that need not be watched.
        application.parent_handle = 1
    vars(ipkernel)["sys"] = WithoutModules()
    application.initialize(list(arguments))
    vars(ipkernel)["sys"] = sys
    if "ipywidgets" in sys.modules:
        # Imported before there was a shell, it could not register itself with one.
        sys.modules["ipywidgets"].register_comm_target()
    application.start()


if __name__ == "__main__":
    without_debugger()
    run(sys.argv[1:])
