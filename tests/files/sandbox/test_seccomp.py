import errno

import pytest

from unhook.files.sandbox import kernel, seccomp

_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_ALLOWED, _KILLED = 0x7FFF0000, 0x80000000
_EPERM, _ENOSYS = 0x50000 | errno.EPERM, 0x50000 | errno.ENOSYS
_OWN = 4321

X86 = {"read": 0, "write": 1, "mmap": 9, "socket": 41, "clone": 56, "fork": 57, "execve": 59, "kill": 62,
       "ptrace": 101, "prctl": 157, "tgkill": 234, "openat": 257, "prlimit64": 302, "bpf": 321,
       "clone3": 435, "futex_waitv": 449}  # fmt: skip
ARM = {"read": 63, "write": 64, "mmap": 222, "socket": 198, "clone": 220, "fork": 9999, "execve": 221,
       "kill": 129, "ptrace": 117, "prctl": 167, "tgkill": 131, "openat": 56, "prlimit64": 261, "bpf": 280,
       "clone3": 435, "futex_waitv": 449}  # fmt: skip


def answer(machine: str, number: int, argument: int = 0, arch: int | None = None) -> int:
    """What the filter says, by the rules of the kernel's packet filter."""
    words = {0: number, 4: _ARCH[machine] if arch is None else arch, 16: argument}
    program = seccomp.program(machine, _OWN)
    taken = at = 0
    while True:
        code, if_true, if_false, operand = program[at]
        match code:
            case 0x06:
                return operand
            case 0x20:
                taken, step = words[operand], 0
            case 0x15:
                step = if_true if taken == operand else if_false
            case 0x35:
                step = if_true if taken >= operand else if_false
            case 0x45:
                step = if_true if taken & operand else if_false
            case _:
                raise AssertionError(f"no such instruction: {code:#x}")
        at += 1 + step


@pytest.fixture(params=["x86_64", "aarch64"])
def machine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def numbers(machine: str) -> dict[str, int]:
    return X86 if machine == "x86_64" else ARM


@pytest.mark.parametrize("name", ["read", "write", "mmap", "openat", "futex_waitv"])
def test_ordinary_calls_are_allowed(machine: str, name: str) -> None:
    assert answer(machine, numbers(machine)[name]) == _ALLOWED


@pytest.mark.parametrize("name", ["socket", "execve", "ptrace", "bpf"])
def test_dangerous_calls_are_denied(machine: str, name: str) -> None:
    assert answer(machine, numbers(machine)[name]) == _EPERM


def test_a_thread_may_be_made_and_no_process(machine: str) -> None:
    clone = numbers(machine)["clone"]
    assert answer(machine, clone, 0x3D0F00) == _ALLOWED
    assert answer(machine, clone, 17) == _EPERM
    assert answer(machine, numbers(machine)["clone3"]) == _ENOSYS


@pytest.mark.parametrize("name", ["kill", "tgkill"])
def test_signals_reach_the_process_itself_only(machine: str, name: str) -> None:
    call = numbers(machine)[name]
    assert answer(machine, call, _OWN) == _ALLOWED
    assert {answer(machine, call, other) for other in (0, 1, 0xFFFFFFFF, _OWN + 1)} == {_EPERM}


def test_what_was_set_up_cannot_be_undone(machine: str) -> None:
    prctl = numbers(machine)["prctl"]
    assert answer(machine, prctl, 15) == _ALLOWED
    assert {answer(machine, prctl, option) for option in (1, 4, 22, 38)} == {_EPERM}


def test_limits_of_others_are_out_of_reach(machine: str) -> None:
    assert answer(machine, numbers(machine)["prlimit64"], 0) == _ALLOWED
    assert answer(machine, numbers(machine)["prlimit64"], 1) == _EPERM


def test_calls_of_another_architecture_end_the_process(machine: str) -> None:
    assert answer(machine, numbers(machine)["read"], arch=0x40000003) == _KILLED


def test_calls_unknown_to_the_list_do_not_exist(machine: str) -> None:
    assert answer(machine, 500) == _ENOSYS
    assert answer(machine, 0x40000000 | numbers(machine)["socket"]) == _ENOSYS


def test_a_machine_without_a_list_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "machine", lambda: "riscv64")
    with pytest.raises(OSError, match="riscv64"):
        seccomp.deny()
