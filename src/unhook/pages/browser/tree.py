"""The files that a browser may see: the system's programs and fonts, and empty folders in memory."""

import ctypes
import os

from unhook.files.sandbox import kernel

HOME = "/tmp"
"""Where it may write; ends with the namespace that it was made in."""

_SHOWN = (
    "/usr",
    "/bin",
    "/lib",
    "/lib64",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/localtime",
    "/etc/alternatives",
    "/var/cache/fontconfig",
    "/sys/devices/system/cpu",
    "/dev/null",
    "/dev/zero",
    "/dev/full",
    "/dev/random",
    "/dev/urandom",
)
_MEMORY = {HOME: "256m", "/dev/shm": "512m"}

_RDONLY, _NOSUID, _NODEV, _NOEXEC, _REMOUNT, _BIND, _REC, _PRIVATE = (
    1, 2, 4, 8, 32, 4096, 16384, 1 << 18,
)  # fmt: skip
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_MNT_DETACH = 2


def plant(folder: str) -> None:
    """Make it this process's whole file system. Needs a mount namespace of its own and the right to mount.

    `folder` is an empty one to build it on. Raises `OSError`.
    """
    if kernel.machine() not in _PIVOT_ROOT:
        raise OSError(f"not known on {kernel.machine()}")
    _mount(None, "/", None, _REC | _PRIVATE)
    _mount("tmpfs", folder, "tmpfs", _NOSUID | _NODEV, "mode=755,size=1m")
    for path in _SHOWN:
        _show(path, folder + path)
    for path, size in _MEMORY.items():
        os.makedirs(folder + path, exist_ok=True)
        _mount("tmpfs", folder + path, "tmpfs", _NOSUID | _NODEV | _NOEXEC, f"mode=1777,size={size}")
    os.makedirs(folder + "/proc")
    _mount("proc", folder + "/proc", "proc", _NOSUID | _NODEV | _NOEXEC)
    os.chdir(folder)
    kernel.call(_PIVOT_ROOT[kernel.machine()], ctypes.c_char_p(b"."), ctypes.c_char_p(b"."))
    _checked(_libc.umount2(b".", _MNT_DETACH))
    _mount(None, "/", None, _REMOUNT | _BIND | _RDONLY | _NOSUID | _NODEV)
    os.chdir("/")


def _show(path: str, here: str) -> None:
    if os.path.islink(path):
        os.makedirs(os.path.dirname(here), exist_ok=True)
        os.symlink(os.readlink(path), here)
        return
    if not os.path.exists(path):
        return
    if os.path.isdir(path):
        os.makedirs(here)
    else:
        os.makedirs(os.path.dirname(here), exist_ok=True)
        os.close(os.open(here, os.O_CREAT | os.O_WRONLY, 0o444))
    _mount(path, here, None, _BIND | _REC)
    if not path.startswith("/dev/"):
        _mount(None, here, None, _REMOUNT | _BIND | _RDONLY | _NOSUID | _kept(here))


def _kept(path: str) -> int:
    """What a mount is already held to, which a user namespace may not loosen."""
    flags = os.statvfs(path).f_flag
    return flags & (os.ST_NODEV | os.ST_NOEXEC | os.ST_NOSUID)


_libc = ctypes.CDLL(None, use_errno=True)


def _mount(source: str | None, target: str, kind: str | None, flags: int, options: str = "") -> None:
    def text(value: str | None) -> bytes | None:
        return None if value is None else os.fsencode(value)

    _checked(_libc.mount(text(source), os.fsencode(target), text(kind), ctypes.c_ulong(flags), text(options)))


def _checked(result: int) -> None:
    if result:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
