"""The same notebooks in JupyterLab, where a coach opens and changes them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from helpers.walk import PATIENCE
from playwright.sync_api import BrowserContext, expect

from workbook.places import notebooks


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """A real JupyterLab on a copy of the notebooks, with settings and data of its own."""
    shutil.copytree(notebooks(), tmp_path / "notebooks")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "WORKBOOK_DATA": str(tmp_path / "data"),
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTERLAB_SETTINGS_DIR": str(tmp_path / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(tmp_path / "workspaces"),
    }
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        f"--port={port}",
        "--ServerApp.port_retries=0",
    ]
    command += ["--IdentityProvider.token=", f"--notebook-dir={tmp_path / 'notebooks'}", "--allow-root"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if "is running at" in line:
            break
    # Somebody has to go on reading, or the server stands still when the pipe is full.
    reader = subprocess.Popen(["cat"], stdin=process.stderr, stdout=subprocess.DEVNULL)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=PATIENCE / 1000)
    reader.wait(timeout=PATIENCE / 1000)


def test_a_coach_runs_a_page_in_jupyterlab(lab: str, contexts: Callable[..., BrowserContext]) -> None:
    """Run all cells: the question is there, can be answered, and opens the evidence."""
    page = contexts(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{lab}/lab/tree/nl/1-plan.ipynb?reset")
    expect(page.locator(".jp-NotebookPanel")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    question = page.locator(".wb-question")
    expect(question).to_be_visible(timeout=PATIENCE)
    page.locator(".wb-answer-b input").check()
    page.locator(".wb-anchor input").nth(1).check()
    expect(page.locator("button[data-do=look]")).not_to_have_attribute(
        "aria-disabled", "true", timeout=PATIENCE
    )
    page.locator("button[data-do=look]").click()
    expect(page.locator(".wb-evidence")).to_be_attached(timeout=PATIENCE)
