#!/bin/sh
# Cells with a date or time by ISO 8601 (type d of ISO/IEC 29500), as openpyxl writes them where asked.
#
# Guessed: fastexcel reads what openpyxl writes, a time of day too; a form it doesn't know comes as text, as it does
# from python-calamine, which stands on the same parser.
# Seen: fastexcel 0.21.0 reads a day, and a moment to the second. A time of day, a moment with Z or an offset, and
# one without seconds are empty cells, in a column that it calls dates. Nothing is raised or logged. openpyxl 3.1.5
# reads all six; python-calamine 0.9.1 gives a time of day as one, and the other three as text.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install \
  fastexcel==0.21.0 polars==2.1.0 openpyxl==3.1.5 python-calamine==0.9.1 \
  || { echo "could not be installed"; exit 2; }
"$folder/venv/bin/python" -W ignore - <<'END'
import io
import sys
import zipfile
from datetime import datetime

import fastexcel
import openpyxl
import python_calamine

WRITTEN = "2026-09-08T09:00:00"
CELLS = (WRITTEN, "2026-09-08", f"{WRITTEN}Z", f"{WRITTEN}+02:00", "2026-09-08T09:00", "09:00:00")


def book(cell):
    """A workbook by openpyxl with one such cell, its text replaced."""
    written = openpyxl.Workbook()
    written.iso_dates = True
    written.active.append(["Start"])
    written.active.append([datetime(2026, 9, 8, 9)])
    before, after = io.BytesIO(), io.BytesIO()
    written.save(before)
    with zipfile.ZipFile(before) as old, zipfile.ZipFile(after, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(WRITTEN.encode(), cell.encode()))
    return after.getvalue()


seen = {}
for cell in CELLS:
    data = book(cell)
    fast = fastexcel.read_excel(data).load_sheet(0).to_polars().item()
    other = openpyxl.load_workbook(io.BytesIO(data)).active["A2"].value
    third = python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python()[1][0]
    print(f"{cell}: fastexcel {fast}; openpyxl {other}; python-calamine {third!r}")
    seen[cell] = (fast is None, other is None)
expected = {cell: (cell not in CELLS[:2], False) for cell in CELLS}
sys.exit(seen != expected)
END
echo "As written down: four of six forms are empty cells without a word."
