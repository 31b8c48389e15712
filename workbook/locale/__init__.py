"""The catalogues: every message of the program, in Dutch and in English.

`python -m workbook.locale` looks through the sources, brings both catalogues up to date and compiles
them; `make words` does the same.
"""
