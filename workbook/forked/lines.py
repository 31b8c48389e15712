"""A log of one JSON object a line, with nothing about anybody in it.

Our own messages are written to hold no address, link, name or content. Of others' messages only the place
is kept: what they fill in might hold a visitor's path or words.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final

_OWN: Final = __name__.partition(".")[0]

MOST_LINES: Final = 100
"""Of one kernel; a page that fails again and again says nothing new."""


class Lines(logging.Formatter):
    """One record as one line of JSON: `time` (UTC), `level`, `place`, and `told` if it is ours."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; never a traceback, whose last line is what a visitor may have written."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "place": f"{record.module}:{record.lineno}",
        }
        if record.name.partition(".")[0] == _OWN:
            line["told"] = record.getMessage()
            line.update(getattr(record, "facts", {}))
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["at"] = place(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


class KernelLines(logging.StreamHandler[Any]):
    """Writes a kernel's lines where its server writes its own, a limited number of them.

    A kernel's standard error goes to its page otherwise, and is dropped on the way.
    """

    def __init__(self) -> None:
        super().__init__(sys.__stderr__)
        self.setFormatter(Lines())
        self._left = MOST_LINES

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, if it tells anything."""
        if self._left and not _of_the_end(record):
            self._left -= 1
            super().emit(record)


def speak_in_lines() -> None:
    """Have this kernel tell everything that goes wrong in such lines, and nothing else."""
    root = logging.getLogger()
    root.handlers[:] = [KernelLines()]
    root.setLevel(logging.ERROR)
    log = logging.getLogger(f"{_OWN}.kernel")

    def in_a_thread(failed: threading.ExceptHookArgs) -> None:
        log.error(
            "a thread failed",
            exc_info=(failed.exc_type, failed.exc_value or failed.exc_type(), failed.exc_traceback),
        )

    def unraisable(failed: Any) -> None:
        log.error("tidying up failed", exc_info=(failed.exc_type, failed.exc_value, failed.exc_traceback))

    threading.excepthook = in_a_thread
    sys.unraisablehook = unraisable


def place(traceback: TracebackType | None) -> str:
    """Where an exception was raised, as file and line."""
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    if traceback is None:
        return "an unknown place"
    file = traceback.tb_frame.f_code.co_filename.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{file}:{traceback.tb_lineno}"


def _of_the_end(record: logging.LogRecord) -> bool:
    """Whether it is only that a kernel which ends finds its own sockets closed."""
    import zmq

    error = record.exc_info[1] if record.exc_info else None
    return isinstance(error, zmq.ZMQError) and error.errno in (zmq.ENOTSOCK, zmq.ETERM)
