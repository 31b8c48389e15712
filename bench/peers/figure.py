"""The figure that every contender shows: two lines, drawn anew for each visitor."""

from __future__ import annotations

import io


def drawing() -> bytes:
    """The figure as SVG."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 3))
    axes = figure.subplots()
    axes.plot(range(12), [week % 4 for week in range(12)])
    axes.plot(range(12), [week % 3 for week in range(12)])
    axes.set_title("Weeks")
    kept = io.BytesIO()
    figure.savefig(kept, format="svg")
    return kept.getvalue()


PROSE = "Choose what fits your last four weeks best. Only then do you see what your calendar says. " * 4
CHOICES = ["I set targets", "We make a plan", "Both", "I can't say"]
