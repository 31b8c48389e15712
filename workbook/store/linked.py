"""The shelf of a visitor who came by a link: no disk, everything follows from the link's secret.

Which of the two workbooks is open, and how often the demo was begun anew, is kept as a third sealed
row, under a secret made from the visitor's own. So any server on the same database finds it.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from workbook.store.errors import NotWiped
from workbook.store.sealing import derive
from workbook.store.shelf import NAMES, Name

if TYPE_CHECKING:
    from workbook.store.database import Store

_SCHEMA = 1


class LinkedShelf:
    """As a `Shelf`, on a store and the secret of a link. Methods raise a `StoreError` and `ValueError`
    where a `Shelf` does."""

    def __init__(self, store: Store, secret: str) -> None:
        self._store = store
        self._secret = secret
        self._note = _further(secret, "shelf")

    def secret(self, name: Name) -> str:
        """The secret of a workbook; that of the demo can be made from one's own, never the other way."""
        if name not in NAMES:
            raise ValueError(f"no workbook is called {name!r}")
        if name == "mine":
            return self._secret
        return _further(self._secret, f"demo/{self._noted()['demos']}")

    @property
    def current(self) -> Name:
        """The workbook that is open now; `mine` until another was chosen."""
        return "demo" if self._noted()["open"] == "demo" else "mine"

    def choose(self, name: Name) -> str:
        """Open another workbook from now on; gives its secret."""
        secret = self.secret(name)
        if name != self.current:
            self._write(open=name)
        return secret

    def drop(self, name: Name) -> None:
        """Forget a workbook that was deleted. The next demo has another secret; with one's own
        workbook, everything goes that was ever kept for this link."""
        if name == "demo":
            self._write(demos=int(self._noted()["demos"]) + 1)
            return
        self.forget()

    def forget(self) -> None:
        """Delete the demo, and the note of what is open."""
        not_wiped: NotWiped | None = None
        for secret in (self.secret("demo"), self._note):
            try:
                self._store.delete(secret)
            except NotWiped as error:
                not_wiped = error
        if not_wiped:
            raise not_wiped

    def _noted(self) -> dict[str, Any]:
        kept = self._store.load(self._note)
        return json.loads(kept.document) if kept else {"open": "mine", "demos": 0}

    def _write(self, **changed: object) -> None:
        self._store.create(self._note, json.dumps({"open": "mine", "demos": 0}).encode(), _SCHEMA)
        self._store.change(
            self._note, lambda note, schema: (json.dumps({**json.loads(note), **changed}).encode(), schema)
        )


def _further(secret: str, purpose: str) -> str:
    """Another secret, as long as the first, that leads nowhere back."""
    return base64.urlsafe_b64encode(derive(secret, f"linked/{purpose}")).rstrip(b"=").decode()
