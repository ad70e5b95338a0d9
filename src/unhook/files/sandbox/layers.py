"""The layers, in the order in which they must be put on."""

import ctypes
import os
import resource
import signal
import sys
import sysconfig
from collections.abc import Callable, Mapping, Sequence

from unhook.files.sandbox import kernel, landlock, seccomp
from unhook.limits import FileLimits

Layers = Mapping[str, str]
"""By name: the empty text where a layer holds, else why it does not."""

NETWORK = "network namespace"
CALLS = "seccomp"

NOBODY = 65534
_OPEN_FILES = 256

_SYSTEM = (
    "/usr",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/magic",
    "/etc/mime.types",
    "/sys/devices/system/cpu",
    "/dev/null",
    "/dev/zero",
    "/dev/urandom",
)
"""What libraries read, beside Python's own folders."""


def enclose(folder: str) -> Layers:
    """What workers inherit: no network, no privileges. `folder` is theirs to write in afterwards."""
    return _tried(
        {
            NETWORK: _no_network,
            "user nobody": lambda: _become_nobody(folder),
            "no capabilities": kernel.give_up_capabilities,
            "no new privileges": lambda: kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1)),
            "not dumpable": lambda: kernel.prctl(kernel.PR_SET_DUMPABLE, ctypes.c_ulong(0)),
        }
    )


def confine(folder: str, readable: Sequence[str], limits: FileLimits, parent: int) -> Layers:
    """What each worker does to itself. It may write in `folder` only and dies with `parent`, a process id."""
    layers = _tried(
        {
            "ends with its parent": lambda: _end_with(parent),
            "resource limits": lambda: _limit(limits),
            "landlock": lambda: landlock.restrict(
                [*python_folders(), *_SYSTEM, *readable], [folder, "/dev/null"]
            ),
            CALLS: seccomp.deny,
        }
    )
    if layers[CALLS]:
        # A blunt stand-in against processes without end, which forbids threads too; root is above it.
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    return layers


def tight(layers: Layers) -> bool:
    """Whether files of strangers may be read under these: without a way to the network at least."""
    return not layers[NETWORK] or not layers[CALLS]


def python_folders() -> list[str]:
    """Where this Python and its libraries are."""
    named = [sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), *sys.path]
    return sorted({os.path.realpath(each) for each in named if each})


def _tried(layers: Mapping[str, Callable[[], None]]) -> Layers:
    outcome = {}
    for name, put_on in layers.items():
        try:
            put_on()
        except OSError as error:
            outcome[name] = str(error)
        else:
            outcome[name] = ""
    return outcome


def _no_network() -> None:
    user, group = os.geteuid(), os.getegid()
    if user == 0:
        kernel.unshare(kernel.CLONE_NEWNET)
        return
    kernel.unshare(kernel.CLONE_NEWUSER | kernel.CLONE_NEWNET)
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def _become_nobody(folder: str) -> None:
    if os.getuid() != 0:
        raise OSError("not started by root")
    needed = [each for each in python_folders() if os.path.exists(each)]
    os.seteuid(NOBODY)
    try:
        shut = [each for each in needed if not os.access(each, os.R_OK, effective_ids=True)]
    finally:
        os.seteuid(0)
    if shut:
        raise OSError(f"nobody cannot read {shut[0]}")
    os.chown(folder, NOBODY, NOBODY)
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)


def _end_with(parent: int) -> None:
    kernel.prctl(kernel.PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGKILL))
    if os.getppid() != parent:
        os._exit(1)


def _limit(limits: FileLimits) -> None:
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))
