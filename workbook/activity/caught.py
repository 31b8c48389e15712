"""What a reader caught that no file can be blamed for, told to the log: its kind and place, and nothing else.

The message of an exception may quote what is in a file, so it is never logged.
"""

from __future__ import annotations

import logging
from types import TracebackType
from typing import Final

_log = logging.getLogger("workbook.activity")
_OURS: Final = __name__.partition(".")[0]
_OF_CODE: Final = (AssertionError, AttributeError, LookupError, NameError, RuntimeError, TypeError)
"""What a mistake in a program raises. Bad contents raise these in libraries too."""


def tell(error: BaseException) -> None:
    """Log an exception that nobody expected, as what it is and where it was raised."""
    _log.error("a reader failed: %s at %s", type(error).__name__, place(error))


def tell_fault(error: BaseException) -> None:
    """Log an exception that was caught for the sake of bad contents, where it is no such thing.

    Libraries raise nearly anything for contents they can make nothing of, and what is computed with odd
    contents may be no valid date or number. What else is raised in our own code is a fault in it.
    """
    where = _innermost(error.__traceback__)
    if where.partition(".")[0] == _OURS and isinstance(error, _OF_CODE):
        tell(error)


def place(error: BaseException) -> str:
    """Where an exception was raised, as module and line; from which line of ours, where that is another."""
    traceback = error.__traceback__
    inner = _innermost(traceback)
    ours = [where for where in _places(traceback) if where.partition(".")[0] == _OURS]
    return inner if not ours or ours[-1] == inner else f"{inner} from {ours[-1]}"


def _innermost(traceback: TracebackType | None) -> str:
    return next(reversed(_places(traceback)), "an unknown place")


def _places(traceback: TracebackType | None) -> list[str]:
    found: list[str] = []
    while traceback is not None:
        found.append(f"{traceback.tb_frame.f_globals.get('__name__', '?')}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return found
