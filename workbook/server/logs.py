"""The log of a server for others: a JSON object a line, with nothing about anybody in it.

Our own messages are written to hold no address, link, name or content. Of others' messages only the place
is kept: what they fill in might hold a visitor's path or words.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any, Final

log: Final = logging.getLogger("workbook.server")


class Lines(logging.Formatter):
    """One record as one line of JSON: `time` (UTC), `level`, `place`, and `told` if it is ours."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; never a traceback, whose last line is what a visitor may have written."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "place": f"{record.module}:{record.lineno}",
        }
        if record.name.startswith("workbook"):
            line["told"] = record.getMessage()
            line.update(getattr(record, "facts", {}))
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=False)


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
    long it took (seconds). Not which address, whose, or from where."""
    kind = type(handler).__name__
    if kind in ("StaticHandler", "HealthHandler", "VaultHandler", "MetricsHandler"):
        return
    if getattr(handler, "is_news", False):
        return
    facts = {
        "kind": kind.removesuffix("Handler").lower(),
        "method": handler.request.method,
        "status": handler.get_status(),
        "seconds": round(handler.request.request_time(), 3),
    }
    log.info("answered", extra={"facts": facts})
