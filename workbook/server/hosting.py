"""What a server that others can reach has to be told, and refuses to start without.

A visitor's workbook opens by a link there, so the address, the proxy whose word counts, the server's own
secret and its limits have to be right before the first visitor comes. What is missing is said all at once.
"""

from __future__ import annotations

import contextlib
import ipaddress
import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from workbook.server.admission import BYTES_A_PAGE
from workbook.server.retention import KEPT_DAYS

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

SHORTEST_KEY: Final = 43
"""Characters of base64url that hold 256 random bits; `workbook new-secret` writes so many."""

PAGES_A_MINUTE: Final = 120
"""Pages that one address may open in a minute: a training room behind one address, not a script."""

_NAME: Final = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


@dataclass(frozen=True, slots=True)
class Hosting:
    """A server for others.

    `address` is where visitors reach it, such as https://workbook.example; `trusted` are the proxies
    whose word about a visitor's address counts; `keys` the server's secrets, of which the first makes
    and all open; `most_pages` is how many pages may be open at once, `pages_a_minute` how many one
    address may open; `metrics_port` a port of the loopback, None for no metrics; `hub` says that
    visitors sign in at a JupyterHub instead of bringing a link; `keep_days` after how many days without
    a change a workbook is deleted.
    """

    address: str
    trusted: tuple[Network, ...]
    keys: tuple[str, ...] = field(repr=False)
    most_pages: int
    pages_a_minute: int = PAGES_A_MINUTE
    metrics_port: int | None = None
    hub: bool = False
    keep_days: int = KEPT_DAYS

    @property
    def name(self) -> str:
        """The host name of the address."""
        return urlsplit(self.address).hostname or ""

    @property
    def scheme(self) -> str:
        """`https`, or `http` where that never leaves this machine."""
        return urlsplit(self.address).scheme

    @property
    def secure(self) -> bool:
        """Whether cookies are for encrypted connections only."""
        return self.scheme == "https"


class Unfit(Exception):
    """A server for others can't be started like this; `told` says why, a sentence for each reason."""

    def __init__(self, told: tuple[str, ...]) -> None:
        super().__init__(*told)
        self.told = told


def read_hosting(
    *,
    address: str,
    behind: Sequence[str],
    secret_file: Path | None,
    most_pages: int | None,
    pages_a_minute: int = PAGES_A_MINUTE,
    metrics_port: int | None = None,
    hub: bool = False,
    keep_days: int = KEPT_DAYS,
) -> Hosting:
    """Check everything that was told. Raises `Unfit` with all that is missing or wrong."""
    wrong: list[str] = []
    address = address.rstrip("/")
    _check(wrong, address_trouble(address))
    trusted: list[Network] = []
    if not behind:
        wrong.append(
            "Say which proxy stands in front, by its IP address: --behind 127.0.0.1 for one on this machine."
            " Without one there is no encryption, and visitors could claim any address."
        )
    for each in behind:
        try:
            trusted.append(ipaddress.ip_network(each.strip(), strict=False))
        except ValueError:
            wrong.append(f"--behind {each}: that is no IP address and no network such as 10.0.0.0/24.")
    if any(network.prefixlen == 0 for network in trusted):
        wrong.append("--behind may not be the whole internet: anybody could then claim any address.")
    keys: tuple[str, ...] = ()
    if secret_file is None:
        wrong.append(
            "Give the server a secret of its own: workbook new-secret /path/to/file makes one, and"
            " --secret-file /path/to/file reads it."
        )
    else:
        try:
            keys = read_keys(secret_file)
        except Unfit as unfit:
            wrong += unfit.told
    if most_pages is None:
        wrong.append(
            "Say how many pages may be open at once: --most-pages N. "
            + (f"The memory of this machine is enough for some {fit}." if (fit := pages_that_fit()) else "")
        )
    elif most_pages < 1:
        wrong.append("--most-pages must be 1 or more.")
    if pages_a_minute < 1:
        wrong.append("--pages-a-minute must be 1 or more.")
    if hub:
        missing = [name for name in HUB_VARIABLES if not os.environ.get(name)]
        if missing:
            wrong.append(f"--hub needs what a JupyterHub gives its services: {', '.join(missing)} not set.")
    if wrong:
        raise Unfit(tuple(sentence.strip() for sentence in wrong))
    return Hosting(address, tuple(trusted), keys, most_pages or 1, pages_a_minute, metrics_port, hub, keep_days)


HUB_VARIABLES: Final = ("JUPYTERHUB_API_TOKEN", "JUPYTERHUB_API_URL", "JUPYTERHUB_CLIENT_ID", "JUPYTERHUB_HOST")


def _check(wrong: list[str], trouble: str) -> None:
    if trouble:
        wrong.append(trouble)


def address_trouble(address: str) -> str:
    """What is wrong with a public address, empty when nothing is."""
    if not address:
        return "Say where visitors reach this server: --address https://workbook.example"
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not _NAME.fullmatch(host):
        return f"--address {address}: an address looks like https://workbook.example"
    if parts.path or parts.query or parts.fragment or parts.username:
        return (
            f"--address {address}: leave out everything after the name; the workbook needs a name of its own."
        )
    if parts.scheme == "http" and host not in ("localhost", "127.0.0.1"):
        return f"--address {address}: a link opens a workbook, so it may not travel unencrypted. Use https."
    return ""


def read_keys(path: Path) -> tuple[str, ...]:
    """The secrets in a file, one a line, newest first. Raises `Unfit`."""
    try:
        mode = path.stat().st_mode
        lines = path.read_text(encoding="ascii").split()
    except FileNotFoundError:
        raise Unfit((f"There is no secret file {path}. Make one: workbook new-secret {path}",)) from None
    except (OSError, UnicodeDecodeError):
        raise Unfit((f"The secret file {path} can't be read.",)) from None
    if os.name == "posix" and mode & (stat.S_IROTH | stat.S_IWOTH | stat.S_IWGRP):
        raise Unfit((f"The secret file {path} is open to others. Close it: chmod 600 {path}",))
    if not lines or any(len(line) < SHORTEST_KEY for line in lines):
        raise Unfit((f"The secret in {path} is too short. Make one: workbook new-secret {path}",))
    return tuple(lines)


def pages_that_fit() -> int:
    """How many open pages the memory of this machine carries, half a gigabyte left for the rest; 0
    where the system doesn't tell."""
    try:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return 0
    limit = Path("/sys/fs/cgroup/memory.max")
    with contextlib.suppress(OSError, ValueError):
        memory = min(memory, int(limit.read_text()))
    return max(1, (memory - 512 * 1024 * 1024) // BYTES_A_PAGE)
