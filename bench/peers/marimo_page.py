"""The plain page in marimo."""

import marimo

app = marimo.App()


@app.cell
def _():
    import marimo as mo
    from figure import CHOICES, PROSE, drawing

    chosen = mo.ui.radio(CHOICES, label="What fits best?")
    keep = mo.ui.run_button(label="Keep")
    mo.vstack([mo.md(f"# Targets or a plan?\n\n{PROSE}"), chosen, mo.Html(drawing().decode()), keep])
    return chosen, keep, mo


@app.cell
def _(chosen, keep, mo):
    mo.md(f"Kept: {chosen.value}" if keep.value else "")
    return


if __name__ == "__main__":
    app.run()
