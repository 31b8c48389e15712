"""Kernels that another provisioner starts: what a visitor may send stays as narrow as it is.

Run with gateway-provisioners' distributed provisioner on this machine, which starts its launcher, waits for
the sealed answer with the kernel's ports, and speaks to the kernel over TCP and through a listener, as it does
with another host and as its sister does with a pod. What it shows: the server's filter stands before whatever
starts a kernel. What it does not show: a network between them, or Kubernetes.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

FOUND = importlib.util.find_spec("gateway_provisioners")
if FOUND is None or FOUND.origin is None:
    pytest.skip("gateway-provisioners is not installed here", allow_module_level=True)
LAUNCHERS = Path(FOUND.origin).parent / "kernel-launchers"


@pytest.fixture(scope="module")
def elsewhere(
    tmp_path_factory: pytest.TempPathFactory,
    launch_server: Callable[..., Any],
    public_options: tuple[str, ...],
) -> Iterator[Any]:
    """A server for others whose kernels another provisioner starts."""
    folder = tmp_path_factory.mktemp("elsewhere")
    spec = folder / "kernel.json"
    arguments = ["--kernel-id", "{kernel_id}", "--port-range", "{port_range}"]
    arguments += ["--response-address", "{response_address}", "--public-key", "{public_key}"]
    spec.write_text(
        json.dumps(
            {
                "language": "python",
                "display_name": "elsewhere",
                "argv": [sys.executable, str(LAUNCHERS / "python/scripts/launch_ipykernel.py"), *arguments],
                "env": {"PYTHONPATH": str(LAUNCHERS / "shared/scripts")},
                "metadata": {
                    "kernel_provisioner": {"provisioner_name": "distributed-provisioner", "config": {}}
                },
            }
        )
    )
    running = launch_server(
        folder,
        *public_options,
        WORKBOOK_KERNEL_SPEC=str(spec),
        GP_KERNEL_LOG_DIR=str(folder),
        GP_REMOTE_HOSTS="localhost",
        # It starts nothing for root, as which tests may run in a container.
        GP_UNAUTHORIZED_USERS="nobody",
    )
    yield running
    # That provisioner takes longer over a kernel's end than a test should wait.
    running.stop(signal.SIGKILL)
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.environ().get("WORKBOOK_DATA") == str(running.data):
                process.kill()


REFUSED = {
    "execute_request": {"code": "import os; os._exit(1)", "silent": False, "store_history": False},
    "complete_request": {"code": "os.", "cursor_pos": 3},
    "inspect_request": {"code": "plan", "cursor_pos": 2, "detail_level": 1},
    "history_request": {"hist_access_type": "tail", "n": 9, "output": True, "raw": True},
    "debug_request": {"type": "request", "seq": 1, "command": "debugInfo", "arguments": {}},
    "interrupt_request": {},
    "shutdown_request": {"restart": False},
}


def test_a_visitor_runs_no_code_there_either(
    elsewhere: Any, browser_at: Callable[..., Any], widgets: Callable[[str], list[str]]
) -> None:
    """Protects: a page works with a kernel of another provisioner, answers are kept, and execute_request and its
    kin are ignored on every channel: no answer, and the kernel lives on as the same process."""
    visitor = browser_at(elsewhere)
    visitor.begin()
    page = visitor.page("1-plan")
    assert page.status_code == 200
    parts = widgets(page.text)
    talk = visitor.socket()
    model = next(
        each
        for number, each in enumerate(parts)
        if talk.does(each, "choose", value="a", number=number + 1)["saved"]
    )
    for channel in ("shell", "control"):
        for kind, content in REFUSED.items():
            sent = talk.send(kind, content, channel)
            heard = talk.settled()
            assert not [each for each in heard if each["parent_header"].get("msg_id") == sent], (
                channel,
                kind,
            )
    assert talk.does(model, "choose", value="b", number=99)["saved"]
    talk.close()
