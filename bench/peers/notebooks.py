"""The plain page, and one button, as notebooks for stock Voilà."""

from __future__ import annotations

from pathlib import Path

import nbformat

_PLAIN = """
import sys
sys.path.insert(0, {folder!r})
import ipywidgets as widgets
from IPython.display import display
from figure import CHOICES, drawing
chosen = widgets.RadioButtons(options=CHOICES, description="What fits best?")
keep = widgets.Button(description="Keep")
kept = widgets.Label()
keep.on_click(lambda _: setattr(kept, "value", f"Kept: {{chosen.value}}"))
display(chosen, widgets.HTML(drawing().decode()), keep, kept)
"""
_BUTTON = """
import ipywidgets as widgets
keep = widgets.Button(description="Keep")
keep
"""


def write(folder: Path) -> tuple[Path, Path]:
    """Write both; gives their paths, the plain page first."""
    from bench.peers.figure import PROSE

    code = _PLAIN.format(folder=str(Path(__file__).parent))
    pages = {"plain": [f"# Targets or a plan?\n\n{PROSE}", code], "button": ["# Hello", _BUTTON]}
    for name, (prose, source) in pages.items():
        made = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_markdown_cell(prose), nbformat.v4.new_code_cell(source)],
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        )
        nbformat.write(made, folder / f"{name}.ipynb")
    return folder / "plain.ipynb", folder / "button.ipynb"
