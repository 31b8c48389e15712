"""Take the workbook along as one file, read one back, or delete everything."""

from __future__ import annotations

from dataclasses import replace

from htpy import Node, a, div, fragment, input, label, p, span

from workbook import document as documents
from workbook import soundness
from workbook.document import Document, Illegible
from workbook.journey import SCHEMA
from workbook.mirrors.rounds import brought_in, portable
from workbook.takeaway import file as takeaway
from workbook.takeaway.nameless import without_names
from workbook.ui.html import act
from workbook.ui.page import Page
from workbook.ui.part import Event, Part, Refused, action
from workbook.ui.uploads import Uploads
from workbook.words import say


class Keeping(Part):
    """Export, import, delete: one button each."""

    def __init__(self, page: Page) -> None:
        self._uploads = Uploads(2 * takeaway.LARGEST_FILE)
        self._sure = False
        self._renewed = False
        self._deleted = False
        self._names = False
        self._done: str = ""
        super().__init__(page)

    def view(self) -> Node:
        t = self.t
        if not self.session.stored:
            return fragment[
                p(".wb-notice", id="deleted", tabindex="-1")[
                    t(say("Everything is deleted. What you fill in from here begins a new workbook."))
                ]
                if self._deleted
                else p(".wb-later")[
                    t(say("Nothing is kept yet, so there is nothing to take along or delete."))
                ],
                self._reader(),
                self._status(),
            ]
        return fragment[
            div(".wb-row")[act(t, "export", say("Make a backup"), kind="wb-quiet"), self._reader()],
            label(".wb-check")[
                input({"data-do": "with_names"}, type="checkbox", id="with-names", checked=self._names),
                span[t(say("With names in the file: who is who, and the titles you sorted by hand"))],
            ],
            self._link(),
            self._delete(),
            self._status(),
        ]

    def _link(self) -> Node:
        t, link = self.t, self.session.link
        if not link or self.session.name != "mine":
            return None
        if self._renewed:
            return div(".wb-ask", role="group", aria_labelledby="new-link")[
                p(id="new-link", tabindex="-1")[
                    t(
                        say(
                            "This is your new link; the old one no longer opens this workbook. Keep it: losing the link "
                            "loses the workbook."
                        )
                    )
                ],
                p(".wb-link")[link],
                a(".wb-go", href=f"/w/{link.rsplit('/', 1)[1]}")[t(say("Go on with the new link"))],
            ]
        return div(".wb-row")[act(t, "renew", say("Make a new link"), kind="wb-quiet")]

    def _status(self) -> Node:
        return p(".wb-note", role="status")[self._done]

    def _reader(self) -> Node:
        t = self.t
        return fragment[
            label(".wb-quiet", for_="workbook-file")[t(say("Read a workbook file back"))],
            input(
                {"data-do": "bring"},
                id="workbook-file",
                type="file",
                accept=".workbook,.zip,.json",
                class_="wb-hidden",
            ),
        ]

    def _delete(self) -> Node:
        t = self.t
        if not self._sure:
            return div(".wb-row")[act(t, "ask-delete", say("Delete everything…"), kind="wb-quiet wb-danger")]
        return div(".wb-ask", role="group", aria_labelledby="sure")[
            p(id="sure", tabindex="-1")[
                t(
                    say(
                        "Your answers, your words, your plan and all figures will be gone, without a trace and "
                        "for good. Take a file along first if you may want them back."
                    )
                )
            ],
            div(".wb-row")[
                act(t, "delete", say("Yes, delete everything"), kind="wb-quiet wb-danger"),
                act(t, "keep", say("No, keep it"), kind="wb-quiet"),
            ],
        ]

    @action
    def with_names(self, event: Event) -> None:
        """Say whether names go along in the file."""
        self._names = event.value == "true"

    @action
    def export(self, _event: Event) -> None:
        """Hand over the workbook as one file."""
        document = self.session.document
        document = replace(document, rounds=portable(document.rounds))
        if not self._names:
            document = without_names(document, self.t)
        content = takeaway.export_workbook(documents.encode(document), SCHEMA, self.t, names=self._names)
        name = takeaway.file_name(self.session.today)
        self.screen.send({"offer": {"name": name, "type": "application/zip"}}, [content])
        self._done = self.t(
            say("Your file is on its way: {name}. Keep it somewhere safe; it is not sealed.", name=name)
        )

    @action
    def chunk(self, event: Event) -> None:
        """Take in a piece of a workbook file."""
        self._uploads.add(event)

    @action
    def chunks_dropped(self, _event: Event) -> None:
        """The visitor cancelled."""
        self._uploads.drop()

    @action
    def bring(self, _event: Event) -> None:
        """Read a workbook file back in place of the open workbook."""
        files = self._uploads.take()
        if len(files) != 1:
            raise Refused(say("Choose one workbook file."))
        try:
            contents = takeaway.import_workbook(files[0].data[:])
            brought = documents.decode(contents.document, contents.schema)
            self._rehearse(brought)
        except (Illegible, takeaway.FileRefused) as error:
            raise Refused(error.text) from None
        self.session.forget_rows()
        self.session.change(
            lambda doc: replace(
                brought, demo=doc.demo, demo_day=doc.demo_day, rounds=brought_in(doc.rounds, brought.rounds)
            )
        )
        self._done = self.t(say("The workbook from {name} is open now.", name=files[0].name))

    def _rehearse(self, brought: Document) -> None:
        """Draw what the pages would draw of a file from outside. Raises `Illegible` where that can't be done:
        afterwards it would break the pages."""
        from workbook.charts import CHARTED, draw

        try:
            soundness.check(brought)
            for measure in brought.evidence.measures:
                if measure.id in CHARTED and measure.standing != "absent":
                    draw(measure, self.t, brought.people.told_apart)
        except Exception as error:
            raise Illegible(documents.DAMAGED) from error

    @action
    def ask_delete(self, _event: Event) -> None:
        """Ask before deleting."""
        self._sure = True
        self.focus("sure")

    @action
    def keep(self, _event: Event) -> None:
        """Don't delete."""
        self._sure = False

    @action
    def renew(self, _event: Event) -> None:
        """Make a new link, so that the old one no longer opens the workbook."""
        if not self.session.stored:
            raise ValueError("nothing is kept yet")
        self.session.renew_link()
        self._renewed = True
        self.focus("new-link")

    @action
    def delete(self, _event: Event) -> None:
        """Delete all that is kept of this workbook."""
        if not self._sure:
            raise ValueError("asked for without asking first")
        self._sure = False
        self.session.delete()
        self._deleted = True
        self.focus("deleted")
        self.page.redraw()
