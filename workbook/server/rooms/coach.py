"""The coach's page: what is going on in the room, and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

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
    h3,
    input,
    label,
    legend,
    li,
    ol,
    option,
    p,
    section,
    select,
    small,
    span,
    strong,
    summary,
    textarea,
    ul,
)

from workbook.mirrors.records import LOWEST_FLOOR, MOST_SEATS, USUAL_FLOOR
from workbook.questions import CHOICES, FREQUENCIES, QUESTIONS, QuestionId
from workbook.server.frame import LANGUAGE_NAMES
from workbook.server.rooms.shown import Regions, clock, markup, picture, way_in, where
from workbook.wording import CHOICE_LETTERS, FREQUENCY_NAMES, wording
from workbook.words import Text, Translator
from workbook.workshop import running
from workbook.workshop.programme import LENGTHS, Stop
from workbook.workshop.records import (
    LONGEST_DAYS,
    LONGEST_NOTES,
    LONGEST_PARKED,
    LONGEST_TITLE,
    USUAL_DAYS,
    USUAL_SEATS,
    Room,
    Scene,
    Seen,
)
from workbook.workshop.wording import (
    COACH_WORDS,
    SCRIPT,
    STEP_NAMES,
    WORDS,
    answered_of,
    groups_drawn,
    here,
    kept_until,
    minutes_long,
    more_minutes,
    ready_of,
)

_MORE = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Desk:
    """What every page of a coach knows: its address, its form's token, and what there is to say."""

    here: str
    token: str
    language: str
    address: str
    only_here: bool = False
    notices: tuple[Text, ...] = ()


def _notices(desk: Desk, t: Translator) -> Node:
    return div(".wb-notice", role="alert")[(p[t(one)] for one in desk.notices)] if desk.notices else None


def _form(desk: Desk, action: str, *children: Node, send: bool = True, name: str = "") -> Node:
    told = {"data-send": ""} if send else {}
    return form(method="post", action=f"{desk.here}/{action}", class_=name or None, **told)[
        input(type="hidden", name="token", value=desk.token), children
    ]


def _press(
    desk: Desk,
    action: str,
    said: str,
    *,
    kind: str = ".wb-quiet",
    reasons: Sequence[str] = (),
    **fields: object,
) -> Node:
    """A button of its own. One that can't be pressed says why."""
    identity = "-".join((action, *map(str, fields.values())))
    hidden = [input(type="hidden", name=name, value=str(value)) for name, value in fields.items()]
    if reasons:
        why = f"why-{identity}"
        return div(".wb-door")[
            button(kind, type="button", id=identity, aria_disabled="true", aria_describedby=why)[said],
            small(".wb-why", id=why)[" ".join(reasons)],
        ]
    return _form(desk, action, hidden, button(kind, type="submit", id=identity)[said])


def regions(room: Room, seen: Seen, desk: Desk, now: float, t: Translator) -> Regions:
    """The parts of a room's page that change by themselves."""
    scene = seen.scene
    return {
        "notice": markup(_notices(desk, t)),
        "now": markup(_now(scene, seen, desk, t)),
        "clock": markup(None if scene.closed else _clock(scene, desk, now, t)),
        "picture": markup(_picture(scene, seen, desk, t)),
        "join": markup(_join(scene, seen, desk, t)),
        "pairs": markup(None if scene.closed else _pairs(scene, seen, desk, t)),
        "parking": markup(_parking(scene, seen, desk, t)),
        "programme": markup(_programme(scene, desk, t)),
    }


def standing(room: Room, seen: Seen, desk: Desk, t: Translator) -> str:
    """What only changes by the coach's own doing."""
    return markup(
        [
            _notes(room, desk, t),
            _papers(seen.scene, desk, t),
            _take_along(desk, t),
            _end(seen.scene, room, desk, t),
        ]
    )


def _now(scene: Scene, seen: Seen, desk: Desk, t: Translator) -> Node:
    if scene.closed:
        return [h2[t(WORDS["closed"])]]
    stop = scene.stop
    told = SCRIPT[stop.step]
    return section(aria_label=t(WORDS["now"]))[
        p(".wb-label", role="status")[where(scene, t)],
        h2[t(wording(stop.question).heading) if stop.question else t(STEP_NAMES[stop.step])],
        p(".wb-counter")[_count(seen, t)],
        div(".wb-row")[
            _press(
                desk,
                "open",
                f"← {t(COACH_WORDS['back'])}",
                reasons=_said(running.not_to_open(scene, scene.at - 1), t),
                at=scene.at - 1,
            ),
            _press(
                desk,
                "open",
                f"{t(COACH_WORDS['next'])}: {_stop_name(scene.programme[scene.at + 1], t)} →"
                if scene.at + 1 < len(scene.programme)
                else t(COACH_WORDS["next"]),
                kind=".wb-go",
                reasons=_said(running.not_to_open(scene, scene.at + 1), t),
                at=scene.at + 1,
            ),
        ],
        p(".wb-script")[strong[t(COACH_WORDS["script"]), ": "], t(told.say)],
        p(".wb-script")[strong[t(COACH_WORDS["watch"]), ": "], t(told.watch)],
    ]


def _said(reasons: Iterable[Text], t: Translator) -> tuple[str, ...]:
    return tuple(t(reason) for reason in reasons)


def _stop_name(stop: Stop, t: Translator) -> str:
    name = t(STEP_NAMES[stop.step])
    return f"{t(wording(stop.question).name)} · {name}" if stop.question and stop.step == "read" else name


def _count(seen: Seen, t: Translator) -> str:
    scene, crowd = seen.scene, seen.crowd
    n, ready = len(crowd.present), running.ready_count(scene, crowd)
    if scene.stop.step == "answer":
        return f"{t(here(n))} · {t(answered_of(ready, max(n, ready)))}"
    if scene.stop.step in ("welcome", "break", "close", "reveal"):
        return t(here(n))
    return f"{t(here(n))} · {t(ready_of(ready, n))}"


def _clock(scene: Scene, desk: Desk, now: float, t: Translator) -> Node:
    running_ = not running.not_to_pause(scene)
    paused = not running.not_to_resume(scene)
    return section(".wb-clocks", aria_label=t(COACH_WORDS["clock"]))[
        clock(scene, now, t),
        div(".wb-row")[
            (_press(desk, "extend", t(more_minutes(n)), kind=".wb-pill", minutes=n) for n in _MORE),
            _press(desk, "pause", t(COACH_WORDS["pause"]), kind=".wb-pill") if running_ else None,
            _press(desk, "resume", t(COACH_WORDS["resume"]), kind=".wb-pill") if paused else None,
            _press(desk, "no-clock", t(COACH_WORDS["no_clock"]), kind=".wb-pill")
            if running_ or paused
            else None,
        ],
    ]


def _picture(scene: Scene, seen: Seen, desk: Desk, t: Translator) -> Node:
    question = scene.stop.question
    if scene.closed:
        return [
            [h3[t(wording(one).heading)], picture(scene.pictures.get(one), scene.papers.get(one), t)]
            for one in scene.questions
            if one in scene.pictures or one in scene.papers
        ]
    if question is None or scene.stop.step not in ("reveal", "reflect"):
        return None
    if question in scene.pictures:
        return picture(scene.pictures[question], scene.papers.get(question), t)
    if scene.stop.step != "reveal":
        return None
    return [
        _press(
            desk,
            "reveal",
            t(COACH_WORDS["reveal"]),
            kind=".wb-go",
            reasons=_said(running.not_to_reveal(scene, seen.crowd, question), t),
            question=question,
        ),
        p(".wb-note")[t(COACH_WORDS["reveal_told"])],
    ]


def _join(scene: Scene, seen: Seen, desk: Desk, t: Translator) -> Node:
    beamer = a(".wb-quiet", href=f"{desk.here}/beamer", target="_blank", rel="noopener")[
        t(COACH_WORDS["beamer"]), span(".wb-hidden")[" (", t(WORDS["new_tab"]), ")"]
    ]
    if scene.closed:
        return None
    return section[
        h2[t(WORDS["how_to_join"])],
        p(".wb-notice")[t(COACH_WORDS["only_here"])] if desk.only_here else None,
        way_in(scene, desk.address, t),
        div(".wb-row")[
            beamer,
            _press(
                desk,
                "beam",
                t(COACH_WORDS["beam_step" if scene.joining else "beam_join"]),
                joining="" if scene.joining else "yes",
                parking="yes" if scene.parking else "",
            ),
        ],
    ]


def _pairs(scene: Scene, seen: Seen, desk: Desk, t: Translator) -> Node:
    return section[
        h2[t(COACH_WORDS["pairs"])],
        p(".wb-note")[t(COACH_WORDS["pairs_told"])],
        p(role="status")[t(groups_drawn(len(scene.groups)))] if scene.groups else None,
        div(".wb-row")[
            _press(desk, "draw", t(COACH_WORDS["draw_pairs"]), size=2),
            _press(desk, "draw", t(COACH_WORDS["draw_trios"]), size=3),
            _press(desk, "draw", t(COACH_WORDS["draw_none"]), size=0) if scene.groups else None,
        ],
    ]


def _parking(scene: Scene, seen: Seen, desk: Desk, t: Translator) -> Node:
    lines = seen.crowd.parked
    return section[
        h2[t(WORDS["park"])],
        ul(".wb-parked")[
            (
                li[
                    span[line],
                    _form(
                        desk,
                        "unpark",
                        input(type="hidden", name="text", value=line),
                        button(
                            ".wb-link", type="submit", aria_label=f"{t(COACH_WORDS['park_remove'])}: {line}"
                        )[t(COACH_WORDS["park_remove"])],
                    ),
                ]
                for line in lines
            )
        ]
        if lines
        else p(".wb-empty")[t(WORDS["nothing_parked"])],
        None
        if scene.closed
        else _press(
            desk,
            "beam",
            t(COACH_WORDS["beam_no_park" if scene.parking else "beam_park"]),
            joining="yes" if scene.joining else "",
            parking="" if scene.parking else "yes",
        ),
    ]


def _programme(scene: Scene, desk: Desk, t: Translator) -> Node:
    return details(".wb-programme")[
        summary[
            t(COACH_WORDS["programme"]), " · ", t(minutes_long(sum(one.minutes for one in scene.programme)))
        ],
        ol[
            (
                li(aria_current="step" if number == scene.at else None)[
                    span[
                        f"{t(wording(stop.question).name)} · " if stop.question else "",
                        t(STEP_NAMES[stop.step]),
                        " ",
                        small[t(minutes_long(stop.minutes))],
                    ],
                    small[t(COACH_WORDS["is_open"])]
                    if number == scene.at or scene.closed
                    else _form(
                        desk,
                        "open",
                        input(type="hidden", name="at", value=str(number)),
                        button(
                            ".wb-link",
                            type="submit",
                            aria_label=f"{t(COACH_WORDS['open_stop'])}: {_full_name(stop, t)}",
                        )[t(COACH_WORDS["open_stop"])],
                    ),
                ]
                for number, stop in enumerate(scene.programme)
            )
        ],
    ]


def _full_name(stop: Stop, t: Translator) -> str:
    name = t(STEP_NAMES[stop.step])
    return f"{t(wording(stop.question).name)}, {name}" if stop.question else name


def _notes(room: Room, desk: Desk, t: Translator) -> Node:
    return section[
        h2[label(for_="notes")[t(COACH_WORDS["notes"])]],
        _form(
            desk,
            "notes",
            small(id="notes-hint")[t(COACH_WORDS["notes_hint"])],
            textarea(
                id="notes",
                name="notes",
                rows="4",
                maxlength=str(LONGEST_NOTES),
                aria_describedby="notes-hint",
            )[room.notes],
            p(".wb-row")[button(".wb-quiet", type="submit")[t(COACH_WORDS["keep_notes"])]],
        ),
        _form(
            desk,
            "park",
            div(".wb-prompt")[
                label(for_="park")[t(WORDS["park_label"])],
                input(
                    id="park",
                    name="text",
                    type="text",
                    maxlength=str(LONGEST_PARKED),
                    required=True,
                    autocomplete="off",
                ),
            ],
            p(".wb-row")[button(".wb-quiet", type="submit")[t(COACH_WORDS["park_add"])]],
        ),
    ]


def _papers(scene: Scene, desk: Desk, t: Translator) -> Node:
    return details(".wb-papers")[
        summary[t(COACH_WORDS["paper"])],
        p(".wb-note")[t(COACH_WORDS["paper_told"])],
        (_paper_form(question, desk, t) for question in scene.questions),
    ]


def _paper_form(question: QuestionId, desk: Desk, t: Translator) -> Node:
    told = wording(question)

    def numbers(kind: str, keys: Iterable[tuple[str, str]]) -> Node:
        return div(".wb-numbers")[
            (
                label[
                    span[name],
                    input(
                        type="number", name=f"{kind}-{key}", min="0", max=str(MOST_SEATS), inputmode="numeric"
                    ),
                ]
                for key, name in keys
            )
        ]

    return _form(
        desk,
        "papers",
        input(type="hidden", name="question", value=question),
        h3[t(told.heading)],
        fieldset[legend[t(WORDS["said"])], numbers("choice", ((c, t(CHOICE_LETTERS[c])) for c in CHOICES))],
        fieldset[
            legend[t(told.frequency)], numbers("often", ((f, t(FREQUENCY_NAMES[f])) for f in FREQUENCIES))
        ],
        button(".wb-quiet", type="submit")[t(COACH_WORDS["paper_go"])],
    )


def _take_along(desk: Desk, t: Translator) -> Node:
    return section[
        h2[t(COACH_WORDS["take_along"])],
        p(".wb-note")[t(COACH_WORDS["summary_told"])],
        form(method="post", action=f"{desk.here}/summary")[
            input(type="hidden", name="token", value=desk.token),
            label(".wb-check")[
                input(type="checkbox", name="parked", value="yes"), span[t(COACH_WORDS["with_parked"])]
            ],
            label(".wb-check")[
                input(type="checkbox", name="notes", value="yes"), span[t(COACH_WORDS["with_notes"])]
            ],
            p(".wb-row")[
                button(".wb-quiet", type="submit", name="form", value="pdf")[t(COACH_WORDS["pdf"])],
                button(".wb-quiet", type="submit", name="form", value="pptx")[t(COACH_WORDS["slides"])],
            ],
        ],
    ]


def _end(scene: Scene, room: Room, desk: Desk, t: Translator) -> Node:
    return details(".wb-end")[
        summary[t(COACH_WORDS["end"])],
        p(".wb-note")[t(kept_until(room.until.isoformat()))],
        None
        if scene.closed
        else [
            p[t(COACH_WORDS["close_told"])],
            form(method="post", action=f"{desk.here}/close")[
                input(type="hidden", name="token", value=desk.token),
                button(".wb-quiet", type="submit")[t(COACH_WORDS["close"])],
            ],
        ],
        form(method="post", action=f"{desk.here}/delete")[
            input(type="hidden", name="token", value=desk.token),
            label(".wb-check")[
                input(type="checkbox", name="sure", value="yes", required=True),
                span[t(COACH_WORDS["delete_sure"])],
            ],
            button(".wb-quiet.wb-danger", type="submit")[t(COACH_WORDS["delete"])],
        ],
    ]


def listing(
    rooms: Sequence[Room] | None,
    desk: Desk,
    link: str,
    sent: Callable[[str], str],
    may_open: bool,
    t: Translator,
) -> str:
    """The page with a coach's rooms, by client, and the form for a new one."""
    by_client: dict[str, list[Room]] = {}
    for room in rooms or ():
        by_client.setdefault(room.client, []).append(room)
    return markup(
        [
            h1[t(COACH_WORDS["title"])],
            p(".wb-told")[t(COACH_WORDS["told"])],
            _notices(desk, t),
            _own_link(link, t) if link else None,
            [
                section[
                    h2[client or t(COACH_WORDS["other_client"])],
                    ul(".wb-rooms")[(_listed(room, desk, t) for room in found)],
                ]
                for client, found in sorted(by_client.items(), key=lambda item: item[0].casefold())
            ]
            or (p(".wb-empty")[t(COACH_WORDS["none"])] if link else None),
            _new(desk, sent, t) if may_open else p(".wb-empty")[t(COACH_WORDS["not_here"])],
            _delete_all(desk, t) if by_client else None,
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


def _new(desk: Desk, sent: Callable[[str], str], t: Translator) -> Node:
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
                maxlength=str(LONGEST_TITLE),
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
