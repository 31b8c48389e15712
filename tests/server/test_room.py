"""The addresses of a room, asked as a stranger, a scanner, another coach or another server would."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from helpers.room import JSON, Coach, Hall, field_of

from workbook.workshop.records import LONGEST_NOTES, LONGEST_PARKED, LONGEST_TITLE


@pytest.fixture
def url(server: Any) -> str:
    """Where the server answers."""
    return str(server.url).rstrip("/")


@pytest.fixture
def hall() -> Iterator[Hall]:
    """Phones that leave with the test."""
    made = Hall()
    yield made
    made.leave()


def test_a_preview_of_a_link_takes_no_seat(url: str) -> None:
    """Protects the counter from chat previews and mail scanners, which open every link they see."""
    coach = Coach(url).opens()
    for _ in range(3):
        assert httpx.get(f"{url}/r/{coach.code}", follow_redirects=True).status_code == 200
        assert httpx.head(f"{url}/r/{coach.code}").status_code == 200
    assert "0 phones in the room" in coach.page()


def test_no_secret_is_in_an_address_or_a_page_that_is_shown(url: str) -> None:
    """Protects the coach's link and the room's secret: cookies for their own address, out of sight of
    scripts; the beamer's page and a phone's hold neither."""
    coach = Coach(url).opens()
    secret = coach.link.rsplit("/", 1)[1]
    entered = httpx.get(coach.link)
    assert entered.status_code == 303
    assert secret not in entered.headers["location"]
    for cookie in entered.headers.get_list("set-cookie"):
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert re.search(r"Path=/(nl|en)/workshop", cookie)
    with httpx.Client(follow_redirects=True) as phone:
        page = phone.get(f"{url}/r/{coach.code}")
        kept = next(cookie.value for cookie in phone.cookies.jar if cookie.name == "wb-room")
        beamer = phone.get(f"{page.url}/beamer")
    for shown in (page.text, beamer.text, coach.page()):
        assert secret not in shown
        assert kept
        assert kept not in shown
    assert page.headers["referrer-policy"] == "same-origin"
    assert page.headers["cache-control"] == "no-store"


def test_a_coach_can_neither_see_nor_run_anothers_room(url: str) -> None:
    """Protects clients: with another coach's link a room is not there, whatever is asked of it."""
    theirs, mine = Coach(url).opens(title="Theirs"), Coach(url).opens(title="Mine")
    assert "Theirs" not in mine.client.get(mine.desk).text
    other = f"{mine.desk}/{theirs.room}"
    assert mine.client.get(other).status_code == 404
    for action in ("open", "reveal", "close", "delete", "summary", "notes", "papers", "beam"):
        asked = {"token": mine.token, "at": "3", "sure": "yes", "question": "plan"}
        assert mine.client.post(f"{other}/{action}", data=asked).status_code in (403, 404)
    assert "Welcome" in theirs.page()


def test_anothers_link_does_not_take_the_place_of_ones_own_unasked(url: str) -> None:
    """Protects a coach from making rooms behind a link that somebody slipped them, and from losing their own."""
    theirs, mine = Coach(url).opens(title="Theirs"), Coach(url).opens(title="Mine")
    asked = mine.client.get(theirs.link, headers={"Accept-Language": "en"}).text
    assert "This is another coach’s link" in asked
    assert "Theirs" not in asked
    stayed = mine.client.post(f"{mine.desk}/mine", data={"token": mine.token}).text
    assert "Mine" in stayed
    assert "Theirs" not in mine.client.get(mine.desk).text
    mine.client.get(theirs.link)
    assert mine.client.post(f"{mine.desk}/other", data={"token": "0" * 32}).status_code == 403
    opened = mine.client.post(f"{mine.desk}/other", data={"token": mine.token}).text
    assert "Theirs" in opened
    assert "Mine" not in opened
    with httpx.Client(follow_redirects=True) as fresh:
        assert "Theirs" in fresh.get(theirs.link).text


def test_a_phone_can_do_nothing_of_the_coachs(url: str, hall: Hall) -> None:
    """Protects the room from its participants: their cookie opens no coach's address, and a form without
    the token of its page does nothing."""
    coach = Coach(url).opens()
    hall.fill(url, coach.code, 1)
    (phone,) = hall.phones

    async def tries() -> list[int]:
        asked = [
            await phone.client.get(coach.here),
            await phone.client.post(f"{coach.here}/open", data={"token": phone.token, "at": "3"}),
            await phone.client.post(f"{phone.here}/park", data={"token": "0" * 32, "text": "x"}),
            await phone.client.post(
                f"{phone.here}/park",
                data={"token": phone.token, "text": "x"},
                headers={"Sec-Fetch-Site": "cross-site"},
            ),
        ]
        return [one.status_code for one in asked]

    assert hall.run(tries()) == [404, 403, 403, 403]
    assert "Nothing is parked" in coach.page()


def test_what_somebody_parks_is_text_and_nothing_else(url: str, hall: Hall) -> None:
    """Protects coach and beamer from a line that is markup."""
    coach = Coach(url).opens()
    hall.fill(url, coach.code, 1)
    hall.each(lambda _n, phone: phone.sends("park", text="<script>alert(1)</script><img src=x onerror=a>"))
    coach.does("beam", parking="yes")
    page = coach.page()
    assert "&lt;script&gt;" in page
    assert "<img src=x" not in page
    assert "<img src=x" not in coach.client.get(f"{coach.here}/beamer").text


def test_a_deleted_room_is_gone_for_all(url: str, hall: Hall) -> None:
    """Protects the promise of deleting: code, phones and coach find nothing any more."""
    coach = Coach(url).opens()
    code, here = coach.code, coach.here
    hall.fill(url, code, 2)
    unsure = coach.client.post(f"{here}/delete", data={"token": coach.token})
    assert "Tick that you are sure" in unsure.text
    coach.client.post(f"{here}/delete", data={"token": coach.token, "sure": "yes"})
    assert coach.client.get(here).status_code == 404
    assert httpx.get(f"{url}/r/{code}").status_code == 404
    (phone, _) = hall.phones
    assert hall.run(phone.client.get(f"{phone.here}")).status_code == 404


def test_a_room_that_can_t_be_opened_says_why_and_keeps_what_was_filled_in(url: str) -> None:
    """Protects a coach's typing: reasons in words, and the form as it was."""
    coach = Coach(url)
    token = field_of(coach.client.get(coach.desk).text, "token")
    page = coach.client.post(
        coach.desk, data={"token": token, "title": "Half", "floor": "2", "seats": "400", "days": "30"}
    )
    assert page.status_code == 400
    for said in (
        "Choose at least one question.",
        "The floor is 3 answers or more.",
        "A room has 3 to 120 seats",
    ):
        assert said in page.text
    assert 'value="Half"' in page.text


def test_numbers_nobody_should_send_are_taken_for_none(url: str) -> None:
    """Protects the server from a form that was tampered with: no error page, no change."""
    coach = Coach(url).opens()
    for action, fields in (
        ("open", {"at": "999"}),
        ("open", {"at": "x"}),
        ("extend", {"minutes": "99999999"}),
        ("draw", {"size": "77"}),
        ("papers", {"question": "plan", "choice-a": "-4", "often-few": "1e9"}),
    ):
        told = coach.does(action, **fields)
        assert told["regions"]
    assert "Welcome" in coach.page()
    gone = coach.client.post(f"{coach.here}/reveal", data={"token": coach.token, "question": "x"})
    assert gone.status_code == 404


def test_a_phone_on_another_server_follows_too(
    launch_server: Callable[..., Any], tmp_path: Path, hall: Hall
) -> None:
    """Protects several servers on one database: what is changed at one is followed at the other,
    without either knowing of the other."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    store = f"sqlite:///{tmp_path / 'shared.db'}"
    one = launch_server(tmp_path / "one", "--database", store)
    two = launch_server(tmp_path / "two", "--database", store)
    try:
        coach = Coach(one.url.rstrip("/")).opens()
        hall.fill(two.url.rstrip("/"), coach.code, 3)
        mark = coach.opens_step(1)["mark"].split(".")[0]
        hall.until(lambda phone: mark in phone.heard)
    finally:
        hall.each(lambda _n, phone: asyncio.sleep(0))
        one.stop()
        two.stop()


def test_a_room_leads_to_a_coachs_own_notebooks(
    launch_server: Callable[..., Any], tmp_path: Path, write_page: Callable[..., None], hall: Hall
) -> None:
    """Protects a coach's own prose: the room's link opens the page from the folder the coach gave."""
    pages = tmp_path / "pages"
    write_page(pages / "en" / "1-plan.ipynb", "# Our own words about the plan")
    server = launch_server(tmp_path, WORKBOOK_NOTEBOOKS=str(pages))
    try:
        coach = Coach(server.url.rstrip("/")).opens()
        hall.fill(coach.url, coach.code, 1)
        coach.opens_step(4)
        hall.until(lambda phone: "own workbook" in phone.step and "/en/1-plan" in phone.step)
        assert "Our own words" in httpx.get(f"{coach.url}/en/1-plan", timeout=30).text
    finally:
        server.stop()


def test_each_room_leads_to_pages_of_its_own(
    launch_server: Callable[..., Any], tmp_path: Path, write_page: Callable[..., None]
) -> None:
    """Protects the prose a coach wrote for one client: whoever enters that room gets it in their workbook, an
    edit is seen at once, pages that were not rewritten come as they are; and others' pages stay theirs."""
    folders = tmp_path / "folders"
    mine = folders / "client-north" / "en" / "1-plan.ipynb"
    write_page(mine, "# North and its plan")
    write_page(folders / "client-south" / "en" / "1-plan.ipynb", "# South and its plan")
    (folders / "empty").mkdir()
    server = launch_server(tmp_path, WORKBOOK_ROOM_NOTEBOOKS=str(folders))
    try:
        url = server.url.rstrip("/")
        coach = Coach(url).opens(pages=" Client-North ")
        assert "pages from ‘client-north’" in coach.page()

        def page(phone: httpx.Client, name: str = "1-plan") -> str:
            return phone.get(f"{url}/en/{name}", timeout=30).text

        with httpx.Client(follow_redirects=True) as phone:
            phone.get(f"{url}/r/{coach.code}")
            assert "North and its plan" in page(phone)
            write_page(mine, "# North, said better")
            assert "North, said better" in page(phone)
            assert page(phone, "2-marketing").count("<h1") == 1
            assert phone.get(f"{url}/nl/1-plan").status_code == 200
            kept = phone.cookies["wb-pages"].strip('"')
            phone.get(f"{url}/r/{Coach(url).opens().code}")
            assert "North" not in page(phone)
        mark = kept.partition(".")[2]
        for tried in (f"client-south.{mark}", "client-south", "../client-north.x", f"..{mark}", "é.é"):
            asked = httpx.get(
                f"{url}/en/1-plan", headers={"Cookie": f"wb-pages={tried}".encode()}, timeout=30
            )
            assert asked.status_code == 200
            assert "its plan" not in asked.text
        for name in (
            "..",
            "../folders/client-north",
            "client-north/en",
            "empty",
            "nobody",
            "%2e%2e",
            "a" * 80,
        ):
            refused = coach.client.post(
                coach.desk,
                data={
                    "token": coach.token,
                    "title": "x",
                    "questions": "plan",
                    "floor": "5",
                    "seats": "9",
                    "days": "9",
                    "pages": name,
                },
            )
            assert refused.status_code == 400, name
            assert "There is no folder" in refused.text
    finally:
        server.stop()


def test_a_server_without_folders_asks_for_none(url: str) -> None:
    """Protects a coach from a field that leads nowhere."""
    assert 'name="pages"' not in httpx.get(f"{url}/en/workshop").text


def test_there_is_a_way_to_the_workshop(url: str) -> None:
    """Protects who heard of a workshop: start and balance lead to the door, in both languages, and the door
    leads a coach on."""
    for language, said in (("nl", "Meedoen aan een workshop"), ("en", "Join a workshop")):
        for name in ("0-start", "4-balance"):
            assert said in httpx.get(f"{url}/{language}/{name}", timeout=30).text
        assert said not in httpx.get(f"{url}/{language}/1-plan", timeout=30).text
        door = httpx.get(
            f"{url}/workshop", headers={"Accept-Language": language}, follow_redirects=True, timeout=30
        )
        assert door.url.path == f"/{language}/room"
        assert f'href="/{language}/workshop"' in door.text


def test_the_script_of_a_room_can_be_printed(url: str) -> None:
    """Protects a coach who prints: the steps of this room alone, with times that add up, for its coach only."""
    coach = Coach(url).opens(questions=["field"], length="90")
    script = coach.client.get(f"{coach.here}/script").text
    rows = re.findall(r"<tr><td>(\d):(\d\d)</td><td>(\d+)</td>", script)
    times = [(int(hours) * 60 + int(minutes), int(long)) for hours, minutes, long in rows]
    assert len(times) == 9
    assert all(at + long == then for (at, long), (then, _) in itertools.pairwise(times))
    assert "Marketing" not in script
    assert httpx.get(f"{url}{coach.here}/script").status_code == 404


def test_a_summary_is_made_in_both_forms(url: str, hall: Hall) -> None:
    """Protects what a coach takes along: a PDF and slides, with the picture and without what was not
    ticked."""
    coach = Coach(url).opens(seats="10")
    hall.fill(url, coach.code, 6)
    coach.opens_step(2)
    hall.each(lambda _n, phone: phone.sends("answer", question="plan", choice="b", often="few"))
    coach.opens_step(5)
    assert "wb-bar" in coach.does("reveal", question="plan")["regions"]["picture"]
    made = {
        form: coach.client.post(f"{coach.here}/summary", data={"token": coach.token, "form": form}).content
        for form in ("pdf", "pptx")
    }
    assert made["pdf"].startswith(b"%PDF")
    assert made["pptx"].startswith(b"PK")


def test_a_wrong_code_says_so_and_guessing_is_stopped(
    launch_server: Callable[..., Any], tmp_path: Path
) -> None:
    """Protects rooms from who tries codes: a page in words, and after many none is looked up."""
    server = launch_server(tmp_path)
    try:
        url = server.url.rstrip("/")
        with httpx.Client(headers={"Accept-Language": "en"}) as client:
            first = client.get(f"{url}/r/CDFGHJ")
            assert first.status_code == 404
            assert "leads to no room" in first.text
            last = [client.get(f"{url}/r/CDFGH{sign}").status_code for sign in "CDFGHJKMNPQRTVWXY34679" * 2]
        assert set(last) == {404, 429}
    finally:
        server.stop()


def test_news_is_answered_when_there_is_some(url: str, hall: Hall) -> None:
    """Protects the two cores: a page that knows everything is not answered again and again, but once, by the
    next change."""
    coach = Coach(url).opens()
    hall.fill(url, coach.code, 1)
    (phone,) = hall.phones
    before = phone.mark

    async def asks() -> str:
        asked = phone.client.get(f"{phone.here}/news", params={"after": before}, headers=JSON)
        pressed = asyncio.get_running_loop().run_in_executor(None, coach.opens_step, 1)
        answer, _ = await asyncio.gather(asked, pressed)
        return str(answer.json()["mark"])

    assert hall.run(asks()) != before


def test_what_is_typed_in_a_room_is_never_cut(url: str) -> None:
    """Protects the words of coach and participants: too long is said with both numbers, nothing is kept, and
    on a page without scripts the text stays in its field."""
    coach = Coach(url).opens()
    token = coach.token
    for action, name, longest in (("park", "text", LONGEST_PARKED), ("notes", "notes", LONGEST_NOTES)):
        long = "z" * (longest + 1)
        fields = {"token": token, name: long}
        told = coach.client.post(f"{coach.here}/{action}", data=fields, headers=JSON)
        assert told.status_code == 400
        assert f"has {longest + 1:,} characters, and at most {longest:,}" in told.json()["regions"]["notice"]
        page = coach.client.post(f"{coach.here}/{action}", data=fields).text
        assert long in page
        assert long not in coach.page()
    for name in ("title", "client"):
        fields = {"token": token, "title": "Room", "questions": "plan", name: "w" * (LONGEST_TITLE + 1)}
        refused = coach.client.post(coach.desk, data={**fields, "seats": "9", "floor": "5", "days": "9"})
        assert refused.status_code == 400
        assert f"at most {LONGEST_TITLE} can be kept" in refused.text
        assert fields[name] in refused.text
    assert "maxlength" not in coach.page()


def test_two_tabs_with_one_coachs_notes_lose_nothing(url: str) -> None:
    """Protects the notes: the second save started from others, so it is not kept, and shows both."""
    coach = Coach(url).opens()
    coach.does("notes", notes="From the first tab", was="")
    fields = {"token": coach.token, "notes": "From the second tab", "was": ""}
    refused = coach.client.post(f"{coach.here}/notes", data=fields)
    assert refused.status_code == 400
    assert "There it says now: “From the first tab”" in refused.text
    assert ">From the second tab</textarea>" in refused.text
    assert ">From the first tab</textarea>" in coach.page()
    told = coach.client.post(f"{coach.here}/notes", data={**fields, "was": "From the first tab"}, headers=JSON)
    assert told.status_code == 200
    assert ">From the second tab</textarea>" in coach.page()
