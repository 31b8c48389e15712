"""What a server for others refuses to start without, and how it reads what a proxy says."""

from __future__ import annotations

import ipaddress
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbook.server.hosting import Unfit, read_hosting
from workbook.server.links import COOKIE_SECONDS, Links
from workbook.server.proxied import visitor_address
from workbook.server.rates import Rate

COMMAND = (sys.executable, "-P", "-c", "from workbook.cli import main; main()")
LOCAL = ("127.0.0.1",)


def _told(secret_file: Path, **other: object) -> dict[str, object]:
    return {
        "address": "https://workbook.example",
        "behind": LOCAL,
        "secret_file": secret_file,
        "most_pages": 10,
        **other,
    }


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("WORKBOOK_")}
    return subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, env=own, timeout=60)


def test_nothing_told_nothing_served() -> None:
    """Protects: without address, proxy, secret and limit the command says all four at once and ends with 2."""
    ran = _run("serve", "--public", "--no-browser")
    assert ran.returncode == 2
    for option in ("--address", "--behind", "--secret-file", "--most-pages"):
        assert option in ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.stdout == ""


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"address": "http://workbook.example"}, "unencrypted"),
        ({"address": "https://workbook.example/sub"}, "after the name"),
        ({"address": "https://me:pw@workbook.example"}, "after the name"),
        ({"address": "workbook.example"}, "looks like"),
        ({"address": ""}, "--address"),
        ({"behind": ()}, "--behind"),
        ({"behind": ("0.0.0.0/0",)}, "whole internet"),
        ({"behind": ("proxy",)}, "no IP address"),
        ({"most_pages": None}, "--most-pages"),
        ({"most_pages": 0}, "1 or more"),
        ({"pages_a_minute": 0}, "1 or more"),
        ({"hub": True}, "JUPYTERHUB_API_TOKEN"),
    ],
)
def test_each_thing_that_is_wrong_is_said(secret_file: Path, other: dict[str, object], said: str) -> None:
    """Protects: a sentence for each thing a host can get wrong."""
    with pytest.raises(Unfit) as unfit:
        read_hosting(**_told(secret_file, **other))  # type: ignore[arg-type]
    assert len(unfit.value.told) == 1
    assert said in unfit.value.told[0]


def test_a_secret_that_others_can_read_is_refused(tmp_path: Path) -> None:
    """Protects: the server's own secret is private, long enough and there."""
    path = tmp_path / "secret"
    with pytest.raises(Unfit, match="no secret file"):
        read_hosting(**_told(path))  # type: ignore[arg-type]
    path.write_text("k" * 43)
    path.chmod(0o644)
    with pytest.raises(Unfit, match="open to others"):
        read_hosting(**_told(path))  # type: ignore[arg-type]
    path.chmod(0o600)
    assert read_hosting(**_told(path)).keys == ("k" * 43,)  # type: ignore[arg-type]
    path.write_text("short")
    with pytest.raises(Unfit, match="too short"):
        read_hosting(**_told(path))  # type: ignore[arg-type]


def test_making_a_secret_and_another(tmp_path: Path) -> None:
    """Protects: a made secret is accepted and private; a second goes before it, and links of both open."""
    path = tmp_path / "secret"
    assert _run("new-secret", str(path)).returncode == 0
    assert path.stat().st_mode & 0o777 == 0o600
    old = read_hosting(**_told(path)).keys  # type: ignore[arg-type]
    assert _run("new-secret", str(path)).returncode == 0
    keys = read_hosting(**_told(path)).keys  # type: ignore[arg-type]
    assert keys[1:] == old
    before = Links("https://a.example", old, secure=True)
    after = Links("https://a.example", keys, secure=True)
    secret = before.new()
    brought = after.read(before.address(secret))
    assert brought is not None
    assert brought.known
    cookie = before.cookies(secret).split(";")[0].split("=", 1)[1]
    opened = after.opened(cookie)
    assert opened is not None
    assert opened.secret == secret


def test_a_cookie_ends(tmp_path: Path) -> None:
    """Protects: a copied cookie is worth nothing after thirty days, at another server, or as an offer."""
    now = [1_000_000.0]
    links = Links("https://a.example", ("k" * 43,), secure=True, now=lambda: now[0])
    cookie = links.cookies("s" * 43).split(";")[0].split("=", 1)[1]
    assert links.opened(cookie) is not None
    assert links.offered(cookie) is None
    assert Links("https://a.example", ("l" * 43,), secure=True, now=lambda: now[0]).opened(cookie) is None
    now[0] += COOKIE_SECONDS + 1
    assert links.opened(cookie) is None


def test_a_link_that_was_not_made_here(tmp_path: Path) -> None:
    """Protects: a made-up link is known for one, and words that are no link are none."""
    links = Links("https://a.example", ("k" * 43,), secure=True)
    made_up = links.read("https://a.example/w/" + "x" * 51)
    assert made_up is not None
    assert not made_up.known
    for words in ("", "hello", "x" * 42, "x" * 60, "https://a.example/", "x" * 43 + "/../y"):
        assert links.read(words) is None


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        (["203.0.113.7"], "203.0.113.7"),
        (["1.2.3.4, 203.0.113.7"], "203.0.113.7"),
        (["1.2.3.4", "203.0.113.7"], "203.0.113.7"),
        (["203.0.113.7, 10.0.0.9"], "203.0.113.7"),
        (["2001:db8::1"], "2001:db8::1"),
        ([], "10.0.0.1"),
        (["<script>"], "10.0.0.1"),
        (["203.0.113.7, unknown"], "10.0.0.1"),
        (["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
    ],
)
def test_whose_address_counts(forwarded: list[str], address: str) -> None:
    """Protects: only what a trusted proxy added counts, never what a visitor wrote before it."""
    trusted = (ipaddress.ip_network("10.0.0.0/24"),)
    assert visitor_address("10.0.0.1", forwarded, trusted) == address


def test_a_rate_refills() -> None:
    """Protects: so many at once, so many a minute, each address for itself."""
    now = [0.0]
    rate = Rate(60, now=lambda: now[0])
    assert all(rate.take("a") for _ in range(60))
    assert not rate.take("a")
    assert rate.take("b")
    now[0] += 2
    assert [rate.take("a") for _ in range(3)] == [True, True, False]
    assert rate.refused == 2


def test_doctor_of_a_server_for_others(tmp_path: Path, secret_file: Path) -> None:
    """Protects: the doctor says what is wrong in words, for both ways of serving, also to a program."""
    own = ("--data", str(tmp_path))
    assert _run("doctor", *own).returncode == 0
    bare = _run("doctor", "--public", "--json", *own)
    assert bare.returncode == 1
    wrong = [each["told"] for each in json.loads(bare.stdout) if not each["good"]]
    assert len(wrong) == 4
    options = ("--address", "https://localhost:9", "--behind", "127.0.0.1", "--secret-file", str(secret_file))
    told = _run("doctor", "--public", *options, "--most-pages", "5", *own)
    assert "WRONG  through the proxy: https://localhost:9 does not answer" in told.stdout
    assert "ok     secret: 1 in" in told.stdout
    assert "k" * 43 not in told.stdout


@pytest.mark.parametrize(
    ("database", "said"),
    [("nonsense://x", "its address is none"), ("broken", "restore a backup"), ("/proc/none/workbook.db", "WRONG")],
)
def test_doctor_of_a_broken_store(tmp_path: Path, database: str, said: str) -> None:
    """Protects: of a store that can't be opened the doctor says what to do, in words and without a traceback."""
    if "//" not in database:
        path = tmp_path / database if not database.startswith("/") else Path(database)
        if database == "broken":
            path.write_bytes(bytes(range(256)) * 40)
        database = f"sqlite:///{path}"
    ran = _run("doctor", "--data", str(tmp_path), "--database", database)
    assert ran.returncode == 1
    assert said in ran.stdout
    assert "Traceback" not in ran.stdout + ran.stderr
