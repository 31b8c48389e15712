"""The log of a server for others: a JSON object a line, with nothing about anybody in it."""

from __future__ import annotations

import logging
import sys
from typing import Any, Final

from workbook.forked.lines import Lines
from workbook.server.answers import is_told

log: Final = logging.getLogger("workbook.server")


def write_lines(*others: logging.Logger) -> None:
    """From now on log like this to standard error, whatever the loggers given did before."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("workbook").setLevel(logging.INFO)
    for other in others:
        other.handlers[:] = []
        other.setLevel(logging.WARNING)
        other.propagate = True


def log_request(handler: Any) -> None:
    """A line for each answer that is no static file and no news: which kind of address, how it ended, how
    long it took (seconds). Not which address, whose, or from where; and none for what a respondent asks, whose
    time would tell when somebody answered."""
    kind = type(handler).__name__
    if kind in ("StaticHandler", "HealthHandler", "VaultHandler", "MetricsHandler"):
        return
    if getattr(handler, "is_news", False) or not is_told(handler):
        return
    facts = {
        "kind": kind.removesuffix("Handler").lower(),
        "method": handler.request.method,
        "status": handler.get_status(),
        "seconds": round(handler.request.request_time(), 3),
    }
    log.info("answered", extra={"facts": facts})
