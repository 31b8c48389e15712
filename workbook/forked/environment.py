"""What a kernel may know of the environment its server runs in: a short list, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_PASSED_ON: Final = (
    "PATH",
    "HOME",
    "USER",
    "LANG",
    "LANGUAGE",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "TMPDIR",
    "TEMP",
    "TMP",
    "VIRTUAL_ENV",
    "CONDA_PREFIX",
    "LD_LIBRARY_PATH",
    "LD_PRELOAD",
    "DYLD_LIBRARY_PATH",
    "FONTCONFIG_PATH",
    "XDG_CACHE_HOME",
    "MPLCONFIGDIR",
    "PYTHONDONTWRITEBYTECODE",
    "SYSTEMROOT",
    "SYSTEMDRIVE",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "PATHEXT",
    "COMSPEC",
)


def kernel_environment(own: Mapping[str, str], source: Mapping[str, str]) -> dict[str, str]:
    """The whole environment of a kernel: what Python and matplotlib need of `source`, and `own`.

    One thread for linear algebra: a pool of threads made at import would not survive a fork, and many
    kernels share few processors. Two heaps for all threads of a kernel instead of one each.
    """
    return {
        **{name: source[name] for name in _PASSED_ON if name in source},
        "PYTHONSAFEPATH": "1",
        "PYTHONUTF8": "1",
        "MPLBACKEND": "agg",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
        **own,
    }
