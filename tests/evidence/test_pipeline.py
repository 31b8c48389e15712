from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from workbook.evidence import Measure
from workbook.evidence.telling import reckoning
from workbook.words import translator

EN = translator("en")
SCHEMA = {
    "deal": pl.String,
    "owner": pl.String,
    "stage": pl.String,
    "status": pl.String,
    "created": pl.Date,
    "closed": pl.Date,
    "value": pl.Float64,
    "currency": pl.String,
    "source": pl.String,
    "campaign": pl.String,
    "segment": pl.String,
}
IN = date(2026, 9, 15)
BEFORE = date(2026, 6, 1)


def measured(diary: Any, *deals: dict[str, Any]) -> dict[str, Measure]:
    """The measures of four weeks with these deals; what a deal leaves out is empty."""
    rows = [{"deal": f"D{n}", "owner": "Anouk A", **deal} for n, deal in enumerate(deals)]
    return diary.measures(deals=pl.DataFrame(rows, schema=SCHEMA), deal_sources=("deals.csv",))  # type: ignore[no-any-return]


def test_open_deals_per_segment_in_one_currency(diary: Any) -> None:
    """Protects the composition: closed deals out, other currencies never added up, no segment apart."""
    found = measured(
        diary,
        {"status": "open", "segment": "Zorg", "value": 100.0, "currency": "EUR", "created": IN},
        {"status": "open", "segment": "Zorg", "value": 900.0, "currency": "USD", "created": BEFORE},
        {"status": "open", "segment": "Voeding", "value": 50.0, "currency": "EUR", "created": BEFORE},
        {"status": "open", "segment": None, "value": 70.0, "currency": "EUR"},
        {"status": "won", "segment": "Zorg", "value": 10.0, "currency": "EUR", "closed": IN},
    )["plan.pipeline"]
    assert [(bar.key, bar.values) for bar in found.table] == [
        ("segment:Zorg", (2, 100, 1)),
        ("segment:Voeding", (1, 50, 0)),
    ]
    assert (found.denominator, found.unknown, found.value) == (3, 1, None)
    assert EN(found.columns[1]) == "Open value (EUR)"
    assert found.sources == ("deals.csv",)


def test_the_ninth_segment_and_further_are_added_up(diary: Any) -> None:
    """Protects the chart from thirty rows, and the sum from losing any."""
    deals = [{"status": "open", "segment": f"S{n}", "value": 1.0, "currency": "EUR"} for n in range(11)]
    found = measured(diary, *deals)["plan.pipeline"]
    assert len(found.table) == 9
    assert sum(bar.values[0] for bar in found.table) == 11


def test_won_of_closed_in_the_period_by_the_team(diary: Any) -> None:
    """Protects the share: other teams, other periods and unclear outcomes are not in it."""
    found = measured(
        diary,
        *({"status": "won", "closed": IN} for _ in range(4)),
        *({"status": "lost", "closed": IN, "owner": "bas@firm.example"} for _ in range(6)),
        {"status": "unknown", "closed": IN},
        {"status": "won", "closed": BEFORE},
        {"status": "won", "closed": IN, "owner": "Iemand Anders"},
        {"status": "won", "closed": None},
        {"status": "open"},
    )["plan.won"]
    assert (found.numerator, found.denominator, found.unknown) == (4, 10, 1)
    assert (found.low, found.value, found.high) == (4 / 11, 0.4, 5 / 11)
    assert EN(found.sentence) == "Your team won **4 of the 11 deals** it closed; of 1 it isn’t known."
    assert [(bar.key, bar.values) for bar in found.table] == [("2026-09", (4, 6, 1)), ("2026-10", (0, 0, 0))]


def test_nobody_is_named_in_a_deal_measure(diary: Any) -> None:
    """Protects sales people from a win rate with their name on it, and from a line through joint visits."""
    found = measured(diary, *({"status": "won", "closed": IN, "created": IN} for _ in range(6)))
    for one in ("plan.won", "plan.pipeline", "marketing.sourced"):
        assert "nouk" not in repr(found[one])


def test_a_file_without_owners_is_the_teams(diary: Any) -> None:
    """Protects an export of one team, which often has no owner column."""
    found = measured(diary, *({"status": "won", "closed": IN, "owner": None} for _ in range(5)))["plan.won"]
    assert found.denominator == 5


def test_deals_of_others_alone_are_absent_with_the_reason(diary: Any) -> None:
    """Protects against measuring another team's deals where no owner is known."""
    found = measured(diary, {"status": "won", "closed": IN, "owner": "Iemand Anders"})["plan.won"]
    assert found.standing == "absent"
    assert "owners" in EN(found.missing)


def test_new_deals_from_marketing_out_of_those_with_a_source(diary: Any) -> None:
    """Protects the share from deals without a source, which stand apart."""
    found = measured(
        diary,
        *({"status": "open", "created": IN, "source": "Beurs"} for _ in range(2)),
        *({"status": "open", "created": IN, "source": "Netwerk"} for _ in range(4)),
        *({"status": "open", "created": IN} for _ in range(3)),
        {"status": "open", "created": IN, "source": "Anders"},
        {"status": "open", "created": BEFORE, "source": "Beurs"},
    )["marketing.sourced"]
    assert (found.numerator, found.denominator, found.unknown) == (2, 6, 4)
    assert (found.low, found.value, found.high) == pytest.approx((0.2, 2 / 6, 0.6))
    assert {bar.key: bar.values for bar in found.table} == {
        "marketing": (2,),
        "other": (4,),
        "unclear": (1,),
        "missing": (3,),
    }
    assert found.standing == "shown"


def test_much_without_a_source_is_thin(diary: Any) -> None:
    """Protects against a share from the few deals somebody filled in."""
    deals = [{"status": "open", "created": IN, "source": "Beurs" if n < 5 else None} for n in range(10)]
    assert measured(diary, *deals)["marketing.sourced"].standing == "thin"


def test_an_owner_written_last_name_first_is_the_same_person(diary: Any) -> None:
    """Protects the deals of a team whose CRM turns names round."""
    found = measured(diary, *({"status": "won", "closed": IN, "owner": "A, Anouk"} for _ in range(5)))[
        "plan.won"
    ]
    assert found.denominator == 5


@pytest.mark.parametrize(
    ("unplaced", "unstaged", "said"),
    [
        (0, 0, "Your team has **3 open deals** with a segment, 2 of them in Zorg."),
        (1, 0, "Your team has **3 open deals** with a segment, 2 of them in Zorg; 1 more has none."),
        (
            0,
            2,
            "Your team has **3 open deals** with a segment, 2 of them in Zorg; of 2 deals the stage does not say "
            "whether they are open.",
        ),
        (
            2,
            1,
            "Your team has **3 open deals** with a segment, 2 of them in Zorg; 2 more have none; of 1 deal the "
            "stage does not say whether it is open.",
        ),
    ],
)
def test_open_deals_name_what_is_not_among_them(diary: Any, unplaced: int, unstaged: int, said: str) -> None:
    """Protects 'so many open deals' from those without a segment, and from stages nobody knows, however old."""
    found = measured(
        diary,
        *({"status": "open", "segment": segment} for segment in ("Zorg", "Zorg", "Voeding")),
        *({"status": "open"} for _ in range(unplaced)),
        *({"status": "unknown", "segment": "Zorg", "created": BEFORE} for _ in range(unstaged)),
        {"status": "unknown", "segment": "Zorg", "owner": "Iemand Anders"},
    )["plan.pipeline"]
    assert (found.numerator, found.unknown) == (3, unplaced + unstaged)
    assert EN(found.sentence) == said


def test_stages_nobody_knows_are_not_called_no_open_deals(diary: Any) -> None:
    """Protects against 'there are no open deals' where nobody can tell."""
    found = measured(diary, {"status": "unknown", "segment": "Zorg", "created": IN})["plan.pipeline"]
    assert found.standing == "absent"
    assert EN(found.sentence) == "Of 1 deal of your team the stage does not say whether it is open."
    assert "open, won or lost" in EN(found.missing)


def test_deals_from_marketing_name_all_new_deals_and_those_nobody_placed(diary: Any) -> None:
    """Protects from '4 of 4 came from marketing' in bold where 25 of 29 could not be placed."""
    deals = [
        {"status": "open", "created": IN, "source": "Website" if n < 4 else "Offline"} for n in range(29)
    ]
    found = measured(diary, *deals)["marketing.sourced"]
    assert (found.numerator, found.denominator, found.unknown) == (4, 4, 25)
    assert EN(found.sentence) == "**4 of 29 new deals** came from marketing; of 25 it isn’t known."
    rows = [{"deal": f"D{n}", "owner": "Anouk A", **deal} for n, deal in enumerate(deals)]
    frame = pl.DataFrame(rows, schema=SCHEMA)
    settled = diary.measures(deals=frame, placed={"offline": "other"})["marketing.sourced"]
    assert (settled.numerator, settled.denominator, settled.unknown) == (4, 29, 0)
    assert EN(settled.sentence) == "**4 of 29 new deals** came from marketing."


def test_the_figures_below_say_what_they_are_out_of(diary: Any) -> None:
    """Protects from two bases without a word: the sentence is of all deals, the interval of those known."""
    deals = [{"status": "open", "created": IN, "source": "Beurs" if n < 6 else None} for n in range(8)]
    found = measured(diary, *deals)["marketing.sourced"]
    assert EN(found.sentence) == "**6 of 8 new deals** came from marketing; of 2 it isn’t known."
    assert EN(reckoning(found)).startswith("In figures: 6 of the 6 of which it is known. Of 2 it isn’t known.")
