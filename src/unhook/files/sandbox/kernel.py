"""Linux system calls that Python does not offer; every failure is an `OSError`."""

import ctypes
import os
import platform
import sys
from functools import cache

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_SET_NO_NEW_PRIVS = 38

CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000

_CAPSET = {"x86_64": 126, "aarch64": 91}
_CAPABILITY_VERSION_3 = 0x20080522


@cache
def _libc() -> ctypes.CDLL:
    if not sys.platform.startswith("linux"):
        raise OSError(f"not offered by {sys.platform}")
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def machine() -> str:
    """The processor as in `uname -m`."""
    return platform.machine()


def call(number: int, *arguments: object) -> int:
    """The system call of that number."""
    return _checked(_libc().syscall(ctypes.c_long(number), *arguments))


def prctl(option: int, *arguments: object) -> None:
    """`prctl(2)`; arguments that are not given are 0, as newer options demand."""
    filled = [*arguments, *(ctypes.c_ulong(0) for _ in range(4 - len(arguments)))]
    _checked(_libc().prctl(option, *filled))


def unshare(flags: int) -> None:
    """`unshare(2)`: leave namespaces shared with other processes."""
    _checked(_libc().unshare(flags))


def give_up_capabilities() -> None:
    """`capset(2)` with none, for good once no new privileges can be had."""
    if machine() not in _CAPSET:
        raise OSError(f"not known on {machine()}")
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    call(_CAPSET[machine()], ctypes.byref(header), ctypes.byref((ctypes.c_uint32 * 6)()))
