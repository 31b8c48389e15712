"""What the product has at hand before a fork."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from workbook.forked.environment import kernel_environment
from workbook.server.warmth import WARMTH

_LOOK = """
import json, sys
from workbook.forked.zygote import threads, warm_up
warm_up(sys.argv[1:])
widgets = sys.modules["ipywidgets"].Widget.widgets if "ipywidgets" in sys.modules else {}
print(json.dumps({"threads": threads(), "modules": sorted(name for name, module in sys.modules.items() if module), "widgets": len(widgets)}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems don't tell of a library's own threads")
def test_our_pages_can_be_forked() -> None:
    """Protects: nothing a page imports starts a thread, which would silently end the forking of kernels;
    what a page needs is there, and no widget is left over from the rehearsal."""
    ran = subprocess.run(
        [sys.executable, "-P", "-W", "ignore", "-c", _LOOK, *WARMTH.preload],
        capture_output=True,
        text=True,
        check=True,
        env=kernel_environment({}, os.environ),
    )
    found = json.loads(ran.stdout)
    assert found["threads"] == 1
    assert {"workbook.ui.pages.question", "matplotlib.figure", "sqlalchemy", "ipywidgets"} <= set(
        found["modules"]
    )
    assert not {"polars", "scipy", "icalendar", "debugpy"} & set(found["modules"])
    assert found["widgets"] == 0
    assert "failed" not in ran.stderr
