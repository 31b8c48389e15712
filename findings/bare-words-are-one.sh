#!/bin/sh
# Words that stand in blocks of their own, in a PDF that must be readable aloud (PDF/UA-1).
#
# Guessed: each block is a paragraph (P) of its own in the tagged PDF, as a line of text between blank lines is;
# Typst refuses to export what breaks the standard.
# Seen: Typst 0.15.2 tags bare words in a block, rect or stack as Span right below Document, and takes neighbours
# together into one: "One fact", "Another" and "A label", each in a block of its own, are one Span, read in one
# breath. No warning in UA-1 mode. With par[...] around the words each is a paragraph.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install typst==0.15.2 pikepdf==10.18.0 \
  || { echo "could not be installed"; exit 2; }
cd "$folder"
"$folder/venv/bin/python" - <<'END'
import io
import sys
from pathlib import Path

import pikepdf
import typst

BLOCKS = {
    "bare": "#block[One fact]\n#block[Another]\n#rect[A label]\n",
    "paragraphs": "#block(par[One fact])\n#block(par[Another])\n#rect(par[A label])\n",
}


def tags(element):
    """The tags below an element, and how many runs of text each has."""
    children = element.get("/K", [])
    children = list(children) if isinstance(children, pikepdf.Array) else [children]
    inner = [child for child in children if isinstance(child, pikepdf.Dictionary) and "/S" in child]
    return [(str(child.S), tags(child)) for child in inner] or len(children)


seen = {}
for name, body in BLOCKS.items():
    Path("page.typ").write_text(f'#set document(title: "Facts")\n#set text(lang: "en")\n{body}')
    written, warnings = typst.compile_with_warnings("page.typ", pdf_standards=["ua-1"])
    document = pikepdf.open(io.BytesIO(written))
    root = document.Root.StructTreeRoot.K
    seen[name] = (tags(root[0] if isinstance(root, pikepdf.Array) else root), len(warnings))
    print(name, *seen[name])
expected = {"bare": ([("/Span", 3)], 0), "paragraphs": ([("/P", 1)] * 3, 0)}
sys.exit(seen != expected)
END
echo "As written down: three blocks are one Span."
