"""More pages than the database has connections: they wait for their turn, and no answer is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from workbook.store import new_secret, open_store

PAGES, ANSWERS, CONNECTIONS = 40, 3, 8


def test_more_visitors_than_connections(
    postgresql: Any, at_once: Callable[[int, Callable[[int], None]], None], raw: Callable[[str], sa.Engine]
) -> None:
    """Forty pages with eight connections between them, three answers each at the same moment: all stored."""
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
        own = open_store(crowded)
        for _ in range(ANSWERS):
            own.change(secrets[number], lambda document, schema: (document + b"!", schema))

    at_once(PAGES, answer)
    for secret in secrets:
        kept = store.load(secret)
        assert kept is not None
        assert kept.document == b"!" * ANSWERS
