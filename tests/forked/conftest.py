"""Kernels forked from a zygote that has little at hand, so that it is there in no time."""

from __future__ import annotations

import asyncio
import json
import os
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from helpers.patience import PATIENCE
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager

from workbook.forked.environment import kernel_environment
from workbook.forked.nursery import Nursery, Warmth, Zygote
from workbook.forked.provisioner import COMMAND, PROVISIONER


class Specs(KernelSpecManager):
    """One kernel specification, which chooses forked kernels."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Ours, whatever is asked for."""
        return KernelSpec(
            argv=["python", *COMMAND, "-f", "{connection_file}", "--HistoryManager.enabled=False"],
            language="python",
            interrupt_mode="signal",
            metadata={
                "kernel_provisioner": {
                    "provisioner_name": PROVISIONER,
                    "config": {"preload": ["numpy.random"]},
                }
            },
        )


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """The zygotes of the tests."""
    yield Nursery.instance()
    Nursery.instance().close()


@pytest.fixture
def zygote() -> Iterator[Zygote]:
    """A zygote of its own, with nothing at hand."""
    made = Zygote(Warmth(), kernel_environment({}, os.environ))
    yield made
    made.close()


@asynccontextmanager
async def kernel(folder: Path, **environment: str) -> AsyncIterator[tuple[Any, Any]]:
    """A kernel and its client."""
    manager = AsyncKernelManager(
        kernel_spec_manager=Specs(),
        transport="ipc",
        connection_file=str(folder / "kernel.json"),
        shutdown_wait_time=2,
    )
    env = kernel_environment({"IPYTHONDIR": str(folder), **environment}, os.environ)
    await manager.start_kernel(env=env, cwd=str(folder))
    client = manager.client()
    client.start_channels()
    try:
        await client.wait_for_ready(timeout=PATIENCE)
        yield manager, client
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)


async def ask(client: Any, code: str) -> Any:
    """What the last expression of `code` comes to, by way of JSON."""
    message = client.execute(f"import json\n{code}", user_expressions={"it": "json.dumps(it)"})
    while True:
        reply = await client.get_shell_msg(timeout=PATIENCE)
        if reply["parent_header"]["msg_id"] == message:
            break
    content = reply["content"]
    assert content["status"] == "ok", content
    return json.loads(eval(content["user_expressions"]["it"]["data"]["text/plain"]))  # noqa: S307


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a path short enough for a socket's address."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="wb-test-", dir="/tmp") as made:
        yield Path(made)


@pytest.fixture
def open_kernel(nursery: Nursery) -> Callable[..., Any]:
    """Opens a kernel: `async with open_kernel(folder) as (manager, client)`."""
    return kernel


@pytest.fixture
def tell() -> Callable[..., Any]:
    """Asks a kernel: `await tell(client, "it = 1 + 1")`."""
    return ask


@pytest.fixture
def gone() -> Callable[[int], None]:
    """Waits until a process is gone, and fails when it stays or becomes a zombie."""

    def wait(pid: int) -> None:
        try:
            psutil.Process(pid).wait(timeout=PATIENCE)
        except psutil.NoSuchProcess:
            return

    return wait


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    """The two ends of a lifeline."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


@pytest.fixture
def run() -> Callable[[Any], Any]:
    """Runs a coroutine to its end."""
    return asyncio.run
