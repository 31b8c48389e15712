"""Every address there is, and that there are no others."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

Visit = Callable[..., Any]


@pytest.mark.parametrize(
    ("asked", "language"), [("nl-BE,nl;q=0.9", "nl"), ("en-GB,en;q=0.8", "en"), ("fr", "nl"), (None, "nl")]
)
def test_the_door_leads_on(trial: Any, asked: str | None, language: str) -> None:
    """Protects: `/` opens the start page in the browser's language, in Dutch when it names neither."""
    answer = httpx.get(trial.url, headers={"Accept-Language": asked or ""})
    assert (answer.status_code, answer.headers["location"]) == (302, f"/{language}/0-start")


def test_a_page_in_its_language(trial: Any, visit: Visit) -> None:
    """Protects: language, title, steps and the way to the same page in the other language."""
    page = visit(trial, "nl/1-plan").text
    assert '<html lang="nl"' in page
    assert "<title>Plan · Gewetensvragen</title>" in page
    assert '<a href="/nl/1-plan" aria-current="step">Plan</a>' in page
    assert 'href="/en/1-plan" hreflang="en"' in page


def test_a_page_in_one_language_only(trial: Any, visit: Visit) -> None:
    """Protects: no link to a translation that is not there."""
    assert "hreflang" not in visit(trial, "nl/9-extra").text


def test_prose_comes_before_the_kernel(trial: Any) -> None:
    """Protects: all prose and a place for each part stand in the first bytes, before a cell has run."""
    with httpx.stream("GET", f"{trial.url}nl/1-plan", timeout=30) as answer:
        first = next(answer.iter_text())
    assert "After</h2>" in first
    assert first.count('aria-busy="true"') == 3
    assert "<template" not in first


@pytest.mark.parametrize("path", ["nl/none", "en/none", "nl/9-extra/", "nl/..%2f0-start", "de/0-start", "en/9-extra"])
def test_an_unknown_page(trial: Any, path: str) -> None:
    """Protects: only pages that exist are served, and the answer is friendly, in the page's language."""
    answer = httpx.get(f"{trial.url}{path}")
    assert answer.status_code == 404
    assert f'lang="{"en" if path.startswith("en/") else "nl"}"' in answer.text
    assert "0-start" in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "api",
        "api/contents",
        "api/contents/nl/0-start.ipynb",
        "api/kernels",
        "api/kernelspecs",
        "api/sessions",
        "api/terminals",
        "api/status",
        "login",
        "logout",
        "metrics",
        "nl/notes.txt",
        "nl/0-start.ipynb",
        "nl/picture.svg",
        "tree",
        "voila/api/contents/",
        "voila/execution/00000000-0000-0000-0000-000000000000",
        "voila/files/nl/picture.svg",
        "voila/query/00000000-0000-0000-0000-000000000000",
        "voila/render/nl/0-start.ipynb",
        "voila/static/voila.js",
        "voila/templates/lab/static/voila.js",
        "voila/tree",
    ],
)
def test_nothing_else_is_there(trial: Any, path: str) -> None:
    """Protects: no contents, terminals, kernels of others, files or templates by Voilà's or Jupyter's names."""
    for method in ("GET", "POST", "PUT", "DELETE"):
        assert httpx.request(method, f"{trial.url}{path}").status_code == 404, method


def test_head_is_cheap(trial: Any, server_kernels: Callable[[Any], set[int]]) -> None:
    """Protects: a link preview that only asks whether a page is there costs no kernel."""
    before = server_kernels(trial)
    answer = httpx.head(f"{trial.url}nl/1-plan")
    assert (answer.status_code, answer.content) == (200, b"")
    assert "set-cookie" not in answer.headers
    assert server_kernels(trial) == before
    assert httpx.head(f"{trial.url}nl/none").status_code == 404


def test_health(trial: Any) -> None:
    """Protects: a load balancer's question is answered."""
    assert httpx.get(f"{trial.url}healthz").status_code == 200
    assert httpx.head(f"{trial.url}healthz").status_code == 200


@pytest.mark.parametrize("query", ["template=nope", "theme=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "template=lab"])
def test_no_override_of_template_and_theme(trial: Any, visit: Visit, query: str) -> None:
    """Protects: Voilà's overrides, of which one hangs the request and one runs script, are off."""
    page = visit(trial, f"nl/9-extra?{query}").text
    assert "alert(1)" not in page
    assert '<main id="wb-main"' in page


@pytest.mark.parametrize("path", ["", "nl/0-start", "healthz", "vault/" + "0" * 64])
def test_another_name_for_this_machine(trial: Any, path: str) -> None:
    """Protects: the local workbook opens without a link, so a foreign name that leads here is refused."""
    answer = httpx.get(f"{trial.url}{path}", headers={"Host": f"evil.example:{trial.port}"})
    assert answer.status_code == 421


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1"])
def test_own_names_for_this_machine(trial: Any, name: str) -> None:
    """Protects: both names people type work."""
    assert httpx.get(f"http://{name}:{trial.port}/healthz").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Dest": "image"}, {"Sec-Fetch-Dest": "iframe"}, {"Sec-Purpose": "prefetch;prerender"}],
)
def test_pages_are_for_windows(
    trial: Any, headers: dict[str, str], server_kernels: Callable[[Any], set[int]]
) -> None:
    """Protects: another site can't spend kernels with pictures and frames, nor a browser with guesses."""
    before = len(_settled(server_kernels, trial))
    answer = httpx.get(f"{trial.url}nl/0-start", headers=headers)
    assert answer.status_code in (403, 503)
    assert len(_settled(server_kernels, trial)) <= before


def _settled(server_kernels: Callable[[Any], set[int]], trial: Any) -> set[int]:
    """The kernels once their number stands still: earlier pages' end, and a spare one starts, in their
    own time."""
    seen, quiet_since = server_kernels(trial), time.monotonic()
    while time.monotonic() < quiet_since + 2:
        if (now := server_kernels(trial)) != seen:
            seen, quiet_since = now, time.monotonic()
    return seen


def test_security_headers_everywhere(trial: Any, visit: Visit) -> None:
    """Protects: the same policy on pages, files, redirects, errors and refusals."""
    answers = [
        visit(trial, "nl/9-extra").answer,
        httpx.get(trial.url),
        httpx.get(f"{trial.url}none"),
        httpx.get(f"{trial.url}healthz"),
        httpx.get(f"{trial.url}vault/{'0' * 64}"),
        httpx.get(f"{trial.url}api/kernels/00000000-0000-0000-0000-000000000000"),
        httpx.post(f"{trial.url}voila/api/shutdown/00000000-0000-0000-0000-000000000000"),
    ]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "http" not in policy
        scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
        assert "unsafe" not in scripts
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert "permissions-policy" in answer.headers
        assert "Tornado" not in answer.headers.get("server", "")


def test_no_third_party_in_a_page(trial: Any, visit: Visit) -> None:
    """Protects: a page names no other host, and holds no script in its own text."""
    page = visit(trial, "nl/1-plan").text
    assert "http://" not in page
    assert "https://" not in page
    assert "<script>" not in page
