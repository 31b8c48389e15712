"""Whether a step was done, week by week, out of the weeks it was due (Q1.4): the manager's own record.

The one measure that looks ahead: what counts was settled before it happened, so nothing has to be sorted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from workbook.evidence.finding import About, Ground, Table, share, week_label
from workbook.evidence.measure import Bar, Coverage, Measure, Period
from workbook.questions import QuestionId
from workbook.words import Text, say, say_n

Kept = Literal["yes", "partly", "no"]


def followed(question: QuestionId, step: Text, weeks: Mapping[str, Kept | None], period: Period) -> Measure:
    """Weeks in which a step was done, out of those looked back on; `weeks` are those it was due, by ISO
    week, None where nobody looked back. `ValueError` without any week.

    'Partly' is not done and stands apart in the table. One measure a step: three steps of one week hang
    together and are not three draws.
    """
    if not weeks:
        raise ValueError("a step that was not due yet has no record")
    found = Counter(weeks.values())
    known = len(weeks) - found[None]
    about = About(
        f"{question}.followed",
        question,
        "share",
        say("Weeks in which you did it: {step}", step=step),
        say(
            "Your own answers at the weekly check-in, from the week of the first time on. Only ‘yes’ counts as "
            "done. Weeks without a check-in are unknown and stand apart. The interval is Wilson's, over weeks."
        ),
        say(
            "It says that you did it, not what came of it. Who skips a check-in more often in a bad week sees "
            "too fair a picture."
        ),
    )
    ground = Ground(period, Coverage(len(weeks), known), ())
    sentence = (
        say_n(
            "{step}: done in **{yes} of {n} week** you looked back on.",
            "{step}: done in **{yes} of {n} weeks** you looked back on.",
            known,
            step=step,
            yes=found["yes"],
        )
        if known
        else say("{step}: not looked back on yet.", step=step)
    )
    rows = (
        Bar(week, week_label(week), tuple(float(kept == one) for one in ("yes", "partly", "no", None)))
        for week, kept in weeks.items()
    )
    columns = (say("Done"), say("Partly"), say("Not done"), say("Not looked back on"))
    measure = share(
        about,
        ground,
        sentence,
        yes=found["yes"],
        of=known,
        unknown=found[None],
        inside=False,
        table=Table(columns, tuple(rows)),
    )
    return replace(measure, self_kept=True)
