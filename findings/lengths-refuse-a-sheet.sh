#!/bin/sh
# A column of lengths, shown as [h]:mm, with one word in it.
#
# Columns of a spreadsheet are often mixed, and fastexcel makes text of such a column: dates with a word among them,
# numbers with a word, dates with a number.
# Guessed: lengths with a word become text as well.
# Seen: fastexcel 0.21.0 raises UnsupportedColumnTypeCombinationError, and the sheet can't be loaded, its other
# columns neither. Alike for lengths with a number, such as hours typed as 1.5 or a total without a format.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install fastexcel==0.21.0 polars==2.1.0 xlsxwriter==3.3.1 \
  || { echo "could not be installed"; exit 2; }
"$folder/venv/bin/python" - <<'END'
import io
import sys
from datetime import date, timedelta

import fastexcel
import xlsxwriter


def loaded(first, look, second):
    """What becomes of a column of two cells, of which the first has a format."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "Spent")
    sheet.write(1, 0, first, book.add_format({"num_format": look}))
    sheet.write(2, 0, second)
    book.close()
    try:
        return str(fastexcel.read_excel(out.getvalue()).load_sheet(0).to_polars().dtypes[0])
    except fastexcel.UnsupportedColumnTypeCombinationError as problem:
        return f"refused: {str(problem).splitlines()[0]}"


length = timedelta(hours=1, minutes=30)
seen = {
    "date and word": loaded(date(2026, 3, 4), "yyyy-mm-dd", "unknown"),
    "date and number": loaded(date(2026, 3, 4), "yyyy-mm-dd", 5),
    "number and word": loaded(1.5, "0.0", "unknown"),
    "length and word": loaded(length, "[h]:mm", "unknown"),
    "length and number": loaded(length, "[h]:mm", 1.5),
}
for what, became in seen.items():
    print(f"{what}: {became}")
refused = "refused: unsupported column type combination: {"
sys.exit(
    [became == "String" for became in seen.values()] != [True, True, True, False, False]
    or not all(seen[what].startswith(refused) for what in ("length and word", "length and number"))
)
END
echo "As written down: lengths beside anything else refuse the sheet."
