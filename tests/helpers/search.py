"""How long a property is searched for an example that breaks it.

In `make test` the search is short and the same in each run. `make search` sets `SEARCH`: then it is random,
and so many times as long.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("SEARCH", "0"))


def examples(number: int) -> int:
    """So many examples, or that many times `SEARCH`."""
    return number * max(TIMES, 1)


def load_profile() -> None:
    """Set what holds for every property; call it before a test module is imported.

    Neither a slow example nor a slow generator is a failure: a busy machine is no broken property.
    """
    common = settings(
        deadline=None,
        max_examples=examples(100),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
    settings.register_profile("test", common, derandomize=True, database=None)
    settings.register_profile("search", common, print_blob=True)
    settings.load_profile("search" if TIMES else "test")


def same_bytes_in_utf8(text: str, encoding: str) -> bool:
    """Whether a text written in Windows-1252 is valid UTF-8 for another text: no reader can tell which was
    meant."""
    if encoding != "cp1252" or text.isascii():
        return False
    try:
        text.encode(encoding).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
