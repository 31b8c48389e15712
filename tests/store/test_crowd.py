"""More pages than the database has connections: they wait for their turn, and no answer is lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

import sqlalchemy as sa
from helpers.patience import PATIENCE

from workbook.store import new_secret, open_store
from workbook.store.errors import Locked

PAGES, ANSWERS, CONNECTIONS = 40, 3, 8
T = TypeVar("T")


def sent_again(send: Callable[[], T]) -> T:
    """What a page does that is told to wait: nothing was stored, and it tries once more."""
    latest = time.monotonic() + PATIENCE
    while True:
        try:
            return send()
        except Locked:
            if time.monotonic() > latest:
                raise


def test_more_visitors_than_connections(
    postgresql: Any, at_once: Callable[[int, Callable[[int], None]], None], raw: Callable[[str], sa.Engine]
) -> None:
    """Forty pages with eight connections between them, three answers each at the same moment: all stored. A page
    that is told to wait sends its answer again."""
    url: str = postgresql.new_database()
    store = open_store(url)
    secrets = [new_secret() for _ in range(PAGES)]
    for secret in secrets:
        store.create(secret, b"", 1)
    name = url.rsplit("/", 1)[1]
    with raw(url).connect().execution_options(isolation_level="AUTOCOMMIT") as host:
        host.exec_driver_sql("CREATE ROLE visitor LOGIN")
        host.exec_driver_sql(f"ALTER DATABASE {name} CONNECTION LIMIT {CONNECTIONS}")
        host.exec_driver_sql("GRANT ALL ON ALL TABLES IN SCHEMA public TO visitor")
    crowded = url.replace("host@", "visitor@")

    def answer(number: int) -> None:
        own = sent_again(lambda: open_store(crowded))
        for _ in range(ANSWERS):
            sent_again(
                lambda: own.change(secrets[number], lambda document, schema: (document + b"!", schema))
            )

    at_once(PAGES, answer)
    for secret in secrets:
        kept = store.load(secret)
        assert kept is not None
        assert kept.document == b"!" * ANSWERS
