"""For coaches and scripts: what was read and what was counted, on a terminal or as JSON."""
