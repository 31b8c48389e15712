"""`python -m workbook.locale`: bring the catalogues up to date, compile them, name what is missing."""

from __future__ import annotations

import argparse
import sys

from workbook.locale.catalogues import catalogue_path, compile_all, extract, faults, read_catalogue, update
from workbook.words import LANGUAGES


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0 when every message is translated, 1 when something is missing or broken."""
    parser = argparse.ArgumentParser(prog="python -m workbook.locale", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, only say what is wrong")
    options = parser.parse_args(arguments)
    found = extract()
    if not options.check:
        for language in LANGUAGES:
            update(language, found)
        compile_all()
    wrong = 0
    for language in LANGUAGES:
        catalogue = read_catalogue(catalogue_path(language), language)
        for message, reason in faults(found, catalogue):
            wrong += 1
            sys.stdout.write(f"{language}: {message!r} {reason}\n")
    sys.stdout.write(f"{len(found)} messages, {wrong} to look at\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
