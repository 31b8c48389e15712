"""The soak's own judgement: it fails for each thing that must not be."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def soak() -> ModuleType:
    """The soak, read without running it."""
    spec = importlib.util.spec_from_file_location("workbook_tests_soak", Path(__file__).with_name("soak.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_each_loss_and_leak_is_found(soak: ModuleType) -> None:
    """Protects: a soak that ends with 0 means that nothing was lost, left or growing."""
    good = soak.Ending(
        lost=0,
        kernels_at_rest=0,
        processes=0,
        folders=0,
        strange_files=0,
        handles_before=20,
        handles_after=24,
        memory_growth=1_000_000,
        tracebacks=0,
    )
    assert soak.verdict(good) == ()
    for name in ("lost", "kernels_at_rest", "processes", "folders", "strange_files", "tracebacks"):
        (found,) = soak.verdict(replace(good, **{name: 1}))
        assert found.startswith("1 ")
    assert soak.verdict(replace(good, handles_after=60)) == ("handles grew from 20 to 60",)
    assert soak.verdict(replace(good, memory_growth=100 * 2**20)) == ("the server grew by 100 MB",)
    assert soak.verdict(replace(good, memory_growth=None)) == ()
    assert soak.verdict(replace(good, wrong=("after the fault stop: it hung",))) == ("after the fault stop: it hung",)


def test_growth_is_that_of_the_last_server(soak: ModuleType) -> None:
    """Protects: memory is compared within one life of a server, and not in one too short to tell."""

    def samples(life: int, sizes: list[int]) -> list[object]:
        return [soak.Sample(life, 0, size, 0, 0, 0, 0) for size in sizes]

    steady = samples(1, [900] * 50) + samples(2, list(range(100, 200)))
    assert soak.growth(steady) == 50
    assert soak.growth(samples(1, [100] * 50)) == 0
    assert soak.growth(samples(1, [100] * 10)) is None
    assert soak.growth([]) is None
