"""JupyterHub with local processes and the workbook behind it, for real: sign in, open, come back."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from helpers.patience import PATIENCE, until
from machine import find_proxy

ROOT = Path(__file__).resolve().parents[2]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Running:
    """A hub, and the workbook it started."""

    hub: str
    workbook: str
    log: Path


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A hub with our example's settings, accounts without a real check, and the workbook as its service."""
    pytest.importorskip("jupyterhub", reason="JupyterHub is not installed here")
    proxy = find_proxy()
    if not proxy:
        pytest.skip("configurable-http-proxy is not installed here")
    folder = tmp_path_factory.mktemp("hub")
    hub, inner, api, workbook = (_free_port() for _ in range(4))
    secret = folder / "secret"
    secret.write_text("h" * 43)
    secret.chmod(0o600)
    command = folder / "workbook"
    command.write_text(
        f"#!{sys.executable} -P\nimport sys\nfrom workbook.cli import main\n"
        f"sys.argv += ['--port', '{workbook}']\nmain()\n"
    )
    command.chmod(0o755)
    # A hub hands on a short list of variables, without those by which the tests are on another day (dates.py).
    day = {name: os.environ[name] for name in ("LD_PRELOAD", "TZ") if name in os.environ}
    config = folder / "jupyterhub_config.py"
    config.write_text(
        (ROOT / "deploy" / "jupyterhub_config.py").read_text()
        + f"\nfor service in c.JupyterHub.services:\n    service['environment'].update({day!r})\n"
        + f"c.JupyterHub.bind_url = 'http://127.0.0.1:{hub}'\n"
        + f"c.JupyterHub.hub_bind_url = 'http://127.0.0.1:{inner}'\n"
        + f"c.ConfigurableHTTPProxy.api_url = 'http://127.0.0.1:{api}'\n"
        + f"c.ConfigurableHTTPProxy.command = {[proxy]!r}\n"
        + "c.JupyterHub.authenticator_class = 'dummy'\nc.Authenticator.allow_all = True\n"
        + f"c.JupyterHub.cookie_secret_file = {str(folder / 'cookie')!r}\n"
        + f"c.JupyterHub.db_url = 'sqlite:///{folder}/hub.sqlite'\n"
    )
    own = {name: value for name, value in os.environ.items() if not name.startswith("WORKBOOK_")}
    address = f"http://localhost:{workbook}"
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "jupyterhub", "-f", str(config)],
            cwd=folder,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env={
                **own,
                "HUB_ADDRESS": f"http://127.0.0.1:{hub}",
                "WORKBOOK_ADDRESS": address,
                "WORKBOOK_COMMAND": str(command),
                "WORKBOOK_SECRET_FILE": str(secret),
                "WORKBOOK_DATA": str(folder / "data"),
            },
        )
    try:
        for url in (f"{address}/healthz", f"http://127.0.0.1:{hub}/hub/login"):
            _wait(url, process, folder / "log")
        yield Running(f"http://127.0.0.1:{hub}", address, folder / "log")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    def answers() -> bool:
        assert process.poll() is None, log.read_text()
        try:
            return httpx.get(url, timeout=PATIENCE).status_code == 200
        except httpx.TransportError:
            return False

    until(answers, log.read_text)


def _sign_in(browser: httpx.Client, running: Running, name: str) -> httpx.Response:
    """From the workbook's front door to its first page, by way of the hub."""
    answer = browser.get(f"{running.workbook}/en/0-start")
    for _ in range(12):
        if 'href="/hub"' in answer.text:
            answer = browser.get(f"{running.workbook}/hub")
        elif answer.has_redirect_location:
            answer = browser.send(answer.next_request) if answer.next_request else answer
        elif "/hub/login" in str(answer.url):
            token = re.search(r'name="_xsrf" value="([^"]+)"', answer.text)
            form = {"username": name, "password": "x", "_xsrf": token.group(1) if token else ""}
            answer = browser.post(str(answer.url), data=form)
        else:
            break
    return answer


def test_signing_in_opens_one_s_own(running: Running) -> None:
    """Protects: who signs in at the hub gets their own workbook, the same in another browser, nobody else's;
    the cookie holds no name."""
    cookies = {}
    for browser_name, user in (("one", "anna"), ("two", "anna"), ("three", "bram")):
        with httpx.Client(timeout=PATIENCE, trust_env=False) as browser:
            page = _sign_in(browser, running, user)
            assert page.status_code == 200, running.log.read_text()[-3000:]
            assert str(page.url) == f"{running.workbook}/en/0-start" or "/0-start" in str(page.url)
            assert 'id="wb-main"' in page.text
            cookies[browser_name] = browser.cookies["workbook"]
            assert user not in cookies[browser_name]
    from workbook.server.hub import secret_of
    from workbook.server.links import Links

    links = Links(running.workbook, ("h" * 43,), secure=False)
    secrets = {name: links.opened(cookie) for name, cookie in cookies.items()}
    assert {name: each.secret for name, each in secrets.items() if each} == {
        "one": secret_of("h" * 43, "anna"),
        "two": secret_of("h" * 43, "anna"),
        "three": secret_of("h" * 43, "bram"),
    }


def test_without_signing_in(running: Running) -> None:
    """Protects: no page without the hub's word; a made-up code, a foreign or missing state open nothing, and
    nobody gets a link."""
    answer = httpx.get(f"{running.workbook}/en/0-start")
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/begin")
    told = httpx.get(f"{running.workbook}/en/begin").text
    assert "whoever runs the server is able to open it" in told
    assert "link that only you have" not in told
    assert 'href="/hub"' in told
    assert httpx.get(f"{running.workbook}/oauth_callback?code=x&state=y").status_code == 403
    with httpx.Client(trust_env=False) as browser:
        sent = browser.get(f"{running.workbook}/hub")
        state = re.search(r"state=([\w-]+)", sent.headers["location"])
        assert state
        assert "code_challenge=" in sent.headers["location"]
        back = browser.get(f"{running.workbook}/oauth_callback?code=made-up&state={state.group(1)}")
        assert back.status_code == 403
        assert "workbook" not in browser.cookies
    made = httpx.post(f"{running.workbook}/en/begin", headers={"Origin": running.workbook})
    assert made.status_code == 404
