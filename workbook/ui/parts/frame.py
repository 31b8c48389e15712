"""What the page's frame shows of the workbook: which pages are done, and whether all is saved."""

from __future__ import annotations

import json
import os

from htpy import Node, p

from workbook.activity.zones import is_zone
from workbook.journey import blockers
from workbook.pages import PAGES
from workbook.questions import QUESTIONS
from workbook.ui.page import SAVE_WORDS
from workbook.ui.part import Event, Part, action
from workbook.words import say


class Frame(Part):
    """Tells the frame of our own server; in JupyterLab, which has none, it is a line of its own. Asks the
    browser for its time zone as long as the manager's is not known."""

    def view(self) -> Node:
        document = self.session.document
        done = [PAGES[q] for q in QUESTIONS if not blockers(document.workbook, "done", q)]
        if document.evidence.readings:
            done.insert(0, PAGES["start"])
        if document.workbook.decision and document.workbook.why.strip():
            done.append(PAGES["balance"])
        saved = self.t(SAVE_WORDS["saved"]) if self.session.stored else ""
        line = self.t(say("You are looking at the demo manager.")) if document.demo else saved
        state = json.dumps({"done": done, "saved": saved, "demo": document.demo})
        asks = None if document.decisions.zone_known else "clock"
        return p(".wb-frame", data_frame=state, data_ask_zone=asks, hidden="VOILA_BASE_URL" in os.environ)[line]

    @action
    def clock(self, event: Event) -> None:
        """Hear in which zone the browser is; what is no zone here is not heard."""
        if is_zone(str(event.value)):
            self.session.set_browser_zone(str(event.value))
