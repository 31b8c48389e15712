"""A table nobody knows: its first rows, and a select for each field to say which column it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from htpy import (
    Node,
    caption,
    details,
    div,
    fieldset,
    input,
    label,
    legend,
    option,
    p,
    select,
    span,
    summary,
    table,
    tbody,
    td,
    th,
    thead,
    tr,
)

from workbook.activity.limits import UnreadableError
from workbook.activity.records import Reading
from workbook.ui.html import act
from workbook.ui.part import Event, Part, action
from workbook.words import Text, say

if TYPE_CHECKING:
    from workbook.activity.mapping import Kind, Look

_NONE: Final = "-"
_LONGEST: Final = 40


@dataclass(slots=True)
class _Draft:
    """What has been said so far about one file."""

    look: Look
    kind: Kind
    chosen: dict[Kind, dict[str, int]]
    freed: dict[str, int]

    def choose(self, field: str, place: int) -> None:
        """Say which column a field is; another field that had the column is free again."""
        for other in [one for one, at in self.fields.items() if at == place and one != field]:
            del self.fields[other]
            self.freed[other] = self.freed.get(other, 0) + 1
        self.fields[field] = place

    @property
    def fields(self) -> dict[str, int]:
        return self.chosen[self.kind]


class NamesColumns(Part):
    """What a part needs to ask for the columns of a table. The part gives `data_of`, the bytes of a file
    by its name, and `read_again`."""

    _drafts: dict[str, _Draft]

    def data_of(self, name: str) -> bytes | None:
        """The file as it was loaded, None where it is no longer at hand."""
        raise NotImplementedError

    def read_again(self) -> None:
        """Read all files anew, with what was decided."""
        raise NotImplementedError

    def ask_columns(self, reading: Reading) -> Node:
        """The question, open where the table waits for it and folded away where its columns were
        known."""
        draft = self._draft(reading.file, reading.sheet)
        if draft is None:
            if reading.read:
                return None
            return p(".wb-note")[
                self.t(say("Load this file again to say what its columns are: it is no longer in memory."))
            ]
        if any(not one.row for one in reading.refused):
            return self._desk(reading.file, draft)
        return details[
            summary[self.t(say("Say yourself what its columns are"))], self._desk(reading.file, draft)
        ]

    def _draft(self, name: str, sheet: str = "") -> _Draft | None:
        """What was said so far about a file, begun with what it looks like; `sheet` is the one of a workbook."""
        from workbook.activity.mapping import look

        if name not in self._drafts:
            data = self.data_of(name)
            if data is None:
                return None
            try:
                seen = look(data, sheet)
            except UnreadableError:
                return None
            chosen: dict[Kind, dict[str, int]] = {kind: dict(said) for kind, said in seen.proposals.items()}
            self._drafts[name] = _Draft(seen, seen.kind, chosen, {})
        return self._drafts[name]

    def _desk(self, name: str, draft: _Draft) -> Node:
        t = self.t
        number = list(self._drafts).index(name)
        return fieldset(".wb-ask.wb-map", id=f"map-{number}")[
            legend[t(say("What are the columns of ‘{file}’?", file=name))],
            p(".wb-note")[
                t(
                    say(
                        "This table isn’t known here for certain. Say what its columns are, and that is "
                        "how it is read. The answer is remembered for every table with these column "
                        "names."
                    )
                )
            ],
            self._first_rows(name, draft.look),
            self._kinds(name, number, draft),
            div(".wb-map-fields")[(self._field(name, number, draft, field) for field in _fields(draft.kind))],
            div(".wb-row")[
                act(
                    t,
                    "map-read",
                    say("Read it so"),
                    key=name,
                    blockers=self._blockers(draft),
                    id=f"map-read-{number}",
                ),
                act(t, "map-save", say("Save as a profile"), key=name, kind="wb-quiet"),
            ],
            p(".wb-note")[
                t(
                    say(
                        "A profile is a small text file with these column names. Load it here another time, or "
                        "give it to a colleague who uses the same program."
                    )
                )
            ],
        ]

    def _first_rows(self, name: str, look: Look) -> Node:
        t = self.t
        title = say("The first rows of ‘{file}’", file=name)
        return div(".wb-scroll", tabindex="0", role="region", aria_label=t(title))[
            table[
                caption(".wb-hidden")[t(title)],
                thead[tr[(th(scope="col")[_short(cell) or "–"] for cell in look.header)]],
                tbody[(tr[(td[_short(cell)] for cell in row)] for row in look.rows)],
            ]
        ]

    def _kinds(self, name: str, number: int, draft: _Draft) -> Node:
        t = self.t
        kinds: tuple[tuple[Kind, Text], ...] = (
            ("activities", say("an appointment")),
            ("deals", say("a deal")),
        )
        return fieldset(".wb-map-kind")[
            legend[t(say("Each row is"))],
            (
                label(".wb-anchor")[
                    input(
                        {"data-do": "map-kind", "data-key": name},
                        type="radio",
                        name=f"map-kind-{number}",
                        value=kind,
                        checked=kind == draft.kind,
                    ),
                    span[t(text)],
                ]
                for kind, text in kinds
            ),
        ]

    def _field(self, name: str, number: int, draft: _Draft, field: str) -> Node:
        from workbook.activity.mapping import NAMES

        t = self.t
        at = draft.fields.get(field)
        # A control that the visitor set keeps what was set, so one that another took from is a new one.
        own = f"map-{number}-{draft.kind}-{field}" + "-again" * (draft.freed.get(field, 0) % 2)
        return div(".wb-map-field", id=f"{own}-row")[
            label(for_=own)[t(NAMES[field])],
            select({"data-do": "map-field", "data-key": f"{name}\n{field}"}, id=own)[
                option(value=_NONE, selected=at is None)[t(say("not in this table"))],
                (
                    option(value=str(place), selected=place == at)[
                        _short(cell) or t(say("column {n}", n=place + 1))
                    ]
                    for place, cell in enumerate(draft.look.header)
                ),
            ],
        ]

    def _blockers(self, draft: _Draft) -> tuple[Text, ...]:
        from workbook.activity.mapping import NAMES, doubled, lacking

        t = self.t
        missing = [
            "/".join(f"‘{t(NAMES[field])}’" for field in group) for group in lacking(draft.kind, draft.fields)
        ]
        twice = [f"‘{t(NAMES[field])}’" for field in doubled(draft.fields)]
        found: list[Text] = []
        if missing:
            found.append(say("Choose a column for {fields} first.", fields=", ".join(missing)))
        if twice:
            found.append(say("One column is chosen twice: {fields}.", fields=", ".join(twice)))
        return tuple(found)

    def _at(self, name: str) -> _Draft:
        draft = self._draft(name)
        if draft is None:
            raise ValueError("no table to say the columns of")
        return draft

    @action
    def map_kind(self, event: Event) -> None:
        """Say whether a row is an appointment or a deal."""
        self._at(event.key).kind = "deals" if event.value == "deals" else "activities"

    @action
    def map_field(self, event: Event) -> None:
        """Say which column a field is, or that it is none."""
        name, _, field = event.key.partition("\n")
        draft = self._at(name)
        if field not in _fields(draft.kind):
            raise ValueError("no such field")
        value = str(event.value)
        if value == _NONE:
            draft.fields.pop(field, None)
        elif 0 <= int(value) < len(draft.look.header):
            draft.choose(field, int(value))

    @action
    def map_read(self, event: Event) -> None:
        """Remember the columns of a table, and read it so."""
        from workbook.activity.mapping import mapping
        from workbook.ui.part import Refused

        draft = self._at(event.key)
        blockers = self._blockers(draft)
        if blockers:
            raise Refused(blockers[0])
        said = mapping(draft.look.header, draft.kind, draft.fields)
        self.session.change(lambda doc: replace(doc, decisions=doc.decisions.with_mapping(said)))
        self.read_again()

    @action
    def map_save(self, event: Event) -> None:
        """Hand over what was said as a profile file."""
        from workbook.activity.mapping import as_profile, mapping

        draft = self._at(event.key)
        said = mapping(draft.look.header, draft.kind, draft.fields)
        text = as_profile(draft.look.header, said, event.key.rpartition("/")[2].rpartition(".")[0])
        offer = {"name": "profile.toml", "type": "application/toml"}
        self.screen.send({"offer": offer}, [text.encode()])


def _fields(kind: Kind) -> tuple[str, ...]:
    from workbook.activity.mapping import FIELDS

    return FIELDS[kind]


def _short(cell: str) -> str:
    return cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1] + "…"
