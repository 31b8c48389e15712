"""Room left over in memory is filled before a fork."""

from __future__ import annotations

import sys

import pytest

from workbook.forked.holes import fill_holes, holes

_SAID = """Small block threshold = 512, in 32 size classes.

class   size   num pools   blocks in use  avail blocks
-----   ----   ---------   -------------  ------------
    0     16           1             209            44
    3     64         900          225000          6191
"""


def test_reads_what_the_interpreter_says() -> None:
    """Protects: sizes and counts are taken from the right columns."""
    assert holes(_SAID) == [(16, 44), (64, 6191)]
    assert holes("something else") == []


@pytest.mark.skipif(sys.implementation.name != "cpython", reason="speaks of CPython's memory")
def test_objects_have_their_size() -> None:
    """Protects: each object takes the room it is meant for, so that it lies in the hole it should fill."""
    for row in fill_holes():
        for one in row[:1]:
            assert sys.getsizeof(one) <= 512
            assert not hasattr(one, "__dict__")
