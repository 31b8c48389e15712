"""ipykernel's application, without what makes a forked kernel touch memory it could have shared.

Whatever Python so much as looks at it counts references to, in the object itself: a page of memory that
was shared becomes the child's own. Each of these was seen to cost megabytes for every kernel.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Collection, Sequence
from types import ModuleType
from typing import Any, Final

import zmq
from ipykernel import ipkernel
from ipykernel.iostream import IOPubThread
from ipykernel.kernelapp import IPKernelApp
from IPython.core import shellapp
from traitlets.config import Config
from traitlets.config.loader import DeferredConfigString

_OPTION: Final = re.compile(r"--([A-Z]\w*)\.(\w+)=(.*)", re.DOTALL)


class Quiet(IOPubThread):
    """Sends what the kernel says, and listens to nobody."""

    def __init__(self, socket: Any, pipe: bool = False, session: Any = False) -> None:
        super().__init__(socket, pipe=False, session=session)  # type: ignore[no-untyped-call]


class WithoutModules:
    """`sys` with no modules to go through: ipykernel lists the files of all of them for a debugger that
    is not there (7 MB), IPython their names for `%reset` (2 MB)."""

    modules: Final[dict[str, ModuleType]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)


class KernelApplication(IPKernelApp):
    """An IPython kernel that is told what it is in few words."""

    def parse_command_line(self, argv: Any = None) -> None:
        """Take `-f FILE` and `--Class.option=value` as they stand; anything else goes to the parser,
        which looks at every option of every class (5 MB)."""
        told = plain_options(argv or ())
        if told is None:
            super().parse_command_line(argv)
            return
        file, options = told
        made = Config()
        for owner, name, value in options:
            made[owner][name] = DeferredConfigString(value)
        self.update_config(made)
        self.cli_config = made
        if file:
            self.connection_file = file

    def _configure_logging(self) -> None:
        """What the kernel's root tells, told there; the usual way goes through every logger (2 MB)."""
        self.log.level = int(str(self.log_level))
        if logging.getLogger().handlers:
            self.log.propagate = True
        elif not self.log.handlers:
            self.log.addHandler(logging.StreamHandler(sys.__stderr__))
        self._logging_configured = True

    def configure_tornado_logger(self) -> None:
        """Nothing where the root has a handler: tornado's would write tracebacks beside it."""
        if not logging.getLogger().handlers:
            super().configure_tornado_logger()  # type: ignore[no-untyped-call]


def initialize(application: Any, arguments: Sequence[str], modules: Collection[str]) -> None:
    """Set the application up, without a walk through all modules; `modules` are the ones loaded so far."""
    places = (vars(ipkernel), vars(shellapp))
    for place in places:
        place["sys"] = WithoutModules()
    try:
        application.initialize(list(arguments))
    finally:
        for place in places:
            place["sys"] = sys
    application.shell._sys_modules_keys = modules


def settle() -> None:
    """Do what zmq does to its classes when a first option is set: the interpreter then looks at every
    class that inherits from them (1 MB)."""
    for kind in (zmq.Socket, zmq.Context):
        for ancestor in kind.mro():
            getattr(ancestor, "__annotations__", None)


Option = tuple[str, str, str]


def plain_options(arguments: Sequence[str]) -> tuple[str, tuple[Option, ...]] | None:
    """The connection file and the options of a kernel's command line; None when there is more in it."""
    file = ""
    options: list[Option] = []
    waiting = iter(arguments)
    for argument in waiting:
        option = _OPTION.fullmatch(argument)
        if argument == "-f":
            file = next(waiting, "")
        elif option:
            options.append((option[1], option[2], option[3]))
        else:
            return None
    return file, tuple(options)
