"""The process a page's cells run in: `python -P -m workbook.server.kernel`.

An ordinary IPython kernel without two things that nobody here may use: the debugger, which also makes
a start slower, and the port on the loopback by which forked children pass on what they print, to which
any user of the machine could connect.

With `--spare` it imports what every page needs, then waits for one line on its standard input that says
which kernel it is to be. Environment, folder and connection come with that line: until then it knows
nothing of any visitor.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from typing import Any, Final

NEEDED_BY_PAGES: Final = ("ipykernel.ipkernel", "ipykernel.kernelapp", "workbook.ui.page")
"""Named, not imported: the server's own modules never see what is on a page."""


def main() -> None:
    """Run the kernel until it is told to stop, or its server is gone."""
    # `None` makes an import fail as if the package were not there.
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    arguments = sys.argv[1:]
    if arguments == ["--spare"]:
        for name in NEEDED_BY_PAGES:
            importlib.import_module(name)
        order = sys.stdin.readline()
        if not order:
            return
        arguments = _become(json.loads(order))
    _run(arguments)


def _become(order: dict[str, Any]) -> list[str]:
    """Take on the environment and folder of the kernel that was asked for; gives its arguments."""
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, sys.stdin.fileno())
    os.close(nothing)
    arguments: list[str] = order["arguments"]
    return arguments


def _run(arguments: list[str]) -> None:
    from ipykernel import kernelapp
    from ipykernel.iostream import IOPubThread

    class Quiet(IOPubThread):
        """Sends what the kernel says, and listens to nobody."""

        def __init__(self, socket: Any, pipe: bool = False, session: Any = False) -> None:
            super().__init__(socket, pipe=False, session=session)  # type: ignore[no-untyped-call]

    kernelapp.IOPubThread = Quiet  # type: ignore[attr-defined]
    application: Any = kernelapp.IPKernelApp.instance()
    application.initialize(arguments)
    if "ipywidgets" in sys.modules:
        # Imported before there was a shell, it could not register itself with one.
        sys.modules["ipywidgets"].register_comm_target()
    application.start()


if __name__ == "__main__":
    main()
