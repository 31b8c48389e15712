"""The deals of the manager's own team, as the measures need them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.activity.people import fold_name

if TYPE_CHECKING:
    import polars as pl

    from workbook.evidence.material import Material

_TEXTS: Final = ("owner", "status", "currency", "source", "campaign", "segment")


def team_deals(material: Material) -> pl.DataFrame | None:
    """The deals that belong to the manager or the team; None where there are none to look at.

    Texts are without spaces around them, and empty where the file says nothing. `created` and `closed`
    are null where they lie outside the period, for no measure looks at those. A file without any owner is
    taken to be the team's. With owners, only deals of a known name or address count: another team's deals
    are not this manager's evidence. Deals that can touch neither the period nor the open pipeline, which one in a stage nobody knows can,
    are left behind early, for a file can hold a million of them.
    """
    frame = material.deals
    if frame is None or frame.is_empty():
        return None
    import polars as pl

    first, last = material.period.first, material.period.last
    created, closed = (pl.col(name).is_between(first, last) for name in ("created", "closed"))
    near = (pl.col("status") == "open") | (pl.col("status") == "unknown") | created | closed
    owners = [one for one in frame["owner"].unique(maintain_order=True) if one]
    if any(one.strip() for one in owners):
        known = _owners(material)
        ours = [one for one in owners if fold_name(one) in known]
        if not ours:
            return None
        near &= pl.col("owner").is_in(ours)
    return frame.filter(near).select(
        *(pl.col(name).cast(pl.String).fill_null("").str.strip_chars() for name in _TEXTS),
        pl.when(created).then(pl.col("created")).alias("created"),
        pl.when(closed).then(pl.col("closed")).alias("closed"),
        "value",
    )


def _owners(material: Material) -> frozenset[str]:
    """The ways a file may write the owner, folded: address or name of the manager and of the team. 'Last,
    First' is the same name as 'First Last'."""
    people = material.people
    keys = {*people.own, *(key for key, role in people.roles.items() if role in ("me", "team"))}
    written = {key.removeprefix("name:") for key in keys} | {people.name(key) for key in keys}
    return frozenset(folded for name in written if (folded := fold_name(name)))
