"""How jupyter-client finds forked kernels, and which commands it may fork for."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpec

import workbook
from workbook.forked.application import plain_options
from workbook.forked.provisioner import ForkedProvisioner, arguments_of, program_of


def test_found_by_name() -> None:
    """Protects: jupyter-client finds the provisioner by the name a kernel specification gives."""
    (entry,) = entry_points(group="jupyter_client.kernel_provisioners", name="forked")
    assert entry.load() is ForkedProvisioner


def test_the_kernel_for_jupyterlab() -> None:
    """Protects: the specification that is installed for JupyterLab names our kernel and provisioner."""
    folder = Path(workbook.__file__).parent / "forked" / "kernelspec"
    spec = KernelSpec.from_resource_dir(str(folder))
    assert arguments_of(spec.argv) == ("-f", "{connection_file}")
    assert spec.metadata["kernel_provisioner"]["provisioner_name"] == "forked"
    assert spec.interrupt_mode == "signal"


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        (["python", "-P", "-m", "workbook.forked.kernel", "-f", "x"], ("-f", "x")),
        (["python", "-m", "ipykernel_launcher", "-f", "x"], None),
        (["python", "-P", "-m"], None),
        ([], None),
    ],
)
def test_only_our_kernel_is_forked(command: list[str], arguments: tuple[str, ...] | None) -> None:
    """Protects: a specification with another command gets what it asks for."""
    assert arguments_of(command) == arguments


def test_our_program_is_watched() -> None:
    """Protects: a change of ours asks for a new zygote; the folders of installed packages aren't searched."""
    assert program_of(("workbook.ui.warm:warm", "numpy", "no_such_package")) == (
        str(Path(workbook.__file__).parent),
    )


def test_plain_options() -> None:
    """Protects: what is not understood goes to ipykernel's own parser instead of being lost."""
    assert plain_options(["-f", "a.json", "--A.b=c=d"]) == ("a.json", (("A", "b", "c=d"),))
    assert plain_options(["--debug"]) is None
    assert plain_options(["-f", "a.json", "--", "x"]) is None
