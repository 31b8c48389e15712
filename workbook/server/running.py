"""Runs a page's cells, one by one, and gives what each has to show.

A cell that fails does not stop the page: its place says so in the reader's language, the rest goes on,
and the log gets the kind of error and its place, never its message.
"""

from __future__ import annotations

import asyncio
import copy
import logging
import queue
import re
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from typing import Any, Final

from jupyter_core.utils import ensure_async
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from voila.execute import VoilaExecutor

from workbook.server.notebook import Code, Page

log: Final = logging.getLogger("workbook.server")

CELL_SECONDS: Final = 120
"""A cell that takes longer is interrupted."""

WAKING_SECONDS: Final = 60
"""A kernel that says nothing for so long is given up."""

_PLACE: Final = re.compile(r"File (\S+?):(\d+)|(?:Cell|Input) In ?\[\d*\], line (\d+)")
_COLOURS: Final = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class Shown:
    """What one cell has to show: Jupyter outputs, plain text it printed, or that it failed."""

    cell: Code
    outputs: tuple[dict[str, Any], ...] = ()
    printed: str = ""
    failed: bool = False


async def run_cells(page: Page, kernel: Any) -> AsyncGenerator[Shown, None]:
    """Run the code cells of `page` in `kernel` (a kernel manager), in order.

    After the kernel died or an answer stayed out, the cells that are left count as failed.
    """
    notebook = copy.deepcopy(page.notebook)
    executor = VoilaExecutor(
        notebook,
        km=kernel,
        timeout=CELL_SECONDS,
        interrupt_on_timeout=True,
        allow_errors=True,
        # The executor would otherwise name only the fact that a cell failed.
        show_tracebacks=True,
        store_widget_state=False,
    )
    lost = False
    try:
        executor.kc = await _client(kernel)
        for cell in (cell for cell in page.cells if isinstance(cell, Code)):
            if lost:
                yield Shown(cell, failed=True)
                continue
            try:
                ran = await executor.execute_cell(notebook.cells[cell.index], None, cell.index, store_history=False)
            except (DeadKernelError, CellTimeoutError, TimeoutError, RuntimeError) as error:
                log.error("cell %d of %s was lost: %s", cell.index, page.name, type(error).__name__)
                lost = not isinstance(error, CellTimeoutError)
                yield Shown(cell, failed=True)
            else:
                yield _shown(page, cell, ran.outputs)
    finally:
        if executor.kc is not None:
            await asyncio.shield(ensure_async(executor.kc.stop_channels()))


async def _client(kernel: Any) -> Any:
    """A client of a kernel that answers and is heard.

    jupyter-client's own way ends by listening until a fifth of a second goes by in silence; this one
    knows its own question's last message. Raises `DeadKernelError`.
    """
    client = kernel.client()
    client.start_channels()
    client.allow_stdin = False
    for _ in range(WAKING_SECONDS):
        asked = client.kernel_info()
        try:
            await _until(client.get_iopub_msg, asked, state="idle")
            await _until(client.get_shell_msg, asked)
            return client
        except queue.Empty:
            if not await ensure_async(kernel.is_alive()):
                break
    client.stop_channels()
    raise DeadKernelError


async def _until(hear: Callable[..., Any], asked: str, state: str | None = None) -> None:
    """Listen up to the answer to `asked`, that tells of this state. Raises `queue.Empty` after a second
    of silence."""
    while True:
        heard = await ensure_async(hear(timeout=1))
        if heard["parent_header"].get("msg_id") == asked and heard["content"].get("execution_state") == state:
            return


def _shown(page: Page, cell: Code, outputs: list[dict[str, Any]]) -> Shown:
    rich: list[dict[str, Any]] = []
    printed = ""
    failed = False
    for output in outputs:
        kind = output["output_type"]
        if kind == "error":
            failed = True
            log.error("cell %d of %s failed: %s at %s", cell.index, page.name, output["ename"], _place(output))
        elif kind in ("display_data", "execute_result"):
            rich.append({**output, "data": _drawn(output["data"]), "trusted": True})
        elif kind == "stream" and output["name"] == "stdout":
            printed += output["text"]
    return Shown(cell, tuple(rich), printed, failed)


def _drawn(data: dict[str, Any]) -> dict[str, Any]:
    """An output without its plain text, which names classes and addresses, where there is better."""
    better = {kind: content for kind, content in data.items() if kind != "text/plain"}
    return better or data


def _place(output: dict[str, Any]) -> str:
    """Where an error was raised, read from its traceback: file and line, without the code in it."""
    places = _PLACE.findall(_COLOURS.sub("", "\n".join(output.get("traceback", ()))))
    if not places:
        return "an unknown place"
    file, line, own_line = places[-1]
    return f"{file.rsplit('/', 1)[-1]}:{line}" if file else f"line {own_line} of the cell"
