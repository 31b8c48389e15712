"""`python -P -m workbook.server.kernel -f FILE`: the process a page's cells run in.

An ordinary IPython kernel without two things that nobody here may use: the debugger, which also makes
a start slower, and the port on the loopback by which forked children pass on what they print, to which
any user of the machine could connect.
"""

from __future__ import annotations

import sys
from typing import Any


def main() -> None:
    """Run the kernel until it is told to stop, or its server is gone."""
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    from ipykernel import kernelapp
    from ipykernel.iostream import IOPubThread

    class Quiet(IOPubThread):
        """Sends what the kernel says, and listens to nobody."""

        def __init__(self, socket: Any, pipe: bool = False, session: Any = False) -> None:
            super().__init__(socket, pipe=False, session=session)  # type: ignore[no-untyped-call]

    kernelapp.IOPubThread = Quiet  # type: ignore[attr-defined]
    kernelapp.launch_new_instance()


if __name__ == "__main__":
    main()
