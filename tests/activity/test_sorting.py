"""Sorting: rules that are data, three states, a reason with each, and the manager's word above all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.activity.people import People, confirm, confirm_domain, with_own
from workbook.activity.records import Activity, Attendee
from workbook.activity.sorting import (
    TOPICS,
    Correction,
    State,
    Topic,
    Verdict,
    fold_title,
    groups_of_unknown,
    load_rules,
    sort_activities,
)
from workbook.activity.titles import find_word

ME = Attendee("robin@firma.example", "Robin", "accepted", True)
BAS = Attendee("bas@firma.example", "Bas")
LIEKE = Attendee("lieke@firma.example", "Lieke")
NEW = Attendee("nieuw@firma.example", "Nieuw")
CUSTOMER = Attendee("jan@klant.example", "Jan")
STRANGER = Attendee("piet@ander.example", "Piet")
PEOPLE = confirm_domain(
    confirm(
        with_own(People(), [ME.address]),
        {BAS.key: "team", LIEKE.key: "marketing"},
        {BAS.key: "Bas Overmorgen", LIEKE.key: "Lieke Krantenkop"},
    ),
    "klant.example",
    "customer",
)
RULES = load_rules()


def activity(
    subject: str,
    *others: Attendee,
    listed: bool = True,
    minutes: int = 60,
    id: str = "1",
    **more: object,
) -> Activity:
    start = datetime(2026, 3, 3, 9, tzinfo=UTC)
    return Activity(
        id=id,
        source="a.ics",
        row=1,
        start=start,
        end=start + timedelta(minutes=minutes),
        subject=subject,
        attendees=(ME, *others) if listed else None,
        **more,  # type: ignore[arg-type]
    )


def verdict(topic: Topic, one: Activity) -> Verdict:
    return sort_activities([one], PEOPLE, RULES)[one.id][topic]


@pytest.mark.parametrize(
    ("subject", "topic"),
    [
        ("Accountplan Noord", "plan"),
        ("Accountplannen bespreken", "plan"),
        ("Marktbewerking zorg", "plan"),
        ("Account planning session", "plan"),
        ("Target market analysis", "plan"),
        ("Pipeline-strategie Q3", "plan"),
        ("Targetoverleg team", "target"),
        ("Verkooptargets", "target"),
        ("Kick-off Q4", "target"),
        ("Kickoff", "target"),
        ("Marketingoverleg", "marketing"),
        ("Klantbezoek bakkerij", "customer"),
        ("Demo's", "customer"),
        ("Maandrapportage", "reporting"),
        ("Forecast invullen", "reporting"),
        ("Ouderschapsverlof", "absence"),
        ("Vakantie", "absence"),
        ("Out of office", "absence"),
    ],
)
def test_words_of_the_trade_are_found(subject: str, topic: Topic) -> None:
    """Dutch compounds and endings, and English, are recognised without a list of people."""
    found = verdict(topic, activity(subject, listed=False))
    assert (found.state, found.rule) == ("yes", f"{topic}.word")


@pytest.mark.parametrize(
    ("subject", "topic"),
    [
        ("Planning verlof", "plan"),
        ("Planning verlof", "absence"),
        ("Vrijdag bellen", "absence"),
        ("Eventueel overleg", "campaign"),
        ("Plannen maken", "plan"),
        ("Target market analysis", "target"),
        ("Forecast invullen", "target"),
        ("Voorbereiding klantbezoek", "customer"),
        ("Project kick-off", "target"),
    ],
)
def test_look_alikes_are_not_taken_for_the_word(subject: str, topic: Topic) -> None:
    """Part of another word, or a word inside a longer term, does not count."""
    assert verdict(topic, activity(subject, listed=False)).state != "yes"


def test_roles_outrank_words() -> None:
    """Who was there counts for more than what the title says."""
    assert verdict("marketing", activity("Overleg", LIEKE)).state == "yes"
    assert verdict("customer", activity("Overleg", CUSTOMER)).state == "yes"
    assert verdict("target", activity("Target", CUSTOMER)).state == "no"
    assert verdict("reporting", activity("Maandrapportage", BAS)).state == "no"


def test_no_for_marketing_needs_everybody_placed() -> None:
    """One colleague nobody placed yet may be from marketing: unknown, not no."""
    assert verdict("marketing", activity("Overleg", BAS)).state == "no"
    assert verdict("marketing", activity("Overleg", BAS, NEW)).state == "unknown"


def test_somebody_from_outside_is_no_customer_yet() -> None:
    """A stranger makes it unknown whether a customer was there; colleagues alone make it no."""
    assert verdict("customer", activity("Overleg", STRANGER)).state == "unknown"
    assert verdict("customer", activity("Overleg", BAS, NEW)).state == "no"


def test_a_title_against_the_list_of_people_is_unknown() -> None:
    """Invitations to a visit often lack the customer: the doubt is shown, not decided."""
    found = verdict("customer", activity("Klantbezoek bakkerij", BAS))
    assert (found.state, found.rule) == ("unknown", "customer.word_against_role")


def test_who_declined_was_not_there() -> None:
    """An invitation refused by marketing is no contact with marketing."""
    declined = Attendee(LIEKE.address, "Lieke", "declined")
    assert verdict("marketing", activity("Overleg", BAS, declined)).state == "no"


def test_a_campaign_takes_marketing_and_a_word() -> None:
    """Joint campaign work is both: marketing there, and a campaign or segment in the title."""
    assert verdict("campaign", activity("Campagne zorg", LIEKE)).state == "yes"
    assert verdict("campaign", activity("Campagne zorg", BAS)).state == "no"
    assert verdict("campaign", activity("Campagne zorg", listed=False)).state == "unknown"
    assert verdict("campaign", activity("Overleg", LIEKE)).state == "unknown"


def test_a_word_of_another_topic_says_no_with_that_word() -> None:
    """The reason names the word, so that a manager can disagree."""
    found = verdict("plan", activity("Targetoverleg", listed=False))
    assert (found.state, found.rule) == ("no", "plan.other_word")
    assert found.why.values["word"] == "targetoverleg"


def test_category_outranks_title_and_calendar_needs_company() -> None:
    """The manager's own category counts; the name of the only calendar does not."""
    one = activity("Overleg", BAS, categories=("Accountplan",), id="1")
    two = activity("Overleg", BAS, calendar="Accountplannen", id="2")
    other = activity("Overleg", BAS, calendar="Agenda", id="3")
    assert verdict("plan", one).rule == "plan.category"
    assert verdict("plan", two).state == "unknown"
    assert sort_activities([two, other], PEOPLE, RULES)["2"]["plan"].rule == "plan.calendar"


@pytest.mark.parametrize("topic", TOPICS)
def test_private_or_untitled_without_people_is_unknown(topic: Topic) -> None:
    """What the file does not tell is not taken for no."""
    assert verdict(topic, activity("", listed=False, private=True)).state == "unknown"
    assert verdict(topic, activity("", listed=False)).state == "unknown"


def test_somebody_elses_leave_is_not_mine() -> None:
    """A colleague's leave in the manager's calendar does not make the manager absent."""
    assert verdict("absence", activity("Verlof Bas", listed=False, all_day=True)).rule == "absence.whose"
    assert verdict("absence", activity("Verlof", listed=False, all_day=True)).state == "yes"


def test_the_managers_word_wins() -> None:
    """One activity over its title, the title over every rule, and the later word over the earlier."""
    noord, alike = activity("Accountplan Noord 12-3"), activity("accountplan noord 19-3", id="2")
    title = fold_title(noord.subject)
    rules = RULES.corrected(Correction("plan", "no", title=title), Correction("plan", "yes", activity="2"))
    found = sort_activities([noord, alike], PEOPLE, rules)
    assert (found["1"]["plan"].state, found["1"]["plan"].rule) == ("no", "hand.title")
    assert (found["2"]["plan"].state, found["2"]["plan"].rule) == ("yes", "hand.activity")
    assert found["1"]["plan"].by_hand
    later = rules.corrected(Correction("plan", "unknown", title=title))
    assert sort_activities([noord], PEOPLE, later)["1"]["plan"].state == "unknown"
    assert RULES.corrections == ()


def test_a_correction_is_about_one_thing() -> None:
    """A correction about nothing, or about two things, can't be made."""
    with pytest.raises(ValueError, match="one activity or"):
        Correction("plan", "yes")
    with pytest.raises(ValueError, match="one activity or"):
        Correction("plan", "yes", activity="1", title="overleg")


def test_a_word_can_be_added() -> None:
    """A firm's own word for a plan session becomes a rule, and the rules before stay as they were."""
    own = RULES.with_word("plan", "kansenkaart-")
    one = activity("Kansenkaartsessie", listed=False)
    assert sort_activities([one], PEOPLE, own)["1"]["plan"].state == "yes"
    assert verdict("plan", one).state == "unknown"


def test_unknown_is_grouped_by_title_most_hours_first() -> None:
    """What one click settles comes with the most hours first, what has no title each by itself."""
    listed = [
        activity("Overleg 1", id="a"),
        activity("overleg 2", id="b"),
        activity("Doorpakken", id="c", minutes=90),
        activity("", id="d", minutes=30, listed=False),
        activity("Accountplan", id="e"),
    ]
    found = sort_activities(listed, PEOPLE, RULES)
    groups = groups_of_unknown(listed, found, "plan")
    assert [(g.title, g.activities, g.minutes) for g in groups] == [
        ("overleg", ("a", "b"), 120),
        ("doorpakken", ("c",), 90),
        ("", ("d",), 30),
    ]
    settled = RULES.corrected(*(c for g in groups for c in g.corrections("plan", "no")))
    assert not groups_of_unknown(listed, sort_activities(listed, PEOPLE, settled), "plan")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Accountplan Noord 12-3", "accountplan noord 19-3"),
        ("RE: Accountplan Noord", "FW: RE: Accountplan noord 19 maart"),
        ("1-op-1 Bas", "1:1 bas"),
        ("Targetoverleg week 12", "Targetoverleg wk 13"),
        ("Campagne Q3", "Campagne Q4"),
        ("Één plan", "Een plan 2026"),
    ],
)
def test_alike_titles_fold_alike(one: str, other: str) -> None:
    """Dates, numbers and answer marks do not keep alike titles apart."""
    assert fold_title(one) == fold_title(other) != ""


def test_the_month_of_may_and_the_name_mei_are_kept_apart() -> None:
    """A name that is also a month survives folding."""
    assert fold_title("1-op-1 Mei") == "1op1 mei"
    assert fold_title("Campagne 3 mei") == "campagne"


@given(st.text())
def test_folding_is_stable(subject: str) -> None:
    """Folding what is folded changes nothing, so that a stored correction keeps matching."""
    assert fold_title(fold_title(subject)) == fold_title(subject)


@given(st.text(), st.sampled_from(["plan", "-verlof", "target-", "kick off", "1:1"]))
def test_words_are_sought_in_any_text(text: str, word: str) -> None:
    """No title in a file can break the search."""
    found = find_word((word,), text)
    assert found is None or found


subjects = st.one_of(
    st.sampled_from(
        ["", "Overleg", "Overleg 2", "Accountplan 3", "Targetoverleg", "Klantbezoek", "Verlof Bas", "1:1 Bas"]
    ),
    st.text(max_size=12),
)
attendees = st.lists(st.sampled_from([BAS, LIEKE, NEW, CUSTOMER, STRANGER]), unique=True, max_size=3)


@st.composite
def activities(draw: st.DrawFn) -> list[Activity]:
    drawn = draw(st.lists(st.tuples(subjects, attendees, st.booleans(), st.booleans()), max_size=6))
    return [
        activity(subject, *others, listed=listed, all_day=all_day, id=str(n))
        for n, (subject, others, listed, all_day) in enumerate(drawn)
    ]


@given(activities())
def test_sorting_is_total_and_the_same_in_any_order(listed: list[Activity]) -> None:
    """Every activity has a verdict with a reason for every topic, whatever the order of the file."""
    found = sort_activities(listed, PEOPLE, RULES)
    assert found == sort_activities(listed[::-1], PEOPLE, RULES)
    assert set(found) == {one.id for one in listed}
    for by_topic in found.values():
        assert set(by_topic) == set(TOPICS)
        assert all(v.rule and v.why.id and v.state in ("yes", "no", "unknown") for v in by_topic.values())


@given(activities(), subjects, st.sampled_from(TOPICS), st.sampled_from(["yes", "no", "unknown"]))
def test_a_correction_touches_only_its_topic_and_alike_titles(
    listed: list[Activity], subject: str, topic: Topic, state: State
) -> None:
    """'All like this' changes what is like this, and nothing else."""
    title = fold_title(subject)
    if not title:
        return
    before = sort_activities(listed, PEOPLE, RULES)
    after = sort_activities(listed, PEOPLE, RULES.corrected(Correction(topic, state, title=title)))
    for one in listed:
        alike = fold_title(one.subject) == title
        for other in TOPICS:
            if alike and other == topic:
                assert after[one.id][other].state == state
                assert after[one.id][other].by_hand
            else:
                assert after[one.id][other] == before[one.id][other]


@given(st.text(alphabet="qxjzv ", max_size=10), attendees)
def test_unknown_never_turns_into_no_without_a_reason(subject: str, others: list[Attendee]) -> None:
    """With nothing known of title or people, only what a short meeting can't be is ruled out."""
    found = sort_activities([activity(subject, *others, listed=False)], PEOPLE, RULES)["1"]
    ruled_out = {topic: v.rule for topic, v in found.items() if v.state == "no"}
    assert ruled_out in ({}, {"absence": "absence.short"})
