"""How soon one correction is kept, measured and drawn, beside doing all of it anew: `python -m bench.correcting`.

A year of 17,000 events on a question page. Beside it stands what a correction would cost if nothing were kept
from before: every row sorted and every measure taken. Printed are the best of several runs in milliseconds of
the processor, and their ratio, which another machine would give too.
"""

from __future__ import annotations

import html
import re
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from helpers.visitor import Visitor  # noqa: E402

from bench.calendars import calendar  # noqa: E402
from workbook import evidence  # noqa: E402
from workbook.activity.sorting import Rules, sort_activities  # noqa: E402
from workbook.store import Shelf, open_store  # noqa: E402
from workbook.ui.pages.question import QuestionPage  # noqa: E402
from workbook.ui.pages.start import StartPage  # noqa: E402
from workbook.ui.session import Session  # noqa: E402

EVENTS: Final = 17_000
ROUNDS: Final = 5
TODAY: Final = date(2026, 11, 23)


def best(work: Callable[[], Any], rounds: int = ROUNDS) -> float:
    """The least processor time of so many runs, in seconds: other work only ever adds to it."""
    taken = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken)


def main() -> int:
    """Measure both, and print them."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/workbook.db")
        session = Session(store, Shelf(Path(folder)), Path(folder), "en", today=lambda _zone: TODAY)
        Visitor(StartPage("start", session).files()).brings("load", "year.ics", calendar(EVENTS, last=TODAY))
        page = QuestionPage("plan", session)
        asked = Visitor(page.question())
        asked.does("choose", value="b")
        asked.does("count", value="few")
        shown = Visitor(page.evidence())
        shown.does("look")
        shown.does("review", key="plan.cadence")
        keys = iter(re.findall(r'data-key="(title:[^"]+)"', shown.html)[::2])

        def correct() -> None:
            assert shown.does("correct", key=html.unescape(next(keys)), value="yes")["saved"]

        kept = best(correct)
        rows, document = session.recall(), session.document
        assert rows is not None
        rules = Rules(corrections=document.corrections)

        def anew() -> None:
            verdicts = sort_activities(rows.activities, document.people, rules)
            period = evidence.default_period(rows.activities, TODAY)
            evidence.measure(
                evidence.Material(rows.activities, verdicts, document.people, rows.deals, period)
            )

        plain = best(anew)
        print(
            f"{len(rows.activities):,} rows: a correction kept, measured and drawn {1000 * kept:.0f} ms; sorting and "
            f"measuring anew alone {1000 * plain:.0f} ms: {kept / plain:.2f} of it"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
