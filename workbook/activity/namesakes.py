"""Names without an address that may stand for somebody known by one: a guess to be shown, never taken."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from workbook.activity.records import Attendee
from workbook.activity.roster import fold_name


def namesakes(met: Iterable[Attendee]) -> Mapping[str, str]:
    """By the key of a name alone, the one address it may belong to.

    A name fits an address that is shown with it or made of it; failing those, where one of the two is a
    first name alone and the other begins with it. What fits several addresses fits none.
    """
    people = {(one.key, fold_name(one.name)): one for one in met}
    whole: dict[str, set[str]] = defaultdict(set)
    first: dict[str, set[tuple[str, bool]]] = defaultdict(set)
    for (_, name), one in people.items():
        if not one.address:
            continue
        local = " ".join(re.findall(r"[^\W\d_]+", one.address.partition("@")[0]))
        for known in {name, local} - {""}:
            whole[known].add(one.address)
            first[known.split()[0]].add((one.address, " " not in known))
    found: dict[str, str] = {}
    for (key, name), one in people.items():
        if one.address or not name:
            continue
        fitting = whole.get(name) or {
            address for address, alone in first.get(name.split()[0], ()) if alone or " " not in name
        }
        if len(fitting) == 1:
            found[key] = next(iter(fitting))
    return found
