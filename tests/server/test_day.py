"""The day a page goes by is that of the machine it is served from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from helpers.behind import models

from workbook import clock
from workbook.document import decode
from workbook.store import Shelf, open_store


def test_the_demo_was_made_today(start_server: Callable[..., Any], visit: Callable[..., Any]) -> None:
    """Protects what a page says of a day: its kernel, which gets few variables of its server's, has the same."""
    server = start_server()
    before = clock.today()
    page = visit(server)
    talk = page.socket()
    assert talk.does(models(page.text)[1], "demo")["saved"]
    talk.close()
    kept = open_store(f"sqlite:///{server.data / 'workbook.db'}").load(Shelf(server.data).secret("demo"))
    assert kept is not None
    day = decode(kept.document, kept.schema).demo_day
    assert day is not None
    assert before <= day <= clock.today()
