"""A spare kernel: one process that has already imported what pages need, waiting for a page.

Importing is most of what a page waits for. The spare does it beforehand, beside the server's own start
and after each page, and is told whose kernel it is only when that page is asked for: unlike a pool of
running notebooks it carries nothing from one visitor to the next.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

KERNEL: Final = (sys.executable, "-P", "-m", "workbook.server.kernel")

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_CODE: Final = frozenset({".py", ".js", ".mo", ".toml"})

_PASSED_ON: Final = (
    "PATH",
    "HOME",
    "USER",
    "LANG",
    "LANGUAGE",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "TMPDIR",
    "TEMP",
    "TMP",
    "VIRTUAL_ENV",
    "CONDA_PREFIX",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "FONTCONFIG_PATH",
    "XDG_CACHE_HOME",
    "MPLCONFIGDIR",
    "PYTHONDONTWRITEBYTECODE",
    "SYSTEMROOT",
    "SYSTEMDRIVE",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "PATHEXT",
    "COMSPEC",
)


def kernel_environment(own: Mapping[str, str], source: Mapping[str, str]) -> dict[str, str]:
    """The whole environment of a kernel: what Python and matplotlib need of `source`, and `own`."""
    return {
        **{name: source[name] for name in _PASSED_ON if name in source},
        "PYTHONSAFEPATH": "1",
        "PYTHONUTF8": "1",
        "MPLBACKEND": "agg",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        **own,
    }


class Spares:
    """At most one spare kernel at a time."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._waiting: subprocess.Popen[bytes] | None = None
        self._made_from = 0

    def prepare(self) -> None:
        """See to it that one is waiting, made from the program as it is now."""
        if self._waiting is not None and self._waiting.poll() is None:
            return
        self._made_from = _newest()
        self._waiting = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [*KERNEL, "--spare"],
            stdin=subprocess.PIPE,
            # Read when ipykernel is imported: a kernel ends with the process that made it.
            env={**self._environment, "JPY_PARENT_PID": str(os.getpid())},
            cwd=Path(sys.prefix),
            start_new_session=True,
        )

    def take(self, arguments: list[str], environment: Mapping[str, str], folder: str) -> Any:
        """The spare, on its way to be the kernel described; None when there is none to be had."""
        spare, self._waiting = self._waiting, None
        if spare is None or spare.stdin is None:
            return None
        order = {"arguments": arguments, "environment": dict(environment), "folder": folder}
        try:
            if spare.poll() is None and self._made_from == _newest():
                spare.stdin.write(json.dumps(order).encode() + b"\n")
                spare.stdin.close()
                spare.stdin = None
                return spare
        except OSError:
            pass
        _end(spare)
        return None

    def close(self) -> None:
        """End the one that waits."""
        spare, self._waiting = self._waiting, None
        if spare is not None:
            _end(spare)


def _end(spare: subprocess.Popen[bytes]) -> None:
    spare.kill()
    spare.communicate()


def _newest() -> int:
    """When the program last changed: a spare from before that would run the old one."""
    return max(
        (
            os.stat(os.path.join(folder, name)).st_mtime_ns
            for folder, _, names in os.walk(_PACKAGE)
            for name in names
            if os.path.splitext(name)[1] in _CODE
        ),
        default=0,
    )
