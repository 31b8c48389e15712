#!/bin/sh
# Days with a year of two digits, as Dutch and British spreadsheets save them as text.
#
# Guessed: polars' read_csv(try_parse_dates=True) knows ISO 8601 alone, and leaves 02-03-26 a text.
# Seen: polars 2.1.0 reads 02-03-26 as 2 March of the year 26, nineteen centuries ago: a column of dates, without a
# word. It also reads 02/03/2026 as 2 March, though nothing in the file says that the day goes first; one date
# that can't be so (03/13/2026) makes the same column text.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install polars==2.1.0 || { echo "could not be installed"; exit 2; }
"$folder/venv/bin/python" - <<'END'
import sys

import polars

seen = {}
for cells in (("02-03-26", "03-04-26"), ("02/03/2026", "03/04/2026"), ("02/03/2026", "03/13/2026")):
    table = polars.read_csv("\n".join(("day", *cells, "")).encode(), try_parse_dates=True)
    seen[cells] = [str(cell) for cell in table["day"]]
    print(f"{', '.join(cells)}: {table['day'].dtype}, {', '.join(seen[cells])}")
sys.exit(list(seen.values()) != [["0026-03-02", "0026-04-03"], ["2026-03-02", "2026-04-03"], ["02/03/2026", "03/13/2026"]])
END
echo "As written down: the year 26."
