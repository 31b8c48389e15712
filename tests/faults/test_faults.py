"""Faults, each by name. Asked of each: what was stored is there, the visitor was told the truth, and the
server came back by itself."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
import websocket
from helpers.behind import Browser, Talk, kept, models
from helpers.patience import PATIENCE, until

Browsers = Callable[..., Any]

STEPS = ("0-start", "1-plan", "2-marketing", "3-field", "4-balance")


@pytest.fixture
def house(start_server: Callable[..., Any], public_options: tuple[str, ...]) -> Callable[[], Any]:
    """Starts a server for others, on the same data each time."""
    return lambda: start_server(*public_options)


def _question(browser: Browser) -> tuple[Talk, str]:
    """An open question page: its socket, and the part that takes answers."""
    page = browser.page("1-plan").text
    talk = browser.socket()
    for model in models(page):
        answer = talk.does(model, "choose", value="b", number=1)
        if answer["saved"]:
            return talk, model
    raise AssertionError("no part takes an answer")


def _choice(server: Any, link: str) -> str | None:
    document = kept(server, link)
    return document.workbook.inquiry("plan").first.choice if document else None


def _processes(server: Any, kind: str) -> list[psutil.Process]:
    """The server's kernels, or the process they are forked from."""
    found = []
    for child in psutil.Process(server.process.pid).children(recursive=True):
        at_pages = os.path.basename(child.cwd()) in ("nl", "en")
        if at_pages == (kind == "kernel"):
            found.append(child)
    return found


def test_kernel_killed(house: Any, browser_at: Browsers) -> None:
    """The page hears that its kernel is gone, and the next page has every answer that was confirmed."""
    server = house()
    visitor = browser_at(server)
    link = visitor.begin()
    talk, _ = _question(visitor)
    for kernel in _processes(server, "kernel"):
        kernel.kill()
    key = {"Cookie": f"workbook-kernel={visitor.keys[visitor.kernels[-1]]}"}
    until(lambda: visitor.ask(f"/api/kernels/{visitor.kernels[-1]}", headers=key).status_code != 200)
    talk.close()
    assert _choice(server, link) == "b"
    talk, model = _question(visitor)
    assert talk.does(model, "choose", value="a", number=2)["saved"]
    talk.close()
    assert _choice(server, link) == "a"


def test_killed_kernels_leave_nothing(house: Any, browser_at: Browsers) -> None:
    """Kernels that die by themselves leave no file and no open handle with the server."""
    server = house()

    def held() -> tuple[int, int]:
        files = sum(1 for folder in Path("/tmp").glob(f"wb-{server.process.pid}-*") for _ in folder.iterdir())  # noqa: S108
        return files, psutil.Process(server.process.pid).num_fds()

    visitor = browser_at(server)
    visitor.begin()
    visitor.page("1-plan")
    visitor.leave()
    until(lambda: held()[0] <= 1)
    files, handles = held()
    for _ in range(4):
        visitor.page("1-plan")
        for kernel in _processes(server, "kernel"):
            kernel.kill()
    until(lambda: held()[0] <= files and held()[1] <= handles + 4, lambda: f"{files, handles} became {held()}")


def test_zygote_killed(house: Any, browser_at: Browsers) -> None:
    """What kernels are forked from dies: open pages go on, and the next page opens all the same."""
    server = house()
    visitor = browser_at(server)
    link = visitor.begin()
    talk, model = _question(visitor)
    for process in _processes(server, "zygote"):
        process.kill()
    assert talk.does(model, "choose", value="a", number=2)["saved"]
    talk.close()
    second = browser_at(server)
    second.begin()
    talk, _ = _question(second)
    talk.close()
    assert _choice(server, link) == "a"


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "stopped"])
def test_server_killed_and_restarted(house: Any, browser_at: Browsers, how: signal.Signals) -> None:
    """Every confirmed answer is there after a restart; the same cookie opens it; no kernel is left behind."""
    server = house()
    visitor = browser_at(server)
    link = visitor.begin()
    talk, _ = _question(visitor)
    left = _processes(server, "kernel")
    server.stop(how)
    with pytest.raises((websocket.WebSocketException, ConnectionError, OSError)):
        talk.settled()
    assert not psutil.wait_procs(left, timeout=PATIENCE)[1]
    again = house()
    visitor.server = again
    visitor.kernels.clear()
    assert _choice(again, link) == "b"
    talk, model = _question(visitor)
    assert talk.does(model, "choose", value="a", number=2)["saved"]
    talk.close()


def test_database_locked(house: Any, browser_at: Browsers) -> None:
    """Somebody holds the store for too long: 'not saved' is said, what was stored stays, and it goes on."""
    server = house()
    visitor = browser_at(server)
    link = visitor.begin()
    talk, model = _question(visitor)
    other = sqlite3.connect(server.data / "workbook.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    answer = talk.does(model, "choose", value="a", number=2)
    assert (answer["saved"], answer["state"]) == (False, "failed")
    other.execute("ROLLBACK")
    other.close()
    assert _choice(server, link) == "b"
    assert talk.does(model, "choose", value="a", number=3)["saved"]
    talk.close()
    assert _choice(server, link) == "a"


def test_database_gone(house: Any, browser_at: Browsers) -> None:
    """The store's file vanishes and comes back: never 'saved' meanwhile, and all is there afterwards."""
    server = house()
    visitor = browser_at(server)
    link = visitor.begin()
    talk, model = _question(visitor)
    file = server.data / "workbook.db"
    file.rename(file.with_suffix(".away"))
    assert not talk.does(model, "choose", value="a", number=2)["saved"]
    assert visitor.page("1-plan").status_code == 200
    for left in server.data.glob("workbook.db*"):
        left.unlink()
    file.with_suffix(".away").rename(file)
    assert talk.does(model, "choose", value="a", number=3)["saved"]
    talk.close()
    assert _choice(server, link) == "a"


def test_full_disk(house: Any, browser_at: Browsers) -> None:
    """No room to write: 'not saved' is said, what was stored stays, and with room it goes on.

    The store's own tests fill a real disk; here each kernel may write files of one byte only.
    """
    import resource

    server = house()
    visitor = browser_at(server)
    link = visitor.begin()
    talk, model = _question(visitor)
    (kernel,) = _processes(server, "kernel")
    before = kernel.rlimit(resource.RLIMIT_FSIZE)
    kernel.rlimit(resource.RLIMIT_FSIZE, (1, before[1]))
    assert not talk.does(model, "choose", value="a", number=2)["saved"]
    assert _choice(server, link) == "b"
    kernel.rlimit(resource.RLIMIT_FSIZE, before)
    assert talk.does(model, "choose", value="a", number=3)["saved"]
    talk.close()
    assert _choice(server, link) == "a"


def test_a_slow_database(house: Any, browser_at: Browsers) -> None:
    """The store is held for two seconds: the answer waits, and is saved."""
    import threading

    server = house()
    visitor = browser_at(server)
    link = visitor.begin()
    talk, model = _question(visitor)
    held = threading.Event()

    def hold() -> None:
        other = sqlite3.connect(server.data / "workbook.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        held.set()
        threading.Event().wait(2)
        other.execute("ROLLBACK")
        other.close()

    slow = threading.Thread(target=hold)
    slow.start()
    held.wait(10)
    assert talk.does(model, "choose", value="a", number=2)["saved"]
    slow.join()
    talk.close()
    assert _choice(server, link) == "a"


def test_clock_moved() -> None:
    """A clock put a year back or a week on: cookies of before go on for as long as they should, rates and
    waiting go by a clock that never moves."""
    from workbook.server.inside import Handovers
    from workbook.server.links import Links
    from workbook.store.handover import Handover

    now = [2_000_000_000.0]
    links = Links("https://workbook.example", ("k" * 43,), secure=True, now=lambda: now[0])
    cookie = links.cookies("s" * 43).split(";")[0].split("=", 1)[1]
    now[0] += 7 * 24 * 3600
    assert links.opened(cookie) is not None
    now[0] -= 14 * 24 * 3600
    assert links.opened(cookie) is not None
    now[0] -= 365 * 24 * 3600
    assert links.opened(cookie) is None
    handovers = Handovers()
    assert handovers.take(handovers.give(Handover("s"))) == Handover("s")


def test_two_tabs_on_one_workbook(house: Any, browser_at: Browsers) -> None:
    """Two tabs answer different questions and the same one: nothing is lost, the later of the two stays."""
    server = house()
    one = browser_at(server)
    link = one.begin()
    talk, model = _question(one)
    two = browser_at(server)
    two.ask(link)
    page = two.page("2-marketing").text
    other = two.socket()
    assert any(other.does(each, "choose", value="a", number=5)["saved"] for each in models(page))
    assert talk.does(model, "choose", value="a", number=2)["saved"]
    third, same = _question(browser_with(server, link))
    assert third.does(same, "choose", value="b", number=3)["saved"]
    for each in (talk, other, third):
        each.close()
    document = kept(server, link)
    assert document.workbook.inquiry("plan").first.choice == "b"
    assert document.workbook.inquiry("marketing").first.choice == "a"


def browser_with(server: Any, link: str) -> Browser:
    """Another browser that the link was opened in."""
    browser = Browser(server, "203.0.113.77")
    browser.ask(link)
    return browser


@pytest.mark.parametrize("step", STEPS)
def test_websocket_dropped(public: Any, browser_at: Browsers, step: str) -> None:
    """At each step of the journey the socket drops without a farewell: the kernel is still there, a new
    socket goes on with it, and nothing that was confirmed is gone."""
    visitor = browser_at(public)
    link = visitor.begin()
    _question(visitor)[0].close()
    page = visitor.page(step).text
    talk = visitor.socket()
    talk.settled()
    talk.connection.sock.close()
    talk = visitor.socket()
    talk.settled()
    for model in models(page)[1:2]:
        assert "answer" in talk.does(model, "no-such-action", number=4)
    talk.close()
    assert _choice(public, link) == "b"


def test_migration_interrupted(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """An upgrade that breaks off in the middle leaves the old schema whole; the next start finishes it."""
    import sqlalchemy as sa

    from workbook.store import StoreError, new_secret, open_store, schema

    url, secret = f"sqlite:///{tmp_path}/workbook.db", new_secret()
    open_store(url).create(secret, b"kept", 1)
    with sa.create_engine(url, poolclass=sa.NullPool).begin() as host:
        for name in sa.inspect(host).get_table_names():
            if name not in ("workbooks", "store_version"):
                host.exec_driver_sql(f"DROP TABLE {name}")
        host.exec_driver_sql("UPDATE store_version SET version_num = '0001'")
    whole = schema._upgrade

    def broken(connection: Any) -> None:
        whole(connection)
        raise OSError

    monkeypatch.setattr(schema, "_upgrade", broken)
    with pytest.raises((OSError, StoreError)):
        open_store(url)
    with sa.create_engine(url, poolclass=sa.NullPool).connect() as host:
        assert host.exec_driver_sql("SELECT version_num FROM store_version").scalar() == "0001"
        assert not sa.inspect(host).has_table("boxes")
    monkeypatch.undo()
    found = open_store(url).load(secret)
    assert found is not None
    assert found.document == b"kept"
