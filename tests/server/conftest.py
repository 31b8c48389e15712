"""A server on pages made for the tests: a widget that counts, one that fails, a cell that fails."""

from __future__ import annotations

import contextlib
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import nbformat
import psutil
import pytest
import websocket
from helpers.behind import Talk
from helpers.patience import PATIENCE

SECRET = "a-sentence-nobody-may-read"  # noqa: S105 - made up

_WIDGET = f'''
import os, sys
import anywidget, traitlets
class Counter(anywidget.AnyWidget):
    _esm = """export default {{ render({{ model, el }}) {{
      const button = document.createElement("button");
      button.className = "count";
      const draw = () => {{ button.textContent = String(model.get("n")); }};
      button.onclick = () => {{ model.set("n", model.get("n") + 1); model.save_changes(); }};
      model.on("change:n", draw);
      draw();
      el.append(button);
    }} }};"""
    n = traitlets.Int(0).tag(sync=True)
    def heard(self, _widget, content, _buffers):
        if content["do"] == "fail":
            print("{SECRET}", file=sys.stderr)
            raise ValueError("{SECRET}")
        if content["do"] == "tell":
            self.send({{"environment": dict(os.environ), "path": sys.path, "pid": os.getpid()}})
counter = Counter()
counter.on_msg(counter.heard)
counter
'''


def make_page(path: Path, *cells: str) -> None:
    """Write a notebook; a cell that starts with `#` or `<` is prose."""
    made = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell(cell) if cell[:1] in "#<" else nbformat.v4.new_code_cell(cell)
            for cell in cells
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(made, path)


@pytest.fixture(scope="session")
def trial_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of pages in both languages; `9-extra` exists in Dutch alone."""
    folder = tmp_path_factory.mktemp("pages")
    for language, title in (("nl", "Ben je *nodig*?"), ("en", "Are you *needed*?")):
        make_page(folder / language / "0-start.ipynb", f"# {title}", _WIDGET)
        make_page(
            folder / language / "1-plan.ipynb",
            "# Plan",
            f'raise RuntimeError("{SECRET}")',
            "## After",
            f'import warnings\nwarnings.warn("{SECRET}")\nprint("printed")',
            _WIDGET,
        )
    make_page(folder / "nl" / "9-extra.ipynb", "# Extra")
    (folder / "nl" / "notes.txt").write_text(SECRET)
    (folder / "nl" / "picture.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    return folder


@pytest.fixture(scope="session")
def secret() -> str:
    """What the pages hold that no visitor may read."""
    return SECRET


@pytest.fixture(scope="session")
def write_page() -> Callable[..., None]:
    """Writes a notebook: `write_page(path, *cells)`."""
    return make_page


@pytest.fixture(scope="session")
def trial(
    tmp_path_factory: pytest.TempPathFactory, trial_pages: Path, launch_server: Callable[..., Any]
) -> Iterator[Any]:
    """A server on those pages, with a secret in its own environment."""
    running = launch_server(
        tmp_path_factory.mktemp("trial"), WORKBOOK_NOTEBOOKS=str(trial_pages), SOMEBODYS_PASSWORD=SECRET
    )
    yield running
    running.stop()


@dataclass
class Visit:
    """One page as a browser got it: its text, its kernel and the cookies that go with it."""

    server: Any
    answer: httpx.Response
    kernel: str
    cookie: str

    @property
    def text(self) -> str:
        """The page."""
        return self.answer.text

    @property
    def model(self) -> str:
        """The id of the page's last widget."""
        return re.findall(r'"model_id": "(\w+)"', self.text)[-1]

    def state(self, cookie: str | None = None) -> httpx.Response:
        """Whether the kernel lives, asked with our own or another cookie."""
        return httpx.get(
            f"{self.server.url}api/kernels/{self.kernel}",
            headers={"Cookie": self.cookie if cookie is None else cookie},
        )

    def socket(self, cookie: str | None = None, origin: str | None = None) -> Socket:
        """Open the kernel's socket."""
        address = self.server.url.replace("http", "ws", 1)
        return Socket(
            websocket.create_connection(
                f"{address}api/kernels/{self.kernel}/channels?session_id={uuid.uuid4().hex}",
                cookie=self.cookie if cookie is None else cookie,
                origin=origin or self.server.url.rstrip("/"),
                timeout=PATIENCE,
            )
        )

    def leave(self) -> httpx.Response:
        """Say farewell as the page does."""
        return httpx.post(
            f"{self.server.url}voila/api/shutdown/{self.kernel}", headers={"Cookie": self.cookie}
        )


class Socket(Talk):
    """A kernel's socket, with what the trial pages' widgets understand."""

    def ask(self, model: str, do: str) -> None:
        """Send a widget a message of its own."""
        self.send("comm_msg", {"comm_id": model, "data": {"method": "custom", "content": {"do": do}}})

    def told(self, model: str) -> dict[str, Any]:
        """What a widget tells of its kernel."""
        self.ask(model, "tell")
        heard = self.until(lambda message: "environment" in str(message["content"]))
        told: dict[str, Any] = heard[-1]["content"]["data"]["content"]
        return told


def _visit(server: Any, path: str = "nl/0-start") -> Visit:
    answer = httpx.get(f"{server.url}{path}", timeout=PATIENCE)
    answer.raise_for_status()
    cookies = answer.headers.get_list("set-cookie")
    kernel = next(found.group(1) for found in (re.search(r"/api/kernels/([\w-]+)", each) for each in cookies) if found)
    key = cookies[0].split(";", 1)[0]
    return Visit(server, answer, kernel, key)


@pytest.fixture
def visit() -> Iterator[Callable[..., Visit]]:
    """Gets a page, and with it a kernel that ends with the test: `visit(server, path)`."""
    made: list[Visit] = []

    def get(server: Any, path: str = "nl/0-start") -> Visit:
        made.append(_visit(server, path))
        return made[-1]

    yield get
    for each in made:
        with contextlib.suppress(httpx.TransportError):
            each.leave()


@pytest.fixture(scope="session")
def server_kernels() -> Callable[[Any], set[int]]:
    """The processes of a server's kernels; what they are forked from belongs to no page and stands elsewhere."""

    def find(server: Any) -> set[int]:
        found: set[int] = set()
        for child in psutil.Process(server.process.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                if Path(child.cwd()).name in ("nl", "en"):
                    found.add(child.pid)
        return found

    return find
