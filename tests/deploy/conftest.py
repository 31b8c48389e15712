"""A server for others behind a real proxy."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers.behind import browser_at, kernels_of, public, public_options, secret_file, widgets
from helpers.patience import PATIENCE
from helpers.postgres import postgresql
from helpers.proxies import DEPLOY, free_port, nginx_configuration, started

__all__ = [
    "browser_at",
    "kernels_of",
    "postgresql",
    "public",
    "public_options",
    "secret_file",
    "widgets",
]

NAME = "workbook.example"


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of our own for the name, in a folder."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        f"/CN={NAME}",
    ]
    command += ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture
def run_nginx(tmp_path: Path, certificate: Path) -> Iterator[Callable[[str], int]]:
    """Starts nginx from our example before an upstream; gives its port."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not program:
        pytest.skip("no nginx is installed here")
    running: list[subprocess.Popen[bytes]] = []

    def run(upstream: str) -> int:
        plain, port = free_port(), free_port()
        folder = tmp_path / "nginx"
        folder.mkdir()
        path = nginx_configuration(folder, certificate, plain, port, upstream)
        running.append(started([program, "-c", str(path), "-p", str(folder)], port, folder / "started.log"))
        return port

    yield run
    for process in running:
        process.terminate()
        process.wait(PATIENCE)


@pytest.fixture
def pair(
    launch_server: Callable[..., Any],
    public_options: tuple[str, ...],
    postgresql: Any,
    tmp_path: Path,
    run_nginx: Callable[[str], int],
) -> Iterator[tuple[Any, Any, int]]:
    """Two servers that share a database and a secret, and the port of the nginx before them."""
    file = tmp_path / "database"
    file.write_text(postgresql.new_database())
    servers = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        servers.append(launch_server(tmp_path / name, *public_options, "--database-file", str(file)))
    one, two = servers
    example = (DEPLOY / "nginx-two-servers.conf").read_text()
    upstream = example[example.index("map ") :]
    upstream = upstream.replace("127.0.0.1:8866", f"127.0.0.1:{one.port}")
    upstream = upstream.replace("127.0.0.1:8867", f"127.0.0.1:{two.port}")
    yield one, two, run_nginx(upstream)
    for server in servers:
        server.stop()
