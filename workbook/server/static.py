"""Static files: our own assets, Voilà's front end and the widget extensions, from one handler.

An address holds a fingerprint of what it leads to, so a browser may keep it for a year and a change
shows at once. Text is compressed once and kept.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tornado.web import HTTPError

from workbook.server.answers import Reachable
from workbook.server.bundle import START, bundle

A_YEAR: Final = 365 * 24 * 60 * 60
_COMPRESSIBLE: Final = frozenset({".js", ".css", ".svg", ".json", ".txt", ".html"})
_SMALLEST_COMPRESSED: Final = 1024
_TYPES: Final = {
    ".js": "text/javascript",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".svg": "image/svg+xml",
}
STYLE: Final = "style/page.css"
"""All our style sheets as one: a page waits for it before it is drawn, so it is one request."""
SHEETS: Final = ("tokens", "fonts", "frame", "parts", "charts", "mirror", "room")
"""What it is made of, in order."""
SCREEN: Final = "page/screen.js"
"""The script of every part, on our own shelf."""

OWN: Final = "own"
FRONT: Final = "front"
VOILA: Final = "voila"
EXTENSION: Final = "lab"
"""The shelves: ours, Voilà's front end in one file, in pieces, and the lab extensions."""


@dataclass(slots=True)
class Served:
    """One file as it is sent."""

    kind: str
    content: bytes
    compressible: bool
    tag: str
    _packed: bytes | None = None

    def packed(self) -> bytes | None:
        """The file's gzip, made once; None where that gains nothing."""
        if self._packed is None and self.compressible:
            self._packed = gzip.compress(self.content, compresslevel=9, mtime=0)
        return self._packed


@dataclass(slots=True)
class Shelves:
    """The folders that may be read from, and what was read already.

    `shelves` maps the first word of an address to folders by the path they stand for there; a file
    below none of them is not there for visitors. `made` holds files that stand in memory alone, `joined`
    those that are sent as one.
    """

    shelves: Mapping[str, Mapping[str, Path]]
    made: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    joined: Mapping[str, Mapping[str, tuple[Path, ...]]] = field(default_factory=dict)
    _read: dict[Path, tuple[int, Served]] = field(default_factory=dict)
    _prints: dict[str, str] = field(default_factory=dict)

    def address(self, shelf: str, path: str = "") -> str:
        """The address of a file, or of the shelf itself, with its present fingerprint."""
        return f"/static/{shelf}/{self.fingerprint(shelf)}/{path}"

    def fingerprint(self, shelf: str) -> str:
        """Changes when a file on the shelf does. Our own are looked at anew each time: they are few
        and may be worked on while the server runs; installed packages are looked at once."""
        if shelf in self._prints:
            return self._prints[shelf]
        found = hashlib.sha256()
        for content in self.made.get(shelf, {}).values():
            found.update(content)
        for folder in self.shelves.get(shelf, {}).values():
            for path in sorted(path for path in (folder, *folder.rglob("*")) if path.is_file()):
                about = path.stat()
                found.update(f"{path.name}:{about.st_size}:{about.st_mtime_ns};".encode())
        made = found.hexdigest()[:12]
        if shelf != OWN:
            self._prints[shelf] = made
        return made

    def read(self, shelf: str, path: str) -> Served | None:
        """The file at this address, None when there is none or it is not meant for visitors."""
        if (content := self.made.get(shelf, {}).get(path)) is not None:
            return self._keep(Path("/", shelf, path), 0, lambda: content)
        if (parts := self.joined.get(shelf, {}).get(path)) is not None:
            changed = max(part.stat().st_mtime_ns for part in parts)
            return self._keep(
                Path("/", shelf, path), changed, lambda: b"\n".join(part.read_bytes() for part in parts)
            )
        for prefix, folder in self.shelves.get(shelf, {}).items():
            below = path.removeprefix(prefix)
            if below == path and prefix:
                continue
            wanted = (folder / below.lstrip("/")).resolve()
            if wanted.is_relative_to(folder.resolve()) and wanted.is_file():
                return self._once(wanted)
        return None

    def holds(self, shelf: str, path: str) -> bool:
        """Whether there is such a file."""
        return self.read(shelf, path) is not None

    def _once(self, path: Path) -> Served:
        return self._keep(path, path.stat().st_mtime_ns, path.read_bytes)

    def _keep(self, path: Path, changed: int, content: Callable[[], bytes]) -> Served:
        known = self._read.get(path)
        if known is None or known[0] != changed:
            known = (changed, _served(path, content()))
            self._read[path] = known
        return known[1]

    def pack(self) -> None:
        """Compress what is largest before it is asked for; may run beside everything else."""
        for shelf, files in self.made.items():
            for path in files:
                if served := self.read(shelf, path):
                    served.packed()


def _served(path: Path, content: bytes) -> Served:
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if kind.startswith("text/"):
        kind += "; charset=utf-8"
    compressible = path.suffix in _COMPRESSIBLE and len(content) >= _SMALLEST_COMPRESSED
    return Served(kind, content, compressible, f'"{hashlib.sha256(content).hexdigest()[:24]}"')


EXTENSIONS: Final = ("@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget")
"""The lab extensions a visitor is sent; any other one installed beside us stays here.

The first draws ipywidgets, the second is Voilà's own widget manager, without which nothing is drawn.
"""


def find_front_end() -> Path:
    """The folder of Voilà's scripts; raises `FileNotFoundError` when Voilà is installed in part."""
    for share in _shares():
        folder = share / "voila" / "templates" / "base" / "static"
        if (folder / "voila.js").is_file():
            return folder
    raise FileNotFoundError("voila.js")


def find_extension(name: str) -> Path:
    """The folder of a lab extension; raises `FileNotFoundError` when it is not installed."""
    for share in _shares():
        for folder in (share / "labextensions", share / "voila" / "labextensions"):
            if (folder / name / "package.json").is_file():
                return folder / name
    raise FileNotFoundError(name)


def _shares() -> list[Path]:
    """This environment's own folder first: another installation's extensions may be of any version."""
    from jupyter_core.paths import jupyter_path

    return [Path(sys.prefix) / "share" / "jupyter", *map(Path, jupyter_path())]


def shelves(assets: Path) -> Shelves:
    """All that visitors may be sent."""
    front = find_front_end()
    extensions = {name: find_extension(name) / "static" for name in EXTENSIONS}
    return Shelves(
        {
            OWN: {
                "style/": assets / "style",
                "fonts/": assets / "fonts",
                SCREEN: Path(__file__).parents[1] / "ui" / "screen.js",
                "page/": assets / "voila" / "static",
                "hand-outs/": assets / "hand-outs",
            },
            VOILA: {"": front},
            EXTENSION: {f"{name}/static/": folder for name, folder in extensions.items()},
        },
        {FRONT: {START: bundle(front, extensions)}},
        {OWN: {STYLE: tuple(assets / "style" / f"{name}.css" for name in SHEETS)}},
    )


class StaticHandler(Reachable):
    """`/static/<shelf>/<fingerprint>/<path>`."""

    def head(self, shelf: str, fingerprint: str, path: str) -> None:
        """As GET; tornado leaves the body out."""
        self.get(shelf, fingerprint, path)

    def get(self, shelf: str, fingerprint: str, path: str) -> None:
        """The file, compressed where the browser reads that; 304 when it has it already."""
        shelves: Shelves = self.settings["workbook_shelves"]
        served = shelves.read(shelf, path)
        if served is None:
            raise HTTPError(404)
        fresh = fingerprint == shelves.fingerprint(shelf)
        self.set_header("Cache-Control", f"public, max-age={A_YEAR}, immutable" if fresh else "no-cache")
        self.set_header("Content-Type", served.kind)
        self.set_header("ETag", served.tag)
        self.set_header("Vary", "Accept-Encoding")
        if self.check_etag_header():
            self.set_status(304)
            return
        packed = served.packed() if "gzip" in self.request.headers.get("Accept-Encoding", "") else None
        if packed is not None:
            self.set_header("Content-Encoding", "gzip")
        self.finish(served.content if packed is None else packed)
