"""The command: loopback only, clear words when it can't start, and nothing lying about that changes it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from workbook.server.start import NotLocal, PortTaken, open_door

COMMAND = (sys.executable, "-c", "from workbook.cli import main; main()")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.com"])  # noqa: S104
def test_local_mode_is_local(host: str) -> None:
    """Protects: a workbook that opens without a link is never offered to the network."""
    with pytest.raises(NotLocal):
        open_door(host, 0)
    ran = subprocess.run([*COMMAND, "serve", "--host", host], capture_output=True, text=True)
    assert ran.returncode == 2
    assert host in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.5"])
def test_loopback_addresses(host: str) -> None:
    """Protects: every name of this machine's own works."""
    door = open_door(host, 0)
    assert door.url.startswith("http://127.0.0.")
    door.sockets[0].close()


def test_a_port_in_use() -> None:
    """Protects: a second server says plainly that the port is taken, and ends with 1."""
    door = open_door("127.0.0.1", 0)
    with pytest.raises(PortTaken):
        open_door("127.0.0.1", door.port)
    ran = subprocess.run([*COMMAND, "serve", "--port", str(door.port)], capture_output=True, text=True)
    door.sockets[0].close()
    assert ran.returncode == 1
    assert "in use" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_wrong_use() -> None:
    """Protects: an unknown option ends with 2, as documented."""
    assert subprocess.run([*COMMAND, "serve", "--nonsense"], capture_output=True).returncode == 2


def test_stray_files_change_nothing(
    start_server: Callable[..., Any], trial_pages: Path, write_page: Callable[..., None], tmp_path: Path
) -> None:
    """Protects: configuration and modules that happen to lie in the folder, beside a page or in the home
    are neither read nor imported."""
    stray = 'raise SystemExit("a stray file was run")\n'
    settings = {"VoilaConfiguration": {"template": "nope", "show_tracebacks": True}, "Voila": {"port": 1}}
    home, pages = tmp_path / "home", tmp_path / "pages"
    startup = home / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    write_page(pages / "nl" / "0-start.ipynb", "# Start", "import voila, json\nprint('went well')")
    for folder in (tmp_path, pages, pages / "nl", home / ".jupyter"):
        folder.mkdir(exist_ok=True)
        (folder / "voila.json").write_text(json.dumps(settings))
        (folder / "jupyter_config.json").write_text(json.dumps(settings))
        for name in ("voila.py", "voila_config.py", "json.py", "ipykernel_config.py", "random.py"):
            (folder / name).write_text(stray)
    (startup / "00.py").write_text(stray)
    server = start_server(cwd=tmp_path, HOME=str(home), WORKBOOK_NOTEBOOKS=str(pages))
    page = httpx.get(server.page(), timeout=30)
    assert "went well" in page.text


def test_doctor_tells_a_program(tmp_path: Path) -> None:
    """Protects: `workbook doctor --json` can be read by a program and finds this installation whole."""
    ran = subprocess.run([*COMMAND, "doctor", "--json", "--data", str(tmp_path)], capture_output=True, text=True)
    findings = {each["name"]: each for each in json.loads(ran.stdout)}
    assert findings["front end"]["good"]
    assert findings["store"]["good"]
    assert (ran.returncode == 0) == all(each["good"] for each in findings.values())


def test_the_doctor_makes_nothing(tmp_path: Path) -> None:
    """Protects: who only looks finds the same disk afterwards, without a folder or a store that nobody asked for."""
    ran = subprocess.run([*COMMAND, "doctor", "--data", str(tmp_path / "none")], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout
    assert "made by the first start" in ran.stdout
    assert list(tmp_path.iterdir()) == []


def test_doctor_finds_what_is_wrong(tmp_path: Path) -> None:
    """Protects: a data folder that can't be written is named, and the exit code is 1."""
    blocked = tmp_path / "file"
    blocked.write_text("")
    ran = subprocess.run([*COMMAND, "doctor", "--data", str(blocked / "below")], capture_output=True, text=True)
    assert ran.returncode == 1
    assert "WRONG" in ran.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="the limits of another process are read on Linux alone")
def test_no_memory_is_left_on_the_disk(server: Any) -> None:
    """Protects answers on their way to the store: where a server or what it forks kernels from breaks, the system
    writes no picture of its memory."""
    own = psutil.Process(server.process.pid)
    for process in (own, *own.children(recursive=True)):
        assert process.rlimit(psutil.RLIMIT_CORE) == (0, 0)
