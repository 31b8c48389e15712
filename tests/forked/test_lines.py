"""What a kernel tells its server's log: lines without a word of anybody's."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import zmq

from workbook.forked.kernel import LINES
from workbook.forked.lines import MOST_LINES, KernelLines, Lines


def _record(name: str, words: str, error: BaseException | None = None) -> logging.LogRecord:
    try:
        if error is not None:
            raise error
        raised: Any = None
    except BaseException:
        raised = sys.exc_info()
    return logging.LogRecord(name, logging.ERROR, "/a/place.py", 7, words, (), raised)


def test_only_our_own_words() -> None:
    """Protects: of others' messages the place is kept, of an exception its kind and place, never its words."""
    ours = json.loads(Lines().format(_record("workbook.ui", "an action failed")))
    assert (ours["told"], ours["place"], ours["level"]) == ("an action failed", "place:7", "error")
    theirs = json.loads(Lines().format(_record("tornado.general", "dear diary", ValueError("dear diary"))))
    assert theirs["error"] == "ValueError"
    assert theirs["at"].startswith("test_lines.py:")
    assert "diary" not in json.dumps(theirs)


def test_an_end_is_no_news_and_there_is_an_end_to_news() -> None:
    """Protects: a kernel that closes its own sockets says nothing of it, and one that fails again and again
    falls silent."""
    handler = KernelLines()
    handler.setStream(io.StringIO())
    handler.emit(_record("tornado.general", "", zmq.ZMQError(zmq.ENOTSOCK)))
    assert handler.stream.getvalue() == ""
    for _ in range(MOST_LINES + 50):
        handler.emit(_record("workbook.ui", "again"))
    assert len(handler.stream.getvalue().splitlines()) == MOST_LINES


def test_nobody_else_writes(open_kernel: Any, tell: Any, run: Callable[[Any], Any], folder: Path) -> None:
    """Protects: in a kernel of the server no other handler is left that would write a traceback."""

    async def one() -> Any:
        async with open_kernel(folder, **{LINES: "1"}) as (_, client):
            return await tell(
                client,
                "import logging\n"
                "made = logging.Logger.manager.loggerDict.values()\n"
                "it = sorted({type(one).__name__ for each in [logging.getLogger(), *made]"
                " for one in getattr(each, 'handlers', ())})",
            )

    assert set(run(one())) <= {"KernelLines", "NullHandler"}
