"""Headers of one export in the names and languages it may have."""

from __future__ import annotations

from datetime import date

import pytest

from workbook.activity.tables import read_table

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (
            "Deal - Pipedrive System ID,Deal - Title*,Deal - Owner,Deal - Stage (pipeline),Deal - Status,"
            "Deal - Creation date,Deal - Won time,Deal - Value,Deal - Currency of value",
            "Won",
        ),
        (
            "Deal - ID,Deal - Titel,Deal - Besitzer,Deal - Phase,Deal - Status,Deal - Deal erstellt,"
            "Deal - Datum des gewonnenen Deals,Deal - Wert,Deal - Währung",
            "Gewonnen",
        ),
        (
            "Obchod - ID,Obchod - Název,Obchod - Vlastník,Obchod - Fáze,Obchod - Stav,Obchod - Vytvořeno,"
            "Obchod - Datum výhry,Obchod - Hodnota,Obchod - Měna hodnoty",
            "Vyhráno",
        ),
    ],
    ids=["en", "de", "cs"],
)
def test_deals_of_pipedrive_are_read_in_each_language(header: str, status: str) -> None:
    """English as its sample file has them, German and Czech: the same deal."""
    row = f"71,Dakrenovatie,Bo Tak,Offerte,{status},2026-01-14 09:10:00,2026-03-04 10:00:00,1250.50,EUR\n"
    _, frame, reading = read_table("d.csv", f"{header}\n{row}".encode(), today=TODAY)
    assert frame is not None, reading
    assert reading.format.id.startswith("Table of deals from") or "Pipedrive" in repr(reading.format)
    assert frame.rows() == [
        (
            "71",
            "Bo Tak",
            "Offerte",
            "won",
            date(2026, 1, 14),
            date(2026, 3, 4),
            1250.5,
            "EUR",
            None,
            None,
            None,
        )
    ]


def test_the_name_of_an_owner_goes_before_the_owner() -> None:
    """`Deal Owner Name` is the owner, also beside an owner by number."""
    text = "Deal ID,Deal name,Deal owner,Deal Owner Name,Stage,Close date,Amount\n7,Dak,311,Bo Tak,Won,2026-03-14,5\n"
    _, frame, reading = read_table("d.csv", text.encode(), today=TODAY)
    assert frame is not None, reading
    assert frame["owner"].to_list() == ["Bo Tak"]
