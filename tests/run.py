"""Run the tests: first all without a browser, then those in one, and leave no process behind.

`make test` calls this; what follows goes to pytest. In processes of their own, because a browser's driver keeps
an event loop running, in which no test can start another, and no process should be forked.

Exit code: 0 when all passed, 1 when a test failed or a process was left behind; pytest's own for wrong use.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

PARTS = ("not browser", "browser")
OPTIONS = ("-n", "3", "--dist", "loadfile", "--no-loadscope-reorder", "-p", "no:nbval")
"""Three workers keep two processors busy, for tests wait for servers too. A file stays with one worker, so that
what its tests share is made once. nbval is run by a test of its own."""
NO_TESTS = 5
"""Pytest's exit code where nothing was selected, as in one part when a single test is named."""
GRACE_SECONDS = 20.0
"""So long a process may take to end after the last test."""
_PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h


def main(arguments: Sequence[str]) -> int:
    """Run both parts; the last lines name what failed and how to run it alone."""
    adopt_orphans()
    codes: list[int] = []
    failed: list[str] = []
    left: list[str] = []
    for part in PARTS:
        code, names = run(part, arguments)
        codes.append(code)
        failed += names
        left += end_what_is_left()
    for line in left:
        print(f"left behind, and ended: {line}")
    if failed:
        print(f"\n{len(failed)} failed. Alone, each is run by:")
        for name in failed:
            print(f"  make test PYTEST='{name}'")
    if left:
        return 1
    if all(code == NO_TESTS for code in codes):
        return NO_TESTS
    return next((code for code in codes if code not in (0, NO_TESTS)), 0)


def run(part: str, arguments: Sequence[str]) -> tuple[int, list[str]]:
    """Run the tests with these markers; gives pytest's exit code and the tests that failed."""
    with tempfile.TemporaryDirectory() as cache:
        command = [
            sys.executable,
            "-m",
            "pytest",
            *OPTIONS,
            "-m",
            part,
            "-o",
            f"cache_dir={cache}",
            *arguments,
        ]
        code = wait_for(subprocess.Popen(command, env=environment()))
        kept = Path(cache) / "v" / "cache" / "lastfailed"
        return code, sorted(json.loads(kept.read_text())) if kept.exists() else []


def environment() -> dict[str, str]:
    """Ours, with modules compiled once for all that starts: pytest's rewriting of every test costs a worker as
    much as a hundred tests do."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def adopt_orphans() -> None:
    """Become the parent of every process that outlives its own, so that it is found (Linux alone)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def wait_for(process: subprocess.Popen[bytes]) -> int:
    """The exit code of a process, once it ends; orphans that end meanwhile are taken leave of, or they would
    stay in the list of processes."""
    while True:
        ended, status = os.wait()
        if ended == process.pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode


def end_what_is_left() -> list[str]:
    """End the processes that are still there some time after the tests; gives a line for each."""
    latest = time.monotonic() + GRACE_SECONDS
    while (alive := psutil.Process().children(recursive=True)) and time.monotonic() < latest:
        psutil.wait_procs(alive, timeout=1)
    told = [_told(each) for each in alive]
    for each in alive:
        each.kill()
    psutil.wait_procs(alive)
    return told


def _told(process: psutil.Process) -> str:
    try:
        return f"{process.pid} {' '.join(process.cmdline())[:200] or process.name()}"
    except psutil.Error:
        return str(process.pid)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
