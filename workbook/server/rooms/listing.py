"""A coach's rooms, by client, and the form for a new one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from htpy import (
    Node,
    a,
    button,
    details,
    div,
    fieldset,
    form,
    h1,
    h2,
    input,
    label,
    legend,
    li,
    option,
    p,
    section,
    select,
    small,
    span,
    strong,
    summary,
    ul,
)

from workbook.mirrors.records import LOWEST_FLOOR, MOST_SEATS, USUAL_FLOOR
from workbook.questions import QUESTIONS
from workbook.server.frame import LANGUAGE_NAMES
from workbook.server.rooms.pressing import Desk, form_to, notices_of
from workbook.server.rooms.shown import markup
from workbook.wording import wording
from workbook.words import Translator
from workbook.workshop.coach_wording import COACH_WORDS, kept_until, minutes_long
from workbook.workshop.programme import LENGTHS
from workbook.workshop.records import (
    LONGEST_DAYS,
    USUAL_DAYS,
    USUAL_SEATS,
    Room,
)


def listing(
    rooms: Sequence[Room] | None,
    desk: Desk,
    link: str,
    sent: Callable[[str], str],
    t: Translator,
    *,
    may_open: bool,
    own_pages: bool,
) -> str:
    """The page with a coach's rooms, by client, and the form for a new one."""
    by_client: dict[str, list[Room]] = {}
    for room in rooms or ():
        by_client.setdefault(room.client, []).append(room)
    return markup(
        [
            h1[t(COACH_WORDS["title"])],
            p(".wb-told")[t(COACH_WORDS["told"])],
            notices_of(desk, t),
            _own_link(link, t) if link else None,
            [
                section[
                    h2[client or t(COACH_WORDS["other_client"])],
                    ul(".wb-rooms")[(_listed(room, desk, t) for room in found)],
                ]
                for client, found in sorted(by_client.items(), key=lambda item: item[0].casefold())
            ]
            or (p(".wb-empty")[t(COACH_WORDS["none"])] if link else None),
            _new(desk, sent, t, own_pages=own_pages)
            if may_open
            else p(".wb-empty")[t(COACH_WORDS["not_here"])],
            _delete_all(desk, t) if by_client else None,
        ]
    )


def another_link(desk: Desk, t: Translator) -> str:
    """The question before another's link takes the place of one's own."""
    return markup(
        [
            h1[t(COACH_WORDS["other_link"])],
            p(".wb-told")[t(COACH_WORDS["other_link_told"])],
            form_to(
                desk, "mine", button(".wb-go", type="submit")[t(COACH_WORDS["other_link_stay"])], send=False
            ),
            form_to(
                desk,
                "other",
                button(".wb-quiet", type="submit")[t(COACH_WORDS["other_link_open"])],
                send=False,
            ),
        ]
    )


def _listed(room: Room, desk: Desk, t: Translator) -> Node:
    state = COACH_WORDS["over" if room.closed else "running"]
    return li[
        a(href=f"{desk.here}/{room.id}")[room.title],
        " ",
        small[t(state), " · ", t(minutes_long(room.length)), " · ", t(kept_until(room.until.isoformat()))],
    ]


def _own_link(link: str, t: Translator) -> Node:
    return div(".wb-link-kept")[
        label(for_="link")[strong[t(COACH_WORDS["link"])]],
        input(id="link", type="text", readonly=True, value=link, aria_describedby="link-hint"),
        small(id="link-hint")[t(COACH_WORDS["link_told"])],
    ]


def _new(desk: Desk, sent: Callable[[str], str], t: Translator, *, own_pages: bool) -> Node:
    def chosen(name: str, usual: object) -> str:
        return sent(name) or str(usual)

    def line(name: str, said: str, hint: str = "", *, required: bool = False) -> Node:
        return div(".wb-prompt")[
            label(for_=name)[t(COACH_WORDS[said])],
            small(id=f"{name}-hint")[t(COACH_WORDS[hint])] if hint else None,
            input(
                id=name,
                name=name,
                type="text",
                required=required,
                autocomplete="off",
                value=sent(name),
                aria_describedby=f"{name}-hint" if hint else None,
            ),
        ]

    def number(name: str, said: str, low: int, high: int, usual: int, hint: str = "") -> Node:
        return div(".wb-prompt")[
            label(for_=name)[t(COACH_WORDS[said])],
            small(id=f"{name}-hint")[t(COACH_WORDS[hint])] if hint else None,
            input(
                id=name,
                name=name,
                type="number",
                min=str(low),
                max=str(high),
                value=chosen(name, usual),
                aria_describedby=f"{name}-hint" if hint else None,
            ),
        ]

    def pick(name: str, said: str, options: Iterable[tuple[str, str]], usual: str) -> Node:
        return div(".wb-prompt")[
            label(for_=name)[t(COACH_WORDS[said])],
            select(id=name, name=name)[
                (
                    option(value=value, selected=value == chosen(name, usual))[shown]
                    for value, shown in options
                )
            ],
        ]

    return section(".wb-new")[
        h2[t(COACH_WORDS["open"])],
        form(method="post", action=desk.here)[
            input(type="hidden", name="token", value=desk.token),
            line("title", "room_title", "room_title_hint", required=True),
            line("client", "client", "client_hint"),
            line("pages", "pages", "pages_hint") if own_pages else None,
            div(".wb-grid")[
                pick("length", "length", ((str(n), t(minutes_long(n))) for n in LENGTHS), "90"),
                pick("language", "language", LANGUAGE_NAMES.items(), desk.language),
                number("seats", "seats", LOWEST_FLOOR, MOST_SEATS, USUAL_SEATS),
                number("floor", "floor", LOWEST_FLOOR, MOST_SEATS, USUAL_FLOOR, "floor_hint"),
                number("days", "days", 1, LONGEST_DAYS, USUAL_DAYS, "days_hint"),
            ],
            fieldset[
                legend[t(COACH_WORDS["questions"])],
                (
                    label(".wb-check")[
                        input(
                            type="checkbox",
                            name="questions",
                            value=one,
                            checked=not sent("title") or one in sent("questions"),
                        ),
                        span[t(wording(one).heading)],
                    ]
                    for one in QUESTIONS
                ),
            ],
            button(".wb-go", type="submit")[t(COACH_WORDS["open_go"])],
        ],
    ]


def _delete_all(desk: Desk, t: Translator) -> Node:
    return details(".wb-end")[
        summary[t(COACH_WORDS["delete_all"])],
        form(method="post", action=f"{desk.here}/delete-all")[
            input(type="hidden", name="token", value=desk.token),
            label(".wb-check")[
                input(type="checkbox", name="sure", value="yes", required=True),
                span[t(COACH_WORDS["delete_sure"])],
            ],
            button(".wb-quiet.wb-danger", type="submit")[t(COACH_WORDS["delete_all"])],
        ],
    ]
