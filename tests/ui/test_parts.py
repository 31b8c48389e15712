"""The parts, spoken to as a browser speaks to them: what is shown, kept, refused and never believed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from helpers.visitor import Open, Visitor

from workbook import document as documents
from workbook.activity.read import File
from workbook.questions import QUESTIONS
from workbook.store.errors import Full
from workbook.takeaway.file import import_workbook
from workbook.ui.opening import open_page
from workbook.ui.page import Page
from workbook.ui.pages.balance import BalancePage
from workbook.ui.pages.question import QuestionPage
from workbook.ui.pages.start import StartPage
from workbook.ui.part import Event, Refused
from workbook.ui.uploads import MOST_FILES, Uploads

CALENDAR = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//test//EN\r
BEGIN:VEVENT\r
UID:one@firm.example\r
DTSTART:20261110T090000Z\r
DTEND:20261110T103000Z\r
SUMMARY:Accountplan Veldhof <script>alert(1)</script>\r
ORGANIZER:mailto:me@firm.example\r
ATTENDEE:mailto:me@firm.example\r
ATTENDEE:mailto:anouk@firm.example\r
END:VEVENT\r
END:VCALENDAR\r
"""


def question_page(open_session: Open, question: str = "plan", language: str = "en") -> QuestionPage:
    return QuestionPage(question, open_session(language))


def answered(page: QuestionPage) -> None:
    visitor = Visitor(page.question())
    visitor.does("choose", value="b")
    visitor.does("count", value="few")


def test_an_answer_is_kept_before_it_is_confirmed(open_session: Open) -> None:
    """'Saved' is said after the store has it: another page sees it at once."""
    visitor = Visitor(question_page(open_session).question())
    assert visitor.does("choose", value="a")["saved"]
    assert open_session().document.workbook.inquiry("plan").first.choice == "a"


def test_two_tabs_do_not_undo_each_other(open_session: Open) -> None:
    """A page that was opened before another one's change adds to it."""
    first = Visitor(question_page(open_session, "plan").question())
    second = Visitor(question_page(open_session, "field").question())
    first.does("choose", value="a")
    second.does("choose", value="b")
    first.does("count", value="often")
    workbook = open_session().document.workbook
    assert (workbook.inquiry("plan").first.choice, workbook.inquiry("field").first.choice) == ("a", "b")
    assert workbook.inquiry("plan").first.often == "often"


def test_an_answer_from_another_tab_is_shown_before_it_is_locked(open_session: Open) -> None:
    """Nobody locks an answer they have not seen: it is shown with a word, and the next click locks it."""
    page, other = question_page(open_session), question_page(open_session)
    answered(page)
    elsewhere = Visitor(other.question())
    other.session.reread()
    elsewhere.does("choose", value="both")
    question, evidence = Visitor(page.question()), Visitor(page.evidence())
    evidence.does("look")
    assert "changed elsewhere" in evidence.html
    assert not open_session().document.workbook.inquiry("plan").evidence_seen
    assert page.session.document.workbook.inquiry("plan").first.choice == "both"
    assert 'value="both" checked' in question.html
    evidence.does("look")
    assert "changed elsewhere" not in evidence.html
    assert open_session().document.workbook.inquiry("plan").evidence_seen


def test_what_another_tab_answered_beside_it_is_told(open_session: Open) -> None:
    """The number of days from one tab and the choice from another do not become one answer in silence."""
    first, second = question_page(open_session), question_page(open_session)
    one, other = Visitor(first.question()), Visitor(second.question())
    one.does("choose", value="a")
    other.does("choose", value="both")
    assert "changed elsewhere" not in other.html
    assert one.does("count", value="few")["saved"]
    assert "changed elsewhere" in one.html
    assert 'value="both" checked' in one.html


def test_the_door_to_the_evidence_says_why_it_is_shut(open_session: Open) -> None:
    """A disabled button always says why, and a forged click does not open it."""
    page = question_page(open_session)
    evidence = Visitor(page.evidence())
    assert 'aria-disabled="true"' in evidence.html
    assert "Choose an answer first" in evidence.html
    answer = evidence.does("look")
    assert not answer["saved"]
    assert not open_session().document.workbook.inquiry("plan").evidence_seen


def test_looking_locks_the_first_answer(open_session: Open) -> None:
    """After the evidence, a new choice stands beside the first."""
    page = question_page(open_session)
    answered(page)
    Visitor(page.evidence()).does("look")
    visitor = Visitor(page.question())
    visitor.does("choose", value="a")
    inquiry = open_session().document.workbook.inquiry("plan")
    assert inquiry.first.choice == "b"
    assert inquiry.second is not None
    assert inquiry.second.choice == "a"
    assert "Your first answer" in visitor.html


@pytest.mark.parametrize(
    ("do", "value"),
    [("choose", "c"), ("count", "always"), ("draw", ""), ("__init__", ""), ("_heard", ""), ("nothing", "")],
)
def test_what_a_browser_may_not_ask_is_not_done(open_session: Open, do: str, value: str) -> None:
    """Only marked actions run, and only with values the method knows; no traceback comes back."""
    visitor = Visitor(question_page(open_session).question())
    answer = visitor.does(do, value=value)
    assert not answer["saved"]
    assert "Traceback" not in visitor.html
    assert open_session().document.workbook.inquiry("plan").first.choice is None


def test_starting_the_demo_anew_spares_ones_own_workbook(open_session: Open) -> None:
    """A click too many, after turning back from the demo, deletes nothing of the manager's own."""
    answered(question_page(open_session))
    visitor = Visitor(StartPage("start", open_session()).welcome())
    visitor.does("demo")
    visitor.does("mine")
    assert not visitor.does("fresh-demo")["saved"]
    assert open_session().document.workbook.inquiry("plan").first.choice == "b"


def test_a_workbook_of_a_newer_program_says_so(
    open_session: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says what to do, in place of parts that could not be shown; nothing is overwritten."""
    page = question_page(open_session)
    visitor = Visitor(page.question())
    visitor.does("choose", value="b")
    page.session.store.change(page.session.secret, lambda data, schema: (data, schema + 1))
    visitor.does("choose", value="a")
    assert "made by a newer version" in visitor.html
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path))
    monkeypatch.setenv("WORKBOOK_DATABASE", f"sqlite:///{tmp_path / 'workbook.db'}")
    assert "nieuwere versie" in open_page("plan").question().html


def test_too_many_files_can_be_followed_by_fewer(open_session: Open) -> None:
    """What is refused is also forgotten, so that the next try does not meet what is left of it."""
    files = Visitor(StartPage("start", open_session()).files())
    for n in range(MOST_FILES + 1):
        answer = files.does("chunk", value=f"{n}.ics", part=0, size=len(CALENDAR), buffers=[CALENDAR])
    assert not answer["saved"]
    assert files.does("chunk", value="calendar.ics", part=0, size=len(CALENDAR), buffers=[CALENDAR])["saved"]


def test_what_a_page_holds_does_not_grow_with_each_load(
    open_session: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limits are for all loads together: files that were read stay in memory, and are read again with
    the next. A file that takes the place of another costs nothing."""
    monkeypatch.setattr("workbook.ui.uploads.MOST_HELD", 3)
    page = StartPage("start", open_session())
    files = Visitor(page.files())
    for n in range(3):
        assert files.brings("load", f"{n}.ics", CALENDAR)["saved"]
    assert files.brings("load", "2.ics", CALENDAR)["saved"]
    assert not files.does("chunk", value="3.ics", part=0, size=len(CALENDAR), buffers=[CALENDAR])["saved"]
    assert "Reload the page" in files.html
    few = Uploads(most=3 * len(CALENDAR) - 1)
    held = {name: File(name, CALENDAR) for name in ("a", "b")}
    with pytest.raises(Refused, match="before"):
        few.add(piece("c", CALENDAR), held)
    few.add(piece("b", CALENDAR), held)
    assert [one.name for one in few.take()] == ["b"]


@pytest.mark.parametrize(
    "frames",
    [
        [{"part": 5, "parts": 6}],
        [{"part": 0}, {"part": 2}],
        [{"part": 0}, {"part": 1}, {"part": 1}],
        [{"part": 0, "size": 3}],
        [{"part": 0, "size": None}],
        [{"part": 0, "size": 3 * len(CALENDAR)}, "take"],
    ],
)
def test_pieces_of_a_file_come_in_order_and_no_more_than_announced(frames: list[Any]) -> None:
    """A file is read whole or not at all."""
    uploads = Uploads()

    def send() -> None:
        for frame in frames:
            if frame == "take":
                uploads.take()
            else:
                uploads.add(piece("x.ics", CALENDAR, **{"size": 2 * len(CALENDAR), **frame}))

    with pytest.raises(Refused, match="did not come in whole"):
        send()
    assert uploads.take() == ()


def piece(name: str, content: bytes, **said: Any) -> Event:
    """A file in one piece, as the page sends it."""
    return Event("load", name, {"part": 0, "size": len(content), **said}, (memoryview(content),))


def test_half_a_letter_is_kept_as_a_sign_for_it(open_session: Open) -> None:
    """No store and no socket can hold one, and the page would send it again at each reload."""
    half = "\ud83d"
    page = question_page(open_session)
    answered(page)
    Visitor(page.evidence()).does("look")
    prompts = Visitor(page.prompts())
    assert prompts.does("write", key="plan.moment", value=f"before {half} after \U0001f600")["saved"]
    assert "before \ufffd after \U0001f600" in prompts.html
    assert prompts.does("write", key=half, value="x")["state"] == "failed"


def test_what_is_written_is_shown_as_text(open_session: Open) -> None:
    """Nothing a manager, or a file, writes becomes a part of the page's own HTML."""
    page = question_page(open_session)
    answered(page)
    Visitor(page.evidence()).does("look")
    prompts = Visitor(page.prompts())
    prompts.does("write", key="plan.moment", value="</textarea><script>alert(1)</script>")
    assert "<script>" not in prompts.html
    assert "&lt;script&gt;" in prompts.html


def test_a_full_disk_is_told_and_nothing_is_called_saved(
    open_session: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the store refuses, the part says what was not saved."""
    page = question_page(open_session)
    visitor = Visitor(page.question())
    visitor.does("choose", value="a")

    def refuse(*_given: object) -> None:
        raise Full(writing=True)

    monkeypatch.setattr(type(page.session.store), "change", refuse)
    answer = visitor.does("choose", value="b")
    assert answer["state"] == "failed"
    assert "The disk is full" in visitor.html


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_demo_manager_walks_all_pages(open_session: Open, language: str) -> None:
    """From the start page to the balance with the demo's data, in both languages, with every figure
    drawn and nothing broken."""
    start = StartPage("start", open_session(language))
    Visitor(start.welcome()).does("demo")
    for question in QUESTIONS:
        page = question_page(open_session, question, language)
        answered(page)
        evidence = Visitor(page.evidence())
        evidence.does("look")
        assert evidence.html.count("<svg") >= 4, f"two charts, each wide and narrow, for {question}"
        for part in (page.meaning(), page.onward()):
            assert part.screen.html
        prompts = Visitor(page.prompts())
        assert prompts.does("write", key=f"{question}.moment", value="Tuesday.")["saved"]
        step = Visitor(page.step())
        for key, value in (
            ("when", "Tuesday"),
            ("act", "go along"),
            ("person", "Mei"),
            ("first_on", "2026-12-01"),
            ("first_act", "call"),
        ):
            assert step.does("fill", key=key, value=value)["saved"]
    balance = BalancePage("balance", open_session(language))
    parts = [balance.picture(), balance.differences(), balance.verdict(), balance.plan(), balance.onward()]
    verdict = Visitor(parts[2])
    assert verdict.does("decide", value="keep")["saved"]
    assert verdict.does("explain", value="Because.")["saved"]
    broken = "Something went wrong" if language == "en" else "ging hier iets mis"
    assert not [type(part).__name__ for part in parts if broken in part.screen.html]


def test_one_correction_moves_every_figure(open_session: Open) -> None:
    """'All like this' sorts by title and the measures follow at once."""
    start = StartPage("start", open_session())
    Visitor(start.welcome()).does("demo")
    page = question_page(open_session)
    answered(page)
    evidence = Visitor(page.evidence())
    evidence.does("look")
    evidence.does("review", key="plan.cadence")
    before = {m.id: m for m in page.session.document.evidence.measures}["plan.cadence"]
    unknown = next(
        activity
        for activity in page.session.recall().activities  # type: ignore[union-attr]
        if activity.subject
        and before.period.first <= activity.start.date() <= before.period.last
        and page.session.sorted()[activity.id]["plan"].state == "unknown"
    )
    from workbook.activity.sorting import fold_title

    assert evidence.does("correct", key=f"title:{fold_title(unknown.subject)}", value="yes")["saved"]
    after = {m.id: m for m in open_session().document.evidence.measures}["plan.cadence"]
    assert after.coverage.by_hand > before.coverage.by_hand
    assert after.numerator + after.unknown <= before.numerator + before.unknown + after.coverage.by_hand
    assert after != before


def test_a_loaded_calendar_leaves_no_row_on_disk(open_session: Open, tmp_path: Path) -> None:
    """Subjects and addresses of appointments are nowhere in the data folder's files."""
    page = StartPage("start", open_session())
    files = Visitor(page.files())
    files.brings("load", "calendar.ics", CALENDAR)
    assert "1 read" in files.html
    people = Visitor(page.people())
    people.does("own", key="me@firm.example", value="true")
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for secret in (b"Veldhof", b"anouk", b"firm.example", b"Accountplan"):
        assert secret not in kept
    sealed = documents.encode(open_session().document)
    assert b"me@firm.example" in sealed, "who is who is kept"
    for row in (b"Veldhof", b"Accountplan", b"anouk", b"accountplan"):
        assert row not in sealed, "the seal must not be what hides a row"


def test_deals_of_nobody_known_lead_to_who_is_who(open_session: Open) -> None:
    """Who loaded deals that count for nothing sees at once where that is mended."""
    page = question_page(open_session)
    deals = b"Deal ID,Owner,Stage,Created,Amount\n1,Bas Overmorgen,Won,2026-10-05,5\n2,Noor Zee,Open,2026-10-06,6\n"
    start = StartPage("start", page.session)
    Visitor(start.files()).brings("load", "calendar.ics", CALENDAR)
    Visitor(start.files()).brings("load", "deals.csv", deals)
    Visitor(start.people()).does("own", key="me@firm.example", value="true")
    Visitor(start.people()).does("role", key="anouk@firm.example", value="team")
    answered(page)
    evidence = Visitor(page.evidence())
    evidence.does("look")
    told = evidence.html.partition("by the names the CRM gives")[2][:120]
    assert "<a href=" in told
    assert "To who is who" in told
    assert '<details class="wb-absent" open' in evidence.html


def test_who_stands_in_the_list_can_be_oneself(open_session: Open) -> None:
    """A second address of the manager's own is told apart where it is met, and can be taken back."""
    page = StartPage("start", open_session())
    Visitor(page.files()).brings("load", "calendar.ics", CALENDAR)
    people = Visitor(page.people())
    assert "After that the people you meet most will stand here" in people.html
    people.does("own", key="me@firm.example", value="true")
    assert "that is me" in people.html
    assert people.does("role", key="anouk@firm.example", value="me")["saved"]
    assert open_session().document.people.own == {"me@firm.example", "anouk@firm.example"}
    people.does("own", key="anouk@firm.example", value="false")
    assert open_session().document.people.own == {"me@firm.example"}


def test_a_subject_with_script_stays_text(open_session: Open) -> None:
    """HTML in a calendar is shown, never run."""
    page = StartPage("start", open_session())
    Visitor(page.files()).brings("load", "calendar.ics", CALENDAR)
    Visitor(page.people()).does("own", key="me@firm.example", value="true")
    question = QuestionPage("plan", page.session)
    answered(question)
    evidence = Visitor(question.evidence())
    evidence.does("look")
    evidence.does("review", key="plan.cadence")
    assert "<script>" not in evidence.html


def test_a_workbook_goes_out_as_a_file_and_comes_back(open_session: Open) -> None:
    """Export, delete, import: all of it is there again, and in between nothing is."""
    page = question_page(open_session)
    answered(page)
    start = StartPage("start", open_session())
    keeping = Visitor(start.keeping())
    keeping.does("export")
    offer, buffers = next((said, data) for said, data in keeping.heard if "offer" in said)
    assert offer["offer"]["name"].endswith(".zip")
    assert not keeping.does("delete")["saved"], "deleting asks first"
    keeping.does("ask-delete")
    assert keeping.does("delete")["saved"]
    assert open_session().document.workbook.inquiry("plan").first.choice is None
    again = Visitor(StartPage("start", open_session()).keeping())
    assert again.brings("bring", "workbook.zip", bytes(buffers[0]))["saved"]
    assert open_session().document.workbook.inquiry("plan").first.choice == "b"


def test_names_go_along_only_when_ticked(open_session: Open) -> None:
    """A file without a lock has nobody's address in it, unless its owner says so."""
    page = StartPage("start", open_session())
    Visitor(page.files()).brings("load", "calendar.ics", CALENDAR)
    Visitor(page.people()).does("own", key="me@firm.example", value="true")
    keeping = Visitor(page.keeping())
    held = []
    for ticked in ("false", "true"):
        keeping.does("with_names", value=ticked)
        keeping.does("export")
        data = next(bytes(data[0]) for said, data in reversed(keeping.heard) if "offer" in said)
        held.append(b"me@firm.example" in import_workbook(data).document)
    assert held == [False, True]


def test_a_wrong_file_is_refused_in_plain_words(open_session: Open) -> None:
    """A picture given as a workbook file changes nothing and is told."""
    keeping = Visitor(StartPage("start", open_session()).keeping())
    assert not keeping.brings("bring", "photo.png", b"\x89PNG\r\n\x1a\n")["saved"]
    assert 'role="alert"' in keeping.html


def test_a_part_that_breaks_says_so_in_plain_words(
    open_session: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error of ours shows a sentence, no traceback, and the other parts go on."""
    from workbook.ui.parts.meaning import Meaning

    def broken(_part: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(Meaning, "view", broken)
    page: Page = question_page(open_session)
    assert isinstance(page, QuestionPage)
    html = page.meaning().screen.html
    assert "secret detail" not in html
    assert "Something went wrong" in html
    assert "wb-question" in page.question().screen.html


def test_what_is_sent_twice_is_done_once(open_session: Open) -> None:
    """A press whose answer was lost is sent again: it is answered again, and not repeated."""
    visitor = Visitor(question_page(open_session).question())
    first = visitor.does("choose", value="b")
    again = {"do": "choose", "key": "", "value": "a", "number": first["answer"]}
    visitor.part._heard(visitor.part.screen, again, [])
    assert visitor.heard[-1][0] == first
    assert open_session().document.workbook.inquiry("plan").first.choice == "b"
