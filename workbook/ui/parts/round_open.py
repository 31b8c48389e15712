"""A round that is open: its links, to hand out, and closing or cancelling it."""

from __future__ import annotations

from collections.abc import Iterable

from htpy import Node, div, fragment, img, label, li, ol, p, small, span, textarea

from workbook.mirrors.records import Round
from workbook.mirrors.wording import WHOM_NAMES
from workbook.takeaway import invitation
from workbook.ui.html import act, copying, unseen
from workbook.words import Text, Translator, say


def only_here_warning(t: Translator) -> Node:
    """Where links open on this computer alone, what that is good for."""
    if not invitation.only_here():
        return None
    return p(".wb-notice", role="note")[
        t(
            say(
                "Links made here open on this computer only. For a real round, use a server your team can reach: "
                "preferably your coach’s or a neutral one, because whoever runs the server could look in while the "
                "round is open. On this computer you can try it out, or pass the laptop around."
            )
        )
    ]


def open_round(
    t: Translator, one: Round, *, over: bool, enough: bool, sure: str, blockers: Iterable[Text]
) -> Node:
    """A round that takes answers, or whose last day is `over`.

    `enough` is whether the floor is reached, `sure` what was asked for and not confirmed yet (`close` or
    `cancel`), `blockers` why it can't be closed.
    """
    links = invitation.links(one)
    return div(".wb-step", role="group", aria_label=f"{t(say('Open round'))}: {t(WHOM_NAMES[one.whom])}")[
        p(".wb-say")[
            t(say("The last day was {day:date}. No more answers are taken.", day=one.until.isoformat()))
            if over
            else t(
                say(
                    "Open until {day:date}, for {seats} people.",
                    day=one.until.isoformat(),
                    seats=one.seats,
                )
            )
        ],
        p[
            t(
                say("At least {n} people have answered: enough for a result.", n=one.floor)
                if enough
                else say("Not enough answers for a result yet. How many there are is shown to nobody.")
            )
        ]
        if one.whom == "team"
        else None,
        only_here_warning(t),
        _links(t, one, links) if not over else None,
        _closing(t, one, sure, blockers, over=over),
    ]


def _links(t: Translator, one: Round, links: tuple[str, ...]) -> Node:
    several = len(links) > 1
    text = one.message if several else f"{one.message}\n\n{links[0]}"
    return fragment[
        div(".wb-prompt")[
            label(for_=f"message-{one.id}")[
                t(say("To copy into a message")), unseen(t(WHOM_NAMES[one.whom]))
            ],
            textarea(id=f"message-{one.id}", rows="6", readonly=True)[text],
            div(".wb-row")[
                copying(t, say("Copy the message"), text, kind="wb-go", about=t(WHOM_NAMES[one.whom]))
            ],
        ],
        div(".wb-prompt")[
            p(".wb-label", id=f"links-{one.id}")[
                t(say("The links, one for each person")), unseen(t(WHOM_NAMES[one.whom]))
            ],
            small[t(say("Give them out so that you don’t know who has which: slips from a bowl will do."))],
            ol(".wb-links", aria_labelledby=f"links-{one.id}")[
                (
                    li[
                        span(".wb-address")[link],
                        copying(t, say("Copy the link"), link, kind="wb-link", about=str(place)),
                    ]
                    for place, link in enumerate(links, 1)
                )
            ],
        ]
        if several
        else p[
            img(
                ".wb-qr",
                src=invitation.qr(links[0]),
                alt=t(say("QR code of the link above")),
                width="200",
            )
        ],
        div(".wb-row")[
            act(
                t,
                "print-page",
                say("A page to print, with QR codes"),
                key=one.id,
                kind="wb-quiet",
                about=t(WHOM_NAMES[one.whom]),
            ),
            act(
                t,
                "sheet",
                say("Information sheet for team and works council (PDF)"),
                kind="wb-quiet",
                about=t(WHOM_NAMES[one.whom]),
            ),
        ],
    ]


def _closing(t: Translator, one: Round, sure: str, blockers: Iterable[Text], *, over: bool) -> Node:
    if sure == "close":
        return div(".wb-ask", role="group", aria_labelledby="sure-close")[
            p(id="sure-close", tabindex="-1")[
                t(
                    say(
                        "Closing happens once. The answers are read together, what comes out is frozen, and the "
                        "answers themselves are thrown away."
                    )
                )
            ],
            div(".wb-row")[
                act(t, "close-round", say("Yes, close the round"), key=one.id),
                act(t, "leave", say("No, leave it open"), kind="wb-quiet"),
            ],
        ]
    if sure == "cancel":
        return div(".wb-ask", role="group", aria_labelledby="sure-close")[
            p(id="sure-close", tabindex="-1")[
                t(say("All answers of this round are thrown away unread, and its links stop working."))
            ],
            div(".wb-row")[
                act(t, "cancel-round", say("Yes, cancel the round"), key=one.id, kind="wb-quiet wb-danger"),
                act(t, "leave", say("No, leave it open"), kind="wb-quiet"),
            ],
        ]
    return div(".wb-row")[
        act(
            t,
            "ask-close",
            say("Close the round…"),
            key=one.id,
            blockers=blockers,
            kind="wb-go" if over else "wb-quiet",
            about=t(WHOM_NAMES[one.whom]),
        ),
        act(
            t,
            "ask-cancel",
            say("Cancel the round…"),
            key=one.id,
            kind="wb-quiet wb-danger",
            about=t(WHOM_NAMES[one.whom]),
        ),
    ]
