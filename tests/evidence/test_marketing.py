from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from workbook.evidence.sources import Source, origin, sources_in
from workbook.words import translator

EN = translator("en")


def test_contact_days_out_of_working_days(diary: Any) -> None:
    """Protects the day count: two contacts on a day are one, Saturday is no working day."""
    diary.filler(4)
    diary.add(0, "lieke", yes=["marketing"])
    diary.add(0, "lieke", at=15, yes=["marketing"])
    diary.add(5, "lieke", yes=["marketing"])
    diary.add(8, "lieke", yes=["marketing"])
    diary.add(9, None, unknown=["marketing"])
    found = diary.measures()["marketing.contact_days"]
    assert (found.numerator, found.denominator, found.unknown) == (2, 20, 1)
    assert EN(found.sentence).endswith("**at least 2 of 20 working days**; of 1 it isn’t known.")
    assert found.table[0].values == (1, 4, 0)
    assert found.table[1].values == (1, 3, 1)


def test_the_last_four_weeks_are_said_beside_the_whole(diary: Any) -> None:
    """Protects from a mean that hides a habit which came or went, and keeps one count in two places."""
    diary.filler(8)
    for day in range(0, 28, 7):
        diary.add(day, "lieke", yes=["marketing"])
    diary.add(35, "lieke", yes=["marketing"])
    diary.add(36, None, unknown=["marketing"])
    found = diary.measures(8)
    recent = found["marketing.days"]
    assert (recent.numerator, recent.unknown) == (1, 1)
    assert EN(found["marketing.contact_days"].sentence) == (
        "You had marketing in your calendar on **at least 5 of 40 working days**; of 1 it isn’t known. In the last "
        "four weeks on **1, perhaps 2** days."
    )


def test_four_weeks_are_not_said_twice(diary: Any) -> None:
    """Protects from 'in the last four weeks' where no more than four were looked at."""
    diary.filler(4)
    diary.add(0, "lieke", yes=["marketing"])
    said = EN(diary.measures()["marketing.contact_days"].sentence)
    assert said == "You had marketing in your calendar on **at least 1 of 20 working days**."


def test_days_of_a_week_without_data_are_unknown(diary: Any) -> None:
    """Protects the floor: a week no file tells about is no week without marketing."""
    diary.filler(3)
    found = diary.measures(4)["marketing.contact_days"]
    assert (found.numerator, found.unknown) == (0, 5)
    assert (
        EN(found.sentence)
        == "Your calendar shows marketing on **none of the 20 working days** you were there; of 5 it isn’t known."
    )


def test_campaign_sessions_are_a_count_with_its_exact_interval(diary: Any) -> None:
    """Protects the count and its months: three sessions lie between 0.6 and 8.8."""
    diary.filler(8)
    for day in (0, 25, 26):
        diary.add(day, "lieke", yes=["campaign", "marketing"])
    diary.add(2, None, unknown=["campaign"])
    found = diary.measures(8)["marketing.campaign_sessions"]
    assert (found.value, found.low, found.high, found.standing) == (3, 3, 4, "dots")
    assert found.interval is not None
    assert (round(found.interval.low, 1), round(found.interval.high, 1)) == (0.6, 8.8)
    assert [(bar.key, bar.values) for bar in found.table] == [
        ("2026-09", (1, 1)),
        ("2026-10", (2, 0)),
        ("2026-11", (0, 0)),
    ]
    assert EN(found.table[0].label) == "September 2026"
    assert EN(found.sentence) == (
        "In 8 weeks you had **at least 3 sessions** with marketing about a campaign; of 1 appointment it isn’t known."
    )


@pytest.mark.parametrize(
    ("source", "campaign", "expected"),
    [
        ("Beurs", "", "marketing"),
        ("Website contactformulier", "", "marketing"),
        ("Trade Show", "", "marketing"),
        ("E-mail", "", "marketing"),
        ("Koude acquisitie", "", "other"),
        ("Eigen netwerk", "", "other"),
        ("Bestaande klant", "", "other"),
        ("Partner event", "", "other"),
        ("Aanbeveling", "Najaar", "marketing"),
        ("", "Najaar", "marketing"),
        ("", "", "missing"),
        ("  ", " ", "missing"),
        ("Anders", "", "unclear"),
        ("Seasonal", "", "unclear"),
    ],
)
def test_where_a_deal_came_from(source: str, campaign: str, expected: str) -> None:
    """Protects the share of deals from marketing, in Dutch and English, and what stays unknown."""
    assert origin(source, campaign) == expected


def test_the_managers_word_on_a_source_goes_before_its_name() -> None:
    """Protects the manager's answer, however a file writes the source; a campaign stays marketing's."""
    said = {"offline bronnen": "marketing", "beurs": "other"}
    assert origin("Offline Bronnen", "", said) == "marketing"  # type: ignore[arg-type]
    assert origin("BEURS", "", said) == "other"  # type: ignore[arg-type]
    assert origin("Beurs", "Najaar", said) == "marketing"  # type: ignore[arg-type]
    assert origin("Website", "", said) == "marketing"  # type: ignore[arg-type]


def test_sources_are_listed_once_with_what_their_names_say() -> None:
    """Protects the list to settle: one line a source, most deals first, without deals that have a campaign."""
    deals = pl.DataFrame(
        {
            "source": ["Offline", "offline ", "OFFLINE", "Beurs", "Beurs", "Netwerk", "", None, "Anders"],
            "campaign": ["", None, "", "", "", "", "", "", "Najaar"],
        }
    )
    assert sources_in(deals) == (
        Source("offline", "OFFLINE", 3, None),
        Source("beurs", "Beurs", 2, "marketing"),
        Source("netwerk", "Netwerk", 1, "other"),
    )
