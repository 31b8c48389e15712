"""The examples for nginx and Caddy, run for real: pages, sockets, links, and what may not pass."""

from __future__ import annotations

import re
import shutil
import ssl
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import websocket
from helpers.behind import Talk, models
from helpers.proxies import DEPLOY, free_port, nginx_configuration, started

NAME = "workbook.example"


@dataclass
class Proxy:
    """A proxy that was started from our example, and where it listens."""

    port: int
    log: Path

    def client(self) -> httpx.Client:
        """A browser that finds the public name at the proxy, and trusts its certificate."""
        return httpx.Client(
            base_url=f"https://127.0.0.1:{self.port}",
            headers={"Host": NAME},
            verify=False,  # noqa: S501 - made for this test, by nobody
            timeout=60,
            trust_env=False,
        )


@pytest.fixture(params=["nginx", "caddy"])
def proxy(request: pytest.FixtureRequest, tmp_path: Path, certificate: Path, public: Any) -> Iterator[Proxy]:
    """Each proxy before the server for others."""
    program = shutil.which(request.param) or shutil.which(request.param, path="/usr/sbin")
    if not program:
        pytest.skip(f"no {request.param} is installed here")
    plain, port = free_port(), free_port()
    if request.param == "nginx":
        upstream = f"upstream workbook {{ server 127.0.0.1:{public.port}; keepalive 8; }}"
        path = nginx_configuration(tmp_path, certificate, plain, port, upstream)
        command = [program, "-c", str(path), "-p", str(tmp_path)]
        log = tmp_path / "workbook.log"
    else:
        site = (DEPLOY / "Caddyfile").read_text().replace("127.0.0.1:8866", f"127.0.0.1:{public.port}")
        site = site.replace(
            f"{NAME} {{",
            f"https://{NAME}:{port} {{\n\tbind 127.0.0.1\n\ttls {certificate}/fullchain.pem {certificate}/privkey.pem",
            1,
        )
        settings = f"{{\n\tadmin off\n\tauto_https off\n\tdefault_sni {NAME}\n\thttp_port {plain}\n"
        path = tmp_path / "Caddyfile"
        path.write_text(site.replace("{\n", settings, 1))
        command = [program, "run", "--config", str(path), "--adapter", "caddyfile"]
        log = tmp_path / "started.log"
    process = started(command, port, tmp_path / "started.log")
    yield Proxy(port, log)
    process.terminate()
    process.wait(20)


def test_a_visit_through_the_proxy(proxy: Proxy, public: Any) -> None:
    """Protects: link, cookie, page and socket work through the example as it ships, with HSTS; the link is in
    no log of the proxy."""
    ours = {"Origin": f"https://{NAME}", "Sec-Fetch-Site": "same-origin"}
    with proxy.client() as browser:
        made = browser.post("/en/begin", headers=ours)
        assert made.status_code == 200
        link = re.search(rf"https://{NAME}(/w/[\w-]+)", made.text)
        assert link
        browser.cookies.clear()
        opened = browser.get(link.group(1))
        assert opened.status_code == 303
        assert "max-age=31536000" in opened.headers["strict-transport-security"]
        cookie = opened.headers["set-cookie"].split(";")[0]
        page = browser.get("/en/0-start", headers={"Cookie": cookie})
        assert page.status_code == 200
        key, kernel = _kernel(page)
        connection = websocket.create_connection(
            f"wss://127.0.0.1:{proxy.port}/api/kernels/{kernel}/channels?session_id={uuid.uuid4().hex}",
            host=NAME,
            origin=f"https://{NAME}",
            cookie=f"{cookie}; {key}",
            sslopt={"cert_reqs": ssl.CERT_NONE},
            timeout=30,
        )
        talk = Talk(connection)
        assert talk.does(models(page.text)[1], "begin")["saved"]
        talk.close()
        left = browser.post(f"/voila/api/shutdown/{kernel}", headers={**ours, "Cookie": key})
        assert left.status_code == 204
    secret = link.group(1).split("/")[-1][:43]
    for log in proxy.log.parent.glob("*.log"):
        assert secret not in log.read_text()


def _kernel(page: httpx.Response) -> tuple[str, str]:
    line = page.headers.get_list("set-cookie")[0]
    found = re.search(r"/api/kernels/([\w-]+)", line)
    assert found
    return line.split(";")[0], found.group(1)


def test_what_does_not_pass(proxy: Proxy, public: Any) -> None:
    """Protects: no address for kernels, no large body, no name but ours in what the server sees, and a
    visitor's own X-Forwarded-For counts for nothing."""
    with proxy.client() as browser:
        for path in (f"/vault/{'0' * 64}", "/metrics", f"/handover/{'a' * 43}", "/failed/Full"):
            assert browser.get(path).status_code == 404
        with_body = browser.post("/en/open", content=b"x" * 100_000)
        assert with_body.status_code in (400, 413, 502)
        for n in range(32):
            last = browser.post(
                "/en/begin",
                headers={"Origin": f"https://{NAME}", "X-Forwarded-For": f"203.0.113.{n}"},
            )
        assert last.status_code == 429


def test_an_unencrypted_link_is_not_followed(
    tmp_path: Path, certificate: Path, public: Any, request: pytest.FixtureRequest
) -> None:
    """Protects: a link opened over plain HTTP is not repeated in the redirect to the encrypted side."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not program:
        pytest.skip("no nginx is installed here")
    plain, port = free_port(), free_port()
    upstream = f"upstream workbook {{ server 127.0.0.1:{public.port}; }}"
    path = nginx_configuration(tmp_path, certificate, plain, port, upstream)
    process = started([program, "-c", str(path), "-p", str(tmp_path)], plain, tmp_path / "started.log")
    try:
        answer = httpx.get(f"http://127.0.0.1:{plain}/w/{'x' * 51}", headers={"Host": NAME})
        assert (answer.status_code, answer.headers["location"]) == (301, f"https://{NAME}/")
    finally:
        process.terminate()
        process.wait(20)
