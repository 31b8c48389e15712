"""What the full tests need beside Python: programs that are started for real, and where they come from.

`python tests/machine.py` says what is missing, `--install` gets what it can: the system's packages as root
where there is apt, and the hub's proxy and a writer of workbooks by npm into the virtual environment. Whatever stays missing, the tests
that need it are skipped, and say so. `make test` calls this.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 300
NODE = Path(sys.prefix) / "node"
PROXY = NODE / "node_modules" / ".bin" / "configurable-http-proxy"
SHEETJS = NODE / "node_modules" / "xlsx"


@dataclass(frozen=True)
class Need:
    """A program, the system's package it is in, and what is tested with it."""

    program: str
    package: str
    tested: str
    where: str = ""

    def there(self) -> bool:
        """Whether it can be started."""
        return bool(shutil.which(self.program) or (self.where and list(Path("/").glob(self.where))))


NEEDS = (
    Need("nginx", "nginx-light", "the example for nginx, two servers", "usr/sbin/nginx"),
    Need("caddy", "caddy", "the example for Caddy"),
    Need("initdb", "postgresql", "the store on PostgreSQL", "usr/lib/postgresql/*/bin/initdb"),
    Need("openssl", "openssl", "the proxies, with a certificate"),
    Need("npm", "npm", "JupyterHub, by its proxy; workbooks by SheetJS"),
    Need("firefox-esr", "firefox-esr", "the pages in Firefox"),
    Need("WebKitWebDriver", "webkit2gtk-driver", "the pages in WebKit, the engine of Safari"),
    Need("Xvfb", "xvfb", "WebKit, on a screen"),
    Need("openbox", "openbox", "WebKit, with keys"),
    Need("ssconvert", "gnumeric", "workbooks as Gnumeric saves them"),
)


def find_proxy() -> str | None:
    """The hub's proxy: one that was named, the system's, or the one installed here."""
    named = os.environ.get("CONFIGURABLE_HTTP_PROXY") or shutil.which("configurable-http-proxy")
    return named or (str(PROXY) if PROXY.exists() else None)


def install() -> None:
    """Get what is missing and may be had."""
    missing = [
        need.package
        for need in NEEDS
        if not need.there() and not (need.program == "npm" and find_proxy() and SHEETJS.is_dir())
    ]
    if missing and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
        _try(["apt-get", "update", "-q"], quiet)
        for package in missing:  # one by one: what one system hasn't got must not keep the others away
            _try(["apt-get", "install", "-y", "-q", "--no-install-recommends", package], quiet)
    npm = shutil.which("npm")
    wanted = [] if find_proxy() else ["configurable-http-proxy@5"]
    wanted += [] if SHEETJS.is_dir() else ["xlsx@0.18.5"]
    if npm and wanted:
        NODE.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(NODE)]
        _try([*command, *wanted], dict(os.environ))


def _try(command: list[str], environment: dict[str, str]) -> None:
    """Run it, but let nobody wait for a network that is not there."""
    try:
        subprocess.run(command, env=environment, check=False, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        print(f"given up after {PATIENCE} seconds: {' '.join(command)}")


def report() -> list[str]:
    """A line for each thing that is not there."""
    lines = [f"{need.program} (package {need.package}): {need.tested}" for need in NEEDS if not need.there()]
    lines += [] if find_proxy() else ["configurable-http-proxy (npm): JupyterHub"]
    return lines if SHEETJS.is_dir() else [*lines, "xlsx (npm): workbooks by SheetJS"]


def main() -> int:
    """Always 0: a machine without them is tested as far as it goes."""
    if "--install" in sys.argv:
        install()
    missing = report()
    for line in missing:
        print(f"not here, and not tested: {line}")
    if not missing:
        print("All programs that the tests start are here.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
