"""Real proxies from our examples, on free ports of the loopback."""

from __future__ import annotations

import re
import socket
import subprocess
from pathlib import Path

from helpers.patience import until

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(command: list[str], port: int, log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)

    def listens() -> bool:
        assert process.poll() is None, log.read_text()
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    until(listens, log.read_text)
    return process


def nginx_configuration(folder: Path, certificate: Path, plain: int, port: int, upstream: str) -> Path:
    """Our example as it ships, with other ports, paths and upstream, inside the least of a main file."""
    site = (DEPLOY / "nginx.conf").read_text()
    site = re.sub(r"upstream workbook \{.*?\n\}", upstream, site, flags=re.DOTALL)
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{port} ssl;"),
        ("/etc/ssl/workbook", str(certificate)),
        ("/var/log/nginx", str(folder)),
    ):
        assert old in site
        site = site.replace(old, new)
    main = f"pid {folder}/pid; error_log {folder}/main.log; daemon off; worker_processes 1;\n"
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    path = folder / "nginx.conf"
    path.write_text(f"{main}events {{}}\nhttp {{ {temporary}\n{site}\n}}\n")
    return path
