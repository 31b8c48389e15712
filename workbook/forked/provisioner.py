"""The provisioner that jupyter-client finds under the name `forked`.

A kernel specification chooses it with

    "metadata": {"kernel_provisioner": {"provisioner_name": "forked", "config": {"preload": ["numpy"]}}}

and may name modules to have at hand (`preload`), folders whose change asks for a new zygote (`watch`;
without it, those of the modules named) and what a kernel may take at most: `memory` in bytes beyond what it
begins with, open `files`, `seconds` of processor time, and whether it starts no other process (`alone`).
"""

from __future__ import annotations

import importlib.util
import logging
import sysconfig
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Bool, Integer, List, Unicode

from workbook.forked.lifeline import NotBorn, Order
from workbook.forked.limits import Limits, usual_environment
from workbook.forked.nursery import Nursery, Warmth

KERNEL_MODULE: Final = "workbook.forked.kernel"
COMMAND: Final = ("-P", "-m", KERNEL_MODULE)
"""What follows the interpreter in the command line of a kernel that can be forked."""

PROVISIONER: Final = "forked"

_log: Final = logging.getLogger("workbook.forked")


class ForkedProvisioner(LocalProvisioner):
    """Forks a kernel from a zygote; starts it as jupyter-client does where that fails."""

    preload = List(Unicode(), help="Modules, or module:function to call, at hand in every kernel").tag(
        config=True
    )
    watch = List(Unicode(), help="Folders of the program; a change in them asks for a new zygote").tag(
        config=True
    )
    memory = Integer(0, min=0, help="The most memory a kernel may take, in bytes; 0 for no limit").tag(
        config=True
    )
    files = Integer(0, min=0, help="The most files a kernel may have open; 0 for no limit").tag(config=True)
    seconds = Integer(0, min=0, help="The most processor time of a kernel; 0 for no limit").tag(config=True)
    alone = Bool(False, help="Whether a kernel can start no process and no program").tag(config=True)

    @property
    def limits(self) -> Limits:
        """What a kernel may take at most."""
        return Limits(self.memory, self.files, self.seconds, self.alone)

    async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
        """Make the kernel's process; gives how it is connected to."""
        arguments = arguments_of(cmd)
        if arguments is None:
            return await super().launch_kernel(cmd, **options)
        order = Order(arguments, dict(options["env"]), str(options.get("cwd") or "."), self.limits)
        zygote = Nursery.instance().zygote(
            Warmth(tuple(self.preload), tuple(self.watch) or program_of(self.preload))
        )
        try:
            process = await zygote.fork(order)
        except NotBorn:
            _log.warning("a kernel could not be forked and is started the ordinary way")
            options["env"] = usual_environment(self.limits, options["env"])
            return await super().launch_kernel(cmd, **options)
        # As much of a Popen as jupyter-client asks of one.
        self.process = process  # type: ignore[assignment]
        self.pid = self.pgid = process.pid
        self.cwd = options.get("cwd")
        return self.connection_info


def program_of(preload: Sequence[str]) -> tuple[str, ...]:
    """The folders of the packages named, but for those that are installed and won't change."""
    installed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), sysconfig.get_path("stdlib")}
    found: set[str] = set()
    for package in {name.partition(":")[0].partition(".")[0] for name in preload}:
        spec = importlib.util.find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            if not any(Path(folder).is_relative_to(each) for each in installed if each):
                found.add(folder)
    return tuple(sorted(found))


def arguments_of(command: Sequence[str]) -> tuple[str, ...] | None:
    """A kernel's own arguments in its command line; None for a command that is not our kernel."""
    for at in range(len(command) - len(COMMAND) + 1):
        if tuple(command[at : at + len(COMMAND)]) == COMMAND:
            return tuple(command[at + len(COMMAND) :])
    return None
