"""The two-minute tour: the demo manager from the first page to the check-in, with a line under each picture.

`make tour` walks the product and writes `tour-nl.gif` and `tour-en.gif`: about two minutes of stills, each
long enough to read. What is said under them stands in `TOLD`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import visits
from helpers.walk import PATIENCE, Walker
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, Locator, Page, expect

from workbook.mirrors.wording import RESPONDENT_WORDS, asked
from workbook.places import assets
from workbook.tokens import tokens
from workbook.wording import DECISION_NAMES

HERE: Final = Path(__file__).resolve().parent
SCREEN: Final = {"width": 960, "height": 600}
PHONE: Final = {"width": 330, "height": 600}
SHOWN: Final = 800
"""Width of the tour in px."""
CAPTION: Final = 64
MOST_BYTES: Final = 2_500_000
SECONDS: Final = 5.0
COLOURS: Final = 64

TOLD: Final[dict[str, tuple[str, str]]] = {
    "start": (
        "Is er nog een salesmanager nodig? Drie vragen, van elk een kwartier.",
        "Is a sales manager still needed? Three questions, a quarter of an hour each.",
    ),
    "files": (
        "Laad een export van je agenda. Hij blijft op je eigen computer.",
        "Load an export of your calendar. It stays on your own computer.",
    ),
    "help": (
        "Geen idee hoe je die krijgt? Dat staat er per programma bij.",
        "No idea how to get one? Each program has its steps.",
    ),
    "demo": (
        "Of kijk eerst rond met de demomanager: een verzonnen jaar.",
        "Or look around with the demo manager first: a made-up year.",
    ),
    "question": ("Elke vraag heeft een A en een B.", "Each question has an A and a B."),
    "answer": ("Eerst jouw antwoord…", "Your answer first…"),
    "often": (
        "…en op hoeveel dagen. ‘Weet ik niet’ is ook een antwoord.",
        "…and on how many days. ‘Can’t say’ is an answer too.",
    ),
    "evidence": (
        "Dan pas wat je agenda zegt, in één zin en één tekening.",
        "Only then what your calendar says: one sentence, one drawing.",
    ),
    "counted": (
        "Bij elk getal: hoe het geteld is, en wat het niet kan laten zien.",
        "Beside each number: how it was counted, and what it can’t show.",
    ),
    "field": (
        "Wie je nooit bezocht, staat er ook bij. Niets is rood.",
        "Those you never went along with are named too. Nothing is red.",
    ),
    "table": ("Elke tekening is er ook als tabel.", "Every drawing is there as a table too."),
    "review": (
        "Verkeerd ingedeeld? Zet het goed, en de cijfers gaan mee.",
        "Sorted wrongly? Put it right, and the figures follow.",
    ),
    "meaning": (
        "Waar alleen A toe leidt, en wat B brengt.",
        "What only A leads to, and what B brings.",
    ),
    "prompt": (
        "Dan schrijf je iets op. Bij elke vraag staat een voorbeeld.",
        "Then you write something down. Each prompt has an example.",
    ),
    "step": (
        "En je kiest één stap: een zin, een mens, een datum.",
        "And you choose one step: a sentence, a person, a date.",
    ),
    "balance": (
        "De balans: wat jij zegt naast wat er geteld is. Geen cijfer, geen ranglijst.",
        "The balance: what you say beside what was counted. No score, no ranking.",
    ),
    "differences": ("Waar het klopt en waar niet, in woorden.", "Where it tallies and where not, in words."),
    "verdict": (
        "Behoud of exit? Dat schrijf je zelf. Het programma rekent het niet uit.",
        "Keep or exit? You write that yourself. The program never computes it.",
    ),
    "ninety": (
        "Je drie stappen zijn je plan voor negentig dagen.",
        "Your three steps are your plan for ninety days.",
    ),
    "round": (
        "Vraag het ook je team, met een link per persoon.",
        "Ask your team as well, with a link for each person.",
    ),
    "mirror": (
        "Twee minuten op de telefoon. Wie wat zei, krijg je niet te zien.",
        "Two minutes on a phone. You are not shown who said what.",
    ),
    "take": (
        "Neem mee wat je wilt: op papier, als slides, in je agenda.",
        "Take along what you like: on paper, as slides, in your calendar.",
    ),
    "checkin": ("En elke week twee minuten: heb je het gedaan?", "And two minutes a week: did you do it?"),
}
"""What is said, Dutch and English, in the order of the tour."""


class Reel:
    """Stills with their lines."""

    def __init__(self, page: Page, language: str) -> None:
        self.page = page
        self._at = ("nl", "en").index(language)
        self.frames: list[Image.Image] = []
        self._face = ImageFont.truetype(str(assets() / "fonts" / "print" / "newsreader-medium.ttf"), 23)

    def take(self, name: str, top: Locator | None = None, room: int = 60, page: Page | None = None) -> None:
        """Keep what is seen now, scrolled so that `top` stands `room` px under the edge."""
        shown = page or self.page
        if top is None:
            shown.evaluate("() => window.scrollTo(0, 0)")
        else:
            top.evaluate(
                "(el, room) => window.scrollTo(0, el.getBoundingClientRect().top + scrollY - room)", room
            )
        self.frames.append(self._with_line(shown.screenshot(), TOLD[name][self._at]))

    def _with_line(self, shot: bytes, line: str) -> Image.Image:
        from io import BytesIO

        colour = tokens().colour
        picture = Image.open(BytesIO(shot)).convert("RGB")
        high = round(SCREEN["height"] * SHOWN / SCREEN["width"])
        width = round(picture.width * high / picture.height)
        frame = Image.new("RGB", (SHOWN, high + CAPTION), colour("line"))
        frame.paste(picture.resize((width, high), Image.Resampling.LANCZOS), ((SHOWN - width) // 2, 0))
        draw = ImageDraw.Draw(frame)
        draw.rectangle((0, high, SHOWN, high + CAPTION), fill=colour("ink"))
        draw.text((SHOWN / 2, high + CAPTION / 2), line, fill=colour("paper"), font=self._face, anchor="mm")
        return frame

    def write(self, target: Path) -> None:
        """As one animated picture, no larger than may be kept with the sources."""
        first, *others = (
            frame.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
            for frame in self.frames
        )
        first.save(
            target, save_all=True, append_images=others, duration=int(SECONDS * 1000), loop=0, optimize=True
        )
        if target.stat().st_size > MOST_BYTES:
            raise SystemExit(f"{target.name} has become larger than {MOST_BYTES} bytes")


def walk(browser: Browser, url: str, language: str) -> Reel:
    """The tour in one language."""
    page = browser.new_context(viewport=SCREEN, locale=language, reduced_motion="reduce").new_page()  # type: ignore[arg-type]
    walker, reel = Walker(page, url, language), Reel(page, language)
    walker.goes_to("start")
    reel.take("start")
    reel.take("files", page.locator("#part-files"), 330)
    page.locator(".wb-exporting > summary").click()
    page.locator(".wb-exporting details summary").first.click()
    reel.take("help", page.locator(".wb-exporting"), 130)
    walker.opens_demo()
    reel.take("demo", page.locator(".wb-say").first, 250)
    walker.goes_to("plan")
    reel.take("question")
    choices = page.locator(".wb-choices")
    page.locator("input[name=choice-plan]").nth(1).check()
    walker.saved()
    reel.take("answer", choices, 180)
    page.locator("input[name=often-plan]").nth(1).check()
    walker.saved()
    reel.take("often", page.locator(".wb-often"), 40)
    walker.looks()
    figures = page.locator(".wb-figure:has(figure)")
    reel.take("evidence", figures.first, 100)
    figures.first.locator("details summary").first.click()
    reel.take("counted", figures.first, 20)
    _finishes(walker, "plan", language)
    for question in ("marketing", "field"):
        walker.goes_to(question)
        walker.answers(question)
        walker.looks()
    reel.take("field", figures.first, 60)
    figures.first.locator("details summary").nth(1).click()
    reel.take("table", figures.first.locator("table"), 90)
    figures.first.locator("details summary").nth(1).click()
    figures.first.locator(".wb-doubt button").first.click()
    expect(page.locator(".wb-review")).to_be_visible(timeout=PATIENCE)
    reel.take("review", page.locator(".wb-review"), 100)
    reel.take("meaning", page.locator(".wb-meaning"), 190)
    _finishes(walker, "field", language)
    reel.take("prompt", page.locator("textarea").first, 230)
    reel.take("step", page.locator(".wb-step"), 260)
    walker.goes_to("marketing")
    _finishes(walker, "marketing", language)
    walker.goes_to("balance")
    reel.take("balance", page.locator("svg[role=img]").first, 150)
    page.get_by_role("radio", name=walker.t(DECISION_NAMES["keep"])).check()
    said = {"nl": "Mijn team wint meer als ik meega.", "en": "My team wins more when I come along."}
    page.get_by_role("textbox", name=walker.t("What decides it, in your own words")).fill(said[language])
    walker.saved()
    headings = page.locator("h2")
    reel.take("differences", headings.nth(0), 40)
    reel.take("verdict", page.locator(".wb-pills").first, 230)
    reel.take("ninety", page.locator(".wb-line").first, 170)
    _asks(walker, reel)
    reel.take("take", page.locator(".wb-take"), 150)
    phone = browser.new_context(viewport=PHONE, locale=language).new_page()  # type: ignore[arg-type]
    Walker(phone, url, language).goes_to("checkin")
    reel.take("checkin", phone.locator("h1"), 100, phone)
    return reel


def _finishes(walker: Walker, question: str, language: str) -> None:
    walker.writes(question, visits.WRITTEN[language])
    walker.resolves(**visits.STEP[language])


def _asks(walker: Walker, reel: Reel) -> None:
    """A round among the team, and the first question on the phone of one of them."""
    page = walker.page
    page.locator("button[data-do=prepare][data-key=team]").click()
    expect(walker.button("Open the round")).to_be_visible(timeout=PATIENCE)
    page.get_by_label(walker.t("How many people")).fill("7")
    walker.saved()
    walker.button("Open the round").click()
    links = page.locator(".wb-links")
    expect(links).to_be_visible(timeout=PATIENCE)
    reel.take("round", links, 200)
    browser = page.context.browser
    assert browser
    phone = browser.new_context(viewport=PHONE, locale=walker.language).new_page()  # type: ignore[arg-type]
    phone.goto(links.locator(".wb-address").first.inner_text())
    one = asked("plan")
    phone.get_by_role("radio", name=walker.t(one.choices["b"])).check()
    expect(phone.get_by_role("button", name=walker.t(RESPONDENT_WORDS["next"]))).to_be_visible()
    reel.take("mirror", phone.locator(".wb-choices"), 190, phone)


def make(browser: Browser, launch: Callable[..., Any], own: Path, language: str) -> Path:
    """Walk, and write the animated picture of one language."""
    server = launch(own)
    try:
        reel = walk(browser, server.url, language)
    finally:
        server.stop()
    target = HERE / f"tour-{language}.gif"
    reel.write(target)
    return target
