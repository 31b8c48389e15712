"""What phones, beamer and coach show alike: the clock, the room's picture, the way to join."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from htpy import Element, Node, b, dd, div, dl, dt, fragment, h2, i, img, li, p, section, small, span, ul

from workbook.mirrors.outcome import COUNTS_FROM
from workbook.mirrors.records import Share
from workbook.questions import CHOICES, DAYS, FREQUENCIES
from workbook.wording import CHOICE_LETTERS, FREQUENCY_NAMES, STEP_BLANKS, STEP_SHORT, step_sentence
from workbook.words import Text, Translator
from workbook.workshop import codes, running
from workbook.workshop.records import Histogram, Picture, Scene
from workbook.workshop.script import STEP_NAMES
from workbook.workshop.wording import WORDS, in_question, minutes_left, seats_told, share_said

Regions = Mapping[str, str]
"""The parts of a page that change by themselves, as HTML, by name."""


def markup(node: Node) -> str:
    """HTML of a node; every text in it is escaped."""
    return str(fragment[node])


def where(scene: Scene, t: Translator) -> str:
    """Which question and which step: 'Question 2 of 3 · Answer'."""
    step = t(STEP_NAMES[scene.stop.step])
    question = scene.stop.question
    if question is None:
        return step
    number = scene.questions.index(question) + 1
    return f"{t(in_question(number, len(scene.questions)))} · {step}"


def blank_step(t: Translator) -> Text:
    """One step as a sentence, with its blanks named."""
    when, act, person, first_on, first_act = (f"[{t(STEP_SHORT[blank])}]" for blank in STEP_BLANKS)
    return step_sentence(when, act, person, first_on, first_act)


def clock(scene: Scene, now: float, t: Translator) -> Node:
    """What is on the clock. The page's script counts down and says until when."""
    left = running.seconds_left(scene, now)
    if left is None or scene.closed:
        return p(".wb-clock.wb-no-clock")[""]
    words = {"data-up": t(WORDS["time_up"]), "data-until": t(WORDS["until"])}
    if scene.left is not None:
        return p(".wb-clock", data_left=f"{left:.0f}", **words)[t(WORDS["paused"]), " · ", b[_digits(left)]]
    if not left:
        return p(".wb-clock.wb-up", data_ends=f"{scene.ends:.3f}", **words)[t(WORDS["time_up"])]
    return p(".wb-clock", data_ends=f"{scene.ends:.3f}", **words)[t(minutes_left(left))]


def _digits(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def picture(found: Picture | None, papers: Picture | None, t: Translator, legend: Node = None) -> Node:
    """The room's picture, and what stood on paper beside it; with a legend where there is room for one."""
    if found is None and papers is None:
        return p(".wb-empty")[t(WORDS["hidden"])]
    shown = [one for one in (found, papers) if one is not None]
    small_ones = any(
        h is not None and h.n < COUNTS_FROM for one in shown for h in (one.said, one.often, one.data)
    )
    return fragment[
        (_whole(one, one is papers, t, legend) for one in shown),
        p(".wb-note")[t(WORDS["chance"]), " ", t(WORDS["banded"]) if small_ones else ""],
    ]


def _whole(found: Picture, on_paper: bool, t: Translator, legend: Node) -> Node:
    if found.said is None and found.often is None:
        return p(".wb-empty")[t(WORDS["papers"]) + ": " if on_paper else "", t(WORDS["too_few"])]
    return div(".wb-picture")[
        h2(".wb-on-paper")[t(WORDS["papers"])] if on_paper else None,
        _bars(WORDS["said"], found.said, [(key, t(CHOICE_LETTERS[key])) for key in CHOICES], t),
        legend,
        _bars(WORDS["often"], found.often, [(key, t(FREQUENCY_NAMES[key])) for key in FREQUENCIES], t),
        _bars(WORDS["data"], found.data, [(key, t(FREQUENCY_NAMES[key])) for key in DAYS], t),
    ]


def on_paper(papers: Picture, t: Translator) -> Node:
    """What those without a phone chose, where there is no room for all that stood on paper."""
    choices = [(key, t(CHOICE_LETTERS[key])) for key in CHOICES]
    return section(".wb-legend")[_bars(WORDS["papers"], papers.said, choices, t)]


def _bars(heading: Text, counts: Histogram | None, keys: Sequence[tuple[str, str]], t: Translator) -> Node:
    if counts is None:
        return None
    badge = span(".wb-badge")[t(WORDS["indicative"])] if counts.n < COUNTS_FROM else None
    return div(".wb-bars")[
        h2[t(heading), " ", small[t(seats_told(counts.n)), " ", badge]],
        dl[
            (
                div(".wb-bar")[
                    dt[name],
                    dd[_bar(counts.shares[key], counts.n), span[t(share_said(counts.shares[key], counts.n))]],
                ]
                for key, name in keys
            )
        ],
    ]


def _bar(share: Share, n: int) -> Element:
    """A bar as long as the count, or where there are only words, a third of the way at a time."""
    if share.count is not None:
        return i(".wb-length", aria_hidden="true", style=f"--part:{share.count / n:.3f}")
    return i(f".wb-band.wb-band-{share.band}", aria_hidden="true")[i, i, i]


def way_in(scene: Scene, address: str, t: Translator) -> Node:
    """How to join: the QR code, the address and the code."""
    return div(".wb-way-in")[
        img(src=qr(f"{address}/r/{scene.code}"), alt="", width="300", height="300"),
        div[
            p[t(WORDS["open_browser"])],
            p(".wb-address")[typed(address)],
            p(".wb-code", aria_label=" ".join(scene.code))[codes.spaced(scene.code)],
            p(".wb-note")[t(WORDS["no_phone"])],
        ],
    ]


def typed(address: str) -> str:
    """The address of the door, as somebody types it."""
    return f"{address.split('://', 1)[-1]}/r"


@lru_cache(maxsize=64)
def qr(link: str) -> str:
    """A link as a QR code, an SVG drawing in a data address."""
    import segno

    return str(segno.make(link, error="m").svg_data_uri(border=4, dark="#000", light="#fff"))


def parked(lines: Sequence[str], t: Translator) -> Node:
    """The parking lot, to be read."""
    return (
        ul(".wb-parked")[(li[line] for line in lines)]
        if lines
        else p(".wb-empty")[t(WORDS["nothing_parked"])]
    )
