"""The plain page in Panel."""

import panel as pn
from figure import CHOICES, PROSE, drawing


def page() -> pn.Column:
    """One visitor's page."""
    chosen = pn.widgets.RadioBoxGroup(name="What fits best?", options=CHOICES)
    keep = pn.widgets.Button(name="Keep")
    kept = pn.pane.Markdown("")
    keep.on_click(lambda _: setattr(kept, "object", f"Kept: {chosen.value}"))
    picture = pn.pane.HTML(drawing().decode())
    return pn.Column("# Targets or a plan?", PROSE, chosen, picture, keep, kept)


page().servable()
