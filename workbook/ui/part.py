"""A part of a page: what it shows, what it does, and the boundary no error gets past.

A part renders the whole of itself from the session's state, and each action is a method marked
`@action`. What a browser asks for outside those is ignored.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from htpy import Node, div, p

from workbook.document import Illegible
from workbook.journey import Shut, TooLong
from workbook.store import StoreError, handover
from workbook.store.handover import PAGE_ERROR
from workbook.ui.page import Page
from workbook.ui.screen import Screen
from workbook.ui.session import Elsewhere
from workbook.words import Text, say

_log = logging.getLogger("workbook.ui")
_ANSWERS_KEPT = 200
"""So many answers are remembered: a page sends again what it heard nothing of, and nothing is done twice."""
_Action = TypeVar("_Action", bound=Callable[..., None])


@dataclass(frozen=True, slots=True)
class Event:
    """What a visitor did: the field's key and its value, and for a chunk of a file its bytes."""

    key: str
    value: Any
    content: dict[str, Any]
    buffers: tuple[memoryview, ...] = ()

    @property
    def field(self) -> str:
        """What the page's script knows the field by."""
        return f"{self.content.get('do', '')}:{self.content.get('key', '')}"

    @property
    def started_from(self) -> tuple[str, ...] | None:
        """The texts that this page's field held before; None where it does not tell."""
        told = self.content.get("was")
        if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
            return None
        return tuple(_text(one) for one in told)


def action(method: _Action) -> _Action:
    """Mark a method that a visitor may call; its name, with dashes, is what `data-do` says."""
    method.is_action = True  # type: ignore[attr-defined]
    return method


class Part:
    """Base of all parts. Subclasses give `view`, and actions."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.session = page.session
        self.t = page.session.translate
        self.notice: Text | None = None
        self._focus = ""
        self._answers: dict[int, dict[str, Any]] = {}
        self.screen = Screen(words=page.save_words, book=page.book)
        self.screen.on_msg(self._heard)
        self.draw()

    def view(self) -> Node:
        """The part as HTML; called anew after every change."""
        raise NotImplementedError

    def draw(self) -> None:
        """Render, and send it if it differs from what is on the screen."""
        try:
            body = self.view()
        except Exception as error:
            _report("a part could not be drawn", self, error)
            body = p(".wb-notice", role="alert")[self.t(BROKEN)]
        self.screen.html = str(div[self._notice(), body])

    def let_go(self) -> None:
        """End what the browser shows: another part has taken the place of this one."""
        self.screen.close()

    def _notice(self) -> Node:
        return p(".wb-notice", role="alert")[self.t(self.notice)] if self.notice else None

    def focus(self, element: str) -> None:
        """Move the reader to an element by its id, once the action is done and drawn."""
        self._focus = element

    def _heard(self, _widget: object, content: Any, buffers: list[memoryview]) -> None:
        number = content.get("number") if isinstance(content, dict) else None
        if not isinstance(number, int):
            return
        if number in self._answers:
            self.screen.send(self._answers[number])
            return
        self.notice, self._focus = None, ""
        with self.page.drawn_once(self):
            saved, final = self._tried(content, tuple(buffers))
        if self._focus:
            self.screen.send({"focus": self._focus})
        # Of a workbook that is not there (yet, or any more) nothing is called saved.
        state = ("saved" if self.session.stored else "still") if saved else "failed"
        answer = {"answer": number, "saved": saved, "state": state, "final": final}
        self._answers[number] = answer
        if len(self._answers) > _ANSWERS_KEPT:
            self._answers.pop(next(iter(self._answers)))
        self.screen.send(answer)

    def _tried(self, content: dict[str, Any], buffers: tuple[memoryview, ...]) -> tuple[bool, bool]:
        """Act; whether it was saved, and whether that is the last word: what the store could not keep may
        be tried again, what was refused may not."""
        try:
            self._act(content, buffers)
        except Elsewhere:
            return False, False
        except TooLong as long:
            # It stays in the field, and over a reload too, until it is short enough.
            self.notice = long.reasons[0]
            return False, False
        except Shut as shut:
            self.notice = shut.reasons[0]
        except StoreError as error:
            self.notice = error.text
            handover.failed(type(error).__name__)
            return False, False
        except (Illegible, Refused) as error:
            self.notice = error.text
        except Exception as error:
            _report("an action failed", self, error)
            self.notice = BROKEN
        else:
            return True, False
        return False, True

    def _act(self, content: dict[str, Any], buffers: tuple[memoryview, ...]) -> None:
        name = str(content.get("do", "")).replace("-", "_")
        method = getattr(type(self), name, None)
        if not getattr(method, "is_action", False):
            raise ValueError("no such action")
        event = Event(_text(str(content.get("key", ""))), _text(content.get("value")), content, buffers)
        getattr(self, name)(event)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return self.screen._repr_mimebundle_(**options)


def _text(value: Any) -> Any:
    """The same, and a text without halves of letters, which nothing could keep."""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(value, str) else value


def _report(what: str, part: Part, error: Exception) -> None:
    """Tell the log what kind of error it was and where, and nothing of what a visitor wrote: the
    message of an error may quote it."""
    frames = traceback.extract_tb(error.__traceback__)
    where = next((f"{Path(one.filename).name}:{one.lineno}" for one in reversed(frames)), "")
    _log.error("%s: %s, %s at %s", what, type(part).__name__, type(error).__name__, where)
    handover.failed(PAGE_ERROR)


class Refused(Exception):
    """An action can't be carried out; `text` tells the visitor why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.id)
        self.text = text


BROKEN = say(
    "Something went wrong here, and that is our mistake. What was saved is still there. Reload the page to go on."
)
