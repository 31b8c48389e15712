#!/bin/sh
# A table of lengths written to a workbook by the two libraries most used for tables.
#
# A workbook has a form for lengths: a number of days shown as [h]:mm:ss, by which every reader knows it again.
# Guessed: both write an hour and a half so, for both have a type for lengths and a rule for dates.
# Seen: polars 2.1.0 writes the bare number 0.0625 without any form. pandas 3.1.1 writes it with the form "0", so
# that the cell shows 0, and 36 hours show 2. A time of day, 09:30, polars writes as one; pandas writes the text
# 09:30:00. Read back by the library that wrote it, a length is a number.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install \
  polars==2.1.0 fastexcel==0.21.0 xlsxwriter==3.3.1 pandas==3.1.1 openpyxl==3.1.5 \
  || { echo "could not be installed"; exit 2; }
"$folder/venv/bin/python" -W ignore - <<'END'
import io
import sys
from datetime import time, timedelta

import openpyxl
import pandas
import polars

TABLE = {"spent": [timedelta(hours=1, minutes=30)], "at": [time(9, 30)]}
books = {"polars": io.BytesIO(), "pandas": io.BytesIO()}
polars.DataFrame(TABLE).write_excel(books["polars"])
pandas.DataFrame({"spent": pandas.to_timedelta(TABLE["spent"]), "at": TABLE["at"]}).to_excel(books["pandas"], index=False)
back = {"polars": polars.read_excel(books["polars"])["spent"].item(), "pandas": pandas.read_excel(books["pandas"])["spent"].item()}
seen = {}
for name, book in books.items():
    spent, at = openpyxl.load_workbook(book).active[2]
    seen[name] = (spent.value, spent.number_format, type(at.value).__name__, back[name])
    print(f"{name}: {spent.value!r} shown as {spent.number_format}, {at.value!r}; read back {back[name]!r}")
sys.exit(seen != {"polars": (0.0625, "General", "time", 0.0625), "pandas": (0.0625, "0", "str", 0.0625)})
END
echo "As written down: lengths are written as numbers, by pandas as one that shows 0."
