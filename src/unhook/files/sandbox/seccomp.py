"""A seccomp filter: system calls that no scanner of files needs fail with `EPERM`.

Denied: sockets, programs, new processes, other processes, mounts, kernel modules, keys, and kernel doors
with a long record of holes. Calls younger than this list fail with `ENOSYS`, which libraries expect of an
older kernel. Threads, memory and files stay free; Landlock and rlimits hold those.
"""

import ctypes
import errno
import os
import struct

from unhook.files.sandbox import kernel

_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_NEXT_UNKNOWN = 463
"""The number that every architecture gives to the first call after Linux 6.10."""

# By number on x86_64 and on aarch64; -1 where an architecture has no such call.
_DENIED = {
    # the network, and file handles from other processes
    "socket": (41, 198),
    "connect": (42, 203),
    "accept": (43, 202),
    "sendto": (44, 206),
    "sendmsg": (46, 211),
    "recvmsg": (47, 212),
    "bind": (49, 200),
    "listen": (50, 201),
    "socketpair": (53, 199),
    "setsockopt": (54, 208),
    "accept4": (288, 242),
    "recvmmsg": (299, 243),
    "sendmmsg": (307, 269),
    # programs and processes
    "fork": (57, -1),
    "vfork": (58, -1),
    "execve": (59, 221),
    "execveat": (322, 281),
    "ptrace": (101, 117),
    "setpgid": (109, 154),
    "setsid": (112, 157),
    "rt_sigqueueinfo": (129, 138),
    "tkill": (200, 130),
    "rt_tgsigqueueinfo": (297, 240),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "pidfd_send_signal": (424, 424),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "process_madvise": (440, 440),
    "process_mrelease": (448, 448),
    # namespaces and mounts
    "unshare": (272, 97),
    "setns": (308, 268),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "mount": (165, 40),
    "umount2": (166, 39),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "mknod": (133, -1),
    "mknodat": (259, 33),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    # the kernel itself
    "syslog": (103, 116),
    "uselib": (134, -1),
    "personality": (135, 92),
    "sysfs": (139, -1),
    "vhangup": (153, 58),
    "modify_ldt": (154, -1),
    "adjtimex": (159, 171),
    "acct": (163, 89),
    "settimeofday": (164, 170),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "reboot": (169, 142),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "iopl": (172, -1),
    "ioperm": (173, -1),
    "init_module": (175, 105),
    "delete_module": (176, 106),
    "quotactl": (179, 60),
    "clock_settime": (227, 112),
    "kexec_load": (246, 104),
    "perf_event_open": (298, 241),
    "fanotify_init": (300, 262),
    "clock_adjtime": (305, 266),
    "finit_module": (313, 273),
    "seccomp": (317, 277),
    "kexec_file_load": (320, 294),
    "bpf": (321, 280),
    "quotactl_fd": (443, 443),
    # keys, shared memory and queues that outlive a process
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    # asynchronous and memory doors
    "io_setup": (206, 0),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "memfd_secret": (447, 447),
}

_CLONE = (56, 220)
_CLONE3 = (435, 435)
_KILL = (62, 129)
_TGKILL = (234, 131)
_PRCTL = (157, 167)
_PRLIMIT = (302, 261)

_CLONE_THREAD = 0x00010000
_PR_SET_NAME = 15

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCH, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _KILL_PROCESS, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_FILTER_MODE = 2

Instruction = tuple[int, int, int, int]
"""Code, jump if true, jump if false, operand: `struct sock_filter`."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def deny() -> None:
    """Filter this process's system calls, for good. Raises `OSError` where that cannot be had.

    Needs `PR_SET_NO_NEW_PRIVS`. Signals reach this very process only, so call it after the last fork.
    """
    if kernel.machine() not in _AUDIT_ARCH:
        raise OSError(f"no list of system calls for {kernel.machine()}")
    packed = b"".join(struct.pack("HBBI", *each) for each in program(kernel.machine(), os.getpid()))
    filtered = _Program(len(packed) // 8, packed)
    kernel.prctl(kernel.PR_SET_SECCOMP, ctypes.c_ulong(_FILTER_MODE), ctypes.byref(filtered))


def program(machine: str, process: int) -> list[Instruction]:
    """The filter for a process of that number, as the kernel's packet filter reads it."""
    which = list(_AUDIT_ARCH).index(machine)
    refused = _ERRNO | errno.EPERM
    made = [
        (_LOAD, 0, 0, _ARCH),
        (_EQUAL, 1, 0, _AUDIT_ARCH[machine]),
        (_RETURN, 0, 0, _KILL_PROCESS),
        (_LOAD, 0, 0, _NUMBER),
        # Also the numbers of the x32 calls, which have a high bit set.
        (_AT_LEAST, 0, 1, _NEXT_UNKNOWN),
        (_RETURN, 0, 0, _ERRNO | errno.ENOSYS),
        # C libraries fall back to `clone`, whose flags a filter can read.
        *_answered(_CLONE3[which], _ERRNO | errno.ENOSYS),
    ]
    for numbers in _DENIED.values():
        if numbers[which] >= 0:
            made += _answered(numbers[which], refused)
    for numbers, test, operand in (
        (_CLONE, _ANY_BIT, _CLONE_THREAD),
        (_KILL, _EQUAL, process),
        (_TGKILL, _EQUAL, process),
        (_PRCTL, _EQUAL, _PR_SET_NAME),
        (_PRLIMIT, _EQUAL, 0),
    ):
        made += [
            (_EQUAL, 0, 4, numbers[which]),
            (_LOAD, 0, 0, _FIRST_ARGUMENT),
            (test, 0, 1, operand),
            (_RETURN, 0, 0, _ALLOW),
            (_RETURN, 0, 0, refused),
        ]
    return [*made, (_RETURN, 0, 0, _ALLOW)]


def _answered(number: int, answer: int) -> list[Instruction]:
    return [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, answer)]
