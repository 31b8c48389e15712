"""Which browser the tests drive: the system's Chromium; one is installed where there is none.

First choice is Debian's build of it without windows: the same engine at half the processor time.

`python tests/chromium.py --install` is what `make test` calls.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic")


def find() -> str | None:
    """The path of a browser on this system; None leaves the choice to Playwright."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


def install() -> int:
    """Get a browser: the system's package where we may, else Playwright's own. Gives an exit code."""
    if shutil.which(SHELL):
        return 0
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], env=environment)
        if subprocess.run(["apt-get", "install", "-y", "-q", SHELL], env=environment).returncode and not find():
            subprocess.run(["apt-get", "install", "-y", "-q", "chromium"], env=environment)
    if find():
        return 0
    return subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"]).returncode


if __name__ == "__main__":
    sys.exit(install() if "--install" in sys.argv else print(find()))
