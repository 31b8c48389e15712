"""A forked kernel is a kernel like any other, and shares nothing with its brothers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from helpers.patience import PATIENCE

from workbook.forked.nursery import POSSIBLE

pytestmark = pytest.mark.skipif(not POSSIBLE, reason="this system does not fork")

_ABOUT = """
import gc, os, random, signal, sys, threading, uuid
import numpy
it = {
    "pid": os.getpid(), "group": os.getpgrp(), "session": os.getsid(0), "folder": os.getcwd(),
    "environment": dict(os.environ), "random": random.random(), "numpy": numpy.random.random(),
    "uuid": str(uuid.uuid4()), "gc": gc.isenabled(), "argv": sys.argv, "debugpy": bool(sys.modules.get("debugpy")),
    "child": signal.getsignal(signal.SIGCHLD) == signal.SIG_DFL,
    "history": get_ipython().history_manager.enabled,
}
"""


def test_each_is_its_own(open_kernel: Any, tell: Any, run: Callable[[Any], Any], folder: Path) -> None:
    """Protects: own process, session, folder, environment and chance; no debugger and no history."""

    async def both() -> list[dict[str, Any]]:
        found = []
        for name in ("one", "two"):
            (folder / name).mkdir()
            async with open_kernel(folder / name, WHOSE=name) as (_, client):
                found.append(await tell(client, _ABOUT))
        return found

    one, two = run(both())
    for name, told in (("one", one), ("two", two)):
        assert told["pid"] == told["group"] == told["session"]
        assert Path(told["folder"]) == (folder / name).resolve()
        assert told["environment"]["WHOSE"] == name
        assert told["gc"]
        assert told["child"]
        assert not told["history"]
        assert not told["debugpy"]
    assert not {one[key] for key in ("pid", "random", "numpy", "uuid")} & {
        two[key] for key in ("pid", "random", "numpy", "uuid")
    }


def test_nothing_of_the_server_is_seen(
    open_kernel: Any, tell: Any, run: Callable[[Any], Any], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Protects: a variable of the server that is not on the list reaches no kernel."""
    monkeypatch.setenv("SOMEBODYS_PASSWORD", "secret")

    async def one() -> Any:
        async with open_kernel(folder) as (_, client):
            return await tell(client, _ABOUT)

    assert "SOMEBODYS_PASSWORD" not in run(one())["environment"]


def test_interrupted_and_started_anew(
    open_kernel: Any, tell: Any, run: Callable[[Any], Any], folder: Path
) -> None:
    """Protects: interrupt stops what runs, restart gives another process on the same connection."""

    async def both() -> tuple[int, int, str]:
        async with open_kernel(folder) as (manager, client):
            before = await tell(client, "import os; it = os.getpid()")
            message = client.execute("print('on', flush=True)\nimport threading\nthreading.Event().wait(60)")
            while (await client.get_iopub_msg(timeout=PATIENCE))["msg_type"] != "stream":
                pass
            await manager.interrupt_kernel()
            while (reply := await client.get_shell_msg(timeout=PATIENCE))["parent_header"]["msg_id"] != message:
                pass
            await manager.restart_kernel(now=True)
            await client.wait_for_ready(timeout=PATIENCE)
            return before, await tell(client, "import os; it = os.getpid()"), reply["content"]["ename"]

    before, after, name = run(both())
    assert name == "KeyboardInterrupt"
    assert before != after


def test_widgets_are_heard(open_kernel: Any, tell: Any, run: Callable[[Any], Any], folder: Path) -> None:
    """Protects: a page can ask the kernel for the state of its widgets."""

    async def one() -> Any:
        async with open_kernel(folder) as (_, client):
            return await tell(
                client,
                "import ipywidgets, comm; ipywidgets.IntSlider(); "
                "it = [sorted(comm.get_comm_manager().targets), len(comm.get_comm_manager().comms)]",
            )

    targets, comms = run(one())
    assert {"jupyter.widget", "jupyter.widget.control"} <= set(targets)
    assert comms >= 3
