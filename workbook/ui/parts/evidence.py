"""What the manager's own data show: figures, each with all that is needed to doubt it."""

from __future__ import annotations

from typing import Final

from htpy import (
    Node,
    a,
    details,
    div,
    figcaption,
    figure,
    fragment,
    h3,
    p,
    section,
    small,
    summary,
)

from workbook.activity.sorting import Topic
from workbook.beside import confrontation, further_back
from workbook.charts import CHARTED, Chart, draw
from workbook.comparison import days_measure
from workbook.evidence.measure import Measure
from workbook.evidence.telling import caption, reckoning
from workbook.evidence.thin import too_thin
from workbook.journey import Workbook, blockers, see_evidence
from workbook.questions import QuestionId
from workbook.ui.html import act, as_table, rich, svg, unseen
from workbook.ui.page import Page
from workbook.ui.part import Event, action
from workbook.ui.parts.private import AsksPrivate
from workbook.ui.parts.question import CHANGED_ELSEWHERE
from workbook.ui.parts.review import Review
from workbook.words import Text, say

TOPICS: Final[dict[str, Topic]] = {
    "plan.cadence": "plan",
    "plan.cross_functional": "plan",
    "plan.broadcast": "target",
    "marketing.contact_days": "marketing",
    "marketing.campaign_sessions": "campaign",
    "field.customer_hours": "customer",
    "field.ride_alongs": "customer",
    "field.never_accompanied": "customer",
    "field.debriefs": "customer",
    "field.reporting": "reporting",
}
"""What sorting a measure counts on, and so what 'is one wrong?' opens."""


class EvidencePart(AsksPrivate):
    """The figures of one question, once asked for; asking locks the first answer."""

    def __init__(self, page: Page, question: QuestionId) -> None:
        self.question = question
        self._charts: dict[str, tuple[Measure, Chart]] = {}
        self._review: Review | None = None
        super().__init__(page)

    def view(self) -> Node:
        workbook = self.session.document.workbook
        if not workbook.inquiry(self.question).evidence_seen:
            return self._door()
        measures = [m for m in self.session.document.evidence.measures if m.question == self.question]
        return section(
            ".wb-evidence", id="evidence", tabindex="-1", aria_label=self.t(say("What your data say"))
        )[self._figures(measures) if measures else self._nothing(),]

    def _door(self) -> Node:
        t = self.t
        return div(".wb-door")[
            act(
                t,
                "look",
                say("Show what my calendar says"),
                blockers=blockers(self.session.document.workbook, "evidence", self.question),
            ),
            p(".wb-note")[
                t(say("Your answer is locked once you look, so that you can lay the two side by side."))
            ],
        ]

    def _nothing(self) -> Node:
        t = self.t
        return div(".wb-empty")[
            p[t(say("No files are loaded, so there is nothing to lay beside your answer."))],
            p[
                t(say("A calendar export is enough: it would show weeks, visits and who was there.")),
                " ",
                a(href=self.page.address("start"))[t(say("Load files on the start page"))],
                ". ",
                a(href=self.page.address("checkin"))[t(say("Or keep a diary of two weeks"))],
                ". ",
                t(say("You can also go on without: the questions do their work all the same.")),
            ],
        ]

    def _figures(self, measures: list[Measure]) -> Node:
        t = self.t
        measures = [m for m in measures if m.id not in ELSEWHERE]
        drawn = [m for m in measures if _leads(m) and m.standing != "absent"]
        said = {SAID_BY[m.id] for m in drawn if m.id in SAID_BY}
        told = [
            m
            for m in measures
            if m.id not in said and m not in drawn and m.standing != "absent" and m.id not in DAYS
        ]
        absent = [m for m in measures if m.standing == "absent" and m.id not in DAYS]
        return fragment[
            self.ask_private() or (self.private_answer() if self.answered_here else None),
            self._beside(measures),
            (self._figure(measure) for measure in drawn),
            fragment[h3[t(say("Also counted"))], (self._figure(measure) for measure in told)]
            if told
            else None,
            # In plain sight where one click mends it, and not for who loaded nothing of the kind.
            details(".wb-absent", open=any(_asks_who(m) for m in absent))[
                summary[t(say("What could not be counted, and what it would take"))],
                (
                    p[self._terms(alike), t(missing), self._to_start(missing)]
                    for missing, alike in _by_missing(absent)
                ),
            ]
            if absent
            else None,
        ]

    def _to_start(self, missing: Text) -> Node:
        said = next((said for words, said in _AT_START.items() if missing.id.startswith(words)), None)
        return fragment[" ", a(href=self.page.address("start"))[self.t(said)]] if said else None

    def _beside(self, measures: list[Measure]) -> Node:
        """The answer, and what was counted in the same four weeks: before anything that looks further back."""
        t = self.t
        said = confrontation(self.session.document.workbook, measures, self.question)
        counted = days_measure(measures, self.question)
        if said is None or counted is None:
            return None
        return section(".wb-figure", id=element(counted))[
            p(".wb-say")[
                rich(t(said)),
                (" ", t(say("Below you look further back.")))
                if further_back(measures, self.question)
                else None,
            ],
            p(".wb-caption")[self._caption(counted)],
            self._doubt(counted, None),
        ]

    def _terms(self, measures: list[Measure]) -> Node:
        return fragment[small(".wb-label")[" · ".join(self.t(one.title) for one in measures)], " "]

    def _figure(self, measure: Measure) -> Node:
        if measure.id not in CHARTED:
            return self._told(measure)
        chart = self._chart(measure)
        t = self.t
        return section(
            class_="wb-figure wb-thin" if measure.standing == "thin" else "wb-figure", id=element(measure)
        )[
            p(".wb-say")[rich(t(measure.sentence))],
            figure[
                svg(chart.svg),
                svg(chart.narrow),
                figcaption[self._caption(measure)],
            ],
            self._doubt(measure, chart),
        ]

    def _told(self, measure: Measure) -> Node:
        leads = _leads(measure)
        return section(class_="wb-figure" if leads else "wb-told", id=element(measure))[
            p(class_="wb-say" if leads else None)[rich(self.t(measure.sentence))],
            p(".wb-caption")[self._caption(measure)],
            self._doubt(measure, None),
        ]

    def _caption(self, measure: Measure) -> Node:
        t = self.t
        text = " · ".join(t(part) for part in caption(measure))
        if measure.standing != "thin":
            return text
        return fragment[
            text,
            ". ",
            t(too_thin(measure)),
            " ",
            a(href=self.page.address("start"))[t(say("To the start page"))],
        ]

    def _doubt(self, measure: Measure, chart: Chart | None) -> Node:
        t = self.t
        topic = TOPICS.get(measure.id)
        reviewing = self._review is not None and self._review.measure == measure.id
        about = t(measure.title)
        return div(".wb-doubt")[
            details[
                summary[t(say("How this was counted")), unseen(about)],
                p[t(measure.counted)],
                p[t(measure.limits)],
                p[t(reckoning(measure))],
                (p(".wb-note")[t(context)] for context in measure.context),
                p(".wb-note")[t(say("From: {files}", files=", ".join(measure.sources)))]
                if measure.sources
                else None,
            ],
            as_table(t, chart.headers, chart.rows, about) if chart else None,
            act(
                t,
                "review",
                say("Close") if reviewing else say("Sorted wrongly?"),
                key=measure.id,
                kind="wb-link",
                about=about,
            )
            if topic
            else None,
            self._review.view(self.session) if reviewing and self._review else None,
        ]

    def _chart(self, measure: Measure) -> Chart:
        kept = self._charts.get(measure.id)
        if kept and kept[0] == measure:
            return kept[1]
        chart = draw(measure, self.t, self.session.document.people.told_apart)
        self._charts[measure.id] = (measure, chart)
        return chart

    @action
    def look(self, _event: Event) -> None:
        """Show the evidence, and so lock the answer: the one on the screen, and none that came from elsewhere."""
        shown = self.session.document.workbook.inquiry(self.question).first

        def seen(workbook: Workbook) -> Workbook:
            inquiry = workbook.inquiry(self.question)
            kept = inquiry.first
            if not inquiry.evidence_seen and (kept.choice, kept.often) != (shown.choice, shown.often):
                raise _Elsewhere
            return see_evidence(workbook, self.question)

        try:
            self.session.change_workbook(seen)
        except _Elsewhere:
            self.session.reread()
            self.notice = CHANGED_ELSEWHERE
        else:
            self.focus("evidence")

    @action
    def review(self, event: Event) -> None:
        """Open or close the activities behind a figure."""
        if self._review is not None and self._review.measure == event.key:
            self._review = None
        else:
            self._review = Review(event.key, TOPICS[event.key], self.session)

    @action
    def correct(self, event: Event) -> None:
        """Sort one activity, or all with the same title, by hand."""
        if self._review is None:
            raise ValueError("nothing is being reviewed")
        corrections = self._review.corrections(event.key, str(event.value))
        self.session.correct(corrections)

    @action
    def place(self, event: Event) -> None:
        """Say where all meetings with the same title were."""
        if self._review is None:
            raise ValueError("nothing is being reviewed")
        self.session.correct(self._review.places(event.key, str(event.value)))

    @action
    def review_more(self, _event: Event) -> None:
        """Show more activities."""
        if self._review is not None:
            self._review.show_more()


_AT_START: Final[dict[str, Text]] = {
    "Say on the start page": say("To who is who"),
    "Load on the start page": say("To the start page"),
}
"""How what is mended on the start page begins, and the link that goes there."""


def _asks_who(measure: Measure) -> bool:
    """Whether all it takes to count is told on the start page."""
    return measure.missing is not None and measure.missing.id.startswith("Say on the start page")


def _by_missing(absent: list[Measure]) -> list[tuple[Text, list[Measure]]]:
    """What would fill figures, each said once with all of the figures it would fill."""
    alike: dict[str, tuple[Text, list[Measure]]] = {}
    for measure in absent:
        if measure.missing:
            alike.setdefault(repr(measure.missing), (measure.missing, []))[1].append(measure)
    return list(alike.values())


class _Elsewhere(Exception):
    """Another tab changed the answer that this one shows."""


SAID_BY: Final = {"field.ride_alongs": "field.never_accompanied"}
"""Figures whose sentence and picture say another measure too: it is not said a second time below."""

ALSO: Final = ("plan.pipeline",)
"""Drawn, and yet not first: what says least about the question."""

LEADS: Final = ("plan.cross_functional",)
"""Not drawn, and yet among the first: it says most about the question."""

ELSEWHERE: Final = ("plan.won",)
"""In the report alone: it proves nothing about a plan."""

DAYS: Final = ("plan.days", "marketing.days", "field.days")
"""Measures on the scale of the answers: they stand beside the answer, here and on the balance."""


def _leads(measure: Measure) -> bool:
    return (measure.id in CHARTED and measure.id not in ALSO) or measure.id in LEADS


def element(measure: Measure) -> str:
    """Where a figure stands on its page."""
    return "figure-" + measure.id.replace(".", "-")
