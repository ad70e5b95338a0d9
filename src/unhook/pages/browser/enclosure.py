"""Runs a program where it reaches nothing and leaves nothing: `python -m ... OWNER FOLDER PROGRAM ...`.

The program gets namespaces of its own. The network has no interface that is up, not even loopback;
processes, file systems and shared memory are its own too. It sees the system's programs and fonts, read
only, and empty folders in memory to write in; root becomes `nobody`. All of it ends with the process OWNER,
with the one that started this, or with the program itself, whichever is first; without those two FOLDER is
removed, and the profile that Playwright made outside, which stays empty, since the program is shown another.

Where the kernel does not allow that, it says why and exits with `REFUSED`: the program is never started.
"""

import ctypes
import fcntl
import os
import resource
import select
import shutil
import signal
import sys
from collections.abc import Sequence

from unhook.files.sandbox import kernel
from unhook.files.sandbox.layers import NOBODY
from unhook.pages.browser import tree

REFUSED = 97
PROCESSES = "processes"
"""The file in FOLDER that tells the numbers of this process and of the one that started it; in further lines,
the folders outside that are to go in the end.
"""

PIPES = (3, 4)
"""Playwright's ends of the way to its browser; all else that is open stays outside."""

_CLONE_NEWNS = 0x00020000
_CLONE_NEWUTS = 0x04000000
_CLONE_NEWIPC = 0x08000000
_CLONE_NEWPID = 0x20000000
_ALONE = _CLONE_NEWUTS | _CLONE_NEWIPC | _CLONE_NEWPID | kernel.CLONE_NEWNET

_PROFILE = "--user-data-dir="
_OPEN_FILES = 8_192
_FILE_BYTES = 256 * 1024 * 1024

_ENVIRONMENT = {
    "HOME": tree.HOME,
    "TMPDIR": tree.HOME,
    "XDG_CONFIG_HOME": tree.HOME,
    "XDG_CACHE_HOME": tree.HOME,
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    # Without it GLib looks for a session bus, which no namespace holds.
    "DBUS_SESSION_BUS_ADDRESS": "disabled:",
}


def main(owner: int, folder: str, command: Sequence[str]) -> int:
    """Run it to its end; the status to exit with."""
    program, *arguments = command
    outside = [each.removeprefix(_PROFILE) for each in arguments if each.startswith(_PROFILE)]
    arguments = [each for each in arguments if not each.startswith(_PROFILE)]
    if outside:
        arguments.append(f"{_PROFILE}{tree.HOME}/profile")
    with open(os.path.join(folder, PROCESSES), "w") as file:
        file.write("\n".join([f"{os.getpid()} {os.getppid()}", *outside]))
    try:
        ends = [_watched(owner), _watched(os.getppid())]
        _leave()
        inside = os.fork()
    except OSError as error:
        return _refused(error)
    if not inside:
        try:
            _enter(folder)
            os.execve(program, [program, *arguments], _ENVIRONMENT)
        except OSError as error:
            os._exit(_refused(error))
        finally:
            os._exit(1)
    # The pipe to the browser must end with the browser.
    os.closerange(0, 2)
    os.closerange(PIPES[0], PIPES[-1] + 1)
    ends.append(_watched(inside))
    select.select(ends, [], [])
    left_alone = bool(select.select(ends[:2], [], [], 0)[0])
    # The first process of a namespace takes all others with it.
    os.kill(inside, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(inside, 0)[1])
    if left_alone:
        # Nothing inside had a hand in these, and no new process can be started behind a dead first one.
        for each in (folder, *outside):
            shutil.rmtree(each, ignore_errors=True)
    return status if status >= 0 else 128 - status


def _watched(process: int) -> int:
    # Out of the way of what is closed on both sides.
    watched = os.pidfd_open(process)
    moved = fcntl.fcntl(watched, fcntl.F_DUPFD_CLOEXEC, PIPES[-1] + 1)
    os.close(watched)
    return moved


def _leave() -> None:
    user, group = os.geteuid(), os.getegid()
    if user == 0:
        kernel.unshare(_ALONE)
        return
    kernel.unshare(kernel.CLONE_NEWUSER | _ALONE)
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def _enter(folder: str) -> None:
    kernel.prctl(kernel.PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGKILL))
    os.closerange(PIPES[-1] + 1, _OPEN_FILES)
    # Not earlier: the process outside keeps its root.
    kernel.unshare(_CLONE_NEWNS)
    tree.plant(folder)
    # Of all processes the kernel shall end these when memory runs out.
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")
    for kind, most in (
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_FSIZE, _FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    kernel.give_up_capabilities()
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1))
    # What root gave up also cleared it.
    kernel.prctl(kernel.PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGKILL))


def _refused(error: OSError) -> int:
    print(f"no namespaces for a browser: {error}", file=sys.stderr, flush=True)
    return REFUSED


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2], sys.argv[3:]))
