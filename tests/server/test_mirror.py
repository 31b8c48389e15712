"""The mirror as respondents, previews and guessers meet it: plain pages, one for every link that fails."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from helpers.answers import answer
from helpers.patience import PATIENCE

from workbook import clock
from workbook.mirrors import desk
from workbook.mirrors.records import LONGEST_TRY, Round
from workbook.mirrors.rounds import planned
from workbook.server.tries import FREE_TRIES, LONGEST_SECONDS, STEADY_SECONDS, Tries
from workbook.store import new_secret, open_store
from workbook.store.rounds import Rounds
from workbook.wording import WORDING
from workbook.words import translator

TODAY = clock.today()


@pytest.fixture
def sheets(server: Any) -> Rounds:
    """The sheets of the running server's store."""
    return open_store(f"sqlite:///{server.data / 'workbook.db'}").rounds


@pytest.fixture
def lay_out(sheets: Rounds) -> Callable[..., Round]:
    """Opens a round on that server."""

    def opened(whom: str = "team", **given: Any) -> Round:
        plan = planned(whom, today=TODAY, language="nl", wording=WORDING, **given)  # type: ignore[arg-type]
        return desk.lay_out(sheets, plan, TODAY)

    return opened


class Phone:
    """A browser without scripts."""

    def __init__(self, server: Any, language: str = "nl") -> None:
        self.client = httpx.Client(
            base_url=server.url, headers={"Accept-Language": language}, follow_redirects=True, timeout=PATIENCE
        )
        self.language = language
        self.token = ""

    def opens(self, secret: str) -> httpx.Response:
        """Follows a link."""
        return self._noted(self.client.get(f"/m/{secret}"))

    def sends(self, page: str | int, token: str | None = None, **fields: str) -> httpx.Response:
        """Sends a page of the form, with the token it held."""
        data = {"token": self.token if token is None else token, **fields}
        return self._noted(self.client.post(f"/{self.language}/mirror/{page}", data=data))

    def _noted(self, answer: httpx.Response) -> httpx.Response:
        found = re.search(r'name="token" value="(\w+)"', answer.text)
        self.token = found.group(1) if found else self.token
        return answer

    def answers(self, choice: str = "b", often: str = "few", **last: str) -> httpx.Response:
        """Fills in all four pages and sends them."""
        for number in (1, 2, 3):
            self.sends(number, choice=choice, often=often)
        return self.sends(4, **last)


@pytest.fixture
def phone(server: Any) -> Iterator[Callable[..., Phone]]:
    """Makes phones."""
    made: list[Phone] = []

    def another(language: str = "nl") -> Phone:
        made.append(Phone(server, language))
        return made[-1]

    yield another
    for each in made:
        each.client.close()


def test_a_link_is_exchanged_for_a_cookie(
    server: Any, lay_out: Callable[..., Round], phone: Callable[..., Phone]
) -> None:
    """Protects the secret: after one redirect it is in no address, page, Referer or script's reach."""
    one = lay_out(seats=6)
    led = httpx.get(f"{server.url}m/{one.links[0]}", headers={"Accept-Language": "en"})
    assert (led.status_code, led.headers["location"]) == (303, "/en/mirror")
    for cookie in led.headers.get_list("set-cookie"):
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert re.search(r"Path=/(nl|en)/mirror;", cookie)
    assert led.headers["referrer-policy"] == "no-referrer"
    shown = phone().opens(one.links[0])
    assert one.links[0] not in shown.text
    assert one.secret not in shown.text
    assert shown.headers["cache-control"] == "no-store"


def test_a_preview_uses_nothing_up(
    lay_out: Callable[..., Round], phone: Callable[..., Phone], server: Any
) -> None:
    """Protects: mail scanners and chat previews may look as often as they like, at no kernel's cost."""
    one = lay_out(seats=6)
    kernels = httpx.get(f"{server.url}healthz").text
    for _ in range(3):
        phone().opens(one.links[0])
        httpx.head(f"{server.url}m/{one.links[0]}")
    assert httpx.get(f"{server.url}healthz").text == kernels
    assert phone().opens(one.links[0]).status_code == 200


@pytest.mark.parametrize("language", ["nl", "en"])
def test_four_plain_pages(
    language: str, lay_out: Callable[..., Round], sheets: Rounds, phone: Callable[..., Phone]
) -> None:
    """Protects: without a script, in the respondent's language, an answer comes in as it was given."""
    one = lay_out(seats=6)
    visitor = phone(language)
    first = visitor.opens(one.links[0])
    assert "<script" not in first.text
    t = translator(language)
    assert t("Three questions about your sales manager") in first.text
    done = visitor.answers("both", "often", **{"try": "  Go\nalong <b>once</b>\u202e "})
    assert done.url.path == f"/{language}/mirror/in"
    (given,) = desk.shut(sheets, one)
    assert given.text == "Go along <b>once</b>"
    assert set(given.choices.values()) == {"both"}
    assert set(given.often.values()) == {"often"}


def test_nothing_that_sways_is_shown(lay_out: Callable[..., Round], phone: Callable[..., Phone]) -> None:
    """Protects: the page is the same before and after others answered."""
    one = lay_out(seats=6, single=False)

    def page() -> str:
        return re.sub(r'value="\w{32}"', "", phone().opens(one.secret).text)

    before = page()
    phone_ = phone()
    phone_.opens(one.secret)
    phone_.answers("a", "none", **{"try": "words"})
    assert page() == before


def test_a_dropped_connection_costs_no_answer_and_counts_none_twice(
    server: Any, lay_out: Callable[..., Round], sheets: Rounds, phone: Callable[..., Phone]
) -> None:
    """Protects: what was filled in is there when the link is opened again, and sending again what was
    already received changes nothing."""
    one = lay_out(seats=6)
    visitor = phone()
    visitor.opens(one.links[0])
    visitor.sends(1, choice="a", often="weekly")
    again = visitor.opens(one.links[0])
    assert 'action="/nl/mirror/2"' in again.text
    first = visitor.client.get("/nl/mirror/1").text
    assert re.search(r'value="a" required checked', first)
    visitor.sends(2, choice="b", often="few")
    visitor.sends(3, choice="b", often="few")
    shown = visitor.client.get("/nl/mirror/4").text
    found = re.search(r'name="token" value="(\w+)"', shown)
    assert found
    kept = "; ".join(f"{c.name}={c.value}" for c in visitor.client.cookies.jar if c.path == "/nl/mirror")
    for _ in range(3):
        httpx.post(
            f"{server.url}nl/mirror/4",
            data={"token": found.group(1), "try": "once"},
            headers={"Cookie": kept},
        )
    visitor.client.get("/nl/mirror/in")
    assert [given.text for given in desk.shut(sheets, one)] == ["once"]


def test_take_back_and_answer_again(
    lay_out: Callable[..., Round], sheets: Rounds, phone: Callable[..., Phone]
) -> None:
    """Protects: the browser that gave an answer can take it out until the round closes, and no other."""
    one = lay_out(seats=6)
    visitor, other = phone(), phone()
    visitor.opens(one.links[0])
    visitor.answers()
    assert other.opens(one.links[0]).status_code == 404
    assert other.sends("back", token="0" * 32).status_code == 404
    assert visitor.sends("back").status_code == 200
    visitor.answers("a", "none")
    assert [given.choices["plan"] for given in desk.shut(sheets, one)] == ["a"]
    assert visitor.client.get("/nl/mirror").status_code == 404


def test_a_shared_device_forgets(lay_out: Callable[..., Round], phone: Callable[..., Phone]) -> None:
    """Protects: the next person at the same device gets an empty form, not somebody's answer."""
    one = lay_out(seats=6, single=False)
    visitor = phone()
    visitor.opens(one.secret)
    visitor.answers()
    visitor.sends("forget")
    assert visitor.client.get("/nl/mirror").status_code == 404
    fresh = visitor.opens(one.secret)
    assert fresh.status_code == 200
    assert "checked" not in fresh.text


@pytest.mark.parametrize("token", ["", "0" * 32])
def test_a_form_of_somebody_elses_making_is_not_taken(
    lay_out: Callable[..., Round], sheets: Rounds, phone: Callable[..., Phone], token: str
) -> None:
    """Protects from forged forms on other sites: without this browser's own token nothing comes in."""
    one = lay_out(seats=6)
    visitor = phone()
    visitor.opens(one.links[0])
    for number in (1, 2, 3):
        visitor.sends(number, choice="b", often="few")
    assert visitor.sends(4, token=token).status_code == 404
    assert desk.shut(sheets, one) == ()


def test_half_an_answer_says_what_is_missing(
    lay_out: Callable[..., Round], sheets: Rounds, phone: Callable[..., Phone]
) -> None:
    """Protects: nothing is guessed for anybody; the page stays and says what to do."""
    one = lay_out(seats=6)
    visitor = phone("en")
    visitor.opens(one.links[0])
    refused = visitor.sends(1, choice="b", often="always")
    assert refused.status_code == 400
    assert "Choose an answer to both parts" in refused.text
    assert visitor.sends(4).status_code == 400
    assert desk.shut(sheets, one) == ()


def test_a_text_that_is_too_long_stays_and_says_so(
    lay_out: Callable[..., Round], sheets: Rounds, phone: Callable[..., Phone]
) -> None:
    """Protects: a respondent's words are never cut; the page says how long they may be, and sends nothing."""
    one = lay_out(seats=6)
    visitor = phone("en")
    visitor.opens(one.links[0])
    for number in (1, 2, 3):
        visitor.sends(number, choice="b", often="few")
    long = "y" * (LONGEST_TRY + 1)
    refused = visitor.sends(4, **{"try": long})
    assert refused.status_code == 400
    assert f"This text has {LONGEST_TRY + 1} characters, and at most {LONGEST_TRY} can be kept." in refused.text
    assert f">{long}</textarea>" in refused.text
    assert "maxlength" not in refused.text
    assert visitor.sends(4, **{"try": long[1:]}).status_code == 200


def test_every_link_that_fails_gets_the_same_page(
    lay_out: Callable[..., Round], sheets: Rounds, phone: Callable[..., Phone]
) -> None:
    """Protects: used, closed, over, malformed or never made: the same status, headers and bytes."""
    used, closed, full = lay_out(seats=6), lay_out(seats=6), lay_out(seats=5, single=False)
    over = lay_out(seats=6)
    assert desk.give(sheets, used.links[0], new_secret(), answer(), TODAY)
    desk.shut(sheets, closed)
    for _ in range(5):
        assert desk.give(sheets, full.secret, new_secret(), answer(), TODAY)
    desk.clear(sheets, over, whole=True)
    links = [used.links[0], closed.links[0], closed.secret, full.secret, over.links[0], new_secret(), "x"]
    answers = [phone().opens(link) for link in links]
    assert {one.status_code for one in answers} == {404}
    assert len({one.content for one in answers}) == 1
    assert len({tuple(sorted(set(one.headers) - {"date"})) for one in answers}) == 1


def test_time_tells_nothing(lay_out: Callable[..., Round], phone: Callable[..., Phone]) -> None:
    """Protects: a right link and a guess are both held back for the same while, which is longer than
    either takes to look up."""
    one = lay_out(seats=6)

    def seconds(link: str) -> float:
        visitor = phone()
        visitor.client.get(f"/m/{link}", follow_redirects=False)
        began = time.perf_counter()
        visitor.client.get("/nl/mirror")
        return time.perf_counter() - began

    right = [seconds(one.links[0]) for _ in range(5)]
    wrong = [seconds(new_secret()) for _ in range(5)]
    assert min(*right, *wrong) >= STEADY_SECONDS


def test_tries_are_slowed_and_counted() -> None:
    """Protects: who guesses on waits longer, up to an end; others don't; some minutes later it is forgiven."""
    now = [0.0]
    tries = Tries(now=lambda: now[0])
    waits = []
    for _ in range(60):
        tries.missed("192.0.2.1")
        waits.append(tries.seconds("192.0.2.1"))
    assert waits[:FREE_TRIES] == [STEADY_SECONDS] * FREE_TRIES
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_SECONDS
    assert tries.seconds("192.0.2.2") == STEADY_SECONDS
    assert tries.total == 60
    now[0] = 600.0
    assert tries.seconds("192.0.2.1") == STEADY_SECONDS


def test_a_board_member_gives_name_and_consent(
    lay_out: Callable[..., Round], sheets: Rounds, phone: Callable[..., Phone]
) -> None:
    """Protects: no name without a tick, and nothing at all without either; what was written stays."""
    one = lay_out("board", seats=2, single=False)
    visitor = phone("en")
    visitor.opens(one.secret)
    refused = visitor.answers(name="Robin", **{"try": "more visits"})
    assert refused.status_code == 400
    assert "more visits" in refused.text
    assert visitor.sends(4, name="Robin", consent="yes").url.path == "/en/mirror/in"
    assert [given.name for given in desk.shut(sheets, one)] == ["Robin"]


def test_a_board_sees_what_was_released_and_can_change_nothing(
    lay_out: Callable[..., Round], sheets: Rounds, phone: Callable[..., Phone]
) -> None:
    """Protects: before answering the form, after it the released page and no more; withdrawn is gone."""
    from workbook.mirrors.released import Block, ReleasedPage, encode

    one = lay_out("board", seats=2, single=False)
    visitor = phone("en")
    made = encode(ReleasedPage("en", "Shown", (Block("text", "<i>my step</i>"),), "Left out", ("the team",)))
    desk.release(sheets, one, made)
    assert "my step" not in visitor.opens(one.secret).text
    visitor.answers(name="Robin", consent="yes")
    shown = visitor.client.get("/en/mirror").text
    assert "&lt;i&gt;my step&lt;/i&gt;" in shown
    assert "the team" in shown
    assert "<form" not in shown
    desk.release(sheets, one, None)
    assert "my step" not in visitor.client.get("/en/mirror").text


def test_the_log_names_no_link(
    server: Any, lay_out: Callable[..., Round], phone: Callable[..., Phone]
) -> None:
    """Protects: what the server writes down holds no secret and nothing of an answer."""
    one = lay_out(seats=6)
    visitor = phone()
    visitor.opens(one.links[0])
    visitor.answers(**{"try": "a-sentence-nobody-may-read"})
    said = Path(server.log).read_text()
    assert one.links[0] not in said
    assert "a-sentence-nobody-may-read" not in said


def test_a_round_that_is_over_by_date_takes_no_answer(sheets: Rounds, phone: Callable[..., Phone]) -> None:
    """Protects: the last day counts where the server is, whether or not anybody closes the round."""
    day = TODAY - timedelta(days=3)
    plan = planned("team", today=day, language="nl", wording=WORDING, until=TODAY - timedelta(days=1))
    one = desk.lay_out(sheets, plan, day)
    assert phone().opens(one.links[0]).status_code == 404


def test_only_the_mirror_answers_to_the_address_a_team_was_given(start_server: Callable[..., Any]) -> None:
    """Protects the manager's own workbook: under the team's address there are mirrors and nothing else."""
    running = start_server("--address", "https://mirror.example")
    outside = {"Host": "mirror.example"}
    assert httpx.get(f"{running.url}nl/mirror", headers=outside).status_code == 404
    led = httpx.get(f"{running.url}m/{new_secret()}", headers=outside)
    assert led.status_code == 303
    assert all("Secure" in cookie for cookie in led.headers.get_list("set-cookie"))
    for path in ("", "nl/0-start", "nl/4-balance", "healthz"):
        assert httpx.get(f"{running.url}{path}", headers=outside).status_code == 421
