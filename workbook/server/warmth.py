"""What a kernel of ours has at hand when it is forked, named and not imported: the server's own modules
never see what is on a page."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from workbook.forked.nursery import Warmth

WARMTH: Final = Warmth(preload=("workbook.ui.warm:warm",), watch=(str(Path(__file__).resolve().parents[1]),))
