"""Looks whether everything that serving needs is there: for `workbook doctor` and for a bug report.

What it tells holds no name, no content and no secret: folders, versions, and what to do.
"""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from workbook import places
from workbook.words import LANGUAGES

_PARTS: Final = ("voila", "ipywidgets", "anywidget", "ipykernel", "polars", "matplotlib", "sqlalchemy")
_NEEDED_FONTS: Final = ("newsreader-latin-wght-normal.woff2", "inter-latin-wght-normal.woff2")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `told` is a version or folder when it is good, what to do when it is not."""

    name: str
    good: bool
    told: str

    def as_dict(self) -> dict[str, str | bool]:
        """For JSON."""
        return asdict(self)


def examine() -> tuple[Finding, ...]:
    """All findings, in the order a start goes through them."""
    looks: tuple[Callable[[], Iterator[Finding]], ...] = (_python, _packages, _front_end, _pages, _data, _store)
    return tuple(finding for look in looks for finding in look())


def examine_public(
    address: str, behind: tuple[str, ...], secret_file: Path | None, most_pages: int | None
) -> tuple[Finding, ...]:
    """What a server for others needs on top of that."""
    return tuple(_public(address, behind, secret_file, most_pages))


def _public(
    address: str, behind: tuple[str, ...], secret_file: Path | None, most_pages: int | None
) -> Iterator[Finding]:
    from workbook.server.hosting import Unfit, pages_that_fit, read_hosting

    try:
        hosting = read_hosting(address=address, behind=behind, secret_file=secret_file, most_pages=most_pages)
    except Unfit as unfit:
        for told in unfit.told:
            yield Finding("public", False, told)
        return
    yield Finding("address", True, hosting.address)
    yield Finding("trusted proxy", True, ", ".join(map(str, hosting.trusted)))
    yield Finding("secret", True, f"{len(hosting.keys)} in {secret_file}")
    fit = pages_that_fit()
    fits = not fit or hosting.most_pages <= fit
    told = f"{hosting.most_pages} at once" if fits else f"{hosting.most_pages} is more than this memory carries: {fit}"
    yield Finding("pages", fits, told)
    yield _files(hosting.most_pages)
    yield _answers(hosting.address)


def _files(pages: int) -> Finding:
    """Whether the system lets the server open the handles that so many pages need."""
    try:
        import resource
    except ImportError:
        return Finding("open files", True, "not limited here")
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = 200 + 10 * pages
    good = hard in (resource.RLIM_INFINITY, -1) or hard >= needed
    return Finding("open files", good, "enough" if good else f"{hard} allowed, {needed} needed; raise LimitNOFILE")


def _answers(address: str) -> Finding:
    """Whether the proxy leads to a running server of ours, with all it should pass on."""
    import http.client
    import urllib.error
    import urllib.request

    try:
        with urllib.request.urlopen(f"{address}/nl/begin", timeout=5) as answer:  # noqa: S310 - http or https
            ours = answer.headers.get("Content-Security-Policy", "") != ""
            hsts = not address.startswith("https") or "Strict-Transport-Security" in answer.headers
    except urllib.error.HTTPError as error:
        told = {
            421: "the proxy changes the Host header or is not among --behind; see docs/host.md",
            502: "the proxy answers, the workbook behind it does not; is it running?",
        }.get(error.code, f"answered with {error.code}")
        return Finding("through the proxy", False, told)
    except (OSError, http.client.HTTPException) as error:
        return Finding("through the proxy", False, f"{address} does not answer ({type(error).__name__})")
    if not ours:
        return Finding("through the proxy", False, "something else answers there, or headers are taken out")
    if not hsts:
        return Finding("through the proxy", False, "the proxy sends no Strict-Transport-Security; see deploy/")
    return Finding("through the proxy", True, "answers")


def _python() -> Iterator[Finding]:
    good = sys.version_info >= (3, 11)
    told = platform.python_version()
    yield Finding("python", good, told if good else f"{told} is too old; install 3.11 or newer")


def _packages() -> Iterator[Finding]:
    for name in _PARTS:
        try:
            yield Finding(name, True, version(name))
        except PackageNotFoundError:
            yield Finding(name, False, "not installed; run `make serve` once, or install the package again")


def _front_end() -> Iterator[Finding]:
    from workbook.server.static import EXTENSIONS, find_extension, find_front_end

    try:
        find_front_end()
        for name in EXTENSIONS:
            find_extension(name)
    except FileNotFoundError as error:
        yield Finding("front end", False, f"{error} is missing; install voila, ipywidgets and anywidget again")
    else:
        yield Finding("front end", True, "complete")
    missing = [name for name in _NEEDED_FONTS if not (places.assets() / "fonts" / name).is_file()]
    yield Finding("type faces", not missing, f"missing: {', '.join(missing)}" if missing else "complete")


def _pages() -> Iterator[Finding]:
    for language in LANGUAGES:
        found = sorted(path.stem for path in (places.notebooks() / language).glob("*.ipynb"))
        yield Finding(
            f"pages in {language}",
            "0-start" in found,
            f"{len(found)} in {places.notebooks() / language}"
            if "0-start" in found
            else f"no start page in {places.notebooks() / language}; is WORKBOOK_NOTEBOOKS right?",
        )


def _data() -> Iterator[Finding]:
    folder = places.data_folder()
    there = next(one for one in (folder, *folder.parents) if one.exists())
    if not _writable(there):
        yield Finding("data folder", False, f"{folder} can't be written; choose another with --data")
    elif there != folder:
        yield Finding("data folder", True, f"{folder}, made by the first start")
    else:
        yield Finding("data folder", True, str(folder))


_OTHERWISE: Final = "can't be opened; docs/host.md tells what it needs"
_STORE: Final = {
    "Full": "there is no room left on its disk; make room, what was stored is still there",
    "Gone": "its file or its server can't be reached; look whether the folder or the address is right",
    "Locked": "another program holds it; stop that one, or wait",
    "Newer": "it was written by a newer version of this program; install that one",
    "NotWritable": "it may not be written by this user; look at the owner of the file and its folder",
    "Unreadable": "it is no store of workbooks, or it is damaged; restore a backup: workbook store restore",
    "WrongAddress": "its address is none: sqlite:////folder/workbook.db or postgresql://user@host/database",
}
"""What to do, by the kind of error."""


def _store() -> Iterator[Finding]:
    from workbook.store import StoreError, open_store

    kind, _, path = places.database().partition(":///")
    if kind == "sqlite" and path and _free(Path(path.partition("?")[0])):
        # Looking makes nothing.
        yield Finding("store", True, "none yet, made by the first start")
        return
    try:
        open_store(places.database())
    except StoreError as error:
        yield Finding("store", False, f"{_STORE.get(type(error).__name__, _OTHERWISE)} ({type(error).__name__})")
    else:
        yield Finding("store", True, "opens")


def _free(path: Path) -> bool:
    """Whether a file can be made here and none is there yet."""
    there = next(one for one in (path, *path.absolute().parents) if one.exists())
    return there != path and _writable(there)


def _writable(folder: Path) -> bool:
    """Whether files can be made in a folder, tried with one that is gone at once."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
