"""Static files: what may be kept, what is packed, and what is nobody's business."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from workbook.places import assets
from workbook.server.static import OWN, SHEETS, STYLE, Shelves

Visit = Callable[..., Any]


def addresses(trial: Any, visit: Visit) -> list[str]:
    """All files a page names."""
    return re.findall(r'(?:href|src)="(/static/[^"]+)"', visit(trial, "nl/9-extra").text)


def test_may_be_kept_for_a_year(trial: Any, visit: Visit) -> None:
    """Protects: files are fetched once; a fingerprint in the address brings changes at once."""
    found = addresses(trial, visit)
    assert len(found) >= 5
    for address in found:
        answer = httpx.get(f"{trial.url.rstrip('/')}{address}")
        assert answer.status_code == 200, address
        assert "immutable" in answer.headers["cache-control"]
        again = httpx.get(
            f"{trial.url.rstrip('/')}{address}", headers={"If-None-Match": answer.headers["etag"]}
        )
        assert (again.status_code, again.content) == (304, b"")


def test_an_old_fingerprint_is_not_kept(trial: Any, visit: Visit) -> None:
    """Protects: a page from before an update still gets its files, and does not keep them."""
    address = re.sub(r"/own/\w+/", "/own/0123456789ab/", addresses(trial, visit)[0])
    answer = httpx.get(f"{trial.url.rstrip('/')}{address}")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")


def test_packed_for_who_is_far(trial: Any, visit: Visit) -> None:
    """Protects: text travels compressed to a browser behind a proxy."""
    script = next(address for address in addresses(trial, visit) if address.endswith("voila.js"))
    far = {"X-Forwarded-For": "192.0.2.1"}
    with httpx.stream("GET", f"{trial.url.rstrip('/')}{script}", headers=far) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        packed = b"".join(answer.iter_raw())
    assert gzip.decompress(packed) == httpx.get(f"{trial.url.rstrip('/')}{script}").content


@pytest.mark.parametrize(
    "path",
    [
        "own/0/../../pyproject.toml",
        "own/0/voila/templates/gewetensvragen/index.html.j2",
        "own/0/style/../../pyproject.toml",
        "own/0/style/%2e%2e/tokens.json",
        "own/0/style//etc/passwd",
        "lab/0/anywidget/package.json",
        "lab/0/jupyterlab_pygments/package.json",
        "lab/0/@voila-dashboards/jupyterlab-preview/package.json",
        "voila/0/../conf.json",
        "none/0/voila.js",
    ],
)
def test_nothing_beside_the_shelves(trial: Any, path: str) -> None:
    """Protects: no file outside the folders meant for visitors, and no other lab extension."""
    assert httpx.get(f"{trial.url}static/{path}").status_code == 404


def test_a_change_shows_at_once(tmp_path: Path) -> None:
    """Protects: who edits a style sheet sees it on the next page, under a new fingerprint."""
    sheet = tmp_path / "a.css"
    sheet.write_text("a{}")
    shelves = Shelves({OWN: {"style/": tmp_path}})
    before = shelves.address(OWN, "style/a.css")
    assert shelves.read(OWN, "style/a.css")
    sheet.write_text("a{color:red}")
    served = shelves.read(OWN, "style/a.css")
    assert served
    assert served.content == b"a{color:red}"
    assert shelves.address(OWN, "style/a.css") != before


def test_a_link_out_is_not_followed(tmp_path: Path) -> None:
    """Protects: a symbolic link in an asset folder opens nothing outside it."""
    (tmp_path / "secret").write_text("x")
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    (shelf / "out").symlink_to(tmp_path / "secret")
    assert Shelves({OWN: {"": shelf}}).read(OWN, "out") is None


def test_the_style_is_one_request(trial: Any, visit: Visit) -> None:
    """Protects the first paint: a page waits for one style sheet, and it holds every sheet of ours."""
    sheets = [address for address in addresses(trial, visit) if address.endswith(".css")]
    assert [address.rsplit("/own/", 1)[1].split("/", 1)[1] for address in sheets] == [STYLE]
    served = httpx.get(f"{trial.url.rstrip('/')}{sheets[0]}").text
    folder = assets() / "style"
    assert all(
        sheet.read_text(encoding="utf-8") in served for sheet in folder.glob("*.css") if sheet.stem in SHEETS
    )
    assert {sheet.stem for sheet in folder.glob("*.css")} - set(SHEETS) == {"report"}


def test_a_change_of_one_sheet_shows_in_all(tmp_path: Path) -> None:
    """Protects who works on the look: the joined sheet follows each of its parts."""
    parts = (tmp_path / "a.css", tmp_path / "b.css")
    for part in parts:
        part.write_text("a{}")
    shelves = Shelves({OWN: {"style/": tmp_path}}, joined={OWN: {"style/all.css": parts}})
    before = shelves.address(OWN, "style/all.css")
    assert shelves.read(OWN, "style/all.css")
    parts[1].write_text("b{color:red}")
    served = shelves.read(OWN, "style/all.css")
    assert served
    assert served.content == b"a{}\nb{color:red}"
    assert shelves.address(OWN, "style/all.css") != before
